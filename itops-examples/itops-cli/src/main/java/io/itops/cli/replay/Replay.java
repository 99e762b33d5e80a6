package io.itops.cli.replay;

import io.itops.cli.replay.LogMapping.Priorities;
import io.itops.cli.replay.ReplayReport.Disagreement;
import io.itops.cli.replay.ReplayReport.IllegalMove;
import io.itops.cli.replay.ReplayReport.Law;
import io.itops.cli.replay.ReplayReport.LawMismatch;
import io.itops.cli.replay.ReplayReport.Move;
import io.itops.cli.replay.ReplayReport.MoveCount;
import io.itops.cli.replay.ReplayReport.ReopeningMismatch;
import io.itops.cli.replay.ReplayReport.Reopenings;
import io.itops.cli.replay.ReplayedLifecycle.Replayed;
import io.itops.incident.priority.PriorityMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Replays a log, case by case.
 *
 * <p>The first state of a case is taken over; each later change of the state is offered as the action that leads there. What is refused is
 * counted as illegal, and put right, so that the case goes on; so is what is accepted and leads elsewhere. Nothing leads into the unmapped
 * state or out of it, and a log does not say what a case was merged into: both ways are illegal, and the case stands where it stood
 * before as long as it is unmapped or merged. Events are replayed at their own time, but never at an older one than the
 * event before them in the case, and those without a time at that of the one before them.
 *
 * <p>Confined to one thread.
 */
public final class Replay {
    private static final String UNMAPPED = "the unmapped state is none of the lifecycle";
    private static final String MERGED = "the log does not say what the case was merged into";

    /** No case knows of another one, so that a store need not hold more of them. */
    private static final int CASES_AT_ONCE = 25_000;

    private final LogMapping mapping;
    private final Map<Move, int[]> moves = new HashMap<>();
    private final List<IllegalMove> illegal = new ArrayList<>();
    private final List<LawMismatch> lawMismatches = new ArrayList<>();
    private final List<ReopeningMismatch> reopeningMismatches = new ArrayList<>();
    private final List<Disagreement> disagreeing = new ArrayList<>();
    private int lawRows;
    private int equalReopenings;
    private int agreeing;
    private int backwards;
    private int untimed;
    private int stateless;

