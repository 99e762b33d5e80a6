package io.itops.monitoring;

import io.itops.core.Require;
import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.rule.GroupSlot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How metrics are kept and rules evaluated.
 *
 * <p>Immutable and thread-safe.
 *
 * @param retention how long samples are kept, 1 ms to 366 days; no rule may look back further
 * @param maxSeries the greatest number of series held at once, 1 to 10,000,000
 * @param maxSamples the greatest number of samples held at once, 1 to 1,000,000,000
 * @param sampleEvery how often the meters of the process are sampled, 1 s to an hour
 * @param evaluateEvery how often rules without a group of their own are evaluated, 1 s to a day
 * @param warmAtMost how long, after a restart, alerts that have no element are held while the samples do not yet reach as far back as
 *     the rule looks; zero to 366 days
 * @param keepEnded how long alerts that have ended are kept as records, above zero, at most 366 days
 * @param resendDelay after how much time a signal is sent again, a second to a day: while alerts fire, and for 15 minutes once they have
 *     resolved, as Prometheus does; empty: each signal is sent once, and until it is accepted
 * @param maxAlerts the greatest number of elements that a rule's condition may give, 1 to 100,000
 * @param limits how much the evaluation of one condition may cost; one that costs more fails its rule, as any other error does
 * @param semantics the version of Prometheus whose rules evaluations follow
 * @param subqueryStep the distance of the instants of subqueries that name none, 1 ms to a day
 * @since 0.1
 */
