package io.itops.incident.knowledge;

/**
 * Where a knowledge entry stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum KnowledgeState {
    /** It is being written; a version that was published before is still out. */
    DRAFT,
    /** Someone who did not write it reads it. */
    IN_REVIEW,
    /** It is out. */
    PUBLISHED,
    /** It holds no longer, and nobody finds it. */
    RETIRED
}
