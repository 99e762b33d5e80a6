package io.itops.prometheus.template;

import io.itops.prometheus.template.Token.Kind;
import java.math.BigInteger;
import java.util.Locale;

/** The values of Go's constants. */
final class GoLiterals {
    private GoLiterals() {}

    static String string(Token token) {
        String inside = token.text().substring(1, token.text().length() - 1);
        return token.is(Kind.RAW_STRING) ? inside.replace("\r", "") : unescape(token, inside, '"');
    }

    static Object number(Token token) {
        if (token.is(Kind.CHARACTER)) {
            String value =
                    unescape(token, token.text().substring(1, token.text().length() - 1), '\'');
            if (value.codePointCount(0, value.length()) != 1) {
                throw new TemplateError(token.offset(), "have one character between single quotes");
            }
            return (long) value.codePointAt(0);
        }
        return number(token.text(), token.offset());
    }

    private static Object number(String text, int offset) {
        String lower = text.toLowerCase(Locale.ROOT);
        String digits = lower.startsWith("+") || lower.startsWith("-") ? lower.substring(1) : lower;
        if (!underscoresStandWell(digits)) {
            throw bad(offset);
        }
        String plain = lower.replace("_", "");
        boolean hex = digits.startsWith("0x");
        boolean isFloat = plain.contains(".") || (hex ? plain.contains("p") : plain.contains("e"));
        try {
            return isFloat ? real(plain, offset) : (Object) integer(plain, offset);
        } catch (NumberFormatException e) {
            throw bad(offset);
        }
    }

    /** An underscore stands between digits, or between the prefix of a base and a digit. */
    private static boolean underscoresStandWell(String digits) {
        for (int i = digits.indexOf('_'); i >= 0; i = digits.indexOf('_', i + 1)) {
            boolean inside = i > 0 && i + 1 < digits.length();
            boolean prefix = i == 2 && digits.charAt(0) == '0' && "xbo".indexOf(digits.charAt(1)) >= 0;
            if (!inside || !(prefix || isDigit(digits.charAt(i - 1))) || !isDigit(digits.charAt(i + 1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return Character.digit(c, 16) >= 0;
    }

    private static double real(String plain, int offset) {
        double value = GoFloat.parse(plain).orElseThrow(() -> bad(offset));
        if (Double.isInfinite(value)) {
            throw new TemplateError(offset, "have numbers that a float holds");
        }
        return value;
    }

    private static long integer(String plain, int offset) {
        boolean minus = plain.startsWith("-");
        String digits = minus || plain.startsWith("+") ? plain.substring(1) : plain;
        BigInteger value;
        if (digits.startsWith("0x")) {
            value = unsigned(digits.substring(2), 16);
        } else if (digits.startsWith("0b")) {
            value = unsigned(digits.substring(2), 2);
        } else if (digits.startsWith("0o")) {
            value = unsigned(digits.substring(2), 8);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            value = unsigned(digits.substring(1), 8);
        } else {
            value = unsigned(digits, 10);
        }
        BigInteger signed = minus ? value.negate() : value;
        if (signed.bitLength() > 63) {
            throw new TemplateError(offset, "have integers that 64 bits hold");
        }
        return signed.longValue();
    }

    private static BigInteger unsigned(String digits, int radix) {
        if (digits.isEmpty() || digits.length() > 100 || digits.startsWith("+") || digits.startsWith("-")) {
            throw new NumberFormatException("no digits");
        }
        return new BigInteger(digits, radix);
    }

    private static TemplateError bad(int offset) {
        return new TemplateError(offset, "have numbers in a form of Go");
    }

    private static String unescape(Token token, String inside, char quote) {
        StringBuilder out = new StringBuilder(inside.length());
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            int length = escape(token, inside, i + 1, quote, out);
            i += length;
        }
        return out.toString();
    }

    /** Appends what the escape stands for; its length without the backslash. */
    private static int escape(Token token, String inside, int at, char quote, StringBuilder out) {
        char kind = at < inside.length() ? inside.charAt(at) : 0;
        int plain = "abfnrtv\\".indexOf(kind);
        if (kind != 0 && plain >= 0) {
            out.append("\u0007\b\f\n\r\t\u000b\\".charAt(plain));
            return 1;
        }
        if (kind == quote) {
            out.append(quote);
            return 1;
        }
        int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : kind >= '0' && kind <= '7' ? 3 : 0;
        int start = digits == 3 ? at : at + 1;
        int radix = digits == 3 ? 8 : 16;
        int value = 0;
        boolean good = digits > 0 && start + digits <= inside.length();
        for (int i = start; good && i < start + digits; i++) {
            int digit = Character.digit(inside.charAt(i), radix);
            good = digit >= 0 && value <= Character.MAX_CODE_POINT;
            value = value * radix + digit;
        }
        good = good && Character.isValidCodePoint(value) && (value < 0xd800 || value > 0xdfff);
        if (!good || (digits <= 3 && value > 255)) {
            throw new TemplateError(token.offset(), "have escapes as Go has them");
        }
        out.appendCodePoint(value);
        return start + digits - at;
    }
}
