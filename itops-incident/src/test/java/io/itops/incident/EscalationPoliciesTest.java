package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.CHECKOUT;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.ConflictException;
import io.itops.core.InvalidDefinitionException;
import io.itops.core.InvalidInputException;
import io.itops.core.NotFoundException;
import io.itops.core.ServiceId;
import io.itops.core.access.AccessDecision;
import io.itops.core.delivery.Destination;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.ReachTarget;
import io.itops.incident.escalation.ServicePolicy;
import io.itops.incident.workflow.Incident;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Escalation policies that are stored: which one counts, for whom, and which are refused. */
class EscalationPoliciesTest {
    private static final ServiceId LEDGER = ServiceId.of("ledger");

    private static EscalationPolicy paging(String person) {
        return EscalationPolicy.builder()
                .name("to " + person)
                .step(person, ofMinutes(5))
                .step(person + "-too", ofMinutes(5))
                .build();
    }

    /** What is told 20 minutes late, whoever is on call. */
    private static EscalationPolicy late() {
        return EscalationPolicy.builder()
                .name("late")
                .step(io.itops.incident.escalation.EscalationStep.builder(ofMinutes(20))
                        .page("ann")
                        .when(io.itops.incident.escalation.StepCondition.olderThan(ofMinutes(20)))
                        .waiting()
                        .build())
                .build();
    }

    private static List<String> journal(Scene scene, ServicePolicy stored) {
        return scene.ops.journal().about(stored.ref()).stream()
                .map(entry -> entry.event().type() + ": " + entry.event().summary())
                .toList();
    }

    @Test
    void newIncidentsGoByWhatIsStoredAndRunningOnesByWhatTheyTook() {
        try (Scene scene = Scene.of(paging("ann"))) {
            Incident running = scene.fire();
            scene.incidents.policies().put(ServicePolicy.of(CHECKOUT, paging("cat")), ANN);
            scene.passMinutes(5);
            assertThat(scene.sent()).as("it keeps its policy").containsExactly("page:ann", "page:ann-too");
            scene.incidents.resolve(running.id(), "", ANN);
            scene.incidents.close(running.id(), "", ANN);
            scene.settle();
            scene.pager.clear();
            Incident next = scene.fire();
            assertThat(scene.sent()).containsExactly("page:cat");
            assertThat(next.escalation().policy().name()).isEqualTo("to cat");
        }
    }

    @Test
    void aRebaseTakesTheStoredPolicyAndItOutlivesItsOwnReplacement() {
        try (Scene scene = Scene.of(paging("ann"))) {
            Incident running = scene.fire();
            scene.incidents.policies().put(ServicePolicy.of(CHECKOUT, paging("cat")), ANN);
            scene.incidents.rebase(running.id(), true, "the new one", ANN);
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann", "page:cat");
            scene.incidents.policies().put(ServicePolicy.of(CHECKOUT, paging("dan")), ANN);
            scene.incidents.policies().remove(Optional.of(CHECKOUT), ANN);
            scene.passMinutes(5);
            assertThat(scene.sent()).containsExactly("page:ann", "page:cat", "page:cat-too");
            try (Scene after = scene.restarted(IncidentOptions.of(paging("eve")), 2)) {
                assertThat(after.incidents
                                .get(running.id())
                                .escalation()
                                .policy()
                                .name())
                        .isEqualTo("to cat");
                assertThat(after.incidents.policies().of(CHECKOUT)).isEqualTo(paging("eve"));
            }
        }
    }

