package io.itops.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One reason for a refusal: a stable code that programs compare, and a sentence that people read.
 *
 * <p>Immutable and thread-safe.
 *
 * @param code kebab-case, stable across releases: {@code separation-of-duties}
 * @param text what is in the way and what would have to differ
 * @since 0.1
 */
public record Reason(String code, String text) {
    /** Checks both parts. */
    public Reason {
        Require.slug("reason code", code);
        Require.text("reason text", text, 2_000);
    }

    /**
     * A reason from its two parts.
     *
     * @param code kebab-case
     * @param text one sentence
     * @return the reason
     */
    public static Reason of(String code, String text) {
        return new Reason(code, text);
    }

    static String join(List<Reason> reasons) {
        return reasons.stream().map(Reason::text).collect(Collectors.joining("; "));
    }

    @Override
    public String toString() {
        return code + ": " + text;
    }
}
