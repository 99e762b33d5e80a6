package io.itops.monitoring.rule;

/**
 * When the trouble that alerts of one dedup key stand for is over.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ResolvePolicy {
    /** Once the last alert of the key has resolved. */
    ALL,
    /** Once any alert of the key has resolved. */
    ANY,
    /** Never by itself; a person resolves it. */
    NEVER
}