    @Test
    void theNearestPolicyCounts() {
        IncidentOptions options = IncidentOptions.builder()
                .policy(paging("ann"))
                .policy(LEDGER, paging("bob"))
                .build();
        try (Scene scene = Scene.of(options)) {
            EscalationPolicies policies = scene.incidents.policies();
            policies.put(ServicePolicy.ofOthers(paging("cat")), ANN);
            assertThat(policies.of(CHECKOUT)).isEqualTo(paging("cat"));
            assertThat(policies.of(LEDGER)).as("its own").isEqualTo(paging("bob"));
            policies.put(ServicePolicy.of(LEDGER, paging("dan")), ANN);
            assertThat(policies.of(LEDGER)).isEqualTo(paging("dan"));
            assertThat(policies.list())
                    .containsExactly(ServicePolicy.of(LEDGER, paging("dan")), ServicePolicy.ofOthers(paging("cat")));
            policies.remove(Optional.empty(), ANN);
            assertThat(policies.of(CHECKOUT)).isEqualTo(paging("ann"));
            assertThatThrownBy(() -> policies.remove(Optional.empty(), ANN)).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void nobodyOverwritesWhatTheyDidNotSeeAndTheJournalHasEachChangeOnce() {
        try (Scene scene = Scene.of(paging("ann"))) {
            EscalationPolicies policies = scene.incidents.policies();
            ServicePolicy first = ServicePolicy.of(CHECKOUT, paging("cat"));
            policies.put(first, 0, ANN);
            long seen = policies.current(Optional.of(CHECKOUT)).orElseThrow().version();
            assertThatThrownBy(() -> policies.put(ServicePolicy.of(CHECKOUT, paging("dan")), 0, ANN))
                    .isInstanceOf(ConflictException.class);
            policies.put(ServicePolicy.of(CHECKOUT, paging("dan")), seen, ANN);
            policies.put(ServicePolicy.of(CHECKOUT, paging("dan")), ANN);
            policies.remove(Optional.of(CHECKOUT), ANN);
            assertThat(journal(scene, first))
                    .containsExactly(
                            "service-policy.added: escalation policy to cat of checkout was added",
                            "service-policy.replaced: escalation policy to dan of checkout was replaced",
                            "service-policy.removed: escalation policy to dan of checkout was removed");
            assertThat(scene.ops.journal().about(CHECKOUT.ref())).hasSize(3);
        }
    }

    @Test
    void whatIsSlowerThanTheTargetOfTheServiceIsRefusedOrWarnedOf() {
        IncidentOptions options = IncidentOptions.builder()
                .policy(paging("ann"))
                .reach(CHECKOUT, ReachTarget.refusing(ofMinutes(10)))
                .reach(LEDGER, ReachTarget.warning(ofMinutes(10)))
                .build();
        try (Scene scene = Scene.of(options)) {
            EscalationPolicies policies = scene.incidents.policies();
            assertThatThrownBy(() -> policies.put(ServicePolicy.of(CHECKOUT, late()), ANN))
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("it takes 20 min");
            assertThatThrownBy(() -> policies.put(ServicePolicy.ofOthers(late()), ANN))
                    .as("checkout would go by it")
                    .isInstanceOf(InvalidDefinitionException.class);
            assertThat(policies.list()).isEmpty();
            policies.put(ServicePolicy.of(LEDGER, late()), ANN);
            policies.put(ServicePolicy.of(CHECKOUT, paging("cat")), ANN);
            policies.put(ServicePolicy.ofOthers(late()), ANN);
            assertThat(policies.of(LEDGER)).isEqualTo(late());
        }
    }

    @Test
    void whatWasStoredUnderALongerTargetDoesNotKeepIncidentsFromBeingAttached() {
        try (Scene scene = Scene.of(paging("ann"))) {
            scene.incidents.policies().put(ServicePolicy.of(CHECKOUT, late()), ANN);
            IncidentOptions stricter = IncidentOptions.builder()
                    .policy(paging("ann"))
                    .reach(CHECKOUT, ReachTarget.refusing(ofMinutes(10)))
                    .build();
            try (Scene after = scene.restarted(stricter, 2)) {
                assertThat(after.incidents.policies().of(CHECKOUT)).isEqualTo(late());
                assertThat(after.incidents
                                .analyses()
                                .escalation(
                                        CHECKOUT,
                                        new io.itops.core.time.Window(
                                                after.clock.instant(),
                                                after.clock.instant().plus(Duration.ofHours(1))))
                                .worst()
                                .time())
                        .contains(ofMinutes(20));
            }
        }
    }

    @Test
    void peopleWhomANotifierReachesThatIsNotThereAreRefused() {
        IncidentOptions options = IncidentOptions.builder()
                .policy(paging("ann"))
                .contacts(person -> new Destination(person.startsWith("zed") ? "telex" : "pager", person))
                .build();
        try (Scene scene = Scene.of(options)) {
            assertThatThrownBy(() -> scene.incidents.policies().put(ServicePolicy.of(CHECKOUT, paging("zed")), ANN))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("telex");
        }
    }

    @Test
    void aServiceOfTheLongestNameHasAPolicyToo() {
        ServiceId longest = ServiceId.of("s".repeat(200));
        try (Scene scene = Scene.of(paging("ann"))) {
            EscalationPolicies policies = scene.incidents.policies();
            policies.put(ServicePolicy.of(longest, paging("cat")), ANN);
            policies.put(ServicePolicy.of(ServiceId.of("others"), paging("dan")), ANN);
            assertThat(policies.of(longest)).isEqualTo(paging("cat"));
            assertThat(policies.of(ServiceId.of("s".repeat(199)))).isEqualTo(paging("ann"));
        }
    }

    @Test
    void whoMayNotPutsAndRemovesNothing() {
        IncidentOptions options = IncidentOptions.of(paging("ann"));
        try (Scene scene = Scene.of(
                options,
                (actor, permission, subject) -> permission.name().startsWith("service-policy.")
                        ? AccessDecision.deny("no")
                        : AccessDecision.allow("yes"))) {
            EscalationPolicies policies = scene.incidents.policies();
            assertThatThrownBy(() -> policies.put(ServicePolicy.of(CHECKOUT, paging("cat")), ANN))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> policies.remove(Optional.of(CHECKOUT), ANN))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(policies.list()).isEmpty();
        }
    }
}
