package io.itops.core.lifecycle;

import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import io.itops.core.Reason;
import io.itops.core.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as a table: states by actions, each cell absent or naming the state that follows.
 *
 * <pre>{@code
 * Lifecycle<State, Action> incident = Lifecycle.builder("incident", State.class, Action.class)
 *         .start(OPEN, TRIGGERED)
 *         .on(TRIGGERED, ACKNOWLEDGE, ACKNOWLEDGED)
 *         .on(TRIGGERED, RESOLVE, RESOLVED)
 *         .on(ACKNOWLEDGED, RESOLVE, RESOLVED)
 *         .on(RESOLVED, REOPEN, TRIGGERED)
 *         .stayAnywhere(NOTE)
 *         .end(RESOLVED)
 *         .build();
 * }</pre>
 *
 * <p>The table is deterministic, and was checked when it was built: every state can be reached, every state that is not a declared
 * end has a way to one, every action is used. An end may still have moves, such as reopening. A {@code null} state stands for a
 * thing that does not exist yet. Orders are those in which the enums declare their constants.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <S> the states
 * @param <A> the actions
 * @since 0.1
 */
public final class Lifecycle<S extends Enum<S>, A extends Enum<A>> {
    private static final int NAMES_IN_A_REASON = 8;

    private final String name;
    private final List<S> states;
    private final List<A> actions;
    private final Labels labels;
    private final Wording<A> wording;
    /** Row 0 is the thing that does not exist yet; row n + 1 is the state of ordinal n. */
    private final @Nullable S[] table;

    private final int width;
    private final List<Set<A>> allowed;
    private final List<Cell<S, A>> cells;
    private final Set<S> ends;

    /**
     * One cell of the table: an action that is allowed.
     *
     * @param <S> the states
     * @param <A> the actions
     * @param from the state in which the action is allowed; null where it creates the thing
     * @param action the action
     * @param to the state that follows, the same as {@code from} where the action leaves it unchanged
     * @since 0.1
     */
    public record Cell<S extends Enum<S>, A extends Enum<A>>(
            @Nullable S from, A action, S to) {
        /** Checks that the action and the state that follows are given. */
        public Cell {
            Require.present("action", action);
            Require.present("next state", to);
        }

        /**
         * Whether the action creates the thing.
         *
         * @return true if there is no state before it
         */
        public boolean starts() {
            return from == null;
        }

        /**
         * Whether the action leaves the state unchanged.
         *
         * @return true if the state before and after it is the same
         */
        public boolean stays() {
            return from == to;
        }
    }

    Lifecycle(
            String name,
            List<S> states,
            List<A> actions,
            Labels labels,
            Wording<A> wording,
            @Nullable S[] table,
            Set<S> ends) {
        this.name = name;
        this.states = states;
        this.actions = actions;
        this.labels = labels;
        this.wording = wording;
        this.table = table;
        this.width = actions.size();
        this.ends = Collections.unmodifiableSet(EnumSet.copyOf(ends));
        List<Set<A>> rows = new ArrayList<>();
        List<Cell<S, A>> present = new ArrayList<>();
        for (int row = 0; row <= states.size(); row++) {
            EnumSet<A> inRow = EnumSet.copyOf(actions);
            inRow.clear();
            for (A action : actions) {
                S to = table[row * width + column(action)];
                if (to != null) {
                    inRow.add(action);
                    present.add(new Cell<>(row == 0 ? null : states.get(row - 1), action, to));
                }
            }
            rows.add(Collections.unmodifiableSet(inRow));
        }
        this.allowed = List.copyOf(rows);
        this.cells = List.copyOf(present);
    }

    /**
     * Begins the definition of a lifecycle.
     *
     * @param <S> the states
     * @param <A> the actions
     * @param name what goes through it, kebab-case: {@code incident}
     * @param states the enum of its states, at most 64
     * @param actions the enum of its actions, at most 64
     * @return an empty table
     * @throws InvalidInputException if the name is malformed or an enum has no constant
     * @throws LimitExceededException if an enum has more than 64 constants
     */
    public static <S extends Enum<S>, A extends Enum<A>> LifecycleBuilder<S, A> builder(
            String name, Class<S> states, Class<A> actions) {
        return new LifecycleBuilder<>(name, states, actions);
    }

    /**
     * What goes through the lifecycle.
     *
     * @return the name given to the builder
     */
    public String name() {
        return name;
    }

    /**
     * All states.
     *
     * @return the states in the order of their enum
     */
    public List<S> states() {
        return states;
    }

    /**
     * All actions.
     *
     * @return the actions in the order of their enum
     */
    public List<A> actions() {
        return actions;
    }

    /**
     * The state that follows an action. One array read: it allocates nothing.
     *
     * @param state the present state; null if the thing does not exist yet
     * @param action the action
     * @return the state that follows, the same one where the action leaves it unchanged; null where the action is not allowed
     */
    public @Nullable S next(@Nullable S state, A action) {
        return table[row(state) * width + column(action)];
    }

    /**
     * Whether the table allows an action. Further conditions may still refuse it.
     *
     * @param state the present state; null if the thing does not exist yet
     * @param action the action
     * @return true if the cell is there
     */
    public boolean allows(@Nullable S state, A action) {
        return next(state, action) != null;
    }

    /**
     * The actions that are allowed in a state.
     *
     * @param state the present state; null for the actions that create the thing
     * @return the actions in the order of their enum, unmodifiable
     */
    public Set<A> actions(@Nullable S state) {
        return allowed.get(row(state));
    }

