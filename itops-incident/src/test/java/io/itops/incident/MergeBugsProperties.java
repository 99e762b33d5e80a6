package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.record.Tree;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.FamilyBench.Bug;
import io.itops.incident.FamilyBench.Move;
import io.itops.incident.FamilyBench.What;
import io.itops.incident.workflow.Family;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentKey;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.KeyStand;
import io.itops.incident.workflow.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/**
 * A law proves nothing until a bug is seen to break it: each of these bends the incidents after a move as a fault of the code would, and the
 * moves that {@link MergeLawsProperties} makes must find it.
 */
class MergeBugsProperties {
    private static final int CHAINS = 200;

    /** A fault, and the move after which it strikes. */
    enum Planted {
        /** Keys conserved: the key of what is taken out stays with the others. */
        KEY_STAYS(
                What.UNMERGE,
                (scene, one) -> others(scene, one)
                        .findFirst()
                        .ifPresent(other -> write(scene, unit -> {
                            unit.find(IncidentKey.TYPE, one.dedupKey());
                            unit.put(IncidentKey.TYPE, new IncidentKey(one.dedupKey(), other.id()));
                        }))),
        /** Undone: the others keep the severity that came with a merge. */
        SEVERITY_STAYS(
                What.UNMERGE,
                (scene, one) -> others(scene, one)
                        .filter(other -> other.state() == IncidentState.TRIGGERED)
                        .forEach(other -> put(scene, as(other, other.state(), Severity.SEV1, other.family())))),
        /** Timers conserved: what comes back has none. */
        TIMER_LOST(
                What.UNMERGE,
                (scene, one) -> write(
                        scene, unit -> unit.cancelTimer(new TimerKey(one.id().ref(), "step")))),
        /** Undone: what was acknowledged comes back triggered. */
        STATE_LOST(What.UNMERGE, (scene, one) -> {
            if (one.state() == IncidentState.ACKNOWLEDGED) {
                put(scene, as(one, IncidentState.TRIGGERED, one.severity(), one.family()));
            }
        }),
        /** Keys conserved: a merge forgets which of them were quiet. */
        QUIET_FORGOTTEN(
                What.MERGE,
                (scene, one) -> one.mergedInto().ifPresent(into -> {
                    Incident root = scene.incidents.get(into);
                    put(scene, as(root, root.state(), root.severity(), loud(root.family())));
                })),
        /** No page after a merge. */
        PAGE_AFTER(
                What.MERGE,
                (scene, one) -> write(
                        scene,
                        unit -> unit.send(new Notification(
                                new Destination("pager", "ann"),
                                Urgency.PAGE,
                                "page",
                                Ref.of("stray", one.id().value()),
                                1,
                                one.severity(),
                                "stray",
                                "a page past the guard",
                                new TreeMap<>())))),
        /** Acyclic: a part is put under itself. */
        CIRCLE(What.LINK, (scene, one) -> put(scene, as(one, one.state(), one.severity(), under(one)))),
        /** Timelines conserved: the root forgets what went into it. */
        STORY_LOST(
                What.MERGE,
                (scene, one) -> one.mergedInto().ifPresent(into -> {
                    Incident root = scene.incidents.get(into);
                    put(scene, as(root, root.state(), root.severity(), childless(root.family())));
                })),
        /** Idempotent: the same merge again is told again. */
        TOLD_TWICE(What.MERGE, (scene, one) -> {});

        private final Bug bug;

        Planted(What after, BiConsumer<Scene, Incident> fault) {
            boolean twice = name().equals("TOLD_TWICE");
            bug = new Bug() {
                @Override
                public void plant(Scene scene, What what, Incident one) {
                    if (what == after) {
                        fault.accept(scene, one);
                    }
                }

                @Override
                public void again(Scene scene, Incident one) {
                    if (twice) {
                        write(
                                scene,
                                unit -> unit.event(
                                        "incident.merged-again",
                                        List.of(one.id().ref()),
                                        "merged again",
                                        Tree.Obj.of(new TreeMap<>())));
                    }
                }
            };
        }
    }

    @Provide
    Arbitrary<List<List<Move>>> chains() {
        return new MergeLawsProperties().moves().list().ofSize(CHAINS);
    }

    @Tag("campaign")
    @Property(tries = 1, seed = "7", shrinking = ShrinkingMode.OFF)
    void everyPlantedBugIsFound(@ForAll("chains") List<List<Move>> chains) {
        for (Planted planted : Planted.values()) {
            long before = chains.stream()
                    .takeWhile(moves -> !breaks(planted.bug, moves))
                    .count();
            assertThat(before).as("chains that do not find %s", planted).isLessThan(CHAINS);
        }
    }

    private static boolean breaks(Bug bug, List<Move> moves) {
        try (FamilyBench bench = new FamilyBench(bug)) {
            bench.run(moves);
            return false;
        } catch (AssertionError | RuntimeException e) {
            return true;
        }
    }

    private static Stream<Incident> others(Scene scene, Incident one) {
        return scene.incidents.list(IncidentQuery.newest()).stream()
                .filter(other -> !other.id().equals(one.id()));
    }

    private static void write(Scene scene, java.util.function.Consumer<UnitOfWork> what) {
        scene.ops.run(ANN, what::accept);
        scene.settle();
    }

    private static void put(Scene scene, Incident bent) {
        write(scene, unit -> {
            unit.find(Incident.TYPE, bent.id().value());
            unit.put(Incident.TYPE, bent);
        });
    }

    private static Family loud(Family family) {
        SortedMap<String, KeyStand> keys = new TreeMap<>(family.keys());
        keys.replaceAll((key, stand) -> new KeyStand(stand.severity(), false));
        return new Family(family.merge(), keys, family.absorbed(), family.parent(), family.children(), family.majors());
    }

    private static Family childless(Family family) {
        return new Family(
                family.merge(), family.keys(), List.of(), family.parent(), family.children(), family.majors());
    }

    private static Family under(Incident one) {
        Family family = one.family();
        Optional<IncidentId> itself = Optional.of(one.id());
        return new Family(family.merge(), family.keys(), family.absorbed(), itself, family.children(), family.majors());
    }

    private static Incident as(Incident one, IncidentState state, Severity severity, Family family) {
        Trouble trouble = one.trouble();
        return new Incident(
                one.id(),
                new Trouble(trouble.dedupKey(), trouble.service(), severity, trouble.summary(), trouble.labels()),
                state,
                one.stateVersion(),
                one.escalation(),
                one.milestones(),
                one.acknowledgement(),
                one.signals(),
                one.reopenings(),
                one.follows(),
                one.stay(),
                family,
                one.assessment());
    }
}
