package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Who is paged about an incident, in which order, until someone acknowledges it.
 *
 * <p>The first step is taken when the incident opens. A step whose delay has passed without an acknowledgement is followed by the
 * next one; behind the last step the policy is repeated as often as it says, and then it is exhausted.
 *
 * <pre>{@code
 * EscalationPolicy.builder()
 *         .step("ann", Duration.ofMinutes(5))
 *         .step(EscalationTarget.schedule("managers"), Duration.ofMinutes(10))
 *         .repeat(2)
 *         .ackTimeout(Duration.ofMinutes(30))
 *         .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what people call it, at most 100 characters
 * @param steps the steps in order, 1 to 20
 * @param repeats how often all steps are gone through again, 0 to 100
 * @param ackTimeout how long an acknowledgement holds before the incident is triggered again, at most seven days; empty: for good
 * @since 0.1
 */
public record EscalationPolicy(String name, List<EscalationStep> steps, int repeats, Optional<Duration> ackTimeout) {
    /** How policies are written. */
    public static final Codec<EscalationPolicy> CODEC = Shape.of("escalation policy", s -> {
        var name = s.field("name", Codec.TEXT, EscalationPolicy::name);
        var steps = s.field("steps", EscalationStep.CODEC.list(), EscalationPolicy::steps);
        var repeats = s.field("repeats", Codec.INT, EscalationPolicy::repeats);
        var ackTimeout = s.optional("ackTimeout", Codec.DURATION, EscalationPolicy::ackTimeout);
        return row -> new EscalationPolicy(row.get(name), row.get(steps), row.get(repeats), row.get(ackTimeout));
    });

    /** Checks and copies the parts. */
    public EscalationPolicy {
        Require.text("escalation policy name", Require.id("escalation policy name", name), 100);
        Require.size("escalation steps", steps, 1, 20).forEach(step -> Require.present("escalation step", step));
        steps = List.copyOf(steps);
        Require.range("escalation repeats", repeats, 0, 100);
        Require.present("acknowledgement timeout", ackTimeout)
                .ifPresent(timeout -> Require.positive("acknowledgement timeout", timeout, EscalationStep.LONGEST));
    }

    /**
     * Starts a policy.
     *
     * @return a builder without steps
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The step at a position.
     *
     * @param position where an escalation stands
     * @return the step
     * @throws io.itops.core.InvalidInputException if the policy has no such step
     */
    public EscalationStep step(StepPosition position) {
        return steps.get(Require.range("escalation step", given(position).step(), 1, steps.size()) - 1);
    }

    /**
     * The position behind another one.
     *
     * @param position where an escalation stands
     * @return the next step, the first one of the next cycle behind the last step, or empty where the policy is exhausted
     */
    public Optional<StepPosition> next(StepPosition position) {
        if (given(position).step() < steps.size()) {
            return Optional.of(new StepPosition(position.cycle(), position.step() + 1));
        }
        return position.cycle() <= repeats ? Optional.of(wrapped(position)) : Optional.empty();
    }

    /**
     * The position behind another one, without regard to the number of repeats: what a person gets who asks for it.
     *
     * @param position where an escalation stands
     * @return the next step, or the first one of the next cycle behind the last step
     */
    public StepPosition nextOnDemand(StepPosition position) {
        return next(position).orElseGet(() -> wrapped(position));
    }

    private static StepPosition given(StepPosition position) {
        return Require.present("step position", position);
    }

    private static StepPosition wrapped(StepPosition position) {
        return new StepPosition(position.cycle() + 1, 1);
    }

    /**
     * A position in words.
     *
     * @param position where an escalation stands
     * @return {@code step 2 of 3, cycle 1 of 2}
     */
    public String describe(StepPosition position) {
        return "step " + given(position).step() + " of " + steps.size() + ", cycle " + position.cycle() + " of "
                + Math.max(position.cycle(), repeats + 1);
    }

    /**
     * The schedules that any step names.
     *
     * @return their ids, sorted
     */
    public SortedSet<String> schedules() {
        return named(EscalationTarget::schedules);
    }

    /**
     * The teams of the catalog that any step names.
     *
     * @return their ids, sorted
     */
    public SortedSet<String> teams() {
        return named(EscalationTarget::teams);
    }

    /**
     * The round robins that any step names.
     *
     * @return the names under which their turns are counted, sorted
     */
    public SortedSet<String> roundRobins() {
        return named(EscalationTarget::roundRobins);
    }

    private SortedSet<String> named(Function<EscalationTarget, List<String>> names) {
        SortedSet<String> all = new TreeSet<>();
        steps.forEach(step -> step.targets().forEach(target -> all.addAll(names.apply(target))));
        return all;
    }

    /**
     * Where an escalation goes on that stood at a step of another policy: at the step of the same number, in the same cycle. Where this
     * policy has fewer steps, it goes on with the first step of the next cycle, if there is one more.
     *
     * @param position where it stood in the other policy
     * @return where it stands in this one; behind the last step of the last cycle if there is no step left
     */
    public StepPosition placeOf(StepPosition position) {
        if (given(position).step() <= steps.size()) {
            return position;
        }
        return next(new StepPosition(position.cycle(), steps.size()))
                .orElse(new StepPosition(position.cycle(), steps.size()));
    }

    /**
     * Collects the parts of a policy; nothing is judged as a whole before {@link #build()}.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final List<EscalationStep> steps = new ArrayList<>();
        private String name = "default";
        private int repeats;
        private Optional<Duration> ackTimeout = Optional.empty();

        private Builder() {}

        /**
         * What people call it; {@code default} unless given.
         *
         * @param given the name
         * @return this
         */
        public Builder name(String given) {
            name = given;
            return this;
        }

        /**
         * Adds a step that pages a person.
         *
         * @param person the person's id
         * @param delay the time for an acknowledgement
         * @return this
         */
        public Builder step(String person, Duration delay) {
            return step(EscalationTarget.person(person), delay);
        }

        /**
         * Adds a step that pages one target.
         *
         * @param target whom to page
         * @param delay the time for an acknowledgement
         * @return this
         */
        public Builder step(EscalationTarget target, Duration delay) {
            return step(List.of(Require.present("escalation target", target)), delay);
        }

        /**
         * Adds a step that pages several targets at once.
         *
         * @param targets whom to page
         * @param delay the time for an acknowledgement
         * @return this
         */
        public Builder step(List<EscalationTarget> targets, Duration delay) {
            steps.add(new EscalationStep(targets, delay));
            return this;
        }

        /**
         * Adds a step.
         *
         * @param step the step
         * @return this
         */
        public Builder step(EscalationStep step) {
            steps.add(Require.present("escalation step", step));
            return this;
        }

        /**
         * Goes through all steps again; never unless given.
         *
         * @param times how often, 0 to 100
         * @return this
         */
        public Builder repeat(int times) {
            repeats = Require.range("escalation repeats", times, 0, 100);
            return this;
        }

        /**
         * Triggers an incident again whose acknowledgement is older than this; never unless given.
         *
         * @param timeout how long an acknowledgement holds
         * @return this
         */
        public Builder ackTimeout(Duration timeout) {
            ackTimeout = Optional.of(Require.present("acknowledgement timeout", timeout));
            return this;
        }

        /**
         * The policy.
         *
         * @return the policy
         * @throws io.itops.core.InvalidInputException if it has no step or more than 20, or a part is malformed
         */
        public EscalationPolicy build() {
            return new EscalationPolicy(name, steps, repeats, ackTimeout);
        }
    }
}
