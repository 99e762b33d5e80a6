package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.workflow.EscalationEvent.AcknowledgedInPart;
import io.itops.incident.workflow.EscalationEvent.Rebased;
import io.itops.incident.workflow.EscalationEvent.StepAwaited;

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
                .with("rebased", Rebased.class, Shape.of("rebased", s -> {
                    var policy = s.field("policy", PolicyRef.CODEC, Rebased::policy);
                    var from = s.field("from", PolicyRef.CODEC, Rebased::from);
                    var position = s.field("position", StepPosition.CODEC, Rebased::position);
                    var by = s.field("by", Actor.CODEC, Rebased::by);
                    var reason = s.field("reason", Codec.TEXT, Rebased::reason);
                    var version = s.field("version", Codec.LONG, Rebased::version);
                    return row -> new Rebased(
                            row.get(policy),
                            row.get(from),
                            row.get(position),
                            row.get(by),
                            row.get(reason),
                            row.get(version));
                }));
    }
}
