package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;

/**
 * Where an escalation stands: a step in a cycle. The first cycle goes through all steps once, each repeat is one more.
 *
 * <p>Immutable and thread-safe.
 *
 * @param cycle from 1
 * @param step from 1
 * @since 0.1
 */
public record StepPosition(int cycle, int step) {
    /** Where every escalation begins. */
    public static final StepPosition FIRST = new StepPosition(1, 1);

    /** How positions are written. */
    public static final Codec<StepPosition> CODEC = Shape.of("step position", s -> {
        var cycle = s.field("cycle", Codec.INT, StepPosition::cycle);
        var step = s.field("step", Codec.INT, StepPosition::step);
        return row -> new StepPosition(row.get(cycle), row.get(step));
    });

    /** Checks both parts. */
    public StepPosition {
        Require.range("escalation cycle", cycle, 1, Integer.MAX_VALUE);
        Require.range("escalation step", step, 1, Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return "step " + step + " in cycle " + cycle;
    }
}
