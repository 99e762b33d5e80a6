package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.CHECKOUT;
import static io.itops.incident.Scene.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.InvalidInputException;
import io.itops.core.NotFoundException;
import io.itops.core.RefusedException;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.signal.IncidentFacts;
import io.itops.incident.communication.CadenceRule;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.Response;
import io.itops.incident.communication.RoleRule;
import io.itops.incident.priority.Priority;
import io.itops.incident.sla.SlaPolicy;
import io.itops.incident.sla.SlaReading;
import io.itops.incident.sla.SlaStage;
import io.itops.incident.sla.SlaTarget;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Incidents that began in another system, and states that are put right after it. */
class ImportTest {
    private static final Trouble TROUBLE = Trouble.of(KEY, CHECKOUT, Severity.SEV2, "error rate above 5 %");

    private final Scene scene = Scene.of(Scene.annThenBob());

    private Incident imported(IncidentState state) {
        return scene.incidents.importNew(TROUBLE, state, scene.minute(-60), "migration", ANN);
    }

    private void refolds(Incident incident) {
        List<IncidentEvent> events = scene.ops.journal().about(incident.id().ref()).stream()
                .flatMap(entry -> IncidentWorkflow.WORKFLOW.eventOf(entry.event()).stream())
                .toList();
        assertThat(IncidentWorkflow.WORKFLOW.fold(null, events)).isEqualTo(scene.incidents.get(incident.id()));
        assertThat(scene.ops
                        .records()
                        .get(IncidentFacts.TYPE, incident.id().value())
                        .value())
                .isEqualTo(scene.incidents.get(incident.id()).facts());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MERGED")
    void anIncidentBeginsInAnyStateAndNobodyIsEverPagedForIt(IncidentState state) {
        Incident incident = imported(state);
        scene.pass(Duration.ofDays(3));
        assertThat(scene.incidents.get(incident.id())).isEqualTo(incident);
        assertThat(incident.state()).isEqualTo(state);
        assertThat(incident.openedAt()).isEqualTo(scene.minute(-60));
        assertThat(scene.sent()).isEmpty();
        assertThat(scene.incidents.open(KEY).isPresent()).isEqualTo(state.holdsKey());
        assertThat(scene.types(incident)).containsExactly("imported");
        refolds(incident);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MERGED")
    void everyStateCanBePutRightToEveryOther(IncidentState to) {
        for (IncidentState from : EnumSet.complementOf(EnumSet.of(IncidentState.MERGED))) {
            try (Scene own = Scene.of(Scene.annThenBob())) {
                Incident incident = own.incidents.importNew(TROUBLE, from, own.minute(-60), "", ANN);
                Incident moved = own.incidents.importState(incident.id(), to, own.minute(-30), "it says so", ANN);
                assertThat(moved.state()).isEqualTo(to);
                assertThat(own.incidents.open(KEY).isPresent()).isEqualTo(to.holdsKey());
                assertThat(own.types(incident)).hasSize(from == to ? 1 : 2);
                own.pass(Duration.ofDays(3));
                assertThat(own.sent()).isEmpty();
            }
        }
    }

    @Test
    void whereSomethingWasPromisedEveryStateIsTakenOverAndPutRightToEveryOther() {
        SlaPolicy promised = SlaPolicy.of(SlaTarget.resolve("resolve")
                .within(Priority.P2, Duration.ofHours(8))
                .build());
        IncidentOptions options = IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .sla(promised)
                .build();
        for (IncidentState from : EnumSet.complementOf(EnumSet.of(IncidentState.MERGED))) {
            for (IncidentState to : EnumSet.complementOf(EnumSet.of(IncidentState.MERGED))) {
                try (Scene own = Scene.of(options)) {
                    IncidentId id = own.incidents
                            .importNew(TROUBLE, from, own.minute(-60), "", ANN)
                            .id();
                    Incident moved = own.incidents.importState(id, to, own.minute(-30), "vendor asked", ANN);
                    assertThat(moved.state()).isEqualTo(to);
                    boolean held = to == IncidentState.ON_HOLD;
                    assertThat(moved.hold())
                            .isEqualTo(
                                    held
                                            ? Optional.of(Hold.of(
                                                    HoldReason.OTHER, from == to ? "as imported" : "vendor asked"))
                                            : Optional.empty());
                    if (held) {
                        assertThat(own.incidents.sla().readings(id))
                                .extracting(SlaReading::stage)
                                .containsExactly(SlaStage.PAUSED);
                    }
                }
            }
        }
    }

    private static final CommunicationPolicy HOURLY = CommunicationPolicy.builder()
            .cadence(CadenceRule.of("public", Severity.SEV2, Duration.ofHours(1)))
            .role(new RoleRule(IncidentRole.COMMANDER, Severity.SEV2, Duration.ofMinutes(5)))
            .build();

    /** Which clocks and timers of a response run where an incident was put, by its category, if audiences were told of it before or not. */
    static Stream<Arguments> edges() {
        return EnumSet.complementOf(EnumSet.of(IncidentState.MERGED)).stream()
                .flatMap(to -> EnumSet.complementOf(EnumSet.of(IncidentState.MERGED)).stream()
                        .filter(from -> from != to)
                        .flatMap(from -> Stream.of(true, false).map(told -> Arguments.of(from, to, told))));
    }

    @ParameterizedTest(name = "from {0} to {1}, told before: {2}")
    @MethodSource("edges")
    void whatIsPutIntoAnotherStateOwesUpdatesByItsCategory(IncidentState from, IncidentState to, boolean told) {
        IncidentOptions options = IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .communication(HOURLY)
                .build();
        try (Scene own = Scene.of(options)) {
            IncidentId id = own.fire().id();
            if (told) {
                own.incidents.communication().publish(id, List.of("public"), "we look at it", ANN);
            }
            own.incidents.importState(id, from, own.minute(0), "first", ANN);
            own.incidents.importState(id, to, own.minute(0), "then", ANN);
            IncidentCategory category = own.incidents.get(id).state().category();
            boolean runs = switch (category) {
                case OPEN, IN_PROGRESS, ON_HOLD, MITIGATED -> true;
                // those who were told of it are told that it is over, unless it went back to triage meanwhile
                case RESOLVED, CLOSED, CANCELLED -> told && from != IncidentState.TRIAGE;
                case TRIAGE, MERGED -> false;
            };
            Response response = own.incidents.communication().response(id).orElseThrow();
            assertThat(response.audiences().get("public").due().isPresent())
                    .as("the clock of the public in %s", category)
                    .isEqualTo(runs);
            own.pass(Duration.ofDays(3));
            List<String> types = own.ops.journal().about(id.ref()).stream()
                    .map(entry -> entry.event().type())
                    .toList();
            assertThat(types.contains("incident-response.update-missed")).isEqualTo(runs);
            assertThat(types.contains("incident-response.role-vacant"))
                    .isEqualTo(category == IncidentCategory.OPEN
                            || category == IncidentCategory.IN_PROGRESS
                            || category == IncidentCategory.ON_HOLD
                            || category == IncidentCategory.MITIGATED);
        }
    }

    @Test
    void whatWasPutBackIntoTriageOwesUpdatesAgainOnceItIsAccepted() {
        IncidentOptions options = IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .communication(HOURLY)
                .build();
        try (Scene own = Scene.of(options)) {
            IncidentId id = own.fire().id();
            own.incidents.importState(id, IncidentState.TRIAGE, own.minute(0), "not sure", ANN);
            own.passMinutes(30);
            own.incidents.accept(id, "", ANN);
            assertThat(own.incidents
                            .communication()
                            .response(id)
                            .orElseThrow()
                            .audiences()
                            .get("public")
                            .due())
                    .contains(own.minute(90));
        }
    }

    @Test
    void aCorrectionTellsFromToAndReasonAndEndsAllTimers() {
        Incident incident = scene.fire();
        scene.passMinutes(1);
        scene.incidents.importState(incident.id(), IncidentState.CLOSED, scene.minute(1), "closed over there", ANN);
        scene.passMinutes(600);
        assertThat(scene.sent()).containsExactly("page:ann");
        assertThat(scene.ops.journal().about(incident.id().ref()))
                .last()
                .satisfies(entry -> assertThat(entry.event().summary())
                        .isEqualTo("corrected from triggered to closed by ann (closed over there)"));
        Incident closed = scene.incidents.get(incident.id());
        assertThat(closed.closedAt()).contains(scene.minute(1));
        assertThat(closed.resolvedAt()).as("what others know of its end").contains(scene.minute(1));
        refolds(incident);
        assertThat(scene.fire().follows()).contains(incident.id());
    }

    @Test
    void leavingAnEndIsAReopening() {
        Incident incident = imported(IncidentState.CLOSED);
        Incident again = scene.incidents.importState(
                incident.id(), IncidentState.ACKNOWLEDGED, scene.minute(-30), "still there", ANN);
        assertThat(again.reopenings()).isEqualTo(1);
        assertThat(again.reopenedAt()).contains(scene.minute(-30));
        assertThat(again.resolvedAt()).isEmpty();
        assertThat(again.acknowledgedBy()).contains(ANN);
        assertThat(scene.incidents.importState(incident.id(), IncidentState.ACKNOWLEDGED, scene.minute(0), "", ANN))
                .as("nothing to put right")
                .isEqualTo(again);
        refolds(incident);
    }

    @Test
    void anImportedIncidentGoesOnLikeAnyOther() {
        Incident incident = imported(IncidentState.TRIGGERED);
        scene.incidents.acknowledge(incident.id(), ANN);
        scene.incidents.resolve(incident.id(), "", ANN);
        scene.pass(Duration.ofDays(1));
        assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void whoEscalatesWhatWasNeverPagedTakesTheFirstStep() {
        Incident incident = imported(IncidentState.TRIGGERED);
        scene.incidents.escalate(incident.id(), 1, "look at it", ANN);
        scene.settle();
        assertThat(scene.sent()).containsExactly("page:ann");
    }

    @Test
    void aKeyStaysWithTheIncidentThatHoldsIt() {
        Incident holder = scene.fire();
        assertThatThrownBy(() -> imported(IncidentState.TRIGGERED))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the dedup key belongs to incident " + holder.id());
        Incident closed = imported(IncidentState.CLOSED);
        assertThat(closed.follows()).contains(holder.id());
        assertThat(scene.incidents.open(KEY)).contains(scene.incidents.get(holder.id()));
        assertThatThrownBy(() ->
                        scene.incidents.importState(closed.id(), IncidentState.RESOLVED, scene.minute(0), "", ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the dedup key belongs to incident " + holder.id());
    }

    /** Other systems write the first instant for none; what is measured from then on lasts longer than a long has nanoseconds. */
    @Test
    void anIncidentOfTheYearOneIsTakenOverAndAcknowledged() {
        Incident incident = scene.incidents.importNew(
                TROUBLE, IncidentState.TRIGGERED, Instant.parse("0001-01-01T00:00:00Z"), "", ANN);

        scene.incidents.acknowledge(incident.id(), ANN);

        assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> scene.incidents.importNew(TROUBLE, IncidentState.TRIGGERED, scene.minute(1), "", ANN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("instant of an imported state must not be after 2026-11-24T02:00:00Z");
        Incident incident = imported(IncidentState.TRIGGERED);
        assertThatThrownBy(
                        () -> scene.incidents.importState(incident.id(), IncidentState.RESOLVED, Instant.MAX, "", ANN))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> scene.incidents.importState(
                        incident.id(), IncidentState.RESOLVED, scene.minute(0), "x".repeat(1_001), ANN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("reason must be at most 1000 characters");
        assertThatThrownBy(() -> scene.incidents.importState(
                        IncidentId.of("unknown"), IncidentState.RESOLVED, scene.minute(0), "", ANN))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void itNeedsAPermissionOfItsOwn() {
        try (Scene guarded = Scene.of(
                IncidentOptions.of(Scene.annThenBob()),
                (actor, permission, subject) -> permission.name().equals("incident.import")
                        ? AccessDecision.deny("not you")
                        : AccessDecision.allow("test"))) {
            Incident incident = guarded.fire();
            assertThatThrownBy(() ->
                            guarded.incidents.importNew(TROUBLE, IncidentState.CLOSED, guarded.minute(0), "", ANN))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> guarded.incidents.importState(
                            IncidentId.of("unknown"), IncidentState.CLOSED, guarded.minute(0), "", ANN))
                    .as("what exists is not told")
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> guarded.incidents.importState(
                            incident.id(), IncidentState.CLOSED, guarded.minute(0), "", ANN))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(guarded.incidents.get(incident.id())).isEqualTo(incident);
        }
    }
}
