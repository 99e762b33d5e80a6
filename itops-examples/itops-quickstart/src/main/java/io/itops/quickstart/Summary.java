package io.itops.quickstart;

import io.itops.core.Ref;
import io.itops.core.journal.JournalEntry;
import io.itops.incident.review.Measure;
import io.itops.incident.review.Prompt;
import io.itops.incident.review.ProposedAction;
import io.itops.incident.review.ReviewDraft;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.quickstart.receiver.LogLine;
import io.itops.quickstart.report.ReportData;
import io.itops.quickstart.report.ReportData.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what a report shows from what a run has written down. */
final class Summary {
    private final Scenario scenario;
    private final List<JournalEntry> journal;
    private final Narrator narrator;
    private final Optional<IncidentId> incident;

    Summary(Scenario scenario, List<JournalEntry> journal, Narrator narrator) {
        this.scenario = scenario;
        this.journal = journal;
        this.narrator = narrator;
        this.incident = first("incident.opened")
                .map(entry -> IncidentId.of(entry.event().subjects().get(0).id()));
    }

    /** The incident of the run, if one was opened. */
    Optional<IncidentId> incident() {
        return incident;
    }

    ReportData report(
            FailureRule rule,
            List<ReportData.Point> series,
            List<LogLine> receiver,
            Optional<ReviewDraft> review,
            String check) {
        return new ReportData(
                scenario == Scenario.CHANGE
                        ? "A change cut a connection pool, and was found and backed out"
                        : "A payment provider failed, and no change was blamed",
                review.map(ReviewDraft::summary).orElse("The run did not come to its review."),
                figures(receiver),
                "All times are counted from the instant at which "
                        + (scenario == Scenario.CHANGE
                                ? "the change was deployed and cut the pool."
                                : "the payment provider began to fail."),
                new ReportData.Alert(rule.rule().when().toString(), rule.threshold(), series, firing(), marks()),
                first(DemoEvents.RANKED).map(Rankings::read).orElse(List.of()),
                timeline(),
                IncidentWorkflow.LIFECYCLE.toSvg(states()),
                receiver.stream()
                        .filter(line -> line.what() == LogLine.What.ACCEPTED)
                        .map(line -> new ReportData.Page(
                                line.at(), line.person(), line.kind(), line.version(), line.detail(), line.times()))
                        .toList(),
                review.map(Summary::review),
                check);
    }

    private List<Figure> figures(List<LogLine> receiver) {
        List<Figure> figures = new ArrayList<>();
        Optional<Instant> trouble = trouble();
        after(trouble, first("alert.firing")).ifPresent(time -> figures.add(new Figure("until the alert fired", time)));
        after(trouble, first("incident.acknowledged"))
                .ifPresent(time -> figures.add(new Figure("until it was acknowledged", time)));
        after(trouble, first("incident.resolved"))
                .ifPresent(time -> figures.add(new Figure("until it was resolved", time)));
        figures.add(new Figure("journal entries", Integer.toString(journal.size())));
        figures.add(new Figure(
                "pages and news delivered",
                Long.toString(receiver.stream()
                        .filter(line -> line.what() == LogLine.What.ACCEPTED)
                        .count())));
        return figures;
    }

    private Optional<Instant> trouble() {
        return at(scenario == Scenario.CHANGE ? DemoEvents.CONFIGURED : DemoEvents.PROVIDER_FAILED);
    }

    private static Optional<String> after(Optional<Instant> start, Optional<JournalEntry> end) {
        return start.flatMap(from -> end.map(to -> String.format(
                Locale.ROOT, "%.1f s", Duration.between(from, to.event().at()).toMillis() / 1_000.0)));
    }

    private Optional<ReportData.Span> firing() {
        return at("alert.firing").map(start -> new ReportData.Span(start, at("alert.resolved")));
    }

    private List<ReportData.Mark> marks() {
        List<ReportData.Mark> marks = new ArrayList<>();
        for (JournalEntry entry : journal) {
            switch (entry.event().type()) {
                case DemoEvents.CONFIGURED, DemoEvents.PROVIDER_FAILED, DemoEvents.PROVIDER_RECOVERED ->
                    marks.add(new ReportData.Mark(
                            entry.event().at(), entry.event().summary()));
                default -> {
                    // the graph has room for what changed its course, and for nothing else
                }
            }
        }
        return marks;
    }

    /** What happened since the trouble began, and a little before. */
    private List<ReportData.Moment> timeline() {
        Instant from = at(DemoEvents.PREPARED).orElse(Instant.MIN);
        return journal.stream()
                .filter(entry -> !entry.event().at().isBefore(from))
                .flatMap(entry -> Narrator.kind(entry)
                        .map(kind -> new ReportData.Moment(entry.event().at(), kind, narrator.line(entry)))
                        .stream())
                .toList();
    }

    private List<IncidentState> states() {
        List<IncidentState> states = new ArrayList<>();
        if (incident.isEmpty()) {
            return states;
        }
        Ref ref = incident.get().ref();
        @Nullable Incident known = null;
        for (JournalEntry entry : journal) {
            if (!entry.event().subjects().get(0).equals(ref)) {
                continue;
            }
            Optional<IncidentEvent> happened = IncidentWorkflow.WORKFLOW.eventOf(entry.event());
            if (happened.isPresent()) {
                known = happened.get().applyTo(known);
                if (states.isEmpty() || states.get(states.size() - 1) != known.state()) {
                    states.add(known.state());
                }
            }
        }
        return states;
    }

    private static ReportData.Review review(ReviewDraft draft) {
        return new ReportData.Review(
                draft.summary(),
                draft.measures().stream().map(Summary::figure).toList(),
                draft.wentWell().stream().map(Prompt::text).toList(),
                draft.wentBadly().stream().map(Prompt::text).toList(),
                draft.actions().stream().map(Summary::line).toList());
    }

    private static Figure figure(Measure measure) {
        return new Figure(
                measure.name(),
                measure.duration()
                        .map(time -> String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0))
                        .orElse("has not happened"));
    }

    private static String line(ProposedAction action) {
        return action.title() + " (owner: " + action.owner().orElse("nobody yet") + ", due "
                + action.due().toString().substring(0, 10) + ")";
    }

    private Optional<JournalEntry> first(String type) {
        return journal.stream()
                .filter(entry -> entry.event().type().equals(type))
                .findFirst();
    }

    private Optional<Instant> at(String type) {
        return first(type).map(entry -> entry.event().at());
    }
}
