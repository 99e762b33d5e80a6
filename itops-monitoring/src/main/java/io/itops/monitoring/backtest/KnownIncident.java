package io.itops.monitoring.backtest;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Trouble that there really was, for rules to be measured by.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name at most 200 characters
 * @param from when it began
 * @param to when it was over, not before
 * @param matchers what the labels of an alert must meet to be about it, at most 64; none: any alert is
 * @param lead how long before its beginning an alert may fire to be about it, at most a day: one that fires longer tells of something else
 * @since 0.1
 */
public record KnownIncident(String name, Instant from, Instant to, List<Matcher> matchers, Duration lead) {
    /** How long before an incident an alert may fire unless something else is said: an hour. */
    public static final Duration USUAL_LEAD = Duration.ofHours(1);

    /** The longest time that an alert may fire before the incident that it tells of. */
    public static final Duration LONGEST_LEAD = Duration.ofDays(1);

    /** Checks the parts. */
    public KnownIncident {
        Require.text("name of an incident", name, 200);
        from = Require.instant("begin of " + name, from);
        to = Require.instant("end of " + name, to);
        Require.that(!to.isBefore(from), "end of " + name, "not lie before its begin", to);
        matchers = Require.list("matchers", matchers);
        Require.size("matchers of " + name, matchers, 0, Labels.MAX_LABELS);
        Require.span("lead of " + name, lead, LONGEST_LEAD);
    }

    /**
     * An incident with the usual lead.
     *
     * @param name at most 200 characters
     * @param from when it began
     * @param to when it was over
     * @param matchers what the labels of an alert must meet to be about it
     */
    public KnownIncident(String name, Instant from, Instant to, List<Matcher> matchers) {
        this(name, from, to, matchers, USUAL_LEAD);
    }

    /** Whether an alert tells of it in time: it fires within the lead or the incident, and not only before it. */
    boolean toldBy(BacktestAlert alert) {
        return !alert.firedAt().isBefore(from.minus(lead))
                && !alert.firedAt().isAfter(to)
                && alert.resolvedAt().map(from::isBefore).orElse(true);
    }
}
