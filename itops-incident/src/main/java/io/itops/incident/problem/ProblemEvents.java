package io.itops.incident.problem;

import io.itops.core.Ref;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.IncidentId;

/** How events of a problem are kept in the data of journal entries. */
final class ProblemEvents {
    static final Family<ProblemEvent> FAMILY = Family.of("problem", ProblemEvent.class)
            .with("opened", ProblemEvent.Opened.class, Shape.of("opened", s -> {
                var id = s.field("id", ProblemId.CODEC, ProblemEvent.Opened::id);
                var statement = s.field("statement", ProblemStatement.CODEC, ProblemEvent.Opened::statement);
                var priority = s.field("priority", Codec.ofEnum(Priority.class), ProblemEvent.Opened::priority);
                var queue = s.optional("queue", Codec.TEXT, ProblemEvent.Opened::queue);
                var at = s.field("at", Codec.INSTANT, ProblemEvent.Opened::at);
                return row -> new ProblemEvent.Opened(
                        row.get(id), row.get(statement), row.get(priority), row.get(queue), row.get(at));
            }))
            .with("queued", ProblemEvent.Queued.class, Shape.of("queued", s -> {
                var queue = s.field("queue", Codec.TEXT, ProblemEvent.Queued::queue);
                var reason = s.field("reason", Codec.TEXT, ProblemEvent.Queued::reason);
                return row -> new ProblemEvent.Queued(row.get(queue), row.get(reason));
            }))
            .with("assessment-begun", ProblemEvent.AssessmentBegun.class, Shape.of("assessment-begun", s -> {
                var owner = s.field("owner", Codec.TEXT, ProblemEvent.AssessmentBegun::owner);
                return row -> new ProblemEvent.AssessmentBegun(row.get(owner));
            }))
            .with("analysis-begun", ProblemEvent.AnalysisBegun.class, Shape.of("analysis-begun", s -> {
                var owner = s.field("owner", Codec.TEXT, ProblemEvent.AnalysisBegun::owner);
                return row -> new ProblemEvent.AnalysisBegun(row.get(owner));
            }))
            .with("held", ProblemEvent.Held.class, Shape.of("held", s -> {
                var hold = s.field("hold", ProblemHold.CODEC, ProblemEvent.Held::hold);
                return row -> new ProblemEvent.Held(row.get(hold));
            }))
            .with("resumed", ProblemEvent.Resumed.class, Shape.of("resumed", s -> {
                var to = s.field("to", Codec.ofEnum(ProblemState.class), ProblemEvent.Resumed::to);
                return row -> new ProblemEvent.Resumed(row.get(to));
            }))
            .with("root-cause-found", ProblemEvent.RootCauseFound.class, Shape.of("root-cause-found", s -> {
                var rootCause = s.field("rootCause", Codec.TEXT, ProblemEvent.RootCauseFound::rootCause);
                return row -> new ProblemEvent.RootCauseFound(row.get(rootCause));
            }))
            .with("known-error-declared", ProblemEvent.KnownErrorDeclared.class, Shape.of("known-error-declared", s -> {
                var workaround = s.field("workaround", Codec.TEXT, ProblemEvent.KnownErrorDeclared::workaround);
                return row -> new ProblemEvent.KnownErrorDeclared(row.get(workaround));
            }))
            .with("fix-planned", ProblemEvent.FixPlanned.class, Shape.of("fix-planned", s -> {
                var change = s.field("change", Ref.CODEC, ProblemEvent.FixPlanned::change);
                return row -> new ProblemEvent.FixPlanned(row.get(change));
            }))
            .with("fix-withdrawn", ProblemEvent.FixWithdrawn.class, Shape.of("fix-withdrawn", s -> {
                var reason = s.field("reason", Codec.TEXT, ProblemEvent.FixWithdrawn::reason);
                return row -> new ProblemEvent.FixWithdrawn(row.get(reason));
            }))
            .with("risk-accepted", ProblemEvent.RiskAccepted.class, Shape.of("risk-accepted", s -> {
                var acceptance = s.field("acceptance", RiskAcceptance.CODEC, ProblemEvent.RiskAccepted::acceptance);
                return row -> new ProblemEvent.RiskAccepted(row.get(acceptance));
            }))
            .with("risk-lapsed", ProblemEvent.RiskLapsed.class, Shape.of("risk-lapsed", s -> {
                var by = s.field("by", Codec.TEXT, ProblemEvent.RiskLapsed::by);
                var until = s.field("until", Codec.INSTANT, ProblemEvent.RiskLapsed::until);
                return row -> new ProblemEvent.RiskLapsed(row.get(by), row.get(until));
            }))
            .with("resolved", ProblemEvent.Resolved.class, Shape.of("resolved", s -> {
                var resolution = s.field("resolution", Resolution.CODEC, ProblemEvent.Resolved::resolution);
                return row -> new ProblemEvent.Resolved(row.get(resolution));
            }))
            .with("closed", ProblemEvent.Closed.class, Shape.of("closed", s -> {
                var resolution = s.field("resolution", Resolution.CODEC, ProblemEvent.Closed::resolution);
                return row -> new ProblemEvent.Closed(row.get(resolution));
            }))
            .with("cancelled", ProblemEvent.Cancelled.class, Shape.of("cancelled", s -> {
                var reason = s.field("reason", Codec.TEXT, ProblemEvent.Cancelled::reason);
                var duplicateOf = s.optional("duplicateOf", ProblemId.CODEC, ProblemEvent.Cancelled::duplicateOf);
                return row -> new ProblemEvent.Cancelled(row.get(reason), row.get(duplicateOf));
            }))
            .with("reopened", ProblemEvent.Reopened.class, Shape.of("reopened", s -> {
                var reason = s.field("reason", Codec.TEXT, ProblemEvent.Reopened::reason);
                var queue = s.optional("queue", Codec.TEXT, ProblemEvent.Reopened::queue);
                return row -> new ProblemEvent.Reopened(row.get(reason), row.get(queue));
            }))
            .with("assigned", ProblemEvent.Assigned.class, Shape.of("assigned", s -> {
                var owner = s.optional("owner", Codec.TEXT, ProblemEvent.Assigned::owner);
                return row -> new ProblemEvent.Assigned(row.get(owner));
            }))
            .with("prioritised", ProblemEvent.Prioritised.class, Shape.of("prioritised", s -> {
                var before = s.field("before", Codec.ofEnum(Priority.class), ProblemEvent.Prioritised::before);
                var priority = s.field("priority", Codec.ofEnum(Priority.class), ProblemEvent.Prioritised::priority);
                return row -> new ProblemEvent.Prioritised(row.get(before), row.get(priority));
            }))
            .with("published", ProblemEvent.Published.class, Shape.of("published", s -> {
                var entry = s.field("entry", KnowledgeId.CODEC, ProblemEvent.Published::entry);
                return row -> new ProblemEvent.Published(row.get(entry));
            }))
            .with("incident-linked", ProblemEvent.IncidentLinked.class, Shape.of("incident-linked", s -> {
                var incident = s.field("incident", IncidentId.CODEC, ProblemEvent.IncidentLinked::incident);
                return row -> new ProblemEvent.IncidentLinked(row.get(incident));
            }))
            .with("incident-unlinked", ProblemEvent.IncidentUnlinked.class, Shape.of("incident-unlinked", s -> {
                var incident = s.field("incident", IncidentId.CODEC, ProblemEvent.IncidentUnlinked::incident);
                var reason = s.field("reason", Codec.TEXT, ProblemEvent.IncidentUnlinked::reason);
                return row -> new ProblemEvent.IncidentUnlinked(row.get(incident), row.get(reason));
            }))
            .with("noted", ProblemEvent.Noted.class, Shape.of("noted", s -> {
                var text = s.field("text", Codec.TEXT, ProblemEvent.Noted::text);
                return row -> new ProblemEvent.Noted(row.get(text));
            }))
            .with("imported", ProblemEvent.Imported.class, Shape.of("imported", s -> {
                var id = s.field("id", ProblemId.CODEC, ProblemEvent.Imported::id);
                var statement = s.field("statement", ProblemStatement.CODEC, ProblemEvent.Imported::statement);
                var priority = s.field("priority", Codec.ofEnum(Priority.class), ProblemEvent.Imported::priority);
                var state = s.field("state", Codec.ofEnum(ProblemState.class), ProblemEvent.Imported::state);
                var at = s.field("at", Codec.INSTANT, ProblemEvent.Imported::at);
                var reason = s.field("reason", Codec.TEXT, ProblemEvent.Imported::reason);
                return row -> new ProblemEvent.Imported(
                        row.get(id),
                        row.get(statement),
                        row.get(priority),
                        row.get(state),
                        row.get(at),
                        row.get(reason));
            }))
            .with("corrected", ProblemEvent.Corrected.class, Shape.of("corrected", s -> {
                var from = s.field("from", Codec.ofEnum(ProblemState.class), ProblemEvent.Corrected::from);
                var to = s.field("to", Codec.ofEnum(ProblemState.class), ProblemEvent.Corrected::to);
                var at = s.field("at", Codec.INSTANT, ProblemEvent.Corrected::at);
                var reason = s.field("reason", Codec.TEXT, ProblemEvent.Corrected::reason);
                return row -> new ProblemEvent.Corrected(row.get(from), row.get(to), row.get(at), row.get(reason));
            }))
            .build();

    private ProblemEvents() {}
}
