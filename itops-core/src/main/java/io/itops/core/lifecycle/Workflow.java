package io.itops.core.lifecycle;

import io.itops.core.ConflictException;
import io.itops.core.InvalidInputException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.access.Permission;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.RecordType;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands on things of one kind: asks the table, then the command, applies the events, and puts state, journal and effects into
 * one unit of work.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <S> the state of the thing
 * @param <P> the phases of the table
 * @param <A> the actions of the table
 * @param <E> the events
 * @since 0.1
 */
public final class Workflow<S, P extends Enum<P>, A extends Enum<A>, E extends WorkflowEvent<S>> {
    private static final Tree NO_PAYLOAD = Tree.Obj.of(Map.of());

    private final RecordType<S> type;
    private final Lifecycle<P, A> lifecycle;
    private final Function<S, P> phase;
    private final Family<E> events;

    private Workflow(RecordType<S> type, Lifecycle<P, A> lifecycle, Function<S, P> phase, Family<E> events) {
        this.type = Require.present("record type", type);
        this.lifecycle = Require.present("lifecycle", lifecycle);
        this.phase = Require.present("phase", phase);
        this.events = Require.present("events", events);
    }

    /**
     * A workflow of its parts.
     *
     * @param <S> the state of the thing
     * @param <P> the phases of the table
     * @param <A> the actions of the table
     * @param <E> the events
     * @param type how states are kept
     * @param lifecycle the table
     * @param phase the phase of a state
     * @param events how events are kept; its name begins the types of the journal's entries
     * @return the workflow
     */
    public static <S, P extends Enum<P>, A extends Enum<A>, E extends WorkflowEvent<S>> Workflow<S, P, A, E> of(
            RecordType<S> type, Lifecycle<P, A> lifecycle, Function<S, P> phase, Family<E> events) {
        return new Workflow<>(type, lifecycle, phase, events);
    }

    /**
     * How states are kept.
     *
     * @return the record type
     */
    public RecordType<S> type() {
        return type;
    }

    /**
     * The table.
     *
     * @return the lifecycle
     */
    public Lifecycle<P, A> lifecycle() {
        return lifecycle;
    }

    /**
     * The phase of a state.
     *
     * @param state the state
     * @return its phase
     */
    public P phaseOf(S state) {
        return phase.apply(state);
    }

    /**
     * The permission that an action needs: the record type's name, a dot, and the action in kebab-case.
     *
     * @param action the action
     * @return the permission
     */
    public Permission permission(A action) {
        return Permission.of(type.name() + '.' + label(action));
    }

    /**
     * The permission that {@link #correct} needs: the record type's name and {@code .import}.
     *
     * @return the permission
     */
    public Permission importPermission() {
        return Permission.of(type.name() + ".import");
    }

    /**
     * Decides a command and puts what follows into the unit; the caller commits. Events lead exactly where the cell of the table says;
     * a decision without events takes no cell, and leaves everything as it is.
     *
     * @param <F> the facts that the command needs
     * @param unit gathers reads and writes
     * @param id the thing
     * @param seen the version that the caller saw, if the command must not meet another
     * @param command what is asked
     * @param facts what else the decision rests on, read through the same unit
     * @return the state that the commit will bring about, or the refusal
     * @throws io.itops.core.AccessDeniedException if the actor may not
     * @throws ConflictException if the thing is not at the version that the caller saw
     * @throws io.itops.core.InvalidInputException if the version is below 1, which nothing has, or the command's events make a thing of
     *     another id
     * @throws IllegalStateException if the command's events lead elsewhere than the table says, which is a fault of the workflow
     */
    public <F> Outcome<S> execute(
            UnitOfWork unit, String id, OptionalLong seen, WorkflowCommand<S, F, A, E> command, F facts) {
        Ref ref = type.ref(id);
        A asked = Require.present("command", command).action();
        Require.present("seen version", seen)
                .ifPresent(version -> Require.that(version >= 1, "seen version", "be at least 1", version));
        unit.authorize(permission(asked), ref);
        return run(unit, id, seen, command, facts);
    }

    /**
     * Runs a command that follows from another one of the same unit: whoever was allowed that one is not asked again. Apart from that it
     * is like {@link #execute}.
     *
     * @param <F> the facts that the command needs
     * @param unit gathers reads and writes
     * @param id the thing
     * @param command what follows
     * @param facts what else the decision rests on, read through the same unit
     * @return the state that the commit will bring about, or the refusal
     * @throws io.itops.core.InvalidInputException if the command's events make a thing of another id
     * @throws IllegalStateException if the command's events lead elsewhere than the table says, which is a fault of the workflow
     */
    public <F> Outcome<S> follow(UnitOfWork unit, String id, WorkflowCommand<S, F, A, E> command, F facts) {
        return run(unit, id, OptionalLong.empty(), Require.present("command", command), facts);
    }

