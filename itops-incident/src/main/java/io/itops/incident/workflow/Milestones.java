package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.Optional;

/**
 * When an incident went through its states.
 *
 * <p>Immutable and thread-safe.
 *
 * @param openedAt when it was opened first
 * @param reopenedAt when it was last reopened, if it ever was
 * @param acknowledgedAt when it was first acknowledged, if ever
 * @param mitigatedAt when its effect on users ended, if it has
 * @param resolvedAt when it was resolved, if it is
 * @param endedAt when it was closed, cancelled or merged, if it is
 * @since 0.1
 */
public record Milestones(
        Instant openedAt,
        Optional<Instant> reopenedAt,
        Optional<Instant> acknowledgedAt,
        Optional<Instant> mitigatedAt,
        Optional<Instant> resolvedAt,
        Optional<Instant> endedAt) {
    /** How they are written. */
    public static final Codec<Milestones> CODEC = Shape.of("milestones", s -> {
        var openedAt = s.field("openedAt", Codec.INSTANT, Milestones::openedAt);
        var reopenedAt = s.optional("reopenedAt", Codec.INSTANT, Milestones::reopenedAt);
        var acknowledgedAt = s.optional("acknowledgedAt", Codec.INSTANT, Milestones::acknowledgedAt);
        var mitigatedAt = s.optional("mitigatedAt", Codec.INSTANT, Milestones::mitigatedAt);
        var resolvedAt = s.optional("resolvedAt", Codec.INSTANT, Milestones::resolvedAt);
        var endedAt = s.optional("endedAt", Codec.INSTANT, Milestones::endedAt);
        return row -> new Milestones(
                row.get(openedAt),
                row.get(reopenedAt),
                row.get(acknowledgedAt),
                row.get(mitigatedAt),
                row.get(resolvedAt),
                row.get(endedAt));
    });

    /** Checks the parts. */
    public Milestones {
        openedAt = Require.instant("opening instant", openedAt);
        reopenedAt = kept("reopening instant", reopenedAt);
        acknowledgedAt = kept("acknowledgement instant", acknowledgedAt);
        mitigatedAt = kept("mitigation instant", mitigatedAt);
        resolvedAt = kept("resolution instant", resolvedAt);
        endedAt = kept("end instant", endedAt);
    }

    private static Optional<Instant> kept(String what, Optional<Instant> instant) {
        return Require.present(what, instant).map(at -> Require.instant(what, at));
    }

    static Milestones opened(Instant at) {
        return new Milestones(
                at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Milestones acknowledged(Instant at) {
        return new Milestones(
                openedAt, reopenedAt, Optional.of(acknowledgedAt.orElse(at)), mitigatedAt, resolvedAt, endedAt);
    }

    Milestones mitigated(Instant at) {
        return new Milestones(openedAt, reopenedAt, acknowledgedAt, Optional.of(at), resolvedAt, endedAt);
    }

    Milestones resolved(Instant at) {
        return new Milestones(openedAt, reopenedAt, acknowledgedAt, mitigatedAt, Optional.of(at), endedAt);
    }

    Milestones ended(Instant at) {
        return new Milestones(openedAt, reopenedAt, acknowledgedAt, mitigatedAt, resolvedAt, Optional.of(at));
    }

    Milestones reopened(Instant at) {
        return new Milestones(
                openedAt, Optional.of(at), acknowledgedAt, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What holds of an incident that stands in a state since an instant: nothing that only a later state can have. */
    Milestones entered(IncidentState state, Instant at) {
        return switch (state) {
            case ACKNOWLEDGED -> in(state).acknowledged(at);
            case MITIGATED -> in(state).mitigated(at);
            case RESOLVED -> in(state).resolved(at);
            // what is published knows the end of the trouble by its resolution alone
            case CLOSED -> (resolvedAt.isPresent() ? this : resolved(at)).ended(at);
            case CANCELLED -> ended(at);
            case TRIAGE, TRIGGERED, QUEUED, ON_HOLD, MERGED -> in(state);
        };
    }

    /** What can hold in a state. Whoever waits keeps what was reached for users; whoever works on it again does not. */
    Milestones in(IncidentState state) {
        return switch (state) {
            case TRIAGE, TRIGGERED, QUEUED, ACKNOWLEDGED -> unresolved(Optional.empty());
            case ON_HOLD, MITIGATED -> unresolved(mitigatedAt);
            case RESOLVED ->
                new Milestones(openedAt, reopenedAt, acknowledgedAt, mitigatedAt, resolvedAt, Optional.empty());
            case CLOSED, CANCELLED, MERGED -> this;
        };
    }

    private Milestones unresolved(Optional<Instant> mitigated) {
        if (mitigated.equals(mitigatedAt) && resolvedAt.isEmpty() && endedAt.isEmpty()) {
            return this;
        }
        return new Milestones(openedAt, reopenedAt, acknowledgedAt, mitigated, Optional.empty(), Optional.empty());
    }
}
