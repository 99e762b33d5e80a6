package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.journal.JournalEntry;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.spi.Store;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.StoredRecord;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.StepCondition;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.workflow.EscalationCommand;
import io.itops.incident.workflow.EscalationEvent;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.PlacementCommand;
import io.itops.incident.workflow.PlacementEvent;
import io.itops.incident.workflow.RebaseEscalation;
import io.itops.testkit.ManualClock;
import io.itops.testkit.fault.AlteredCommit;
import io.itops.testkit.fault.ForwardingStore;
import io.itops.testkit.lifecycle.RefusedShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;

/**
 * Short chains of what people, signals and time do to one incident, against {@link NaiveEscalation}; and two invariants over the journal and
 * what was sent, which a product that was bent is seen to break.
 */
class EscalationProperties {
    /** What is done, to whom or how much. */
    record Move(String what, int number) {
        @Override
        public String toString() {
            return what + ' ' + number;
        }
    }

    private static final List<String> PEOPLE = List.of("ann", "bob", "cat", "dan", "eve", "bot");

    private final RefusedShare share = new RefusedShare();

    @Provide
    Arbitrary<List<Move>> chains() {
        Arbitrary<String> what = Arbitraries.frequency(
                Tuple.of(5, "fire"),
                Tuple.of(4, "acknowledge"),
                Tuple.of(5, "pass"),
                Tuple.of(2, "escalate"),
                Tuple.of(2, "unacknowledge"),
                Tuple.of(2, "rebase"),
                Tuple.of(1, "switch"),
                Tuple.of(1, "hold"),
                Tuple.of(1, "resolve"));
        return Combinators.combine(what, Arbitraries.integers().between(0, 59))
                .as(Move::new)
                .list()
                .ofMinSize(4)
                .ofMaxSize(14);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void everyChainGoesAsTheModelSays(@ForAll("chains") List<Move> chain) {
        run(chain, clock -> new InMemoryStore(clock), true);
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    @Tag("campaign")
    void manyChainsGoAsTheModelSays(@ForAll("chains") List<Move> chain) {
        run(chain, clock -> new InMemoryStore(clock), true);
    }

    @AfterProperty
    void aFairShareOfActionsIsRefused() {
        if (share.chains() > 0) {
            share.check("escalation");
        }
    }

    private void run(List<Move> chain, Function<ManualClock, Store> store, boolean compared) {
        try (Bench bench = new Bench(store)) {
            bench.fire(3);
            for (Move move : chain) {
                bench.does(move, compared);
            }
            bench.invariants();
            if (compared) {
                share.add(bench.share);
            }
        }
    }

    /** A lost acknowledgement: its commit writes the journal and nothing else. Somebody is paged after it, which must be seen. */
    @Example
    void aProductThatForgetsAcknowledgementsIsSeenToPageAfterThem() {
        assertThat(broken(Bent.FORGETS_ACKNOWLEDGEMENTS)).contains("page after");
    }

    /** A step that is passed over: the incident is written one step further than it was. */
    @Example
    void aProductThatPassesOverStepsIsSeenToBreakTheirOrder() {
        assertThat(broken(Bent.PASSES_OVER_STEPS)).contains("step order");
    }

    /** Draws chains until an invariant is broken, and tells how. */
    private String broken(Bent bent) {
        Arbitrary<List<Move>> chains = chains();
        for (List<Move> chain : chains.sampleStream().limit(200).toList()) {
            try {
                run(chain, clock -> new BentStore(new InMemoryStore(clock), bent), false);
            } catch (AssertionError e) {
                return String.valueOf(e.getMessage());
            }
        }
        return "nothing was found";
    }

    private enum Bent {
        FORGETS_ACKNOWLEDGEMENTS,
        PASSES_OVER_STEPS
    }

    /** Writes something else than the product decided. */
    private static final class BentStore extends ForwardingStore {
        private final Bent bent;

        BentStore(InMemoryStore store, Bent bent) {
            super(store);
            this.bent = bent;
        }

        @Override
        public CommitResult commit(Commit commit) {
            boolean taken =
                    commit.events().stream().anyMatch(event -> event.type().equals("incident.acknowledged"));
            boolean paged =
                    commit.events().stream().anyMatch(event -> event.type().equals("incident.paged"));
            if (bent == Bent.FORGETS_ACKNOWLEDGEMENTS && taken) {
                return super.commit(AlteredCommit.of(commit)
                        .puts(List.of())
                        .cancelledTimers(List.of())
                        .build());
            }
            if (bent == Bent.PASSES_OVER_STEPS && paged) {
                return super.commit(AlteredCommit.of(commit)
                        .puts(commit.puts().stream().map(BentStore::further).toList())
                        .build());
            }
            return super.commit(commit);
        }

        private static Commit.Put further(Commit.Put put) {
            String json = put.record().json().replace("\"step\":1", "\"step\":2");
            return put.record().ref().type().equals("incident")
                    ? new Commit.Put(
                            new StoredRecord(
                                    put.record().ref(),
                                    put.record().version(),
                                    put.record().schema(),
                                    json,
                                    put.record().indexes()),
                            put.expected())
                    : put;
        }
    }

    /** The code and the model side by side. */
    private static final class Bench implements AutoCloseable {
        private static final Map<String, Integer> SIZES = Map.of("first", 3, "second", 2);

        private final List<Scene> scenes = new ArrayList<>();
        private final NaiveEscalation model = new NaiveEscalation();
        private final RefusedShare share = new RefusedShare();

        Bench(Function<ManualClock, Store> store) {
            scenes.add(Scene.over(store, options(NaiveEscalation.FIRST)));
        }

        private Scene scene() {
            return scenes.get(scenes.size() - 1);
        }

        private static IncidentOptions options(NaiveEscalation.Plan plan) {
            EscalationPolicy.Builder policy =
                    EscalationPolicy.builder().name(plan.name()).repeat(plan.repeats());
            for (NaiveEscalation.Step step : plan.steps()) {
                EscalationStep.Builder built = EscalationStep.builder(Duration.ofMinutes(step.minutes()))
                        .page(EscalationTarget.group("some", step.people()))
                        .acknowledgements(step.acknowledgements());
                if (step.least() < 5) {
                    built.when(StepCondition.atLeast(Severity.valueOf("SEV" + step.least())));
                }
                policy.step(built.build());
            }
            return IncidentOptions.builder()
                    .policy(policy.build())
                    .closeAfter(Optional.empty())
                    .notifications(NotificationPlan.builder()
                            .person(NotificationRules.builder("dan")
                                    .atOnce(new Destination("pager", "dan-push"))
                                    .after(Duration.ofSeconds(210), new Destination("pager", "dan-voice"))
                                    .build())
                            .build())
                    .build();
        }

        void fire(int bad) {
            scene().fire(Severity.valueOf("SEV" + bad), "errors");
            model.fire(bad);
        }

        void does(Move move, boolean compared) {
            int number = move.number();
            switch (move.what()) {
                case "fire" -> fire(1 + number % 4);
                case "pass" -> {
                    int minutes = 1 + number % 8;
                    scene().passMinutes(minutes);
                    model.pass(2 * minutes);
                }
                case "switch" -> {
                    model.inForce =
                            model.inForce == NaiveEscalation.FIRST ? NaiveEscalation.SECOND : NaiveEscalation.FIRST;
                    scenes.add(scene().restarted(options(model.inForce), scenes.size() + 1L));
                }
                default -> command(move, compared);
            }
            if (compared) {
                compare(move);
            }
        }

        private void command(Move move, boolean compared) {
            String person = PEOPLE.get(move.number() % PEOPLE.size());
            boolean anew = move.number() % 2 == 0;
            Actor actor = person.equals("bot") ? Actor.integration(person) : Actor.user(person);
            OptionalLong seen = move.what().equals("escalate")
                    ? OptionalLong.of(scene().incidents.current(incident().id()).version())
                    : OptionalLong.empty();
            IncidentCommand command = switch (move.what()) {
                case "acknowledge" -> new IncidentCommand.Acknowledge();
                case "escalate" -> new EscalationCommand.Escalate("");
                case "unacknowledge" -> new IncidentCommand.Unacknowledge("");
                case "rebase" -> new RebaseEscalation(anew, "");
                case "hold" -> new PlacementCommand.PutOnHold(Hold.of(HoldReason.VENDOR, ""));
                default -> new IncidentCommand.Resolve("", false, Optional.empty());
            };
            Outcome<Incident> outcome = scene().incidents.execute(incident().id(), seen, command, actor);
            scene().settle();
            boolean expected = switch (move.what()) {
                case "acknowledge" -> model.acknowledge(person);
                case "escalate" -> model.escalate();
                case "unacknowledge" -> model.unacknowledge(person);
                case "rebase" -> model.rebase(anew);
                case "hold" -> model.hold();
                default -> model.resolve();
            };
            if (compared) {
                share.answered(move, expected, outcome);
            }
        }

        private Incident incident() {
            return scene().incidents.open(Scene.KEY).orElseThrow();
        }

        private void compare(Move move) {
            Incident incident = incident();
            assertThat(incident.state().name()).as("state after %s", move).isEqualTo(model.state);
            assertThat(incident.severity().name()).isEqualTo("SEV" + model.severity);
            assertThat(incident.escalation().position())
                    .as("position after %s", move)
                    .isEqualTo(new StepPosition(model.cycle, model.step));
            assertThat(incident.escalation().policy().name()).isEqualTo(model.plan.name());
            assertThat(incident.escalation().exhausted())
                    .as("exhausted after %s", move)
                    .isEqualTo(model.exhausted);
            assertThat(incident.escalation().nextAt())
                    .as("next step after %s", move)
                    .isEqualTo(
                            model.nextAt < 0
                                    ? Optional.empty()
                                    : Optional.of(scene().minute(0).plusSeconds(30L * model.nextAt)));
            assertThat(incident.escalation().answered().keySet().stream()
                            .map(actor -> Actor.parse(actor).id())
                            .sorted()
                            .toList())
                    .as("answers after %s", move)
                    .isEqualTo(model.answers());
            if (model.state.equals("ACKNOWLEDGED")) {
                assertThat(incident.acknowledgedBy().map(Actor::id)).contains(model.holder);
            }
            Map<String, Integer> told = new TreeMap<>();
            scene().sent().forEach(sent -> told.merge(sent, 1, Integer::sum));
            assertThat(told).as("told after %s", move).isEqualTo(model.told());
        }

        /** Goes through the journal alone: nobody is paged after what silences, and steps come in their order. */
        void invariants() {
            boolean silent = false;
            boolean anyPlace = true;
            boolean again = false;
            int size = 3;
            StepPosition last = StepPosition.FIRST;
            for (JournalEntry entry :
                    scene().ops.journal().about(incident().id().ref())) {
                String summary = entry.event().summary();
                if (entry.event().type().startsWith("delivery.") && summary.startsWith("page sent")) {
                    assertThat(silent)
                            .as("page after it was silenced: %s", summary)
                            .isFalse();
                }
                Optional<IncidentEvent> found = IncidentWorkflow.WORKFLOW.eventOf(entry.event());
                if (found.isEmpty()) {
                    continue;
                }
                String name = found.get().getClass().getSimpleName();
                silent = SILENCING.contains(name) || (silent && !SOUNDING.contains(name));
                size = policyOf(found.get())
                        .map(policy -> SIZES.getOrDefault(policy, 3))
                        .orElse(size);
                Optional<StepPosition> place = placeOf(found.get());
                if (place.isPresent()) {
                    assertThat(silent && found.get() instanceof EscalationEvent.Paged)
                            .as("page after it was silenced: %s", summary)
                            .isFalse();
                    if (!anyPlace && !(again && place.get().equals(last))) {
                        assertThat(place.get()).as("step order: %s", summary).isEqualTo(after(last, size));
                    }
                    last = place.get();
                    anyPlace = false;
                    again = false;
                } else if (!(found.get() instanceof EscalationEvent.AcknowledgedInPart)) {
                    anyPlace = !(found.get() instanceof EscalationEvent.WentOn);
                    again = !anyPlace;
                    last = found.get() instanceof EscalationEvent.WentOn on ? on.position() : last;
                }
            }
        }

        private static final Set<String> SILENCING = Set.of("Acknowledged", "Held", "Resolved");
        private static final Set<String> SOUNDING =
                Set.of("Opened", "Reopened", "Unacknowledged", "EscalationRequested", "Worsened");

        private static StepPosition after(StepPosition last, int size) {
            return last.step() < size
                    ? new StepPosition(last.cycle(), last.step() + 1)
                    : new StepPosition(last.cycle() + 1, 1);
        }

        private static Optional<StepPosition> placeOf(IncidentEvent event) {
            return event instanceof EscalationEvent.Paged paged
                    ? Optional.of(paged.position())
                    : event instanceof EscalationEvent.StepSkipped skipped
                            ? Optional.of(skipped.position())
                            : event instanceof EscalationEvent.EnoughAnswered enough
                                    ? Optional.of(enough.position())
                                    : Optional.empty();
        }

        private static Optional<String> policyOf(IncidentEvent event) {
            return event instanceof IncidentEvent.Opened opened
                    ? Optional.of(opened.policy().name())
                    : event instanceof IncidentEvent.Reopened reopened
                            ? Optional.of(reopened.policy().name())
                            : event instanceof EscalationEvent.Rebased rebased
                                    ? Optional.of(rebased.policy().name())
                                    : event instanceof PlacementEvent.Held held
                                            ? held.policy().map(PolicyRef::name)
                                            : Optional.empty();
        }

        @Override
        public void close() {
            scenes.forEach(Scene::close);
        }
    }
}
