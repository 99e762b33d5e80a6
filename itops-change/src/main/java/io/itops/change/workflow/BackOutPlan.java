package io.itops.change.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * How a change is taken back.
 *
 * <p>Immutable and thread-safe.
 *
 * @param steps what is done, 1 to 100 steps
 * @param rehearsed whether it was tried before
 * @since 0.1
 */
public record BackOutPlan(List<PlanStep> steps, boolean rehearsed) {
    /** How back-out plans are written. */
    public static final Codec<BackOutPlan> CODEC = Shape.of("back-out plan", s -> {
        var steps = s.field("steps", PlanStep.CODEC.list(), BackOutPlan::steps);
        var rehearsed = s.field("rehearsed", Codec.BOOL, BackOutPlan::rehearsed);
        return row -> new BackOutPlan(row.get(steps), row.get(rehearsed));
    });

    /** Copies the steps. */
    public BackOutPlan {
        steps = Require.list("steps of the back-out plan", Require.size("steps of the back-out plan", steps, 1, 100));
    }

    /**
     * A plan that was tried before.
     *
     * @param steps what is done
     * @return the plan
     */
    public static BackOutPlan rehearsed(PlanStep... steps) {
        return new BackOutPlan(Arrays.asList(Require.present("plan steps", steps)), true);
    }

    /**
     * A plan that was never tried.
     *
     * @param steps what is done
     * @return the plan
     */
    public static BackOutPlan unrehearsed(PlanStep... steps) {
        return new BackOutPlan(Arrays.asList(Require.present("plan steps", steps)), false);
    }
}
