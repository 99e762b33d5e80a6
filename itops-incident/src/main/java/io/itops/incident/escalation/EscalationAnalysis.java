package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is wrong with an escalation policy before an incident shows it: steps and rules that are never reached, steps that reach
 * nobody, repeats in vain, and how long it takes in the worst case until somebody is told.
 *
 * <p>The worst case is exact for the scope that is given: all openings in its window, to the microsecond, for every severity and number
 * of signals that a condition asks about, under the assumptions that nobody acknowledges or escalates by hand, that the engine is not
 * late, and that no throttle holds a page up. A later opening whose escalation takes the same course is told no later after it, so one
 * opening for each course is enough.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class EscalationAnalysis {
    /** How many steps are looked at before an analysis gives up; it says so. */
    public static final long MOST_STEPS = 5_000_000;

    private EscalationAnalysis() {}

    /**
     * Analyses a policy.
     *
     * @param policy the policy
     * @param scope what it goes by
     * @return what was found
     */
    public static EscalationReport of(EscalationPolicy policy, EscalationScope scope) {
        Require.present("escalation policy", policy);
        Require.present("scope", scope);
        List<EscalationFinding> findings = new ArrayList<>();
        Search first = new Search(policy, scope, Course.Asked.FIRST);
        Search chain = new Search(policy, scope, Course.Asked.CHAIN);
        Optional<Search> lapsing = policy.ackTimeout().map(timeout -> new Search(policy, scope, Course.Asked.LAPSES));
        EscalationReport.Worst found = first.worst();
        if (found.time().isEmpty()) {
            findings.add(new EscalationFinding(
                    EscalationFinding.Rule.REACHES_SOMEBODY,
                    "escalation policy " + policy.name(),
                    Explanation.of("nobody is told of a " + found.severity() + " incident opened at "
                                    + found.openedAt())
                            .because(found.how().within(6))));
        }
        new PolicyRules(policy, scope, findings).judge();
        EscalationReport.Worst all = chain.worst();
        Optional<EscalationReport.Worst> lapsed = lapsing.map(Search::worst);
        if (first.givenUp()
                || chain.givenUp()
                || lapsing.filter(Search::givenUp).isPresent()) {
            findings.add(new EscalationFinding(
                    EscalationFinding.Rule.BOUNDED,
                    "escalation policy " + policy.name(),
                    Explanation.of("it was given up after " + MOST_STEPS
                            + " steps: the worst case holds for a part of the openings alone")));
        }
        return new EscalationReport(policy.name(), scope.openings(), found, all, lapsed, findings);
    }

    /** Looks for the worst of all openings of a scope. Not thread-safe; confine to one thread. */
    private static final class Search {
        private final EscalationPolicy policy;
        private final EscalationScope scope;
        private final Course.Asked about;
        private long budget = MOST_STEPS;

        Search(EscalationPolicy policy, EscalationScope scope, Course.Asked about) {
            this.policy = policy;
            this.scope = scope;
            this.about = about;
        }

        boolean givenUp() {
            return budget <= 0;
        }

        EscalationReport.Worst worst() {
            @Nullable Course worst = null;
            for (Severity severity : severities(policy)) {
                for (long signals : signals(policy)) {
                    Optional<Instant> opening = Optional.of(scope.openings().start());
                    while (opening.isPresent()
                            && opening.get().isBefore(scope.openings().end())
                            && budget > 0) {
                        Course course = course(opening.get(), severity, signals, false);
                        budget -= course.asked();
                        worst = worst == null || slower(course, worst) ? course : worst;
                        opening = course.changes();
                    }
                }
            }
            Course known = Require.present("course", worst);
            Course told = course(known.opened(), known.severity(), known.signals(), true);
            return new EscalationReport.Worst(told.time(), told.opened(), told.severity(), told.signals(), told.how());
        }

        private Course course(Instant opening, Severity severity, long signals, boolean telling) {
            return new Course(policy, scope, opening, severity, signals, about, telling);
        }

        private static boolean slower(Course one, Course other) {
            Optional<Duration> a = one.time();
            Optional<Duration> b = other.time();
            return b.isPresent() && (a.isEmpty() || a.get().compareTo(b.get()) > 0);
        }
    }

    /** The severities that conditions tell apart: one stands for all where there is no such condition. */
    private static Set<Severity> severities(EscalationPolicy policy) {
        boolean asks = conditions(policy).stream().anyMatch(StepCondition.AtLeast.class::isInstance);
        return asks ? EnumSet.allOf(Severity.class) : EnumSet.of(Severity.SEV1);
    }

    /** The numbers of signals that conditions tell apart; a person who declares an incident gives none. */
    private static SortedSet<Long> signals(EscalationPolicy policy) {
        SortedSet<Long> numbers = new TreeSet<>(Set.of(0L));
        for (StepCondition condition : conditions(policy)) {
            if (condition instanceof StepCondition.Signals signals) {
                numbers.add(signals.number());
            }
        }
        return numbers;
    }

    private static List<StepCondition> conditions(EscalationPolicy policy) {
        return policy.steps().stream()
                .flatMap(step -> step.conditions().stream())
                .toList();
    }

    /** The window in which people on call must be known for an analysis of some openings. */
    static Window known(Window openings) {
        return EscalationScope.known(openings);
    }
}
