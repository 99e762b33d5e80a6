package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.incident.NaiveFamilies.Node;
import io.itops.incident.review.TimelineEntry;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.lifecycle.RefusedShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Incidents and {@link NaiveFamilies} side by side, with a bug planted into the incidents, or none. */
final class FamilyBench implements AutoCloseable {
    /** One move: what, and of which of the incidents and keys that there are, each counted round. */
    record Move(What what, int one, int other, int number) {}

    /** What can be done. */
    enum What {
        FIRE,
        OVER,
        ACKNOWLEDGE,
        HOLD,
        RESOLVE,
        CLOSE,
        CANCEL,
        MERGE,
        UNMERGE,
        MERGE_AND_BACK,
        SPLIT,
        LINK,
        PROMOTE,
        PASS
    }

    /** Does something to the incidents behind the model's back. */
    interface Bug {
        Bug NONE = (scene, what, one) -> {};

        /** After a move was carried out. */
        void plant(Scene scene, What what, Incident one);

        /** Before the same merge is given once more. */
        default void again(Scene scene, Incident one) {}
    }

    private static final ServiceId SHOP = ServiceId.of("shop");
    static final List<String> KEYS = List.of("k0", "k1", "k2", "k3");

    final Scene scene = Scene.of(IncidentOptions.builder()
            .policy(Scene.annThenBob())
            .closeAfter(Optional.empty())
            .build());
    private final NaiveFamilies model = new NaiveFamilies();
    private final List<IncidentId> ids = new ArrayList<>();
    private final Bug bug;
    final RefusedShare share = new RefusedShare();

    FamilyBench(Bug bug) {
        this.bug = bug;
    }

    void run(List<Move> moves) {
        moves.forEach(this::move);
        moves.stream().filter(move -> move.what() == What.MERGE).findAny().ifPresent(any -> stories());
        if (bug == Bug.NONE) {
            refold();
        }
    }

    private void move(Move move) {
        String key = KEYS.get(move.number() % KEYS.size());
        if (move.what() == What.FIRE || model.nodes.isEmpty()) {
            fire(key, 3 + move.one() % 3);
        } else if (move.what() == What.OVER) {
            scene.ops.accept(Signal.resolved(key, SHOP, Severity.SEV5, "fine"));
            model.over(key);
        } else if (move.what() == What.PASS) {
            model.pass(move.number());
            scene.pass(Duration.ofMinutes(move.number()));
        } else {
            Node one = model.nodes.get(move.one() % model.nodes.size());
            Node other = model.nodes.get(move.other() % model.nodes.size());
            if (!wakes(move.what(), other)) {
                asked(move, key, one, other);
            }
        }
        scene.settle();
        meet(key);
        compare();
    }

    /** Something worse, resolved or not, that is merged into what is exhausted makes it begin anew, as a signal would: that is told elsewhere. */
    private boolean wakes(What what, Node into) {
        return (what == What.MERGE || what == What.MERGE_AND_BACK)
                && into.exhausted
                && NaiveFamilies.OPEN.contains(into.state);
    }

    /** A worse signal on a waiting, exhausted or resolved incident decides more than families do: mild ones do not. */
    private void fire(String key, int bad) {
        boolean decides =
                model.owners.containsKey(key) && (!NaiveFamilies.OPEN.contains(root(key).state) || root(key).exhausted);
        int severity = decides ? 5 : bad;
        scene.ops.accept(Signal.firing(key, SHOP, Severity.valueOf("SEV" + severity), "errors"));
        model.fire(key, severity);
    }

    private Node root(String key) {
        return model.root(model.owners.get(key));
    }

