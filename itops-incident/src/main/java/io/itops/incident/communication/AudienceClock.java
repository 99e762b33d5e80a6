package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.Optional;

/**
 * How an audience stands: when it was told last, and when it is to be told next.
 *
 * <p>Immutable and thread-safe.
 *
 * @param audience the audience
 * @param lastAt when it was told last, if it was told at all
 * @param due when it is to be told at the latest; empty where no rule demands it any more
 * @param updates how often it was told
 * @param missed how many updates were not given in time
 * @param told the stage that the last update was stamped with
 * @param reminded whether the reminder before the present due instant has been given
 * @since 0.1
 */
public record AudienceClock(
        String audience,
        Optional<Instant> lastAt,
        Optional<Instant> due,
        int updates,
        int missed,
        Optional<PublicStage> told,
        boolean reminded) {
    /** How it is written. */
    public static final Codec<AudienceClock> CODEC = Shape.of("audience clock", s -> {
        var audience = s.field("audience", Codec.TEXT, AudienceClock::audience);
        var lastAt = s.optional("lastAt", Codec.INSTANT, AudienceClock::lastAt);
        var due = s.optional("due", Codec.INSTANT, AudienceClock::due);
        var updates = s.field("updates", Codec.INT, AudienceClock::updates);
        var missed = s.field("missed", Codec.INT, AudienceClock::missed);
        var told = s.optional("told", Codec.ofEnum(PublicStage.class), AudienceClock::told);
        var reminded = s.field("reminded", Codec.BOOL, AudienceClock::reminded);
        return row -> new AudienceClock(
                row.get(audience),
                row.get(lastAt),
                row.get(due),
                row.get(updates),
                row.get(missed),
                row.get(told),
                row.get(reminded));
    });

    /** Checks the parts. */
    public AudienceClock {
        CadenceRule.audience(audience);
        lastAt = Require.present("last update", lastAt).map(at -> Require.instant("last update", at));
        due = Require.present("due update", due).map(at -> Require.instant("due update", at));
        Require.that(updates >= 0, "number of updates", "be at least 0", updates);
        Require.that(missed >= 0, "number of missed updates", "be at least 0", missed);
        Require.present("stage told", told);
    }

    static AudienceClock untold(String audience) {
        return new AudienceClock(audience, Optional.empty(), Optional.empty(), 0, 0, Optional.empty(), false);
    }

    AudienceClock dueAt(Optional<Instant> next) {
        return new AudienceClock(audience, lastAt, next, updates, missed, told, false);
    }

    AudienceClock updated(Instant at, Optional<PublicStage> stage, Optional<Instant> next) {
        return new AudienceClock(audience, Optional.of(at), next, updates + 1, missed, stage.or(() -> told), false);
    }

    AudienceClock withReminder() {
        return new AudienceClock(audience, lastAt, due, updates, missed, told, true);
    }

    AudienceClock missing(int more, Optional<Instant> next) {
        return new AudienceClock(audience, lastAt, next, updates, missed + more, told, false);
    }
}
