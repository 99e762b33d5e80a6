package io.itops.incident.problem;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;

/**
 * Who lives with a problem, and until when.
 *
 * <p>Immutable and thread-safe.
 *
 * @param by who answers for it
 * @param until when it is looked at again
 * @param reason why that is acceptable, not blank, at most 1,000 characters
 * @since 0.1
 */
public record RiskAcceptance(String by, Instant until, String reason) {
    /** How it is written. */
    public static final Codec<RiskAcceptance> CODEC = Shape.of("risk acceptance", s -> {
        var by = s.field("by", Codec.TEXT, RiskAcceptance::by);
        var until = s.field("until", Codec.INSTANT, RiskAcceptance::until);
        var reason = s.field("reason", Codec.TEXT, RiskAcceptance::reason);
        return row -> new RiskAcceptance(row.get(by), row.get(until), row.get(reason));
    });

    /** Checks the parts. */
    public RiskAcceptance {
        Require.id("person who accepts the risk", by);
        until = Require.instant("end of the acceptance", until);
        Require.text("reason", reason, 1_000);
    }
}
