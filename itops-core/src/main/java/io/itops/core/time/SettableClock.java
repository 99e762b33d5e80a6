package io.itops.core.time;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until it is set: the time of tests, simulations and backtests.
 *
 * <p>Implementations are thread-safe.
 *
 * @since 0.1
 */
public interface SettableClock extends InstantSource {
    /**
     * Sets the clock, forward or back.
     *
     * @param instant what the clock shows from now on
     */
    void set(Instant instant);
}
