package io.itops.core.record;

import org.jspecify.annotations.Nullable;

/** One number of a JSON text by the grammar of RFC 8259 section 6. Not thread-safe; confine to one thread. */
final class JsonNumber {
    /** Up to this many digits the whole number that they form is a double exactly. */
    private static final int EXACT_DIGITS = 15;

    /** The powers of ten that are doubles exactly and that a number of so few digits can need. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final String text;
    private final int start;
    private int at;
    private long digits;
    private int count;
    private int decimals;
    private boolean hasExponent;
    private @Nullable String problem;

    JsonNumber(String text, int start) {
        this.text = text;
        this.start = start;
        this.at = start;
        scan();
    }

    /** What must stand at {@link #end()} and does not; null if the number is well-formed. */
    @Nullable
    String problem() {
        return problem;
    }

    int end() {
        return at;
    }

    /** The nearest double; infinite if the number is too great. A quotient of two exact doubles is rounded once, so it is the nearest. */
    double value() {
        if (hasExponent || count > EXACT_DIGITS) {
            return Double.parseDouble(text.substring(start, at));
        }
        double magnitude = digits / POWERS[decimals];
        return text.charAt(start) == '-' ? -magnitude : magnitude;
    }

    private void scan() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
            count++;
        } else if (digits() == 0) {
            return;
        }
        if (peek() == '.') {
            at++;
            decimals = digits();
            if (decimals == 0) {
                return;
            }
        }
        if (peek() == 'e' || peek() == 'E') {
            hasExponent = true;
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private int digits() {
        int before = at;
        for (char c = peek(); c >= '0' && c <= '9'; c = peek()) {
            if (++count <= EXACT_DIGITS) {
                digits = digits * 10 + (c - '0');
            }
            at++;
        }
        if (at == before) {
            problem = "be a digit";
        }
        return at - before;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : ' ';
    }
}
