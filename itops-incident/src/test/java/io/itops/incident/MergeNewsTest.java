package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.signal.Signal;
import io.itops.core.time.WeeklyHours;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.Response;
import io.itops.incident.communication.RoleTenure;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.QuietHours;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who was paged hears where an incident went, and who has a role in its response keeps it. */
class MergeNewsTest {
    private static final ServiceId SHOP = ServiceId.of("shop");

    private static IncidentOptions.Builder options() {
        return IncidentOptions.builder().policy(Scene.annThenBob());
    }

    private static Incident fire(Scene scene, String key) {
        scene.ops.accept(Signal.firing(key, SHOP, Severity.SEV2, "errors of " + key));
        scene.settle();
        return scene.incidents.open(key).orElseThrow();
    }

    private static List<Notification> news(Scene scene) {
        return scene.pager.deliveries().stream()
                .map(delivery -> delivery.notification())
                .filter(sent -> sent.kind().equals("merged"))
                .toList();
    }

    @Test
    void whoWasPagedHearsOnceWhereTheIncidentWent() {
        try (Scene scene = Scene.of(options().build())) {
            Incident child = fire(scene, "a");
            scene.passMinutes(6);
            Incident root = fire(scene, "b");
            scene.incidents.merge(child.id(), root.id(), "the same database", BOB);
            scene.incidents.merge(child.id(), root.id(), "the same database", BOB);
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob", "page:ann", "merged:ann", "merged:bob");
            Notification told = news(scene).get(0);
            assertThat(told.title()).isEqualTo("merged: [SEV2] shop: errors of a");
            assertThat(told.body())
                    .isEqualTo("errors of a\n\nThe incident about which you were paged goes on as a part of incident "
                            + root.id() + ": the same database.\n");
            assertThat(told.facts()).containsEntry("into", root.id().value());
            // the whole goes into another one: those of the part know where to look
            Incident above = fire(scene, "c");
            scene.incidents.merge(root.id(), above.id(), "", BOB);
            scene.settle();
            assertThat(news(scene)).hasSize(3);
            assertThat(news(scene).get(2).to().address()).isEqualTo("ann");
            assertThat(news(scene).get(2).facts())
                    .containsEntry("into", above.id().value());
        }
    }

    @Test
    void whoWasNotPagedHearsNothing() {
        try (Scene scene = Scene.of(options().build())) {
            Incident root = fire(scene, "b");
            Incident suspected = scene.incidents.report(Trouble.of("s", SHOP, Severity.SEV4, "odd"), ANN);
            Incident queued = scene.incidents.enqueue(Trouble.of("q", SHOP, Severity.SEV4, "odd"), "second line", ANN);
            scene.incidents.merge(suspected.id(), root.id(), "", ANN);
            scene.incidents.merge(queued.id(), root.id(), "", ANN);
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann");
        }
    }

    @Test
    void whoAcknowledgedWithoutAPageHearsWhereTheIncidentWent() {
        try (Scene scene = Scene.of(options().build())) {
            Incident root = fire(scene, "b");
            Incident child = fire(scene, "a");
            scene.incidents.acknowledge(child.id(), Actor.user("cat"));
            scene.incidents.merge(child.id(), root.id(), "", BOB);
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann", "page:ann", "merged:ann", "merged:cat");
            assertThat(news(scene).get(1).body())
                    .isEqualTo("errors of a\n\nThe incident that you have acknowledged goes on as a part of incident "
                            + root.id() + ".\n");
            Incident own = fire(scene, "c");
            scene.incidents.acknowledge(own.id(), Actor.user("cat"));
            scene.incidents.merge(own.id(), root.id(), "", Actor.user("cat"));
            scene.settle();
            assertThat(news(scene))
                    .as("who merged it knows")
                    .extracting(told -> told.to().address())
                    .containsExactly("ann", "cat", "ann");
            Incident machine = fire(scene, "d");
            scene.incidents.acknowledge(machine.id(), Actor.integration("auto-ops"));
            scene.incidents.merge(machine.id(), root.id(), "", BOB);
            scene.settle();
            assertThat(news(scene))
                    .hasSize(4)
                    .last()
                    .satisfies(told -> assertThat(told.to().address()).isEqualTo("ann"));
        }
    }

    /** Where people have rules, a job tells them that knows who has got a page: who needs none to know of it is told all the same. */
    @Test
    void whoAcknowledgedWithoutAPageHearsItByTheirRulesToo() {
        NotificationPlan later = NotificationPlan.builder()
                .person(NotificationRules.builder("cat")
                        .after(ofMinutes(10), new Destination("pager", "cat"))
                        .build())
                .build();
        EscalationPolicy two = EscalationPolicy.builder()
                .step(io.itops.incident.escalation.EscalationStep.builder(ofHours(2))
                        .page("ann")
                        .page("bob")
                        .acknowledgements(2)
                        .build())
                .build();
        try (Scene scene = Scene.of(
                IncidentOptions.builder().policy(two).notifications(later).build())) {
            Incident root = fire(scene, "b");
            Incident child = fire(scene, "a");
            scene.incidents.acknowledge(child.id(), Actor.user("cat"));
            assertThat(scene.incidents.get(child.id()).acknowledgers())
                    .as("one of two")
                    .containsExactly("cat");
            scene.incidents.merge(child.id(), root.id(), "", Actor.user("dan"));
            scene.settle();
            assertThat(news(scene))
                    .extracting(told -> told.to().address())
                    .containsExactlyInAnyOrder("ann", "bob", "cat");
        }
    }