    /**
     * Every cell that is there: first those that create the thing, then state by state, each by action.
     *
     * @return the cells in the order of the enums
     */
    public List<Cell<S, A>> cells() {
        return cells;
    }

    /**
     * The declared ends. An end may still have moves.
     *
     * @return the ends in the order of their enum, unmodifiable
     */
    public Set<S> ends() {
        return ends;
    }

    /**
     * The state in which an action creates the thing.
     *
     * @param action the action
     * @return the first state, empty if the action does not create
     */
    public Optional<S> started(A action) {
        return Optional.ofNullable(next(null, action));
    }

    /**
     * How people see a state.
     *
     * @param state the state
     * @return its label, as in drawings and reasons
     */
    public String label(S state) {
        return labels.of(Require.present("state", state));
    }

    /**
     * Why the table refuses an action: the action, the present state, where the action would be allowed, and what is allowed here. It
     * speaks of what a caller can ask for: a {@linkplain LifecycleBuilder#variant variant} goes by the name of its action, and what is
     * {@linkplain LifecycleBuilder#internal internal} is not among what is allowed.
     *
     * @param state the present state; null if the thing does not exist yet
     * @param action an action that is not allowed there
     * @return a reason of the code {@code wrong-state}
     * @throws InvalidInputException if the table allows the action
     */
    public Reason refusal(@Nullable S state, A action) {
        Require.that(!allows(state, action), "refused action", "be absent from the table", action);
        List<A> meant = meant(state, action);
        List<String> where = states.stream()
                .filter(s -> allowsAny(s, meant))
                .map(labels::of)
                .collect(Collectors.toCollection(ArrayList::new));
        String thing = name.replace('-', ' ');
        if (allowsAny(null, meant)) {
            where.add(0, "no " + thing + " exists yet");
        }
        List<String> here =
                wording.askable(actions(state)).stream().map(labels::of).toList();
        String now = state == null ? "no " + thing + " exists yet" : "the " + thing + " is " + labels.of(state);
        return Reason.of(
                "wrong-state",
                labels.of(meant.get(0)) + " is not allowed while " + now + ": it is allowed while " + some(where)
                        + "; allowed now: " + (here.isEmpty() ? "nothing" : some(here)));
    }

    /**
     * The action that the caller asked for with all its variants; the action alone where another variant is allowed here, since the
     * reason would contradict itself.
     */
    private List<A> meant(@Nullable S state, A action) {
        A asked = wording.asked(action);
        List<A> family = new ArrayList<>(List.of(asked));
        actions.stream()
                .filter(other -> other != asked && wording.asked(other) == asked)
                .forEach(family::add);
        return allowsAny(state, family) ? List.of(action) : family;
    }

    private boolean allowsAny(@Nullable S state, List<A> some) {
        return some.stream().anyMatch(action -> allows(state, action));
    }

    /**
     * The table as a Mermaid state diagram ({@code stateDiagram-v2}); actions between the same two states share an arrow.
     *
     * @return the diagram's source, ending with a line feed
     */
    public String toMermaid() {
        return TextDrawings.mermaid(this);
    }

    /**
     * The table as a Graphviz graph; actions between the same two states share an arrow.
     *
     * @return the graph's source, ending with a line feed
     */
    public String toDot() {
        return TextDrawings.dot(this);
    }

    /**
     * The table as a Markdown table: a row for each state, a column for each action, the state that follows in each cell.
     *
     * @return the table's source, ending with a line feed
     */
    public String toMarkdownTable() {
        return TextDrawings.markdown(this);
    }

    /**
     * The table drawn as an SVG that stands alone or inside a page, and follows the reader's dark or light preference.
     *
     * @return one {@code svg} element, ending with a line feed; the same for the same table
     * @throws LimitExceededException if more than 200 arrows would have to be drawn
     */
    public String toSvg() {
        return toSvg(List.of());
    }

    /**
     * The drawing with the way of one thing through it highlighted; its last state is shown as the present one.
     *
     * @param visited the states in the order in which they were entered, at most 10,000; from one to the next there must be a cell
     * @return one {@code svg} element, ending with a line feed; the same for the same table and way
     * @throws InvalidInputException if the way takes a step that no cell allows
     * @throws LimitExceededException if more than 200 arrows would have to be drawn
     */
    public String toSvg(List<S> visited) {
        return new SvgDrawing<>(this, visited).text();
    }

    /** The action that a caller asks for when this one is taken. */
    A asked(A action) {
        return wording.asked(action);
    }

    Labels labels() {
        return labels;
    }

    @Override
    public String toString() {
        return "Lifecycle[" + name + ", " + states.size() + " states, " + actions.size() + " actions, " + cells.size()
                + " cells]";
    }

    /** Ordinals are sound here: the table never leaves the memory in which its enums were loaded. */
    @SuppressWarnings("EnumOrdinal")
    static int row(@Nullable Enum<?> state) {
        return state == null ? 0 : state.ordinal() + 1;
    }

    @SuppressWarnings("EnumOrdinal")
    static int column(Enum<?> action) {
        return action.ordinal();
    }

    /** A reason is a sentence of bounded length, however large the table. */
    private static String some(List<String> names) {
        if (names.size() <= NAMES_IN_A_REASON) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, NAMES_IN_A_REASON)) + " and " + (names.size() - NAMES_IN_A_REASON)
                + " more";
    }
}