    private <F> Outcome<S> run(
            UnitOfWork unit, String id, OptionalLong seen, WorkflowCommand<S, F, A, E> command, F facts) {
        Ref ref = type.ref(id);
        A asked = command.action();
        Optional<Versioned<S>> current = unit.find(type, id, seen);
        long version = current.map(Versioned::version).orElse(0L);
        @Nullable S state = current.map(Versioned::value).orElse(null);
        @Nullable P before = state == null ? null : phase.apply(state);
        A action = command.action(state, facts);
        if (!lifecycle.allows(before, action)) {
            return new Outcome.Refused<>(
                    ref, label(lifecycle.asked(asked)), List.of(lifecycle.refusal(before, action)));
        }
        Decision<E> decision = Require.present("decision of " + asked, command.decide(state, facts, unit.now()));
        if (decision instanceof Decision.Refuse<E> refusal) {
            return new Outcome.Refused<>(ref, label(lifecycle.asked(asked)), refusal.reasons());
        }
        Decision.Accept<E> accepted = (Decision.Accept<E>) decision;
        if (accepted.events().isEmpty()) {
            S present = Require.present("state of " + ref + " after a decision without events", state);
            effects(unit, ref, accepted.effects());
            return new Outcome.Accepted<>(present, version);
        }
        S next = fold(state, accepted.events());
        P after = phase.apply(next);
        P allowed = lifecycle.next(before, action);
        if (after != allowed) {
            throw new IllegalStateException(type.name() + ": events of " + action + " in " + before + " lead to "
                    + after + ", not to " + allowed);
        }
        write(unit, ref, next, action.toString(), accepted.events());
        effects(unit, ref, accepted.effects());
        return new Outcome.Accepted<>(next, version + 1);
    }

    /**
     * Puts a thing where it is known to stand, without asking the table: the first state of a thing that began in another system, or a
     * move that happened although the table has no cell for it. The journal holds the event as it holds any other, so its summary is to
     * say what state was left, what state was entered, and why. No timer is set and nothing is sent. It has a permission of its own,
     * {@link #importPermission()}; the caller commits.
     *
     * @param unit gathers reads and writes
     * @param id the thing
     * @param event what makes the state, also of a thing that does not exist yet
     * @param timers the names of the timers that have no meaning in the new state: they are cancelled
     * @return the state that the commit will bring about
     * @throws io.itops.core.AccessDeniedException if the actor may not
     * @throws io.itops.core.InvalidInputException if the event makes a thing of another id
     */
    public Outcome.Accepted<S> correct(UnitOfWork unit, String id, E event, Collection<String> timers) {
        Ref ref = type.ref(id);
        Require.present("event", event);
        List<String> cancelled = Require.list("timers", timers);
        unit.authorize(importPermission(), ref);
        Optional<Versioned<S>> current = unit.find(type, id);
        S next = event.applyTo(current.map(Versioned::value).orElse(null));
        write(unit, ref, next, "correction", List.of(event));
        cancelled.forEach(timer -> unit.cancelTimer(new TimerKey(ref, timer)));
        return new Outcome.Accepted<>(next, current.map(Versioned::version).orElse(0L) + 1);
    }

    private void write(UnitOfWork unit, Ref ref, S next, String cause, List<E> happened) {
        Ref made = type.refOf(next);
        if (!made.equals(ref)) {
            throw new InvalidInputException(
                    "id of the " + type.name() + " after " + cause, "be " + ref.id(), made.id());
        }
        unit.put(type, next);
        happened.forEach(event -> unit.event(journalEvent(unit, ref, event)));
    }

    /**
     * Applies events in order.
     *
     * @param state the state before, null if the thing did not exist
     * @param happened the events, at least one if there is no state
     * @return the state after
     */
    public S fold(@Nullable S state, List<E> happened) {
        @Nullable S next = state;
        for (E event : happened) {
            next = event.applyTo(next);
        }
        return Require.present("state of " + type.name(), next);
    }

    /**
     * The event of a journal entry.
     *
     * @param entry an entry's event
     * @return the event, or empty if the entry is not of this workflow, or of an event that a newer release wrote
     */
    public Optional<E> eventOf(JournalEvent entry) {
        String prefix = events.name() + '.';
        return entry.type().startsWith(prefix)
                ? events.read(entry.type().substring(prefix.length()), entry.data())
                : Optional.empty();
    }

    private JournalEvent journalEvent(UnitOfWork unit, Ref ref, E event) {
        Set<Ref> subjects = new LinkedHashSet<>();
        subjects.add(ref);
        subjects.addAll(event.alsoAbout());
        return new JournalEvent(
                events.name() + '.' + events.tag(event),
                1,
                unit.now(),
                unit.actor(),
                List.copyOf(subjects),
                event.summary(),
                event.explanation(),
                Codec.OBJECT.read(events.body(event)));
    }

    private static void effects(UnitOfWork unit, Ref ref, List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.SetTimer timer) {
                unit.setTimer(new TimerKey(ref, timer.name()), timer.jobType(), timer.due(), NO_PAYLOAD);
            } else if (effect instanceof Effect.CancelTimer timer) {
                unit.cancelTimer(new TimerKey(ref, timer.name()));
            } else if (effect instanceof Effect.Enqueue job) {
                unit.enqueue(job.jobType(), job.lane(), unit.now(), job.payload());
            } else if (effect instanceof Effect.Send send) {
                unit.send(send.notification());
            }
        }
    }

    private static String label(Enum<?> action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
