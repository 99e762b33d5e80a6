package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.core.time.ZonedHours;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What must hold for a step of an escalation policy to be taken. It is asked when the step's turn comes, from what is known then.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface StepCondition {
    /** How conditions are written. */
    Codec<StepCondition> CODEC = Family.of("step-condition", StepCondition.class)
            .with("severity", AtLeast.class, Shape.of("severity condition", s -> {
                var severity = s.field("severity", Codec.ofEnum(Severity.class), AtLeast::severity);
                return row -> new AtLeast(row.get(severity));
            }))
            .with("signals", Signals.class, Shape.of("signals condition", s -> {
                var number = s.field("number", Codec.LONG, Signals::number);
                return row -> new Signals(row.get(number));
            }))
            .with("age", Age.class, Shape.of("age condition", s -> {
                var age = s.field("age", Codec.DURATION, Age::age);
                return row -> new Age(row.get(age));
            }))
            .with("hours", Hours.class, Shape.of("hours condition", s -> {
                var hours = s.field("hours", ZonedHours.CODEC, Hours::hours);
                var inside = s.field("inside", Codec.BOOL, Hours::inside);
                return row -> new Hours(row.get(hours), row.get(inside));
            }))
            .build();

    /**
     * The incident is at least so bad.
     *
     * @param severity the least bad severity for which the step is taken
     */
    record AtLeast(Severity severity) implements StepCondition {
        /** Checks that the severity is given. */
        public AtLeast {
            Require.present("severity of a condition", severity);
        }

        @Override
        public Optional<String> unmet(StepSituation situation) {
            return severity.worseThan(Require.present("situation", situation).severity())
                    ? Optional.of("the incident is " + situation.severity() + " and not " + severity + " or worse")
                    : Optional.empty();
        }

        @Override
        public Optional<Instant> next(StepSituation situation) {
            return unmet(situation).isEmpty() ? Optional.of(situation.now()) : Optional.empty();
        }

        @Override
        public boolean timed() {
            return false;
        }

        @Override
        public String toString() {
            return severity + " or worse";
        }
    }

    /**
     * At least so many firing signals belong to the incident.
     *
     * @param number how many, 1 to 1,000,000
     */
    record Signals(long number) implements StepCondition {
        /** Checks the number. */
        public Signals {
            Require.that(number >= 1 && number <= 1_000_000, "signals of a condition", "be 1 to 1000000", number);
        }

        @Override
        public Optional<String> unmet(StepSituation situation) {
            long found = Require.present("situation", situation).signals();
            return found < number
                    ? Optional.of(Words.count(found, "signal") + " came and not " + number)
                    : Optional.empty();
        }

        @Override
        public Optional<Instant> next(StepSituation situation) {
            return unmet(situation).isEmpty() ? Optional.of(situation.now()) : Optional.empty();
        }

        @Override
        public boolean timed() {
            return false;
        }

        @Override
        public String toString() {
            return "at least " + Words.count(number, "signal");
        }
    }

    /**
     * The incident is at least so old, counted from its opening or last reopening.
     *
     * @param age how old, above zero, at most seven days
     */
    record Age(Duration age) implements StepCondition {
        /** Checks the age. */
        public Age {
            Require.positive("age of a condition", age, EscalationStep.LONGEST);
        }

        @Override
        public Optional<String> unmet(StepSituation situation) {
            Duration found = Require.present("situation", situation).age();
            return found.compareTo(age) < 0
                    ? Optional.of("the incident is " + Words.duration(found) + " old and not " + Words.duration(age))
                    : Optional.empty();
        }

        @Override
        public Optional<Instant> next(StepSituation situation) {
            return unmet(situation).isEmpty()
                    ? Optional.of(situation.now())
                    : Optional.of(situation.triggeredAt().plus(age));
        }

        @Override
        public boolean timed() {
            return true;
        }

        @Override
        public String toString() {
            return "older than " + Words.duration(age);
        }
    }

    /**
     * The step's turn comes in some hours, or outside them.
     *
     * @param hours the hours
     * @param inside whether it must come in them, or must not
     */
    record Hours(ZonedHours hours, boolean inside) implements StepCondition {
        /** Checks that the hours are given. */
        public Hours {
            Require.present("hours of a condition", hours);
        }

        @Override
        public Optional<String> unmet(StepSituation situation) {
            return hours.contains(Require.present("situation", situation).now()) == inside
                    ? Optional.empty()
                    : Optional.of("it is " + (inside ? "outside " : "within ") + hours);
        }

        @Override
        public Optional<Instant> next(StepSituation situation) {
            Instant now = Require.present("situation", situation).now();
            return inside ? hours.next(now) : hours.nextOutside(now);
        }

        @Override
        public boolean timed() {
            return true;
        }

        @Override
        public String toString() {
            return (inside ? "within " : "outside ") + hours;
        }
    }

    /**
     * Only if the incident is bad enough.
     *
     * @param severity the least bad severity for which the step is taken
     * @return the condition
     */
    static StepCondition atLeast(Severity severity) {
        return new AtLeast(severity);
    }

    /**
     * Only if enough signals came.
     *
     * @param number how many, 1 to 1,000,000
     * @return the condition
     */
    static StepCondition signals(long number) {
        return new Signals(number);
    }

    /**
     * Only if the incident is old enough.
     *
     * @param age how old
     * @return the condition
     */
    static StepCondition olderThan(Duration age) {
        return new Age(age);
    }

    /**
     * Only in some hours.
     *
     * @param hours the hours
     * @return the condition
     */
    static StepCondition within(ZonedHours hours) {
        return new Hours(hours, true);
    }

    /**
     * Only outside some hours.
     *
     * @param hours the hours
     * @return the condition
     */
    static StepCondition outside(ZonedHours hours) {
        return new Hours(hours, false);
    }

    /**
     * Why the condition does not hold.
     *
     * @param situation what it is asked about
     * @return a clause for people, empty if it holds
     */
    Optional<String> unmet(StepSituation situation);

    /**
     * When the condition holds, if nothing but time passes.
     *
     * @param situation what it is asked about
     * @return the first instant from now on at which it does, empty if that never comes
     */
    Optional<Instant> next(StepSituation situation);

    /**
     * Whether time alone decides about the condition.
     *
     * @return true for ages and hours
     */
    boolean timed();
}
