package io.itops.monitoring.rule;

import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a rule stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the name of its alerts, or of the metric that it records
 * @param kind which kind of rule it is
 * @param health how its last evaluation in this process went
 * @param lastError why that failed; there if, and only if, it did
 * @param since since when the rule fails or has no data, in an earlier process too; there if, and only if, its health says so
 * @param lastEvaluation the slot of that evaluation; empty if there was none
 * @param duration how long that took on the clock of the SDK instance, at most 366 days; zero if there was none
 * @param state of an alert rule the worst of its alerts: firing, pending, or inactive where it has none; empty where it was not
 *     evaluated in this process and no earlier one has left it an alert, and of recording rules
 * @param pending how many of its alerts are pending, at most 10,000,000
 * @param firing how many of its alerts fire, at most 10,000,000
 * @since 0.1
 */
public record RuleState(
        String name,
        Rule.Kind kind,
        RuleHealth health,
        Optional<String> lastError,
        Optional<Instant> since,
        Optional<Instant> lastEvaluation,
        Duration duration,
        Optional<AlertStatus> state,
        int pending,
        int firing) {
    private static final int MAX_ALERTS = 10_000_000;
    private static final int MAX_NAME = 1_024;
    private static final int MAX_ERROR = 1_000;

    /** Checks the parts. */
    public RuleState {
        Require.text("rule name", name, MAX_NAME);
        Require.present("kind of the rule", kind);
        Require.present("health of the rule", health);
        Require.present("last error", lastError).ifPresent(error -> Require.text("last error", error, MAX_ERROR));
        Require.that(
                lastError.isPresent() == (health == RuleHealth.ERR),
                "last error",
                "be there if the rule failed",
                lastError);
        Require.present("since", since).ifPresent(slot -> Require.instant("since", slot));
        Require.that(
                since.isPresent() == (health == RuleHealth.ERR || health == RuleHealth.NO_DATA),
                "since",
                "be there if the rule failed or has no data",
                since);
        Require.present("last evaluation", lastEvaluation).ifPresent(slot -> Require.instant("last evaluation", slot));
        Require.that(
                lastEvaluation.isPresent() == (health != RuleHealth.UNKNOWN),
                "last evaluation",
                "be there if the health is known",
                lastEvaluation);
        Require.span("duration of the evaluation", duration, Duration.ofDays(366));
        Require.range("pending alerts", pending, 0, MAX_ALERTS);
        Require.range("firing alerts", firing, 0, MAX_ALERTS);
        Require.present("state of the rule", state);
        Require.that(
                state.isEmpty() ? pending == 0 && firing == 0 : state.get() == worst(pending, firing),
                "state of the rule",
                "be the worst of its alerts",
                state);
    }

    /**
     * The state of an alert rule that has been evaluated.
     *
     * @param pending how many of its alerts are pending, at most 10,000,000
     * @param firing how many of its alerts fire, at most 10,000,000
     * @return the worst of them
     */
    public static AlertStatus worst(int pending, int firing) {
        Require.range("pending alerts", pending, 0, MAX_ALERTS);
        Require.range("firing alerts", firing, 0, MAX_ALERTS);
        return firing > 0 ? AlertStatus.FIRING : pending > 0 ? AlertStatus.PENDING : AlertStatus.INACTIVE;
    }
}
