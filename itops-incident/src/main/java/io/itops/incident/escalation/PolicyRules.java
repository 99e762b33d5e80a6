package io.itops.incident.escalation;

import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Judges the parts of a policy one by one. Not thread-safe; confine to one thread. */
final class PolicyRules {
    private final EscalationPolicy policy;
    private final EscalationScope scope;
    private final List<EscalationFinding> findings;
    private final Window known;

    PolicyRules(EscalationPolicy policy, EscalationScope scope, List<EscalationFinding> findings) {
        this.policy = policy;
        this.scope = scope;
        this.findings = findings;
        this.known = EscalationAnalysis.known(scope.openings());
    }

    void judge() {
        boolean somebody = false;
        for (int number = 1; number <= policy.steps().size(); number++) {
            EscalationStep step = policy.steps().get(number - 1);
            reachable(number, step);
            somebody |= people(number, step);
            enough(number, step);
        }
        loops(somebody);
        personalRules();
    }

    private void find(EscalationFinding.Rule rule, String what, Explanation why) {
        findings.add(new EscalationFinding(rule, what, why));
    }

    private String name(int number) {
        return "step " + number + " of escalation policy " + policy.name();
    }

    private void reachable(int number, EscalationStep step) {
        Windows open = Windows.of(known);
        for (StepCondition condition : step.conditions()) {
            if (condition instanceof StepCondition.Hours hours) {
                Windows inside = hours.hours().within(known);
                open = hours.inside() ? open.intersect(inside) : open.subtract(inside);
            } else if (condition instanceof StepCondition.Signals signals
                    && signals.number() > 1
                    && number == 1
                    && policy.repeats() == 0) {
                find(
                        EscalationFinding.Rule.STEP_REACHABLE,
                        name(number),
                        Explanation.of(
                                        "its turn comes when the incident opens, with one signal at most, and it is taken only if "
                                                + condition + " came: later signals alone make up for it")
                                .with("condition", condition));
            } else if (condition instanceof StepCondition.Age age && step.unmet() == Unmet.SKIP) {
                Optional<Duration> oldest = oldest(number);
                if (oldest.isPresent() && oldest.get().compareTo(age.age()) < 0) {
                    find(
                            EscalationFinding.Rule.STEP_REACHABLE,
                            name(number),
                            Explanation.of("its turn comes at an age of " + Words.duration(oldest.get())
                                            + " at most, and it is taken only if " + condition)
                                    .with("condition", condition));
                }
            }
        }
        if (open.isEmpty()) {
            find(
                    EscalationFinding.Rule.STEP_REACHABLE,
                    name(number),
                    Explanation.of("no instant lies in all the hours that it asks for")
                            .with("conditions", step.conditions()));
        }
    }

    /** The greatest age at which a step has its turn by itself; empty where a step before it may wait. */
    private Optional<Duration> oldest(int number) {
        Duration cycle = Duration.ZERO;
        Duration before = Duration.ZERO;
        for (int i = 1; i <= policy.steps().size(); i++) {
            EscalationStep step = policy.steps().get(i - 1);
            if (step.unmet() == Unmet.WAIT && !step.conditions().isEmpty()) {
                return Optional.empty();
            }
            before = i < number ? before.plus(step.delay()) : before;
            cycle = cycle.plus(step.delay());
        }
        return Optional.of(cycle.multipliedBy(policy.repeats()).plus(before));
    }

    /** Whether a step reaches anybody at all. */
    private boolean people(int number, EscalationStep step) {
        Windows covered = Windows.none();
        List<String> gaps = new ArrayList<>();
        for (EscalationTarget target : step.targets()) {
            Windows when = when(target, gaps);
            covered = covered.union(when);
        }
        Windows inScope = covered.intersect(scope.openings());
        if (inScope.isEmpty()) {
            find(EscalationFinding.Rule.STEP_HAS_PEOPLE, name(number), each("it reaches nobody at any time", gaps));
            return false;
        }
        Optional<Instant> gap = inScope.firstGap(scope.openings());
        gap.ifPresent(instant -> find(
                EscalationFinding.Rule.STEP_HAS_NO_GAP,
                name(number),
                each("it reaches nobody at " + instant, gaps)
                        .with("first gap", instant)
                        .with(
                                "gaps in all",
                                inScope.complement(scope.openings()).total())));
        return true;
    }

    private static Explanation each(String reason, List<String> gaps) {
        Explanation why = Explanation.of(reason);
        for (String gap : gaps.subList(0, Math.min(gaps.size(), 50))) {
            why = why.because(Explanation.of(gap));
        }
        return why;
    }

