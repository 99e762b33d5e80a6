package io.itops.incident;

import static io.itops.testkit.lifecycle.ChainActions.does;
import static io.itops.testkit.lifecycle.ChainActions.with;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.RefusedException;
import io.itops.core.Severity;
import io.itops.core.journal.JournalEntry;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Signal;
import io.itops.incident.NaiveIncidents.Answer;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.workflow.EscalationCommand.Escalate;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentCommand.Acknowledge;
import io.itops.incident.workflow.IncidentCommand.Cancel;
import io.itops.incident.workflow.IncidentCommand.Close;
import io.itops.incident.workflow.IncidentCommand.Mitigate;
import io.itops.incident.workflow.IncidentCommand.Note;
import io.itops.incident.workflow.IncidentCommand.Reopen;
import io.itops.incident.workflow.IncidentCommand.Resolve;
import io.itops.incident.workflow.IncidentCommand.Unacknowledge;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.PlacementCommand;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.lifecycle.ChainActions;
import io.itops.testkit.lifecycle.RefusedShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.state.ActionChain;

/** Chains of actions against {@link NaiveIncidents}, with the journal refolded at the end. */
class IncidentProperties {
    private static final EscalationPolicy POLICY = EscalationPolicy.builder()
            .step("ann", ofMinutes(5))
            .step("bob", ofMinutes(10))
            .repeat(1)
            .ackTimeout(ofMinutes(30))
            .build();

    private final RefusedShare share = new RefusedShare();

    @Provide
    Arbitrary<ActionChain<Bench>> chains() {
        return chains(() -> new Bench(POLICY, new NaiveIncidents()));
    }

    private static Arbitrary<ActionChain<Bench>> chains(Supplier<Bench> bench) {
        Arbitrary<String> people = Arbitraries.of("ann", "bob", "cat");
        Arbitrary<String> reasons = Arbitraries.of("", "it is back");
        return ActionChain.startWith(bench)
                .withAction(5, with(Arbitraries.of(4, 3, 2, 1), "fire", Bench::fire))
                .withAction(1, with(Arbitraries.of(4, 2), "report", Bench::report))
                .withAction(1, with(Arbitraries.of(4, 2), "enqueue", Bench::enqueue))
                .withAction(1, does("accept", b -> b.command(new PlacementCommand.Accept(""), b.model.accept())))
                .withAction(2, with(Arbitraries.of("first line", "second line"), "requeue", Bench::requeue))
                .withAction(2, with(Arbitraries.of(0, 7, 40), "hold", Bench::hold))
                .withAction(2, with(reasons, "resume", Bench::resume))
                .withAction(1, does("over", Bench::over))
                .withAction(3, with(Arbitraries.integers().between(1, 20), "pass", Bench::pass))
                .withAction(1, does("pass a day", b -> b.pass(24 * 60)))
                .withAction(2, does("see", Bench::see))
                .withAction(2, with(people, "acknowledge", Bench::acknowledge))
                .withAction(2, with(people, "acknowledge as seen", Bench::acknowledgeAsSeen))
                .withAction(2, does("escalate as seen", Bench::escalate))
                .withAction(2, does("unacknowledge", b -> b.command(new Unacknowledge(""), b.model.unacknowledge())))
                .withAction(1, does("note", b -> b.command(new Note("a note"), Answer.DONE)))
                .withAction(1, does("mitigate", b -> b.command(new Mitigate(""), b.model.mitigate())))
                .withAction(
                        1, does("resolve", b -> b.command(new Resolve("", false, Optional.empty()), b.model.resolve())))
                .withAction(1, with(reasons, "reopen", Bench::reopen))
                .withAction(1, does("close", b -> b.command(new Close(""), b.model.close())))
                .withAction(1, does("cancel", b -> b.command(new Cancel("a test"), b.model.cancel())))
                .withMaxTransformations(60);
    }

    @Property(tries = 60)
    void everyChainGoesAsTheModelSays(@ForAll("chains") ActionChain<Bench> chain) {
        compared(chain);
    }

    @Property
    @Tag("campaign")
    void manyChainsGoAsTheModelSays(@ForAll("chains") ActionChain<Bench> chain) {
        compared(chain);
    }

    private void compared(ActionChain<Bench> chain) {
        share.add(run(chain).share);
    }

