package io.itops.monitoring.promql;

import io.itops.monitoring.promql.Token.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** String literals: in double or single quotes with the escapes of Go, or in back-ticks as they stand. */
final class Strings {
    private static final String PLAIN = "abfnrtv\\";
    private static final String MEANT = "\u0007\b\f\n\r\t\u000b\\";

    private final Source source;
    private final int start;
    private final char quote;
    private final StringBuilder out = new StringBuilder();

    /** Bytes of escapes that stand side by side: together they must be UTF-8. */
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

    private int at;

    private Strings(Source source, int start) {
        this.source = source;
        this.start = start;
        this.quote = source.at(start);
        this.at = start + 1;
    }

    /** The literal that begins with the quote at a place. */
    static Token token(Source source, int start) {
        Strings reader = new Strings(source, start);
        reader.read();
        return new Token(Kind.STRING, start, reader.at, reader.out.toString(), 0);
    }

    private void read() {
        while (true) {
            if (at >= source.length()) {
                throw unterminated();
            }
            char c = source.at(at);
            boolean raw = quote == '`';
            if (c == '\\' && !raw) {
                escape();
                continue;
            }
            decode();
            if (c == quote) {
                at++;
                return;
            }
            if (c == '\n' && !raw) {
                throw unterminated();
            }
            character(c);
        }
    }

    private void character(char c) {
        if (Character.isHighSurrogate(c) && Character.isLowSurrogate(source.at(at + 1))) {
            out.append(c).append(source.at(at + 1));
            at += 2;
        } else if (Character.isSurrogate(c)) {
            throw source.refuse("string", at, "be well-formed Unicode", source.shown(start, at + 1));
        } else {
            out.append(c);
            at++;
        }
    }

    private void escape() {
        char kind = source.at(at + 1);
        int plain = kind == '\0' ? -1 : PLAIN.indexOf(kind);
        if (plain >= 0 || kind == quote) {
            decode();
            out.append(plain >= 0 ? MEANT.charAt(plain) : quote);
            at += 2;
        } else if (kind >= '0' && kind <= '7') {
            int value = digits(at + 1, 3, 8);
            if (value > 255) {
                throw source.refuse("escape", at, "be at most \\377", source.shown(at, at + 4));
            }
            bytes.write(value);
            at += 4;
        } else if (kind == 'x') {
            bytes.write(digits(at + 2, 2, 16));
            at += 4;
        } else if (kind == 'u' || kind == 'U') {
            decode();
            int length = kind == 'u' ? 4 : 8;
            int value = digits(at + 2, length, 16);
            if (value < 0 || value > Character.MAX_CODE_POINT || (value >= 0xd800 && value < 0xe000)) {
                throw source.refuse("escape", at, "be a Unicode character", source.shown(at, at + 2 + length));
            }
            out.appendCodePoint(value);
            at += 2 + length;
        } else if (at + 1 >= source.length()) {
            throw unterminated();
        } else {
            throw source.refuse(
                    "escape",
                    at,
                    "be one of \\a \\b \\f \\n \\r \\t \\v \\\\ \\" + quote + " \\123 \\x7f \\u1234 \\U00012345",
                    source.shown(at, source.text().offsetByCodePoints(at, 2)));
        }
    }

    private int digits(int from, int length, int base) {
        int value = 0;
        for (int i = from; i < from + length; i++) {
            char c = source.at(i);
            int digit = c < 128 ? Character.digit(c, base) : -1;
            if (i >= source.length()) {
                throw unterminated();
            }
            if (digit < 0) {
                throw source.refuse("escape", i, "have " + length + " digits of base " + base, source.shown(i));
            }
            value = value * base + digit;
        }
        return value;
    }

    private void decode() {
        if (bytes.size() == 0) {
            return;
        }
        try {
            out.append(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())));
        } catch (CharacterCodingException e) {
            throw source.refuse("string", start, "be well-formed UTF-8", source.shown(start, literalEnd()));
        }
        bytes.reset();
    }

    /** Where the literal ends, for the message alone. */
    private int literalEnd() {
        int end = at;
        while (end < source.length() && source.at(end) != quote && source.at(end) != '\n') {
            end += source.at(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private RuntimeException unterminated() {
        return source.refuse("string", start, "end with " + quote, source.shown(start, Math.min(at, source.length())));
    }
}
