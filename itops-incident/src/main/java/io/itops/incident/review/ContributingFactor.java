package io.itops.incident.review;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.List;

/**
 * Something without which an incident would have gone otherwise: one of several, since an incident has no single root cause.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what kind of thing it is
 * @param text what it is, not blank, at most 1,000 characters
 * @param evidence what shows it, at most 10
 * @since 0.1
 */
public record ContributingFactor(FactorKind kind, String text, List<Evidence> evidence) {
    static final Codec<ContributingFactor> CODEC = Shape.of("contributing factor", s -> {
        var kind = s.field("kind", Codec.ofEnum(FactorKind.class), ContributingFactor::kind);
        var text = s.field("text", Codec.TEXT, ContributingFactor::text);
        var evidence = s.field("evidence", Evidence.CODEC.list(), ContributingFactor::evidence);
        return row -> new ContributingFactor(row.get(kind), row.get(text), row.get(evidence));
    });

    /** Checks and copies the parts. */
    public ContributingFactor {
        Require.present("kind of a contributing factor", kind);
        Require.text("contributing factor", text, 1_000);
        evidence = Require.list("evidence", evidence);
        Require.size("evidence", evidence, 0, 10);
    }
}
