package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.delivery.Destination;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Signal;
import io.itops.core.spi.Notifier;
import io.itops.core.time.WeeklyHours;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.QuietHours;
import io.itops.incident.metrics.IncidentTimes;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A merge that is undone loses nothing: pages, personal rules, severity, keys, parts, and what signals said meanwhile. */
class UnmergeTest {
    private static final ServiceId SHOP = ServiceId.of("shop");

    private static Incident fire(Scene scene, String key, Severity severity) {
        signal(scene, Signal.firing(key, SHOP, severity, "errors of " + key));
        return scene.incidents.open(key).orElseThrow();
    }

    private static Incident fire(Scene scene, String key) {
        return fire(scene, key, Severity.SEV3);
    }

    private static void over(Scene scene, String key) {
        signal(scene, Signal.resolved(key, SHOP, Severity.SEV3, key + " is fine"));
    }

    private static void signal(Scene scene, Signal signal) {
        scene.ops.accept(signal);
        scene.settle();
    }

    private static Incident now(Scene scene, Incident incident) {
        return scene.incidents.get(incident.id());
    }

    private static void refolds(Scene scene, Incident... incidents) {
        for (Incident incident : incidents) {
            List<IncidentEvent> events = scene.ops.journal().about(incident.id().ref()).stream()
                    .filter(entry ->
                            entry.event().subjects().get(0).equals(incident.id().ref()))
                    .flatMap(entry -> IncidentWorkflow.WORKFLOW.eventOf(entry.event()).stream())
                    .toList();
            assertThat(IncidentWorkflow.WORKFLOW.fold(null, events)).isEqualTo(now(scene, incident));
        }
    }

    private static Scene plain() {
        return Scene.of(IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .resolveChildren(true)
                .build());
    }

    private static Destination way(String address) {
        return new Destination("pager", address);
    }

    /** A receiver that is down until it is told otherwise. */
    private static final class Flaky implements Notifier {
        private final List<String> arrived = new ArrayList<>();
        private boolean up;

        @Override
        public String name() {
            return "pager";
        }

        @Override
        public DeliveryResult send(Delivery delivery) {
            if (!up) {
                return DeliveryResult.retry("down");
            }
            arrived.add(delivery.notification().kind() + ":"
                    + delivery.notification().to().address() + ":"
                    + delivery.notification().facts().get("dedup-key"));
            return DeliveryResult.ok("arrived");
        }
    }

    @Test
    void aPageThatIsBeingRetriedOutlivesAMergeThatIsUndone() {
        Flaky pager = new Flaky();
        try (Scene scene = Scene.of(
                IncidentOptions.of(
                        EscalationPolicy.builder().step("ann", ofHours(2)).build()),
                pager)) {
            Incident a = fire(scene, "a");
            Incident b = fire(scene, "b");
            scene.passMinutes(3);
            scene.incidents.merge(a.id(), b.id(), "by mistake", BOB);
            scene.passMinutes(5);
            scene.incidents.unmerge(a.id(), "they are two", BOB);
            pager.up = true;
            scene.passMinutes(100);
            assertThat(pager.arrived).contains("page:ann:a").doesNotHaveDuplicates();
        }
    }

