package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.InvalidInputException;
import io.itops.core.NotFoundException;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.catalog.CatalogContent;
import io.itops.core.catalog.Service;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.Destination;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.signal.Signal;
import io.itops.incident.communication.AudienceClock;
import io.itops.incident.communication.CadenceRule;
import io.itops.incident.communication.Communication;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.PublicStage;
import io.itops.incident.communication.PublicUpdate;
import io.itops.incident.communication.Response;
import io.itops.incident.communication.ResponseCommand;
import io.itops.incident.communication.ResponseState;
import io.itops.incident.communication.RoleRule;
import io.itops.incident.communication.RoleTenure;
import io.itops.incident.communication.StageChange;
import io.itops.incident.communication.StatusUpdate;
import io.itops.incident.communication.Subscription;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommunicationTest {
    private static final String PUBLIC = "public";
    private static final String BOARD = "executives";

    /** Every 20 minutes for two hours and every hour then; executives of the worst alone, every half hour. */
    private static final CommunicationPolicy POLICY = CommunicationPolicy.builder()
            .cadence(new CadenceRule(
                    PUBLIC, Severity.SEV2, Duration.ofMinutes(20), Duration.ofHours(2), Duration.ofHours(1)))
            .cadence(CadenceRule.of(BOARD, Severity.SEV1, Duration.ofMinutes(30)))
            .role(new RoleRule(IncidentRole.COMMANDER, Severity.SEV2, Duration.ofMinutes(5)))
            .role(new RoleRule(IncidentRole.SCRIBE, Severity.SEV1, Duration.ofMinutes(15)))
            .separateFrom(Severity.SEV1)
            .remindBefore(Duration.ofMinutes(5))
            .build();

    private final Scene scene = Scene.of(options(POLICY));
    private final Communication communication = scene.incidents.communication();

    private static IncidentOptions options(CommunicationPolicy policy) {
        return IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .communication(policy)
                .build();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Incident worst() {
        Incident incident = scene.fire(Severity.SEV1, "nobody can pay");
        scene.incidents.acknowledge(incident.id(), Scene.ANN);
        return incident;
    }

    private Response response(Incident incident) {
        return communication.response(incident.id()).orElseThrow();
    }

    private Optional<Long> dueMinute(Incident incident, String audience) {
        return response(incident)
                .audiences()
                .get(audience)
                .due()
                .map(due -> Duration.between(scene.minute(0), due).toMinutes());
    }

    private List<String> responseTypes(Incident incident) {
        return scene.ops.journal().about(incident.id().ref()).stream()
                .map(entry -> entry.event().type())
                .filter(type -> type.startsWith("incident-response."))
                .map(type -> type.substring("incident-response.".length()))
                .toList();
    }

    @Test
    void everyAudienceOfTheSeverityHasAClock() {
        Incident incident = worst();
        assertThat(dueMinute(incident, PUBLIC)).contains(20L);
        assertThat(dueMinute(incident, BOARD)).contains(30L);
    }

    @Test
    void aMildIncidentNeedsNoResponse() {
        Incident incident = scene.fire(Severity.SEV4, "slow");
        assertThat(communication.response(incident.id())).isEmpty();
    }

    @Test
    void whatIsInTriageIsToldToNobodyUntilItIsAccepted() {
        Incident suspected =
                scene.incidents.report(Trouble.of("k", Scene.CHECKOUT, Severity.SEV1, "odd numbers"), Scene.ANN);
        assertThat(communication.response(suspected.id())).isEmpty();
        assertThat(communication.status(suspected.id(), PUBLIC).stage()).isEmpty();
        scene.passMinutes(10);
        scene.incidents.accept(suspected.id(), "it is one", Scene.ANN);
        assertThat(dueMinute(suspected, PUBLIC)).contains(30L);
        assertThat(response(suspected).stage()).contains(PublicStage.INVESTIGATING);
    }

    @Test
    void anUpdateInTimeKeepsTheClockAndNobodyIsReminded() {
        Incident incident = worst();
        scene.passMinutes(14);
        communication.publish(incident.id(), List.of(PUBLIC), "We are looking into it.", Scene.ANN);
        assertThat(dueMinute(incident, PUBLIC)).contains(34L);
        scene.passMinutes(10);
        assertThat(response(incident).missedUpdates()).isZero();
        assertThat(scene.sent()).doesNotContain("update-due:ann");
    }

    @Test
    void whoLeadsTheCommunicationIsRemindedOnceAndThenToldThatItWasMissed() {
        Incident incident = worst();
        communication.assign(incident.id(), IncidentRole.COMMUNICATIONS_LEAD, "cleo", "", Scene.ANN);
        scene.passMinutes(15);
        assertThat(scene.sent()).contains("update-due:cleo").doesNotContain("update-missed:cleo");
        scene.passMinutes(5);
        AudienceClock clock = response(incident).audiences().get(PUBLIC);
        assertThat(clock.missed()).isEqualTo(1);
        assertThat(dueMinute(incident, PUBLIC)).as("the pace is kept").contains(40L);
        assertThat(scene.sent()).containsOnlyOnce("update-due:cleo").containsOnlyOnce("update-missed:cleo");
    }

    @Test
    void withoutLeadOrCommanderWhoeverHasTheIncidentIsReminded() {
        worst();
        scene.passMinutes(15);
        assertThat(scene.sent()).contains("update-due:ann");
    }

    @Test
    void aLateEngineCountsEveryUpdateThatWasMissed() {
        Incident incident = worst();
        scene.clock.set(scene.minute(65));
        scene.settle();
        assertThat(response(incident).audiences().get(PUBLIC).missed())
                .as("20, 40 and 60")
                .isEqualTo(3);
        assertThat(dueMinute(incident, PUBLIC)).contains(80L);
        assertThat(response(incident).audiences().get(BOARD).missed())
                .as("30 and 60")
                .isEqualTo(2);
    }

    @Test
    void anOldIncidentNeedsFewerUpdates() {
        Incident incident = worst();
        scene.passMinutes(119);
        communication.publish(incident.id(), List.of(PUBLIC), "Still on it.", Scene.ANN);
        assertThat(dueMinute(incident, PUBLIC)).contains(139L);
        scene.passMinutes(11);
        communication.publish(incident.id(), List.of(PUBLIC), "Still on it.", Scene.ANN);
        assertThat(dueMinute(incident, PUBLIC)).contains(190L);
    }

    @Test
    void aWorseSeverityBringsUpdatesNearerWithoutAnyBeingMissedAtOnce() {
        Incident incident = scene.fire(Severity.SEV2, "slow");
        assertThat(response(incident).audiences()).containsOnlyKeys(PUBLIC);
        scene.passMinutes(10);
        scene.fire(Severity.SEV1, "nobody can pay");
        assertThat(dueMinute(incident, PUBLIC)).contains(20L);
        assertThat(dueMinute(incident, BOARD)).contains(40L);
        assertThat(response(incident).missedUpdates()).isZero();
    }

    @Test
    void aSnoozedAudienceIsToldLater() {
        Incident incident = worst();
        communication.snooze(incident.id(), PUBLIC, scene.minute(90), "agreed with support", Scene.ANN);
        scene.passMinutes(80);
        assertThat(response(incident).audiences().get(PUBLIC).missed()).isZero();
        scene.passMinutes(10);
        assertThat(response(incident).audiences().get(PUBLIC).missed()).isEqualTo(1);
        Incident milder = scene.incidents.declare(
                Trouble.of("other", Scene.CHECKOUT, Severity.SEV2, "some cannot pay"), Scene.ANN);
        assertThatThrownBy(() -> communication.snooze(milder.id(), BOARD, scene.minute(200), "no", Scene.ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no update to executives is due");
        assertThatThrownBy(() -> communication.snooze(incident.id(), PUBLIC, scene.minute(90), "no", Scene.ANN))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void whoWasToldOfTheIncidentIsToldOnceMoreThatItIsOver() {
        Incident incident = worst();
        communication.publish(incident.id(), List.of(PUBLIC), "We are looking into it.", Scene.ANN);
        scene.incidents.resolve(incident.id(), "rolled back", Scene.ANN);
        assertThat(response(incident).state()).isEqualTo(ResponseState.OVER);
        assertThat(dueMinute(incident, PUBLIC)).contains(20L);
        assertThat(dueMinute(incident, BOARD)).as("never told").isEmpty();
        communication.publish(incident.id(), List.of(PUBLIC), "It is over.", Scene.ANN);
        assertThat(dueMinute(incident, PUBLIC)).isEmpty();
        scene.passMinutes(60);
        assertThat(response(incident).missedUpdates()).isZero();
    }

    @Test
    void aLastUpdateThatIsMissedIsMissedOnce() {
        Incident incident = worst();
        communication.publish(incident.id(), List.of(PUBLIC), "We are looking into it.", Scene.ANN);
        scene.incidents.resolve(incident.id(), "rolled back", Scene.ANN);
        scene.passMinutes(300);
        assertThat(response(incident).missedUpdates()).isEqualTo(1);
        assertThat(dueMinute(incident, PUBLIC)).isEmpty();
    }

    @Test
    void aReopenedIncidentBeginsItsCadenceAnew() {
        Incident incident = worst();
        scene.passMinutes(150);
        scene.incidents.resolve(incident.id(), "gone", Scene.ANN);
        scene.fire(Severity.SEV1, "back again");
        assertThat(response(incident).state()).isEqualTo(ResponseState.ACTIVE);
        assertThat(dueMinute(incident, PUBLIC)).as("young again").contains(170L);
    }

    @Test
    void aReminderIsNotSentOnceTheUpdateWasGiven() {
        Incident incident = worst();
        communication.publish(incident.id(), List.of(PUBLIC), "one", Scene.ANN);
        scene.passMinutes(16);
        long reminded = scene.sent().stream().filter("update-due:ann"::equals).count();
        assertThat(reminded).as("of 20 minutes alone").isEqualTo(1);
    }

    @Test
    void aRoleIsAssignedHandedOverAndGivenBackAndItsHistoryStays() {
        Incident incident = worst();
        communication.assign(incident.id(), IncidentRole.COMMANDER, "ann", "", Scene.ANN);
        scene.passMinutes(3);
        communication.handOver(incident.id(), IncidentRole.COMMANDER, "ann", "bob", "shift ends", Scene.ANN);
        scene.passMinutes(3);
        Response last = communication.relinquish(incident.id(), IncidentRole.COMMANDER, "", Scene.BOB);
        assertThat(last.holder(IncidentRole.COMMANDER)).isEmpty();
        assertThat(last.tenures())
                .extracting(
                        RoleTenure::person,
                        RoleTenure::from,
                        tenure -> tenure.until().orElseThrow())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ann", scene.minute(0), scene.minute(3)),
                        org.assertj.core.groups.Tuple.tuple("bob", scene.minute(3), scene.minute(6)));
        assertThat(responseTypes(incident)).contains("role-taken", "role-left");
    }

    @Test
    void whoHandsOverSaysWhoHoldsTheRole() {
        Incident incident = worst();
        communication.assign(incident.id(), IncidentRole.COMMANDER, "ann", "", Scene.ANN);
        communication.handOver(incident.id(), IncidentRole.COMMANDER, "ann", "bob", "first", Scene.ANN);
        assertThatThrownBy(() -> communication.handOver(
                        incident.id(), IncidentRole.COMMANDER, "ann", "cleo", "second, at the same time", Scene.ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ann is not commander: bob is");
        assertThat(response(incident).holder(IncidentRole.COMMANDER)).contains("bob");
    }

    @Test
    void aRoleThatSomeoneHoldsIsNotAssigned() {
        Incident incident = worst();
        communication.assign(incident.id(), IncidentRole.COMMANDER, "ann", "", Scene.ANN);
        assertThat(communication
                        .assign(incident.id(), IncidentRole.COMMANDER, "ann", "", Scene.ANN)
                        .tenures())
                .as("again is nothing new")
                .hasSize(1);
        assertThatThrownBy(() -> communication.assign(incident.id(), IncidentRole.COMMANDER, "bob", "", Scene.BOB))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ann is commander");
        assertThatThrownBy(() -> communication.relinquish(incident.id(), IncidentRole.SCRIBE, "", Scene.BOB))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nobody is scribe");
    }

    @Test
    void inTheWorstIncidentsOnePersonHasOneRole() {
        Incident incident = worst();
        communication.assign(incident.id(), IncidentRole.COMMANDER, "ann", "", Scene.ANN);
        assertThatThrownBy(() -> communication.assign(incident.id(), IncidentRole.SCRIBE, "ann", "", Scene.ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ann is commander already");
    }

    @Test
    void aVacantRoleIsToldOnceAndNotIfItWasTaken() {
        Incident incident = worst();
        scene.passMinutes(4);
        communication.assign(incident.id(), IncidentRole.COMMANDER, "bob", "", Scene.ANN);
        scene.passMinutes(60);
        assertThat(responseTypes(incident)).containsOnlyOnce("role-vacant");
        assertThat(scene.sent())
                .as("the scribe is missing, and the commander hears it")
                .contains("role-vacant:bob");
    }

    @Test
    void aRoleThatIsGivenBackMustBeFilledAnew() {
        Incident incident = worst();
        communication.assign(incident.id(), IncidentRole.COMMANDER, "bob", "", Scene.ANN);
        scene.passMinutes(30);
        communication.relinquish(incident.id(), IncidentRole.COMMANDER, "ill", Scene.BOB);
        scene.passMinutes(5);
        assertThat(responseTypes(incident).stream().filter("role-vacant"::equals))
                .as("scribe, commander")
                .hasSize(2);
    }

    @Test
    void thePublicStageIsDerivedAndNeverTyped() {
        Incident incident = worst();
        communication.publish(incident.id(), List.of(PUBLIC), "one", Scene.ANN);
        communication.identify(incident.id(), "ledger 2.4", Scene.ANN);
        communication.publish(incident.id(), List.of(PUBLIC), "two", Scene.ANN);
        scene.passMinutes(1);
        scene.incidents.mitigate(incident.id(), "rolled back", Scene.ANN);
        communication.publish(incident.id(), List.of(PUBLIC), "three", Scene.ANN);
        scene.passMinutes(1);
        scene.incidents.resolve(incident.id(), "", Scene.ANN);
        communication.publish(incident.id(), List.of(PUBLIC, BOARD), "four", Scene.ANN);
        var status = communication.status(incident.id(), PUBLIC);
        assertThat(status.stage()).contains(PublicStage.RESOLVED);
        assertThat(status.updates())
                .extracting(PublicUpdate::text, update -> update.stage().orElseThrow())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("one", PublicStage.INVESTIGATING),
                        org.assertj.core.groups.Tuple.tuple("two", PublicStage.IDENTIFIED),
                        org.assertj.core.groups.Tuple.tuple("three", PublicStage.MONITORING),
                        org.assertj.core.groups.Tuple.tuple("four", PublicStage.RESOLVED));
        assertThat(status.stages())
                .containsExactly(
                        new StageChange(PublicStage.INVESTIGATING, scene.minute(0)),
                        new StageChange(PublicStage.IDENTIFIED, scene.minute(0)),
                        new StageChange(PublicStage.MONITORING, scene.minute(1)),
                        new StageChange(PublicStage.RESOLVED, scene.minute(2)));
        assertThat(communication.status(incident.id(), BOARD).updates()).hasSize(1);
    }

    @Test
    void anIncidentThatIsReopenedGoesBackToTheStageOfItsCause() {
        Incident incident = worst();
        communication.identify(incident.id(), "ledger 2.4", Scene.ANN);
        scene.incidents.resolve(incident.id(), "", Scene.ANN);
        scene.incidents.reopen(incident.id(), "it is back", Scene.ANN);
        assertThat(response(incident).stage()).contains(PublicStage.IDENTIFIED);
    }

    @Test
    void aPostAfterTheFactNeedsNoResponseBefore() {
        Incident incident = scene.fire(Severity.SEV4, "slow");
        scene.incidents.resolve(incident.id(), "", Scene.ANN);
        StatusUpdate update =
                communication.publish(incident.id(), List.of(PUBLIC), "It was slow from 02:00.", Scene.ANN);
        assertThat(update.stage()).contains(PublicStage.RESOLVED);
        assertThat(response(incident).state()).isEqualTo(ResponseState.OVER);
        assertThat(response(incident).audiences().get(PUBLIC).due()).isEmpty();
    }

    @Test
    void theDraftTellsWhatIsKnown() {
        Incident incident = worst();
        communication.identify(incident.id(), "ledger 2.4", Scene.ANN);
        scene.passMinutes(7);
        assertThat(communication.draft(incident.id(), PUBLIC)).isEqualTo("""
                Status: identified
                Service: checkout
                What: nobody can pay
                Since: 2026-11-24T02:00:00Z (7 min)
                Cause: ledger 2.4
                Next update by: 2026-11-24T02:27:00Z
                """);
    }

    @Test
    void subscribersGetWhatTheyAskedFor() {
        scene.ops
                .catalog()
                .define(
                        CatalogContent.builder()
                                .service(Service.builder("checkout").build())
                                .service(Service.builder("shop").build())
                                .dependsOn(
                                        ServiceId.of("shop").ref(),
                                        ServiceId.of("checkout").ref())
                                .build(),
                        Scene.ANN);
        communication.subscriptions().put(Subscription.of("all", PUBLIC, new Destination("pager", "all")), Scene.ANN);
        communication
                .subscriptions()
                .put(
                        new Subscription(
                                "stages",
                                PUBLIC,
                                new Destination("pager", "stages"),
                                new TreeSet<>(),
                                Optional.empty(),
                                true),
                        Scene.ANN);
        communication
                .subscriptions()
                .put(
                        new Subscription(
                                "of-shop",
                                PUBLIC,
                                new Destination("pager", "of-shop"),
                                new TreeSet<>(List.of(ServiceId.of("shop"))),
                                Optional.of(Severity.SEV2),
                                false),
                        Scene.ANN);
        communication
                .subscriptions()
                .put(
                        new Subscription(
                                "of-mail",
                                PUBLIC,
                                new Destination("pager", "of-mail"),
                                new TreeSet<>(List.of(ServiceId.of("mail"))),
                                Optional.empty(),
                                false),
                        Scene.ANN);
        communication
                .subscriptions()
                .put(Subscription.of("board", BOARD, new Destination("pager", "board")), Scene.ANN);
        Incident incident = worst();
        communication.publish(incident.id(), List.of(PUBLIC), "one", Scene.ANN);
        communication.publish(incident.id(), List.of(PUBLIC), "two", Scene.ANN);
        scene.settle();
        assertThat(scene.sent().stream().filter(sent -> sent.startsWith("status-update")))
                .containsExactlyInAnyOrder(
                        "status-update:all",
                        "status-update:stages",
                        "status-update:of-shop",
                        "status-update:all",
                        "status-update:of-shop");
    }

    @Test
    void subscribersReadWhatWasWrittenForThemAndNothingElse() {
        communication.subscriptions().put(Subscription.of("all", PUBLIC, new Destination("pager", "all")), Scene.ANN);
        Incident incident = scene.fire(Severity.SEV1, "customer 4711 lost money at db-7");
        communication.publish(incident.id(), List.of(PUBLIC), "Payments fail for some.", Scene.ANN);
        scene.settle();
        assertThat(scene.pager.deliveries().stream()
                        .map(Delivery::notification)
                        .filter(sent -> sent.kind().equals("status-update")))
                .singleElement()
                .satisfies(sent -> {
                    assertThat(sent.title()).isEqualTo("checkout: investigating");
                    assertThat(sent.body()).isEqualTo("Payments fail for some.");
                    assertThat(sent.facts().values()).noneMatch(value -> value.contains("4711"));
                });
    }

    @Test
    void aCrowdOfSubscribersIsReachedOnceEach() {
        IntStream.range(0, 450)
                .forEach(i -> communication
                        .subscriptions()
                        .put(Subscription.of("s" + i, PUBLIC, new Destination("pager", "a" + i)), Scene.ANN));
        Incident incident = worst();
        communication.publish(incident.id(), List.of(PUBLIC), "one", Scene.ANN);
        scene.settle();
        assertThat(scene.sent().stream().filter(sent -> sent.startsWith("status-update")))
                .hasSize(450)
                .doesNotHaveDuplicates();
    }

    @Test
    void whoUnsubscribesHearsNoMore() {
        Subscription all = Subscription.of("all", PUBLIC, new Destination("pager", "all"));
        communication.subscriptions().put(all, Scene.ANN);
        communication.subscriptions().put(all, Scene.ANN);
        assertThat(communication.subscriptions().of(PUBLIC)).containsExactly(all);
        communication.subscriptions().remove("all", Scene.ANN);
        assertThat(communication.subscriptions().of(PUBLIC)).isEmpty();
        assertThatThrownBy(() -> communication.subscriptions().remove("all", Scene.ANN))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> communication
                        .subscriptions()
                        .put(Subscription.of("x", PUBLIC, new Destination("pigeon", "x")), Scene.ANN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("notifier of subscription x");
    }

    @Test
    void aRefusedCommandBeginsNoResponse() {
        Incident incident = scene.fire(Severity.SEV4, "slow");
        Outcome<Response> outcome = communication.execute(
                incident.id(), new ResponseCommand.Relinquish(IncidentRole.SCRIBE, ""), Scene.ANN);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(communication.response(incident.id())).isEmpty();
    }

    @Test
    void thereIsNoResponseToAnIncidentThatIsNotThere() {
        assertThatThrownBy(() -> communication.publish(IncidentId.of("none"), List.of(PUBLIC), "hello", Scene.ANN))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void whoMayAcknowledgeNeedsNoPermissionForWhatFollows() {
        try (Scene strict = Scene.of(
                options(POLICY),
                (actor, permission, subject) -> permission.name().startsWith("incident-response.")
                        ? AccessDecision.deny("not for " + actor)
                        : AccessDecision.allow("test"))) {
            Incident incident = strict.fire(Severity.SEV1, "nobody can pay");
            strict.incidents.acknowledge(incident.id(), Scene.ANN);
            strict.incidents.resolve(incident.id(), "", Scene.ANN);
            assertThat(strict.incidents
                            .communication()
                            .response(incident.id())
                            .orElseThrow()
                            .state())
                    .isEqualTo(ResponseState.OVER);
            assertThatThrownBy(() -> strict.incidents
                            .communication()
                            .assign(incident.id(), IncidentRole.SCRIBE, "ann", "", Actor.user("ann")))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> strict.incidents
                            .communication()
                            .execute(IncidentId.of("none"), new ResponseCommand.Identify("x"), Scene.ANN))
                    .as("nor does one learn what exists")
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void anIncidentThatItsSignalResolvesIsOverToo() {
        Incident incident = worst();
        scene.ops.accept(Signal.resolved(Scene.KEY, Scene.CHECKOUT, Severity.SEV1, "fine"));
        scene.settle();
        assertThat(response(incident).state()).isEqualTo(ResponseState.OVER);
        assertThat(communication.status(incident.id(), PUBLIC).stage()).contains(PublicStage.RESOLVED);
    }
}
