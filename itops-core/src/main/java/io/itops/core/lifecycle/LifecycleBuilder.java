package io.itops.core.lifecycle;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.InvalidDefinitionException.Problem;
import io.itops.core.LimitExceededException;
import io.itops.core.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects the cells of a {@link Lifecycle}; nothing is judged before {@link #build()}, which reports all that is wrong at once.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @param <S> the states
 * @param <A> the actions
 * @since 0.1
 */
public final class LifecycleBuilder<S extends Enum<S>, A extends Enum<A>> {
    private static final int MAX_CONSTANTS = 64;

    private final String name;
    private final Class<S> stateType;
    private final Class<A> actionType;
    private final List<S> states;
    private final List<A> actions;
    private final List<Lifecycle.Cell<S, A>> declared = new ArrayList<>();
    private final Set<S> ends;
    private final Map<S, String> ownLabels;
    private final Set<A> internal;
    private final Map<A, A> variants;
    private Function<? super Enum<?>, String> label = Labels::words;

    LifecycleBuilder(String name, Class<S> states, Class<A> actions) {
        this.name = Require.slug("lifecycle name", name);
        this.stateType = Require.present("states", states);
        this.states = constants("states", states);
        this.actionType = Require.present("actions", actions);
        this.actions = constants("actions", actions);
        this.ends = EnumSet.noneOf(states);
        this.ownLabels = new EnumMap<>(states);
        this.internal = EnumSet.noneOf(actions);
        this.variants = new EnumMap<>(actions);
    }

    private static <E extends Enum<E>> List<E> constants(String what, Class<E> type) {
        List<E> constants = List.copyOf(EnumSet.allOf(type));
        Require.that(!constants.isEmpty(), what, "have at least one constant", type.getSimpleName());
        if (constants.size() > MAX_CONSTANTS) {
            throw new LimitExceededException(what + " of a lifecycle", MAX_CONSTANTS, constants.size());
        }
        return constants;
    }

    /**
     * Declares an action that creates the thing. Several actions may.
     *
     * @param action the action
     * @param state the state in which the thing begins
     * @return this builder
     */
    public LifecycleBuilder<S, A> start(A action, S state) {
        declared.add(new Lifecycle.Cell<>(null, action, state));
        return this;
    }

    /**
     * Declares a move.
     *
     * @param from the state in which the action is allowed
     * @param action the action
     * @param to the state that follows
     * @return this builder
     */
    public LifecycleBuilder<S, A> on(S from, A action, S to) {
        declared.add(new Lifecycle.Cell<>(Require.present("state", from), action, to));
        return this;
    }

    /**
     * Declares actions that are allowed in a state and leave it unchanged.
     *
     * @param at the state
     * @param unchanging the actions
     * @return this builder
     */
    @SafeVarargs
    public final LifecycleBuilder<S, A> stay(S at, A... unchanging) {
        for (A action : unchanging) {
            on(at, action, at);
        }
        return this;
    }

    /**
     * Declares actions that are allowed in every state, ends included, and leave it unchanged.
     *
     * @param unchanging the actions
     * @return this builder
     */
    @SafeVarargs
    public final LifecycleBuilder<S, A> stayAnywhere(A... unchanging) {
        for (S state : states) {
            stay(state, unchanging);
        }
        return this;
    }

    /**
     * Declares ends: states in which a thing may rest for good. They may still have moves, such as reopening.
     *
     * @param at the ends
     * @return this builder
     */
    @SafeVarargs
    public final LifecycleBuilder<S, A> end(S... at) {
        for (S state : at) {
            ends.add(Require.present("end", state));
        }
        return this;
    }

    /**
     * Sets how people see states and actions, in drawings and reasons. Unless called, a constant's name as lower-case words.
     *
     * @param words gives the label of a state or action: at most 60 characters, distinct among states and among actions
     * @return this builder
     */
    public LifecycleBuilder<S, A> labels(Function<? super Enum<?>, String> words) {
        this.label = Require.present("labels", words);
        return this;
    }

    /**
     * Sets how people see one state, whatever {@link #labels} says. It is to read well after {@code the change is}.
     *
     * @param state the state
     * @param words its label: at most 60 characters, distinct among states
     * @return this builder
     */
    public LifecycleBuilder<S, A> label(S state, String words) {
        ownLabels.put(Require.present("state", state), Require.present("label", words));
        return this;
    }

    /**
     * Declares actions that no caller asks for: they are taken when a timer rings or a signal comes. Reasons do not offer them.
     *
     * @param own the actions
     * @return this builder
     */
    @SafeVarargs
    public final LifecycleBuilder<S, A> internal(A... own) {
        for (A action : own) {
            internal.add(Require.present("internal action", action));
        }
        return this;
    }

    /**
     * Declares an action that a caller asks for by another one, where the state of the thing tells which of them it comes to. Reasons
     * speak of the other.
     *
     * @param variant the action
     * @param asked the action that the caller asks for, which is neither a variant nor internal
     * @return this builder
     */
    public LifecycleBuilder<S, A> variant(A variant, A asked) {
        variants.put(Require.present("variant", variant), Require.present("action asked for", asked));
        return this;
    }

    private String labelOf(Enum<?> constant) {
        for (Map.Entry<S, String> own : ownLabels.entrySet()) {
            if (own.getKey() == constant) {
                return own.getValue();
            }
        }
        return label.apply(constant);
    }

    /**
     * Checks the table and makes it. It must be deterministic (no cell declared twice), start somewhere and end somewhere, reach
     * every state from a start, have a way from every state to some end, and use every action.
     *
     * @return the lifecycle
     * @throws InvalidDefinitionException naming every rule that is broken
     */
    public Lifecycle<S, A> build() {
        Labels labels = new Labels(states, actions, this::labelOf);
        Wording<A> wording = new Wording<>(actionType, internal, variants);
        List<Problem> problems = new LifecycleChecks<>(states, actions, declared, ends, labels).problems();
        problems.addAll(wording.problems());
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException("lifecycle " + name, problems);
        }
        return new Lifecycle<>(name, states, actions, labels, wording, table(), ends);
    }

    private @Nullable S[] table() {
        int width = actions.size();
        @Nullable S[] table = Arrays.copyOf(stateType.getEnumConstants(), (states.size() + 1) * width);
        Arrays.fill(table, null);
        for (Lifecycle.Cell<S, A> cell : declared) {
            table[Lifecycle.row(cell.from()) * width + Lifecycle.column(cell.action())] = cell.to();
        }
        return table;
    }
}
