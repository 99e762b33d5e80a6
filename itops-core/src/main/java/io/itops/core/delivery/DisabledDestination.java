package io.itops.core.delivery;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.time.Instant;
import java.util.Optional;

/**
 * A destination that said that it is gone for good. Notifications for it are parked at once until someone enables it again.
 *
 * <p>Immutable and thread-safe.
 *
 * @param destination the destination
 * @param reason what it said, one line
 * @param since when it was disabled
 * @param enabledAt when it was enabled again, while what was parked for it is being queued again; then the record goes
 * @since 0.1
 */
public record DisabledDestination(Destination destination, String reason, Instant since, Optional<Instant> enabledAt) {
    /** How disabled destinations are kept; their id is the destination's text. */
    public static final RecordType<DisabledDestination> TYPE = RecordType.of("disabled-destination", 1, t -> {
        t.id(disabled -> disabled.destination().toString());
        t.instantIndex("since", DisabledDestination::since);
        var destination = t.field("destination", Destination.CODEC, DisabledDestination::destination);
        var reason = t.field("reason", Codec.TEXT, DisabledDestination::reason);
        var since = t.field("since", Codec.INSTANT, DisabledDestination::since);
        var enabledAt = t.optional("enabledAt", Codec.INSTANT, DisabledDestination::enabledAt);
        return row ->
                new DisabledDestination(row.get(destination), row.get(reason), row.get(since), row.get(enabledAt));
    });

    /** Checks the parts. */
    public DisabledDestination {
        Require.present("destination", destination);
        Require.anyText("reason", reason, 300);
        since = Require.instant("disabling instant", since);
        enabledAt = Require.present("enabling instant", enabledAt).map(at -> Require.instant("enabling instant", at));
    }

    /** Whether notifications for it are parked. */
    boolean parks() {
        return enabledAt.isEmpty();
    }
}
