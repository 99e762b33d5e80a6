package io.itops.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.cli.replay.ReplayReport.Disagreement;
import io.itops.cli.replay.ReplayReport.IllegalMove;
import io.itops.cli.replay.ReplayReport.LawMismatch;
import io.itops.cli.replay.ReplayReport.Move;
import io.itops.cli.replay.ReplayReport.MoveCount;
import io.itops.cli.replay.ReplayReport.ReopeningMismatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final FakeLifecycle all = new FakeLifecycle(move -> true);

    private static ReplayReport replay(LogMapping mapping, String table, ReplayedLifecycle lifecycle) {
        return Replay.of(Mappings.log(mapping, table), mapping, () -> lifecycle, 1_000);
    }

    @Test
    void theFirstStateIsTakenOverAndEveryChangeIsOffered() {
        ReplayReport report = replay(
                Mappings.small("time: {column: t, pattern: epoch-seconds}"),
                "id,state,n,t\na,new,1,10\na,new,2,20\na,work,3,30\nb,done,1,15\na,done,4,40\n",
                all);

        assertThat(all.calls)
                .containsExactly(
                        "1970-01-01T00:00:10Z begin a open",
                        "1970-01-01T00:00:30Z offer a in progress",
                        "1970-01-01T00:00:40Z offer a resolved",
                        "1970-01-01T00:00:15Z begin b resolved");
        assertThat(report.events()).isEqualTo(5);
        assertThat(report.cases()).isEqualTo(2);
        assertThat(report.moved()).isEqualTo(2);
        assertThat(report.illegal()).isEmpty();
        assertThat(report.agreeing()).isEqualTo(2);
    }

    @Test
    void noLifecycleHoldsMoreCasesThanItMay() {
        List<FakeLifecycle> made = new ArrayList<>();
        LogMapping mapping = Mappings.small("");
        Log log =
                Mappings.log(mapping, "id,state,n\na,new,1\nb,new,2\nc,new,3\na,done,4\nc,work,5\nd,new,6\ne,shut,7\n");

        ReplayReport report = Replay.of(
                log,
                mapping,
                () -> {
                    made.forEach(before -> assertThat(before.closed).isEqualTo(1));
                    made.add(new FakeLifecycle(move -> true));
                    return made.get(made.size() - 1);
                },
                2);

        assertThat(made).hasSize(3).extracting(one -> one.closed).containsOnly(1);
        assertThat(made.get(0).calls).hasSize(3).anyMatch(call -> call.endsWith("offer a resolved"));
        assertThat(made.get(2).calls).hasSize(1);
        assertThat(report.cases()).isEqualTo(5);
        assertThat(report.moved()).isEqualTo(2);
        assertThat(report.agreeing()).isEqualTo(5);
    }

    @Test
    void aRefusedMoveIsIllegalAndPutRightSoThatTheCaseGoesOn() {
        FakeLifecycle none = new FakeLifecycle(move -> move.to() != LogState.CLOSED);
        ReplayReport report = replay(Mappings.small(""), "id,state,n\na,new,1\na,shut,2\na,work,3\na,shut,4\n", none);

        Move open = new Move(LogState.OPEN, LogState.CLOSED);
        Move back = new Move(LogState.CLOSED, LogState.IN_PROGRESS);
        Move again = new Move(LogState.IN_PROGRESS, LogState.CLOSED);
        assertThat(report.illegal())
                .containsExactly(new IllegalMove("a", 3, open, "no"), new IllegalMove("a", 5, again, "no"));
        assertThat(report.moves())
                .containsExactly(new MoveCount(open, 1, 1), new MoveCount(again, 1, 1), new MoveCount(back, 1, 0));
        assertThat(none.calls)
                .containsExactly(
                        "1970-01-01T00:00:00Z begin a open",
                        "1970-01-01T00:00:00Z offer a closed",
                        "1970-01-01T00:00:00Z correct a closed (no)",
                        "1970-01-01T00:00:00Z offer a in progress",
                        "1970-01-01T00:00:00Z offer a closed",
                        "1970-01-01T00:00:00Z correct a closed (no)");
        assertThat(report.agreeing()).isEqualTo(1);
    }

    @Test
    void whatIsAcceptedAndLeadsElsewhereIsIllegalToo() {
        FakeLifecycle astray =
                new FakeLifecycle(move -> true, to -> to == LogState.IN_PROGRESS ? LogState.ON_HOLD : to);
        ReplayReport report = replay(Mappings.small(""), "id,state,n\na,new,1\na,work,2\na,done,3\n", astray);

        assertThat(report.illegal())
                .containsExactly(
                        new IllegalMove("a", 3, new Move(LogState.OPEN, LogState.IN_PROGRESS), "it led to on hold"));
        assertThat(astray.calls)
                .containsExactly(
                        "1970-01-01T00:00:00Z begin a open",
                        "1970-01-01T00:00:00Z offer a in progress",
                        "1970-01-01T00:00:00Z correct a in progress (it led to on hold)",
                        "1970-01-01T00:00:00Z offer a resolved");
        assertThat(report.agreeing()).isEqualTo(1);
    }

    @Test
    void enteringAndLeavingTheUnmappedStateAreIllegalMoves() {
        ReplayReport report = replay(
                Mappings.small(""),
                "id,state,n\na,new,1\na,odd,2\na,odd,3\na,work,4\na,odd,5\na,work,6\nb,odd,1\nc,odd,1\nc,done,2\n",
                all);

        assertThat(report.moved()).isEqualTo(5);
        assertThat(report.illegal())
                .extracting(illegal -> illegal.caseId() + illegal.line() + " " + illegal.move())
                .containsExactly(
                        "a3 open -> unmapped",
                        "a5 unmapped -> in progress",
                        "a6 in progress -> unmapped",
                        "a7 unmapped -> in progress",
                        "c10 unmapped -> resolved");
        // nothing is put right where the case stands already, and what was never in a state is taken over by its first
        // one
        assertThat(all.calls)
                .filteredOn(call -> !call.contains("offer"))
                .extracting(call -> call.substring(21))
                .containsExactly(
                        "begin a open",
                        "correct a in progress (the unmapped state is none of the lifecycle)",
                        "begin c resolved");
        assertThat(report.agreeing()).isEqualTo(3);
    }

    /** A log does not say what a case was merged into: first, in the middle, at the end and alone. */
    @Test
    void enteringAndLeavingTheMergedStateAreIllegalMoves() {
        LogMapping mapping = MappingReader.read(
                "case: id\nstate: {column: s, values: {n: open, w: in progress, m: merged, o: unmapped, d: resolved}}\n");
        ReplayReport report = Replay.of(
                Mappings.log(mapping, "id,s\na,m\na,n\na,m\na,w\nb,n\nb,w\nb,m\nc,m\nd,d\nd,m\nd,o\nd,m\nd,n\n"),
                mapping,
                IncidentReplay::new,
                1_000);

        String why = "the log does not say what the case was merged into";
        String unmapped = "the unmapped state is none of the lifecycle";
        assertThat(report.illegal())
                .extracting(
                        illegal -> illegal.caseId() + illegal.line() + " " + illegal.move() + ": " + illegal.reason())
                .containsExactly(
                        "a3 merged -> open: " + why,
                        "a4 open -> merged: " + why,
                        "a5 merged -> in progress: " + why,
                        "b8 in progress -> merged: " + why,
                        "d11 resolved -> merged: " + why,
                        "d12 merged -> unmapped: " + unmapped,
                        "d13 unmapped -> merged: " + unmapped,
                        "d14 merged -> open: " + why);
        assertThat(report.moved()).isEqualTo(9);
        assertThat(report.agreeing()).isEqualTo(4);
    }

    @Test
    void timeNeverRunsBackWithinACaseAndWhatHasNoneHasThatOfTheOneBefore() {
        ReplayReport report = replay(
                Mappings.small("time: {column: t, pattern: epoch-seconds}"),
                "id,state,n,t\na,new,1,\na,work,2,50\na,wait,3,40\na,done,4,45\na,shut,5,\nb,new,1,\nb,work,2,\n",
                all);

        assertThat(all.calls)
                .extracting(call -> call.substring(0, 20))
                .containsExactly(
                        "1970-01-01T00:00:50Z",
                        "1970-01-01T00:00:50Z",
                        "1970-01-01T00:00:50Z",
                        "1970-01-01T00:00:50Z",
                        "1970-01-01T00:00:50Z",
                        "1970-01-01T00:00:00Z",
                        "1970-01-01T00:00:00Z");
        assertThat(report.backwards()).isEqualTo(2);
        assertThat(report.untimed()).isEqualTo(4);
    }

    @Test
    void theLawOfPrioritiesIsCheckedOnEveryRowThatHasItsNumbers() {
        LogMapping mapping = Mappings.small("""
                priority: {impact: i, urgency: u, priority: p, law: {name: sum-minus-one, levels: 3, lowest: 4}}
                """);
        ReplayReport report = replay(
                mapping,
                "id,state,n,i,u,p\na,new,1,1,1,1\na,new,2,3,3,4\na,new,3,2,2,2\na,new,4,4,1,4\na,new,5,,1,4\n",
                all);

        assertThat(report.law().orElseThrow().rows()).isEqualTo(4);
        assertThat(report.law().orElseThrow().mismatches())
                .containsExactly(new LawMismatch("a", 4, 2, 2, 2, "3"), new LawMismatch("a", 5, 4, 1, 4, "none"));
    }

    @Test
    void countersOfReopeningsAreComparedWithTheMoves() {
        LogMapping mapping = Mappings.small("reopenings: r");
        ReplayReport report = replay(mapping, """
                id,state,n,r
                good,new,1,0
                good,done,2,0
                good,work,3,1
                good,shut,4,1
                good,wait,5,2
                bad,done,1,0
                bad,odd,2,0
                bad,new,3,0
                none,new,1,
                """, all);

        assertThat(report.reopenings().orElseThrow().equal()).isEqualTo(1);
        assertThat(report.reopenings().orElseThrow().mismatches())
                .containsExactly(new ReopeningMismatch("bad", 9, 0, 1));
    }

    @Test
    void aRowWithoutAStateIsAnEventAndNoMove() {
        ReplayReport report = replay(Mappings.small(""), "id,state,n\na,new,1\na,,2\na,new,3\nb,,1\n", all);

        assertThat(report.moved()).isZero();
        assertThat(report.stateless()).isEqualTo(2);
        assertThat(report.events()).isEqualTo(4);
        assertThat(report.agreeing()).isEqualTo(2);
    }

    @Test
    void aCaseThatStandsElsewhereAtLastDisagrees() {
        ReplayedLifecycle stuck = new ReplayedLifecycle() {
            @Override
            public void at(Instant now) {}

            @Override
            public Replayed begin(String id, LogState state) {
                return new Replayed() {
                    @Override
                    public LogState state() {
                        return state;
                    }

                    @Override
                    public Optional<String> offer(LogState from, LogState to) {
                        return Optional.empty();
                    }

                    @Override
                    public void correct(LogState to, String reason) {}
                };
            }

            @Override
            public void close() {}
        };
        ReplayReport report = replay(Mappings.small(""), "id,state,n\na,new,1\na,work,2\nb,new,1\n", stuck);

        assertThat(report.agreeing()).isEqualTo(1);
        assertThat(report.disagreeing()).containsExactly(new Disagreement("a", 3, LogState.IN_PROGRESS, LogState.OPEN));
    }
}