    private void asked(Move move, String key, Node one, Node other) {
        IncidentId id = ids.get(one.number);
        IncidentId second = ids.get(other.number);
        Incident before = scene.incidents.get(id);
        Incident beforeOther = scene.incidents.get(second);
        Optional<Node> parent = move.number() % 4 == 0 ? Optional.empty() : Optional.of(other);
        boolean expected = switch (move.what()) {
            case ACKNOWLEDGE -> model.acknowledge(one);
            case HOLD -> model.hold(one);
            case RESOLVE -> model.resolve(one);
            case CLOSE -> model.close(one);
            case CANCEL -> model.cancel(one);
            case MERGE, MERGE_AND_BACK -> model.merge(one, other);
            case UNMERGE -> model.unmerge(one);
            case SPLIT -> model.split(one, key);
            case LINK -> model.link(one, parent);
            case PROMOTE -> model.promote(one);
            case FIRE, OVER, PASS -> throw new IllegalArgumentException("of no incident: " + move);
        };
        boolean done = true;
        try {
            ask(move, key, id, second, parent);
        } catch (RefusedException e) {
            done = false;
        }
        share.answered(move, expected, done);
        if (done) {
            again(move, before, id, second);
            scene.settle();
            bug.plant(scene, move.what(), scene.incidents.get(id));
            if (move.what() == What.MERGE_AND_BACK && before.state() != IncidentState.MERGED) {
                back(one, before, beforeOther);
            }
        }
    }

    private void ask(Move move, String key, IncidentId id, IncidentId second, Optional<Node> parent) {
        Incidents incidents = scene.incidents;
        switch (move.what()) {
            case ACKNOWLEDGE -> incidents.acknowledge(id, ANN);
            case HOLD -> incidents.hold(id, Hold.of(HoldReason.VENDOR, ""), ANN);
            case RESOLVE -> incidents.resolve(id, "", ANN);
            case CLOSE -> incidents.close(id, "", ANN);
            case CANCEL -> incidents.cancel(id, "a test", ANN);
            case MERGE, MERGE_AND_BACK -> incidents.merge(id, second, "", ANN);
            case UNMERGE -> incidents.unmerge(id, "", ANN);
            case SPLIT -> incidents.split(id, Trouble.of(key, SHOP, Severity.SEV4, "a part"), "", ANN);
            case LINK -> incidents.link(id, parent.map(above -> ids.get(above.number)), ANN);
            case PROMOTE -> incidents.promote(id, "all is down", ANN);
            case FIRE, OVER, PASS -> throw new IllegalArgumentException("of no incident: " + move);
        }
    }

    /** The law of idempotence: the same merge once more changes nothing. */
    private void again(Move move, Incident before, IncidentId id, IncidentId second) {
        if (move.what() == What.MERGE || move.what() == What.MERGE_AND_BACK) {
            long entries = scene.ops.journal().head().size();
            bug.again(scene, before);
            scene.incidents.merge(id, second, "again", ANN);
            assertThat(scene.ops.journal().head().size())
                    .as("entries after the same merge again")
                    .isEqualTo(entries);
        }
    }

    /** The law of undoing: both stand as they stood, but for who was paged once more. */
    private void back(Node one, Incident before, Incident other) {
        scene.incidents.unmerge(before.id(), "undone", ANN);
        model.unmerge(one);
        scene.settle();
        bug.plant(scene, What.UNMERGE, scene.incidents.get(before.id()));
        same(scene.incidents.get(before.id()), before);
        same(scene.incidents.get(other.id()), other);
    }

    private static void same(Incident back, Incident before) {
        assertThat(back.state()).isEqualTo(before.state());
        assertThat(back.stateVersion()).isEqualTo(before.stateVersion());
        assertThat(back.severity()).isEqualTo(before.severity());
        assertThat(back.keys()).isEqualTo(before.keys());
        assertThat(back.family()).isEqualTo(before.family());
        assertThat(back.milestones()).isEqualTo(before.milestones());
        assertThat(back.escalation().position()).isEqualTo(before.escalation().position());
        assertThat(back.escalation().nextAt()).isEqualTo(before.escalation().nextAt());
    }

