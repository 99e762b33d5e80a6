package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.signal.Signal;
import io.itops.core.spi.Notifier;
import io.itops.core.time.WeeklyHours;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.QuietHours;
import io.itops.incident.escalation.Throttle;
import io.itops.incident.internal.Mailbox;
import io.itops.incident.workflow.Incident;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of pages and news that wait: for a receiver, for quiet hours, for throttles. */
class PagesOnTheWayTest {
    private static final QuietHours NIGHT = QuietHours.of(
            WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0)).in(ZoneId.of("UTC")));

    /** A pager some of whose addresses are down. */
    private static final class Flaky implements Notifier {
        private final List<String> received = new ArrayList<>();
        private final Set<String> down = new HashSet<>();

        @Override
        public String name() {
            return "pager";
        }

        @Override
        public DeliveryResult send(Delivery delivery) {
            Notification notification = delivery.notification();
            if (down.contains(notification.to().address())) {
                return DeliveryResult.retry("it is down");
            }
            received.add(notification.kind() + ":" + notification.to().address());
            return DeliveryResult.ok("received");
        }
    }

    private static Destination way(String address) {
        return new Destination("pager", address);
    }

    private static IncidentOptions options(EscalationPolicy policy, NotificationPlan plan) {
        return IncidentOptions.builder().policy(policy).notifications(plan).build();
    }

    private static EscalationStep step(PageUrgency urgency, String person, Duration delay) {
        return EscalationStep.builder(delay).page(person).urgency(urgency).build();
    }

    @Test
    void aLaterPageByAnotherWayDoesNotTakeThePlaceOfOneThatHasNotArrived() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(step(PageUrgency.HIGH, "ann", ofMinutes(5)))
                .step(step(PageUrgency.LOW, "ann", Duration.ofHours(9)))
                .build();
        NotificationPlan plan = NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .after(PageUrgency.HIGH, Duration.ZERO, way("ann-pager"))
                        .after(PageUrgency.LOW, Duration.ZERO, way("ann-mail"))
                        .build())
                .build();
        Flaky pager = new Flaky();
        pager.down.add("ann-pager");
        try (Scene scene = Scene.of(options(policy, plan), pager)) {
            scene.fire();
            scene.passMinutes(6);
            assertThat(pager.received).containsExactly("page:ann-mail");
            pager.down.clear();
            scene.passMinutes(60);
            assertThat(pager.received).containsExactly("page:ann-mail", "page:ann-pager");
        }
    }

    @Test
    void aLaterPageThatIsLessUrgentDoesNotTakeThePlaceOfOneThatHasNotArrived() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(step(PageUrgency.HIGH, "ann", ofMinutes(5)))
                .step(step(PageUrgency.LOW, "ann", Duration.ofHours(9)))
                .build();
        Flaky pager = new Flaky();
        pager.down.add("ann");
        try (Scene scene = Scene.of(options(policy, NotificationPlan.NONE), pager)) {
            scene.fire();
            scene.passMinutes(6);
            pager.down.clear();
            scene.passMinutes(60);
            assertThat(pager.received).containsExactly("page:ann", "page:ann");
        }
    }

    private static void openMany(Scene scene, int number) {
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            labels.put("label" + i, "x".repeat(200));
        }
        for (int i = 0; i < number; i++) {
            scene.ops.accept(Signal.firing("k" + i, ServiceId.of("checkout"), Severity.SEV2, "errors " + i)
                    .withLabels(labels));
        }
        scene.settle();
    }

    @Test
    void aMailboxOfAStormStaysFarBelowTheSizeOfARecordAndItsTextIsThatOfItsLastMoment() {
        EscalationPolicy policy =
                EscalationPolicy.builder().step("ann", Duration.ofHours(9)).build();
        NotificationPlan plan = NotificationPlan.builder()
                .bundle("pager", PageUrgency.HIGH, ofMinutes(10))
                .build();
        try (Scene scene = Scene.of(options(policy, plan))) {
            openMany(scene, Mailbox.MOST_WAITING);
            String id = Mailbox.id(way("ann"), PageUrgency.HIGH);
            Mailbox full = scene.ops.records().get(Mailbox.TYPE, id).value();
            assertThat(full.waiting()).hasSize(Mailbox.MOST_WAITING - 1);
            assertThat(Mailbox.TYPE.toStored(full, 1).json()).hasSizeLessThan(300_000);
            scene.ops.accept(Signal.firing("k7", ServiceId.of("checkout"), Severity.SEV1, "all is down"));
            scene.ops.accept(Signal.firing("last", ServiceId.of("checkout"), Severity.SEV3, "slow"));
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann", "page-bundle:ann");
            Notification bundle = scene.pager.deliveries().get(1).notification();
            assertThat(bundle.title()).isEqualTo("200 incidents need you");
            assertThat(bundle.severity()).isEqualTo(Severity.SEV1);
            assertThat(bundle.body()).startsWith("[SEV1] checkout: errors 7\n");
            assertThat(bundle.facts()).containsKeys("incident.30", "pages.1").doesNotContainKey("incident.31");
        }
    }

    @Test
    void aBundleIsNotSentToWhoeverHasAcknowledgedAllThatItTellsOf() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationStep.builder(Duration.ofHours(9))
                        .page(EscalationTarget.group("leads", List.of("ann", "bob")))
                        .acknowledgements(2)
                        .build())
                .build();
        NotificationPlan plan = NotificationPlan.builder()
                .bundle("pager", PageUrgency.HIGH, ofMinutes(10))
                .build();
        Flaky pager = new Flaky();
        try (Scene scene = Scene.of(options(policy, plan), pager)) {
            List<Incident> incidents = new ArrayList<>();
            for (String key : List.of("first", "second", "third")) {
                scene.ops.accept(Signal.firing(key, ServiceId.of("checkout"), Severity.SEV2, key));
                scene.settle();
                incidents.add(scene.incidents.open(key).orElseThrow());
            }
            assertThat(pager.received).containsExactly("page:ann", "page:bob");
            pager.down.add("ann");
            scene.passMinutes(10);
            assertThat(pager.received).containsExactly("page:ann", "page:bob", "page-bundle:bob");
            incidents.forEach(incident -> scene.incidents.acknowledge(incident.id(), ANN));
            pager.down.clear();
            scene.passMinutes(60);
            assertThat(pager.received).containsExactly("page:ann", "page:bob", "page-bundle:bob");
        }
    }

    @Test
    void twoPeopleOfOneAddressAreToldOfOneIncident() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.group("all", List.of("ann", "bob")), ofMinutes(5))
                .build();
        NotificationPlan plan = NotificationPlan.builder()
                .person(NotificationRules.through("ann", way("desk")))
                .person(NotificationRules.through("bob", way("desk")))
                .bundle("pager", PageUrgency.HIGH, ofMinutes(10))
                .build();
        try (Scene scene = Scene.of(options(policy, plan))) {
            scene.ops.accept(Signal.firing("before", ServiceId.of("ledger"), Severity.SEV2, "errors"));
            scene.settle();
            scene.fire();
            scene.passMinutes(11);
            assertThat(scene.pager.deliveries())
                    .extracting(delivery -> delivery.notification().title())
                    .containsExactly("[SEV2] ledger: errors", "2 incidents need you");
            scene.fire(Severity.SEV1, "down");
            scene.over();
            scene.ops.accept(Signal.firing("one more", ServiceId.of("ledger"), Severity.SEV2, "slow"));
            scene.passMinutes(20);
            assertThat(scene.pager.deliveries())
                    .extracting(delivery -> delivery.notification().title())
                    .contains("[SEV2] ledger: slow")
                    .doesNotContain("1 incident needs you");
        }
    }

    private static NotificationPlan annSleeps() {
        return NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .atOnce(way("ann"))
                        .quiet(NIGHT)
                        .build())
                .build();
    }

    @Test
    void whoeverGotNoPageGetsNoNews() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(step(PageUrgency.LOW, "ann", Duration.ofHours(9)))
                .build();
        try (Scene scene = Scene.of(options(policy, annSleeps()))) {
            Incident incident = scene.fire();
            scene.passMinutes(60);
            scene.incidents.resolve(incident.id(), "", BOB);
            scene.pass(Duration.ofHours(12));
            assertThat(scene.sent()).isEmpty();
        }
    }

    @Test
    void whoeverGotAPageGetsNewsAlsoWhereALaterPageStillWaits() {
        EscalationPolicy policy =
                EscalationPolicy.builder().step("ann", ofMinutes(5)).repeat(3).build();
        NotificationPlan plan = NotificationPlan.builder()
                .bundle("pager", PageUrgency.HIGH, ofMinutes(30))
                .build();
        try (Scene scene = Scene.of(options(policy, plan))) {
            scene.fire();
            scene.passMinutes(11);
            assertThat(scene.sent()).containsExactly("page:ann");
            scene.over();
            assertThat(scene.sent()).containsExactly("page:ann", "resolved:ann");
        }
    }

    @Test
    void newsWaitForTheEndOfQuietHours() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(step(PageUrgency.HIGH, "ann", Duration.ofHours(9)))
                .build();
        try (Scene scene = Scene.of(options(policy, annSleeps()))) {
            Incident incident = scene.fire();
            scene.passMinutes(60);
            scene.incidents.resolve(incident.id(), "it was the disk", BOB);
            scene.pass(Duration.ofHours(4).minusSeconds(1));
            assertThat(scene.sent()).containsExactly("page:ann");
            scene.pass(Duration.ofSeconds(1));
            assertThat(scene.sent()).containsExactly("page:ann", "resolved:ann");
            assertThat(scene.pager.deliveries().get(1).notification().body())
                    .contains("The incident about which you were paged is resolved: it was the disk.");
        }
    }

    @Test
    void newsAreThrottledAndTheirBundleAsksNobodyToAct() {
        EscalationPolicy policy =
                EscalationPolicy.builder().step("ann", Duration.ofHours(9)).build();
        NotificationPlan plan = NotificationPlan.builder()
                .throttle("pager", PageUrgency.LOW, new Throttle(1, ofMinutes(10)))
                .build();
        try (Scene scene = Scene.of(options(policy, plan))) {
            for (int i = 0; i < 3; i++) {
                scene.ops.accept(Signal.firing("k" + i, ServiceId.of("checkout"), Severity.SEV2, "errors"));
            }
            scene.settle();
            for (int i = 0; i < 3; i++) {
                scene.ops.accept(Signal.resolved("k" + i, ServiceId.of("checkout"), Severity.SEV2, "fine"));
            }
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann", "page:ann", "page:ann", "resolved:ann");
            scene.passMinutes(10);
            assertThat(scene.sent()).endsWith("resolved:ann", "news-bundle:ann");
            assertThat(scene.pager.deliveries().get(4).notification().title()).isEqualTo("news of 2 incidents");
        }
    }

    @Test
    void whoeverIsToldLaterGetsNewsOnlyOnceTold() {
        EscalationPolicy policy =
                EscalationPolicy.builder().step("ann", Duration.ofHours(9)).build();
        NotificationPlan plan = NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .after(ofMinutes(10), way("ann"))
                        .build())
                .build();
        try (Scene scene = Scene.of(options(policy, plan))) {
            scene.fire();
            scene.passMinutes(9);
            scene.over();
            assertThat(scene.sent()).isEmpty();
            scene.fire();
            scene.passMinutes(11);
            scene.over();
            assertThat(scene.sent()).containsExactly("page:ann", "resolved:ann");
        }
    }
}
