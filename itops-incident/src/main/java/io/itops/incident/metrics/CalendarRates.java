package io.itops.incident.metrics;

import io.itops.core.Require;
import io.itops.core.time.BusinessCalendar;
import io.itops.core.time.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A rate for when a business is open and one for when it is closed. Immutable and thread-safe. */
final class CalendarRates extends RateCard {
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(3_660);

    private final BusinessCalendar calendar;
    private final double open;
    private final double closed;

    /** The year that stands for all others, in seconds from its begin: when it opens, how long it stays so, how long it was open before. */
    private final double[] starts;

    private final double[] lengths;
    private final double[] before;
    private final double length;

    CalendarRates(BusinessCalendar calendar, double open, double closed, Window year) {
        this.calendar = calendar;
        this.open = open;
        this.closed = closed;
        Duration whole = Require.positive("year", year.duration(), LONGEST);
        Require.that(whole.compareTo(SHORTEST) >= 0, "year", "last at least a day", whole);
        length = DurationSample.seconds(whole);
        List<Window> hours = calendar.open(year).asList();
        starts = new double[hours.size()];
        lengths = new double[hours.size()];
        before = new double[hours.size() + 1];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = DurationSample.seconds(
                    Duration.between(year.start(), hours.get(i).start()));
            lengths[i] = DurationSample.seconds(hours.get(i).duration());
            before[i + 1] = before[i] + lengths[i];
        }
    }

    @Override
    double costWithin(Window outage) {
        double working = DurationSample.seconds(calendar.workingTime(outage.start(), outage.end()));
        return cost(working, DurationSample.seconds(outage.duration()));
    }

    @Override
    double costFrom(double share, double seconds) {
        double start = share * length;
        double years = Math.floor(seconds / length);
        double end = start + (seconds - years * length);
        double rest = end < length
                ? openUntil(end) - openUntil(start)
                : before[starts.length] - openUntil(start) + openUntil(end - length);
        return cost(years * before[starts.length] + rest, seconds);
    }

    private double cost(double working, double seconds) {
        return (open * working + closed * Math.max(0, seconds - working)) / 3_600;
    }

    private double openUntil(double second) {
        int place = Arrays.binarySearch(starts, second);
        int last = place >= 0 ? place : -place - 2;
        return last < 0 ? 0 : before[last] + Math.min(lengths[last], second - starts[last]);
    }
}
