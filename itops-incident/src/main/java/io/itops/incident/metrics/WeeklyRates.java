package io.itops.incident.metrics;

import io.itops.core.time.DstPolicy;
import io.itops.core.time.LocalTimes;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** Rates by weekday and time of day. Immutable and thread-safe. */
final class WeeklyRates extends RateCard {
    static final int WEEK = 7 * DAY;

    private final ZoneId zone;

    /** The rate of an hour in each minute of a week that begins on Monday. */
    private final double[] rates;

    /** What all minutes before each cost; one more than there are minutes. */
    private final double[] costs;

    WeeklyRates(ZoneId zone, double[] rates) {
        this.zone = zone;
        this.rates = rates;
        this.costs = new double[WEEK + 1];
        for (int i = 0; i < WEEK; i++) {
            costs[i + 1] = costs[i] + rates[i] / 60;
        }
    }

    @Override
    double costWithin(Window outage) {
        LocalDate day = outage.start().atZone(zone).toLocalDate();
        LocalDate last = outage.end().atZone(zone).toLocalDate();
        double sum = 0;
        for (; !day.isAfter(last); day = day.plusDays(1)) {
            sum += cost(day, outage);
        }
        return sum;
    }

    private double cost(LocalDate day, Window outage) {
        int first = (day.getDayOfWeek().getValue() - 1) * DAY;
        double sum = 0;
        Instant from = start(day, 0);
        for (int minute = 0; minute < DAY; ) {
            int next = minute + 1;
            while (next < DAY && rates[first + next] == rates[first + minute]) {
                next++;
            }
            Instant until = next == DAY ? start(day.plusDays(1), 0) : start(day, next);
            Instant low = from.isAfter(outage.start()) ? from : outage.start();
            Instant high = until.isBefore(outage.end()) ? until : outage.end();
            if (low.isBefore(high)) {
                sum += rates[first + minute] * DurationSample.seconds(Duration.between(low, high)) / 3_600;
            }
            from = until;
            minute = next;
        }
        return sum;
    }

    private Instant start(LocalDate day, int minute) {
        return LocalTimes.toInstant(day.atTime(LocalTime.ofSecondOfDay(60L * minute)), zone, DstPolicy.START_FIRST);
    }

    /** A week stands for all time, in a zone whose clocks do not jump. */
    @Override
    double costFrom(double share, double seconds) {
        double startMinute = share * WEEK;
        double minutes = seconds / 60;
        double weeks = Math.floor(minutes / WEEK);
        double end = startMinute + (minutes - weeks * WEEK);
        double rest =
                end < WEEK ? until(end) - until(startMinute) : costs[WEEK] - until(startMinute) + until(end - WEEK);
        return weeks * costs[WEEK] + rest;
    }

    private double until(double minute) {
        int whole = Math.min(WEEK - 1, (int) minute);
        return costs[whole] + (minute - whole) * rates[whole] / 60;
    }
}
