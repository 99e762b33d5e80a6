package io.itops.core.internal;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.Kernel;
import io.itops.core.store.UnitOfWork;
import java.util.function.Function;

/** Decides and commits as one, and decides anew after a conflict. */
public final class Transactions {
    private Transactions() {}

    /**
     * Runs a decision until its commit holds.
     *
     * @param <T> what the decision gives back
     * @param kernel store, clock, ids, authorizer and limits
     * @param actor who acts
     * @param decision reads and writes through the unit; called again after a conflict
     * @return what the last call of the decision gave back
     * @throws ConflictException if there was a conflict after every retry, or the decision itself threw it
     */
    public static <T> T run(Kernel kernel, Actor actor, Function<UnitOfWork, T> decision) {
        for (int left = kernel.limits().conflictRetries(); ; left--) {
            UnitOfWork unit = new UnitOfWork(kernel, actor);
            T result = decision.apply(unit);
            try {
                unit.commit();
                return result;
            } catch (ConflictException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }
}
