package io.itops.core.delivery;

import io.itops.core.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The meters of the deliveries; none has a tag for a destination. Thread-safe. */
final class DeliveryMeters {
    private final Meters meters;
    private final Meters.Counter sent;
    private final Meters.Counter retried;
    private final Meters.Counter obsolete;
    private final Meters.Counter refused;
    private final Meters.Counter disabled;
    private final Meters.Counter possibleDuplicates;
    private final Meters.Timer timeToAccept;

    DeliveryMeters(Meters meters) {
        this.meters = meters;
        sent = meters.counter("itops.delivery.sent");
        retried = meters.counter("itops.delivery.retried");
        obsolete = meters.counter("itops.delivery.obsolete");
        refused = meters.counter("itops.delivery.refused");
        disabled = meters.counter("itops.delivery.disabled");
        possibleDuplicates = meters.counter("itops.delivery.possible.duplicates");
        timeToAccept = meters.timer("itops.delivery.time.to.accept");
    }

    void possibleDuplicate() {
        possibleDuplicates.add();
    }

    void sent(Instant due, Instant now) {
        sent.add();
        Duration took = Duration.between(due, now);
        timeToAccept.record(took.isNegative() ? Duration.ZERO : took);
    }

    void failed(DeliveryResult.Kind kind) {
        meters.counter("itops.delivery.failed", "class", kind.name().toLowerCase(Locale.ROOT))
                .add();
    }

    void waited(Verdict.Cause cause) {
        meters.counter("itops.delivery.waited", "for", cause.tag()).add();
    }

    void retried() {
        retried.add();
    }

    void obsolete() {
        obsolete.add();
    }

    void refused() {
        refused.add();
    }

    void disabled() {
        disabled.add();
    }
}
