package io.itops.core.signal;

import io.itops.core.store.UnitOfWork;

/**
 * Acts on signals: decides from the present state and puts what follows into the unit of work. Signals of one dedup key come one
 * after the other, in the order in which they were accepted.
 *
 * <p>Implementations are thread-safe. After a conflict the handler is called again with a new unit.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SignalHandler {
    /**
     * Acts on one signal.
     *
     * @param signal the signal
     * @param unit gathers reads and writes
     */
    void handle(Signal signal, UnitOfWork unit);
}
