package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.signal.Signal;
import io.itops.incident.workflow.EscalationCommand;
import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.KeyStand;
import io.itops.incident.workflow.PlacementCommand;
import io.itops.incident.workflow.Trouble;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What changes another incident asks for that one too, and what only follows is given by nobody. */
class FamilyPermissionsTest {
    private static final Actor EVE = Actor.user("eve");
    private static final ServiceId SHOP = ServiceId.of("shop");

    private final Set<String> denied = new HashSet<>();
    private final Scene scene = Scene.of(
            IncidentOptions.builder()
                    .policy(Scene.annThenBob())
                    .resolveChildren(true)
                    .build(),
            (actor, permission, subject) -> actor.equals(EVE) && denied.contains(permission.name() + ' ' + subject.id())
                    ? AccessDecision.deny("not hers")
                    : AccessDecision.allow("hers"));

    private Incident fire(String key) {
        scene.ops.accept(Signal.firing(key, SHOP, Severity.SEV3, "errors of " + key));
        scene.settle();
        return scene.incidents.open(key).orElseThrow();
    }

    private void denies(String permission, IncidentId subject, Runnable command) {
        denied.clear();
        denied.add(permission + ' ' + subject.value());
        long entries = scene.ops.journal().head().size();
        assertThatThrownBy(command::run).isInstanceOfSatisfying(AccessDeniedException.class, e -> {
            assertThat(e.permission()).isEqualTo(permission);
            assertThat(e.subject()).isEqualTo(subject.ref());
        });
        assertThat(scene.ops.journal().head().size()).isEqualTo(entries);
        denied.clear();
    }

    @Test
    void whoMayMergeTheirOwnDoesNotReachIntoAnother() {
        Incident own = fire("a");
        Incident foreign = fire("b");
        Runnable merge = () -> scene.incidents.merge(own.id(), foreign.id(), "", EVE);
        denies("incident.absorb", foreign.id(), merge);
        IncidentId unknown = IncidentId.of("unknown");
        denies("incident.absorb", unknown, () -> scene.incidents.merge(own.id(), unknown, "", EVE));
        scene.incidents.cancel(foreign.id(), "a test", ANN);
        denies("incident.absorb", foreign.id(), merge);
    }

    @Test
    void takingOutAsksForWhatItWasMergedInto() {
        Incident own = fire("a");
        Incident foreign = fire("b");
        scene.incidents.merge(own.id(), foreign.id(), "", EVE);
        denies("incident.release", foreign.id(), () -> scene.incidents.unmerge(own.id(), "", EVE));
    }

    @Test
    void aPartAsksForTheWholeThatItJoinsAndTheOneThatItLeaves() {
        Incident part = fire("a");
        Incident whole = fire("b");
        denies("incident.adopt", whole.id(), () -> scene.incidents.link(part.id(), Optional.of(whole.id()), EVE));
        scene.incidents.link(part.id(), Optional.of(whole.id()), EVE);
        denies("incident.adopt", whole.id(), () -> scene.incidents.link(part.id(), Optional.empty(), EVE));
    }

    @Test
    void aSplitAsksForTheOpeningOfThePart() {
        Incident own = fire("a");
        IncidentId fresh = IncidentId.of("fresh");
        Trouble part = Trouble.of("new", SHOP, Severity.SEV1, "all is down");
        denies(
                "incident.open",
                fresh,
                () -> scene.incidents.execute(own.id(), new FamilyCommand.Split(part, fresh, ""), EVE));
    }

    @Test
    void resolvingAWholeAsksForEachOfItsParts() {
        Incident whole = fire("a");
        Incident part = fire("b");
        Incident under = fire("c");
        scene.incidents.link(part.id(), Optional.of(whole.id()), ANN);
        scene.incidents.link(under.id(), Optional.of(part.id()), ANN);
        denies("incident.resolve", under.id(), () -> scene.incidents.resolve(whole.id(), "", EVE));
        scene.incidents.resolve(under.id(), "", ANN);
        denied.add("incident.resolve " + under.id());
        assertThat(scene.incidents.resolve(whole.id(), "", EVE).state())
                .as("what is over already is not asked for")
                .isEqualTo(IncidentState.RESOLVED);
    }

    @Test
    void aSplitTakesNoIdThatThereIs() {
        Incident own = fire("a");
        Incident other = fire("b");
        Trouble part = Trouble.of("new", SHOP, Severity.SEV1, "all is down");
        assertThatThrownBy(() -> scene.incidents
                        .execute(own.id(), new FamilyCommand.Split(part, other.id(), ""), ANN)
                        .orElseThrow())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("there is an incident " + other.id() + " already");
        assertThat(scene.incidents.open("new")).isEmpty();
    }

    @Test
    void whatFollowsFromSignalsTimersAndOtherIncidentsIsGivenByNobody() {
        Incident incident = fire("a");
        IncidentId other = fire("b").id();
        long entries = scene.ops.journal().head().size();
        for (IncidentCommand command : List.of(
                new IncidentCommand.Repeat(Severity.SEV1, "errors", Optional.empty()),
                new EscalationCommand.StepTimeout(),
                new EscalationCommand.AckTimeout(),
                new IncidentCommand.CloseTimeout(),
                new PlacementCommand.HoldTimeout(),
                new FamilyCommand.Absorb(
                        other, new TreeMap<>(Map.of("x", new KeyStand(Severity.SEV1, false))), new TreeMap<>()),
                new FamilyCommand.Release(other, List.of(), List.of()),
                new FamilyCommand.QuietKey("a", "fine"),
                new FamilyCommand.Adopt(other, true),
                new FamilyCommand.Rehang(other))) {
            Outcome<Incident> outcome = scene.incidents.execute(incident.id(), command, ANN);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.reasons().get(0).toString())
                                    .contains("internal"));
        }
        assertThat(scene.ops.journal().head().size()).isEqualTo(entries);
    }
}
