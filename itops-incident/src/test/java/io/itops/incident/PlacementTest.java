package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static io.itops.incident.Scene.CHECKOUT;
import static io.itops.incident.Scene.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.RefusedException;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Triage, queues, holds and labels: incidents that nobody is paged for, and how they come back. */
class PlacementTest {
    private static final Trouble MINOR = Trouble.of(KEY, CHECKOUT, Severity.SEV4, "slow now and then");

    private final Scene scene = Scene.of(IncidentOptions.builder()
            .policy(Scene.annThenBob())
            .reopenClosedWithin(Optional.of(Duration.ofDays(7)))
            .statusLabels(IncidentCategory.IN_PROGRESS, "identified", "fixing")
            .statusLabels(IncidentCategory.OPEN, "waiting")
            .build());

    private Incident now(Incident incident) {
        return scene.incidents.get(incident.id());
    }

    private void signal(Severity severity) {
        scene.ops.accept(Signal.firing(KEY, CHECKOUT, severity, "worse"));
        scene.settle();
    }

    @Test
    void whatIsReportedPagesNobodyBeforeItIsAccepted() {
        Incident reported = scene.incidents.report(MINOR, ANN);
        scene.pass(Duration.ofDays(2));
        assertThat(now(reported).state()).isEqualTo(IncidentState.TRIAGE);
        assertThat(scene.sent()).isEmpty();
        scene.incidents.accept(reported.id(), "users say so too", BOB);
        scene.passMinutes(6);
        assertThat(scene.sent()).containsExactly("page:ann", "page:bob");
        assertThat(scene.types(reported)).containsExactly("opened", "accepted", "paged", "paged");
        assertThat(scene.incidents.why(reported.id()).render())
                .contains("reported what may be an incident", "the incident was accepted: users say so too");
    }

    @Test
    void whatIsQueuedWaitsForWhoTakesItAndIsRequeuedWithoutItsAssignment() {
        Incident queued = scene.incidents.enqueue(MINOR, "first line", ANN);
        scene.pass(Duration.ofDays(2));
        assertThat(now(queued).status()).isEqualTo("queued (first line)");
        scene.incidents.acknowledge(queued.id(), BOB);
        Incident back = scene.incidents.requeue(queued.id(), "second line", "not ours", BOB);
        assertThat(back.queue()).contains("second line");
        assertThat(back.acknowledgedBy()).isEmpty();
        assertThat(scene.incidents.requeue(queued.id(), "second line", "again", ANN))
                .isEqualTo(back);
        scene.incidents.escalate(queued.id(), 3, "it hurts", ANN);
        scene.settle();
        assertThat(scene.sent()).as("the first step: none was taken before").containsExactly("page:ann");
        assertThat(now(queued).queue()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SEV4,SEV4,false",
        "SEV4,SEV3,false",
        "SEV4,SEV2,true",
        "SEV3,SEV1,true",
        "SEV2,SEV2,false",
        "SEV2,SEV1,true"
    })
    void aSignalWakesWhatWaitsOnlyIfItMakesItBadEnough(Severity before, Severity signal, boolean woken) {
        Trouble trouble = Trouble.of(KEY, CHECKOUT, before, "errors");
        Incident incident = scene.incidents.enqueue(trouble, "first line", ANN);
        signal(signal);
        assertThat(now(incident).state()).isEqualTo(woken ? IncidentState.TRIGGERED : IncidentState.QUEUED);
        assertThat(scene.sent()).isEqualTo(woken ? List.of("page:ann") : List.of());
        assertThat(now(incident).severity()).isEqualTo(signal);
        assertThat(now(incident).signals()).isEqualTo(1);
    }

