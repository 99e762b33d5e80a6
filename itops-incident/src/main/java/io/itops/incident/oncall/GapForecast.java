package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When nobody is on call in a schedule, and whether that is wanted.
 *
 * <p>A gap is wanted where it lies outside the schedule's {@linkplain OnCallSchedule#coverageHours coverage hours}, where it {@linkplain
 * AcceptedGap is accepted}, and at the turns of {@link Participant#NOBODY} where no other layer has somebody's turn. What is left is
 * unwanted: of that, people are told ({@link GapPolicy}).
 *
 * <p>Immutable and thread-safe.
 *
 * @param window the time that was looked at
 * @param unwanted the first gaps that nobody wants, in the order of time, cut at the ends of the window, at most {@value #MAX_LISTED}
 * @param wanted the first gaps that are wanted, likewise
 * @param complete whether all gaps of the window are listed
 * @since 0.1
 */
public record GapForecast(Window window, List<Window> unwanted, List<Window> wanted, boolean complete) {
    /** The greatest number of gaps that are listed of each sort. */
    public static final int MAX_LISTED = 200;

    private static final Duration LONGEST = Duration.ofDays(3_660);
    private static final long STRETCH = 366L * 86_400 * 1_000_000;

    /** Checks and copies the parts. */
    public GapForecast {
        Require.present("window", window);
        unwanted = Require.list("unwanted gaps", unwanted);
        wanted = Require.list("wanted gaps", wanted);
        Require.size("unwanted gaps", unwanted, 0, MAX_LISTED);
        Require.size("wanted gaps", wanted, 0, MAX_LISTED);
    }

    /**
     * The gaps of a schedule.
     *
     * @param schedule the schedule
     * @param window the time that counts, at most ten years
     * @return the gaps
     */
    public static GapForecast of(OnCallSchedule schedule, Window window) {
        Require.present("schedule", schedule);
        Require.present("window", window);
        Require.positive("window", window.duration(), LONGEST);
        List<Window> gaps = new ArrayList<>();
        long until = Values.micros(window.end());
        long at = Values.micros(window.start());
        for (long from = at; from < until; from += STRETCH) {
            long end = Math.min(until, from + STRETCH);
            Track track = schedule.timeline().track(from, end);
            for (int i = 0; i < track.size(); i++) {
                add(gaps, at, track.start(i));
                at = track.end(i);
            }
        }
        add(gaps, at, until);
        if (gaps.isEmpty()) {
            return new GapForecast(window, List.of(), List.of(), true);
        }
        Windows all = Windows.of(gaps);
        Windows wanted = wanted(schedule, window).intersect(all);
        List<Window> unwanted = all.subtract(wanted).asList();
        return new GapForecast(
                window,
                first(unwanted),
                first(wanted.asList()),
                unwanted.size() <= MAX_LISTED && wanted.count() <= MAX_LISTED);
    }

    /**
     * The first gap that nobody wants.
     *
     * @return the gap, cut at the ends of the window; empty if there is none
     */
    public Optional<Window> next() {
        return unwanted.stream().findFirst();
    }

    private static Windows wanted(OnCallSchedule schedule, Window window) {
        long from = Values.micros(window.start());
        long until = Values.micros(window.end());
        Windows wanted = schedule.timeline()
                .deliberateGaps(from, until)
                .union(Windows.of(schedule.acceptedGaps().stream()
                        .map(AcceptedGap::window)
                        .toList()));
        if (schedule.coverageHours().isEmpty()) {
            return wanted;
        }
        List<OpenHours.Stretch> hours =
                new OpenHours(schedule.coverageHours(), schedule.zone(), schedule.policy()).within(from, until);
        return wanted.union(Windows.of(hours.stream()
                        .map(open -> Values.window(open.start(), open.end()))
                        .toList())
                .complement(window));
    }

    private static void add(List<Window> gaps, long from, long until) {
        if (from < until) {
            gaps.add(Values.window(from, until));
        }
    }

    private static List<Window> first(List<Window> gaps) {
        return gaps.subList(0, Math.min(gaps.size(), MAX_LISTED));
    }
}
