package io.itops.cli;

import io.itops.core.explain.Explanation;
import io.itops.core.record.Tree;
import io.itops.monitoring.backtest.AlertPair;
import io.itops.monitoring.backtest.BacktestAlert;
import io.itops.monitoring.backtest.BacktestComparison;
import io.itops.monitoring.backtest.BacktestPage;
import io.itops.monitoring.backtest.BacktestResult;
import io.itops.monitoring.backtest.Caught;
import io.itops.monitoring.backtest.RuleFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What rules would have done as one document in one line, with all explanations. */
final class BacktestJson implements BacktestOutput {
    private final JsonOutput json;

    BacktestJson(Console console) {
        this.json = new JsonOutput(console);
    }

    @Override
    public void report(BacktestComparison comparison, boolean compared) {
        Map<String, Tree> data = new TreeMap<>(result(comparison.after()));
        data.put("incidents", all(comparison.incidents(), caught -> incident(caught, compared)));
        if (compared) {
            data.put("old", Tree.Obj.of(result(comparison.before())));
            data.put("summary", new Tree.Text(comparison.summary()));
            data.put("gone", all(comparison.onlyBefore(), BacktestJson::alert));
            data.put("new", all(comparison.onlyAfter(), BacktestJson::alert));
            data.put("both", all(comparison.both(), BacktestJson::pair));
        }
        json.print(Map.of("status", new Tree.Text("success"), "data", Tree.Obj.of(data)));
    }

    private static <T> Tree all(List<T> values, Function<T, Tree> one) {
        return new Tree.Arr(values.stream().map(one).toList());
    }

    private static Map<String, Tree> result(BacktestResult result) {
        return Map.of(
                "from", text(result.from()),
                "to", text(result.to()),
                "slots", new Tree.Num(result.slots()),
                "alerts", all(result.alerts(), BacktestJson::alert),
                "pendingOnly", new Tree.Num(result.pendingOnly()),
                "pages", all(result.pages(), BacktestJson::page),
                "failures", all(result.failures(), BacktestJson::failure));
    }

    private static Tree alert(BacktestAlert alert) {
        Map<String, Tree> members = new TreeMap<>();
        members.put("rule", text(alert.identity().rule()));
        members.put("group", text(alert.identity().group()));
        members.put("labels", texts(alert.labels().asMap()));
        members.put("annotations", texts(alert.annotations()));
        members.put("severity", text(alert.worst()));
        members.put("value", text(QueryOutput.number(alert.value())));
        members.put("pendingSince", text(alert.pendingSince()));
        members.put("firedAt", text(alert.firedAt()));
        alert.resolvedAt().ifPresent(at -> members.put("resolvedAt", text(at)));
        members.put("why", Explanation.CODEC.write(alert.why()));
        alert.whyResolved().ifPresent(why -> members.put("whyResolved", Explanation.CODEC.write(why)));
        return Tree.Obj.of(members);
    }

    private static Tree pair(AlertPair pair) {
        return Tree.Obj.of(Map.of("old", alert(pair.before()), "new", alert(pair.after())));
    }

    private static Tree page(BacktestPage page) {
        Map<String, Tree> members = new TreeMap<>();
        members.put("dedupKey", text(page.dedupKey()));
        members.put("service", text(page.service().value()));
        members.put("severity", text(page.worst()));
        members.put("at", text(page.at()));
        page.overAt().ifPresent(at -> members.put("overAt", text(at)));
        members.put("alerts", new Tree.Num(page.alerts()));
        return Tree.Obj.of(members);
    }

    private static Tree failure(RuleFailure failure) {
        return Tree.Obj.of(Map.of(
                "group", text(failure.group()),
                "rule", text(failure.name()),
                "reason", text(failure.reason()),
                "first", text(failure.first()),
                "last", text(failure.last()),
                "slots", new Tree.Num(failure.slots())));
    }

    private static Tree incident(Caught caught, boolean compared) {
        Map<String, Tree> members = new TreeMap<>();
        members.put("name", text(caught.incident().name()));
        members.put("from", text(caught.incident().from()));
        members.put("to", text(caught.incident().to()));
        members.put("caught", new Tree.Bool(caught.after().isPresent()));
        caught.after().ifPresent(alert -> members.put("by", alert(alert)));
        if (compared) {
            members.put("caughtByOld", new Tree.Bool(caught.before().isPresent()));
        }
        return Tree.Obj.of(members);
    }

    private static Tree text(Object value) {
        return new Tree.Text(value.toString());
    }

    private static Tree texts(Map<String, String> values) {
        Map<String, Tree> members = new TreeMap<>();
        values.forEach((name, value) -> members.put(name, new Tree.Text(value)));
        return Tree.Obj.of(members);
    }

    @Override
    public void error(String message) {
        json.error("execution", message);
    }

    @Override
    public void unreadable(String why) {
        json.error("bad_data", why);
    }
}
