package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.priority.Assessment;
import io.itops.incident.workflow.EscalationEvent.EscalationRequested;
import io.itops.incident.workflow.EscalationEvent.Exhausted;
import io.itops.incident.workflow.EscalationEvent.Paged;
import io.itops.incident.workflow.EscalationEvent.StepSkipped;
import io.itops.incident.workflow.IncidentEvent.Acknowledged;
import io.itops.incident.workflow.IncidentEvent.AcknowledgementLapsed;
import io.itops.incident.workflow.IncidentEvent.Assessed;
import io.itops.incident.workflow.IncidentEvent.Cancelled;
import io.itops.incident.workflow.IncidentEvent.Closed;
import io.itops.incident.workflow.IncidentEvent.Corrected;
import io.itops.incident.workflow.IncidentEvent.Imported;
import io.itops.incident.workflow.IncidentEvent.Mitigated;
import io.itops.incident.workflow.IncidentEvent.Noted;
import io.itops.incident.workflow.IncidentEvent.Opened;
import io.itops.incident.workflow.IncidentEvent.Reopened;
import io.itops.incident.workflow.IncidentEvent.Resolved;
import io.itops.incident.workflow.IncidentEvent.SignalRepeated;
import io.itops.incident.workflow.IncidentEvent.Unacknowledged;
import java.util.Collections;
import java.util.Optional;