    @Test
    void aPageThatWaitsForTheEndOfQuietHoursOutlivesAMergeThatIsUndone() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationStep.builder(ofHours(20))
                        .page("ann")
                        .urgency(PageUrgency.LOW)
                        .build())
                .build();
        NotificationPlan plan = NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .atOnce(way("ann-mail"))
                        .quiet(QuietHours.of(WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0))
                                .in(ZoneId.of("UTC"))))
                        .build())
                .build();
        try (Scene scene = Scene.of(
                IncidentOptions.builder().policy(policy).notifications(plan).build())) {
            Incident b = fire(scene, "b");
            scene.incidents.acknowledge(b.id(), BOB);
            Incident a = fire(scene, "a");
            scene.passMinutes(60);
            scene.incidents.merge(a.id(), b.id(), "by mistake", BOB);
            scene.passMinutes(60);
            scene.incidents.unmerge(a.id(), "they are two", BOB);
            scene.pass(ofHours(4));
            assertThat(scene.sent()).containsExactly("page:ann-mail");
        }
    }

    @Test
    void aPageWhoseTimeCameWhileItWasMergedIsNotLost() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationStep.builder(ofHours(20))
                        .page("ann")
                        .urgency(PageUrgency.LOW)
                        .build())
                .build();
        NotificationPlan plan = NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .atOnce(way("ann-mail"))
                        .quiet(QuietHours.of(WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0))
                                .in(ZoneId.of("UTC"))))
                        .build())
                .build();
        try (Scene scene = Scene.of(
                IncidentOptions.builder().policy(policy).notifications(plan).build())) {
            Incident b = fire(scene, "b");
            scene.incidents.acknowledge(b.id(), BOB);
            Incident a = fire(scene, "a");
            scene.incidents.merge(a.id(), b.id(), "by mistake", BOB);
            scene.pass(ofHours(6));
            assertThat(scene.sent()).as("nobody is paged for what is merged").isEmpty();
            scene.incidents.unmerge(a.id(), "they are two", BOB);
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann-mail");
        }
    }

    @Test
    void thePersonalRulesOfWhoWasPagedGoOnFromTheirStartAndSendLate() {
        NotificationPlan plan = NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .atOnce(way("ann-push"))
                        .after(ofMinutes(2), way("ann-sms"))
                        .after(ofMinutes(12), way("ann-voice"))
                        .build())
                .build();
        try (Scene scene = Scene.of(IncidentOptions.builder()
                .policy(EscalationPolicy.builder().step("ann", ofHours(2)).build())
                .notifications(plan)
                .build())) {
            Incident b = fire(scene, "b");
            scene.incidents.acknowledge(b.id(), BOB);
            scene.pager.clear();
            Incident a = fire(scene, "a");
            scene.passMinutes(1);
            scene.incidents.merge(a.id(), b.id(), "by mistake", BOB);
            scene.passMinutes(4);
            assertThat(scene.sent()).containsExactly("page:ann-push", "merged:ann-push");
            scene.incidents.unmerge(a.id(), "they are two", BOB);
            scene.settle();
            assertThat(scene.sent().subList(2, scene.sent().size()))
                    .as("the text is late, but not lost")
                    .containsExactlyInAnyOrder("page:ann-push", "page:ann-sms");
            scene.passMinutes(6);
            assertThat(scene.sent()).hasSize(4);
            scene.passMinutes(1);
            assertThat(scene.sent()).as("12 minutes from the first page").endsWith("page:ann-voice");
            scene.pass(ofHours(1));
            assertThat(scene.sent()).hasSize(5);
        }
    }

    @Test
    void theRootIsAsBadAsItsOwnKeysAgainAndTheOtherTakesItsSeverityAlong() {
        try (Scene scene = plain()) {
            Incident root = fire(scene, "b", Severity.SEV4);
            Incident worse = fire(scene, "a", Severity.SEV2);
            Incident mild = fire(scene, "c", Severity.SEV5);
            scene.incidents.merge(worse.id(), root.id(), "", ANN);
            scene.incidents.merge(mild.id(), root.id(), "", ANN);
            assertThat(now(scene, root).severity()).isEqualTo(Severity.SEV2);
            signal(scene, Signal.firing("c", SHOP, Severity.SEV1, "c is down"));
            assertThat(now(scene, root).severity()).isEqualTo(Severity.SEV1);
            assertThat(scene.incidents.unmerge(mild.id(), "", ANN).severity())
                    .as("what its signals said while it was merged counts")
                    .isEqualTo(Severity.SEV1);
            assertThat(now(scene, root).severity()).isEqualTo(Severity.SEV2);
            assertThat(scene.incidents.unmerge(worse.id(), "", ANN).severity()).isEqualTo(Severity.SEV2);
            assertThat(now(scene, root).severity()).isEqualTo(Severity.SEV4);
            refolds(scene, root, worse, mild);
        }
    }

    @Test
    void whatWasTakenOutOfTheMiddleIsNotTakenBack() {
        try (Scene scene = plain()) {
            Incident a = fire(scene, "a");
            Incident b = fire(scene, "b");
            Incident c = fire(scene, "c");
            scene.incidents.merge(a.id(), b.id(), "", ANN);
            scene.incidents.merge(b.id(), c.id(), "", ANN);
            scene.incidents.unmerge(a.id(), "", ANN);
            scene.incidents.merge(a.id(), c.id(), "", ANN);
            scene.incidents.unmerge(b.id(), "", ANN);
            assertThat(scene.incidents.open("a"))
                    .as("a is merged in c, so its signals reach c")
                    .contains(now(scene, c));
            assertThat(scene.incidents.open("b")).contains(now(scene, b));
            assertThat(scene.incidents.unmerge(a.id(), "", ANN).state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(scene.incidents.open("a")).contains(now(scene, a));
            refolds(scene, a, b, c);
        }
    }

    @Test
    void whatWasTakenOutOfTheMiddleAndClosedLeavesItsKeyFree() {
        try (Scene scene = plain()) {
            Incident a = fire(scene, "a");
            Incident b = fire(scene, "b");
            Incident c = fire(scene, "c");
            scene.incidents.merge(a.id(), b.id(), "", ANN);
            scene.incidents.merge(b.id(), c.id(), "", ANN);
            scene.incidents.unmerge(a.id(), "", ANN);
            scene.incidents.cancel(a.id(), "a test", ANN);
            scene.incidents.unmerge(b.id(), "", ANN);
            assertThat(scene.incidents.open("a")).isEmpty();
            Incident later = fire(scene, "a");
            assertThat(later.follows()).contains(a.id());
        }
    }

    @Test
    void whatBecameQuietWhileItWasMergedIsResolvedWhenItComesBack() {
        try (Scene scene = plain()) {
            Incident a = fire(scene, "a");
            Incident b = fire(scene, "b");
            scene.incidents.merge(a.id(), b.id(), "", ANN);
            over(scene, "a");
            int sent = scene.sent().size();
            assertThat(scene.incidents.unmerge(a.id(), "", ANN).state()).isEqualTo(IncidentState.RESOLVED);
            scene.passMinutes(4);
            assertThat(scene.sent().subList(sent, scene.sent().size()))
                    .as("nobody is paged for trouble that is over")
                    .doesNotContain("page:ann", "page:bob");
            refolds(scene, a, b);
        }
    }

    @Test
    void theRootIsResolvedWhenAllThatIsLeftOfItIsQuiet() {
        try (Scene scene = plain()) {
            Incident a = fire(scene, "a");
            Incident b = fire(scene, "b");
            scene.incidents.merge(a.id(), b.id(), "", ANN);
            over(scene, "b");
            assertThat(now(scene, b).state()).isEqualTo(IncidentState.TRIGGERED);
            scene.incidents.unmerge(a.id(), "", ANN);
            assertThat(now(scene, b).state()).isEqualTo(IncidentState.RESOLVED);
            assertThat(now(scene, a).state()).isEqualTo(IncidentState.TRIGGERED);
            refolds(scene, a, b);
        }
    }

    @Test
    void aSplitResolvesWhatIsLeftQuietToo() {
        try (Scene scene = plain()) {
            Incident a = fire(scene, "a");
            Incident b = fire(scene, "b");
            scene.incidents.merge(a.id(), b.id(), "", ANN);
            over(scene, "b");
            Incident part = scene.incidents.split(
                    b.id(), Trouble.of("a", SHOP, Severity.SEV2, "the cache"), "another cause", ANN);
            assertThat(now(scene, b).state()).isEqualTo(IncidentState.RESOLVED);
            assertThat(part.state()).isEqualTo(IncidentState.TRIGGERED);
            refolds(scene, b, part);
        }
    }

    @Test
    void whatWasResolvedAndFiredWhileItWasMergedIsReopenedAndPaged() {
        try (Scene scene = plain()) {
            Incident a = fire(scene, "a");
            over(scene, "a");
            Incident b = fire(scene, "b");
            scene.incidents.merge(a.id(), b.id(), "", ANN);
            scene.incidents.acknowledge(b.id(), BOB);
            signal(scene, Signal.firing("a", SHOP, Severity.SEV3, "again"));
            int sent = scene.sent().size();
            Incident out = scene.incidents.unmerge(a.id(), "", ANN);
            assertThat(out.state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(out.reopenings()).isEqualTo(1);
            scene.settle();
            assertThat(scene.sent()).hasSize(sent + 1).endsWith("page:ann");
            refolds(scene, a, b);
        }
    }

    @Test
    void withoutAutoResolveNothingIsResolvedByBeingQuiet() {
        try (Scene scene = Scene.of(IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .autoResolve(false)
                .build())) {
            Incident a = fire(scene, "a");
            Incident b = fire(scene, "b");
            scene.incidents.merge(a.id(), b.id(), "", ANN);
            over(scene, "a");
            over(scene, "b");
            assertThat(scene.incidents.unmerge(a.id(), "", ANN).state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(now(scene, b).state()).isEqualTo(IncidentState.TRIGGERED);
        }
    }

    @Test
    void theRankAndThePartsOfAMergedIncidentGoToTheRootAndBack() {
        try (Scene scene = plain()) {
            Incident whole = fire(scene, "a");
            Incident part = fire(scene, "p");
            Incident root = fire(scene, "b");
            scene.incidents.link(part.id(), Optional.of(whole.id()), ANN);
            scene.incidents.promote(whole.id(), "the shop is down", ANN);
            scene.incidents.merge(whole.id(), root.id(), "", ANN);
            assertThat(now(scene, root).isMajor()).isTrue();
            assertThat(now(scene, root).family().children()).containsExactly(part.id());
            assertThat(now(scene, part).family().parent()).contains(root.id());
            scene.incidents.unmerge(whole.id(), "", ANN);
            assertThat(now(scene, root).isMajor()).isFalse();
            assertThat(now(scene, root).family().children()).isEmpty();
            assertThat(now(scene, whole).isMajor()).isTrue();
            assertThat(now(scene, whole).family().children()).containsExactly(part.id());
            assertThat(now(scene, part).family().parent()).contains(whole.id());
            scene.incidents.merge(whole.id(), root.id(), "", ANN);
            scene.incidents.resolve(root.id(), "", ANN);
            assertThat(now(scene, part).state()).isEqualTo(IncidentState.RESOLVED);
            refolds(scene, whole, part, root);
        }
    }

    @Test
    void aWholeIsNotMergedIntoItsOwnPartAndNothingIsLinkedUnderWhatIsMerged() {
        try (Scene scene = plain()) {
            Incident whole = fire(scene, "a");
            Incident part = fire(scene, "p");
            Incident under = fire(scene, "u");
            scene.incidents.link(part.id(), Optional.of(whole.id()), ANN);
            scene.incidents.link(under.id(), Optional.of(part.id()), ANN);
            for (Incident below : List.of(part, under)) {
                assertThatThrownBy(() -> scene.incidents.merge(whole.id(), below.id(), "", ANN))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining(below.id() + " is a part of " + whole.id());
            }
            Incident other = fire(scene, "b");
            scene.incidents.merge(under.id(), other.id(), "", ANN);
            Incident fresh = fire(scene, "f");
            assertThatThrownBy(() -> scene.incidents.link(fresh.id(), Optional.of(under.id()), ANN))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("incident " + under.id() + " goes on as " + other.id());
        }
    }

    @Test
    void whatIsAcknowledgedQueuedHeldOrMitigatedComesBackAsItStoodWithItsTimer() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .ackTimeout(ofMinutes(30))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident root = fire(scene, "b");
            scene.incidents.acknowledge(root.id(), BOB);
            Incident taken = fire(scene, "t");
            scene.incidents.acknowledge(taken.id(), ANN);
            Incident held = fire(scene, "h");
            scene.incidents.hold(held.id(), Hold.of(HoldReason.VENDOR, "").until(scene.minute(40)), ANN);
            Incident queued = fire(scene, "q");
            scene.incidents.requeue(queued.id(), "second line", "", ANN);
            Incident eased = fire(scene, "m");
            scene.incidents.mitigate(eased.id(), "", ANN);
            List<Incident> all = List.of(taken, held, queued, eased);
            List<Incident> before =
                    all.stream().map(incident -> now(scene, incident)).toList();
            all.forEach(incident -> scene.incidents.merge(incident.id(), root.id(), "", ANN));
            scene.passMinutes(10);
            for (int i = 0; i < all.size(); i++) {
                Incident back = scene.incidents.unmerge(all.get(i).id(), "", ANN);
                assertThat(back.state()).isEqualTo(before.get(i).state());
                assertThat(back.stateVersion()).isEqualTo(before.get(i).stateVersion());
                assertThat(back.stay()).isEqualTo(before.get(i).stay());
                assertThat(back.milestones()).isEqualTo(before.get(i).milestones());
                assertThat(back.family()).isEqualTo(before.get(i).family());
            }
            scene.pass(Duration.ofMinutes(21));
            assertThat(now(scene, taken).state()).as("30 minutes are over").isEqualTo(IncidentState.TRIGGERED);
            assertThat(now(scene, held).state()).isEqualTo(IncidentState.ON_HOLD);
            scene.pass(Duration.ofMinutes(10));
            assertThat(now(scene, held).state()).as("the hold is over").isEqualTo(IncidentState.TRIGGERED);
        }
    }

    @Test
    void aMergedIncidentHasEndedAndIsNotCountedUntilItComesBack() {
        try (Scene scene = plain()) {
            Incident a = fire(scene, "a");
            Incident b = fire(scene, "b");
            scene.passMinutes(3);
            scene.incidents.merge(a.id(), b.id(), "", ANN);
            scene.pass(ofHours(5));
            IncidentFacts facts = facts(scene, a);
            assertThat(facts.endedAt()).contains(scene.minute(3));
            assertThat(facts.mergedInto()).contains(b.id().value());
            assertThat(facts.counts()).isFalse();
            assertThat(IncidentTimes.of(now(scene, a)).leftAt()).contains(scene.minute(3));
            assertThat(IncidentTimes.of(facts).leftAt()).contains(scene.minute(3));
            scene.incidents.unmerge(a.id(), "", ANN);
            assertThat(facts(scene, a)).isEqualTo(now(scene, a).facts());
            assertThat(facts(scene, a).endedAt()).isEmpty();
            assertThat(facts(scene, a).counts()).isTrue();
            scene.incidents.cancel(a.id(), "a test", ANN);
            assertThat(facts(scene, a).counts()).as("it was none").isFalse();
            scene.incidents.resolve(b.id(), "", ANN);
            scene.incidents.close(b.id(), "", ANN);
            assertThat(facts(scene, b).counts()).as("it was one").isTrue();
            Incident suspected = scene.incidents.report(Trouble.of("s", SHOP, Severity.SEV4, "odd"), ANN);
            assertThat(facts(scene, suspected).counts()).isFalse();
        }
    }

    private static IncidentFacts facts(Scene scene, Incident incident) {
        return scene.ops
                .records()
                .get(IncidentFacts.TYPE, incident.id().value())
                .value();
    }
}
