package io.itops.testkit.lifecycle;

import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A ticket that somebody opens, takes, solves and opens again: a workflow as an author of one would write it. */
record Ticket(String id, Phase phase, String owner) {
    enum Phase {
        NEW,
        TAKEN,
        DONE
    }

    enum Action {
        OPEN,
        ASSIGN,
        SOLVE,
        REOPEN
    }

    static final Lifecycle<Phase, Action> LIFECYCLE = Lifecycle.builder("ticket", Phase.class, Action.class)
            .start(Action.OPEN, Phase.NEW)
            .on(Phase.NEW, Action.ASSIGN, Phase.TAKEN)
            .stay(Phase.TAKEN, Action.ASSIGN)
            .on(Phase.TAKEN, Action.SOLVE, Phase.DONE)
            .on(Phase.DONE, Action.REOPEN, Phase.NEW)
            .end(Phase.DONE)
            .build();

    static final RecordType<Ticket> TYPE = RecordType.of("ticket", 1, t -> {
        t.id(Ticket::id);
        var id = t.field("id", Codec.TEXT, Ticket::id);
        var phase = t.field("phase", Codec.ofEnum(Phase.class), Ticket::phase);
        var owner = t.field("owner", Codec.TEXT, Ticket::owner);
        return row -> new Ticket(row.get(id), row.get(phase), row.get(owner));
    });

    static final Workflow<Ticket, Phase, Action, Event> WORKFLOW = Workflow.of(
            TYPE,
            LIFECYCLE,
            Ticket::phase,
            Family.of("ticket", Event.class)
                    .with("opened", Opened.class, Shape.of("opened", s -> {
                        var id = s.field("id", Codec.TEXT, Opened::id);
                        return row -> new Opened(row.get(id));
                    }))
                    .with("moved", Moved.class, Shape.of("moved", s -> {
                        var to = s.field("to", Codec.ofEnum(Phase.class), Moved::to);
                        var owner = s.field("owner", Codec.TEXT, Moved::owner);
                        return row -> new Moved(row.get(to), row.get(owner));
                    }))
                    .build());

    sealed interface Event extends WorkflowEvent<Ticket> {}

    record Opened(String id) implements Event {
        @Override
        public Ticket applyTo(@Nullable Ticket ticket) {
            return new Ticket(id, Phase.NEW, "");
        }

        @Override
        public String summary() {
            return "opened";
        }
    }

    record Moved(Phase to, String owner) implements Event {
        @Override
        public Ticket applyTo(@Nullable Ticket ticket) {
            return new Ticket(Objects.requireNonNull(ticket).id(), to, owner);
        }

        @Override
        public String summary() {
            return "moved to " + to;
        }
    }

    /** The facts are the name of who is on duty. */
    interface Command extends WorkflowCommand<Ticket, String, Action, Event> {}

    record Open(String id) implements Command {
        @Override
        public Action action() {
            return Action.OPEN;
        }

        @Override
        public Decision<Event> decide(@Nullable Ticket ticket, String duty, Instant now) {
            return Decision.accept(new Opened(id));
        }
    }

    record Assign(String person) implements Command {
        @Override
        public Action action() {
            return Action.ASSIGN;
        }

        @Override
        public Decision<Event> decide(@Nullable Ticket ticket, String duty, Instant now) {
            return Objects.requireNonNull(ticket).owner().equals(person)
                    ? Decision.refuse("same-owner", person + " has it already")
                    : Decision.accept(new Moved(Phase.TAKEN, person));
        }
    }

    record Solve() implements Command {
        @Override
        public Action action() {
            return Action.SOLVE;
        }

        @Override
        public Decision<Event> decide(@Nullable Ticket ticket, String duty, Instant now) {
            return Decision.accept(
                    new Moved(Phase.DONE, Objects.requireNonNull(ticket).owner()));
        }
    }

    record Reopen() implements Command {
        @Override
        public Action action() {
            return Action.REOPEN;
        }

        @Override
        public Decision<Event> decide(@Nullable Ticket ticket, String duty, Instant now) {
            return Decision.accept(new Moved(Phase.NEW, ""));
        }
    }
}
