package io.itops.quickstart.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.problem.ProblemState;
import io.itops.incident.request.RequestState;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShopCausesTest {
    @Test
    void theCauseBehindAnIncidentIsFixedByAChange() {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .notifier(new RecordingNotifier("pager"))
                .build()) {
            Incidents incidents = Incidents.attach(
                    ops,
                    EscalationPolicy.builder()
                            .step("ann", Duration.ofMinutes(5))
                            .build());
            ShopCauses causes = new ShopCauses(ops);
            var trouble = new Trouble("k", ServiceId.of("checkout"), Severity.SEV3, "slow", new TreeMap<>());
            var incident = incidents.declare(trouble, Actor.user("ann")).id();

            var problem = causes.find(incident, Ref.of("change", "c1"));

            assertThat(problem.state()).isEqualTo(ProblemState.FIX_IN_CHANGE);
            assertThat(problem.incidents()).containsExactly(incident);
            assertThat(causes.learn(causes.write(problem.id()), incident).helped())
                    .isEqualTo(1);
        }
    }

    @Test
    void whatIsOrderedIsApprovedAndGivenToWhoHasLeastToDo() {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        try (ItOps ops =
                ItOps.builder().store(new InMemoryStore(clock)).clock(clock).build()) {
            ShopOrders orders = new ShopOrders(ops);
            Actor admin = Actor.user("admin");
            orders.offer(admin);
            var request = orders.order(Actor.user("ann"), admin);

            assertThat(request.state()).isEqualTo(RequestState.IN_FULFILMENT);
            assertThat(request.fulfilment().orElseThrow().assignee()).contains("bob");
        }
    }
}
