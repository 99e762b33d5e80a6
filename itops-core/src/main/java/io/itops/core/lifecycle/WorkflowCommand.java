package io.itops.core.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of one thing of a workflow.
 *
 * <p>Implementations are records: immutable and thread-safe.
 *
 * @param <S> the state of the thing
 * @param <F> the facts that the decision needs besides the state
 * @param <A> the actions of the workflow
 * @param <E> the events of the workflow
 * @since 0.1
 */
public interface WorkflowCommand<S, F, A extends Enum<A>, E> {
    /**
     * The action that the workflow's table is asked about.
     *
     * @return the action
     */
    A action();

    /**
     * Decides, without reading a clock, a store or a source of randomness. The table has allowed the action already.
     *
     * @param state the present state, null if the thing does not exist
     * @param facts what else the decision rests on
     * @param now the instant of the decision
     * @return events and effects, or a refusal
     */
    Decision<E> decide(@Nullable S state, F facts, Instant now);
}
