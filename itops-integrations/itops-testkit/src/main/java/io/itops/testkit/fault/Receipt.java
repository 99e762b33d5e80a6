package io.itops.testkit.fault;

import io.itops.core.Require;
import io.itops.core.delivery.Delivery;
import java.time.Instant;

/**
 * A message that a receiver really has.
 *
 * <p>Immutable and thread-safe.
 *
 * @param delivery the attempt that brought it
 * @param at when it was accepted, by the clock
 * @since 0.1
 */
public record Receipt(Delivery delivery, Instant at) {
    /** Checks the parts. */
    public Receipt {
        Require.present("delivery", delivery);
        Require.present("instant of acceptance", at);
    }
}
