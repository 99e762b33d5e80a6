package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.RefusedException;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.lifecycle.Outcome;
import io.itops.incident.communication.AudienceClock;
import io.itops.incident.communication.CadenceRule;
import io.itops.incident.communication.Communication;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.communication.Response;
import io.itops.incident.communication.ResponseCommand;
import io.itops.incident.communication.Subscription;
import io.itops.incident.workflow.Incident;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Audiences that a policy has, and names that are none of them. */
class AudiencesTest {
    private static final CommunicationPolicy POLICY = CommunicationPolicy.builder()
            .cadence(CadenceRule.of("public", Severity.SEV2, Duration.ofMinutes(20)))
            .audiences("press", "partners")
            .build();

    private static final String RULE = "must be one of partners, press, public, but was pubilc";

    private static Scene scene(CommunicationPolicy policy) {
        return Scene.of(IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .communication(policy)
                .build());
    }

    private static Subscription to(String audience) {
        return Subscription.of("all", audience, new Destination("pager", "all"));
    }

    private static void isBadInput(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("audience must be one of partners, press, public, but was \"pubilc\"");
    }

    @Test
    void thePolicyHasTheAudiencesOfItsRulesAndThoseThatWereDeclared() {
        assertThat(POLICY.audiences()).containsExactly("partners", "press", "public");
        assertThat(CommunicationPolicy.NONE.audiences()).isEmpty();
        assertThatThrownBy(() -> CommunicationPolicy.builder().audiences("The Press"))
                .isInstanceOf(InvalidInputException.class);
        String[] many = IntStream.range(0, 1_001).mapToObj(i -> "a" + i).toArray(String[]::new);
        assertThatThrownBy(() -> CommunicationPolicy.builder().audiences(many).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1000");
    }

    @Test
    void aMistypedAudienceIsRefusedWhereverOneIsNamedAndNothingChanges() {
        try (Scene scene = scene(POLICY)) {
            Communication communication = scene.incidents.communication();
            Incident incident = scene.fire(Severity.SEV2, "nobody can pay");
            Response before = communication.response(incident.id()).orElseThrow();
            Outcome<Response> published = communication.execute(
                    incident.id(), new ResponseCommand.Publish(List.of("public", "pubilc"), "slow"), Scene.ANN);
            assertThat(published).isInstanceOf(Outcome.Refused.class);
            assertThat(published.reasons()).singleElement().satisfies(reason -> {
                assertThat(reason.code()).isEqualTo("unknown-audience");
                assertThat(reason.text()).isEqualTo("the audience " + RULE);
            });
            assertThatThrownBy(() -> communication.snooze(
                            incident.id(), "pubilc", scene.minute(60), "agreed with support", Scene.ANN))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(RULE);
            isBadInput(() -> communication.status(incident.id(), "pubilc"));
            isBadInput(() -> communication.draft(incident.id(), "pubilc"));
            isBadInput(() -> communication.subscriptions().put(to("pubilc"), Scene.ANN));
            isBadInput(() -> communication.subscriptions().of("pubilc"));
            isBadInput(() -> POLICY.cadence("pubilc", Severity.SEV1, java.time.Duration.ZERO));
            assertThat(communication.response(incident.id())).contains(before);
            assertThat(communication.updates(incident.id())).isEmpty();
        }
    }

    @Test
    void anAudienceWithoutACadenceIsToldWhatIsPublished() {
        try (Scene scene = scene(POLICY)) {
            Communication communication = scene.incidents.communication();
            communication.subscriptions().put(to("press"), Scene.ANN);
            Incident incident = scene.fire(Severity.SEV2, "nobody can pay");
            communication.publish(incident.id(), List.of("press"), "We look into it.", Scene.ANN);
            scene.settle();
            assertThat(scene.sent()).contains("status-update:all");
            assertThat(communication.status(incident.id(), "press").updates()).hasSize(1);
            assertThat(communication.draft(incident.id(), "press")).doesNotContain("Next update");
        }
    }

    @Test
    void withoutADeclaredAudienceAnyNameIsOne() {
        try (Scene scene = scene(CommunicationPolicy.NONE)) {
            Communication communication = scene.incidents.communication();
            Incident incident = scene.fire(Severity.SEV2, "nobody can pay");
            assertThatCode(() -> communication.status(incident.id(), "anyone")).doesNotThrowAnyException();
            assertThat(communication
                            .publish(incident.id(), List.of("anyone"), "slow", Scene.ANN)
                            .audiences())
                    .containsExactly("anyone");
            communication.subscriptions().put(to("anyone"), Scene.ANN);
            assertThat(communication.subscriptions().of("anyone")).containsExactly(to("anyone"));
        }
    }

    /** A program that was started anew declares fewer: what is kept of the others can still be seen, and comes to its end. */
    @Test
    void anAudienceThatIsDeclaredNoMoreCanBeReadAndLeftButNotTold() {
        try (Scene scene = scene(POLICY)) {
            Communication communication = scene.incidents.communication();
            communication.subscriptions().put(to("public"), Scene.ANN);
            Incident incident = scene.fire(Severity.SEV2, "nobody can pay");
            communication.publish(incident.id(), List.of("public"), "We look into it.", Scene.ANN);
            CommunicationPolicy fewer =
                    CommunicationPolicy.builder().audiences("press").build();
            IncidentOptions options = IncidentOptions.builder()
                    .policy(Scene.annThenBob())
                    .communication(fewer)
                    .build();
            try (Scene later = scene.restarted(options, 2)) {
                goesOn(later, incident);
            }
        }
    }

    private static void goesOn(Scene scene, Incident incident) {
        Communication anew = scene.incidents.communication();
        assertThat(anew.status(incident.id(), "public").updates()).hasSize(1);
        assertThat(anew.subscriptions().of("public")).containsExactly(to("public"));
        anew.snooze(incident.id(), "public", scene.minute(60), "nobody hears of it any more", Scene.ANN);
        assertThatThrownBy(() -> anew.publish(incident.id(), List.of("public"), "more", Scene.ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("must be one of press, but was public");
        scene.passMinutes(61);
        AudienceClock clock =
                anew.response(incident.id()).orElseThrow().audiences().get("public");
        assertThat(clock.missed()).isEqualTo(1);
        assertThat(clock.due()).isEmpty();
        anew.subscriptions().remove("all", Scene.ANN);
        assertThatThrownBy(() -> anew.subscriptions().of("public")).isInstanceOf(InvalidInputException.class);
    }
}
