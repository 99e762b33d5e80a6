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
     * What is asked: the permission is named after it.
     *
     * @return the action
     */
    A action();

    /**
     * The action whose cell of the table holds, where what is asked comes to different moves by the state it meets: a vote that decides
     * is another than one that does not. Reads no clock, store or source of randomness.
     *
     * @param state the present state, null if the thing does not exist
     * @param facts what else the decision rests on
     * @return the action that the table is asked about, by default what is asked
     */
    default A action(@Nullable S state, F facts) {
        return action();
    }

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
