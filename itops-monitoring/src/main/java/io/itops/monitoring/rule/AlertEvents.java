package io.itops.monitoring.rule;

import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.monitoring.rule.AlertEvent.Cleared;
import io.itops.monitoring.rule.AlertEvent.Counted;
import io.itops.monitoring.rule.AlertEvent.Firing;
import io.itops.monitoring.rule.AlertEvent.Kept;
import io.itops.monitoring.rule.AlertEvent.Pending;
import io.itops.monitoring.rule.AlertEvent.Postponed;
import io.itops.monitoring.rule.AlertEvent.Regraded;
import io.itops.monitoring.rule.AlertEvent.Resolved;
import io.itops.monitoring.rule.AlertEvent.Returned;
import io.itops.monitoring.rule.AlertEvent.Sent;
import java.time.Duration;
import java.util.Optional;

/** How events are kept in the data of journal entries. */
final class AlertEvents {
    static final Family<AlertEvent> FAMILY = Family.of("alert", AlertEvent.class)
            .with("pending", Pending.class, Shape.of("pending", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Pending::identity);
                var value = s.field("value", Alert.VALUE, Pending::value);
                var at = s.field("at", Codec.INSTANT, Pending::at);
                var downtimeBefore = s.field("downtimeBefore", Codec.DURATION, Pending::downtimeBefore);
                var missedBefore = s.optional("missedBefore", Codec.DURATION, (Pending e) -> some(e.missedBefore()));
                return row -> new Pending(
                        row.get(identity),
                        row.get(value),
                        row.get(at),
                        row.get(downtimeBefore),
                        row.get(missedBefore).orElse(Duration.ZERO),
                        Optional.empty());
            }))
            .with("firing", Firing.class, Shape.of("firing", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Firing::identity);
                var value = s.field("value", Alert.VALUE, Firing::value);
                var at = s.field("at", Codec.INSTANT, Firing::at);
                var activeAt = s.field("activeAt", Codec.INSTANT, Firing::activeAt);
                var downtimeBefore = s.field("downtimeBefore", Codec.DURATION, Firing::downtimeBefore);
                var missedBefore = s.optional("missedBefore", Codec.DURATION, (Firing e) -> some(e.missedBefore()));
                return row -> new Firing(
                        row.get(identity),
                        row.get(value),
                        row.get(at),
                        row.get(activeAt),
                        row.get(downtimeBefore),
                        row.get(missedBefore).orElse(Duration.ZERO),
                        Optional.empty());
            }))
            .with("cleared", Cleared.class, Shape.of("cleared", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Cleared::identity);
                var at = s.field("at", Codec.INSTANT, Cleared::at);
                return row -> new Cleared(row.get(identity), row.get(at), Optional.empty());
            }))
            .with("resolved", Resolved.class, Shape.of("resolved", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Resolved::identity);
                var at = s.field("at", Codec.INSTANT, Resolved::at);
                return row -> new Resolved(row.get(identity), row.get(at), Optional.empty());
            }))
            .with("kept", Kept.class, Shape.of("kept", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Kept::identity);
                var at = s.field("at", Codec.INSTANT, Kept::at);
                return row -> new Kept(row.get(identity), row.get(at), Optional.empty());
            }))
            .with("returned", Returned.class, Shape.of("returned", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Returned::identity);
                var value = s.field("value", Alert.VALUE, Returned::value);
                var at = s.field("at", Codec.INSTANT, Returned::at);
                return row -> new Returned(row.get(identity), row.get(value), row.get(at), Optional.empty());
            }))
            .with("postponed", Postponed.class, Shape.of("postponed", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Postponed::identity);
                var value = s.field("value", Alert.VALUE, Postponed::value);
                var at = s.field("at", Codec.INSTANT, Postponed::at);
                return row -> new Postponed(row.get(identity), row.get(value), row.get(at), Optional.empty());
            }))
            .with("regraded", Regraded.class, Shape.of("regraded", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Regraded::identity);
                var value = s.field("value", Alert.VALUE, Regraded::value);
                var at = s.field("at", Codec.INSTANT, Regraded::at);
                return row -> new Regraded(row.get(identity), row.get(value), row.get(at), Optional.empty());
            }))
            .with("sent", Sent.class, Shape.of("sent", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Sent::identity);
                var at = s.field("at", Codec.INSTANT, Sent::at);
                return row -> new Sent(row.get(identity), row.get(at), Optional.empty());
            }))
            .with("counted", Counted.class, Shape.of("counted", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Counted::identity);
                var met = s.field("met", Codec.BOOL, Counted::met);
                var value = s.field("value", Alert.VALUE, Counted::value);
                var at = s.field("at", Codec.INSTANT, Counted::at);
                return row ->
                        new Counted(row.get(identity), row.get(met), row.get(value), row.get(at), Optional.empty());
            }))
            .build();

    private AlertEvents() {}

    private static Optional<Duration> some(Duration duration) {
        return Optional.of(duration).filter(d -> !d.isZero());
    }
}
