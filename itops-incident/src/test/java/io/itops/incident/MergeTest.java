package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Incidents that turn out to be one, parts that turn out to be others, and what is above what. */
class MergeTest {
    private static final ServiceId SHOP = ServiceId.of("shop");

    private final Scene scene = Scene.of(IncidentOptions.builder()
            .policy(Scene.annThenBob())
            .resolveChildren(true)
            .build());

    private Incident fire(String key) {
        signal(Signal.firing(key, SHOP, Severity.SEV3, "errors of " + key));
        return scene.incidents.open(key).orElseThrow();
    }

    private void signal(Signal signal) {
        scene.ops.accept(signal);
        scene.settle();
    }

    private void over(String key) {
        signal(Signal.resolved(key, SHOP, Severity.SEV3, key + " is fine"));
    }

    private Incident now(Incident incident) {
        return scene.incidents.get(incident.id());
    }

    private void refolds(Incident incident) {
        List<IncidentEvent> events = scene.ops.journal().about(incident.id().ref()).stream()
                .filter(entry ->
                        entry.event().subjects().get(0).equals(incident.id().ref()))
                .flatMap(entry -> IncidentWorkflow.WORKFLOW.eventOf(entry.event()).stream())
                .toList();
        assertThat(IncidentWorkflow.WORKFLOW.fold(null, events)).isEqualTo(now(incident));
    }

    @Test
    void signalsOfAMergedIncidentReachTheOtherWhichEndsWithTheLastKey() {
        Incident a = fire("a");
        Incident b = fire("b");
        scene.incidents.merge(a.id(), b.id(), "the same database", ANN);
        assertThat(now(a).state()).isEqualTo(IncidentState.MERGED);
        assertThat(scene.incidents.open("a")).contains(now(b));
        signal(Signal.firing("a", SHOP, Severity.SEV1, "all is down"));
        assertThat(now(b).severity()).isEqualTo(Severity.SEV1);
        assertThat(now(b).signals()).isEqualTo(2);
        over("b");
        assertThat(now(b).state()).as("the trouble of a lasts").isEqualTo(IncidentState.TRIGGERED);
        signal(Signal.firing("b", SHOP, Severity.SEV3, "again"));
        over("a");
        assertThat(now(b).state()).as("b is back").isEqualTo(IncidentState.TRIGGERED);
        over("b");
        assertThat(now(b).state()).isEqualTo(IncidentState.RESOLVED);
        signal(Signal.firing("a", SHOP, Severity.SEV3, "back"));
        assertThat(now(b).state()).isEqualTo(IncidentState.TRIGGERED);
        over("a");
        assertThat(now(b).state()).isEqualTo(IncidentState.RESOLVED);
        refolds(a);
        refolds(b);
    }

    @Test
    void nobodyIsPagedForAMergedIncidentAndItTakesTheWorseSeverityAlong() {
        signal(Signal.firing("a", SHOP, Severity.SEV1, "all is down"));
        Incident a = scene.incidents.open("a").orElseThrow();
        Incident b = fire("b");
        scene.incidents.acknowledge(b.id(), BOB);
        scene.incidents.merge(a.id(), b.id(), "", ANN);
        scene.passMinutes(120);
        assertThat(scene.sent()).containsExactlyInAnyOrder("page:ann", "page:ann", "worse:bob", "merged:ann");
        assertThat(now(b).severity()).isEqualTo(Severity.SEV1);
        assertThat(scene.incidents.reviews().timeline(b.id()).entries())
                .extracting(entry -> entry.summary())
                .anyMatch(line -> line.startsWith("merged into " + b.id()))
                .anyMatch(line -> line.contains("incident " + a.id() + " was merged into this one"));
    }

