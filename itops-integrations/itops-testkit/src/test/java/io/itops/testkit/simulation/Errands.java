package io.itops.testkit.simulation;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import io.itops.core.spi.Notifier;
import io.itops.core.work.JobOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A small program to simulate: errands that remind a person, at once and every five minutes, until it is run. */
final class Errands {
    static final Lifecycle<Phase, Action> TABLE = Lifecycle.builder("errand", Phase.class, Action.class)
            .start(Action.ASK, Phase.OPEN)
            .stay(Phase.OPEN, Action.REMIND)
            .on(Phase.OPEN, Action.RUN, Phase.DONE)
            .end(Phase.DONE)
            .build();
    static final RecordType<Errand> TYPE = RecordType.of("errand", 1, t -> {
        t.id(Errand::id);
        var id = t.field("id", Codec.TEXT, Errand::id);
        var person = t.field("person", Codec.TEXT, Errand::person);
        var reminders = t.field("reminders", Codec.INT, Errand::reminders);
        var phase = t.field("phase", Codec.ofEnum(Phase.class), Errand::phase);
        return row -> new Errand(row.get(id), row.get(person), row.get(reminders), row.get(phase));
    });
    static final Workflow<Errand, Phase, Action, Event> WORKFLOW = workflow(1);

    /** The same, but the fold of a reminder as it is read back forgets it. */
    static final Workflow<Errand, Phase, Action, Event> FORGETFUL = workflow(0);

    private static final String TIMER_JOB = "errand.remind";
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final int MOST = 3;

    final ItOps ops;
    private final Workflow<Errand, Phase, Action, Event> workflow;

    enum Phase {
        OPEN,
        DONE
    }

    enum Action {
        ASK,
        REMIND,
        RUN
    }

    record Errand(String id, String person, int reminders, Phase phase) {}

    sealed interface Event extends WorkflowEvent<Errand> {}

    record Asked(String id, String person) implements Event {
        @Override
        public Errand applyTo(@Nullable Errand nothing) {
            return new Errand(id, person, 1, Phase.OPEN);
        }

        @Override
        public String summary() {
            return person + " is asked";
        }
    }

    record Reminded(int more) implements Event {
        @Override
        public Errand applyTo(@Nullable Errand errand) {
            Errand known = Require.present("errand", errand);
            return new Errand(known.id(), known.person(), known.reminders() + more, known.phase());
        }

        @Override
        public String summary() {
            return "reminded";
        }
    }

    record Run() implements Event {
        @Override
        public Errand applyTo(@Nullable Errand errand) {
            Errand known = Require.present("errand", errand);
            return new Errand(known.id(), known.person(), known.reminders(), Phase.DONE);
        }

        @Override
        public String summary() {
            return "run";
        }
    }

    /** A command by its action; what is missing of the errand comes from the outside. */
    private record Command(Action action, String id, String person)
            implements WorkflowCommand<Errand, Long, Action, Event> {
        @Override
        public Decision<Event> decide(@Nullable Errand errand, Long version, Instant now) {
            return switch (action) {
                case ASK ->
                    Decision.<Event>accept(new Asked(id, person))
                            .send(reminder(id, person, version))
                            .setTimer("remind", TIMER_JOB, now.plus(PERIOD));
                case REMIND -> {
                    Errand known = Require.present("errand", errand);
                    Decision.Accept<Event> reminded =
                            Decision.<Event>accept(new Reminded(1)).send(reminder(known.id(), known.person(), version));
                    yield known.reminders() + 1 < MOST
                            ? reminded.setTimer("remind", TIMER_JOB, now.plus(PERIOD))
                            : reminded;
                }
                case RUN -> Decision.<Event>accept(new Run()).cancelTimer("remind");
            };
        }
    }

    private static Workflow<Errand, Phase, Action, Event> workflow(int remembered) {
        Family<Event> events = Family.of("errand", Event.class)
                .with("asked", Asked.class, Shape.of("asked", s -> {
                    var id = s.field("id", Codec.TEXT, Asked::id);
                    var person = s.field("person", Codec.TEXT, Asked::person);
                    return row -> new Asked(row.get(id), row.get(person));
                }))
                .with("reminded", Reminded.class, Shape.of("reminded", s -> {
                    var more = s.field("more", Codec.INT, Reminded::more);
                    return row -> new Reminded(row.get(more) * remembered);
                }))
                .with("run", Run.class, Shape.of("run", s -> row -> new Run()))
                .build();
        return Workflow.of(TYPE, TABLE, Errand::phase, events);
    }

    private static Notification reminder(String id, String person, long version) {
        return new Notification(
                new Destination("pager", person),
                Urgency.PAGE,
                "reminder",
                Ref.of("errand", id),
                version,
                Severity.SEV3,
                "an errand",
                "",
                new TreeMap<>());
    }

    Errands(NodeEnvironment environment) {
        this(environment, environment.notifier("pager"), WORKFLOW);
    }

    Errands(NodeEnvironment environment, Notifier pager, Workflow<Errand, Phase, Action, Event> workflow) {
        this.workflow = workflow;
        ops = ItOps.builder()
                .store(environment.store())
                .clock(environment.clock())
                .ids(environment.ids())
                .notifier(pager)
                .build();
        ops.agenda().register(TIMER_JOB, (claim, unit) -> {
            String id = claim.job().timer().orElseThrow().subject().id();
            long version = unit.find(TYPE, id).orElseThrow().version();
            workflow.execute(unit, id, OptionalLong.empty(), new Command(Action.REMIND, id, ""), version + 1);
            return JobOutcome.DONE;
        });
    }

    ItOps ops() {
        return ops;
    }

    void ask(String id, String person) {
        give(new Command(Action.ASK, id, person), id);
    }

    void run(String id) {
        give(new Command(Action.RUN, id, ""), id);
    }

    private void give(Command command, String id) {
        ops.transact(Actor.user("ann"), unit -> workflow.execute(unit, id, OptionalLong.empty(), command, 1L))
                .orElseThrow();
    }

    /** An hour and more of errands for five people, of which every second is run. */
    static Simulation.Builder<Errands> busy(java.util.function.Function<NodeEnvironment, Errands> start, long seed) {
        Simulation.Builder<Errands> simulation =
                Simulation.builder(start, Errands::ops).seed(seed).nodes(3).length(Duration.ofMinutes(90));
        List<String> people = List.of("ann", "bob", "cyd", "dan", "eve");
        for (int i = 0; i < 60; i++) {
            String id = "errand-" + i;
            String person = people.get(i % people.size());
            Duration at = Duration.ofSeconds(40L * i + 3);
            simulation.insist(at, "ask", (app, stage) -> app.ask(id, person));
            if (i % 2 == 0) {
                simulation.insist(at.plusSeconds(130), "run", (app, stage) -> app.run(id));
            }
        }
        return simulation;
    }
}
