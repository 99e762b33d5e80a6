package io.itops.core.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Content lines of RFC 5545 section 3.1: escaped, folded, ended by CR LF. */
final class ContentLines {
    private static final int MAX_OCTETS = 75;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder(1_024);

    /** A value that needs no escape. */
    void raw(String name, String value) {
        fold(name + ":" + value);
    }

    /** A value of the type TEXT. */
    void text(String name, String value) {
        fold(name + ":" + escape(value));
    }

    /** A value of the type DATE-TIME, in UTC. */
    void utc(String name, Instant value) {
        raw(name, date(value));
    }

    static String date(Instant value) {
        return UTC.format(value);
    }

    /** Section 3.3.11. A line break of any system is one line break. */
    static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\', ';', ',' -> escaped.append('\\').append(c);
                case '\n' -> escaped.append("\\n");
                case '\r' -> {
                    escaped.append("\\n");
                    i += i + 1 < value.length() && value.charAt(i + 1) == '\n' ? 1 : 0;
                }
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private void fold(String line) {
        int octets = 0;
        for (int i = 0; i < line.length(); ) {
            int codePoint = line.codePointAt(i);
            int size = utf8Length(codePoint);
            if (octets + size > MAX_OCTETS) {
                text.append("\r\n ");
                octets = 1; // the blank that marks the line as a continuation counts
            }
            text.appendCodePoint(codePoint);
            octets += size;
            i += Character.charCount(codePoint);
        }
        text.append("\r\n");
    }

    private static int utf8Length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
