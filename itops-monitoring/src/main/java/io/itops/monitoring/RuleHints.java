package io.itops.monitoring;

import io.itops.core.SafeText;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.RangeSelector;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.UnmetMatcher;
import io.itops.monitoring.rule.Rule;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may keep a rule from ever firing: told where it is added or explained, never looked for where it is evaluated. */
final class RuleHints {
    private static final int SELECTORS = 8;
    private static final int NAMES = 3;

    private static final Set<Function> OF_TWO_SAMPLES = EnumSet.of(
            Function.RATE,
            Function.INCREASE,
            Function.DELTA,
            Function.IRATE,
            Function.IDELTA,
            Function.DERIV,
            Function.PREDICT_LINEAR);

    private RuleHints() {}

    /**
     * A range in which two samples never lie.
     *
     * @param call the function that needs two of them
     * @param range the range
     * @param spacing the least time between two samples of a meter of this process
     */
    record ShortRange(Call call, Duration range, Duration spacing) {
        String text() {
            return call.function().symbol() + "() needs two samples, but its range of " + Words.duration(range)
                    + " holds at most one: meters of this process are sampled every " + Words.duration(spacing);
        }
    }

    /** The ranges of a rule in which two samples of this process never lie, if meters are sampled at these intervals. */
    static List<ShortRange> shortRanges(Rule rule, Set<Duration> intervals) {
        Duration spacing = spacing(intervals);
        List<ShortRange> found = new ArrayList<>();
        rule.expressions()
                .forEach(whole -> each(whole, expr -> {
                    if (expr instanceof Call call
                            && OF_TWO_SAMPLES.contains(call.function())
                            && call.arguments().get(0) instanceof RangeSelector range
                            && range.range().compareTo(spacing) <= 0) {
                        found.add(new ShortRange(call, range.range(), spacing));
                    }
                }));
        return found;
    }

    /** Meters are sampled at the slots of all, so that samples lie at least so far apart; a range is open at its start. */
    private static Duration spacing(Set<Duration> intervals) {
        return Duration.ofMillis(intervals.stream()
                .map(interval -> BigInteger.valueOf(interval.toMillis()))
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .longValueExact());
    }

    /** What keeps a rule from firing as far as its text and the names of the metrics tell. */
    static List<Explanation> of(Rule rule, MetricStore metrics, boolean metersRegistered, Set<Duration> intervals) {
        List<Explanation> hints = new ArrayList<>();
        if (metrics.seriesCount() == 0 && !metersRegistered) {
            hints.add(Explanation.of("no sample is held, and no meter is registered with Monitoring.meterRegistry()"));
        }
        shortRanges(rule, intervals).stream()
                .limit(SELECTORS)
                .map(range -> Explanation.of(range.text())
                        .with("range", range.range())
                        .with("sampled every", range.spacing()))
                .forEach(hints::add);
        named(rule)
                .map(Selector::metricName)
                .distinct()
                .filter(name -> !metrics.holds(name))
                .limit(SELECTORS)
                .map(name -> unknown(name, metrics))
                .forEach(hints::add);
        unmet(rule, metrics).limit(SELECTORS).forEach(hints::add);
        return hints;
    }

    private static Stream<Selector> named(Rule rule) {
        return rule.expressions().stream()
                .flatMap(expr -> expr.selectors().stream())
                .filter(selector -> !selector.metricName().isEmpty());
    }

    /** Matchers that no series meets of a metric that is there. */
    private static Stream<Explanation> unmet(Rule rule, MetricStore metrics) {
        return named(rule)
                .flatMap(selector -> selector.matchers().stream()
                        .filter(matcher -> !selector.nameMatchers().contains(matcher))
                        .flatMap(matcher -> metrics.unmet(selector.metricName(), matcher, NAMES).stream())
                        .map(unmet -> unmet(selector.metricName(), unmet)))
                .distinct();
    }

    private static Explanation unmet(String metric, UnmetMatcher unmet) {
        String whose = SafeText.shorten(metric, 200);
        Explanation out = unmet.labelHeld()
                ? Explanation.of("no series of " + whose + " meets "
                        + shown(unmet.matcher().toString()))
                : Explanation.of("no series of " + whose + " has the label "
                        + shown(unmet.matcher().label()));
        String what = unmet.labelHeld() ? "values" : "labels";
        if (!unmet.similar().isEmpty()) {
            return out.with("similar " + what, listed(unmet.similar()));
        }
        return out.with(what + " held", unmet.held().isEmpty() ? "none" : "among others " + listed(unmet.held()));
    }

    private static String listed(List<String> texts) {
        return texts.stream().map(RuleHints::shown).collect(Collectors.joining(", "));
    }

    private static String shown(String text) {
        return SafeText.shorten(SafeText.oneLine(text), 200);
    }

    private static Explanation unknown(String name, MetricStore metrics) {
        List<String> similar = metrics.similarNames(name, NAMES);
        Explanation out = Explanation.of("there is no metric named " + SafeText.shorten(name, 200));
        return similar.isEmpty()
                ? out.with("metrics held", metrics.seriesCount() == 0 ? "none yet" : "none of a similar name")
                : out.with("similar names", String.join(", ", similar));
    }

    private static void each(Expr expr, Consumer<Expr> visitor) {
        visitor.accept(expr);
        expr.children().forEach(child -> each(child, visitor));
    }
}
