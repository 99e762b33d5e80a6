package io.itops.incident.knowledge;

import io.itops.core.Require;

/**
 * An entry that a search found.
 *
 * <p>Immutable and thread-safe.
 *
 * @param version what it says
 * @param score how well it meets the terms: for each term 5 where a tag is that word, 3 for each time that it is in the title, and 1 for
 *     each time that it is in the text, but at most 5
 * @since 0.1
 */
public record KnowledgeHit(KnowledgeVersion version, int score) {
    /** Checks the parts. */
    public KnowledgeHit {
        Require.present("knowledge version", version);
        Require.that(score >= 1, "score", "be at least 1", score);
    }
}
