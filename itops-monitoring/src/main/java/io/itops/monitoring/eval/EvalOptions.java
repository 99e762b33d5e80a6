package io.itops.monitoring.eval;

import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How an evaluation is to be done: by the rules of which version, within which limits, and by which clock its time is measured.
 *
 * <p>Immutable; thread-safe if the given clock is.
 *
 * @param limits how much the evaluation may cost
 * @param semantics the version whose rules it follows
 * @param subqueryStep the distance of the instants of subqueries that name none, in whole milliseconds, at most a day
 * @param clock measures how long the evaluation takes, and nothing else
 * @since 0.1
 */
public record EvalOptions(EvalLimits limits, Semantics semantics, Duration subqueryStep, InstantSource clock) {
    /** The usual options: {@link EvalLimits#DEFAULTS}, {@link Semantics#PROMETHEUS_3_14}, subqueries each minute, the system's clock. */
    public static final EvalOptions DEFAULTS = builder().build();

    /** Checks the parts. */
    public EvalOptions {
        Require.present("limits", limits);
        Require.present("semantics", semantics);
        Require.positive("step of subqueries", subqueryStep, Duration.ofDays(1));
        Require.that(subqueryStep.toMillis() > 0, "step of subqueries", "be at least 1 ms", subqueryStep);
        subqueryStep = Duration.ofMillis(subqueryStep.toMillis());
        Require.present("clock", clock);
    }

    /**
     * Options whose time is not limited, since no clock is asked: the same samples give the same result on every machine.
     *
     * @param limits how much the evaluation may cost, its time aside
     * @param semantics the version whose rules are followed
     * @return the options
     */
    public static EvalOptions timeless(EvalLimits limits, Semantics semantics) {
        return builder()
                .limits(limits)
                .semantics(semantics)
                .clock(InstantSource.fixed(Instant.EPOCH))
                .build();
    }

    /**
     * These options with another distance of the instants of subqueries that name none.
     *
     * @param given at least 1 ms, at most a day
     * @return the options
     */
    public EvalOptions withSubqueryStep(Duration given) {
        return new EvalOptions(limits, semantics, given, clock);
    }

    /**
     * Starts options from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Collects options.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private EvalLimits limits = EvalLimits.DEFAULTS;
        private Semantics semantics = Semantics.PROMETHEUS_3_14;
        private Duration subqueryStep = Duration.ofMinutes(1);
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /**
         * How much the evaluation may cost.
         *
         * @param given the limits
         * @return this builder
         */
        public Builder limits(EvalLimits given) {
            this.limits = Require.present("limits", given);
            return this;
        }

        /**
         * The version whose rules are followed.
         *
         * @param given the switches
         * @return this builder
         */
        public Builder semantics(Semantics given) {
            this.semantics = Require.present("semantics", given);
            return this;
        }

        /**
         * The distance of the instants of subqueries that name none.
         *
         * @param given at least 1 ms, at most a day
         * @return this builder
         */
        public Builder subqueryStep(Duration given) {
            this.subqueryStep = Require.positive("step of subqueries", given, Duration.ofDays(1));
            return this;
        }

        /**
         * What measures how long the evaluation takes.
         *
         * @param given a clock
         * @return this builder
         */
        public Builder clock(InstantSource given) {
            this.clock = Require.present("clock", given);
            return this;
        }

        /**
         * The options.
         *
         * @return the options
         */
        public EvalOptions build() {
            return new EvalOptions(limits, semantics, subqueryStep, clock);
        }
    }
}
