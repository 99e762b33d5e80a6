package io.itops.monitoring.backtest;

import io.itops.core.Meters;
import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MatcherCache;
import io.itops.monitoring.rule.RuleGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Two versions of rules over the same samples.
 *
 * <p>Alerts are the same by the name of their rule and their labels, and where both fire at some instant; of several that overlap the
 * first goes with the first. An incident is caught by an alert whose labels meet its matchers and that fires within its lead or its
 * duration, and not only before it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param before what the old rules would have done
 * @param after what the new rules would have done
 * @param onlyBefore the alerts of the old rules alone, by the time they fired
 * @param onlyAfter the alerts of the new rules alone, by the time they fired
 * @param both the alerts of both, by the time the old ones fired
 * @param incidents which of the known incidents each would have told of, in the order given
 * @since 0.1
 */
public record BacktestComparison(
        BacktestResult before,
        BacktestResult after,
        List<BacktestAlert> onlyBefore,
        List<BacktestAlert> onlyAfter,
        List<AlertPair> both,
        List<Caught> incidents) {
    private static final int MAX_INCIDENTS = 10_000;
    private static final int NAMED = 5;

    /** Checks the parts. */
    public BacktestComparison {
        Require.present("result of the old rules", before);
        Require.present("result of the new rules", after);
        onlyBefore = Require.list("alerts of the old rules alone", onlyBefore);
        onlyAfter = Require.list("alerts of the new rules alone", onlyAfter);
        both = Require.list("alerts of both", both);
        incidents = Require.list("incidents", incidents);
    }

    /**
     * Runs two versions of rules and compares them.
     *
     * @param backtest over which samples
     * @param before the old groups
     * @param after the new groups
     * @param incidents what there really was, at most 10,000
     * @return the comparison
     * @throws io.itops.core.LimitExceededException if a bound of the backtest would be exceeded
     */
    public static BacktestComparison run(
            Backtest backtest, List<RuleGroup> before, List<RuleGroup> after, List<KnownIncident> incidents) {
        Require.present("backtest", backtest);
        return of(backtest.run(before), backtest.run(after), incidents);
    }

    /**
     * Compares two results.
     *
     * @param before of the old rules
     * @param after of the new rules, over the same time
     * @param incidents what there really was, at most 10,000
     * @return the comparison
     */
    public static BacktestComparison of(BacktestResult before, BacktestResult after, List<KnownIncident> incidents) {
        Require.present("result of the old rules", before);
        Require.present("result of the new rules", after);
        Require.that(
                before.from().equals(after.from()) && before.to().equals(after.to()),
                "result of the new rules",
                "be of the time from " + before.from() + " to " + before.to(),
                after.from() + " to " + after.to());
        Require.size("incidents", incidents, 0, MAX_INCIDENTS);
        List<AlertPair> both = new ArrayList<>();
        List<BacktestAlert> onlyBefore = new ArrayList<>();
        Map<Same, Deque<BacktestAlert>> newer = new HashMap<>();
        after.alerts()
                .forEach(alert -> newer.computeIfAbsent(Same.of(alert), s -> new ArrayDeque<>())
                        .add(alert));
        Set<BacktestAlert> paired = Collections.newSetFromMap(new IdentityHashMap<>());
        for (BacktestAlert alert : before.alerts()) {
            Optional<BacktestAlert> partner = partner(alert, newer.getOrDefault(Same.of(alert), new ArrayDeque<>()));
            partner.ifPresentOrElse(
                    other -> {
                        both.add(new AlertPair(alert, other));
                        paired.add(other);
                    },
                    () -> onlyBefore.add(alert));
        }
        List<BacktestAlert> onlyAfter =
                after.alerts().stream().filter(alert -> !paired.contains(alert)).toList();
        MatcherCache patterns = MatcherCache.ofSize(1_000, Meters.none());
        List<Caught> caught = incidents.stream()
                .map(incident ->
                        new Caught(incident, first(before, incident, patterns), first(after, incident, patterns)))
                .toList();
        return new BacktestComparison(before, after, onlyBefore, onlyAfter, both, caught);
    }

    /** Takes the first alert that overlaps; what resolved before this one fired overlaps no later one either. */
    private static Optional<BacktestAlert> partner(BacktestAlert alert, Deque<BacktestAlert> others) {
        while (!others.isEmpty()) {
            BacktestAlert other = others.peek();
            if (other.overlaps(alert)) {
                return Optional.of(others.remove());
            }
            if (!other.firedAt().isBefore(alert.firedAt())) {
                return Optional.empty();
            }
            others.remove();
        }
        return Optional.empty();
    }

    private static Optional<BacktestAlert> first(BacktestResult result, KnownIncident incident, MatcherCache patterns) {
        Predicate<Labels> about = labels -> patterns.matchesAll(incident.matchers(), labels);
        return result.alerts().stream()
                .filter(alert -> incident.toldBy(alert) && about.test(alert.labels()))
                .findFirst();
    }

    /** What alerts of both versions have in common. */
    private record Same(String rule, Labels labels) {
        static Same of(BacktestAlert alert) {
            return new Same(alert.identity().rule(), alert.labels());
        }
    }

    /**
     * How many times more the new rules would page.
     *
     * @return negative where they page less
     */
    public long morePages() {
        return (long) after.pages().size() - before.pages().size();
    }

    /**
     * The known incidents that the new rules miss.
     *
     * @return in the order given
     */
    public List<Caught> missed() {
        return incidents.stream().filter(caught -> caught.after().isEmpty()).toList();
    }

    /**
     * What the change comes to, for people.
     *
     * @return a sentence: {@code would page 14 times less (3 instead of 17), misses none of these 3 incidents}
     */
    public String summary() {
        StringBuilder out = new StringBuilder("would page ");
        long more = morePages();
        if (more == 0) {
            out.append("as often (").append(Words.times(after.pages().size())).append(')');
        } else {
            out.append(Words.times(Math.abs(more)))
                    .append(more < 0 ? " less (" : " more (")
                    .append(after.pages().size())
                    .append(" instead of ")
                    .append(before.pages().size())
                    .append(')');
        }
        if (!incidents.isEmpty()) {
            out.append(", misses ").append(missing());
        }
        return out.toString();
    }

    private String missing() {
        List<Caught> missed = missed();
        boolean one = incidents.size() == 1;
        if (missed.isEmpty()) {
            return one ? "not the incident " + incidents.get(0).incident().name() : "none of these " + of();
        }
        String names = missed.stream()
                .limit(NAMED)
                .map(caught -> caught.incident().name()
                        + (caught.before().isPresent() ? ", which the old rules catch" : ", as the old rules do"))
                .collect(Collectors.joining("; "));
        String more = missed.size() > NAMED ? "; and others" : "";
        return missed.size() + " of " + (one ? "1 incident" : "these " + of()) + ": " + names + more;
    }

    private String of() {
        return Words.count(incidents.size(), "incident");
    }
}
