package io.itops.incident.escalation;

import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import io.itops.core.time.ZonedHours;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The course of one escalation, up to the notification that is asked about: when it goes out, and up to when an incident that is opened
 * later takes the same course.
 *
 * <p>While nothing that the course asked about changes its answer, a later opening is told after the same time, or earlier after its
 * opening where the course waits for a fixed instant: so of all openings with the same course, the first one is the worst. That holds for
 * the last of several notifications as it does for each of them. Not thread-safe; confine to one thread.
 */
final class Course {
    private static final Duration TICK = Duration.ofNanos(1_000);

    /** Which notification is asked about. */
    enum Asked {
        /** The first one of all; nobody acknowledges. */
        FIRST,
        /** The first one to the last person whom a round tells; nobody acknowledges. */
        CHAIN,
        /**
         * The same where each step that tells somebody is acknowledged at the last moment, and taken once more when the acknowledgement has
         * lapsed; nobody answers then.
         */
        LAPSES
    }

    private final EscalationPolicy policy;
    private final EscalationScope scope;
    private final Instant opened;
    private final Severity severity;
    private final long signals;
    private final Asked about;
    private final boolean telling;
    private final List<String> way = new ArrayList<>();
    private final Map<String, Instant> byWhom = new HashMap<>();

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
            Asked about,
            boolean telling) {
        this.about = about;
        this.telling = telling;
        this.policy = policy;
        this.scope = scope;
        this.opened = opened;
        this.severity = severity;
        this.signals = signals;
        this.at = opened;
        follow();
    }

    /** How long after the opening the notification goes out that is asked about. */
    Optional<Duration> time() {
        return asked(told).map(instant -> Duration.between(opened, instant));
    }

    private Optional<Instant> asked(@Nullable Instant first) {
        return about == Asked.FIRST
                ? Optional.ofNullable(first)
                : byWhom.values().stream().max(Instant::compareTo);
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
                .with("told", asked(told).map(Instant::toString).orElse("nobody"));
        for (String line : way.subList(0, Math.min(way.size(), 100))) {
            why = why.because(Explanation.of(line));
        }
        return why;
    }

    private void follow() {
        Optional<StepPosition> position = Optional.of(StepPosition.FIRST);
        Instant end = opened.plus(EscalationScope.LOOK_AHEAD);
        while (position.isPresent() && at.isBefore(end) && goesOn(position.get())) {
            asked++;
            EscalationStep step = policy.step(position.get());
            boolean paged = holds(step, position.get()) && page(step, position.get());
            paged = paged && lapses(step, position.get());
            if (paged || tried == policy.steps().size()) {
                at = at.plus(step.delay());
                tried = 1;
            } else {
                tried++;
            }
            position = policy.next(position.get());
        }
    }

    private boolean goesOn(StepPosition position) {
        // a round that is over told all whom it pages; only if that is nobody, the next one counts
        return about == Asked.FIRST ? told == null || told.isAfter(at) : position.cycle() == 1 || told == null;
    }

    /**
     * Where that is asked about, somebody acknowledges when the step's time is all but over, and the step is taken again when that has
     * lapsed.
     *
     * @return whether the step reached somebody when it was taken last
     */
    private boolean lapses(EscalationStep step, StepPosition position) {
        if (about != Asked.LAPSES || policy.ackTimeout().isEmpty()) {
            return true;
        }
        at = at.plus(step.delay());
        Instant taken = at;
        tell(() -> position + " is acknowledged by " + taken + ", and nothing is done");
        at = at.plus(policy.ackTimeout().get());
        tried = 1;
        asked++;
        return holds(step, position) && page(step, position);
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

    private void watch(ZonedHours hours, Instant instant) {
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
                if (about != Asked.FIRST && oneOf.size() == 1) {
                    people.forEach(
                            person -> first(List.of(person), step.urgency()).ifPresent(sent -> tell(person, sent)));
                }
                if (first.isPresent() && (slowest == null || first.get().isAfter(slowest))) {
                    slowest = first.get();
                }
            }
            anybody |= reaches;
            if (slowest != null && oneOf.size() > 1) {
                // a turn of a round robin leaves open who of them has been told
                tell(target.toString(), slowest);
            }
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

    private void tell(String whom, Instant sent) {
        byWhom.merge(whom, sent, (one, other) -> one.isBefore(other) ? one : other);
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
