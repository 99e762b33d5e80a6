package io.itops.incident.escalation;

import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The course of one escalation that nobody acknowledges, up to the first notification: when it goes out, and up to when an incident that
 * is opened later takes the same course.
 *
 * <p>While nothing that the course asked about changes its answer, a later opening is told after the same time, or earlier after its
 * opening where the course waits for a fixed instant: so of all openings with the same course, the first one is the worst. Not
 * thread-safe; confine to one thread.
 */
final class Course {
    private static final Duration TICK = Duration.ofNanos(1_000);

    private final EscalationPolicy policy;
    private final EscalationScope scope;
    private final Instant opened;
    private final Severity severity;
    private final long signals;
    private final boolean telling;
    private final List<String> way = new ArrayList<>();

    private Instant at;
    private boolean moves = true;
    private @Nullable Instant told;
    private @Nullable Instant changes;
    private long asked;
    private int tried = 1;

    Course(
            EscalationPolicy policy,
            EscalationScope scope,
            Instant opened,
            Severity severity,
            long signals,
            boolean telling) {
        this.telling = telling;
        this.policy = policy;
        this.scope = scope;
        this.opened = opened;
        this.severity = severity;
        this.signals = signals;
        this.at = opened;
        follow();
    }

    /** How long after the opening somebody is told. */
    Optional<Duration> time() {
        return Optional.ofNullable(told).map(instant -> Duration.between(opened, instant));
    }

    /** The first later opening that may take another course. */
    Optional<Instant> changes() {
        return Optional.ofNullable(changes);
    }

    /** How many steps were looked at. */
    long asked() {
        return asked;
    }

    Instant opened() {
        return opened;
    }

    Severity severity() {
        return severity;
    }

    long signals() {
        return signals;
    }

    Explanation how() {
        Explanation why = Explanation.of("a " + severity + " incident opened at " + opened)
                .with("told", told == null ? "nobody" : told);
        for (String line : way.subList(0, Math.min(way.size(), 100))) {
            why = why.because(Explanation.of(line));
        }
        return why;
    }

    private void follow() {
        Optional<StepPosition> position = Optional.of(StepPosition.FIRST);
        Instant end = opened.plus(EscalationScope.LOOK_AHEAD);
        while (position.isPresent() && at.isBefore(end) && (told == null || told.isAfter(at))) {
            asked++;
            EscalationStep step = policy.step(position.get());
            boolean paged = holds(step, position.get()) && page(step, position.get());
            if (paged || tried == policy.steps().size()) {
                at = at.plus(step.delay());
                tried = 1;
            } else {
                tried++;
            }
            position = policy.next(position.get());
        }
    }

    /** Whether the step is taken, at once or after a wait. */
    private boolean holds(EscalationStep step, StepPosition position) {
        step.conditions().forEach(this::watch);
        StepSituation situation = situation();
        List<String> unmet = step.unmet(situation);
        if (unmet.isEmpty()) {
            return true;
        }
        Optional<Instant> next = step.unmet() == Unmet.WAIT ? step.next(situation) : Optional.empty();
        if (next.isEmpty()) {
            tell(() -> position + " at " + at + " is skipped: " + String.join("; ", unmet));
            return false;
        }
        Instant turn = at;
        tell(() -> position + " at " + turn + " waits until " + next.get() + ": " + String.join("; ", unmet));
        Instant until = next.get();
        boolean byAge = false;
        for (StepCondition condition : step.conditions()) {
            if (condition instanceof StepCondition.Age age) {
                byAge |= opened.plus(age.age()).equals(until);
                // a later opening reaches the age at the instant waited for
                changesAt(until.minus(age.age()));
            }
        }
        at = until;
        moves = byAge;
        tried = 1;
        step.conditions().forEach(this::watch);
        return true;
    }

    private StepSituation situation() {
        return new StepSituation(severity, signals, opened, at);
    }

    /** Notes up to which opening a condition gives the same answer. */
    private void watch(StepCondition condition) {
        if (condition instanceof StepCondition.Hours hours) {
            watch(hours.hours(), at);
        } else if (condition instanceof StepCondition.Age age && !moves) {
            changesAt(at.minus(age.age()).plus(TICK));
        }
    }

    private void watch(DailyHours hours, Instant instant) {
        if (moves) {
            Optional<Instant> flip = hours.contains(instant) ? hours.nextOutside(instant) : hours.next(instant);
            flip.ifPresent(edge -> changesAt(opened.plus(Duration.between(instant, edge))));
        }
    }

    private boolean onCall(Windows windows) {
        Optional<Window> window = windows.at(at);
        if (moves) {
            Optional<Instant> flip = window.isPresent() ? window.map(Window::end) : windows.next(at);
            flip.ifPresent(edge -> changesAt(opened.plus(Duration.between(at, edge))));
        }
        return window.isPresent();
    }

    /** The way is put into words only for the worst case: most courses are only measured. */
    private void tell(Supplier<String> line) {
        if (telling) {
            way.add(line.get());
        }
    }

    private void changesAt(Instant opening) {
        if (opening.isAfter(opened) && (changes == null || opening.isBefore(changes))) {
            changes = opening;
        }
    }

    /** Pages the people of a step; whether there are any. */
    private boolean page(EscalationStep step, StepPosition position) {
        boolean anybody = false;
        for (EscalationTarget target : step.targets()) {
            List<EscalationTarget> oneOf =
                    target instanceof EscalationTarget.RoundRobin turns ? turns.targets() : List.of(target);
            boolean reaches = false;
            boolean silent = false;
            @Nullable Instant slowest = null;
            for (EscalationTarget one : oneOf) {
                List<String> people = people(one);
                if (people.isEmpty()) {
                    continue;
                }
                reaches = true;
                Optional<Instant> first = first(people, step.urgency());
                silent |= first.isEmpty();
                if (first.isPresent() && (slowest == null || first.get().isAfter(slowest))) {
                    slowest = first.get();
                }
            }
            anybody |= reaches;
            // whose turn it is cannot be known: the one who is told last, or not at all
            if (reaches && !silent && slowest != null && (told == null || slowest.isBefore(told))) {
                told = slowest;
            }
        }
        String outcome = !anybody
                ? "reaches nobody"
                : told == null ? "pages people whom no rule tells" : "pages, the first one told at " + told;
        tell(() -> position + " at " + at + " " + outcome);
        return anybody;
    }

    private List<String> people(EscalationTarget target) {
        List<String> people = new ArrayList<>();
        if (target instanceof EscalationTarget.Schedule schedule) {
            scope.onCall().getOrDefault(schedule.id(), new TreeMap<>()).forEach((person, when) -> {
                if (onCall(when)) {
                    people.add(person);
                }
            });
        } else {
            people.addAll(target.people(Roster.NONE.withTeams(scope.teams())));
        }
        people.removeIf(person ->
                scope.plan().rulesOf(person).isEmpty() && scope.unreachable().contains(person));
        return people;
    }

    /** When the first of some people is told. */
    private Optional<Instant> first(List<String> people, PageUrgency urgency) {
        @Nullable Instant first = null;
        for (String person : people) {
            Optional<NotificationRules> rules = scope.plan().rulesOf(person);
            if (rules.isEmpty()) {
                return Optional.of(at);
            }
            for (NotificationRule rule : rules.get().of(urgency)) {
                Instant due = at.plus(rule.delay());
                rules.get().quiet().ifPresent(quiet -> watch(quiet.hours(), due));
                Instant sent = rules.get().earliest(urgency, due);
                first = first == null || sent.isBefore(first) ? sent : first;
            }
        }
        return Optional.ofNullable(first);
    }
}
