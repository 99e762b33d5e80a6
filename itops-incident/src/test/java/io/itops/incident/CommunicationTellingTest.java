package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.itops.core.InvalidInputException;
import io.itops.core.RefusedException;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.incident.communication.CadenceRule;
import io.itops.incident.communication.Communication;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.PublicStage;
import io.itops.incident.communication.RoleRule;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.workflow.Incident;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** Which rules hold, who is told of reminders and roles, and what is said where nobody can be; causes that were none. */
class CommunicationTellingTest {
    private static final CommunicationPolicy POLICY = CommunicationPolicy.builder()
            .cadence(CadenceRule.of("public", Severity.SEV2, ofMinutes(20)))
            .role(new RoleRule(IncidentRole.COMMANDER, Severity.SEV2, ofMinutes(5)))
            .build();

    private final Set<String> gone = new HashSet<>();
    private final Contacts contacts = person -> {
        if (gone.contains(person)) {
            throw new NoSuchElementException(person + " has left");
        }
        return new Destination("pager", person);
    };

    private Scene scene(CommunicationPolicy policy) {
        return Scene.of(IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .contacts(contacts)
                .communication(policy)
                .build());
    }

    private static List<String> lines(Scene scene, Incident incident) {
        return scene.ops.journal().about(incident.id().ref()).stream()
                .map(entry -> entry.event().summary())
                .toList();
    }

    private static List<String> news(Scene scene) {
        return scene.sent().stream().filter(sent -> !sent.startsWith("page:")).toList();
    }

    private static CommunicationPolicy inBothOrders(boolean mildFirst, CadenceRule mild, CadenceRule strict) {
        return CommunicationPolicy.builder()
                .cadence(mildFirst ? mild : strict)
                .cadence(mildFirst ? strict : mild)
                .build();
    }

