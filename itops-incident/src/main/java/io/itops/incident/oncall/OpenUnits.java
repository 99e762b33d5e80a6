package io.itops.incident.oncall;

import io.itops.core.time.WeeklyHours;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * Which units of the calendar use up turns: all of them, or those of which some part lies inside restrictions. Since restrictions are
 * weekly, the pattern of hours and days repeats each week; a week or a month always holds some part.
 *
 * <p>Immutable and thread-safe.
 */
final class OpenUnits {
    static final OpenUnits ALL = new OpenUnits(new boolean[] {true});

    private static final long WEEK = 7 * 86_400L;

    private final int period;
    /** The number of open units before each unit of the period. */
    private final int[] before;

    private final boolean[] open;
    /** The open units of the period. */
    private final int[] units;

    private OpenUnits(boolean[] open) {
        this.period = open.length;
        this.open = open;
        this.before = new int[period];
        int[] found = new int[period];
        int count = 0;
        for (int i = 0; i < period; i++) {
            before[i] = count;
            if (open[i]) {
                found[count++] = i;
            }
        }
        this.units = Arrays.copyOf(found, count);
    }

    static OpenUnits of(TurnUnit unit, LocalDateTime anchor, WeeklyHours restrictions) {
        if (restrictions.isEmpty() || unit == TurnUnit.WEEK || unit == TurnUnit.MONTH) {
            return ALL;
        }
        long length = unit == TurnUnit.HOUR ? 3_600 : 86_400;
        long first = (anchor.getDayOfWeek().getValue() - 1) * 86_400L
                + anchor.toLocalTime().toSecondOfDay();
        boolean[] open = new boolean[(int) (WEEK / length)];
        for (int i = 0; i < open.length; i++) {
            long start = Math.floorMod(first + i * length, WEEK);
            for (WeeklyHours.Stretch restriction : restrictions.stretches()) {
                open[i] |= meet(start, start + length, restriction);
            }
        }
        return new OpenUnits(open);
    }

    private static boolean meet(long start, long end, WeeklyHours.Stretch restriction) {
        long from = restriction.secondOfWeek();
        long until = from + restriction.length().toSeconds();
        for (long shift = -WEEK; shift <= WEEK; shift += WEEK) {
            if (start < until + shift && from + shift < end) {
                return true;
            }
        }
        return false;
    }

    /** The unit at which a number of open units have passed and the next one begins. */
    long unit(long count) {
        return count / units.length * period + units[(int) (count % units.length)];
    }

    /** The number, from 0, of the open unit that is a given one or the last before it; below 0 before the first. */
    long count(long unit) {
        int place = Math.floorMod(unit, period);
        return Math.floorDiv(unit, period) * units.length + before[place] - (open[place] ? 0 : 1);
    }
}
