package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.time.BusinessCalendar;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * What an hour of downtime costs by weekday and time of day, or by a business calendar, as the user of the SDK says: there is no default, since a
 * cost per minute of somebody else's business says nothing about this one.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public abstract sealed class RateCard permits WeeklyRates, CalendarRates {
    static final int DAY = 24 * 60;
    private static final Duration LONGEST = Duration.ofDays(36_600);

    RateCard() {}

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
     * One rate while a business is open and another while it is closed: holidays, half days and seasons are what its calendar says.
     *
     * @param calendar when it is open
     * @param open what an hour costs then, 0 to 1,000,000,000,000
     * @param closed what an hour costs at all other times, 0 to 1,000,000,000,000
     * @param year the time that stands for all others in a simulation, in which incidents begin at any instant of it alike: 1 to 3,660 days
     * @return a rate card
     */
    public static RateCard of(BusinessCalendar calendar, double open, double closed, Window year) {
        return new CalendarRates(
                Require.present("calendar", calendar), rate(open), rate(closed), Require.present("year", year));
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
     * What an outage costs: each part of it at the rate of its time. An hour that occurs twice is charged twice.
     *
     * @param outage from when to when, at most 36,600 days
     * @return the cost
     * @throws InvalidInputException if it lasts longer
     */
    public final double cost(Window outage) {
        Require.present("outage", outage);
        Require.positive("length of the outage", outage.duration(), LONGEST);
        return costWithin(outage);
    }

    abstract double costWithin(Window outage);

    /** What an outage costs that begins when a share of the time that stands for all others has passed. */
    abstract double costFrom(double share, double seconds);

    /**
     * Gathers the rates of a week; a later band replaces what it covers of earlier ones.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final ZoneId zone;
        private final double[] rates = new double[WeeklyRates.WEEK];

        private Builder(ZoneId zone, double perHour) {
            this.zone = zone;
            Arrays.fill(rates, perHour);
        }

        /**
         * Another rate in some hours of each week.
         *
         * @param hours the hours, which begin and end with whole minutes
         * @param perHour what an hour costs then, 0 to 1,000,000,000,000
         * @return this builder
         */
        public Builder band(WeeklyHours hours, double perHour) {
            rate(perHour);
            Require.present("hours of the band", hours);
            hours.stretches().forEach(stretch -> {
                wholeMinutes("start of the band", stretch.start());
                wholeMinutes("end of the band", stretch.end());
            });
            for (WeeklyHours.Stretch stretch : hours.stretches()) {
                int first = stretch.secondOfWeek() / 60;
                int end = first + (int) stretch.length().toMinutes();
                Arrays.fill(rates, first, Math.min(end, WeeklyRates.WEEK), perHour);
                Arrays.fill(rates, 0, Math.max(0, end - WeeklyRates.WEEK), perHour);
            }
            return this;
        }

        private static void wholeMinutes(String what, LocalTime time) {
            Require.that(time.equals(time.truncatedTo(ChronoUnit.MINUTES)), what, "be a whole minute", time);
        }

        /**
         * The rate card.
         *
         * @return a value
         */
        public RateCard build() {
            return new WeeklyRates(zone, rates.clone());
        }
    }
}
