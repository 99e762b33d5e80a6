package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.workflow.EscalationEvent.AcknowledgedInPart;
import io.itops.incident.workflow.EscalationEvent.BegunAnew;
import io.itops.incident.workflow.EscalationEvent.EnoughAnswered;
import io.itops.incident.workflow.EscalationEvent.HolderTold;
import io.itops.incident.workflow.EscalationEvent.Rebased;
import io.itops.incident.workflow.EscalationEvent.StepAwaited;
import io.itops.incident.workflow.EscalationEvent.TakenBack;
import io.itops.incident.workflow.EscalationEvent.WentOn;

/** How events about escalations are kept in the data of journal entries. */
final class EscalationEvents {
    private EscalationEvents() {}

    static Family.Builder<IncidentEvent> with(Family.Builder<IncidentEvent> family) {
        return family.with("step-awaited", StepAwaited.class, Shape.of("step-awaited", s -> {
                    var position = s.field("position", StepPosition.CODEC, StepAwaited::position);
                    var unmet = s.field("unmet", Codec.TEXT.list(), StepAwaited::unmet);
                    var until = s.field("until", Codec.INSTANT, StepAwaited::until);
                    var version = s.field("version", Codec.LONG, StepAwaited::version);
                    return row -> new StepAwaited(row.get(position), row.get(unmet), row.get(until), row.get(version));
                }))
                .with("acknowledged-in-part", AcknowledgedInPart.class, Shape.of("acknowledged-in-part", s -> {
                    var by = s.field("by", Actor.CODEC, AcknowledgedInPart::by);
                    var missing = s.field("missing", Codec.INT, AcknowledgedInPart::missing);
                    var version = s.field("version", Codec.LONG, AcknowledgedInPart::version);
                    return row -> new AcknowledgedInPart(row.get(by), row.get(missing), row.get(version));
                }))
                .with("taken-back", TakenBack.class, Shape.of("taken-back", s -> {
                    var by = s.field("by", Actor.CODEC, TakenBack::by);
                    var reason = s.field("reason", Codec.TEXT, TakenBack::reason);
                    var version = s.field("version", Codec.LONG, TakenBack::version);
                    return row -> new TakenBack(row.get(by), row.get(reason), row.get(version));
                }))
                .with("rebased", Rebased.class, Shape.of("rebased", s -> {
                    var policy = s.field("policy", PolicyRef.CODEC, Rebased::policy);
                    var from = s.field("from", PolicyRef.CODEC, Rebased::from);
                    var position = s.field("position", StepPosition.CODEC, Rebased::position);
                    var untaken = s.field("untaken", Codec.BOOL, Rebased::untaken);
                    var by = s.field("by", Actor.CODEC, Rebased::by);
                    var reason = s.field("reason", Codec.TEXT, Rebased::reason);
                    var version = s.field("version", Codec.LONG, Rebased::version);
                    return row -> new Rebased(
                            row.get(policy),
                            row.get(from),
                            row.get(position),
                            row.get(untaken),
                            row.get(by),
                            row.get(reason),
                            row.get(version));
                }))
                .with("begun-anew", BegunAnew.class, Shape.of("begun-anew", s -> {
                    var severity = s.field("severity", Codec.ofEnum(Severity.class), BegunAnew::severity);
                    var version = s.field("version", Codec.LONG, BegunAnew::version);
                    return row -> new BegunAnew(row.get(severity), row.get(version));
                }))
                .with("went-on", WentOn.class, Shape.of("went-on", s -> {
                    var position = s.field("position", StepPosition.CODEC, WentOn::position);
                    var nextAt = s.optional("nextAt", Codec.INSTANT, WentOn::nextAt);
                    var waiting = s.field("waiting", Codec.BOOL, WentOn::waiting);
                    var version = s.field("version", Codec.LONG, WentOn::version);
                    return row -> new WentOn(row.get(position), row.get(nextAt), row.get(waiting), row.get(version));
                }))
                .with("holder-told", HolderTold.class, Shape.of("holder-told", s -> {
                    var holder = s.field("holder", Actor.CODEC, HolderTold::holder);
                    var severity = s.field("severity", Codec.ofEnum(Severity.class), HolderTold::severity);
                    var to = s.field("to", Destination.CODEC.list(), HolderTold::to);
                    var gap = s.field("gap", Codec.TEXT, HolderTold::gap);
                    return row -> new HolderTold(row.get(holder), row.get(severity), row.get(to), row.get(gap));
                }))
                .with("enough-answered", EnoughAnswered.class, Shape.of("enough-answered", s -> {
                    var position = s.field("position", StepPosition.CODEC, EnoughAnswered::position);
                    var acknowledgements = s.field("acknowledgements", Codec.INT, EnoughAnswered::acknowledgements);
                    var at = s.field("at", Codec.INSTANT, EnoughAnswered::at);
                    var version = s.field("version", Codec.LONG, EnoughAnswered::version);
                    return row -> new EnoughAnswered(
                            row.get(position), row.get(acknowledgements), row.get(at), row.get(version));
                }));
    }
}
