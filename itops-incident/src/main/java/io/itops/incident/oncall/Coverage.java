package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Whether somebody is on call at every instant of a horizon, and if not, when nobody is.
 *
 * <p>The verdict is a proof, no sample: every piece of the horizon is worked out by the function that pages people, by the rules of the zones
 * that this virtual machine has. It holds for the horizon that it names and for the schedules as they are; what lies before the horizon does
 * not count.
 *
 * <p>Immutable and thread-safe.
 *
 * @param horizon the time that was looked at
 * @param gaps the first gaps in the order of time, as long as they go, at most {@value #MAX_LISTED}
 * @param gapCount how many gaps there are
 * @param uncovered the time in which nobody is on call, in all
 * @param overlaps the first stretches in which more than one duty is covered, in the order of time, at most {@value #MAX_LISTED}
 * @param overlapCount how many there are
 * @param doubled the time in which more than one duty is covered, in all
 * @since 0.1
 */
public record Coverage(
        Window horizon,
        List<Window> gaps,
        long gapCount,
        Duration uncovered,
        List<Window> overlaps,
        long overlapCount,
        Duration doubled) {
    /** The greatest number of gaps and of overlaps that a verdict lists. */
    public static final int MAX_LISTED = 1_000;

    private static final int DEFAULT_YEARS = 10;
    static final Duration LONGEST = Duration.ofDays(366L * 400);

    /** The kinds of verdicts, for switches. */
    public enum Kind {
        /** Somebody is on call at every instant of the horizon. */
        COVERED,
        /** Nobody is on call at some instant. */
        GAPS
    }

    /** Checks and copies the parts. */
    public Coverage {
        Require.present("horizon", horizon);
        gaps = Require.list("gaps", gaps);
        overlaps = Require.list("overlaps", overlaps);
        Require.that(gapCount >= gaps.size(), "number of gaps", "be at least that of the listed ones", gapCount);
        Require.that(
                overlapCount >= overlaps.size(),
                "number of overlaps",
                "be at least that of the listed ones",
                overlapCount);
        Require.span("uncovered time", uncovered, horizon.duration());
        Require.span("doubled time", doubled, horizon.duration());
        Require.that(gaps.isEmpty() == uncovered.isZero(), "uncovered time", "be that of the gaps", uncovered);
    }

    /**
     * The coverage by a schedule in the next ten years.
     *
     * @param schedule the schedule
     * @param from the first instant that counts
     * @return the verdict, which names its horizon
     */
    public static Coverage of(OnCallSchedule schedule, Instant from) {
        Instant start = Require.instant("instant", from);
        Instant end = start.atZone(ZoneOffset.UTC).plusYears(DEFAULT_YEARS).toInstant();
        return of(List.of(Require.present("schedule", schedule)), new Window(start, end));
    }

    /**
     * The coverage by several schedules together: of partners that follow the sun, say.
     *
     * @param schedules any of which may have somebody on call, at most 100
     * @param horizon the time that counts, at most 400 years, after which the calendar repeats itself
     * @return the verdict
     */
    public static Coverage of(List<OnCallSchedule> schedules, Window horizon) {
        Require.size("schedules", schedules, 1, 100);
        List<OnCallSchedule> all = Require.list("schedules", schedules);
        Require.present("horizon", horizon);
        Require.positive("horizon", horizon.duration(), LONGEST);
        CoverageSweep sweep = new CoverageSweep(Values.micros(horizon.start()), Values.micros(horizon.end()));
        sweep.run(all);
        return new Coverage(
                horizon,
                sweep.gaps().listed(),
                sweep.gaps().count(),
                sweep.gaps().total(),
                sweep.overlaps().listed(),
                sweep.overlaps().count(),
                sweep.overlaps().total());
    }

    /**
     * What kind of verdict it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return gaps.isEmpty() ? Kind.COVERED : Kind.GAPS;
    }

    /**
     * The counter-example.
     *
     * @return the first instant at which nobody is on call; empty if there is none
     */
    public Optional<Instant> firstUncovered() {
        return gaps.stream().findFirst().map(Window::start);
    }

    /**
     * The share of the horizon in which somebody is on call.
     *
     * @return 0 to 1; below 1 if there is any gap, however short
     */
    public double share() {
        double share = 1 - seconds(uncovered) / seconds(horizon.duration());
        return uncovered.isZero() ? 1 : Math.max(0, Math.min(share, Math.nextDown(1.0)));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    /**
     * The verdict in words.
     *
     * @return with the horizon, and the first gaps
     */
    public Explanation explain() {
        if (kind() == Kind.COVERED) {
            return Explanation.of("somebody is on call at every instant of " + horizon);
        }
        Explanation verdict = Explanation.of("nobody is on call at some instants of " + horizon + ", the first at "
                        + gaps.get(0).start())
                .with("gaps", gapCount)
                .with("uncovered", uncovered);
        for (Window gap : gaps.stream().limit(10).toList()) {
            verdict = verdict.because(Explanation.of("nobody is on call in " + gap));
        }
        return verdict;
    }
}
