package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an alert remembers for the options of its rule and of the engine.
 *
 * <p>Immutable and thread-safe.
 *
 * @param missedBefore how much time of the group lay in missed slots before the condition began to hold, at most 3,660,000 days
 * @param history whether the condition held in the last evaluations, the last one in the lowest of 50 bits; kept up for rules that ask for it
 * @param countedAt the slot of the last evaluation that is counted there
 * @param firings when it fired, the last at most 10
 * @param sentAt when its trouble was last signalled again on its behalf, with another severity or since the engine signals again and
 *     again, or the end of that was signalled, which is kept by such engines alone; of an alert that has begun anew since, when anything
 *     was last signalled on its behalf
 * @since 0.1
 */
public record AlertPast(
        Duration missedBefore,
        long history,
        Optional<Instant> countedAt,
        List<Instant> firings,
        Optional<Instant> sentAt) {
    /** Nothing. */
    public static final AlertPast NONE = new AlertPast(Duration.ZERO, 0, Optional.empty(), List.of(), Optional.empty());

    /** How pasts are written. */
    static final Codec<AlertPast> CODEC = Shape.of("past", s -> {
        var missedBefore = s.field("missedBefore", Codec.DURATION, AlertPast::missedBefore);
        var history = s.field("history", Codec.LONG, AlertPast::history);
        var countedAt = s.optional("countedAt", Codec.INSTANT, AlertPast::countedAt);
        var firings = s.field("firings", Codec.INSTANT.list(), AlertPast::firings);
        var sentAt = s.optional("sentAt", Codec.INSTANT, AlertPast::sentAt);
        return row -> new AlertPast(
                row.get(missedBefore), row.get(history), row.get(countedAt), row.get(firings), row.get(sentAt));
    });

    /** Checks the parts. */
    public AlertPast {
        Require.span("time missed", missedBefore, EvaluatedSlot.MAX_DOWNTIME);
        Require.that(
                history >= 0 && history <= AtLeast.LOOKED_AT, "history", "have the last 50 evaluations alone", history);
        Require.present("last counted", countedAt);
        firings = Require.list("firings", firings).stream()
                .map(at -> Require.instant("fired at", at))
                .toList();
        Require.size("firings", firings, 0, Flapping.MOST);
        sentAt = Require.present("last signalled", sentAt).map(at -> Require.instant("last signalled", at));
    }

    /** This past at the beginning of an alert. */
    AlertPast begun(Duration missed, Instant at) {
        return new AlertPast(missed, 1, Optional.of(at), firings, sentAt);
    }

    /** This past once the alert no longer tells when it fired, which was signalled on its behalf too. */
    AlertPast firedBefore(Optional<Instant> firedAt) {
        return sentAt.isPresent() || firedAt.isEmpty() ? this : sent(firedAt.get());
    }

    /** This past after an evaluation. */
    AlertPast counted(boolean met, Instant at) {
        return new AlertPast(missedBefore, next(met), Optional.of(at), firings, sentAt);
    }

    /** The history after an evaluation. */
    long next(boolean met) {
        return ((history << 1) | (met ? 1 : 0)) & AtLeast.LOOKED_AT;
    }

    /** This past once the alert has fired. */
    AlertPast fired(Instant at) {
        List<Instant> more = new ArrayList<>(firings);
        more.add(at);
        return new AlertPast(
                missedBefore,
                history,
                countedAt,
                more.subList(Math.max(0, more.size() - Flapping.MOST), more.size()),
                Optional.empty());
    }

    /** This past once the alert's trouble, or the end of that, has been signalled on its behalf. */
    AlertPast sent(Instant at) {
        return new AlertPast(missedBefore, history, countedAt, firings, Optional.of(at));
    }
}
