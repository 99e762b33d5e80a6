package io.itops.prometheus.template;

import java.util.List;

/**
 * One verb of a format with its flags.
 *
 * @param verb the letter, 0 where the format ends before it
 * @param width -1 where none is given
 * @param precision -1 where none is given
 */
record GoVerb(
        int verb, boolean plus, boolean minus, boolean sharp, boolean space, boolean zero, int width, int precision) {
    static final GoVerb PLAIN = new GoVerb('v', false, false, false, false, false, -1, -1);

    private static final int MAX = 10_000;

    boolean goSyntax() {
        return verb == 'v' && sharp;
    }

    /** Whether positive numbers have a sign: the plus of {@code %+v} asks for the names of fields instead. */
    boolean signs() {
        return plus && verb != 'v';
    }

    /** Reads one verb, and the arguments that its stars take. */
    static final class Reader {
        private final String format;
        private final List<Object> values;
        private final StringBuilder complaints = new StringBuilder();
        private int at;
        private int next;
        private boolean reordered;
        private boolean badIndex;
        private boolean afterIndex;

        Reader(String format, int at, List<Object> values, int next) {
            this.format = format;
            this.at = at;
            this.values = values;
            this.next = next;
        }

        GoVerb read() {
            boolean plus = false;
            boolean minus = false;
            boolean sharp = false;
            boolean space = false;
            boolean zero = false;
            for (; at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0; at++) {
                char flag = format.charAt(at);
                plus |= flag == '+';
                minus |= flag == '-';
                sharp |= flag == '#';
                space |= flag == ' ';
                zero |= flag == '0';
            }
            index();
            int width = -1;
            if (starAhead()) {
                width = star("%!(BADWIDTH)");
                minus |= width < -1;
                width = width < -1 ? -width : width;
            } else {
                width = number();
                badIndex |= afterIndex && width >= 0;
            }
            int precision = -1;
            if (at + 1 <= format.length() && at < format.length() && format.charAt(at) == '.') {
                at++;
                badIndex |= afterIndex;
                index();
                if (starAhead()) {
                    precision = star("%!(BADPREC)");
                    if (precision < -1) {
                        precision = -1;
                        complaints.append("%!(BADPREC)");
                    }
                } else {
                    precision = Math.max(number(), 0);
                }
            }
            if (!afterIndex) {
                index();
            }
            int verb = 0;
            if (at < format.length()) {
                verb = format.codePointAt(at);
                at += Character.charCount(verb);
            }
            return new GoVerb(verb, plus, minus, sharp, space, zero && !minus, width, precision);
        }

        private boolean starAhead() {
            return at < format.length() && format.charAt(at) == '*';
        }

        /** A width or precision out of the arguments; -1 where that is none. */
        private int star(String complaint) {
            at++;
            afterIndex = false;
            Object value = next < values.size() ? values.get(next) : "";
            next += next < values.size() ? 1 : 0;
            if (value instanceof Long number && Math.abs(number) <= MAX && number != -1) {
                return number.intValue();
            }
            complaints.append(complaint);
            return -1;
        }

        private int number() {
            int start = at;
            int value = 0;
            while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
                value = Math.min(value * 10 + format.charAt(at) - '0', 10 * MAX);
                at++;
            }
            if (value > MAX) {
                throw TemplateError.of("width and precision must be at most " + MAX);
            }
            return at == start ? -1 : value;
        }

        /** {@code [3]}: the number of the argument that comes next. */
        private void index() {
            afterIndex = false;
            if (at >= format.length() || format.charAt(at) != '[') {
                return;
            }
            reordered = true;
            int close = format.indexOf(']', at);
            if (close < 0) {
                badIndex = true;
                at++;
                return;
            }
            String inside = format.substring(at + 1, close);
            at = close + 1;
            boolean number =
                    !inside.isEmpty() && inside.length() < 6 && inside.chars().allMatch(c -> c >= '0' && c <= '9');
            int wanted = number ? Integer.parseInt(inside) : 0;
            if (wanted < 1 || wanted > values.size()) {
                badIndex = true;
            } else {
                next = wanted - 1;
                afterIndex = true;
            }
        }

        int end() {
            return at;
        }

        int next() {
            return next;
        }

        boolean reordered() {
            return reordered;
        }

        boolean badIndex() {
            return badIndex;
        }

        String complaints() {
            return complaints.toString();
        }
    }
}
