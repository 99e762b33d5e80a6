package io.itops.monitoring.rule;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.monitoring.expr.NumberLiteral;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An alert as it is kept: one for each rule and label set that the rule's condition has held for.
 *
 * <p>Immutable and thread-safe.
 *
 * @param identity what it is about
 * @param status where it stands
 * @param value the value of the element when it was last seen; of a record, at the last change; any double
 * @param activeAt since when the condition holds, or held
 * @param downtimeBefore how long the group's evaluation had been interrupted by restarts before the condition began to hold; what
 *     was added since does not count as time held
 * @param firedAt when it fired
 * @param endedAt when the condition ceased
 * @param keepFiringSince since when it fires on although its condition has ceased
 * @param past what it remembers for the options of its rule
 * @since 0.1
 */
public record Alert(
        AlertIdentity identity,
        AlertStatus status,
        double value,
        Instant activeAt,
        Duration downtimeBefore,
        Optional<Instant> firedAt,
        Optional<Instant> endedAt,
        Optional<Instant> keepFiringSince,
        AlertPast past) {
    /** How values that may be NaN or infinite are written. */
    static final Codec<Double> VALUE = Codec.TEXT.map(Double::valueOf, String::valueOf);

    /** How alerts are kept. */
    public static final RecordType<Alert> TYPE = RecordType.of("alert", 2, t -> {
        // What version 1 did not have is absent from it.
        t.upgrade(1, before -> before);
        t.id(Alert::id);
        t.textIndex("group", alert -> alert.identity().group());
        t.textIndex("status", alert -> alert.status().name());
        t.textIndex("rule", alert -> alert.identity().rule());
        t.instantIndex("active-at", Alert::activeAt);
        var identity = t.field("identity", AlertIdentity.CODEC, Alert::identity);
        var status = t.field("status", Codec.ofEnum(AlertStatus.class), Alert::status);
        var value = t.field("value", VALUE, Alert::value);
        var activeAt = t.field("activeAt", Codec.INSTANT, Alert::activeAt);
        var downtimeBefore = t.field("downtimeBefore", Codec.DURATION, Alert::downtimeBefore);
        var firedAt = t.optional("firedAt", Codec.INSTANT, Alert::firedAt);
        var endedAt = t.optional("endedAt", Codec.INSTANT, Alert::endedAt);
        var keepFiringSince = t.optional("keepFiringSince", Codec.INSTANT, Alert::keepFiringSince);
        var past = t.optional(
                "past",
                AlertPast.CODEC,
                (Alert alert) -> Optional.of(alert.past()).filter(p -> !p.equals(AlertPast.NONE)));
        return row -> new Alert(
                row.get(identity),
                row.get(status),
                row.get(value),
                row.get(activeAt),
                row.get(downtimeBefore),
                row.get(firedAt),
                row.get(endedAt),
                row.get(keepFiringSince),
                row.get(past).orElse(AlertPast.NONE));
    });

    /** Checks the parts. */
    public Alert {
        Require.present("identity", identity);
        Require.present("status", status);
        activeAt = Require.instant("active since", activeAt);
        Require.span("downtime", downtimeBefore, EvaluatedSlot.MAX_DOWNTIME);
        Require.present("fired at", firedAt);
        Require.present("ended at", endedAt);
        Require.present("keeps firing since", keepFiringSince);
        Require.present("past", past);
    }

    /**
     * The alert's id.
     *
     * @return the id of its identity
     */
    public String id() {
        return identity.id();
    }

    /**
     * The value as texts for people tell it.
     *
     * @return the value rounded to six significant digits, written as in PromQL
     */
    public String shownValue() {
        return shown(value);
    }

    static String shown(double value) {
        double rounded = Double.isFinite(value)
                ? new BigDecimal(value)
                        .round(new MathContext(6, RoundingMode.HALF_EVEN))
                        .doubleValue()
                : value;
        return new NumberLiteral(rounded).toString();
    }

    /**
     * The reference by which the journal speaks of the alert.
     *
     * @return the reference
     */
    public Ref ref() {
        return TYPE.ref(id());
    }

    /**
     * How long the condition has held at an instant, interruptions by restarts left out.
     *
     * @param at the instant
     * @param downtime how long the group's evaluation has been interrupted in all
     * @return the time held
     */
    public Duration heldFor(Instant at, Duration downtime) {
        Require.instant("instant", at);
        Require.span("downtime", downtime, EvaluatedSlot.MAX_DOWNTIME);
        return Duration.between(activeAt, at).minus(downtime.minus(downtimeBefore));
    }

    /**
     * When its trouble, or the end of that, was last signalled on its behalf.
     *
     * @return of a firing alert when it fired or was signalled again; of one that has resolved when its end was signalled, which is known
     *     where the engine signals again and again; else empty
     */
    public Optional<Instant> lastSentAt() {
        return switch (status) {
            case FIRING -> past.sentAt().or(this::firedAt);
            // Before its end the trouble itself was signalled.
            case RESOLVED ->
                past.sentAt().filter(at -> endedAt.filter(at::isBefore).isEmpty());
            case INACTIVE, PENDING -> Optional.empty();
        };
    }

    /**
     * This alert with the value and the annotations that it has been seen with since its last change.
     *
     * @param seen the value
     * @param annotations the texts
     * @return the alert
     */
    public Alert seen(double seen, SortedMap<String, String> annotations) {
        AlertIdentity now = new AlertIdentity(
                identity.id(),
                identity.group(),
                identity.rule(),
                identity.key(),
                identity.labels(),
                identity.severity(),
                identity.service(),
                identity.dedupKey(),
                annotations);
        return new Alert(now, status, seen, activeAt, downtimeBefore, firedAt, endedAt, keepFiringSince, past);
    }
}