public record MonitoringOptions(
        Duration retention,
        int maxSeries,
        int maxSamples,
        Duration sampleEvery,
        Duration evaluateEvery,
        Duration warmAtMost,
        Duration keepEnded,
        Optional<Duration> resendDelay,
        int maxAlerts,
        EvalLimits limits,
        Semantics semantics,
        Duration subqueryStep) {
    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * The usual options: 2 hours of samples in 20,000 series, sampled and evaluated each 15 s, warming for at most 15 minutes, ended
     * alerts kept for 15 minutes; {@link EvalLimits#DEFAULTS} and {@link Semantics#PROMETHEUS_3_14}.
     */
    public static final MonitoringOptions DEFAULTS = builder().build();

    /** Checks the parts. */
    public MonitoringOptions {
        Require.positive("retention", retention, LONGEST);
        Require.that(retention.toMillis() > 0, "retention", "be at least 1 ms", retention);
        Require.range("series limit", maxSeries, 1, 10_000_000);
        Require.range("sample limit", maxSamples, 1, 1_000_000_000);
        atLeastASecond("sampling interval", sampleEvery, Duration.ofHours(1));
        atLeastASecond("evaluation interval", evaluateEvery, Duration.ofDays(1));
        Require.span("warming time", warmAtMost, LONGEST);
        Require.positive("time that ended alerts are kept", keepEnded, LONGEST);
        Require.present("resend delay", resendDelay)
                .ifPresent(delay -> atLeastASecond("resend delay", delay, Duration.ofDays(1)));
        Require.range("alerts of a rule", maxAlerts, 1, 100_000);
        Require.present("evaluation limits", limits);
        Require.present("semantics", semantics);
        Require.positive("step of subqueries", subqueryStep, Duration.ofDays(1));
        Require.that(subqueryStep.toMillis() > 0, "step of subqueries", "be at least 1 ms", subqueryStep);
    }

    /** How conditions are evaluated, their time measured by a clock. */
    EvalOptions evaluation(InstantSource clock) {
        return EvalOptions.builder()
                .limits(limits)
                .semantics(semantics)
                .subqueryStep(subqueryStep)
                .clock(clock)
                .build();
    }

    private static void atLeastASecond(String what, Duration value, Duration max) {
        Require.positive(what, value, max);
        Require.that(value.compareTo(Duration.ofSeconds(1)) >= 0, what, "be at least a second", value);
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
        private Duration retention = Duration.ofHours(2);
        private int maxSeries = 20_000;
        private int maxSamples = 10_000_000;
        private Duration sampleEvery = Duration.ofSeconds(15);
        private Duration evaluateEvery = Duration.ofSeconds(15);
        private Duration warmAtMost = Duration.ofMinutes(15);
        private Duration keepEnded = Duration.ofMinutes(15);
        private Optional<Duration> resendDelay = Optional.empty();
        private int maxAlerts = GroupSlot.USUAL_ALERTS;
        private EvalLimits limits = EvalLimits.DEFAULTS;
        private Semantics semantics = Semantics.PROMETHEUS_3_14;
        private Duration subqueryStep = Duration.ofMinutes(1);

        private Builder() {}

        /**
         * How long samples are kept.
         *
         * @param given 1 ms to 366 days
         * @return this
         */
        public Builder retention(Duration given) {
            retention = given;
            return this;
        }

        /**
         * The greatest number of series held at once.
         *
         * @param given 1 to 10,000,000
         * @return this
         */
        public Builder maxSeries(int given) {
            maxSeries = given;
            return this;
        }

        /**
         * The greatest number of samples held at once.
         *
         * @param given 1 to 1,000,000,000
         * @return this
         */
        public Builder maxSamples(int given) {
            maxSamples = given;
            return this;
        }

        /**
         * How often the meters of the process are sampled.
         *
         * @param given 1 s to an hour
         * @return this
         */
        public Builder sampleEvery(Duration given) {
            sampleEvery = given;
            return this;
        }

        /**
         * How often rules without a group of their own are evaluated.
         *
         * @param given 1 s to a day
         * @return this
         */
        public Builder evaluateEvery(Duration given) {
            evaluateEvery = given;
            return this;
        }

        /**
         * How long restored alerts are held at most.
         *
         * @param given zero to 366 days
         * @return this
         */
        public Builder warmAtMost(Duration given) {
            warmAtMost = given;
            return this;
        }

        /**
         * How long alerts that have ended are kept as records.
         *
         * @param given at most 366 days
         * @return this
         */
        public Builder keepEnded(Duration given) {
            keepEnded = given;
            return this;
        }

        /**
         * After how much time a signal is sent again, strictly more than that: while alerts fire, and for 15 minutes once they have
         * resolved, as Prometheus does by {@code --rules.alert.resend-delay}. Off unless given, since signals are durable and
         * delivered until they are accepted: it is for receivers that forget what is not repeated.
         *
         * @param given a second to a day; 1 minute in Prometheus
         * @return this
         */
        public Builder resendDelay(Duration given) {
            resendDelay = Optional.of(Require.present("resend delay", given));
            return this;
        }

        /**
         * The greatest number of elements that a rule's condition may give.
         *
         * @param given 1 to 100,000
         * @return this
         */
        public Builder maxAlerts(int given) {
            maxAlerts = given;
            return this;
        }

        /**
         * How much the evaluation of one condition may cost in samples, series, nesting, size of the result, and time on the clock of the
         * SDK instance.
         *
         * @param given the limits
         * @return this
         */
        public Builder limits(EvalLimits given) {
            limits = given;
            return this;
        }

        /**
         * The version of Prometheus whose rules evaluations follow.
         *
         * @param given its switches
         * @return this
         */
        public Builder semantics(Semantics given) {
            semantics = given;
            return this;
        }

        /**
         * The distance of the instants of subqueries that name none, such as {@code m[10m:]}; in Prometheus it is the {@code
         * evaluation_interval} of its configuration.
         *
         * @param given 1 ms to a day; 1 minute unless given
         * @return this
         */
        public Builder subqueryStep(Duration given) {
            subqueryStep = given;
            return this;
        }

        /**
         * The options.
         *
         * @return the options
         * @throws io.itops.core.InvalidInputException if one breaks its rule
         */
        public MonitoringOptions build() {
            return new MonitoringOptions(
                    retention,
                    maxSeries,
                    maxSamples,
                    sampleEvery,
                    evaluateEvery,
                    warmAtMost,
                    keepEnded,
                    resendDelay,
                    maxAlerts,
                    limits,
                    semantics,
                    subqueryStep);
        }
    }
}
