package io.itops.incident.review;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.time.BusinessCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a program decides about its reviews.
 *
 * <p>Immutable and thread-safe.
 *
 * @param targets within what time the review of an incident is to be agreed, by severity; a severity without one has no due date
 * @param remindReview how long before its due date the people of a review are reminded, at most 366 days, zero for not at all
 * @param remindItem how long before its due date the owner of an action item is reminded, at most 366 days, zero for not at all
 * @param recurrence how far back an incident that opens is compared with earlier ones, at most 3,660 days
 * @param hops how many dependencies of the catalog may lie between the services of alike incidents, 0 to 20
 * @since 0.1
 */
public record ReviewOptions(
        SortedMap<Severity, ReviewTarget> targets,
        Duration remindReview,
        Duration remindItem,
        Duration recurrence,
        int hops) {
    private static final Duration YEAR = Duration.ofDays(366);

    /**
     * What holds unless a program says otherwise: the review of a SEV1 within three days, that of a SEV2 within five business days
     * (Monday to Friday, UTC), reminders a day before, and 30 days of the same service and its direct neighbours compared.
     */
    public static final ReviewOptions DEFAULTS = builder()
            .target(Severity.SEV1, ReviewTarget.days(3))
            .target(Severity.SEV2, ReviewTarget.working(Duration.ofDays(5), weekdays()))
            .build();

    /** Checks and copies the parts. */
    public ReviewOptions {
        SortedMap<Severity, ReviewTarget> copy = new TreeMap<>();
        Require.present("review targets", targets)
                .forEach((severity, target) ->
                        copy.put(Require.present("severity", severity), Require.present("review target", target)));
        targets = Collections.unmodifiableSortedMap(copy);
        Require.span("reminder of reviews", remindReview, YEAR);
        Require.span("reminder of action items", remindItem, YEAR);
        Require.positive("time to compare incidents in", recurrence, Duration.ofDays(3_660));
        Require.range("greatest distance", hops, 0, 20);
    }

    private static BusinessCalendar weekdays() {
        return BusinessCalendar.in(ZoneOffset.UTC)
                .open(
                        LocalTime.MIDNIGHT,
                        LocalTime.MIDNIGHT,
                        DayOfWeek.MONDAY,
                        DayOfWeek.TUESDAY,
                        DayOfWeek.WEDNESDAY,
                        DayOfWeek.THURSDAY,
                        DayOfWeek.FRIDAY)
                .build();
    }

    /**
     * Options without any target.
     *
     * @return a builder; reminders come a day before, and 30 days of the same service and its direct neighbours are compared
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Gathers options.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final Map<Severity, ReviewTarget> targets = new TreeMap<>();
        private Duration remindReview = Duration.ofDays(1);
        private Duration remindItem = Duration.ofDays(1);
        private Duration recurrence = Duration.ofDays(30);
        private int hops = 1;

        private Builder() {}

        /**
         * Within what time reviews are to be agreed.
         *
         * @param severity of incidents of this severity
         * @param target the time
         * @return this builder
         */
        public Builder target(Severity severity, ReviewTarget target) {
            Require.that(
                    targets.putIfAbsent(Require.present("severity", severity), Require.present("review target", target))
                            == null,
                    "review target of a severity",
                    "be given once",
                    severity);
            return this;
        }

        /**
         * How long before its due date the people of a review are reminded.
         *
         * @param time at most 366 days, zero for not at all
         * @return this builder
         */
        public Builder remindReview(Duration time) {
            remindReview = Require.span("reminder of reviews", time, YEAR);
            return this;
        }

        /**
         * How long before its due date the owner of an action item is reminded.
         *
         * @param time at most 366 days, zero for not at all
         * @return this builder
         */
        public Builder remindItem(Duration time) {
            remindItem = Require.span("reminder of action items", time, YEAR);
            return this;
        }

        /**
         * With what an incident that opens is compared.
         *
         * @param within how far back, positive, at most 3,660 days
         * @param maxHops how many dependencies of the catalog may lie between the services, 0 to 20
         * @return this builder
         */
        public Builder recurrence(Duration within, int maxHops) {
            recurrence = Require.positive("time to compare incidents in", within, Duration.ofDays(3_660));
            hops = Require.range("greatest distance", maxHops, 0, 20);
            return this;
        }

        /**
         * The options.
         *
         * @return a value
         */
        public ReviewOptions build() {
            return new ReviewOptions(new TreeMap<>(targets), remindReview, remindItem, recurrence, hops);
        }
    }
}
