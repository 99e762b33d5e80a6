package io.itops.incident.priority;

import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Optional;

/**
 * What impact and urgency were found to be, and the priority that follows.
 *
 * <p>{@link PriorityMatrix#assess} makes one.
 *
 * <p>Immutable and thread-safe.
 *
 * @param impact how much is hit, from 1, the highest
 * @param urgency how soon it hurts, from 1, the highest
 * @param matrix the name of the matrix that was asked
 * @param byMatrix what the matrix gave
 * @param override what a person decided on instead, if someone did
 * @since 0.1
 */
public record Assessment(
        int impact, int urgency, String matrix, Priority byMatrix, Optional<PriorityOverride> override) {
    /** How it is written. */
    public static final Codec<Assessment> CODEC = Shape.of("assessment", s -> {
        var impact = s.field("impact", Codec.INT, Assessment::impact);
        var urgency = s.field("urgency", Codec.INT, Assessment::urgency);
        var matrix = s.field("matrix", Codec.TEXT, Assessment::matrix);
        var byMatrix = s.field("byMatrix", Codec.ofEnum(Priority.class), Assessment::byMatrix);
        var override = s.optional("override", PriorityOverride.CODEC, Assessment::override);
        return row -> new Assessment(
                row.get(impact), row.get(urgency), row.get(matrix), row.get(byMatrix), row.get(override));
    });

    /** Checks the parts. */
    public Assessment {
        Require.range("impact", impact, 1, PriorityMatrix.MAX_LEVELS);
        Require.range("urgency", urgency, 1, PriorityMatrix.MAX_LEVELS);
        Require.slug("matrix name", matrix);
        Require.present("priority of the matrix", byMatrix);
        Require.present("override", override);
    }

    /**
     * The priority that holds.
     *
     * @return what a person decided on, or else what the matrix gave
     */
    public Priority priority() {
        return override.map(PriorityOverride::priority).orElse(byMatrix);
    }

    /**
     * Why the priority is what it is.
     *
     * @return levels and matrix, and the reason of a person who decided otherwise
     */
    public Explanation explanation() {
        Explanation given = Explanation.of(
                        "matrix " + matrix + " gives " + byMatrix + " for impact " + impact + " and urgency " + urgency)
                .with("impact", impact)
                .with("urgency", urgency);
        if (override.isEmpty()) {
            return given;
        }
        PriorityOverride decided = override.get();
        return Explanation.of("someone decided on " + decided.priority() + ": " + decided.reason())
                .because(given);
    }
}
