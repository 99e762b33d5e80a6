package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.time.DstPolicy;
import io.itops.core.time.LocalTimes;
import io.itops.core.time.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;

/**
 * What an hour of downtime costs by weekday and time of day, as the user of the SDK says: there is no default, since a cost per minute of
 * somebody else's business says nothing about this one.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class RateCard {
    static final int WEEK = 7 * 24 * 60;
    private static final int DAY = 24 * 60;
    private static final Duration LONGEST = Duration.ofDays(36_600);

    private final ZoneId zone;

    /** The rate of an hour in each minute of a week that begins on Monday. */
    private final double[] rates;

    /** What all minutes before each cost; one more than there are minutes. */
    private final double[] costs;

    private RateCard(ZoneId zone, double[] rates) {
        this.zone = zone;
        this.rates = rates;
        this.costs = new double[WEEK + 1];
        for (int i = 0; i < WEEK; i++) {
            costs[i + 1] = costs[i] + rates[i] / 60;
        }
    }

    /**
     * One rate at all times.
     *
     * @param perHour what an hour costs, 0 to 1,000,000,000,000
     * @return a rate card
     */
    public static RateCard flat(double perHour) {
        return builder(ZoneId.of("UTC"), perHour).build();
    }

    /**
     * Rates by weekday and time of day.
     *
     * @param zone the zone of weekdays and times
     * @param perHour what an hour costs where nothing else is said, 0 to 1,000,000,000,000
     * @return a builder
     */
    public static Builder builder(ZoneId zone, double perHour) {
        return new Builder(Require.present("zone", zone), rate(perHour));
    }

    private static double rate(double perHour) {
        return Require.range("rate of an hour", perHour, 0, 1e12);
    }

    /**
     * What an outage costs: each part of it at the rate of its local time. An hour that occurs twice is charged twice.
     *
     * @param outage from when to when, at most 36,600 days
     * @return the cost
     * @throws InvalidInputException if it lasts longer
     */
    public double cost(Window outage) {
        Require.present("outage", outage);
        Require.positive("length of the outage", outage.duration(), LONGEST);
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

    /** What an outage costs that begins at a minute of the week, in a zone whose clocks do not jump. */
    double cost(double startMinute, double seconds) {
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

    /**
     * Gathers the rates of a week; a later band replaces what it covers of earlier ones.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final ZoneId zone;
        private final double[] rates = new double[WEEK];

        private Builder(ZoneId zone, double perHour) {
            this.zone = zone;
            Arrays.fill(rates, perHour);
        }

        /**
         * Another rate on some weekdays at some time of day.
         *
         * @param days at least one weekday
         * @param from the first minute of the time, a whole one
         * @param until the first minute after it, a whole one; midnight ends the day; later than {@code from}, since a band that crosses midnight is two
         * @param perHour what an hour costs then, 0 to 1,000,000,000,000
         * @return this builder
         */
        public Builder band(Set<DayOfWeek> days, LocalTime from, LocalTime until, double perHour) {
            rate(perHour);
            Require.size("weekdays", days, 1, 7);
            int first = minute("start of the band", from);
            int end = minute("end of the band", until);
            end = end == 0 ? DAY : end;
            Require.that(end > first, "end of the band", "be after its start " + from, until);
            for (DayOfWeek day : Require.list("weekdays", days)) {
                int midnight = (day.getValue() - 1) * DAY;
                Arrays.fill(rates, midnight + first, midnight + end, perHour);
            }
            return this;
        }

        private static int minute(String what, LocalTime time) {
            Require.present(what, time);
            Require.that(time.equals(time.truncatedTo(ChronoUnit.MINUTES)), what, "be a whole minute", time);
            return time.toSecondOfDay() / 60;
        }

        /**
         * The rate card.
         *
         * @return a value
         */
        public RateCard build() {
            return new RateCard(zone, rates.clone());
        }
    }
}
