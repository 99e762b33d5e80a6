package io.itops.monitoring.metric;

import com.google.re2j.Pattern;
import io.itops.core.InvalidInputException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Compiles user-written patterns, and refuses those whose counted repetitions would expand into a huge program. */
final class Patterns {
    private static final int MAX_PROGRAM = 10_000;

    private Patterns() {}

    /** The pattern as Prometheus 3 reads it: {@code .} matches line breaks; callers match whole labels. */
    static Pattern compile(String pattern) {
        long size = expandedSize(pattern);
        if (size > MAX_PROGRAM) {
            throw new InvalidInputException(
                    "pattern", "expand to at most " + MAX_PROGRAM + " instructions", "about " + size + ": " + pattern);
        }
        return Pattern.compile(pattern, Pattern.DOTALL);
    }

    /**
     * A guess from above of the size after {@code x{n,m}} is written out: one for each character, each group multiplied by its
     * repetition. Malformed patterns give some number; the compiler refuses them.
     */
    static long expandedSize(String pattern) {
        Deque<Long> outer = new ArrayDeque<>();
        long sum = 0;
        long last = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '(') {
                outer.push(sum);
                sum = 0;
                last = 0;
            } else if (c == ')' && !outer.isEmpty()) {
                last = sum + 2;
                sum = saturating(outer.pop(), last);
            } else if (c == '{' && repetitionEnd(pattern, i) > 0) {
                int end = repetitionEnd(pattern, i);
                long times = largest(pattern.substring(i + 1, end));
                long added =
                        times == 0 ? 0 : last > Long.MAX_VALUE / 4 / times ? Long.MAX_VALUE / 4 : last * (times - 1);
                sum = saturating(sum, added);
                last = saturating(last, added);
                i = end;
            } else {
                if (c == '\\') {
                    i++;
                } else if (c == '[') {
                    i = classEnd(pattern, i);
                }
                last = 1;
                sum = saturating(sum, 1);
            }
        }
        while (!outer.isEmpty()) {
            sum = saturating(sum, outer.pop());
        }
        return sum;
    }

    private static long saturating(long a, long b) {
        return Math.min(a + b, Long.MAX_VALUE / 4);
    }

    private static int repetitionEnd(String pattern, int open) {
        int i = open + 1;
        while (i < pattern.length() && (Character.isDigit(pattern.charAt(i)) || pattern.charAt(i) == ',')) {
            i++;
        }
        return i < pattern.length() && i > open + 1 && pattern.charAt(i) == '}' ? i : -1;
    }

    private static long largest(String bounds) {
        long greatest = 0;
        for (String bound : bounds.split(",", -1)) {
            // RE2 refuses counts above 1,000 itself; nine digits cannot overflow here.
            String digits = bound.length() > 9 ? "999999999" : bound;
            greatest = Math.max(greatest, digits.isEmpty() ? 0 : Long.parseLong(digits));
        }
        return greatest;
    }

    private static int classEnd(String pattern, int open) {
        int i = open + 1;
        if (i < pattern.length() && pattern.charAt(i) == '^') {
            i++;
        }
        if (i < pattern.length() && pattern.charAt(i) == ']') {
            i++;
        }
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            i += pattern.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, pattern.length());
    }
}
