package io.itops.cli.replay;

import java.util.List;
import java.util.Optional;

/**
 * What came of a replay.
 *
 * @param events how many rows the log has
 * @param cases how many cases
 * @param moves how often each move was made, the most frequent first
 * @param illegal the moves that the lifecycle refused, in the order of the replay
 * @param law what was found of the law of priorities, if the mapping has one
 * @param reopenings what was found of the counter of reopenings, if the mapping has one
 * @param agreeing how many cases stand at last where the log has them
 * @param disagreeing the other ones
 * @param backwards how many events are older than the one before them in their case
 * @param untimed how many events have no time though the mapping names a column for it
 * @param stateless how many events say nothing of the state
 * @param unended whether the last row has no end of line, so that it may be torn
 */
public record ReplayReport(
        int events,
        int cases,
        List<MoveCount> moves,
        List<IllegalMove> illegal,
        Optional<Law> law,
        Optional<Reopenings> reopenings,
        int agreeing,
        List<Disagreement> disagreeing,
        int backwards,
        int untimed,
        int stateless,
        boolean unended) {
    /** From one state to another. */
    public record Move(LogState from, LogState to) {
        @Override
        public String toString() {
            return from.word() + " -> " + to.word();
        }
    }

    /**
     * How often a move was made.
     *
     * @param move the move
     * @param count how often the log has it
     * @param illegal how often it was refused
     */
    public record MoveCount(Move move, int count, int illegal) {}

    /**
     * A move that was refused.
     *
     * @param caseId the case
     * @param line the row that has the new state
     * @param move the move
     * @param reason why
     */
    public record IllegalMove(String caseId, int line, Move move, String reason) {}

    /**
     * What was found of the law of priorities.
     *
     * @param name the law
     * @param rows how many rows have impact, urgency and priority
     * @param mismatches the rows that break it
     */
    public record Law(String name, int rows, List<LawMismatch> mismatches) {}

    /**
     * A row whose priority is not that of the law.
     *
     * @param caseId the case
     * @param line the row
     * @param impact its impact
     * @param urgency its urgency
     * @param priority its priority
     * @param expected what the law has: a priority, or that it has none for these levels
     */
    public record LawMismatch(String caseId, int line, int impact, int urgency, int priority, String expected) {}

    /**
     * What was found of the counter of reopenings.
     *
     * @param equal how many cases have as many as their moves make
     * @param mismatches the other ones that have a counter
     */
    public record Reopenings(int equal, List<ReopeningMismatch> mismatches) {
        /** How many cases have a counter. */
        public int compared() {
            return equal + mismatches.size();
        }
    }

    /**
     * A case whose counter is not what its moves make.
     *
     * @param caseId the case
     * @param line the last row that has the counter
     * @param recorded what the counter says
     * @param derived how often its moves reopen it
     */
    public record ReopeningMismatch(String caseId, int line, long recorded, int derived) {}

    /**
     * A case that stands elsewhere at last.
     *
     * @param caseId the case
     * @param line the row that has the last state
     * @param log where the log has it
     * @param replayed where it stands
     */
    public record Disagreement(String caseId, int line, LogState log, LogState replayed) {}

    /** How often any move was made. */
    public int moved() {
        return moves.stream().mapToInt(MoveCount::count).sum();
    }
}
