package io.itops.prometheus.template;

import io.itops.prometheus.template.GoValue.Dictionary;
import io.itops.prometheus.template.GoValue.Nil;
import io.itops.prometheus.template.GoValue.Samples;
import java.util.List;

/** Go's {@code eq} and {@code lt}: values of different kinds are not compared, an integer with a float neither. */
final class Comparisons {
    private Comparisons() {}

    static boolean eq(List<Object> args) {
        Object first = args.get(0);
        requireComparable(first);
        if (args.size() == 1) {
            throw TemplateError.of("missing argument for comparison");
        }
        for (Object other : args.subList(1, args.size())) {
            if (equal(first, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(Object a, Object b) {
        if (a instanceof Nil || b instanceof Nil) {
            return a instanceof Nil && b instanceof Nil;
        }
        if (isBasic(a) && isBasic(b) && a.getClass() != b.getClass()) {
            throw TemplateError.of("incompatible types for comparison");
        }
        requireComparable(b);
        if (a instanceof Double x && b instanceof Double y) {
            return x.doubleValue() == y.doubleValue();
        }
        return a.equals(b);
    }

    private static boolean isBasic(Object value) {
        return value instanceof String || value instanceof Double || value instanceof Long || value instanceof Boolean;
    }

    private static void requireComparable(Object value) {
        if (value instanceof Dictionary || value instanceof Samples) {
            throw TemplateError.of("non-comparable type " + GoValue.type(value));
        }
    }

    static boolean less(Object a, Object b) {
        Object x = ordered(a);
        Object y = ordered(b);
        if (x instanceof Double left && y instanceof Double right) {
            return left < right;
        } else if (x instanceof Long left && y instanceof Long right) {
            return left < right;
        } else if (x instanceof String left && y instanceof String right) {
            return byCodePoints(left, right) < 0;
        }
        throw TemplateError.of("incompatible types for comparison");
    }

    static boolean lessOrEqual(List<Object> args) {
        return less(args.get(0), args.get(1)) || equal(ordered(args.get(0)), ordered(args.get(1)));
    }

    private static Object ordered(Object value) {
        if (value instanceof GoValue.Span span) {
            return span.nanos();
        } else if (value instanceof GoValue.Named named) {
            return named.number();
        } else if (value instanceof Double || value instanceof Long || value instanceof String) {
            return value;
        }
        throw TemplateError.of("invalid type for comparison");
    }

    /** The order of UTF-8 bytes, in which Go compares texts. */
    static int byCodePoints(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i == a.length() || i == b.length()) {
            return Integer.compare(a.length(), b.length());
        }
        char x = a.charAt(i);
        char y = b.charAt(i);
        boolean xHigh = Character.isSurrogate(x);
        boolean yHigh = Character.isSurrogate(y);
        // what needs two chars lies above all that needs one
        return xHigh == yHigh ? Character.compare(x, y) : xHigh ? 1 : -1;
    }
}
