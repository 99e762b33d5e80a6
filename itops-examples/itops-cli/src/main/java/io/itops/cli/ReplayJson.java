package io.itops.cli;

import io.itops.cli.replay.Fault;
import io.itops.cli.replay.LogState;
import io.itops.cli.replay.ReplayReport;
import io.itops.cli.replay.ReplayReport.Disagreement;
import io.itops.cli.replay.ReplayReport.IllegalMove;
import io.itops.cli.replay.ReplayReport.Law;
import io.itops.cli.replay.ReplayReport.LawMismatch;
import io.itops.cli.replay.ReplayReport.MoveCount;
import io.itops.cli.replay.ReplayReport.ReopeningMismatch;
import io.itops.cli.replay.ReplayReport.Reopenings;
import io.itops.core.record.Tree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What came of a replay as one document in one line, with everything that was found. */
final class ReplayJson {
    private final JsonOutput json;

    ReplayJson(Console console) {
        this.json = new JsonOutput(console);
    }

    void report(ReplayReport report) {
        Map<String, Tree> data = new TreeMap<>();
        data.put("events", number(report.events()));
        data.put("cases", number(report.cases()));
        data.put("moved", number(report.moved()));
        data.put("moves", all(report.moves(), ReplayJson::move));
        data.put("illegal", all(report.illegal(), ReplayJson::illegal));
        report.law().ifPresent(law -> data.put("priorityLaw", law(law)));
        report.reopenings().ifPresent(counters -> data.put("reopenings", reopenings(counters)));
        data.put("agreeing", number(report.agreeing()));
        data.put("disagreeing", all(report.disagreeing(), ReplayJson::disagreement));
        data.put("backwards", number(report.backwards()));
        data.put("untimed", number(report.untimed()));
        data.put("stateless", number(report.stateless()));
        data.put("unended", new Tree.Bool(report.unended()));
        json.print(Map.of("status", new Tree.Text("success"), "data", Tree.Obj.of(data)));
    }

    /** A refusal with all that was found, as far as it was looked for. */
    void refused(String why, List<Fault> faults) {
        json.print(Map.of(
                "status", new Tree.Text("error"),
                "errorType", new Tree.Text("bad_data"),
                "error", new Tree.Text(why),
                "problems", all(faults, ReplayJson::fault)));
    }

    private static Tree fault(Fault fault) {
        return Tree.Obj.of(Map.of(
                "line", number(fault.line()),
                "column", number(fault.column()),
                "what", new Tree.Text(fault.what()),
                "rule", new Tree.Text(fault.rule()),
                "found", new Tree.Text(fault.found())));
    }

    private static <T> Tree all(List<T> values, Function<T, Tree> one) {
        return new Tree.Arr(values.stream().map(one).toList());
    }

    private static Tree move(MoveCount count) {
        return Tree.Obj.of(Map.of(
                "from", state(count.move().from()),
                "to", state(count.move().to()),
                "count", number(count.count()),
                "illegal", number(count.illegal())));
    }

    private static Tree illegal(IllegalMove illegal) {
        return Tree.Obj.of(Map.of(
                "case", new Tree.Text(illegal.caseId()),
                "line", number(illegal.line()),
                "from", state(illegal.move().from()),
                "to", state(illegal.move().to()),
                "reason", new Tree.Text(illegal.reason())));
    }

    private static Tree law(Law law) {
        return Tree.Obj.of(Map.of(
                "name", new Tree.Text(law.name()),
                "rows", number(law.rows()),
                "mismatches", all(law.mismatches(), ReplayJson::mismatch)));
    }

    private static Tree mismatch(LawMismatch wrong) {
        return Tree.Obj.of(Map.of(
                "case", new Tree.Text(wrong.caseId()),
                "line", number(wrong.line()),
                "impact", number(wrong.impact()),
                "urgency", number(wrong.urgency()),
                "priority", number(wrong.priority()),
                "expected", new Tree.Text(wrong.expected())));
    }

    private static Tree reopenings(Reopenings counters) {
        return Tree.Obj.of(Map.of(
                "equal", number(counters.equal()),
                "compared", number(counters.compared()),
                "mismatches", all(counters.mismatches(), ReplayJson::mismatch)));
    }

    private static Tree mismatch(ReopeningMismatch wrong) {
        return Tree.Obj.of(Map.of(
                "case", new Tree.Text(wrong.caseId()),
                "line", number(wrong.line()),
                "recorded", number(wrong.recorded()),
                "derived", number(wrong.derived())));
    }

    private static Tree disagreement(Disagreement wrong) {
        return Tree.Obj.of(Map.of(
                "case", new Tree.Text(wrong.caseId()),
                "line", number(wrong.line()),
                "log", state(wrong.log()),
                "replayed", state(wrong.replayed())));
    }

    private static Tree state(LogState state) {
        return new Tree.Text(state.word());
    }

    private static Tree number(long number) {
        return Tree.num(number);
    }
}
