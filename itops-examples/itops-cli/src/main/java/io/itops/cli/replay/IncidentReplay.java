package io.itops.cli.replay;

import io.itops.core.ItOps;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.incident.IncidentOptions;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.PlacementCommand;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Replays cases as incidents. What is open waits in a queue: nobody is paged for what is over long since. */
final class IncidentReplay implements ReplayedLifecycle {
    private static final ServiceId SERVICE = ServiceId.of("replayed");
    private static final String QUEUE = "replayed";
    private static final String REASON = "as the log has it";

    private final ReplayClock clock = new ReplayClock();
    private final ItOps ops = Instance.at(clock);
    private final Incidents incidents = Incidents.attach(
            ops,
            IncidentOptions.builder()
                    .policy(EscalationPolicy.builder()
                            .step("nobody", Duration.ofDays(1))
                            .build())
                    .closeAfter(Optional.empty())
                    .build());

    @Override
    public void at(Instant now) {
        clock.set(now);
    }

    @Override
    public Replayed begin(String id, LogState state) {
        Trouble trouble = Trouble.of(id, SERVICE, Severity.SEV3, "case " + id);
        return new Case(incidents
                .importNew(trouble, stateOf(state), clock.instant(), REASON, Instance.ACTOR)
                .id());
    }

    @Override
    public void close() {
        ops.close();
    }

    private static IncidentState stateOf(LogState state) {
        return switch (state) {
            case TRIAGE -> IncidentState.TRIAGE;
            case OPEN -> IncidentState.QUEUED;
            case IN_PROGRESS -> IncidentState.ACKNOWLEDGED;
            case ON_HOLD -> IncidentState.ON_HOLD;
            case MITIGATED -> IncidentState.MITIGATED;
            case RESOLVED -> IncidentState.RESOLVED;
            case CLOSED -> IncidentState.CLOSED;
            case CANCELLED -> IncidentState.CANCELLED;
            case MERGED, UNMAPPED -> throw new IllegalArgumentException(state + " is none of the lifecycle");
        };
    }

    private static LogState stateOf(IncidentState state) {
        return switch (state) {
            case TRIAGE -> LogState.TRIAGE;
            case TRIGGERED, QUEUED -> LogState.OPEN;
            case ACKNOWLEDGED -> LogState.IN_PROGRESS;
            case ON_HOLD -> LogState.ON_HOLD;
            case MITIGATED -> LogState.MITIGATED;
            case RESOLVED -> LogState.RESOLVED;
            case CLOSED -> LogState.CLOSED;
            case CANCELLED -> LogState.CANCELLED;
            case MERGED -> LogState.MERGED;
        };
    }

    /** The action that leads from one state to another; empty where no action leads into the second from anywhere. */
    static Optional<IncidentCommand> action(LogState from, LogState to) {
        return Optional.ofNullable(
                switch (to) {
                    case OPEN -> opening(from);
                    case IN_PROGRESS ->
                        from == LogState.OPEN || from == LogState.TRIAGE
                                ? new IncidentCommand.Acknowledge()
                                : new PlacementCommand.Resume(REASON);
                    case ON_HOLD -> new PlacementCommand.PutOnHold(Hold.of(HoldReason.OTHER, REASON));
                    case MITIGATED -> new IncidentCommand.Mitigate(REASON);
                    case RESOLVED -> new IncidentCommand.Resolve(REASON, false, Optional.empty());
                    case CLOSED -> new IncidentCommand.Close(REASON);
                    case CANCELLED -> new IncidentCommand.Cancel(REASON);
                    case TRIAGE, MERGED, UNMAPPED -> null;
                });
    }

    private static IncidentCommand opening(LogState from) {
        return switch (from) {
            case TRIAGE -> new PlacementCommand.Accept(REASON);
            case RESOLVED, CLOSED, CANCELLED -> new IncidentCommand.Reopen(REASON, false, Optional.empty());
            default -> new PlacementCommand.Requeue(QUEUE, REASON);
        };
    }

    private final class Case implements Replayed {
        private final IncidentId id;

        Case(IncidentId id) {
            this.id = id;
        }

        @Override
        public LogState state() {
            return stateOf(incidents.get(id).state());
        }

        @Override
        public Optional<String> offer(LogState from, LogState to) {
            Optional<IncidentCommand> action = action(from, to);
            return action.isEmpty()
                    ? Optional.of("no action leads to " + to.word())
                    : Instance.refusal(incidents.execute(id, action.get(), Instance.ACTOR));
        }

        @Override
        public void correct(LogState to, String reason) {
            incidents.importState(id, stateOf(to), clock.instant(), "refused: " + reason, Instance.ACTOR);
        }
    }
}
