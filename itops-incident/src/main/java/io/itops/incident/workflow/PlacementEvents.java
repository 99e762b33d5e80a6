package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.workflow.PlacementEvent.Accepted;
import io.itops.incident.workflow.PlacementEvent.Held;
import io.itops.incident.workflow.PlacementEvent.HoldLapsed;
import io.itops.incident.workflow.PlacementEvent.Relabelled;
import io.itops.incident.workflow.PlacementEvent.Requeued;
import io.itops.incident.workflow.PlacementEvent.Resumed;
import io.itops.incident.workflow.PlacementEvent.Worsened;

/** How events about queues, holds and labels are kept in the data of journal entries. */
final class PlacementEvents {
    private PlacementEvents() {}

    static io.itops.core.record.Family.Builder<IncidentEvent> with(
            io.itops.core.record.Family.Builder<IncidentEvent> family) {
        return family.with("accepted", Accepted.class, Shape.of("accepted", s -> {
                    var by = s.field("by", Actor.CODEC, Accepted::by);
                    var reason = s.field("reason", Codec.TEXT, Accepted::reason);
                    var version = s.field("version", Codec.LONG, Accepted::version);
                    var policy = s.field("policy", PolicyRef.CODEC, Accepted::policy);
                    return row -> new Accepted(row.get(by), row.get(reason), row.get(policy), row.get(version));
                }))
                .with("worsened", Worsened.class, Shape.of("worsened", s -> {
                    var from = s.field("from", Codec.ofEnum(IncidentState.class), Worsened::from);
                    var severity = s.field("severity", Codec.ofEnum(Severity.class), Worsened::severity);
                    var version = s.field("version", Codec.LONG, Worsened::version);
                    var policy = s.optional("policy", PolicyRef.CODEC, Worsened::policy);
                    return row -> new Worsened(row.get(from), row.get(severity), row.get(policy), row.get(version));
                }))
                .with("requeued", Requeued.class, Shape.of("requeued", s -> {
                    var queue = s.field("queue", Codec.TEXT, Requeued::queue);
                    var by = s.field("by", Actor.CODEC, Requeued::by);
                    var reason = s.field("reason", Codec.TEXT, Requeued::reason);
                    var at = s.field("at", Codec.INSTANT, Requeued::at);
                    var version = s.field("version", Codec.LONG, Requeued::version);
                    var policy = s.optional("policy", PolicyRef.CODEC, Requeued::policy);
                    return row -> new Requeued(
                            row.get(queue),
                            row.get(by),
                            row.get(reason),
                            row.get(at),
                            row.get(policy),
                            row.get(version));
                }))
                .with("held", Held.class, Shape.of("held", s -> {
                    var hold = s.field("hold", Hold.CODEC, Held::hold);
                    var by = s.field("by", Actor.CODEC, Held::by);
                    var at = s.field("at", Codec.INSTANT, Held::at);
                    var version = s.field("version", Codec.LONG, Held::version);
                    var policy = s.optional("policy", PolicyRef.CODEC, Held::policy);
                    return row -> new Held(row.get(hold), row.get(by), row.get(at), row.get(policy), row.get(version));
                }))
                .with("hold-lapsed", HoldLapsed.class, Shape.of("hold-lapsed", s -> {
                    var hold = s.field("hold", Hold.CODEC, HoldLapsed::hold);
                    var version = s.field("version", Codec.LONG, HoldLapsed::version);
                    return row -> new HoldLapsed(row.get(hold), row.get(version));
                }))
                .with("resumed", Resumed.class, Shape.of("resumed", s -> {
                    var by = s.field("by", Actor.CODEC, Resumed::by);
                    var reason = s.field("reason", Codec.TEXT, Resumed::reason);
                    var at = s.field("at", Codec.INSTANT, Resumed::at);
                    var lapsesAt = s.optional("lapsesAt", Codec.INSTANT, Resumed::lapsesAt);
                    var version = s.field("version", Codec.LONG, Resumed::version);
                    var policy = s.optional("policy", PolicyRef.CODEC, Resumed::policy);
                    return row -> new Resumed(
                            row.get(by),
                            row.get(reason),
                            row.get(at),
                            row.get(lapsesAt),
                            row.get(policy),
                            row.get(version));
                }))
                .with("relabelled", Relabelled.class, Shape.of("relabelled", s -> {
                    var label = s.optional("label", Codec.TEXT, Relabelled::label);
                    return row -> new Relabelled(row.get(label));
                }));
    }
}
