package io.itops.monitoring.promql;

import io.itops.monitoring.promql.Token.Kind;
import java.time.Duration;

/**
 * Numbers and durations as Prometheus reads them: {@code 1e3}, {@code 1_000}, {@code 0x1f}, {@code 017}, {@code .5}, {@code 1h30m}. A
 * number of digits alone that begins with 0 is octal if it can be, as in Go.
 */
final class Numbers {
    private static final String UNITS = "y w d h m s ms";
    private static final String[] NAMES = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long[] MILLIS = {31_536_000_000L, 604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1};

    /** What fits into 63 bits of nanoseconds, the durations of Prometheus. */
    static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

    private Numbers() {}

    /** The number or duration that begins with the digit or dot at a place; nothing that goes on as a name may follow. */
    static Token token(Source source, int start) {
        if (source.at(start) == '0' && (source.at(start + 1) == 'x' || source.at(start + 1) == 'X')) {
            return hexadecimal(source, start);
        }
        int digits = digits(source, start);
        return digits > start && unit(source, digits) >= 0 ? duration(source, start) : decimal(source, start, "");
    }

    /** The number that begins at a place, where one of some characters may follow it at once. */
    static Token decimal(Source source, int start, String followers) {
        int whole = groups(source, start);
        int end = whole;
        if (source.at(end) == '.') {
            end = groups(source, end + 1);
        }
        boolean fraction = end > whole;
        boolean exponent = source.at(end) == 'e' || source.at(end) == 'E';
        if (exponent) {
            int sign = source.at(end + 1) == '+' || source.at(end + 1) == '-' ? end + 2 : end + 1;
            int last = groups(source, sign);
            if (last == sign) {
                throw malformed(source, start, last);
            }
            end = last;
        }
        char next = source.at(end);
        if ((Lexer.isLetter(next) || Lexer.isDigit(next) || next == '.') && followers.indexOf(next) < 0) {
            throw malformed(source, start, end);
        }
        String text = source.slice(start, end).replace("_", "");
        double value = !fraction && !exponent && isOctal(text) ? octal(text) : Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw source.refuse("number", start, "be less than 1.8e308", source.shown(start, end));
        }
        return new Token(Kind.NUMBER, start, end, "", value);
    }

    private static Token hexadecimal(Source source, int start) {
        int end = start + 2;
        int digits = 0;
        long value = 0;
        char c = source.at(end);
        while (isHex(c) || (c == '_' && isHex(source.at(end + 1)))) {
            if (c != '_') {
                value = value << 4 | Character.digit(c, 16);
                digits += digits > 0 || c != '0' ? 1 : 0;
            }
            c = source.at(++end);
        }
        if (end == start + 2 || Lexer.isLetter(c) || Lexer.isDigit(c) || c == '.') {
            throw malformed(source, start, end);
        }
        if (digits > 16 || value < 0) {
            throw source.refuse("number", start, "be at most 0x7fffffffffffffff", source.shown(start, end));
        }
        return new Token(Kind.NUMBER, start, end, "", value);
    }

    private static boolean isHex(char c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }

    /** Where the digits that begin at a place end; single underscores may part them. */
    private static int groups(Source source, int start) {
        int end = digits(source, start);
        while (end > start && source.at(end) == '_' && Lexer.isDigit(source.at(end + 1))) {
            end = digits(source, end + 1);
        }
        return end;
    }

    private static int digits(Source source, int start) {
        int end = start;
        while (Lexer.isDigit(source.at(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOctal(String digits) {
        // 63 bits are 21 digits; Go reads what is longer, or has an 8 or a 9, as a decimal.
        return digits.length() > 1
                && digits.charAt(0) == '0'
                && digits.chars().allMatch(c -> c >= '0' && c <= '7')
                && digits.chars().dropWhile(c -> c == '0').count() <= 21;
    }

    private static double octal(String digits) {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            value = value << 3 | (digits.charAt(i) - '0');
        }
        return value;
    }

    private static RuntimeException malformed(Source source, int start, int end) {
        int shown = end;
        while (Lexer.isLetter(source.at(shown)) || Lexer.isDigit(source.at(shown)) || source.at(shown) == '.') {
            shown++;
        }
        return source.refuse(
                start, "go on with a number, or a duration in " + UNITS, source.shown(start, Math.max(shown, end)));
    }

    private static Token duration(Source source, int start) {
        int end = start;
        int least = 0;
        long millis = 0;
        boolean fits = true;
        while (Lexer.isDigit(source.at(end))) {
            int digits = digits(source, end);
            int unit = unit(source, digits);
            if (unit < least) {
                throw malformed(source, start, digits);
            }
            long amount = amount(source, end, digits);
            fits &= amount <= MAX_MILLIS / MILLIS[unit] && amount * MILLIS[unit] <= MAX_MILLIS - millis;
            millis += fits ? amount * MILLIS[unit] : 0;
            least = unit + 1;
            end = digits + NAMES[unit].length();
        }
        if (Lexer.isLetter(source.at(end)) || source.at(end) == '.') {
            throw malformed(source, start, end);
        }
        if (!fits) {
            throw source.refuse("duration", start, "be at most 292 years", source.shown(start, end));
        }
        return new Token(Kind.DURATION, start, end, "", seconds(millis));
    }

    private static long amount(Source source, int start, int end) {
        long amount = 0;
        for (int i = start; i < end; i++) {
            amount = Math.min(MAX_MILLIS + 1, amount * 10 + (source.at(i) - '0'));
        }
        return amount;
    }

    /** The place among the units of the one that begins at a place, -1 if none does. */
    private static int unit(Source source, int start) {
        return switch (source.at(start)) {
            case 'y' -> 0;
            case 'w' -> 1;
            case 'd' -> 2;
            case 'h' -> 3;
            case 'm' -> source.at(start + 1) == 's' ? 6 : 4;
            case 's' -> 5;
            default -> -1;
        };
    }

    private static double seconds(long millis) {
        long whole = millis / 1_000;
        return whole + (millis % 1_000) / 1_000.0;
    }

    /** The duration that a whole text means; 0 needs no unit. */
    static Duration whole(Source source) {
        if (source.text().equals("0")) {
            return Duration.ZERO;
        }
        if (!Lexer.isDigit(source.at(0)) || unit(source, digits(source, 0)) < 0) {
            throw source.refuse(0, "be a duration in " + UNITS, source.shown(0, source.length()));
        }
        Token token = duration(source, 0);
        if (token.end() < source.length()) {
            throw source.refuse(token.end(), "end after the duration", source.shown(token.end()));
        }
        return Duration.ofMillis(millis(token.number()));
    }

    /** Seconds as whole milliseconds, rounded to a nanosecond and then down, as Prometheus does. */
    static long millis(double seconds) {
        return Math.round(seconds * 1e9) / 1_000_000;
    }
}
