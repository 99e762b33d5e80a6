package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One step of an escalation policy: whom to page, under which conditions, and how long they have before the next step is taken.
 *
 * <pre>{@code
 * EscalationStep managers = EscalationStep.builder(Duration.ofMinutes(15))
 *         .page(EscalationTarget.team("managers"))
 *         .when(StepCondition.atLeast(Severity.SEV2))
 *         .acknowledgements(2)
 *         .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param targets whom to page, all at once, 1 to 20, with at most 1,000 people in their groups
 * @param delay the time for an acknowledgement, above zero, at most seven days
 * @param conditions what must hold for the step to be taken, all of it, at most 10
 * @param unmet what becomes of the step where a condition does not hold; a step can wait only for ages and hours
 * @param acknowledgements how many people must acknowledge, 1 to 20; no more are waited for than the step has paged
 * @param urgency what it wants of the people it pages
 * @since 0.1
 */
public record EscalationStep(
        List<EscalationTarget> targets,
        Duration delay,
        List<StepCondition> conditions,
        Unmet unmet,
        int acknowledgements,
        PageUrgency urgency) {
    static final Duration LONGEST = Duration.ofDays(7);

    /** So many people one step pages at most; those of its groups are counted when it is built. */
    public static final int MOST_PEOPLE = 1_000;

    /** How steps are written: what is as usual is left out. */
    public static final Codec<EscalationStep> CODEC = Shape.of("escalation step", s -> {
        var targets = s.field("targets", EscalationTarget.CODEC.list(), EscalationStep::targets);
        var delay = s.field("delay", Codec.DURATION, EscalationStep::delay);
        var conditions = s.optional(
                "conditions",
                StepCondition.CODEC.list(),
                step -> Optional.of(step.conditions()).filter(list -> !list.isEmpty()));
        var unmet = s.optional(
                "unmet",
                Codec.ofEnum(Unmet.class),
                step -> Optional.of(step.unmet()).filter(u -> u != Unmet.SKIP));
        var acknowledgements = s.optional(
                "acknowledgements",
                Codec.INT,
                step -> Optional.of(step.acknowledgements()).filter(number -> number != 1));
        var urgency = s.optional(
                "urgency",
                Codec.ofEnum(PageUrgency.class),
                step -> Optional.of(step.urgency()).filter(u -> u != PageUrgency.HIGH));
        return row -> new EscalationStep(
                row.get(targets),
                row.get(delay),
                row.get(conditions).orElse(List.of()),
                row.get(unmet).orElse(Unmet.SKIP),
                row.get(acknowledgements).orElse(1),
                row.get(urgency).orElse(PageUrgency.HIGH));
    });

    /** Checks and copies the parts. */
    public EscalationStep {
        Require.size("targets of an escalation step", targets, 1, 20)
                .forEach(target -> Require.present("target of an escalation step", target));
        targets = List.copyOf(targets);
        long named = targets.stream()
                .filter(target -> target instanceof EscalationTarget.Group)
                .flatMap(target -> ((EscalationTarget.Group) target).members().stream())
                .distinct()
                .count();
        Require.that(
                named <= MOST_PEOPLE, "people in the groups of an escalation step", "be at most " + MOST_PEOPLE, named);
        Require.positive("delay of an escalation step", delay, LONGEST);
        conditions = List.copyOf(
                Require.size("conditions of an escalation step", Require.list("conditions", conditions), 0, 10));
        Require.present("what becomes of a step whose conditions do not hold", unmet);
        Require.that(
                unmet == Unmet.SKIP || conditions.stream().allMatch(StepCondition::timed),
                "conditions of an escalation step that waits",
                "be ages and hours, which time alone decides about",
                conditions);
        Require.range("acknowledgements of an escalation step", acknowledgements, 1, 20);
        Require.present("urgency of an escalation step", urgency);
    }

    /**
     * A step that is always taken, pages urgently, and is content with one acknowledgement.
     *
     * @param targets whom to page, all at once, 1 to 20
     * @param delay the time for an acknowledgement, above zero, at most seven days
     */
    public EscalationStep(List<EscalationTarget> targets, Duration delay) {
        this(targets, delay, List.of(), Unmet.SKIP, 1, PageUrgency.HIGH);
    }

    /**
     * A step that is always taken, pages one target urgently, and is content with one acknowledgement.
     *
     * @param target whom to page
     * @param delay the time for an acknowledgement, above zero, at most seven days
     * @return the step
     */
    public static EscalationStep paging(EscalationTarget target, Duration delay) {
        return new EscalationStep(List.of(Require.present("target of an escalation step", target)), delay);
    }

    /**
     * Starts a step.
     *
     * @param delay the time for an acknowledgement, above zero, at most seven days
     * @return a builder without targets
     */
    public static Builder builder(Duration delay) {
        return new Builder(Require.positive("delay of an escalation step", delay, LONGEST));
    }

    /**
     * Why the step is not to be taken.
     *
     * @param situation what its conditions are asked about
     * @return a clause for each condition that does not hold, empty if all do
     */
    public List<String> unmet(StepSituation situation) {
        return conditions.stream()
                .flatMap(condition -> condition.unmet(situation).stream())
                .toList();
    }

    /**
     * When all conditions hold, if nothing but time passes.
     *
     * @param situation what they are asked about
     * @return the first instant from now on at which they do; empty if none comes within 400 turns of the hours that they name
     */
    public Optional<Instant> next(StepSituation situation) {
        Instant at = Require.present("situation", situation).now();
        // each round moves to the latest of what the conditions want, until none wants more
        for (int round = 0; round < 400; round++) {
            Instant latest = at;
            for (StepCondition condition : conditions) {
                Optional<Instant> next = condition.next(
                        new StepSituation(situation.severity(), situation.signals(), situation.triggeredAt(), at));
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                latest = next.get().isAfter(latest) ? next.get() : latest;
            }
            if (latest.equals(at)) {
                return Optional.of(at);
            }
            at = latest;
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        String conditional = conditions.isEmpty()
                ? ""
                : (unmet == Unmet.WAIT ? " once " : " if ")
                        + conditions.stream().map(StepCondition::toString).collect(Collectors.joining(" and "));
        return targets.stream().map(EscalationTarget::toString).collect(Collectors.joining(" and ")) + " for "
                + Words.duration(delay)
                + (acknowledgements == 1 ? "" : " until " + acknowledgements + " acknowledge")
                + (urgency == PageUrgency.HIGH ? "" : " with low urgency")
                + conditional;
    }

    /**
     * Collects the parts of a step.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final Duration delay;
        private final List<EscalationTarget> targets = new ArrayList<>();
        private final List<StepCondition> conditions = new ArrayList<>();
        private Unmet unmet = Unmet.SKIP;
        private int acknowledgements = 1;
        private PageUrgency urgency = PageUrgency.HIGH;

        private Builder(Duration delay) {
            this.delay = delay;
        }

        /**
         * Pages a person.
         *
         * @param person the person's id
         * @return this
         */
        public Builder page(String person) {
            return page(EscalationTarget.person(person));
        }

        /**
         * Pages one more target.
         *
         * @param target whom to page
         * @return this
         */
        public Builder page(EscalationTarget target) {
            targets.add(Require.present("target of an escalation step", target));
            return this;
        }

        /**
         * Takes the step only if one more condition holds; without any, it is always taken.
         *
         * @param condition the condition
         * @return this
         */
        public Builder when(StepCondition condition) {
            conditions.add(Require.present("condition of an escalation step", condition));
            return this;
        }

        /**
         * Waits for the conditions; a step is skipped otherwise where they do not hold.
         *
         * @return this
         */
        public Builder waiting() {
            unmet = Unmet.WAIT;
            return this;
        }

        /**
         * How many people must acknowledge; one unless given.
         *
         * @param number how many, 1 to 20
         * @return this
         */
        public Builder acknowledgements(int number) {
            acknowledgements = Require.range("acknowledgements of an escalation step", number, 1, 20);
            return this;
        }

        /**
         * What it wants of the people it pages; to wake them unless given.
         *
         * @param given the urgency
         * @return this
         */
        public Builder urgency(PageUrgency given) {
            urgency = Require.present("urgency of an escalation step", given);
            return this;
        }

        /**
         * The step.
         *
         * @return the step
         * @throws io.itops.core.InvalidInputException if it has no target or more than 20, or waits for what time does not decide
         */
        public EscalationStep build() {
            return new EscalationStep(targets, delay, conditions, unmet, acknowledgements, urgency);
        }
    }
}
