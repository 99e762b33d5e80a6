package io.itops.core.lifecycle;

import io.itops.core.Ref;
import io.itops.core.explain.Explanation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to one thing of a workflow. Applying its events in order is the only way to a state.
 *
 * <p>Implementations are records: immutable and thread-safe.
 *
 * @param <S> the state of the thing
 * @since 0.1
 */
public interface WorkflowEvent<S> {
    /**
     * The state after the event.
     *
     * @param state the state before, null if the thing did not exist
     * @return the next state
     */
    S applyTo(@Nullable S state);

    /**
     * The event in one line for people.
     *
     * @return at most 500 characters
     */
    String summary();

    /**
     * What else the event is about, besides the thing itself.
     *
     * @return at most 31 references
     */
    default List<Ref> alsoAbout() {
        return List.of();
    }

    /**
     * Why it happened, where a decision lies behind it. It travels in the journal's envelope, not in the event's own data.
     *
     * @return the explanation, if there is one
     */
    default Optional<Explanation> explanation() {
        return Optional.empty();
    }
}