    private static Bench run(ActionChain<Bench> chain) {
        Bench bench = chain.run();
        bench.refold();
        bench.scene.close();
        return bench;
    }

    @AfterProperty
    void aFairShareOfActionsIsRefused() {
        if (share.chains() > 0) {
            share.check("incidents");
        }
    }

    /** A product that waits a minute too long, and models that are wrong in one thing, are found by chains of the same kind. */
    @Example
    void aFaultIsFound() {
        EscalationPolicy late = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(11))
                .repeat(1)
                .ackTimeout(ofMinutes(30))
                .build();
        assertFound("late", () -> new Bench(late, new NaiveIncidents()));
        for (Supplier<NaiveIncidents> wrong : WRONG) {
            assertFound(wrong.get().getClass().toString(), () -> new Bench(POLICY, wrong.get()));
        }
    }

    private static void assertFound(String what, Supplier<Bench> bench) {
        assertThat(ChainActions.fault(chains(bench), 300, IncidentProperties::run))
                .as(what)
                .isPresent();
    }

    private static final List<Supplier<NaiveIncidents>> WRONG = List.of(
            // an acknowledgement holds for ever
            () -> new NaiveIncidents() {
                @Override
                Answer acknowledge(String person, boolean asSeen) {
                    Answer answer = super.acknowledge(person, asSeen);
                    lapsesAt = -1;
                    return answer;
                }
            },
            // whoever escalates need not have seen what was paged meanwhile
            () -> new NaiveIncidents() {
                @Override
                Answer escalate() {
                    see();
                    return super.escalate();
                }
            },
            // what comes back after its end is no reopening
            () -> new NaiveIncidents() {
                @Override
                Answer hold(String why, int minutes) {
                    int before = reopenings;
                    Answer answer = super.hold(why, minutes);
                    reopenings = before;
                    return answer;
                }
            });

    /** The code and the model side by side. */
    static final class Bench {
        private final Scene scene;
        private final NaiveIncidents model;
        private long seen;
        final RefusedShare share = new RefusedShare();

        Bench(EscalationPolicy policy, NaiveIncidents model) {
            this.model = model;
            scene = Scene.of(policy);
        }

        private static Trouble trouble(int bad) {
            return Trouble.of(Scene.KEY, Scene.CHECKOUT, Severity.valueOf("SEV" + bad), "errors");
        }

        void report(int bad) {
            begin(() -> scene.incidents.report(trouble(bad), Scene.ANN), model.report(bad));
        }

        void enqueue(int bad) {
            begin(
                    () -> scene.incidents.enqueue(trouble(bad), "first line", Scene.ANN),
                    model.enqueue(bad, "first line"));
        }

        private void begin(Runnable opening, Answer expected) {
            seen = expected == Answer.DONE ? 0 : seen;
            Answer answer = Answer.DONE;
            try {
                opening.run();
            } catch (RefusedException e) {
                answer = Answer.REFUSED;
            }
            share.answered("begin", expected == Answer.DONE, answer == Answer.DONE);
            scene.settle();
            compare();
        }

        void requeue(String queue) {
            command(new PlacementCommand.Requeue(queue, ""), model.requeue(queue));
        }

        void hold(int minutes) {
            Hold hold = Hold.of(HoldReason.VENDOR, "");
            command(
                    new PlacementCommand.PutOnHold(minutes == 0 ? hold : hold.until(scene.minute(model.now + minutes))),
                    model.hold("vendor", minutes));
        }

        void resume(String why) {
            command(new PlacementCommand.Resume(why), model.resume("ann", why));
        }

        void reopen(String why) {
            command(new Reopen(why, false, Optional.empty()), model.reopen(why));
        }

        void fire(int bad) {
            int before = model.opened;
            scene.ops.accept(Signal.firing(Scene.KEY, Scene.CHECKOUT, Severity.valueOf("SEV" + bad), "errors"));
            scene.settle();
            model.fire(bad);
            if (model.opened != before) {
                seen = 0;
            }
            compare();
        }

        void over() {
            scene.over();
            model.over();
            compare();
        }

        void pass(int minutes) {
            scene.pass(Duration.ofMinutes(minutes));
            model.pass(minutes);
            compare();
        }

        void see() {
            if (model.exists()) {
                seen = scene.incidents.current(last()).version();
                model.see();
            }
        }

        void acknowledge(String person) {
            give(OptionalLong.empty(), new Acknowledge(), Actor.user(person), () -> model.acknowledge(person, false));
        }

        void acknowledgeAsSeen(String person) {
            if (seen > 0) {
                give(
                        OptionalLong.of(seen),
                        new Acknowledge(),
                        Actor.user(person),
                        () -> model.acknowledge(person, true));
            }
        }

        void escalate() {
            if (seen > 0) {
                give(OptionalLong.of(seen), new Escalate(""), Scene.BOB, model::escalate);
            }
        }

        void command(IncidentCommand command, Answer expected) {
            give(OptionalLong.empty(), command, Scene.ANN, () -> expected);
        }

        private void give(OptionalLong version, IncidentCommand command, Actor actor, Supplier<Answer> model) {
            Answer expected = model.get();
            if (!this.model.exists()) {
                return;
            }
            Answer answer;
            try {
                Outcome<Incident> outcome = scene.incidents.execute(last(), version, command, actor);
                answer = outcome.kind() == Outcome.Kind.ACCEPTED ? Answer.DONE : Answer.REFUSED;
            } catch (ConflictException e) {
                answer = Answer.CONFLICT;
            }
            share.answered(command, expected == Answer.DONE, answer == Answer.DONE);
            assertThat(answer).as(command.toString()).isEqualTo(expected);
            scene.settle();
            compare();
        }

        private IncidentId last() {
            return scene.ops
                    .records()
                    .get(io.itops.incident.workflow.IncidentSeries.TYPE, Scene.KEY)
                    .value()
                    .last();
        }

        private void compare() {
            List<Incident> all = scene.incidents.list(IncidentQuery.newest().withKey(Scene.KEY));
            assertThat(all).hasSize(model.opened);
            assertThat(all.stream()
                            .filter(incident -> incident.state().holdsKey())
                            .count())
                    .as("open incidents of one key")
                    .isLessThanOrEqualTo(1);
            assertThat(scene.sent()).isEqualTo(model.told);
            if (!model.exists()) {
                return;
            }
            Incident incident = scene.incidents.get(last());
            assertThat(incident.state().name()).isEqualTo(model.state);
            assertThat(incident.severity().name()).isEqualTo("SEV" + model.severity);
            assertThat(incident.queue().orElse("")).isEqualTo(model.queue);
            assertThat(incident.hold().flatMap(Hold::until))
                    .isEqualTo(model.heldUntil < 0 ? Optional.empty() : Optional.of(scene.minute(model.heldUntil)));
            assertThat(incident.signals()).isEqualTo(model.signals);
            assertThat(incident.reopenings()).isEqualTo(model.reopenings);
            assertThat(incident.escalation().position().cycle()).isEqualTo(model.cycle);
            assertThat(incident.escalation().position().step()).isEqualTo(model.step);
            assertThat(incident.escalation().exhausted()).isEqualTo(model.exhausted);
            assertThat(incident.escalation().nextAt())
                    .isEqualTo(model.nextAt < 0 ? Optional.empty() : Optional.of(scene.minute(model.nextAt)));
            assertThat(scene.incidents.open(Scene.KEY).isPresent())
                    .isEqualTo(incident.state().holdsKey());
            if (model.state.equals("ACKNOWLEDGED") || model.state.equals("TRIGGERED")) {
                assertThat(incident.acknowledgedBy().map(Actor::id).orElse("")).isEqualTo(model.holder);
            }
        }

        /** The journal alone gives each incident as it stands, and the published facts are those of the incident. */
        private void refold() {
            for (Incident incident : scene.incidents.list(IncidentQuery.newest())) {
                List<IncidentEvent> events = new ArrayList<>();
                for (JournalEntry entry :
                        scene.ops.journal().about(incident.id().ref())) {
                    if (entry.event().subjects().get(0).equals(incident.id().ref())) {
                        IncidentWorkflow.WORKFLOW.eventOf(entry.event()).ifPresent(events::add);
                    }
                }
                assertThat(IncidentWorkflow.WORKFLOW.fold(null, events)).isEqualTo(incident);
                assertThat(scene.ops
                                .records()
                                .get(IncidentFacts.TYPE, incident.id().value())
                                .value())
                        .isEqualTo(incident.facts());
            }
        }
    }
}