    @Test
    void theStrictestCadenceHoldsInWhateverOrderTheRulesAreGiven() {
        for (boolean mildFirst : List.of(true, false)) {
            CommunicationPolicy policy = inBothOrders(
                    mildFirst,
                    CadenceRule.of("public", Severity.SEV3, ofHours(2)),
                    CadenceRule.of("public", Severity.SEV1, ofMinutes(20)));
            assertThat(policy.cadence("public", Severity.SEV1, Duration.ZERO))
                    .contains(CadenceRule.of("public", Severity.SEV1, ofMinutes(20)));
            assertThat(policy.cadence("public", Severity.SEV2, Duration.ZERO))
                    .contains(CadenceRule.of("public", Severity.SEV3, ofHours(2)));
            assertThat(policy.cadence("public", Severity.SEV4, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void whichCadenceIsTheStrictestMayChangeWithTheAge() {
        CadenceRule hourly = CadenceRule.of("public", Severity.SEV3, ofHours(1));
        CadenceRule eager = new CadenceRule("public", Severity.SEV1, ofMinutes(20), ofHours(2), ofHours(4));
        for (boolean mildFirst : List.of(true, false)) {
            CommunicationPolicy policy = inBothOrders(mildFirst, hourly, eager);
            assertThat(policy.cadence("public", Severity.SEV1, ofHours(1))).contains(eager);
            assertThat(policy.cadence("public", Severity.SEV1, ofHours(2))).contains(hourly);
            try (Scene scene = scene(policy)) {
                Incident incident = scene.fire(Severity.SEV1, "nobody can pay");
                scene.pass(ofHours(2));
                assertThat(scene.incidents
                                .communication()
                                .response(incident.id())
                                .orElseThrow()
                                .audiences()
                                .get("public")
                                .due())
                        .contains(scene.minute(180));
            }
        }
    }

    @Test
    void theRoleRuleThatLeavesTheLeastTimeHoldsInWhateverOrder() {
        RoleRule fast = new RoleRule(IncidentRole.COMMANDER, Severity.SEV1, ofMinutes(1));
        RoleRule slow = new RoleRule(IncidentRole.COMMANDER, Severity.SEV3, ofMinutes(30));
        for (List<RoleRule> rules : List.of(List.of(fast, slow), List.of(slow, fast))) {
            CommunicationPolicy policy = CommunicationPolicy.builder()
                    .role(rules.get(0))
                    .role(rules.get(1))
                    .build();
            try (Scene scene = scene(policy)) {
                scene.fire(Severity.SEV1, "nobody can pay");
                scene.passMinutes(1);
                assertThat(news(scene)).containsExactly("role-vacant:ann");
            }
            try (Scene scene = scene(policy)) {
                scene.fire(Severity.SEV3, "some cannot pay");
                scene.passMinutes(2);
                scene.fire(Severity.SEV1, "nobody can pay");
                scene.passMinutes(1);
                assertThat(news(scene)).as("it became worse").containsExactly("role-vacant:ann");
            }
        }
    }

    @Test
    void twoRulesOfOneAudienceOrRoleAndSeverityAreRefused() {
        CommunicationPolicy.Builder cadences = CommunicationPolicy.builder()
                .cadence(CadenceRule.of("public", Severity.SEV2, ofMinutes(20)))
                .cadence(CadenceRule.of("public", Severity.SEV2, ofMinutes(30)));
        assertThatThrownBy(cadences::build)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("audience and severity of a cadence rule must have one rule, but was \"public SEV2\"");
        CommunicationPolicy.Builder roles = CommunicationPolicy.builder()
                .role(new RoleRule(IncidentRole.SCRIBE, Severity.SEV1, ofMinutes(5)))
                .role(new RoleRule(IncidentRole.SCRIBE, Severity.SEV1, ofMinutes(9)));
        assertThatThrownBy(roles::build)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("role and severity of a role rule must have one rule, but was \"SCRIBE SEV1\"");
    }

    @Test
    void remindersGoToTheFirstOfThoseWhoLeadWhoCanBeReached() {
        try (Scene scene = scene(POLICY)) {
            Communication communication = scene.incidents.communication();
            Incident incident = scene.fire(Severity.SEV2, "nobody can pay");
            scene.incidents.acknowledge(incident.id(), BOB);
            communication.assign(incident.id(), IncidentRole.COMMUNICATIONS_LEAD, "cat", "", ANN);
            communication.assign(incident.id(), IncidentRole.COMMANDER, "dan", "", ANN);
            gone.addAll(Set.of("cat", "dan"));
            scene.passMinutes(20);
            assertThat(news(scene)).endsWith("update-missed:bob").doesNotContain("update-missed:ann");
            gone.add("bob");
            scene.passMinutes(20);
            assertThat(news(scene)).as("paged last").endsWith("update-missed:ann");
            assertThat(lines(scene, incident)).noneMatch(line -> line.startsWith("nobody could be told"));
        }
    }

    @Test
    void whereNobodyCanBeToldTheJournalSaysSoAndAMeterCounts() {
        try (Scene scene = scene(POLICY)) {
            Incident incident = scene.fire(Severity.SEV2, "nobody can pay");
            gone.addAll(Set.of("ann", "bob"));
            scene.passMinutes(20);
            assertThat(news(scene)).isEmpty();
            assertThat(lines(scene, incident))
                    .contains("nobody could be told: nobody is commander; cannot be reached: ann")
                    .anyMatch(line -> line.startsWith("nobody could be told: update to public missed"));
            assertThat(scene.meters.counter("itops.incident.reminders.untold").count())
                    .isEqualTo(2);
        }
    }

    @Test
    void thoseWhomAnSlaPolicyTellsAndWhoCannotBeReachedAreWarnedOf() {
        gone.add("boss");
        Logger log = mock(Logger.class);
        LoggingEventBuilder line = mock(LoggingEventBuilder.class, RETURNS_SELF);
        when(log.atWarn()).thenReturn(line);
        ReachablePeople.warn("an SLA policy", List.of("ann", "boss"), contacts, log);
        verify(line).addKeyValue("person", "boss");
        verify(line).log("{} tells a person who cannot be reached", (Object) "an SLA policy");
        verify(log).atWarn();
    }

    @Test
    void whoeverGetsARoleFromSomebodyElseIsTold() {
        try (Scene scene = scene(POLICY)) {
            Communication communication = scene.incidents.communication();
            Incident incident = scene.fire(Severity.SEV2, "nobody can pay");
            communication.assign(incident.id(), IncidentRole.COMMANDER, "ann", "", ANN);
            scene.settle();
            assertThat(news(scene)).as("she knows").isEmpty();
            communication.handOver(incident.id(), IncidentRole.COMMANDER, "ann", "bob", "I must go", ANN);
            scene.settle();
            assertThat(news(scene)).containsExactly("role-assigned:bob");
            assertThat(scene.pager
                            .deliveries()
                            .get(scene.pager.deliveries().size() - 1)
                            .notification()
                            .title())
                    .isEqualTo("[SEV2] checkout: you are commander, handed over by ann: I must go");
            communication.assign(incident.id(), IncidentRole.SCRIBE, "cat", "", ANN);
            communication.handOver(incident.id(), IncidentRole.SCRIBE, "cat", "dan", "rather you", ANN);
            scene.settle();
            assertThat(news(scene)).as("cat has it no more").containsExactly("role-assigned:bob", "role-assigned:dan");
            gone.add("eve");
            communication.assign(incident.id(), IncidentRole.COMMUNICATIONS_LEAD, "eve", "", ANN);
            assertThat(lines(scene, incident))
                    .contains("nobody could be told: you are communications lead; cannot be reached: eve");
        }
    }

    @Test
    void aCauseThatWasNoneIsTakenBackAndThePublicStageFollows() {
        try (Scene scene = scene(POLICY)) {
            Communication communication = scene.incidents.communication();
            Incident incident = scene.fire(Severity.SEV2, "nobody can pay");
            assertThatThrownBy(() -> communication.retract(incident.id(), "it was not", ANN))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("no cause was identified");
            communication.identify(incident.id(), "ledger 2.4", ANN);
            assertThat(communication.status(incident.id(), "public").stage()).contains(PublicStage.IDENTIFIED);
            communication.retract(incident.id(), "rolled back, and it lasts", ANN);
            assertThat(communication.status(incident.id(), "public").stage()).contains(PublicStage.INVESTIGATING);
            assertThat(communication.stages(incident.id()))
                    .extracting(change -> change.stage())
                    .containsExactly(PublicStage.INVESTIGATING, PublicStage.IDENTIFIED, PublicStage.INVESTIGATING);
            assertThat(lines(scene, incident))
                    .contains("no longer taken for the cause: ledger 2.4: rolled back, and it lasts");
            communication.identify(incident.id(), "ledger 2.4", ANN);
            scene.incidents.mitigate(incident.id(), "", ANN);
            communication.retract(incident.id(), "again not", ANN);
            assertThat(communication.status(incident.id(), "public").stage()).contains(PublicStage.MONITORING);
        }
    }
}
