package io.itops.monitoring.rule;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.core.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an alert. Applying its events in order is the only way to an {@link Alert}.
 *
 * <p>Explanations travel in the journal's envelope alone. Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface AlertEvent extends WorkflowEvent<Alert> {
    /**
     * What it is about.
     *
     * @return the alert's identity
     */
    AlertIdentity identity();

    /**
     * Why it happened.
     *
     * @return the reason, where one was given
     */
    Optional<Explanation> because();

    @Override
    default List<Ref> alsoAbout() {
        AlertIdentity identity = identity();
        return List.of(
                Signals.ref(identity.dedupKey()),
                Ref.of("service", identity.service().value()),
                Ref.of("alert-rule", identity.rule()));
    }

    @Override
    default Optional<Explanation> explanation() {
        return because();
    }

    /**
     * Its condition began to hold.
     *
     * @param identity what it is about
     * @param value the value of the element
     * @param at the slot of the evaluation
     * @param downtimeBefore how long the group's evaluation had been interrupted before
     * @param missedBefore how much time of the group lay in missed slots before
     * @param because why
     */
    record Pending(
            AlertIdentity identity,
            double value,
            Instant at,
            Duration downtimeBefore,
            Duration missedBefore,
            Optional<Explanation> because)
            implements AlertEvent {
        @Override
        public Alert applyTo(@Nullable Alert before) {
            return new Alert(
                    identity,
                    AlertStatus.PENDING,
                    value,
                    at,
                    downtimeBefore,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    pastOf(before).begun(missedBefore, at));
        }

        @Override
        public String summary() {
            return line("pending: " + identity.labels() + " = " + Alert.shown(value));
        }
    }

    /**
     * Its condition has held long enough: at once where the rule has no time to hold for, so that such an alert is never pending.
     *
     * @param identity what it is about
     * @param value the value of the element
     * @param at the slot of the evaluation
     * @param activeAt since when its condition holds
     * @param downtimeBefore how long the group's evaluation had been interrupted before its condition began to hold
     * @param missedBefore how much time of the group lay in missed slots before its condition began to hold
     * @param because why
     */
    record Firing(
            AlertIdentity identity,
            double value,
            Instant at,
            Instant activeAt,
            Duration downtimeBefore,
            Duration missedBefore,
            Optional<Explanation> because)
            implements AlertEvent {
        @Override
        public Alert applyTo(@Nullable Alert before) {
            boolean waited = before != null && before.status() == AlertStatus.PENDING;
            AlertPast past =
                    waited ? pastOf(before).counted(true, at) : pastOf(before).begun(missedBefore, at);
            return new Alert(
                    identity,
                    AlertStatus.FIRING,
                    value,
                    activeAt,
                    downtimeBefore,
                    Optional.of(at),
                    Optional.empty(),
                    Optional.empty(),
                    past.fired(at));
        }

        @Override
        public String summary() {
            return line("firing: " + identity.labels() + " = " + Alert.shown(value));
        }
    }

    /**
     * It was pending, and its condition ceased.
     *
     * @param identity what it is about
     * @param at the slot of the evaluation
     * @param because why
     */
    record Cleared(AlertIdentity identity, Instant at, Optional<Explanation> because) implements AlertEvent {
        @Override
        public Alert applyTo(@Nullable Alert before) {
            return ended(before, AlertStatus.INACTIVE, at);
        }

        @Override
        public String summary() {
            return line("no longer pending: " + identity.labels());
        }
    }

    /**
     * It was firing, and its condition has ceased.
     *
     * @param identity what it is about
     * @param at the slot of the evaluation
     * @param because why
     */
    record Resolved(AlertIdentity identity, Instant at, Optional<Explanation> because) implements AlertEvent {
        @Override
        public Alert applyTo(@Nullable Alert before) {
            return ended(before, AlertStatus.RESOLVED, at);
        }

        @Override
        public String summary() {
            return line("resolved: " + identity.labels());
        }
    }

    /**
     * It was firing and its condition has ceased, but it fires on for a while.
     *
     * @param identity what it is about
     * @param at the slot of the evaluation
     * @param because why
     */
    record Kept(AlertIdentity identity, Instant at, Optional<Explanation> because) implements AlertEvent {
        @Override
        public Alert applyTo(@Nullable Alert before) {
            Alert known = known(before);
            return as(known, known.identity(), known.value(), Optional.of(at), known.past());
        }

        @Override
        public String summary() {
            return line("kept firing: " + identity.labels());
        }
    }

    /**
     * It fired on although its condition had ceased, and now the condition holds again.
     *
     * @param identity what it is about
     * @param value the value of the element
     * @param at the slot of the evaluation
     * @param because why
     */
    record Returned(AlertIdentity identity, double value, Instant at, Optional<Explanation> because)
            implements AlertEvent {
        @Override
        public Alert applyTo(@Nullable Alert before) {
            Alert known = known(before);
            return as(known, identity, value, Optional.empty(), graded(known, identity, known.past(), at));
        }

        @Override
        public String summary() {
            return line("met again: " + identity.labels() + " = " + Alert.shown(value));
        }
    }

    /**
     * It was firing, but the rule now asks for a longer time than its condition has held.
     *
     * @param identity what it is about
     * @param value the value of the element
     * @param at the slot of the evaluation
     * @param because why
     */
    record Postponed(AlertIdentity identity, double value, Instant at, Optional<Explanation> because)
            implements AlertEvent {
        @Override
        public Alert applyTo(@Nullable Alert before) {
            Alert known = known(before);
            return new Alert(
                    identity,
                    AlertStatus.PENDING,
                    value,
                    known.activeAt(),
                    known.downtimeBefore(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    pastOf(known));
        }

        @Override
        public String summary() {
            return line("pending again: " + identity.labels() + " = " + Alert.shown(value));
        }
    }

    /**
     * Its rule counts how often its condition holds, and one more evaluation is counted.
     *
     * @param identity what it is about
     * @param met whether the condition holds
     * @param value the value of the element, or the last one
     * @param at the slot of the evaluation
     * @param because why
     */
    record Counted(AlertIdentity identity, boolean met, double value, Instant at, Optional<Explanation> because)
            implements AlertEvent {
        @Override
        public Alert applyTo(@Nullable Alert before) {
            Alert known = known(before);
            return as(
                    known,
                    identity,
                    value,
                    known.keepFiringSince(),
                    graded(known, identity, known.past().counted(met, at), at));
        }

        @Override
        public String summary() {
            return line((met ? "met: " : "not met: ") + identity.labels());
        }
    }

    /**
     * The trouble is of another severity now.
     *
     * @param identity what it is about, with that severity
     * @param value the value of the element
     * @param at the slot of the evaluation
     * @param because why
     */
    record Regraded(AlertIdentity identity, double value, Instant at, Optional<Explanation> because)
            implements AlertEvent {
        @Override
        public Alert applyTo(@Nullable Alert before) {
            Alert known = known(before);
            return as(known, identity, value, known.keepFiringSince(), graded(known, identity, known.past(), at));
        }

        @Override
        public String summary() {
            return line("now " + identity.severity() + ": " + identity.labels() + " = " + Alert.shown(value));
        }
    }

    /**
     * Its trouble was signalled again on its behalf, or the end of that was signalled: kept by engines that signal again and again.
     *
     * @param identity what it is about
     * @param at the slot of the evaluation
     * @param because why
     */
    record Sent(AlertIdentity identity, Instant at, Optional<Explanation> because) implements AlertEvent {
        @Override
        public Alert applyTo(@Nullable Alert before) {
            Alert known = known(before);
            return as(
                    known,
                    known.identity(),
                    known.value(),
                    known.keepFiringSince(),
                    known.past().sent(at));
        }

        @Override
        public String summary() {
            return line("signalled: " + identity.labels());
        }
    }

    private static Alert known(@Nullable Alert before) {
        return Require.present("alert", before);
    }

    private static AlertPast pastOf(@Nullable Alert before) {
        return before == null ? AlertPast.NONE : before.past().firedBefore(before.firedAt());
    }

    /** A firing alert that is of another severity now is signalled again. */
    private static AlertPast graded(Alert known, AlertIdentity identity, AlertPast past, Instant at) {
        boolean signalled =
                known.status() == AlertStatus.FIRING && known.identity().severity() != identity.severity();
        return signalled ? past.sent(at) : past;
    }

    private static Alert as(
            Alert known, AlertIdentity identity, double value, Optional<Instant> keptSince, AlertPast past) {
        return new Alert(
                identity,
                known.status(),
                value,
                known.activeAt(),
                known.downtimeBefore(),
                known.firedAt(),
                known.endedAt(),
                keptSince,
                past);
    }

    private static Alert ended(@Nullable Alert before, AlertStatus status, Instant at) {
        Alert known = known(before);
        return new Alert(
                known.identity(),
                status,
                known.value(),
                known.activeAt(),
                known.downtimeBefore(),
                known.firedAt(),
                Optional.of(at),
                Optional.empty(),
                known.past());
    }

    private static String line(String text) {
        return SafeText.shorten(SafeText.oneLine(text), 300);
    }
}