    private Replay(LogMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * Replays a file.
     *
     * @param file a table, or a ZIP with one
     * @param mapping how to read it
     * @return what came of it
     * @throws BadInputException with all that is wrong with the file; nothing was replayed then
     * @throws IOException if it cannot be read
     */
    public static ReplayReport of(Path file, LogMapping mapping) throws IOException {
        Log log = LogFile.STANDARD.read(file, mapping.format().charset(), table -> LogReader.read(table, mapping));
        return of(
                log,
                mapping,
                () -> switch (mapping.lifecycle()) {
                    case INCIDENT -> new IncidentReplay();
                    case PROBLEM -> new ProblemReplay();
                },
                CASES_AT_ONCE);
    }

    /** Replays through one lifecycle after the other, each for so many cases. */
    static ReplayReport of(Log log, LogMapping mapping, Supplier<ReplayedLifecycle> lifecycles, int casesAtOnce) {
        Replay replay = new Replay(mapping);
        List<Log.Case> cases = log.cases();
        for (int from = 0; from < cases.size(); from += casesAtOnce) {
            try (ReplayedLifecycle lifecycle = lifecycles.get()) {
                cases.subList(from, Math.min(cases.size(), from + casesAtOnce))
                        .forEach(one -> replay.replay(one, lifecycle));
            }
        }
        return replay.report(log);
    }

    private void replay(Log.Case one, ReplayedLifecycle lifecycle) {
        @Nullable Replayed replayed = null;
        @Nullable LogState before = null;
        @Nullable LogState mapped = null; // the last one that the lifecycle has
        int mappedLine = 0;
        int reopenings = 0;
        Instant now = firstTime(one);
        @Nullable LogEvent counted = null;
        for (LogEvent event : one.events()) {
            now = time(event, now);
            mapping.priority().ifPresent(law -> check(law, one.id(), event));
            counted = event.reopenings() < 0 ? counted : event;
            LogState state = event.state();
            if (state == null) {
                stateless++;
                continue;
            }
            if (before != null && state != before) {
                Optional<String> refusal = unreplayed(before, state);
                lifecycle.at(now);
                if (replayed != null && refusal.isEmpty()) {
                    refusal = offer(replayed, before, state);
                    refusal.ifPresent(new Correction(replayed, state)::because);
                } else if (replayed != null && state.isReplayed() && replayed.state() != state) {
                    refusal.ifPresent(new Correction(replayed, state)::because);
                }
                count(one.id(), event.line(), new Move(before, state), refusal);
            }
            if (replayed == null && state.isReplayed()) {
                lifecycle.at(now);
                replayed = lifecycle.begin(one.id(), state);
            }
            if (state.isReplayed()) {
                reopenings += mapped != null && mapped.isReopenedBy(state) ? 1 : 0;
                mapped = state;
                mappedLine = event.line();
            }
            before = state;
        }
        if (counted != null) {
            compare(one.id(), counted, reopenings);
        }
        judge(one.id(), mappedLine, mapped, replayed);
    }

    /** Why no action can be offered for a move, if none can. */
    private static Optional<String> unreplayed(LogState from, LogState to) {
        if (from == LogState.UNMAPPED || to == LogState.UNMAPPED) {
            return Optional.of(UNMAPPED);
        }
        return from.isReplayed() && to.isReplayed() ? Optional.empty() : Optional.of(MERGED);
    }

    /** Why a move is illegal: what was accepted must have led where the log says that it did. */
    private static Optional<String> offer(Replayed replayed, LogState from, LogState to) {
        Optional<String> refusal = replayed.offer(from, to);
        LogState reached = replayed.state();
        return refusal.isEmpty() && reached != to ? Optional.of("it led to " + reached.word()) : refusal;
    }

    /** Puts right what was refused. */
    private record Correction(Replayed replayed, LogState to) {
        void because(String reason) {
            replayed.correct(to, reason);
        }
    }

    /** The time of a case's events that come before the first one that has any. */
    private static Instant firstTime(Log.Case one) {
        for (LogEvent event : one.events()) {
            if (event.time() != null) {
                return event.time();
            }
        }
        return Instant.EPOCH;
    }

    private Instant time(LogEvent event, Instant before) {
        Instant time = event.time();
        if (time == null) {
            untimed += mapping.time().isPresent() ? 1 : 0;
            return before;
        }
        if (time.isBefore(before)) {
            backwards++;
            return before;
        }
        return time;
    }

    private void count(String caseId, int line, Move move, Optional<String> refusal) {
        int[] counts = moves.computeIfAbsent(move, unseen -> new int[2]);
        counts[0]++;
        if (refusal.isPresent()) {
            counts[1]++;
            illegal.add(new IllegalMove(caseId, line, move, refusal.get()));
        }
    }

    private void check(Priorities law, String caseId, LogEvent event) {
        if (event.impact() == 0 || event.urgency() == 0 || event.priority() == 0) {
            return;
        }
        lawRows++;
        PriorityMatrix matrix = law.matrix();
        boolean known = event.impact() <= matrix.impacts() && event.urgency() <= matrix.urgencies();
        if (known && matrix.priority(event.impact(), event.urgency()).number() == event.priority()) {
            return;
        }
        lawMismatches.add(new LawMismatch(
                caseId,
                event.line(),
                event.impact(),
                event.urgency(),
                event.priority(),
                known
                        ? String.valueOf(
                                matrix.priority(event.impact(), event.urgency()).number())
                        : "none"));
    }

    private void compare(String caseId, LogEvent counted, int derived) {
        if (counted.reopenings() == derived) {
            equalReopenings++;
        } else {
            reopeningMismatches.add(new ReopeningMismatch(caseId, counted.line(), counted.reopenings(), derived));
        }
    }

    private void judge(String caseId, int line, @Nullable LogState last, @Nullable Replayed replayed) {
        if (last == null || replayed == null || replayed.state() == last) {
            agreeing++;
        } else {
            disagreeing.add(new Disagreement(caseId, line, last, replayed.state()));
        }
    }

    private ReplayReport report(Log log) {
        List<MoveCount> counted = new ArrayList<>();
        moves.forEach((move, counts) -> counted.add(new MoveCount(move, counts[0], counts[1])));
        counted.sort(Comparator.comparingInt(MoveCount::count)
                .reversed()
                .thenComparing(count -> count.move().from())
                .thenComparing(count -> count.move().to()));
        return new ReplayReport(
                log.events(),
                log.cases().size(),
                List.copyOf(counted),
                List.copyOf(illegal),
                mapping.priority().map(law -> new Law(law.matrix().name(), lawRows, List.copyOf(lawMismatches))),
                mapping.reopenings().map(column -> new Reopenings(equalReopenings, List.copyOf(reopeningMismatches))),
                agreeing,
                List.copyOf(disagreeing),
                backwards,
                untimed,
                stateless,
                log.unended());
    }
}
