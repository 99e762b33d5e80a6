package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static io.itops.incident.Scene.CHECKOUT;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.itops.core.InvalidInputException;
import io.itops.core.RefusedException;
import io.itops.core.Severity;
import io.itops.core.journal.JournalEntry;
import io.itops.incident.communication.CadenceRule;
import io.itops.incident.communication.Communication;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.LeftOut;
import io.itops.incident.communication.Response;
import io.itops.incident.communication.RoleRule;
import io.itops.incident.communication.RoleTenure;
import io.itops.incident.communication.StageChange;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What roles and status updates once did wrong. */
class CommunicationBugsTest {
    private static final String PUBLIC = "public";

    private static final CommunicationPolicy POLICY = CommunicationPolicy.builder()
            .cadence(CadenceRule.of(PUBLIC, Severity.SEV2, ofMinutes(20)))
            .role(new RoleRule(IncidentRole.COMMANDER, Severity.SEV2, ofMinutes(7)))
            .separateFrom(Severity.SEV1)
            .remindBefore(ofMinutes(5))
            .build();

    private final Scene scene = scene(POLICY);
    private final Communication communication = scene.incidents.communication();

    private static Scene scene(CommunicationPolicy policy) {
        return Scene.of(IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .communication(policy)
                .build());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Response response(Incident incident) {
        return communication.response(incident.id()).orElseThrow();
    }

    private List<JournalEntry> shared(Incident incident) {
        return scene.ops.journal().about(incident.id().ref()).stream()
                .filter(entry -> entry.event().type().equals("incident-response.roles-shared"))
                .toList();
    }

    private Incident reported(String key) {
        return scene.incidents.report(Trouble.of(key, CHECKOUT, Severity.SEV2, "odd numbers"), ANN);
    }

    /** They once went to nobody, as nobody had a role or the incident yet. */
    @Test
    void beforeAnyoneHasAnythingInHandThoseWhoWerePagedLastHearOfVacanciesAndMissedUpdates() {
        Incident incident = scene.fire(Severity.SEV2, "nobody can pay");
        scene.passMinutes(6);
        assertThat(scene.sent()).as("two steps have paged").containsExactly("page:ann", "page:bob");
        scene.passMinutes(16);
        assertThat(incident.acknowledgedBy()).isEmpty();
        assertThat(scene.sent().stream().filter(sent -> !sent.startsWith("page:")))
                .containsExactly("role-vacant:bob", "update-due:bob", "update-missed:bob");
    }

    @Test
    void nobodyElseHearsOfThemOnceSomeoneHasTheIncident() {
        Incident incident = scene.fire(Severity.SEV2, "nobody can pay");
        scene.passMinutes(6);
        scene.incidents.acknowledge(incident.id(), ANN);
        scene.passMinutes(16);
        assertThat(scene.sent().stream().filter(sent -> !sent.startsWith("page:")))
                .containsExactly("role-vacant:ann", "update-due:ann", "update-missed:ann");
    }

    /** A role or an update once began clocks and vacancies for what nobody had accepted. */
    @Test
    void whatIsInTriageOwesNothingWhateverIsDoneAboutIt() {
        Incident suspected = reported("k");
        communication.assign(suspected.id(), IncidentRole.COMMANDER, "ann", "", ANN);
        communication.publish(suspected.id(), List.of(PUBLIC), "we look into it", ANN);
        communication.relinquish(suspected.id(), IncidentRole.COMMANDER, "", ANN);
        scene.passMinutes(60);
        assertOwesNothing(suspected);
        scene.incidents.accept(suspected.id(), "it is one", ANN);
        assertThat(response(suspected).audiences().get(PUBLIC).due()).contains(scene.minute(80));
        scene.passMinutes(8);
        assertThat(scene.sent()).as("paged last").contains("role-vacant:bob");
    }

    /** What came back to triage from a merge once began the clocks that it had not had there. */
    @Test
    void whatComesBackToTriageOwesNothingEither() {
        Incident suspected = reported("k");
        communication.assign(suspected.id(), IncidentRole.SCRIBE, "ann", "", ANN);
        Incident other = reported("other");
        scene.incidents.merge(suspected.id(), other.id(), "the same", ANN);
        Incident back = scene.incidents.unmerge(suspected.id(), "not the same", ANN);
        assertThat(scene.incidents.get(suspected.id()).state()).isEqualTo(IncidentState.TRIAGE);
        scene.passMinutes(60);
        assertOwesNothing(back);
        scene.incidents.accept(suspected.id(), "it is one", ANN);
        assertThat(response(suspected).audiences().get(PUBLIC).due()).contains(scene.minute(80));
    }

    private void assertOwesNothing(Incident incident) {
        Response response = response(incident);
        assertThat(response.audiences().values())
                .allSatisfy(clock -> assertThat(clock.due())
                        .as("next update to %s", clock.audience())
                        .isEmpty());
        assertThat(response.missedUpdates()).isZero();
        assertThat(scene.sent()).noneMatch(sent -> sent.startsWith("update-") || sent.startsWith("role-"));
    }

    /** Each update could once name other audiences, without end. */
    @Test
    void aResponseTellsSoManyAudiencesAndGoesOnTellingThose() {
        CommunicationPolicy open = CommunicationPolicy.builder().build();
        try (Scene crowded = scene(open)) {
            tellsSoMany(crowded);
        }
    }

    private static void tellsSoMany(Scene scene) {
        Communication communication = scene.incidents.communication();
        Incident incident = scene.fire(Severity.SEV3, "slow");
        List<List<String>> crowds = IntStream.range(0, 5)
                .mapToObj(crowd -> IntStream.range(0, 10)
                        .mapToObj(one -> "a" + crowd + one)
                        .toList())
                .toList();
        crowds.forEach(crowd -> communication.publish(incident.id(), crowd, "slow", ANN));
        assertThat(communication.response(incident.id()).orElseThrow().audiences())
                .hasSize(Response.MAX_AUDIENCES);
        assertThatThrownBy(() -> communication.publish(incident.id(), List.of("one-more"), "slow", ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("at most 50 audiences, but would tell 51");
        assertThat(communication
                        .publish(incident.id(), crowds.get(4), "fast", ANN)
                        .number())
                .isEqualTo(6);
        assertThat(communication.updates(incident.id())).hasSize(6);
    }

    /** What the policy demands can be told, however many audiences there are by then. */
    @Test
    void audiencesThatThePolicyDemandsCanBeToldBesidesAllOthers() {
        CommunicationPolicy.Builder many = CommunicationPolicy.builder();
        IntStream.range(0, 60).forEach(one -> many.cadence(CadenceRule.of("b" + one, Severity.SEV2, ofMinutes(20))));
        try (Scene crowded = scene(many.audiences("c").build())) {
            Incident incident = crowded.fire(Severity.SEV2, "nobody can pay");
            Communication there = crowded.incidents.communication();
            there.publish(incident.id(), List.of("b7"), "we look into it", ANN);
            assertThatThrownBy(() -> there.publish(incident.id(), List.of("b7", "c"), "we look into it", ANN))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("but would tell 61");
            crowded.passMinutes(21);
            assertThat(there.response(incident.id()).orElseThrow().missedUpdates())
                    .as("all but the one that was told, which is due now and missed then")
                    .isEqualTo(60);
        }
    }

    /** So many hand-overs of one role once pushed out who held another one. */
    @Test
    void whoHoldsARoleIsKeptHoweverOftenAnotherIsHandedOver() {
        Incident incident = scene.fire(Severity.SEV3, "slow");
        communication.assign(incident.id(), IncidentRole.COMMANDER, "ann", "", ANN);
        communication.assign(incident.id(), IncidentRole.SCRIBE, "p0", "", ANN);
        IntStream.rangeClosed(1, Response.MAX_KEPT)
                .forEach(one -> communication.handOver(
                        incident.id(), IncidentRole.SCRIBE, "p" + (one - 1), "p" + one, "shift ends", BOB));
        Response response = response(incident);
        assertThat(response.tenures()).hasSize(Response.MAX_KEPT);
        assertThat(response.holder(IncidentRole.COMMANDER)).contains("ann");
        assertThat(response.holder(IncidentRole.SCRIBE)).contains("p" + Response.MAX_KEPT);
        assertThat(response.tenures().stream().skip(1).limit(1))
                .as("the oldest that ended went first")
                .extracting(RoleTenure::person)
                .containsExactly("p2");
        assertThat(response.leftOut()).isEqualTo(new LeftOut(2, 0, new TreeSet<>(List.of("p0", "p1"))));
        assertThat(response.involves("p0")).as("who held a role long ago").isTrue();
        assertThat(response.involves("zoe")).isFalse();
        List<RoleTenure> all = communication.tenures(incident.id());
        assertThat(all)
                .hasSize(Response.MAX_KEPT + 2)
                .endsWith(response.tenures().get(Response.MAX_KEPT - 1));
        assertThat(all.stream().skip(1).limit(3))
                .extracting(RoleTenure::person, tenure -> tenure.until().isPresent())
                .containsExactly(tuple("p0", true), tuple("p1", true), tuple("p2", true));
        assertThat(all).containsAll(response.tenures());
        assertThatThrownBy(() -> communication.assign(incident.id(), IncidentRole.COMMANDER, "bob", "", BOB))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ann is commander");
    }

    /** The oldest stages were once lost without a word. */
    @Test
    void stagesThatTheResponseLeavesOutAreCountedAndReadFromTheJournal() {
        Incident incident = scene.fire(Severity.SEV2, "slow");
        int times = Response.MAX_KEPT / 2;
        for (int i = 0; i < times; i++) {
            scene.incidents.resolve(incident.id(), "better", ANN);
            scene.incidents.reopen(incident.id(), "worse", ANN);
        }
        Response response = response(incident);
        assertThat(response.stages()).hasSize(Response.MAX_KEPT);
        assertThat(response.leftOut()).isEqualTo(new LeftOut(0, 1, new TreeSet<>()));
        assertThat(communication.stages(incident.id()))
                .hasSize(Response.MAX_KEPT + 1)
                .endsWith(response.stages().toArray(StageChange[]::new));
        assertThat(communication.status(incident.id(), PUBLIC).stages()).hasSize(Response.MAX_KEPT + 1);
    }

    private Incident withTwoRolesOfOnePerson() {
        Incident incident = scene.fire(Severity.SEV3, "slow");
        communication.assign(incident.id(), IncidentRole.COMMANDER, "ann", "", ANN);
        communication.assign(incident.id(), IncidentRole.SCRIBE, "ann", "", ANN);
        communication.assign(incident.id(), IncidentRole.LIAISON, "bob", "", ANN);
        assertThat(shared(incident)).isEmpty();
        return incident;
    }

    /** That roles are to be separate was once asked only of whoever took one. */
    @Test
    void aWorseSeveritySaysWhoHasSeveralRoles() {
        Incident incident = withTwoRolesOfOnePerson();
        scene.fire(Severity.SEV2, "slower");
        assertThat(shared(incident)).as("not yet").isEmpty();
        scene.fire(Severity.SEV1, "nobody can pay");
        assertThat(shared(incident)).hasSize(1);
        assertThat(shared(incident).get(0).event().summary()).contains("ann").doesNotContain("bob");
        communication.handOver(incident.id(), IncidentRole.SCRIBE, "ann", "cat", "one role each", ANN);
        assertThat(response(incident).rolesOf("ann")).containsExactly(IncidentRole.COMMANDER);
    }

    @Test
    void aReopeningWithAWorseSeveritySaysItToo() {
        Incident incident = withTwoRolesOfOnePerson();
        scene.incidents.resolve(incident.id(), "", ANN);
        assertThat(scene.fire(Severity.SEV1, "nobody can pay").id()).isEqualTo(incident.id());
        assertThat(response(incident).severity()).isEqualTo(Severity.SEV1);
        assertThat(shared(incident)).hasSize(1);
    }

    /** A reminder at once after each update reminds of nothing. */
    @Test
    void aReminderComesLessTimeAheadThanAnyUpdateNeeds() {
        assertRefused(ofMinutes(20), CadenceRule.of(PUBLIC, Severity.SEV2, ofMinutes(20)));
        assertRefused(
                ofMinutes(21), new CadenceRule(PUBLIC, Severity.SEV2, ofMinutes(20), ofMinutes(120), ofMinutes(60)));
        assertRefused(
                ofMinutes(21), new CadenceRule(PUBLIC, Severity.SEV2, ofMinutes(60), ofMinutes(120), ofMinutes(20)));
        assertThat(CommunicationPolicy.builder()
                        .remindBefore(ofMinutes(19))
                        .cadence(CadenceRule.of(PUBLIC, Severity.SEV2, ofMinutes(20)))
                        .build()
                        .remindBefore())
                .isEqualTo(ofMinutes(19));
        assertThat(new CommunicationPolicy(List.of(), List.of(), Optional.empty(), ofMinutes(90), new TreeSet<>())
                        .remindBefore())
                .as("nobody is to be told anything")
                .isEqualTo(ofMinutes(90));
    }

    private static void assertRefused(Duration before, CadenceRule rule) {
        CommunicationPolicy.Builder builder =
                CommunicationPolicy.builder().cadence(rule).remindBefore(before);
        assertThatThrownBy(builder::build)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("time of a reminder")
                .hasMessageContaining("be shorter than the shortest time between updates");
    }
}
