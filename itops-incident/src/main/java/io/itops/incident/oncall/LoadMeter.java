package io.itops.incident.oncall;

import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Weighs on-call time by one person's calendar.
 *
 * <p>Immutable and thread-safe.
 */
final class LoadMeter {
    private static final Duration REST = Duration.ofHours(11);
    private static final Duration SAME_INTERRUPTION = Duration.ofHours(1);
    private static final double MILLIS = 3_600_000;

    private final PersonCalendar calendar;
    private final BurdenWeights weights;
    private final List<Window> nights;
    private final List<Window> weekends;
    private final List<Window> holidays;
    private final Windows night;
    private final Windows weekend;
    private final Windows holiday;

    LoadMeter(PersonCalendar calendar, BurdenWeights weights, Window window) {
        this.calendar = calendar;
        this.weights = weights;
        this.nights = calendar.nights(window);
        this.weekends = calendar.weekends(window);
        this.holidays = calendar.holidays(window);
        this.night = Windows.of(nights);
        this.weekend = Windows.of(weekends);
        this.holiday = Windows.of(holidays);
    }

    Load load(Windows onCall, List<PageRecord> pages) {
        int outOfHours = 0;
        int interruptions = 0;
        Instant sleepsAgain = Instant.MIN;
        for (Instant page : (Iterable<Instant>) instants(pages)::iterator) {
            outOfHours += calendar.isWork(page) ? 0 : 1;
            if (night.contains(page) && !page.isBefore(sleepsAgain)) {
                interruptions++;
                sleepsAgain = page.plus(SAME_INTERRUPTION);
            }
        }
        return new Load(
                onCall.total(),
                onCall.intersect(night).total(),
                touched(nights, onCall),
                onCall.intersect(weekend).total(),
                touched(weekends, onCall),
                onCall.intersect(holiday).total(),
                touched(holidays, onCall),
                pages.size(),
                outOfHours,
                interruptions,
                longest(onCall),
                burden(onCall)
                        + weights.page() * pages.size()
                        + weights.outOfHoursPage() * outOfHours
                        + weights.sleepInterruption() * interruptions);
    }

    /** What time on call weighs, without pages. */
    double burden(Windows onCall) {
        return weights.hour() * hours(onCall)
                + weights.nightHour() * hours(onCall.intersect(night))
                + weights.weekendHour() * hours(onCall.intersect(weekend))
                + weights.holidayHour() * hours(onCall.intersect(holiday));
    }

    private static Stream<Instant> instants(List<PageRecord> pages) {
        return pages.stream().map(PageRecord::at).sorted();
    }

    private static double hours(Windows windows) {
        return windows.total().toMillis() / MILLIS;
    }

    private static int touched(List<Window> parts, Windows onCall) {
        return (int) parts.stream().filter(onCall::overlaps).count();
    }

    private static Duration longest(Windows onCall) {
        Duration longest = Duration.ZERO;
        Instant start = Instant.MIN;
        Instant end = Instant.MIN;
        for (Window shift : onCall.asList()) {
            if (start.equals(Instant.MIN)
                    || Duration.between(end, shift.start()).compareTo(REST) >= 0) {
                start = shift.start();
            }
            end = shift.end();
            Duration stretch = Duration.between(start, end);
            longest = stretch.compareTo(longest) > 0 ? stretch : longest;
        }
        return longest;
    }
}
