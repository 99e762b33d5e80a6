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
import io.itops.core.signal.Signal;
import io.itops.incident.communication.AudienceClock;
import io.itops.incident.communication.CadenceRule;
import io.itops.incident.communication.Communication;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.Subscription;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.review.TimelineEntry;
import io.itops.incident.workflow.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What becomes of audiences, roles, action items and the story of an incident that is merged. */
class MergedResponseTest {
    private static final ServiceId SHOP = ServiceId.of("shop");
    private static final ServiceId MAIL = ServiceId.of("mail");

    private final Scene scene = Scene.of(IncidentOptions.builder()
            .policy(EscalationPolicy.builder().step("ann", ofHours(48)).build())
            .communication(CommunicationPolicy.builder()
                    .cadence(CadenceRule.of("public", Severity.SEV3, ofMinutes(20)))
                    .cadence(CadenceRule.of("partners", Severity.SEV3, ofMinutes(30)))
                    .build())
            .build());
    private final Communication communication = scene.incidents.communication();

    private Incident fire(String key, ServiceId service, Severity severity) {
        scene.ops.accept(Signal.firing(key, service, severity, "errors of " + key));
        scene.settle();
        return scene.incidents.open(key).orElseThrow();
    }

    private Optional<Instant> due(Incident incident, String audience) {
        return communication
                .response(incident.id())
                .map(response -> response.audiences().get(audience))
                .flatMap(AudienceClock::due);
    }

    private int missed(Incident incident) {
        return communication.response(incident.id()).orElseThrow().missedUpdates();
    }

    @Test
    void audiencesThatWereToldAreOwedNothingThereAndAreToldOfTheRoot() {
        Incident child = fire("a", SHOP, Severity.SEV3);
        communication.publish(child.id(), List.of("public"), "we look into it", ANN);
        Incident root = fire("b", SHOP, Severity.SEV4);
        assertThat(communication.response(root.id())).as("too mild").isEmpty();
        scene.passMinutes(10);
        scene.incidents.merge(child.id(), root.id(), "the same", ANN);
        assertThat(due(child, "public")).isEmpty();
        assertThat(due(root, "public")).contains(scene.minute(30));
        scene.passMinutes(25);
        assertThat(missed(child)).isZero();
        assertThat(missed(root)).isEqualTo(1);
        assertThat(communication.status(child.id(), "public").goesOnAs()).contains(root.id());
        assertThat(communication.status(root.id(), "public").goesOnAs()).isEmpty();
        scene.incidents.resolve(root.id(), "", ANN);
        assertThat(due(root, "public"))
                .as("who was told that it began is told that it is over")
                .contains(scene.minute(50));
        assertThat(due(root, "partners")).as("who was told nothing is not").isEmpty();
    }

    @Test
    void anAudienceThatIsTakenOutAgainIsToldOfItAgain() {
        Incident child = fire("a", SHOP, Severity.SEV3);
        communication.publish(child.id(), List.of("partners"), "we look into it", ANN);
        Incident root = fire("b", SHOP, Severity.SEV3);
        scene.passMinutes(5);
        scene.incidents.merge(child.id(), root.id(), "the same", ANN);
        scene.incidents.unmerge(child.id(), "", ANN);
        assertThat(due(child, "partners")).contains(scene.minute(35));
        scene.incidents.resolve(root.id(), "", ANN);
        assertThat(due(root, "partners")).as("nobody was told of the root").isEmpty();
    }

    @Test
    void rolesUpdatesAndActionItemsAreRefusedNamingTheRoot() {
        Incident child = fire("a", SHOP, Severity.SEV3);
        communication.assign(child.id(), IncidentRole.SCRIBE, "bob", "", ANN);
        Incident middle = fire("b", SHOP, Severity.SEV3);
        Incident root = fire("c", SHOP, Severity.SEV3);
        scene.incidents.merge(child.id(), middle.id(), "", ANN);
        scene.incidents.merge(middle.id(), root.id(), "", ANN);
        long entries = scene.ops.journal().head().size();
        for (Executable asked : List.<Executable>of(
                () -> communication.publish(child.id(), List.of("public"), "we look into it", ANN),
                () -> communication.assign(child.id(), IncidentRole.COMMANDER, "ann", "", ANN),
                () -> communication.handOver(child.id(), IncidentRole.SCRIBE, "bob", "cat", "shift ends", ANN),
                () -> communication.relinquish(child.id(), IncidentRole.SCRIBE, "", ANN),
                () -> communication.identify(child.id(), "the disk", ANN),
                () -> scene.incidents.reviews().add(child.id(), "do it", Optional.empty(), scene.minute(60), ANN))) {
            assertThatThrownBy(asked::execute)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("goes on as incident " + root.id());
        }
        assertThat(scene.ops.journal().head().size()).isEqualTo(entries);
    }

    @Test
    void subscribersByTheServiceOfWhatWasMergedHearOfTheRoot() {
        communication
                .subscriptions()
                .put(
                        new Subscription(
                                "mail",
                                "public",
                                new Destination("pager", "mail-fans"),
                                new TreeSet<>(List.of(MAIL)),
                                Optional.empty(),
                                false),
                        ANN);
        Incident child = fire("a", MAIL, Severity.SEV3);
        Incident root = fire("b", SHOP, Severity.SEV3);
        communication.publish(root.id(), List.of("public"), "we look into it", ANN);
        scene.settle();
        assertThat(scene.pager.recipients()).doesNotContain("mail-fans");
        scene.incidents.merge(child.id(), root.id(), "", ANN);
        communication.publish(root.id(), List.of("public"), "it is the network", ANN);
        scene.settle();
        assertThat(scene.pager.recipients()).contains("mail-fans");
    }

    @Test
    void theRootTellsTheStoryOfAllThatWentIntoIt() {
        Incident child = fire("a", SHOP, Severity.SEV3);
        scene.passMinutes(5);
        Incident middle = fire("b", SHOP, Severity.SEV3);
        scene.incidents.note(child.id(), "it was the disk", ANN);
        scene.passMinutes(5);
        Incident root = fire("c", SHOP, Severity.SEV3);
        scene.incidents.merge(child.id(), middle.id(), "", ANN);
        scene.incidents.merge(middle.id(), root.id(), "", ANN);
        scene.incidents.note(child.id(), "and the fan", ANN);
        List<Long> story = sequences(root);
        assertThat(story).containsAll(sequences(child)).containsAll(sequences(middle));
        assertThat(story).isSorted().doesNotHaveDuplicates();
        scene.incidents.resolve(root.id(), "", ANN);
        assertThat(scene.incidents.reviews().draft(root.id()).measures())
                .filteredOn(measure -> measure.name().equals("time from the first sign"))
                .singleElement()
                .satisfies(measure -> assertThat(measure.duration()).contains(ofMinutes(10)));
        scene.incidents.unmerge(middle.id(), "", ANN);
        assertThat(scene.incidents.reviews().timeline(root.id()).entries())
                .extracting(TimelineEntry::summary)
                .doesNotContain("and the fan");
    }

    private List<Long> sequences(Incident incident) {
        return scene.incidents.reviews().timeline(incident.id()).entries().stream()
                .map(TimelineEntry::sequence)
                .toList();
    }
}
