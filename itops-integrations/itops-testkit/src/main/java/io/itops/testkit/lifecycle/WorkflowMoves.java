package io.itops.testkit.lifecycle;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Reason;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.access.AccessDecision;
import io.itops.core.journal.JournalEntry;
import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.core.record.Versioned;
import io.itops.core.store.InMemoryStore;
import io.itops.testkit.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A workflow of the SDK as something to drive: its commands run through {@link Workflow#execute} on a store in memory, where it
 * is always {@link #NOW}. At least one command for each action; of two with the same action both are tried wherever the action is.
 *
 * <pre>{@code
 * List<Command> commands =
 *         List.of(new Open("t1"), new Assign("ann"), new Assign("bob"), new Solve(), new Reopen());
 * var moves = WorkflowMoves.of(Ticket.WORKFLOW, "t1", "", commands)
 *         .refusing((ticket, command) -> command.equals(new Assign(ticket.owner())));
 * }</pre>
 *
 * <p>After every chain the events in the journal, read back, must fold to the state in the store.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the state of the thing
 * @param <F> the facts that commands need
 * @param <S> the phases of the table
 * @param <A> the actions of the table
 * @param <E> the events
 * @since 0.1
 */
public final class WorkflowMoves<T, F, S extends Enum<S>, A extends Enum<A>, E extends WorkflowEvent<T>> {
    /** The instant at which every command is decided; give commands that look at the clock instants before and after it. */
    public static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

    private static final Actor ACTOR = Actor.user("tester");

    private final Workflow<T, S, A, E> workflow;
    private final String id;
    private final F facts;
    private final List<WorkflowCommand<T, F, A, E>> commands;
    private final Condition<T, F, A, E> refusing;
    private final Condition<T, F, A, E> staying;

    /**
     * What the author knows about a command besides the table.
     *
     * <p>Thread-safe.
     *
     * @param <T> the state of the thing
     * @param <F> the facts that commands need
     * @param <A> the actions of the table
     * @param <E> the events
     */
    @FunctionalInterface
    public interface Condition<T, F, A extends Enum<A>, E> {
        /**
         * Whether it holds.
         *
         * @param state the thing, which exists
         * @param command a command that the table allows there
         * @return true if it holds
         */
        boolean holds(T state, WorkflowCommand<T, F, A, E> command);
    }

    private WorkflowMoves(
            Workflow<T, S, A, E> workflow,
            String id,
            F facts,
            List<WorkflowCommand<T, F, A, E>> commands,
            Condition<T, F, A, E> refusing,
            Condition<T, F, A, E> staying) {
        this.workflow = Require.present("workflow", workflow);
        this.id = Require.id("id", id);
        this.facts = Require.present("facts", facts);
        this.commands = List.copyOf(commands);
        this.refusing = Require.present("refusing", refusing);
        this.staying = Require.present("staying", staying);
    }

    /**
     * A workflow with commands.
     *
     * @param <T> the state of the thing
     * @param <F> the facts that commands need
     * @param <S> the phases of the table
     * @param <A> the actions of the table
     * @param <E> the events
     * @param workflow the workflow
     * @param id the id of the thing, which the commands that create it give it too
     * @param facts what decisions rest on
     * @param commands at least one for each action
     * @return the moves
     */
    public static <T, F, S extends Enum<S>, A extends Enum<A>, E extends WorkflowEvent<T>>
            WorkflowMoves<T, F, S, A, E> of(
                    Workflow<T, S, A, E> workflow,
                    String id,
                    F facts,
                    List<? extends WorkflowCommand<T, F, A, E>> commands) {
        return new WorkflowMoves<>(
                workflow, id, facts, List.copyOf(commands), (state, command) -> false, (state, command) -> false);
    }

    /**
     * These moves, with what {@code decide} refuses though the table allows it.
     *
     * @param condition when a command must be refused
     * @return new moves
     */
    public WorkflowMoves<T, F, S, A, E> refusing(Condition<T, F, A, E> condition) {
        return new WorkflowMoves<>(workflow, id, facts, commands, condition, staying);
    }

    /**
     * These moves, with what finds nothing to do though the table leads on, such as a timer that rings early.
     *
     * @param condition when a command must be accepted without an event
     * @return new moves
     */
    public WorkflowMoves<T, F, S, A, E> staying(Condition<T, F, A, E> condition) {
        return new WorkflowMoves<>(workflow, id, facts, commands, refusing, condition);
    }

    Moves<S, A> moves() {
        return new Moves<>() {
            @Override
            public List<String> of(Lifecycle<S, A> lifecycle) {
                return commands.stream().map(Object::toString).toList();
            }

            @Override
            public Run<S, A> start(Lifecycle<S, A> lifecycle) {
                return new OnAStore();
            }
        };
    }

    private final class OnAStore implements Moves.Run<S, A> {
        private final ItOps ops;

        OnAStore() {
            ManualClock clock = ManualClock.at(NOW);
            ops = ItOps.builder()
                    .store(new InMemoryStore(clock))
                    .clock(clock)
                    .ids(IdSource.seeded(1))
                    .authorizer((actor, permission, subject) -> AccessDecision.allow("a check of a lifecycle"))
                    .build();
        }

        private Optional<Versioned<T>> stored() {
            return ops.records().find(workflow.type(), id);
        }

        @Override
        public @Nullable S state() {
            return stored().map(found -> workflow.phaseOf(found.value())).orElse(null);
        }

        @Override
        public Object snapshot() {
            return List.of(stored(), ops.journal().head());
        }

        @Override
        public Object place() {
            return stored().map(Versioned::value);
        }

        @Override
        public A action(int move) {
            return commands.get(move).action(stored().map(Versioned::value).orElse(null), facts);
        }

        @Override
        public Moves.Expected expected(int move) {
            Optional<Versioned<T>> found = stored();
            if (found.isEmpty()) {
                return Moves.Expected.AS_THE_TABLE;
            }
            WorkflowCommand<T, F, A, E> command = commands.get(move);
            if (refusing.holds(found.get().value(), command)) {
                return Moves.Expected.REFUSED;
            }
            return staying.holds(found.get().value(), command) ? Moves.Expected.STAYING : Moves.Expected.AS_THE_TABLE;
        }

        @Override
        public List<Reason> perform(int move) {
            return ops.transact(
                            ACTOR, unit -> workflow.execute(unit, id, OptionalLong.empty(), commands.get(move), facts))
                    .reasons();
        }

        @Override
        public String atEnd() {
            Optional<Versioned<T>> found = stored();
            if (found.isEmpty()) {
                return "";
            }
            Ref ref = workflow.type().ref(id);
            List<E> events = new ArrayList<>();
            for (JournalEntry entry : ops.journal().about(ref)) {
                if (entry.event().subjects().get(0).equals(ref)) {
                    workflow.eventOf(entry.event()).ifPresent(events::add);
                }
            }
            T folded = workflow.fold(null, events);
            return folded.equals(found.get().value())
                    ? ""
                    : "the journal's events must fold to " + found.get().value() + ", but gave " + folded;
        }

        @Override
        public void close() {
            ops.close();
        }
    }
}
