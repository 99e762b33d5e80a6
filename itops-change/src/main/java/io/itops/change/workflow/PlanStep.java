package io.itops.change.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Optional;

/**
 * One step of a plan.
 *
 * <p>Immutable and thread-safe.
 *
 * @param what what is done, at most 1,000 characters
 * @param check how it is seen that it worked, at most 1,000 characters
 * @since 0.1
 */
public record PlanStep(String what, Optional<String> check) {
    /** How steps are written. */
    public static final Codec<PlanStep> CODEC = Shape.of("plan step", s -> {
        var what = s.field("what", Codec.TEXT, PlanStep::what);
        var check = s.optional("check", Codec.TEXT, PlanStep::check);
        return row -> new PlanStep(row.get(what), row.get(check));
    });

    /** Checks the texts. */
    public PlanStep {
        Require.text("plan step", what, 1_000);
        Require.present("check of a plan step", check)
                .ifPresent(text -> Require.text("check of a plan step", text, 1_000));
    }

    /**
     * A step without a check.
     *
     * @param what what is done
     * @return the step
     */
    public static PlanStep of(String what) {
        return new PlanStep(what, Optional.empty());
    }

    /**
     * A step with a check.
     *
     * @param what what is done
     * @param check how it is seen that it worked
     * @return the step
     */
    public static PlanStep checked(String what, String check) {
        return new PlanStep(what, Optional.of(Require.present("check of a plan step", check)));
    }
}