    @Test
    void aSignalWakesWhatIsOnHoldOrInTriageToo() {
        Incident incident = scene.incidents.report(MINOR, ANN);
        signal(Severity.SEV2);
        scene.passMinutes(5);
        assertThat(scene.sent()).containsExactly("page:ann", "page:bob");
        Hold hold = Hold.of(HoldReason.VENDOR, "ticket 4711").until(scene.minute(60));
        scene.incidents.hold(incident.id(), hold, BOB);
        signal(Severity.SEV1);
        scene.settle();
        assertThat(scene.sent()).as("the step that it stood at").containsExactly("page:ann", "page:bob", "page:bob");
        scene.passMinutes(90);
        assertThat(scene.types(incident)).as("its hold has no end any more").doesNotContain("hold-lapsed");
    }

    @Test
    void aHoldEndsByItselfAndPagesWhereItStood() {
        Incident incident = scene.fire();
        scene.passMinutes(6);
        scene.incidents.acknowledge(incident.id(), BOB);
        Hold hold = Hold.of(HoldReason.CHANGE, "").until(scene.minute(120));
        assertThat(scene.incidents.hold(incident.id(), hold, BOB).acknowledgedBy())
                .contains(BOB);
        scene.passMinutes(60);
        scene.incidents.hold(incident.id(), Hold.of(HoldReason.VENDOR, "ticket").until(scene.minute(200)), BOB);
        scene.passMinutes(90);
        assertThat(now(incident).status()).isEqualTo("on hold (vendor: ticket, until 2026-11-24T05:20:00Z)");
        assertThat(scene.sent()).containsExactly("page:ann", "page:bob");
        scene.passMinutes(45);
        assertThat(now(incident).state()).isEqualTo(IncidentState.TRIGGERED);
        assertThat(scene.sent()).containsExactly("page:ann", "page:bob", "page:bob");
    }

    @Test
    void aHoldWithoutAnEndWaitsUntilSomeoneResumesIt() {
        Incident incident = scene.fire();
        scene.incidents.hold(incident.id(), Hold.of(HoldReason.CALLER, "which browser?"), ANN);
        scene.pass(Duration.ofDays(30));
        Incident resumed = scene.incidents.resume(incident.id(), "answered", BOB);
        assertThat(resumed.state()).isEqualTo(IncidentState.ACKNOWLEDGED);
        assertThat(resumed.acknowledgedBy()).contains(BOB);
        assertThat(resumed.reopenings()).isZero();
        assertThat(scene.sent()).containsExactly("page:ann");
    }

    @Test
    void leavingResolvedIsAReopeningAndItIsNotClosedBehindIt() {
        Incident incident = scene.fire();
        scene.incidents.resolve(incident.id(), "", ANN);
        Incident held = scene.incidents.hold(incident.id(), Hold.of(HoldReason.PROBLEM, ""), ANN);
        assertThat(held.reopenings()).isEqualTo(1);
        assertThat(held.resolvedAt()).isEmpty();
        scene.pass(Duration.ofDays(3));
        assertThat(now(incident).state()).isEqualTo(IncidentState.ON_HOLD);
        scene.incidents.resolve(incident.id(), "", ANN);
        assertThat(scene.incidents.requeue(incident.id(), "first line", "", ANN).reopenings())
                .isEqualTo(2);
        scene.pass(Duration.ofDays(3));
        assertThat(now(incident).state()).isEqualTo(IncidentState.QUEUED);
    }

    @Test
    void whatIsMitigatedStaysSoWhileItWaitsAndNotWhenItIsWorkedOnAgain() {
        Incident incident = scene.fire();
        scene.incidents.mitigate(incident.id(), "rerouted", ANN);
        assertThat(scene.incidents
                        .hold(incident.id(), Hold.of(HoldReason.CHANGE, ""), ANN)
                        .mitigatedAt())
                .contains(scene.minute(0));
        assertThat(scene.incidents.resume(incident.id(), "", ANN).mitigatedAt()).isEmpty();
    }

