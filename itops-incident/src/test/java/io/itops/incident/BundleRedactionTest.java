package io.itops.incident;

import static io.itops.incident.NeedToKnowTest.SAM;
import static io.itops.incident.NeedToKnowTest.SECRET;
import static io.itops.incident.Scene.CHECKOUT;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bundle goes to an address that anybody may read at: of restricted incidents it says that there are some. */
class BundleRedactionTest {
    private static Scene scene(PageUrgency urgency) {
        return Scene.of(
                IncidentOptions.builder()
                        .policy(EscalationPolicy.builder()
                                .step(EscalationTarget.group("desk", List.of("ann", "bob")), ofHours(9))
                                .build())
                        .contacts(person -> new Destination("pager", "desk"))
                        .notifications(NotificationPlan.builder()
                                .bundle("pager", urgency, ofMinutes(10))
                                .build())
                        .build(),
                NeedToKnowTest.SECURITY_TEAM_ALONE);
    }

    private static Incident declare(Scene scene, Trouble trouble) {
        Incident incident = scene.incidents.declare(trouble, SAM);
        scene.settle();
        return incident;
    }

    private static Incident secret(Scene scene, Severity severity) {
        return declare(scene, Trouble.of("secret", CHECKOUT, severity, SECRET).restrictedTo(List.of()));
    }

    private static Notification last(Scene scene) {
        return scene.pager.deliveries().get(scene.pager.deliveries().size() - 1).notification();
    }

    private static void hides(Notification bundle, Incident hidden) {
        assertThat(bundle.title() + bundle.body() + bundle.facts()).doesNotContain(SECRET);
        assertThat(bundle.body()).contains("Restricted incident " + hidden.id());
    }

    @Test
    void aRestrictedIncidentIsHiddenHoweverFarBackItStands() {
        try (Scene scene = scene(PageUrgency.HIGH)) {
            for (int i = 0; i < 40; i++) {
                declare(scene, Trouble.of("k" + i, CHECKOUT, Severity.SEV2, "slow " + i));
            }
            Incident hidden = secret(scene, Severity.SEV4);
            scene.passMinutes(11);
            Notification bundle = last(scene);
            assertThat(bundle.kind()).isEqualTo("page-bundle");
            hides(bundle, hidden);
            assertThat(bundle.body()).contains("slow 39").endsWith("Restricted incident " + hidden.id() + "\n");
            assertThat(bundle.facts().get("pages.1"))
                    .as("who is paged for the others")
                    .contains("ann");
        }
    }

    @Test
    void aBundleOfOneRestrictedIncidentHidesItsTitleAndThoseWhoArePaged() {
        try (Scene scene = scene(PageUrgency.HIGH)) {
            declare(scene, Trouble.of("first", CHECKOUT, Severity.SEV2, "slow"));
            scene.pager.clear();
            Incident hidden = secret(scene, Severity.SEV2);
            scene.incidents.acknowledge(
                    scene.incidents.open("first").orElseThrow().id(), SAM);
            scene.passMinutes(11);
            Notification bundle = last(scene);
            assertThat(bundle.kind()).isEqualTo("page-bundle");
            hides(bundle, hidden);
            assertThat(bundle.title()).isEqualTo("[SEV2] Restricted incident " + hidden.id());
            assertThat(bundle.facts().toString()).doesNotContain("ann").doesNotContain("bob");
        }
    }

    @Test
    void newsOfARestrictedIncidentAreHiddenToo() {
        try (Scene scene = scene(PageUrgency.LOW)) {
            Incident open = declare(scene, Trouble.of("first", CHECKOUT, Severity.SEV2, "slow"));
            Incident other = declare(scene, Trouble.of("other", CHECKOUT, Severity.SEV2, "slower"));
            Incident hidden = secret(scene, Severity.SEV2);
            scene.incidents.resolve(open.id(), "", SAM);
            scene.settle();
            scene.incidents.resolve(other.id(), "", SAM);
            scene.incidents.resolve(hidden.id(), "", SAM);
            scene.passMinutes(11);
            Notification bundle = last(scene);
            assertThat(bundle.kind()).isEqualTo("news-bundle");
            hides(bundle, hidden);
            assertThat(bundle.body()).contains("slower");
        }
    }
}
