package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.journal.JournalEntry;
import io.itops.core.signal.Signal;
import io.itops.incident.communication.CadenceRule;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.RoleRule;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.priority.Priority;
import io.itops.incident.sla.SlaPolicy;
import io.itops.incident.sla.SlaTarget;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Wholes with many parts, each with a response, service level clocks and personal rules: a commit holds 1,000 operations. */
class PartsTest {
    private static final ServiceId SHOP = ServiceId.of("shop");

    private final Scene scene = Scene.of(IncidentOptions.builder()
            .policy(EscalationPolicy.builder().step("ann", ofHours(2)).build())
            .notifications(NotificationPlan.builder()
                    .person(NotificationRules.builder("ann")
                            .atOnce(new Destination("pager", "ann-push"))
                            .after(ofMinutes(30), new Destination("pager", "ann-sms"))
                            .build())
                    .build())
            .communication(CommunicationPolicy.builder()
                    .cadence(CadenceRule.of("public", Severity.SEV2, ofMinutes(90)))
                    .role(new RoleRule(IncidentRole.COMMANDER, Severity.SEV2, ofMinutes(90)))
                    .build())
            .sla(SlaPolicy.of(
                    SlaTarget.respond("respond").within(Priority.P2, ofHours(1)).build(),
                    SlaTarget.resolve("resolve").within(Priority.P2, ofHours(4)).build()))
            .resolveChildren(true)
            .build());

    private IncidentId fresh(String key) {
        Incident opened = scene.incidents.declare(Trouble.of(key, SHOP, Severity.SEV2, "errors of " + key), ANN);
        return opened.id();
    }

    private List<IncidentId> parts(IncidentId whole, String prefix, int number) {
        List<IncidentId> parts = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            IncidentId part = fresh(prefix + i);
            scene.incidents.link(part, Optional.of(whole), ANN);
            parts.add(part);
        }
        return parts;
    }

    private IncidentState state(IncidentId id) {
        return scene.incidents.get(id).state();
    }

    private Map<IncidentId, Long> resolvedAt() {
        Map<IncidentId, Long> places = new HashMap<>();
        for (JournalEntry entry : scene.ops.journal().all()) {
            if (entry.event().type().equals("incident.resolved")) {
                places.put(IncidentId.of(entry.event().subjects().get(0).id()), entry.sequence());
            }
        }
        return places;
    }

    private void threeLevels(int first, int second, int third) {
        IncidentId whole = fresh("whole");
        List<IncidentId> below = parts(whole, "a", first);
        List<IncidentId> middle = parts(below.get(0), "b", second);
        List<IncidentId> lowest = parts(middle.get(0), "c", third);
        scene.settle();
        scene.incidents.resolve(whole, "done", ANN);
        scene.settle();
        List.of(below, middle, lowest)
                .forEach(level -> assertThat(level).allMatch(id -> state(id) == IncidentState.RESOLVED));
        Map<IncidentId, Long> places = resolvedAt();
        assertThat(places).hasSize(1 + first + second + third);
        assertThat(places.get(whole)).isLessThan(places.get(below.get(0)));
        assertThat(places.get(below.get(0))).isLessThan(places.get(middle.get(0)));
        assertThat(places.get(middle.get(0))).isLessThan(places.get(lowest.get(0)));
        List<Long> inOrder = below.stream().sorted().map(places::get).toList();
        assertThat(inOrder).isSorted();
    }

    @Test
    void fiftyPartsAreResolvedWithTheirWholeAndTheirsInOrder() {
        threeLevels(50, 4, 2);
    }

    @Test
    @Tag("campaign")
    void fiftyPartsOfWhichTenHaveFiftyAreResolvedWithTheirWhole() {
        IncidentId whole = fresh("whole");
        List<IncidentId> all = new ArrayList<>();
        for (IncidentId part : parts(whole, "a", 50)) {
            all.add(part);
            if (all.size() % 51 == 1 && all.size() <= 10 * 51) {
                all.addAll(parts(part, "b" + part, 50));
            }
        }
        scene.settle();
        scene.ops.accept(Signal.resolved("whole", SHOP, Severity.SEV2, "fine"));
        scene.settle();
        assertThat(all).hasSize(550).allMatch(id -> state(id) == IncidentState.RESOLVED);
    }

    @Test
    void aWholeThatIsOpenedAgainMeanwhileLeavesTheRestOfItsPartsAlone() {
        IncidentId whole = fresh("whole");
        List<IncidentId> below = parts(whole, "a", 12);
        scene.incidents.resolve(whole, "done", ANN);
        scene.incidents.reopen(whole, "it is not", ANN);
        scene.settle();
        assertThat(below).allMatch(id -> state(id) == IncidentState.TRIGGERED);
        scene.incidents.resolve(whole, "now it is", ANN);
        scene.settle();
        assertThat(below).allMatch(id -> state(id) == IncidentState.RESOLVED);
    }

    @Test
    void twoTreesTogetherAreNotDeeperThanOneMayBe() {
        IncidentId high = line("x", 6);
        IncidentId low = line("y", 5);
        IncidentId lowTop = scene.incidents.open("y0").orElseThrow().id();
        assertThatThrownBy(() -> scene.incidents.link(lowTop, Optional.of(high), ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("at most 10 incidents stand above one another");
        scene.incidents.link(low, Optional.empty(), ANN);
        assertThat(scene.incidents.link(lowTop, Optional.of(high), ANN).family().parent())
                .contains(high);
        IncidentId other = fresh("z");
        IncidentId otherPart = fresh("zz");
        scene.incidents.link(otherPart, Optional.of(other), ANN);
        IncidentId lowest = scene.incidents.open("y3").orElseThrow().id();
        assertThatThrownBy(() -> scene.incidents.merge(other, lowest, "", ANN))
                .as("its part would be the eleventh")
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("at most 10 incidents stand above one another");
    }

    /** A line of incidents above one another; the lowest. */
    private IncidentId line(String prefix, int length) {
        IncidentId last = fresh(prefix + 0);
        for (int i = 1; i < length; i++) {
            IncidentId next = fresh(prefix + i);
            scene.incidents.link(next, Optional.of(last), ANN);
            last = next;
        }
        return last;
    }
}
