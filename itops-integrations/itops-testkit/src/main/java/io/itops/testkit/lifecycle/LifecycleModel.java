package io.itops.testkit.lifecycle;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the author of a lifecycle says about it in words of their own, and what is to be held against it: the table itself unless
 * {@link #driving} names something else.
 *
 * <p>The words are a table of text, a row for each state ({@code -} for the thing that does not exist yet) and a column for each
 * action; a cell names the state that follows, by its name or an unambiguous beginning of it, or is a dot where the action is refused:
 *
 * <pre>{@code
 * -      OPEN ASSIGN SOLVE REOPEN
 * -      NEW  .      .     .
 * NEW    .    TAKEN  .     .
 * TAKEN  .    TAKEN  DONE  .
 * DONE   .    .      .     NEW
 * }</pre>
 *
 * <p>or a function, for tables that are better told by one.
 *
 * <p>Immutable and thread-safe if what it drives is.
 *
 * @param <S> the states
 * @param <A> the actions
 * @since 0.1
 */
public final class LifecycleModel<S extends Enum<S>, A extends Enum<A>> {
    private final Rule<S, A> rule;
    private final @Nullable Moves<S, A> moves;
    private final int chains;
    private final long seed;

    /**
     * Where actions lead.
     *
     * <p>Thread-safe.
     *
     * @param <S> the states
     * @param <A> the actions
     */
    @FunctionalInterface
    public interface Rule<S extends Enum<S>, A extends Enum<A>> {
        /**
         * The state that follows an action.
         *
         * @param before the state before, null if the thing does not exist yet
         * @param action the action
         * @return the state after, null where the action is refused
         */
        @Nullable
        S after(@Nullable S before, A action);
    }

    private LifecycleModel(Rule<S, A> rule, @Nullable Moves<S, A> moves, int chains, long seed) {
        this.rule = Require.present("rule", rule);
        this.moves = moves;
        this.chains = chains;
        this.seed = seed;
    }

    /**
     * A model told by a table of text.
     *
     * @param <S> the states
     * @param <A> the actions
     * @param states the enum of the states
     * @param actions the enum of the actions
     * @param table the table: every state and every action once
     * @return the model
     * @throws InvalidInputException if the table names what is not there, leaves something out or has a row of the wrong length
     */
    public static <S extends Enum<S>, A extends Enum<A>> LifecycleModel<S, A> of(
            Class<S> states, Class<A> actions, String table) {
        return of(TextTable.of(states, actions, table)::next);
    }

    /**
     * A model told by a function.
     *
     * @param <S> the states
     * @param <A> the actions
     * @param rule where each action leads from each state
     * @return the model
     */
    public static <S extends Enum<S>, A extends Enum<A>> LifecycleModel<S, A> of(Rule<S, A> rule) {
        return new LifecycleModel<>(rule, null, 200, 1);
    }

    /**
     * This model, held against a workflow of the SDK.
     *
     * @param workflow the workflow with its commands
     * @return a new model
     */
    public LifecycleModel<S, A> driving(WorkflowMoves<?, ?, S, A, ?> workflow) {
        return new LifecycleModel<>(rule, workflow.moves(), chains, seed);
    }

    /**
     * This model, held against any code.
     *
     * @param fresh makes a thing that does not exist yet, or stands where new things stand
     * @return a new model
     */
    public LifecycleModel<S, A> driving(Supplier<? extends LifecycleSubject<S, A>> fresh) {
        return new LifecycleModel<>(rule, new SubjectMoves<>(Require.present("subject", fresh)), chains, seed);
    }

    /**
     * This model, with another number of random chains than 200.
     *
     * @param count how many, 1 to 1,000,000
     * @return a new model
     */
    public LifecycleModel<S, A> chains(int count) {
        return new LifecycleModel<>(rule, moves, Require.range("chains", count, 1, 1_000_000), seed);
    }

    /**
     * This model, with another seed of the random chains than 1. The same seed gives the same chains.
     *
     * @param another the seed, as a report or a failure printed it
     * @return a new model
     */
    public LifecycleModel<S, A> seed(long another) {
        return new LifecycleModel<>(rule, moves, chains, another);
    }

    Rule<S, A> rule() {
        return rule;
    }

    @Nullable
    Moves<S, A> moves() {
        return moves;
    }

    int chains() {
        return chains;
    }

    long seed() {
        return seed;
    }
}
