package io.itops.cli.replay;

import io.itops.core.ItOps;
import io.itops.incident.priority.Priority;
import io.itops.incident.problem.ProblemCommand;
import io.itops.incident.problem.ProblemHoldReason;
import io.itops.incident.problem.ProblemId;
import io.itops.incident.problem.ProblemState;
import io.itops.incident.problem.ProblemStatement;
import io.itops.incident.problem.Problems;
import io.itops.incident.problem.ResolutionCode;
import java.time.Instant;
import java.util.Optional;

/** Replays cases as problems. */
final class ProblemReplay implements ReplayedLifecycle {
    private static final String QUEUE = "replayed";
    private static final String OWNER = "replay";
    private static final String REASON = "as the log has it";

    private final ReplayClock clock = new ReplayClock();
    private final ItOps ops = Instance.at(clock);
    private final Problems problems = Problems.attach(ops);

    @Override
    public void at(Instant now) {
        clock.set(now);
    }

    @Override
    public Replayed begin(String id, LogState state) {
        return new Case(problems.importNew(
                        ProblemStatement.of("case " + id),
                        Priority.P3,
                        stateOf(state),
                        clock.instant(),
                        REASON,
                        Instance.ACTOR)
                .id());
    }

    @Override
    public void close() {
        ops.close();
    }

    private static ProblemState stateOf(LogState state) {
        return switch (state) {
            case OPEN -> ProblemState.QUEUED;
            case IN_PROGRESS -> ProblemState.ANALYSIS;
            case ON_HOLD -> ProblemState.ON_HOLD;
            case RESOLVED -> ProblemState.RESOLVED;
            case CLOSED -> ProblemState.CLOSED;
            case CANCELLED -> ProblemState.CANCELLED;
            case TRIAGE, MITIGATED, MERGED, UNMAPPED ->
                throw new IllegalArgumentException(state + " is none of the lifecycle");
        };
    }

    private static LogState stateOf(ProblemState state) {
        return switch (state.category()) {
            case OPEN -> LogState.OPEN;
            case IN_PROGRESS -> LogState.IN_PROGRESS;
            case ON_HOLD -> LogState.ON_HOLD;
            case RESOLVED -> LogState.RESOLVED;
            case CLOSED -> LogState.CLOSED;
            case CANCELLED -> LogState.CANCELLED;
        };
    }

    /** The action that leads from one state to another. */
    static Optional<ProblemCommand> action(LogState from, LogState to) {
        boolean over = from == LogState.RESOLVED || from == LogState.CLOSED || from == LogState.CANCELLED;
        return Optional.ofNullable(
                switch (to) {
                    case OPEN ->
                        over
                                ? new ProblemCommand.Reopen(REASON, Optional.of(QUEUE))
                                : new ProblemCommand.Queue(QUEUE, REASON);
                    case IN_PROGRESS -> over ? new ProblemCommand.Reopen(REASON) : new ProblemCommand.Analyse(OWNER);
                    case ON_HOLD -> new ProblemCommand.Hold(ProblemHoldReason.OTHER, REASON);
                    case RESOLVED -> new ProblemCommand.Resolve(ResolutionCode.NOT_RECORDED, REASON);
                    case CLOSED -> new ProblemCommand.Close(Optional.of(ResolutionCode.NOT_RECORDED), REASON);
                    case CANCELLED -> new ProblemCommand.Cancel(REASON, Optional.empty());
                    case TRIAGE, MITIGATED, MERGED, UNMAPPED -> null;
                });
    }

    private final class Case implements Replayed {
        private final ProblemId id;

        Case(ProblemId id) {
            this.id = id;
        }

        @Override
        public LogState state() {
            return stateOf(problems.get(id).state());
        }

        @Override
        public Optional<String> offer(LogState from, LogState to) {
            Optional<ProblemCommand> action = action(from, to);
            return action.isEmpty()
                    ? Optional.of("no action leads to " + to.word())
                    : Instance.refusal(problems.execute(id, action.get(), Instance.ACTOR));
        }

        @Override
        public void correct(LogState to, String reason) {
            problems.importState(id, stateOf(to), clock.instant(), "refused: " + reason, Instance.ACTOR);
        }
    }
}
