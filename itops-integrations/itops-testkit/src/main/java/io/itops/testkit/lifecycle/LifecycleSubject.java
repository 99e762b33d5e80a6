package io.itops.testkit.lifecycle;

import io.itops.core.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that goes through a lifecycle, driven by code that is to be checked.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @param <S> the states
 * @param <A> the actions
 * @since 0.1
 */
public interface LifecycleSubject<S extends Enum<S>, A extends Enum<A>> {
    /**
     * Where the thing stands.
     *
     * @return the state, null if it does not exist yet
     */
    @Nullable
    S state();

    /**
     * Asks for an action.
     *
     * @param action the action
     * @return why it was refused; empty if it was carried out
     */
    List<Reason> perform(A action);

    /**
     * Everything that a refused action must leave as it was, as a value with {@code equals}.
     *
     * @return what is compared before and after; the state alone unless overridden
     */
    default Object snapshot() {
        return String.valueOf(state());
    }
}
