package io.itops.cli;

import io.itops.cli.replay.ReplayReport;
import io.itops.cli.replay.ReplayReport.Disagreement;
import io.itops.cli.replay.ReplayReport.IllegalMove;
import io.itops.cli.replay.ReplayReport.Law;
import io.itops.cli.replay.ReplayReport.LawMismatch;
import io.itops.cli.replay.ReplayReport.MoveCount;
import io.itops.cli.replay.ReplayReport.ReopeningMismatch;
import io.itops.cli.replay.ReplayReport.Reopenings;
import io.itops.core.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What came of a replay, for people. */
final class ReplayText {
    private static final int MAX_SHOWN = FailureText.MAX_SHOWN;

    private final Console console;

    ReplayText(Console console) {
        this.console = console;
    }

    void report(ReplayReport report) {
        table(List.of("MOVE", "COUNT", "ILLEGAL"), report.moves(), ReplayText::row);
        table(List.of("CASE", "LINE", "FROM", "TO", "REASON"), report.illegal(), ReplayText::row);
        console.line(Words.count(report.moved(), "move"));
        report.law().ifPresent(this::law);
        report.reopenings().ifPresent(this::reopenings);
        oddities(report);
        console.line("last states: equal in " + report.agreeing() + " of "
                + Words.count(report.agreeing() + report.disagreeing().size(), "case"));
        each(report.disagreeing(), ReplayText::line);
        console.line(closing(report));
    }

    static String closing(ReplayReport report) {
        return closing(report.events(), report.cases(), report.illegal().size());
    }

    static String closing(int events, int cases, int illegal) {
        return events + " events, " + cases + " cases, " + illegal + " illegal";
    }

    private static List<String> row(MoveCount count) {
        return List.of(count.move().toString(), String.valueOf(count.count()), String.valueOf(count.illegal()));
    }

    private static List<String> row(IllegalMove illegal) {
        return List.of(
                Console.quoted(illegal.caseId()),
                String.valueOf(illegal.line()),
                illegal.move().from().word(),
                illegal.move().to().word(),
                Console.quoted(illegal.reason()));
    }

    private void law(Law law) {
        int held = law.rows() - law.mismatches().size();
        console.line("priority law " + law.name() + ": holds on " + held + " of " + Words.count(law.rows(), "row"));
        each(law.mismatches(), ReplayText::line);
    }

    private static String line(LawMismatch wrong) {
        return "line " + wrong.line() + ", case " + wrong.caseId() + ": impact " + wrong.impact() + " and urgency "
                + wrong.urgency() + " have priority " + wrong.priority() + ", by the law " + wrong.expected();
    }

    private void reopenings(Reopenings counters) {
        console.line(
                "reopen counters: equal in " + counters.equal() + " of " + Words.count(counters.compared(), "case"));
        each(counters.mismatches(), ReplayText::line);
    }

    private static String line(ReopeningMismatch wrong) {
        return "line " + wrong.line() + ", case " + wrong.caseId() + ": recorded " + wrong.recorded()
                + ", by its moves " + wrong.derived();
    }

    private void oddities(ReplayReport report) {
        odd(report.backwards(), " older than one before it in its case", " older than one before them in their case");
        odd(report.untimed(), " without a time", " without a time");
        odd(report.stateless(), " without a state", " without a state");
        if (report.unended()) {
            console.line("the last row has no end of line: it may be torn");
        }
    }

    private void odd(int count, String one, String many) {
        if (count > 0) {
            console.line(Words.count(count, "event") + (count == 1 ? one : many));
        }
    }

    private static String line(Disagreement wrong) {
        return "line " + wrong.line() + ", case " + wrong.caseId() + ": "
                + wrong.log().word() + " by the log, but stands at "
                + wrong.replayed().word();
    }

    private <T> void table(List<String> header, List<T> values, Function<T, List<String>> row) {
        if (values.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(header);
        values.stream().limit(MAX_SHOWN).map(row).forEach(rows::add);
        TextTable.lines(rows).forEach(console::line);
        more(values);
    }

    private <T> void each(List<T> values, Function<T, String> line) {
        values.stream().limit(MAX_SHOWN).map(line).forEach(text -> console.line("  " + Console.quoted(text)));
        more(values);
    }

    private void more(List<?> values) {
        if (values.size() > MAX_SHOWN) {
            console.line("… and " + (values.size() - MAX_SHOWN) + " more");
        }
    }
}
