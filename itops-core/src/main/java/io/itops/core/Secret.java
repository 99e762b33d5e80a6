package io.itops.core;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * A secret that never prints: neither its text form, nor its equality, nor a message of an exception tells anything of it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Secret {
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A secret of its text.
     *
     * @param text well-formed, not blank, at most 10,000 characters
     * @return the secret
     * @throws InvalidInputException if the text is missing, blank, too long or no well-formed Unicode; the message does not hold it
     */
    public static Secret of(String text) {
        boolean fine = text != null
                && !text.isBlank()
                && text.length() <= 10_000
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
        Require.that(fine, "secret", "be a well-formed text of 1 to 10,000 characters", "<secret>");
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Lets a function use the secret's text. What the function gives back is in its own care.
     *
     * @param <T> what the function gives back
     * @param use uses the text
     * @return what the function gave back
     */
    public <T> T use(Function<String, T> use) {
        return Require.present("use", use).apply(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
