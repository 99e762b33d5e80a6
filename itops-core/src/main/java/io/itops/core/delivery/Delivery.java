package io.itops.core.delivery;

import io.itops.core.Require;
import java.time.Duration;

/**
 * One attempt to deliver a notification.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the same on every attempt: what receivers recognise duplicates by
 * @param attempt from 1
 * @param notification what to send
 * @param limit the time that the attempt may take
 * @since 0.1
 */
public record Delivery(String id, int attempt, Notification notification, Duration limit) {
    /** Checks the parts. */
    public Delivery {
        Require.id("delivery id", id);
        Require.that(attempt >= 1, "attempt", "be at least 1", attempt);
        Require.present("notification", notification);
        Require.positive("attempt limit", limit, Duration.ofHours(1));
    }
}
