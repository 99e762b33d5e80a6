package io.itops.core.delivery;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;

/**
 * Where a notification goes: a notifier, and an address that means something to it. Addresses are names that the notifier's own
 * configuration resolves, so that no secret stands in the store.
 *
 * <p>Immutable and thread-safe.
 *
 * @param notifier the notifier's name
 * @param address the address, at most 200 characters
 * @since 0.1
 */
public record Destination(String notifier, String address) {
    /** How destinations are written. */
    public static final Codec<Destination> CODEC = Shape.of("destination", s -> {
        var notifier = s.field("notifier", Codec.TEXT, Destination::notifier);
        var address = s.field("address", Codec.TEXT, Destination::address);
        return row -> new Destination(row.get(notifier), row.get(address));
    });

    /** Checks both parts. */
    public Destination {
        Require.slug("notifier", notifier);
        Require.id("address", address);
    }

    @Override
    public String toString() {
        return notifier + ":" + address;
    }
}
