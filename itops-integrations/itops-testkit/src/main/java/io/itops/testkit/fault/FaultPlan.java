package io.itops.testkit.fault;

import io.itops.core.Require;
import io.itops.testkit.fault.FaultyStore.Fault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides where calls of a store go wrong. It is asked once at each boundary of each call, in their order; a fault that the call does not
 * admit does not strike.
 *
 * <p>Implementations need not be thread-safe: a {@link FaultyStore} asks from one thread at a time.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface FaultPlan {
    /**
     * The fault that strikes a call.
     *
     * @param call the call
     * @return the fault, or empty if the call goes well
     */
    Optional<Fault> next(StoreCall call);

    /**
     * Lets a fault strike once, at the first call that admits it and meets a condition.
     *
     * @param fault the fault
     * @param where the condition
     * @return the plan
     */
    static FaultPlan once(Fault fault, Predicate<StoreCall> where) {
        Require.present("condition", where);
        Deque<Fault> left = new ArrayDeque<>();
        left.add(Require.present("fault", fault));
        return call -> !left.isEmpty() && call.admits(fault) && where.test(call)
                ? Optional.of(left.remove())
                : Optional.empty();
    }
}