    /** Learns the ids of incidents that were opened. */
    private void meet(String key) {
        if (ids.size() < model.nodes.size()) {
            ids.add(scene.incidents.open(key).orElseThrow().id());
        }
        assertThat(ids).hasSize(model.nodes.size());
    }

    private void compare() {
        assertThat(scene.incidents.list(IncidentQuery.newest())).hasSize(ids.size());
        for (String key : KEYS) {
            assertThat(scene.incidents.open(key).map(Incident::id))
                    .as("who has " + key)
                    .isEqualTo(
                            Optional.ofNullable(model.owners.get(key)).map(owner -> ids.get(model.root(owner).number)));
        }
        for (Node node : model.nodes) {
            compare(node, scene.incidents.get(ids.get(node.number)));
        }
        Map<String, Integer> sent = new TreeMap<>();
        scene.sent().stream()
                .filter(line -> line.startsWith("page:"))
                .forEach(line -> sent.merge(line.substring("page:".length()), 1, Integer::sum));
        assertThat(sent).as("pages").isEqualTo(model.pages);
    }

    private void compare(Node node, Incident incident) {
        assertThat(incident.state().name()).as("state").isEqualTo(node.state);
        assertThat(incident.mergedInto()).isEqualTo(node.into < 0 ? Optional.empty() : Optional.of(ids.get(node.into)));
        assertThat(incident.family().parent())
                .as("the whole of " + node.key)
                .isEqualTo(node.parent < 0 ? Optional.empty() : Optional.of(ids.get(node.parent)));
        if (!NaiveFamilies.OPEN.contains(node.state) && !node.state.equals("RESOLVED")) {
            return;
        }
        assertThat(incident.keys().keySet()).as("keys").isEqualTo(model.names(node));
        assertThat(incident.isMajor()).as("major").isEqualTo(model.major(node));
        if (model.severityKnown(node)) {
            assertThat(incident.severity().name()).as("severity").isEqualTo("SEV" + model.severity(node));
        }
        if (incident.keys().size() > 1) {
            assertThat(new TreeSet<>(incident.keys().entrySet().stream()
                            .filter(stand -> stand.getValue().quiet())
                            .map(Map.Entry::getKey)
                            .toList()))
                    .as("quiet keys")
                    .isEqualTo(quiet(node));
        }
        if (node.state.equals("TRIGGERED")) {
            assertThat(incident.escalation().position().step()).as("step").isEqualTo(node.step);
            assertThat(incident.escalation().nextAt())
                    .as("next step")
                    .isEqualTo(node.exhausted ? Optional.empty() : Optional.of(scene.minute(node.nextAt)));
        }
    }

    private TreeSet<String> quiet(Node root) {
        TreeSet<String> quiet = new TreeSet<>();
        model.keysOf(root).stream().filter(owner -> owner.quiet).forEach(owner -> quiet.add(owner.key));
        return quiet;
    }

    /** The law of timelines: whatever is told of an incident is told of the one as which it goes on. */
    private void stories() {
        for (Node node : model.nodes) {
            if (node.into >= 0) {
                List<Long> told =
                        scene.incidents.reviews().timeline(ids.get(model.root(node).number)).entries().stream()
                                .map(TimelineEntry::sequence)
                                .toList();
                assertThat(told)
                        .as("story")
                        .containsAll(
                                scene.ops.journal().about(ids.get(node.number).ref()).stream()
                                        .map(entry -> entry.sequence())
                                        .toList());
            }
        }
    }

    private void refold() {
        for (IncidentId id : ids) {
            List<IncidentEvent> events = scene.ops.journal().about(id.ref()).stream()
                    .filter(entry -> entry.event().subjects().get(0).equals(id.ref()))
                    .flatMap(entry -> IncidentWorkflow.WORKFLOW.eventOf(entry.event()).stream())
                    .toList();
            assertThat(IncidentWorkflow.WORKFLOW.fold(null, events)).isEqualTo(scene.incidents.get(id));
        }
    }

    @Override
    public void close() {
        scene.close();
    }
}
