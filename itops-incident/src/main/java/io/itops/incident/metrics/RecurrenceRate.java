package io.itops.incident.metrics;

import io.itops.core.Require;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How often the same trouble comes back within a time after its end, beside how often it would come in so long a time anyway. Only more than
 * that says that it was not fixed.
 *
 * <p>The base rate of an incident is the share of all instants after which another incident of its fingerprint came within the same time: what
 * would be seen if incidents of a fingerprint came independently of each other. An incident that was reopened counts as one for each of its
 * {@linkplain IncidentTimes#spells spells}, where they are known.
 *
 * <p>Incidents of one fingerprint are not independent of each other. So a verdict is given only if it stands however single fingerprints are: the
 * difference from the base rate must exceed the error that leaving out one fingerprint after the other shows (jackknife), and five fingerprints are
 * the least. The interval of the share is that of independent incidents.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what may be said
 * @param followed how many incidents were watched for the whole time after their end
 * @param notFollowed how many had not ended, or ended too late in the window to be watched for the whole time, or have no fingerprint
 * @param recurred how many of those watched came back
 * @param reopened how many incidents came back as themselves, being reopened before they were closed, whose spells are not known: they are not
 *     in the share, which says too little where they are many
 * @param share the share that came back, with Wilson's interval; empty if none was watched
 * @param base the base rate, 0 to 1
 * @param smallestSeen the smallest share above the base rate that the data show with a chance of 80 %; empty if there are too few
 * @since 0.1
 */
public record RecurrenceRate(
        Kind kind,
        int followed,
        int notFollowed,
        int recurred,
        int reopened,
        Optional<Estimate> share,
        double base,
        Optional<Double> smallestSeen) {
    private static final Duration LONGEST = Duration.ofDays(3_660);

    /**
     * What may be said.
     *
     * <p>Immutable and thread-safe.
     */
    public enum Kind {
        /** Trouble comes back more often than it would anyway. */
        MORE_OFTEN,
        /** Trouble comes back less often than it would anyway. */
        LESS_OFTEN,
        /** The data do not tell. */
        CANNOT_DISTINGUISH
    }

    /** Checks the parts. */
    public RecurrenceRate {
        Require.present("kind", kind);
        Require.range("number followed", followed, 0, DurationSample.MAX);
        Require.range("number not followed", notFollowed, 0, DurationSample.MAX);
        Require.range("number that recurred", recurred, 0, DurationSample.MAX);
        Require.range("number reopened", reopened, 0, DurationSample.MAX);
        Require.present("share", share);
        Numbers.share("base rate", base);
        Require.present("smallest share", smallestSeen).ifPresent(value -> Numbers.share("smallest share", value));
    }

    /**
     * Looks for incidents that come back.
     *
     * @param incidents at most 2,000,000 in any order; only those opened in the window are looked at
     * @param window the time in which all incidents are known
     * @param within how long after the end of an incident another of its fingerprint counts, below half the window and at most 3,660 days
     * @param level the confidence, 0.5 to 0.9999
     * @return what was found
     */
    public static RecurrenceRate of(Collection<IncidentTimes> incidents, Window window, Duration within, double level) {
        Require.present("window", window);
        Require.positive("time within which it recurs", within, LONGEST);
        Require.that(
                within.multipliedBy(2).compareTo(window.duration()) < 0,
                "time within which it recurs",
                "be below half the window",
                within);
        Numbers.level(level);
        Map<String, List<Spell>> byFingerprint = new TreeMap<>();
        int all = 0;
        int reopened = 0;
        for (IncidentTimes times : Require.size("incidents", incidents, 0, DurationSample.MAX)) {
            if (window.contains(Require.present("incident", times).openedAt())) {
                List<Spell> spells = spells(times).stream()
                        .filter(spell -> spell.start().isBefore(window.end()))
                        .toList();
                all += spells.size();
                reopened += times.spells().isEmpty()
                                && times.reopenedAt().filter(window::contains).isPresent()
                        ? 1
                        : 0;
                times.fingerprint()
                        .ifPresent(print -> byFingerprint
                                .computeIfAbsent(print, key -> new ArrayList<>())
                                .addAll(spells));
            }
        }
        RecurrenceCount count = new RecurrenceCount(window, within);
        byFingerprint.values().forEach(count::add);
        return judged(all, reopened, count, level);
    }

    private static RecurrenceRate judged(int all, int reopened, RecurrenceCount count, double level) {
        int followed = count.followed();
        if (followed == 0) {
            return new RecurrenceRate(
                    Kind.CANNOT_DISTINGUISH, 0, all, 0, reopened, Optional.empty(), 0, Optional.empty());
        }
        double base = Math.min(1, count.expected() / followed);
        Estimate share = Shares.wilson(count.recurred(), followed, level);
        Interval interval = share.interval().orElseThrow();
        boolean clear = count.standsWithoutAnyFingerprint(Normal.twoSided(level));
        Kind kind = clear && base < interval.low()
                ? Kind.MORE_OFTEN
                : clear && base > interval.high().orElseThrow() ? Kind.LESS_OFTEN : Kind.CANNOT_DISTINGUISH;
        double smallest = base
                + (Normal.twoSided(level) + Normal.quantile(Comparison.POWER))
                        * Math.sqrt(Math.max(base * (1 - base), 1.0 / followed) / followed);
        return new RecurrenceRate(
                kind,
                followed,
                all - followed,
                count.recurred(),
                reopened,
                Optional.of(share),
                base,
                smallest <= 1 ? Optional.of(smallest) : Optional.empty());
    }

    /** The stretches of an incident; of one whose spells are not known, that from its opening to its last end. */
    private static List<Spell> spells(IncidentTimes times) {
        if (times.spells().isEmpty()) {
            Optional<Instant> end = times.resolvedAt().or(times::leftAt);
            return List.of(new Spell(times.openedAt(), end.filter(at -> !at.isBefore(times.openedAt()))));
        }
        return times.spells();
    }
}