    @Test
    void whatIsClosedIsOpenedAgainWithAReasonAndInTimeOnly() {
        Incident incident = scene.fire();
        scene.incidents.resolve(incident.id(), "", ANN);
        scene.incidents.close(incident.id(), "", ANN);
        for (boolean resume : List.of(true, false)) {
            assertThatThrownBy(() -> again(incident, resume, " "))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("with a reason only");
        }
        scene.pass(Duration.ofDays(7));
        assertThat(scene.incidents.resume(incident.id(), "it came back", BOB).acknowledgedBy())
                .contains(BOB);
        assertThat(now(incident).reopenings()).isEqualTo(1);
        scene.incidents.resolve(incident.id(), "", ANN);
        scene.incidents.close(incident.id(), "", ANN);
        scene.pass(Duration.ofDays(7).plusMillis(1));
        for (boolean resume : List.of(true, false)) {
            assertThatThrownBy(() -> again(incident, resume, "it came back"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("it could be opened again until 2026-12-08T02:00:00Z");
        }
        Incident next = scene.fire();
        assertThatThrownBy(() -> again(incident, true, "it came back"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("belongs to incident " + next.id());
    }

    private void again(Incident incident, boolean resume, String reason) {
        if (resume) {
            scene.incidents.resume(incident.id(), reason, BOB);
        } else {
            scene.incidents.reopen(incident.id(), reason, BOB);
        }
    }

    @Test
    void labelsAreThoseOfTheCategoryAndFallAwayWithIt() {
        Incident incident = scene.fire();
        assertThat(scene.incidents
                        .relabel(incident.id(), Optional.of("waiting"), ANN)
                        .status())
                .isEqualTo("waiting");
        assertThat(scene.incidents.requeue(incident.id(), "first line", "", ANN).status())
                .as("open is one category")
                .isEqualTo("waiting (first line)");
        assertThat(scene.incidents.acknowledge(incident.id(), ANN).label()).isEmpty();
        assertThatThrownBy(() -> scene.incidents.relabel(incident.id(), Optional.of("waiting"), ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the label must be one of identified, fixing, but was waiting");
        scene.incidents.relabel(incident.id(), Optional.of("fixing"), ANN);
        assertThat(scene.incidents.list(IncidentQuery.newest()).get(0).label()).contains("fixing");
        assertThat(scene.incidents.why(incident.id()).reason()).endsWith(" is fixing");
        assertThat(scene.incidents.relabel(incident.id(), Optional.empty(), ANN).status())
                .isEqualTo("acknowledged");
        scene.incidents.resolve(incident.id(), "", ANN);
        assertThatThrownBy(() -> scene.incidents.relabel(incident.id(), Optional.of("fixing"), ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the label must be absent, since none is known for incidents that are resolved");
    }

    @Test
    void badInputIsRefused() {
        Incident incident = scene.fire();
        assertThatThrownBy(() -> Hold.of(HoldReason.CALLER, " "))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("note of a hold must not be blank for the reason caller");
        assertThatThrownBy(() -> scene.incidents.requeue(incident.id(), " ", "", ANN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("queue must not be blank");
        assertThatThrownBy(() -> scene.incidents.requeue(incident.id(), "x".repeat(101), "", ANN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("queue must be at most 100 characters");
        assertThatThrownBy(() -> scene.incidents.hold(
                        incident.id(), Hold.of(HoldReason.VENDOR, "").until(scene.minute(0)), ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("a hold must end after now");
        assertThatThrownBy(() -> IncidentOptions.builder()
                        .policy(Scene.annThenBob())
                        .statusLabels(IncidentCategory.OPEN, "a", "a")
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("status labels of OPEN must be different");
        assertThatThrownBy(() -> IncidentOptions.builder()
                        .statusLabels(IncidentCategory.OPEN, "a")
                        .statusLabels(IncidentCategory.OPEN, "b"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("status labels of a category must be given once");
        assertThatThrownBy(() -> scene.incidents.report(MINOR, ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("belongs to incident " + incident.id());
    }
}
