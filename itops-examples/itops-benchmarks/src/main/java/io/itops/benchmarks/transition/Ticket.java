package io.itops.benchmarks.transition;

import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Workflow;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record whose state the ring's actions change.
 *
 * @param id its id
 * @param phase its state
 */
record Ticket(String id, Phase phase) {
    static final RecordType<Ticket> TYPE = RecordType.of("ticket", 1, t -> {
        t.id(Ticket::id);
        var id = t.field("id", Codec.TEXT, Ticket::id);
        var phase = t.field("phase", Codec.ofEnum(Phase.class), Ticket::phase);
        return row -> new Ticket(row.get(id), row.get(phase));
    });

    static final Workflow<Ticket, Phase, Action, Event> WORKFLOW = Workflow.of(
            TYPE,
            LifecycleMachines.TABLE,
            Ticket::phase,
            Family.of("ticket", Event.class)
                    .with("moved", Moved.class, Shape.of("moved", s -> {
                        var id = s.field("id", Codec.TEXT, Moved::id);
                        var to = s.field("to", Codec.ofEnum(Phase.class), Moved::to);
                        return row -> new Moved(row.get(id), row.get(to));
                    }))
                    .build());

    /** What happens to tickets. */
    sealed interface Event extends WorkflowEvent<Ticket> {}

    /**
     * A ticket has another state.
     *
     * @param id the ticket's id
     * @param to the state
     */
    record Moved(String id, Phase to) implements Event {
        @Override
        public Ticket applyTo(@Nullable Ticket ticket) {
            return new Ticket(id, to);
        }

        @Override
        public String summary() {
            return "moved to " + to;
        }
    }

    /**
     * Asks for a move.
     *
     * @param id the ticket's id
     * @param action the action, whose next state the table gives
     */
    record Move(String id, Action action) implements WorkflowCommand<Ticket, String, Action, Event> {
        @Override
        public Decision<Event> decide(@Nullable Ticket ticket, String facts, Instant now) {
            @Nullable Phase to = LifecycleMachines.TABLE.next(ticket == null ? null : ticket.phase(), action);
            return to == null
                    ? Decision.refuse("wrong-state", action + " is not allowed")
                    : Decision.accept(new Moved(id, to));
        }
    }
}
