package io.itops.core.record;

import io.itops.core.Require;

/**
 * The bounds that one JSON text must keep, so that no input costs more memory, stack or time than was agreed.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maxLength the greatest length of the whole text in UTF-16 code units, at least 1
 * @param maxDepth the greatest number of objects and arrays around any one value, counted with the value itself, 1 to 512
 * @param maxMembers the greatest number of members of one object or items of one array, at least 1
 * @since 0.1
 */
public record JsonLimits(int maxLength, int maxDepth, int maxMembers) {
    /** What holds unless told otherwise: 1,048,576 code units, depth 64, 65,536 members or items. */
    public static final JsonLimits DEFAULTS = new JsonLimits(1 << 20, 64, 1 << 16);

    /** Checks that each bound allows something, and that reading cannot exhaust a thread's stack. */
    public JsonLimits {
        Require.range("greatest JSON length", maxLength, 1, Integer.MAX_VALUE);
        Require.range("greatest JSON depth", maxDepth, 1, 512);
        Require.range("greatest number of JSON members", maxMembers, 1, Integer.MAX_VALUE);
    }
}
