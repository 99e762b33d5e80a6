package io.itops.architecture;

import io.itops.change.Changes;
import io.itops.core.ItOps;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.knowledge.KnowledgeBase;
import io.itops.incident.problem.Problems;
import io.itops.incident.request.ServiceRequests;
import io.itops.monitoring.Monitoring;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Expressions;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An instance with all modules attached, for calls that need one: no factory of a type makes it. */
final class Living {
    private Living() {}

    /** The instance, its modules and its parts, by type. */
    static Map<Class<?>, Object> parts() {
        ItOps ops = ItOps.builder()
                .store(new InMemoryStore())
                .clock(ManualClock.at("2026-11-24T00:00:00Z"))
                .notifier(new RecordingNotifier("pager"))
                .build();
        EscalationPolicy policy =
                EscalationPolicy.builder().step("ann", Duration.ofMinutes(5)).build();
        Incidents incidents = Incidents.attach(ops, policy);
        Monitoring monitoring = Monitoring.attach(ops);
        ServiceRequests requests = ServiceRequests.attach(ops);
        Map<Class<?>, Object> parts = new HashMap<>(Map.of(
                ItOps.class, ops,
                Incidents.class, incidents,
                Changes.class, Changes.attach(ops),
                Monitoring.class, monitoring));
        for (Object part : List.of(
                policy,
                Expressions.metric("up"),
                ops.catalog(),
                ops.journal(),
                ops.records(),
                incidents.reviews(),
                Problems.attach(ops),
                KnowledgeBase.attach(ops),
                requests,
                requests.catalogue(),
                requests.queues(),
                incidents.schedules(),
                incidents.analyses(),
                monitoring.metrics())) {
            parts.put(part.getClass(), part);
        }
        parts.put(Expr.class, Expressions.metric("up"));
        return parts;
    }
}
