package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.NotFoundException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.catalog.CatalogContent;
import io.itops.core.catalog.Service;
import io.itops.core.signal.Fingerprint;
import io.itops.core.signal.Signal;
import io.itops.incident.review.ActionItem;
import io.itops.incident.review.ActionItemCommand;
import io.itops.incident.review.Likeness;
import io.itops.incident.review.PastIncident;
import io.itops.incident.review.PastIncidents;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PastIncidentsTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final ServiceId LEDGER = ServiceId.of("ledger");

    private final Scene scene = Scene.of(IncidentOptions.builder()
            .policy(Scene.annThenBob())
            .closeAfter(Optional.empty())
            .build());

    @AfterEach
    void close() {
        scene.close();
    }

    private Incident declared(String key, ServiceId service, String summary) {
        Incident incident = scene.incidents.declare(Trouble.of(key, service, Severity.SEV3, summary), Scene.ANN);
        scene.incidents.resolve(incident.id(), "", Scene.ANN);
        scene.incidents.close(incident.id(), "", Scene.ANN);
        scene.pass(Duration.ofDays(1));
        return incident;
    }

    private PastIncidents past(Incident incident, int hops) {
        return scene.incidents.reviews().past(incident.id(), MONTH, hops);
    }

    @Test
    void whatIsNewHasNoPast() {
        Incident first = declared("k1", Scene.CHECKOUT, "errors");
        assertThat(past(first, 3).incidents()).isEmpty();
        assertThat(past(first, 3).sentence()).isEqualTo("not seen in 30 d before");
    }

    @Test
    void theSameKeyComesFirstThenTheSameTroubleThenThatOfServicesNearby() {
        scene.ops
                .catalog()
                .define(
                        CatalogContent.builder()
                                .service(Service.builder("checkout").build())
                                .service(Service.builder("ledger").build())
                                .service(Service.builder("mail").build())
                                .dependsOn(Scene.CHECKOUT.ref(), LEDGER.ref())
                                .build(),
                        Scene.ANN);
        Incident near = declared("k-ledger", LEDGER, "queue of shop-17 is 93 % full");
        Incident alike = declared("k-2", Scene.CHECKOUT, "Queue of shop-4 is 99 % full");
        declared("k-mail", ServiceId.of("mail"), "queue of shop-5 is 91 % full");
        declared("k-other", Scene.CHECKOUT, "certificate has expired");
        Incident same = declared("k-1", Scene.CHECKOUT, "something else altogether");
        Incident now = declared("k-1", Scene.CHECKOUT, "queue of shop-9 is 95 % full");
        assertThat(past(now, 3).incidents())
                .extracting(PastIncident::incident, PastIncident::likeness, PastIncident::distance)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(same.id(), Likeness.SAME_KEY, 0),
                        org.assertj.core.groups.Tuple.tuple(alike.id(), Likeness.SAME_FINGERPRINT, 0),
                        org.assertj.core.groups.Tuple.tuple(near.id(), Likeness.NEAR_SERVICE, 1));
        assertThat(past(now, 0).incidents()).as("the same service alone").hasSize(2);
        assertThat(past(now, 3).count(Likeness.SAME_FINGERPRINT)).isEqualTo(2);
    }

    @Test
    void whatLiesTooFarBackDoesNotCount() {
        declared("k1", Scene.CHECKOUT, "errors");
        scene.pass(Duration.ofDays(28));
        Incident edge = declared("k1", Scene.CHECKOUT, "errors");
        assertThat(past(edge, 0).incidents()).hasSize(1);
        scene.pass(Duration.ofDays(29));
        assertThat(past(declared("k1", Scene.CHECKOUT, "errors"), 0).incidents())
                .as("30 days to the microsecond")
                .hasSize(1);
        scene.pass(Duration.ofDays(30));
        assertThat(past(declared("k1", Scene.CHECKOUT, "errors"), 0).incidents())
                .isEmpty();
    }

    @Test
    void aFalseAlarmIsNoPast() {
        Incident wrong = scene.incidents.declare(Trouble.of("k1", Scene.CHECKOUT, Severity.SEV3, "errors"), Scene.ANN);
        scene.incidents.cancel(wrong.id(), "a test", Scene.ANN);
        scene.passMinutes(1);
        assertThat(past(declared("k1", Scene.CHECKOUT, "errors"), 0).incidents())
                .isEmpty();
    }

    @Test
    void theLastReviewsOpenActionIsTold() {
        Incident first = declared("k1", Scene.CHECKOUT, "errors");
        scene.incidents.reviews().add(first.id(), "widen the pool", Optional.empty(), scene.minute(100_000), Scene.ANN);
        Incident second = declared("k1", Scene.CHECKOUT, "errors");
        assertThat(past(second, 0).sentence())
                .isEqualTo("seen once in 30 d before, last review's action still open: widen the pool");
    }

    @Test
    void anActionThatWasDoneAndDidNotHelpIsTold() {
        Incident first = declared("k1", Scene.CHECKOUT, "errors");
        ActionItem item = scene.incidents
                .reviews()
                .add(first.id(), "widen the pool", Optional.empty(), scene.minute(100_000), Scene.ANN);
        scene.incidents.reviews().execute(item.id(), new ActionItemCommand.Complete(""), Scene.ANN);
        scene.passMinutes(1);
        Incident second = declared("k1", Scene.CHECKOUT, "errors");
        assertThat(past(second, 0).incidents().get(0).done())
                .extracting(ActionItem::title)
                .containsExactly("widen the pool");
        assertThat(past(second, 0).sentence())
                .isEqualTo("seen once in 30 d before, though this was done after the last one: widen the pool");
        assertThat(past(first, 0).incidents())
                .as("the later one is not the past of the earlier")
                .isEmpty();
    }

    @Test
    void theFingerprintLeavesOutWhatChanges() {
        assertThat(fingerprint("Disk 3 of host 0af93bd21c77 is 97.5 % full"))
                .isEqualTo(fingerprint("disk  12 of host  7bb0c2d9e1f0 is 99 % full"));
        assertThat(fingerprint("disk full")).isNotEqualTo(fingerprint("disk fault"));
        assertThat(fingerprint("deadbeef is down").text())
                .as("a word of letters stays")
                .contains("deadbeef");
        assertThat(labelled("HighLatency", "p99 of a is 3 s").facts().fingerprint())
                .isEqualTo(labelled("HighLatency", "quite another text").facts().fingerprint());
    }

    private Fingerprint fingerprint(String summary) {
        Incident incident =
                scene.incidents.declare(Trouble.of("k " + summary, Scene.CHECKOUT, Severity.SEV3, summary), Scene.ANN);
        return incident.facts().fingerprint();
    }

    private Incident labelled(String rule, String summary) {
        String key = rule + summary;
        scene.ops.accept(
                Signal.firing(key, Scene.CHECKOUT, Severity.SEV3, summary).withLabels(Map.of("alertname", rule)));
        scene.settle();
        return scene.incidents.open(key).orElseThrow();
    }

    @Test
    void badQuestionsAreRefused() {
        Incident incident = declared("k1", Scene.CHECKOUT, "errors");
        assertThatThrownBy(() -> scene.incidents.reviews().past(incident.id(), Duration.ZERO, 1))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> scene.incidents.reviews().past(incident.id(), MONTH, -1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("greatest distance");
        assertThatThrownBy(() -> scene.incidents.reviews().past(IncidentId.of("none"), MONTH, 1))
                .isInstanceOf(NotFoundException.class);
    }
}