/** How events are kept in the data of journal entries. Explanations stand in the entries' envelopes, so they are not repeated. */
final class IncidentEvents {
    static final io.itops.core.record.Family<IncidentEvent> FAMILY = NeedToKnowEvents.with(
                    FamilyEvents.with(EscalationEvents.with(
                            PlacementEvents.with(io.itops.core.record.Family.of("incident", IncidentEvent.class)))))
            .with("opened", Opened.class, Shape.of("opened", s -> {
                var id = s.field("id", IncidentId.CODEC, Opened::id);
                var trouble = s.field("trouble", Trouble.CODEC, Opened::trouble);
                var state = s.field("state", Codec.ofEnum(IncidentState.class), Opened::state);
                var queue = s.optional("queue", Codec.TEXT, Opened::queue);
                var policy = s.field("policy", PolicyRef.CODEC, Opened::policy);
                var bySignal = s.field("bySignal", Codec.BOOL, Opened::bySignal);
                var follows = s.optional("follows", IncidentId.CODEC, Opened::follows);
                var at = s.field("at", Codec.INSTANT, Opened::at);
                return row -> new Opened(
                        row.get(id),
                        row.get(trouble),
                        row.get(state),
                        row.get(queue),
                        row.get(policy),
                        row.get(bySignal),
                        row.get(follows),
                        row.get(at),
                        Optional.empty());
            }))
            .with("repeated", SignalRepeated.class, Shape.of("repeated", s -> {
                var severity = s.field("severity", Codec.ofEnum(Severity.class), SignalRepeated::severity);
                var said = s.field("said", Codec.TEXT, SignalRepeated::said);
                var key = s.optional("key", Codec.TEXT, SignalRepeated::key);
                return row -> new SignalRepeated(row.get(severity), row.get(said), Optional.empty(), row.get(key));
            }))
            .with("paged", Paged.class, Shape.of("paged", s -> {
                var position = s.field("position", StepPosition.CODEC, Paged::position);
                var pages = s.field("pages", Page.CODEC.list(), Paged::pages);
                var gaps = s.field("gaps", Codec.TEXT.list(), Paged::gaps);
                var reason = s.field("reason", Codec.TEXT, Paged::reason);
                var urgency = s.optional(
                        "urgency",
                        Codec.ofEnum(PageUrgency.class),
                        event -> Optional.of(event.urgency()).filter(u -> u != PageUrgency.HIGH));
                var nextAt = s.field("nextAt", Codec.INSTANT, Paged::nextAt);
                var acknowledgements = s.optional(
                        "acknowledgements",
                        Codec.INT,
                        event -> Optional.of(event.acknowledgements()).filter(number -> number != 1));
                var turns = s.optional(
                        "turns",
                        Codec.LONG.map(),
                        event -> Optional.of(event.turns()).filter(map -> !map.isEmpty()));
                var version = s.field("version", Codec.LONG, Paged::version);
                return row -> new Paged(
                        row.get(position),
                        row.get(pages),
                        row.get(gaps),
                        row.get(reason),
                        row.get(urgency).orElse(PageUrgency.HIGH),
                        row.get(nextAt),
                        row.get(acknowledgements).orElse(1),
                        row.get(turns).orElse(Collections.emptySortedMap()),
                        row.get(version));
            }))
            .with("step-skipped", StepSkipped.class, Shape.of("step-skipped", s -> {
                var position = s.field("position", StepPosition.CODEC, StepSkipped::position);
                var gaps = s.field("gaps", Codec.TEXT.list(), StepSkipped::gaps);
                var byConditions = s.optional(
                        "byConditions",
                        Codec.BOOL,
                        event -> Optional.of(event.byConditions()).filter(by -> by));
                var heldUntil = s.optional("heldUntil", Codec.INSTANT, StepSkipped::heldUntil);
                var version = s.field("version", Codec.LONG, StepSkipped::version);
                return row -> new StepSkipped(
                        row.get(position),
                        row.get(gaps),
                        row.get(byConditions).orElse(false),
                        row.get(heldUntil),
                        row.get(version));
            }))
            .with("exhausted", Exhausted.class, Shape.of("exhausted", s -> {
                var cycles = s.field("cycles", Codec.INT, Exhausted::cycles);
                var policyName = s.field("policyName", Codec.TEXT, Exhausted::policyName);
                return row -> new Exhausted(row.get(cycles), row.get(policyName));
            }))
            .with("acknowledged", Acknowledged.class, Shape.of("acknowledged", s -> {
                var by = s.field("by", Actor.CODEC, Acknowledged::by);
                var from = s.optional("from", Actor.CODEC, Acknowledged::from);
                var at = s.field("at", Codec.INSTANT, Acknowledged::at);
                var lapsesAt = s.optional("lapsesAt", Codec.INSTANT, Acknowledged::lapsesAt);
                var version = s.field("version", Codec.LONG, Acknowledged::version);
                return row ->
                        new Acknowledged(row.get(by), row.get(from), row.get(at), row.get(lapsesAt), row.get(version));
            }))
            .with("unacknowledged", Unacknowledged.class, Shape.of("unacknowledged", s -> {
                var by = s.field("by", Actor.CODEC, Unacknowledged::by);
                var reason = s.field("reason", Codec.TEXT, Unacknowledged::reason);
                var version = s.field("version", Codec.LONG, Unacknowledged::version);
                return row -> new Unacknowledged(row.get(by), row.get(reason), row.get(version));
            }))
            .with("acknowledgement-lapsed", AcknowledgementLapsed.class, Shape.of("acknowledgement-lapsed", s -> {
                var of = s.field("of", Actor.CODEC, AcknowledgementLapsed::of);
                var version = s.field("version", Codec.LONG, AcknowledgementLapsed::version);
                return row -> new AcknowledgementLapsed(row.get(of), row.get(version));
            }))
            .with("escalated", EscalationRequested.class, Shape.of("escalated", s -> {
                var by = s.field("by", Actor.CODEC, EscalationRequested::by);
                var reason = s.field("reason", Codec.TEXT, EscalationRequested::reason);
                var version = s.field("version", Codec.LONG, EscalationRequested::version);
                return row -> new EscalationRequested(row.get(by), row.get(reason), row.get(version));
            }))
            .with("assessed", Assessed.class, Shape.of("assessed", s -> {
                var assessment = s.field("assessment", Assessment.CODEC, Assessed::assessment);
                return row -> new Assessed(row.get(assessment));
            }))
            .with("noted", Noted.class, Shape.of("noted", s -> {
                var text = s.field("text", Codec.TEXT, Noted::text);
                return row -> new Noted(row.get(text));
            }))
            .with("mitigated", Mitigated.class, Shape.of("mitigated", s -> {
                var note = s.field("note", Codec.TEXT, Mitigated::note);
                var at = s.field("at", Codec.INSTANT, Mitigated::at);
                var version = s.field("version", Codec.LONG, Mitigated::version);
                return row -> new Mitigated(row.get(note), row.get(at), row.get(version));
            }))
            .with("resolved", Resolved.class, Shape.of("resolved", s -> {
                var note = s.field("note", Codec.TEXT, Resolved::note);
                var bySignal = s.field("bySignal", Codec.BOOL, Resolved::bySignal);
                var at = s.field("at", Codec.INSTANT, Resolved::at);
                var version = s.field("version", Codec.LONG, Resolved::version);
                return row ->
                        new Resolved(row.get(note), row.get(bySignal), row.get(at), row.get(version), Optional.empty());
            }))
            .with("reopened", Reopened.class, Shape.of("reopened", s -> {
                var reason = s.field("reason", Codec.TEXT, Reopened::reason);
                var policy = s.field("policy", PolicyRef.CODEC, Reopened::policy);
                var bySignal = s.field("bySignal", Codec.BOOL, Reopened::bySignal);
                var at = s.field("at", Codec.INSTANT, Reopened::at);
                var version = s.field("version", Codec.LONG, Reopened::version);
                var key = s.optional("key", Codec.TEXT, Reopened::key);
                var severity = s.optional("severity", Codec.ofEnum(Severity.class), Reopened::severity);
                return row -> new Reopened(
                        row.get(reason),
                        row.get(policy),
                        row.get(bySignal),
                        row.get(at),
                        row.get(version),
                        Optional.empty(),
                        row.get(key),
                        row.get(severity));
            }))
            .with("closed", Closed.class, Shape.of("closed", s -> {
                var note = s.field("note", Codec.TEXT, Closed::note);
                var at = s.field("at", Codec.INSTANT, Closed::at);
                var version = s.field("version", Codec.LONG, Closed::version);
                return row -> new Closed(row.get(note), row.get(at), row.get(version));
            }))
            .with("cancelled", Cancelled.class, Shape.of("cancelled", s -> {
                var reason = s.field("reason", Codec.TEXT, Cancelled::reason);
                var at = s.field("at", Codec.INSTANT, Cancelled::at);
                var version = s.field("version", Codec.LONG, Cancelled::version);
                return row -> new Cancelled(row.get(reason), row.get(at), row.get(version));
            }))
            .with("imported", Imported.class, Shape.of("imported", s -> {
                var id = s.field("id", IncidentId.CODEC, Imported::id);
                var trouble = s.field("trouble", Trouble.CODEC, Imported::trouble);
                var policy = s.field("policy", PolicyRef.CODEC, Imported::policy);
                var follows = s.optional("follows", IncidentId.CODEC, Imported::follows);
                var state = s.field("state", Codec.ofEnum(IncidentState.class), Imported::state);
                var at = s.field("at", Codec.INSTANT, Imported::at);
                var by = s.field("by", Actor.CODEC, Imported::by);
                var reason = s.field("reason", Codec.TEXT, Imported::reason);
                return row -> new Imported(
                        row.get(id),
                        row.get(trouble),
                        row.get(policy),
                        row.get(follows),
                        row.get(state),
                        row.get(at),
                        row.get(by),
                        row.get(reason));
            }))
            .with("corrected", Corrected.class, Shape.of("corrected", s -> {
                var from = s.field("from", Codec.ofEnum(IncidentState.class), Corrected::from);
                var to = s.field("to", Codec.ofEnum(IncidentState.class), Corrected::to);
                var at = s.field("at", Codec.INSTANT, Corrected::at);
                var by = s.field("by", Actor.CODEC, Corrected::by);
                var reason = s.field("reason", Codec.TEXT, Corrected::reason);
                var version = s.field("version", Codec.LONG, Corrected::version);
                return row -> new Corrected(
                        row.get(from), row.get(to), row.get(at), row.get(by), row.get(reason), row.get(version));
            }))
            .build();

    private IncidentEvents() {}
}
