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
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:[.,][0-9]+)*");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

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
        words = ID.matcher(words).replaceAll("#");
        words = NUMBER.matcher(words).replaceAll("#");
        return new Fingerprint(WHITE_SPACE.matcher(words.strip()).replaceAll(" "));
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