    private Windows when(EscalationTarget target, List<String> gaps) {
        if (target instanceof EscalationTarget.RoundRobin turns) {
            return turns.targets().stream().map(one -> when(one, gaps)).reduce(Windows.none(), Windows::union);
        }
        if (target instanceof EscalationTarget.Schedule schedule) {
            SortedMap<String, Windows> people = scope.onCall().get(schedule.id());
            if (people == null) {
                gaps.add("there is no schedule " + schedule.id());
                return Windows.none();
            }
            return people.entrySet().stream()
                    .filter(entry -> reachable(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .reduce(Windows.none(), Windows::union);
        }
        Roster roster = Roster.NONE.withTeams(scope.teams());
        String gap = target.gap(roster);
        if (!gap.isEmpty()) {
            gaps.add(gap);
        }
        List<String> people = target.people(roster);
        people.stream().filter(person -> !reachable(person)).forEach(person -> gaps.add(person + " cannot be reached"));
        return people.stream().anyMatch(this::reachable) ? Windows.of(known) : Windows.none();
    }

    private boolean reachable(String person) {
        return scope.plan().rulesOf(person).isPresent() || !scope.unreachable().contains(person);
    }

    private void enough(int number, EscalationStep step) {
        Set<String> most = new TreeSet<>();
        boolean turns = false;
        for (EscalationTarget target : step.targets()) {
            turns |= target instanceof EscalationTarget.RoundRobin;
            most.addAll(peopleOf(target));
        }
        if (!turns && most.size() < step.acknowledgements() && !most.isEmpty()) {
            find(
                    EscalationFinding.Rule.ENOUGH_TO_ACKNOWLEDGE,
                    name(number),
                    Explanation.of("it asks for " + step.acknowledgements() + " acknowledgements and pages "
                            + Words.count(most.size(), "person", "people") + " at most"));
        }
    }

    /** Everyone whom a target can stand for. */
    private Collection<String> peopleOf(EscalationTarget target) {
        if (target instanceof EscalationTarget.RoundRobin turns) {
            return turns.targets().stream()
                    .flatMap(one -> peopleOf(one).stream())
                    .toList();
        }
        return target instanceof EscalationTarget.Schedule schedule
                ? scope.onCall().getOrDefault(schedule.id(), new TreeMap<>()).keySet()
                : target.people(Roster.NONE.withTeams(scope.teams()));
    }

    private void loops(boolean somebody) {
        if (policy.repeats() == 0) {
            return;
        }
        String what = "escalation policy " + policy.name();
        if (!somebody) {
            find(
                    EscalationFinding.Rule.LOOP_HAS_PEOPLE,
                    what,
                    Explanation.of(
                            "none of its steps reaches anybody, and it is repeated " + Words.times(policy.repeats())));
        }
        Duration cycle = policy.steps().stream().map(EscalationStep::delay).reduce(Duration.ZERO, Duration::plus);
        pageable()
                .forEach((person, urgencies) -> scope.plan().rulesOf(person).ifPresent(rules -> {
                    Duration longest = rules.rules().stream()
                            .filter(rule -> rule.urgencies().stream().anyMatch(urgencies::contains))
                            .map(NotificationRule::delay)
                            .max(Duration::compareTo)
                            .orElse(Duration.ZERO);
                    if (longest.compareTo(cycle) > 0) {
                        find(
                                EscalationFinding.Rule.LOOP_LEAVES_TIME,
                                what,
                                Explanation.of("its steps take " + Words.duration(cycle) + " and the rules of " + person
                                        + " go on for " + Words.duration(longest)));
                    }
                }));
    }

    /** The people whom the policy can page, and with which urgencies. */
    private SortedMap<String, Set<PageUrgency>> pageable() {
        SortedMap<String, Set<PageUrgency>> people = new TreeMap<>();
        policy.steps()
                .forEach(step -> step.targets()
                        .forEach(target -> peopleOf(target)
                                .forEach(person -> people.computeIfAbsent(
                                                person, name -> EnumSet.noneOf(PageUrgency.class))
                                        .add(step.urgency()))));
        return people;
    }

    private void personalRules() {
        pageable()
                .forEach((person, urgencies) -> scope.plan().rulesOf(person).ifPresent(rules -> {
                    Map<PageUrgency, Boolean> atOnce = new EnumMap<>(PageUrgency.class);
                    urgencies.forEach(urgency ->
                            atOnce.put(urgency, !rules.atOnce(urgency).isEmpty()));
                    atOnce.forEach((urgency, told) -> {
                        if (!told) {
                            String first = rules.of(urgency).stream()
                                    .findFirst()
                                    .map(rule -> "the first rule is " + rule)
                                    .orElse("no rule is for it");
                            find(
                                    EscalationFinding.Rule.RULE_AT_ONCE,
                                    "notification rules of " + person,
                                    Explanation.of("at a page of " + urgency + " urgency, " + first));
                        }
                    });
                    for (NotificationRule rule : rules.rules()) {
                        if (rule.urgencies().stream().noneMatch(urgencies::contains)) {
                            find(
                                    EscalationFinding.Rule.RULE_REACHABLE,
                                    "notification rule " + rule + " of " + person,
                                    Explanation.of("the steps of policy " + policy.name() + " page " + person + " with "
                                            + urgencies + " urgency alone"));
                        }
                    }
                }));
    }
}
