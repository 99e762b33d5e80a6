package io.itops.core.signal;

import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.record.Codec;
import io.itops.core.store.IndexValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What kind of trouble an incident tells of, whichever host, request or number it was this time: its label {@code alertname} if it has
 * one, else its summary without what changes from one time to the next (numbers, hexadecimal ids, case, white space).
 *
 * <p>Immutable and thread-safe.
 *
 * @param text the kind of trouble, at most 300 characters
 * @since 0.1
 */
public record Fingerprint(String text) {
    /** How fingerprints are written. */
    public static final Codec<Fingerprint> CODEC = Codec.TEXT.map(Fingerprint::new, Fingerprint::text);

    private static final int MAX = 300;
    private static final String RULE = "alertname";
    private static final Pattern ID = Pattern.compile("\\b(?=[0-9a-f-]*[0-9])[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\\b");
    private static final int LEAST_ID = 8;

    /** Checks the text. */
    public Fingerprint {
        Require.text("fingerprint", text, MAX);
    }

    /**
     * The fingerprint of a trouble.
     *
     * @param labels what signals say about it
     * @param summary one line that tells of it, not blank
     * @return its fingerprint
     */
    public static Fingerprint of(Map<String, String> labels, String summary) {
        String rule = Require.present("labels", labels).getOrDefault(RULE, "");
        if (!rule.isBlank()) {
            return new Fingerprint(SafeText.shorten("rule " + SafeText.oneLine(rule), MAX));
        }
        String words = Require.text("summary", summary, MAX).toLowerCase(Locale.ROOT);
        if (mayHoldId(words)) {
            words = ID.matcher(words).replaceAll("#");
        }
        return new Fingerprint(spaced(withoutNumbers(words)));
    }

    /** Whether it has as many hexadecimal digits in a row as an id: most summaries have not, and need not be searched for one. */
    private static boolean mayHoldId(String words) {
        int row = 0;
        for (int i = 0; i < words.length() && row < LEAST_ID; i++) {
            char c = words.charAt(i);
            row = isDigit(c) || (c >= 'a' && c <= 'f') ? row + 1 : 0;
        }
        return row == LEAST_ID;
    }

    /** Digits become one number sign, with the points and commas between them. */
    private static String withoutNumbers(String words) {
        StringBuilder kept = new StringBuilder(words.length());
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (!isDigit(c)) {
                kept.append(c);
                continue;
            }
            kept.append('#');
            while (i + 1 < words.length() && (isDigit(words.charAt(i + 1)) || isPointInNumber(words, i + 1))) {
                i++;
            }
        }
        return kept.toString();
    }

    private static boolean isPointInNumber(String words, int place) {
        char c = words.charAt(place);
        return (c == '.' || c == ',') && place + 1 < words.length() && isDigit(words.charAt(place + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** White space of ASCII becomes one blank. */
    private static String spaced(String words) {
        String stripped = words.strip();
        StringBuilder kept = new StringBuilder(stripped.length());
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            boolean white = c == ' ' || (c >= '\t' && c <= '\r');
            if (!white) {
                kept.append(c);
            } else if (kept.isEmpty() || kept.charAt(kept.length() - 1) != ' ') {
                kept.append(' ');
            }
        }
        return kept.toString();
    }

    /**
     * The fingerprint at an instant, as text for an index: what has the same fingerprint lies together there, in the order of time, so that
     * its newest are read without the others.
     *
     * @param instant the instant
     * @return the digest, a space, and the instant as an index keeps it
     */
    public String at(Instant instant) {
        return digest() + ' ' + IndexValue.of(instant);
    }

    /**
     * The fingerprint as short text, for an index.
     *
     * @return 24 hexadecimal digits, the same for the same fingerprint
     */
    public String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
