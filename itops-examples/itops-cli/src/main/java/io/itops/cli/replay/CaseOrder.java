package io.itops.cli.replay;

import io.itops.cli.replay.LogMapping.Order;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of a case into their order. A row without a value has that of the nearest one before it in the file that has one; without
 * any it comes first. What is equal stays in the order of the file.
 */
final class CaseOrder {
    /** Digits of a number that a long holds for sure. */
    private static final int MAX_DIGITS = 18;

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");

    private CaseOrder() {}

    /** A row and what it is ordered by: as many values as the mapping has orders, which may be set. */
    record Keyed(LogEvent event, List<@Nullable Object> keys) {}

    /** The value of a cell; null if it says nothing, and a fault if it is none. */
    static @Nullable Object key(Order order, @Nullable String cell, int line, Faults faults) {
        if (cell == null) {
            return null;
        }
        switch (order.type()) {
            case TEXT -> {
                return cell;
            }
            case NUMBER -> {
                if (cell.length() <= MAX_DIGITS && isWhole(cell)) {
                    return BigDecimal.valueOf(Long.parseLong(cell));
                }
                if (NUMBER.matcher(cell).matches()) {
                    return new BigDecimal(cell);
                }
                faults.add(line, order.column().name(), "be a number, by which events are ordered", quoted(cell));
            }
            case INSTANT -> {
                TimeFormat format = order.format().orElseThrow();
                try {
                    return format.parse(cell);
                } catch (DateTimeException e) {
                    faults.add(line, order.column().name(), "be " + format.name(), quoted(cell));
                }
            }
        }
        return null;
    }

    /** Whether a text consists of digits, as most numbers of logs do. */
    static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String quoted(String cell) {
        return '"' + cell + '"';
    }

    /** The events of rows in their order; the rows, as the file has them, are sorted in place. */
    static List<LogEvent> sorted(List<Keyed> rows, int keys) {
        @Nullable Object[] last = new Object[keys];
        for (Keyed row : rows) {
            for (int i = 0; i < keys; i++) {
                if (row.keys().get(i) == null) {
                    row.keys().set(i, last[i]);
                }
                last[i] = row.keys().get(i);
            }
        }
        rows.sort((a, b) -> compare(a.keys(), b.keys()));
        return rows.stream().map(Keyed::event).toList();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // all values of one order are of the type that its parser gives
    private static int compare(List<@Nullable Object> a, List<@Nullable Object> b) {
        for (int i = 0; i < a.size(); i++) {
            Object left = a.get(i);
            Object right = b.get(i);
            if (left == null || right == null) {
                int nothing = Boolean.compare(left != null, right != null);
                if (nothing != 0) {
                    return nothing;
                }
                continue;
            }
            int compared = ((Comparable) left).compareTo(right);
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }
}
