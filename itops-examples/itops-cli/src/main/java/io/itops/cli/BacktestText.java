package io.itops.cli;

import io.itops.core.SafeText;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.monitoring.backtest.AlertPair;
import io.itops.monitoring.backtest.BacktestAlert;
import io.itops.monitoring.backtest.BacktestComparison;
import io.itops.monitoring.backtest.BacktestResult;
import io.itops.monitoring.backtest.Caught;
import io.itops.monitoring.backtest.RuleFailure;
import io.itops.monitoring.rule.AlertRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables for people: the alerts, or two versions side by side, and the known incidents. */
final class BacktestText implements BacktestOutput {
    private static final int SHOWN = 1_000;
    private static final String NONE = "-";
    private static final Set<String> NAME = Set.of(AlertRule.ALERT_NAME);

    private final Console console;
    private final boolean explain;

    BacktestText(Console console, boolean explain) {
        this.console = console;
        this.explain = explain;
    }

    @Override
    public void report(BacktestComparison comparison, boolean compared) {
        if (compared) {
            changes(comparison);
            failures("old rules: ", comparison.before());
            failures("", comparison.after());
            console.line(comparison.summary());
        } else {
            alerts(comparison.after());
            failures("", comparison.after());
            console.line(summary(comparison.after()));
        }
        if (!comparison.incidents().isEmpty()) {
            incidents(comparison.incidents(), compared);
        }
    }

    private void alerts(BacktestResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ALERT", "SEVERITY", "PENDING", "FIRED", "RESOLVED", "LABELS"));
        for (BacktestAlert alert : result.alerts()) {
            rows.add(List.of(
                    name(alert),
                    alert.worst().toString(),
                    alert.pendingSince().toString(),
                    alert.firedAt().toString(),
                    resolved(alert),
                    labels(alert)));
        }
        print(rows, result.alerts());
    }

    private void changes(BacktestComparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        List<BacktestAlert> alerts = new ArrayList<>();
        rows.add(List.of("CHANGE", "ALERT", "OLD FIRED", "OLD RESOLVED", "FIRED", "RESOLVED", "LABELS"));
        for (BacktestAlert alert : comparison.onlyBefore()) {
            rows.add(List.of(
                    "gone", name(alert), alert.firedAt().toString(), resolved(alert), NONE, NONE, labels(alert)));
            alerts.add(alert);
        }
        for (BacktestAlert alert : comparison.onlyAfter()) {
            rows.add(List.of(
                    "new", name(alert), NONE, NONE, alert.firedAt().toString(), resolved(alert), labels(alert)));
            alerts.add(alert);
        }
        for (AlertPair pair : comparison.both()) {
            rows.add(List.of(
                    change(pair),
                    name(pair.after()),
                    pair.before().firedAt().toString(),
                    resolved(pair.before()),
                    pair.after().firedAt().toString(),
                    resolved(pair.after()),
                    labels(pair.after())));
            alerts.add(pair.after());
        }
        print(rows, alerts);
    }

    private static String change(AlertPair pair) {
        boolean same = pair.before().firedAt().equals(pair.after().firedAt())
                && pair.before().resolvedAt().equals(pair.after().resolvedAt());
        return same ? "same" : "moved";
    }

    /** The rows, the first of which is the head, and beneath each of the others why its alert fired. */
    private void print(List<List<String>> rows, List<BacktestAlert> alerts) {
        List<String> lines = TextTable.lines(rows);
        console.line(lines.get(0));
        for (int i = 0; i < alerts.size(); i++) {
            console.line(lines.get(i + 1));
            if (explain) {
                explain("fired: ", alerts.get(i).why());
                alerts.get(i).whyResolved().ifPresent(why -> explain("resolved: ", why));
            }
        }
    }

    private void explain(String what, Explanation why) {
        String lead = what;
        for (String line : why.render().lines().toList()) {
            console.line("  " + SafeText.oneLine(SafeText.shorten(lead + line, SHOWN)));
            lead = "";
        }
    }

    private void incidents(List<Caught> incidents, boolean compared) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(compared, "INCIDENT", "FROM", "RESULT", "OLD RULES", "ALERT", "FIRED", "LABELS"));
        for (Caught one : incidents) {
            Optional<BacktestAlert> alert = one.after();
            rows.add(row(
                    compared,
                    Console.quoted(one.incident().name()),
                    one.incident().from().toString(),
                    result(one.delayAfter()),
                    result(one.delayBefore()),
                    alert.map(BacktestText::name).orElse(NONE),
                    alert.map(caught -> caught.firedAt().toString()).orElse(NONE),
                    alert.map(BacktestText::labels).orElse(NONE)));
        }
        console.line("");
        TextTable.lines(rows).forEach(console::line);
    }

    private static List<String> row(boolean compared, String... cells) {
        List<String> row = new ArrayList<>(List.of(cells));
        if (!compared) {
            row.remove(3);
        }
        return row;
    }

    private static String result(Optional<Duration> delay) {
        return delay.map(time -> time.isZero()
                        ? "caught at once"
                        : "caught " + Words.duration(time.abs()) + (time.isNegative() ? " before" : " after"))
                .orElse("missed");
    }

    private void failures(String whose, BacktestResult result) {
        for (RuleFailure failure : result.failures()) {
            console.line(Console.quoted(whose + "rule " + failure.name() + " of " + failure.group()
                    + " cannot be evaluated: " + failure.reason() + " (" + Words.count(failure.slots(), "slot")
                    + ", from " + failure.first() + " to " + failure.last() + ")"));
        }
    }

    private static String summary(BacktestResult result) {
        return Words.count(result.alerts().size(), "alert") + " fired, " + result.pendingOnly()
                + " pending only, would page " + Words.times(result.pages().size());
    }

    private static String name(BacktestAlert alert) {
        return Console.quoted(alert.identity().rule());
    }

    private static String labels(BacktestAlert alert) {
        return Console.quoted(alert.labels().without(NAME).toString());
    }

    private static String resolved(BacktestAlert alert) {
        return alert.resolvedAt().map(Instant::toString).orElse("still firing");
    }

    @Override
    public void error(String message) {
        console.line("error: " + Console.quoted(message));
    }

    @Override
    public void unreadable(String why) {}
}
