package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.incident.workflow.NeedToKnowEvent.Restricted;
import io.itops.incident.workflow.NeedToKnowEvent.Unrestricted;

/** How events about who may read an incident are kept in the data of journal entries. */
final class NeedToKnowEvents {
    private NeedToKnowEvents() {}

    static Family.Builder<IncidentEvent> with(Family.Builder<IncidentEvent> family) {
        return family.with("restricted", Restricted.class, Shape.of("restricted", s -> {
                    var mark = s.field("mark", NeedToKnow.CODEC, Restricted::mark);
                    var by = s.field("by", Actor.CODEC, Restricted::by);
                    var reason = s.field("reason", Codec.TEXT, Restricted::reason);
                    return row -> new Restricted(row.get(mark), row.get(by), row.get(reason));
                }))
                .with("unrestricted", Unrestricted.class, Shape.of("unrestricted", s -> {
                    var by = s.field("by", Actor.CODEC, Unrestricted::by);
                    var reason = s.field("reason", Codec.TEXT, Unrestricted::reason);
                    return row -> new Unrestricted(row.get(by), row.get(reason));
                }));
    }
}
