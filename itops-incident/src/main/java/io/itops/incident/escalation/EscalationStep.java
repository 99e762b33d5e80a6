package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One step of an escalation policy: whom to page, and how long they have before the next step is taken.
 *
 * <p>Immutable and thread-safe.
 *
 * @param targets whom to page, all at once, 1 to 20
 * @param delay the time for an acknowledgement, above zero, at most seven days
 * @since 0.1
 */
public record EscalationStep(List<EscalationTarget> targets, Duration delay) {
    static final Duration LONGEST = Duration.ofDays(7);

    /** How steps are written. */
    public static final Codec<EscalationStep> CODEC = Shape.of("escalation step", s -> {
        var targets = s.field("targets", EscalationTarget.CODEC.list(), EscalationStep::targets);
        var delay = s.field("delay", Codec.DURATION, EscalationStep::delay);
        return row -> new EscalationStep(row.get(targets), row.get(delay));
    });

    /** Checks and copies the parts. */
    public EscalationStep {
        Require.size("targets of an escalation step", targets, 1, 20)
                .forEach(target -> Require.present("target of an escalation step", target));
        targets = List.copyOf(targets);
        Require.positive("delay of an escalation step", delay, LONGEST);
    }

    @Override
    public String toString() {
        return targets.stream().map(EscalationTarget::toString).collect(Collectors.joining(" and ")) + " for "
                + Words.duration(delay);
    }
}
