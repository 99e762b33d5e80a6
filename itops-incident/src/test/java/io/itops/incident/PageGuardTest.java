package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.record.Records;
import io.itops.core.spi.Notifier;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PageGuardTest {
    /** A pager that is down until told otherwise. */
    private static final class Flaky implements Notifier {
        private final List<String> received = new ArrayList<>();
        private boolean up;

        @Override
        public String name() {
            return "pager";
        }

        @Override
        public DeliveryResult send(Delivery delivery) {
            if (!up) {
                return DeliveryResult.retry("the pager is down");
            }
            Notification notification = delivery.notification();
            received.add(notification.kind() + ":" + notification.to().address() + "@" + notification.subjectVersion());
            return DeliveryResult.ok("received");
        }
    }

    private static Scene scene(Flaky pager, EscalationPolicy policy) {
        return Scene.of(IncidentOptions.of(policy), pager);
    }

    @Test
    void aPageThatWaitsIsNotSentOnceSomeoneHasAcknowledged() {
        Flaky pager = new Flaky();
        try (Scene scene = scene(pager, Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.passMinutes(2);
            scene.incidents.acknowledge(incident.id(), BOB);
            pager.up = true;
            scene.passMinutes(60);
            assertThat(pager.received).isEmpty();
        }
    }

    @Test
    void incidentsAreNotAttachedOnceWorkersMightHaveSentThePage() {
        Flaky pager = new Flaky();
        try (ItOps ops =
                ItOps.builder().store(new InMemoryStore()).notifier(pager).build()) {
            ops.start();
            assertThatThrownBy(() -> Incidents.attach(ops, Scene.annThenBob()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("module incidents must be attached before start()");
        }
    }

    @Test
    void aPageThatWaitsIsNotSentOnceItIsOverButItsNewsIs() {
        Flaky pager = new Flaky();
        try (Scene scene = scene(pager, Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.passMinutes(2);
            scene.incidents.resolve(incident.id(), "", BOB);
            pager.up = true;
            scene.passMinutes(60);
            assertThat(pager.received).containsExactly("resolved:ann@2");
        }
    }

    @Test
    void aPageOfAnEarlierStepIsStillSent() {
        Flaky pager = new Flaky();
        try (Scene scene = scene(pager, Scene.annThenBob())) {
            scene.fire();
            scene.passMinutes(6);
            pager.up = true;
            scene.passMinutes(6);
            assertThat(pager.received).containsExactlyInAnyOrder("page:ann@1", "page:bob@2");
        }
    }

    @Test
    void aPageThatALaterOneToTheSamePersonFollowsIsNotSent() {
        Flaky pager = new Flaky();
        EscalationPolicy policy =
                EscalationPolicy.builder().step("ann", ofMinutes(5)).repeat(1).build();
        try (Scene scene = scene(pager, policy)) {
            scene.fire();
            scene.passMinutes(6);
            pager.up = true;
            scene.passMinutes(10);
            assertThat(pager.received).containsExactly("page:ann@2");
        }
    }

    @Test
    void aPageFromBeforeAnAcknowledgementIsNotSentAfterItLapses() {
        Flaky pager = new Flaky();
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(1))
                .step("bob", ofMinutes(10))
                .ackTimeout(ofMinutes(5))
                .build();
        try (Scene scene = scene(pager, policy)) {
            Incident incident = scene.fire();
            scene.passMinutes(2);
            scene.incidents.acknowledge(incident.id(), BOB);
            scene.pass(ofMinutes(5).plus(Duration.ofSeconds(1)));
            pager.up = true;
            scene.passMinutes(6);
            assertThat(pager.received)
                    .as("bob's step was taken again, ann's was not")
                    .containsExactly("page:bob@4");
        }
    }

    @Test
    void newsThatAReopeningOvertookIsNotSent() {
        Flaky pager = new Flaky();
        try (Scene scene = scene(pager, Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.incidents.resolve(incident.id(), "", BOB);
            scene.settle();
            scene.incidents.reopen(incident.id(), "", BOB);
            pager.up = true;
            scene.passMinutes(3);
            assertThat(pager.received).containsExactly("page:ann@3");
        }
    }

    @Test
    void theGuardGivesItsReason() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            Notification page = scene.pager.deliveries().get(0).notification();
            PageGuard guard = new PageGuard(NotificationPlan.NONE, person -> new Destination("pager", person));
            Records records = scene.ops.records();
            assertThat(guard.obsolete(page, records)).isEmpty();
            scene.incidents.acknowledge(incident.id(), ANN);
            assertThat(guard.obsolete(page, records)).contains("the incident is acknowledged");
            scene.incidents.unacknowledge(incident.id(), "", ANN);
            assertThat(guard.obsolete(page, records)).contains("the incident was triggered anew since");
            assertThat(guard.obsolete(about(page, "unknown"), records)).contains("there is no such incident");
            Notification resolved = kind(page, "resolved");
            assertThat(guard.obsolete(resolved, records)).contains("the incident is triggered again");
            scene.incidents.cancel(incident.id(), "a test", ANN);
            assertThat(guard.obsolete(resolved, records)).isEqualTo(Optional.empty());
        }
    }

    private static Notification about(Notification page, String id) {
        return copy(page, page.kind(), IncidentId.of(id), page.facts());
    }

    private static Notification kind(Notification page, String kind) {
        return copy(page, kind, IncidentId.of(page.subject().id()), new TreeMap<>(page.facts()));
    }

    private static Notification copy(Notification page, String kind, IncidentId id, SortedMap<String, String> facts) {
        return new Notification(
                page.to(),
                page.urgency(),
                kind,
                id.ref(),
                page.subjectVersion(),
                page.severity(),
                page.title(),
                page.body(),
                facts);
    }
}