    @Test
    void aWorseIncidentWakesTheOneThatWaitsAndItGoesInto() {
        Incident suspected = scene.incidents.report(Trouble.of("s", SHOP, Severity.SEV4, "odd"), ANN);
        Incident queued = scene.incidents.enqueue(Trouble.of("q", SHOP, Severity.SEV4, "odd"), "second line", ANN);
        Incident held = fire("h");
        scene.incidents.hold(held.id(), Hold.of(HoldReason.CHANGE, ""), ANN);
        for (Incident waiting : List.of(suspected, queued, held)) {
            signal(Signal.firing("worse " + waiting.dedupKey(), SHOP, Severity.SEV1, "all is down"));
            Incident worse = scene.incidents.open("worse " + waiting.dedupKey()).orElseThrow();
            int before = scene.sent().size();
            scene.incidents.merge(worse.id(), waiting.id(), "", ANN);
            scene.settle();
            assertThat(now(waiting).state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(now(waiting).severity()).isEqualTo(Severity.SEV1);
            assertThat(scene.sent().subList(before, scene.sent().size()))
                    .as("someone is paged for it")
                    .containsExactlyInAnyOrder("page:ann", "merged:ann");
            refolds(waiting);
        }
    }

    @Test
    void anIncidentThatIsNoWorseLetsTheOtherWait() {
        Incident queued = scene.incidents.enqueue(Trouble.of("q", SHOP, Severity.SEV3, "odd"), "second line", ANN);
        Incident alike = fire("a");
        scene.incidents.merge(alike.id(), queued.id(), "the same", ANN);
        assertThat(now(queued).state()).isEqualTo(IncidentState.QUEUED);
    }

    @Test
    void mergingTwiceIsNothingAndACycleCannotBe() {
        Incident a = fire("a");
        Incident b = fire("b");
        Incident c = fire("c");
        Incident merged = scene.incidents.merge(a.id(), b.id(), "", ANN);
        long entries = scene.ops.journal().head().size();
        assertThat(scene.incidents.merge(a.id(), b.id(), "again", ANN)).isEqualTo(merged);
        assertThat(scene.ops.journal().head().size()).isEqualTo(entries);
        assertThatThrownBy(() -> scene.incidents.merge(b.id(), a.id(), "", ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("incident " + a.id() + " goes on as " + b.id());
        assertThatThrownBy(() -> scene.incidents.merge(b.id(), b.id(), "", ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("into itself");
        assertThatThrownBy(() -> scene.incidents.merge(b.id(), IncidentId.of("none"), "", ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("there is no incident none");
        scene.incidents.merge(b.id(), c.id(), "", ANN);
        for (String key : List.of("a", "b", "c")) {
            assertThat(scene.incidents.open(key)).contains(now(c));
        }
        assertThatThrownBy(() -> scene.incidents.resolve(a.id(), "", ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("it goes on as incident " + c.id());
        scene.incidents.note(a.id(), "it was the disk", ANN);
        scene.incidents.resolve(c.id(), "", ANN);
        Incident d = fire("d");
        assertThatThrownBy(() -> scene.incidents.merge(d.id(), c.id(), "", ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is resolved, but must not be over");
    }

    @Test
    void whatIsTakenOutStandsAsItStoodAndAStepThatWasDueIsTakenLate() {
        Incident a = fire("a");
        Incident b = fire("b");
        Incident before = now(a);
        scene.incidents.merge(a.id(), b.id(), "", ANN);
        scene.incidents.acknowledge(b.id(), BOB);
        scene.passMinutes(30);
        assertThat(scene.sent()).containsExactly("page:ann", "page:ann", "merged:ann");
        Incident out = scene.incidents.unmerge(a.id(), "two disks", ANN);
        assertThat(out.state()).isEqualTo(before.state());
        assertThat(out.escalation().position()).isEqualTo(before.escalation().position());
        assertThat(out.escalation().nextAt()).isEqualTo(before.escalation().nextAt());
        assertThat(scene.incidents.open("a")).contains(out);
        assertThat(now(b).family().keys()).isEmpty();
        scene.settle();
        assertThat(scene.sent().subList(3, scene.sent().size()))
                .as("ann once more, since what waited may have been dropped, and bob whose step was due")
                .containsExactlyInAnyOrder("page:ann", "page:bob");
        refolds(a);
        refolds(b);
        assertThatThrownBy(() -> scene.incidents.unmerge(a.id(), "", ANN)).isInstanceOf(RefusedException.class);
    }

    @Test
    void keysComeBackFromTheRootButNotFromALaterIncident() {
        Incident a = fire("a");
        Incident b = fire("b");
        Incident c = fire("c");
        scene.incidents.merge(a.id(), b.id(), "", ANN);
        scene.incidents.merge(b.id(), c.id(), "", ANN);
        scene.incidents.unmerge(a.id(), "", ANN);
        assertThat(scene.incidents.open("a")).contains(now(a));
        assertThat(now(c).family().keys()).containsOnlyKeys("b", "c");
        assertThat(now(b).family().absorbed()).isEmpty();
        scene.incidents.unmerge(b.id(), "", ANN);
        assertThat(now(b).family().keys()).as("a has its own").isEmpty();
        scene.incidents.merge(a.id(), c.id(), "", ANN);
        scene.incidents.resolve(c.id(), "", ANN);
        scene.incidents.close(c.id(), "", ANN);
        assertThat(scene.incidents.open("a")).isEmpty();
        Incident later = fire("a");
        assertThatThrownBy(() -> scene.incidents.unmerge(a.id(), "", ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("belongs to incident " + later.id());
        refolds(c);
    }

    @Test
    void whatIsAcknowledgedHeldOrResolvedComesBackWithItsTimers() {
        Incident a = fire("a");
        Incident b = fire("b");
        scene.incidents.resolve(a.id(), "", ANN);
        scene.incidents.merge(a.id(), b.id(), "", ANN);
        scene.pass(Duration.ofDays(2));
        assertThat(scene.incidents.unmerge(a.id(), "", ANN).state()).isEqualTo(IncidentState.RESOLVED);
        scene.settle();
        assertThat(now(a).state()).as("a day is over").isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void aPartIsSplitOffWithTheKeyThatCameWithAMerge() {
        Incident a = fire("a");
        Incident b = fire("b");
        scene.incidents.merge(a.id(), b.id(), "", ANN);
        Trouble trouble = Trouble.of("a", SHOP, Severity.SEV2, "the cache");
        Incident part = scene.incidents.split(b.id(), trouble, "another cause", ANN);
        assertThat(scene.incidents.open("a")).contains(part);
        assertThat(part.follows()).contains(b.id());
        assertThat(now(b).family().keys()).isEmpty();
        over("b");
        assertThat(now(b).state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(now(part).state()).isEqualTo(IncidentState.TRIGGERED);
        assertThatThrownBy(() -> scene.incidents.split(part.id(), trouble, "", ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("stays with the incident it opened");
        assertThatThrownBy(() -> scene.incidents.split(part.id(), Trouble.of("b", SHOP, Severity.SEV2, "x"), "", ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("belongs to incident " + b.id());
        Incident fresh = scene.incidents.split(part.id(), Trouble.of("new", SHOP, Severity.SEV2, "x"), "", ANN);
        assertThat(scene.incidents.open("new")).contains(fresh);
    }

    @Test
    void partsAreResolvedWithTheWholeAndNothingIsAboveItself() {
        Incident whole = fire("a");
        Incident part = fire("b");
        Incident under = fire("c");
        scene.incidents.link(part.id(), Optional.of(whole.id()), ANN);
        scene.incidents.link(under.id(), Optional.of(part.id()), ANN);
        assertThat(now(whole).family().children()).containsExactly(part.id());
        assertThatThrownBy(() -> scene.incidents.link(whole.id(), Optional.of(under.id()), ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(whole.id() + " < " + under.id() + " < " + part.id() + " < " + whole.id());
        assertThatThrownBy(() -> scene.incidents.link(whole.id(), Optional.of(whole.id()), ANN))
                .isInstanceOf(RefusedException.class);
        scene.incidents.resolve(whole.id(), "", ANN);
        assertThat(now(part).state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(now(under).state()).isEqualTo(IncidentState.RESOLVED);
        scene.incidents.link(under.id(), Optional.empty(), ANN);
        assertThat(now(part).family().children()).isEmpty();
        refolds(whole);
        refolds(part);
    }

    @Test
    void majorIncidentsAreDeclaredWithAReason() {
        Incident a = fire("a");
        assertThat(scene.incidents.promote(a.id(), "the shop is down", ANN).isMajor())
                .isTrue();
        assertThat(scene.incidents.promote(a.id(), "again", ANN).family().major())
                .contains("the shop is down");
        assertThat(scene.incidents.demote(a.id(), "one page only", ANN).isMajor())
                .isFalse();
        assertThat(scene.types(a)).endsWith("ranked", "ranked");
    }

    @Test
    void aWorseResolvedIncidentMergedIntoAnExhaustedOnePagesAnewExactlyOnce() {
        Incident root = fire("b");
        scene.passMinutes(60);
        assertThat(now(root).escalation().exhausted()).isTrue();
        signal(Signal.firing("a", SHOP, Severity.SEV1, "all is down"));
        Incident worse = scene.incidents.open("a").orElseThrow();
        over("a");
        assertThat(now(worse).state()).isEqualTo(IncidentState.RESOLVED);
        List<String> before = scene.sent();
        scene.incidents.merge(worse.id(), root.id(), "the same", BOB);
        scene.settle();
        // the news of the merge go to ann, who was paged for the worse one
        assertThat(since(before)).containsExactlyInAnyOrder("page:ann", "merged:ann");
        assertThat(now(root).severity()).isEqualTo(Severity.SEV1);
        scene.incidents.merge(worse.id(), root.id(), "the same", BOB);
        signal(Signal.firing("a", SHOP, Severity.SEV1, "still down"));
        over("a");
        scene.settle();
        assertThat(since(before)).as("nothing of it pages once more").hasSize(2);
        scene.passMinutes(120);
        assertThat(since(before))
                .as("one course of the policy")
                .containsExactlyInAnyOrder("page:ann", "merged:ann", "page:bob");
        assertThat(now(root).escalation().exhausted()).isTrue();
        assertThat(scene.types(root)).filteredOn("begun-anew"::equals).hasSize(1);
        refolds(root);
    }

    private List<String> since(List<String> before) {
        return scene.sent().subList(before.size(), scene.sent().size());
    }
}