    private static NotificationPlan quietUntilSeven() {
        // the scene begins at two o'clock
        return NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .after(PageUrgency.HIGH, Duration.ZERO, new Destination("pager", "ann"))
                        .after(PageUrgency.LOW, Duration.ZERO, new Destination("pager", "ann"))
                        .quiet(QuietHours.of(WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0))
                                .in(ZoneId.of("UTC"))))
                        .build())
                .build();
    }

    @Test
    void theNewsObeyQuietHoursAndFallAwayWhenTheIncidentIsTakenOut() {
        EscalationPolicy ann =
                EscalationPolicy.builder().step("ann", ofHours(20)).build();
        IncidentOptions options = IncidentOptions.builder()
                .policy(ann)
                .notifications(quietUntilSeven())
                .build();
        try (Scene scene = Scene.of(options)) {
            Incident child = fire(scene, "a");
            Incident root = fire(scene, "b");
            scene.incidents.merge(child.id(), root.id(), "", BOB);
            scene.passMinutes(10);
            assertThat(news(scene)).as("at night").isEmpty();
            scene.incidents.unmerge(child.id(), "", BOB);
            Incident other = fire(scene, "c");
            scene.incidents.merge(child.id(), other.id(), "", BOB);
            scene.pass(ofHours(6));
            assertThat(news(scene))
                    .singleElement()
                    .satisfies(told -> assertThat(told.facts())
                            .containsEntry("into", other.id().value()));
        }
    }

    @Test
    void whoseOnlyPageStillWaitsHearsNothing() {
        EscalationPolicy calm = EscalationPolicy.builder()
                .step(io.itops.incident.escalation.EscalationStep.builder(ofHours(20))
                        .page("ann")
                        .urgency(PageUrgency.LOW)
                        .build())
                .build();
        IncidentOptions options = IncidentOptions.builder()
                .policy(calm)
                .notifications(quietUntilSeven())
                .build();
        try (Scene scene = Scene.of(options)) {
            Incident child = fire(scene, "a");
            Incident root = scene.incidents.report(Trouble.of("s", SHOP, Severity.SEV4, "odd"), ANN);
            scene.incidents.merge(child.id(), root.id(), "", BOB);
            scene.settle();
            scene.incidents.acknowledge(root.id(), BOB);
            scene.pass(ofHours(6));
            assertThat(scene.sent()).doesNotContain("merged:ann");
        }
    }

    @Test
    void newsThatItIsOverGiveWayToNewsOfWhereItWent() {
        IncidentOptions options = IncidentOptions.builder()
                .policy(EscalationPolicy.builder().step("ann", ofHours(20)).build())
                .notifications(quietUntilSeven())
                .build();
        try (Scene scene = Scene.of(options)) {
            Incident child = fire(scene, "a");
            Incident root = fire(scene, "b");
            scene.incidents.resolve(child.id(), "", BOB);
            scene.passMinutes(10);
            scene.incidents.merge(child.id(), root.id(), "", BOB);
            scene.pass(ofHours(6));
            assertThat(scene.sent()).containsExactly("page:ann", "page:ann", "merged:ann");
        }
    }

    @Test
    void theNewsDoNotNameAnIncidentThatTheirReaderMayNotRead() {
        try (Scene scene = NeedToKnowTest.scene(options())) {
            Incident child = fire(scene, "a");
            Incident root = scene.incidents.report(
                    Trouble.of("s", SHOP, Severity.SEV2, NeedToKnowTest.SECRET).restrictedTo(List.of()),
                    NeedToKnowTest.SAM);
            scene.incidents.merge(child.id(), root.id(), "the export job", NeedToKnowTest.SAM);
            scene.settle();
            Notification told = news(scene).get(0);
            assertThat(told.to().address()).isEqualTo("ann");
            assertThat(told.title()).isEqualTo("merged: [SEV2] shop: errors of a");
            assertThat(told.body())
                    .isEqualTo("errors of a\n\nThe incident about which you were paged goes on as a part of another"
                            + " one.\n");
            assertThat(told.toString()).doesNotContain(root.id().value()).doesNotContain("the export job");
        }
    }

    @Test
    void whoHasARoleKeepsItWhileTheIncidentIsMergedAndHasItWhenItIsTakenOut() {
        try (Scene scene = Scene.of(options().build())) {
            Incident child = fire(scene, "a");
            Incident root = fire(scene, "b");
            var communication = scene.incidents.communication();
            communication.assign(child.id(), IncidentRole.COMMANDER, "cat", "", ANN);
            communication.assign(root.id(), IncidentRole.COMMANDER, "dan", "", ANN);
            scene.passMinutes(3);
            scene.incidents.merge(child.id(), root.id(), "", ANN);
            Response merged = communication.response(child.id()).orElseThrow();
            assertThat(merged.holder(IncidentRole.COMMANDER)).contains("cat");
            assertThat(communication.response(root.id()).orElseThrow().holder(IncidentRole.COMMANDER))
                    .as("the root has its own commander")
                    .contains("dan");
            assertThat(scene.incidents.reviews().timeline(child.id()).entries())
                    .extracting(entry -> entry.summary())
                    .contains("cat stays commander while it is merged");
            scene.pass(ofMinutes(30));
            scene.incidents.unmerge(child.id(), "", ANN);
            Response back = communication.response(child.id()).orElseThrow();
            assertThat(back.holder(IncidentRole.COMMANDER)).contains("cat");
            assertThat(back.tenures())
                    .containsExactly(
                            new RoleTenure(IncidentRole.COMMANDER, "cat", scene.minute(0), Optional.empty(), ""));
            communication.handOver(child.id(), IncidentRole.COMMANDER, "cat", "eve", "shift ends", ANN);
        }
    }
}
