package io.itops.monitoring.rule;

import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.monitoring.rule.AlertEvent.Cleared;
import io.itops.monitoring.rule.AlertEvent.Firing;
import io.itops.monitoring.rule.AlertEvent.Pending;
import io.itops.monitoring.rule.AlertEvent.Resolved;
import java.util.Optional;

/** How events are kept in the data of journal entries. */
final class AlertEvents {
    static final Family<AlertEvent> FAMILY = Family.of("alert", AlertEvent.class)
            .with("pending", Pending.class, Shape.of("pending", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Pending::identity);
                var value = s.field("value", Alert.VALUE, Pending::value);
                var at = s.field("at", Codec.INSTANT, Pending::at);
                var downtimeBefore = s.field("downtimeBefore", Codec.DURATION, Pending::downtimeBefore);
                return row -> new Pending(
                        row.get(identity), row.get(value), row.get(at), row.get(downtimeBefore), Optional.empty());
            }))
            .with("firing", Firing.class, Shape.of("firing", s -> {
                var identity = s.field("identity", AlertIdentity.CODEC, Firing::identity);
                var value = s.field("value", Alert.VALUE, Firing::value);
                var at = s.field("at", Codec.INSTANT, Firing::at);
                var activeAt = s.field("activeAt", Codec.INSTANT, Firing::activeAt);
                var downtimeBefore = s.field("downtimeBefore", Codec.DURATION, Firing::downtimeBefore);
                return row -> new Firing(
                        row.get(identity),
                        row.get(value),
                        row.get(at),
                        row.get(activeAt),
                        row.get(downtimeBefore),
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
            .build();

    private AlertEvents() {}
}
