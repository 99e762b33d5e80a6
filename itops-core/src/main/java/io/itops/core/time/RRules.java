package io.itops.core.time;

import io.itops.core.InvalidInputException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes recurrence rules as RFC 5545 section 3.3.10 has them. */
final class RRules {
    private RRules() {}

    static String date(LocalDate date) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(date);
    }

    static String write(RecurringDays days, Optional<String> until) {
        StringBuilder rule = new StringBuilder("FREQ=").append(days.frequency());
        if (days.interval() > 1) {
            rule.append(";INTERVAL=").append(days.interval());
        }
        days.count().ifPresent(count -> rule.append(";COUNT=").append(count));
        until.ifPresent(end -> rule.append(";UNTIL=").append(end));
        add(rule, "BYMONTH", days.months().stream().map(Month::getValue).toList());
        add(rule, "BYMONTHDAY", daysOfMonth(days.daysOfMonth()));
        add(rule, "BYDAY", days.weekdays().stream().map(RRules::weekday).toList());
        // Monday is the default, but readers are known that take the one of their country where it matters
        boolean matters = days.frequency() == RecurringDays.Frequency.WEEKLY && days.interval() > 1;
        if (matters || days.weekStart() != DayOfWeek.MONDAY) {
            rule.append(";WKST=").append(days.weekStart().name(), 0, 2);
        }
        return rule.toString();
    }

    private static void add(StringBuilder rule, String part, List<?> values) {
        if (!values.isEmpty()) {
            rule.append(';').append(part).append('=');
            rule.append(values.stream().map(Object::toString).collect(Collectors.joining(",")));
        }
    }

    private static String weekday(Weekday weekday) {
        return (weekday.ordinal() == 0 ? "" : weekday.ordinal())
                + weekday.day().name().substring(0, 2);
    }

    private static List<Integer> daysOfMonth(List<MonthDays> ranges) {
        Set<Integer> all = new TreeSet<>();
        for (MonthDays range : ranges) {
            int first = range.first();
            int last = range.last();
            if (first == 1 && last == -1) {
                return List.of();
            } else if ((first == 1 && last < 0) || (first > 0 && last == -1)) {
                // from the 1st to the n-th from the end, or from the n-th to the end: ends of the same count do it
                first = last == -1 ? first : -31;
                last = last == -1 ? 31 : last;
            } else if (Integer.signum(first) != Integer.signum(last)) {
                throw new InvalidInputException(
                        "days of the month of an RRULE", "be counted from one end of the month", first + " to " + last);
            }
            for (int day = first; day <= last; day++) {
                all.add(day);
            }
        }
        return List.copyOf(all);
    }
}
