package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.CHECKOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.signal.IncidentFacts;
import io.itops.incident.review.ActionItemCommand;
import io.itops.incident.review.ProposedAction;
import io.itops.incident.review.ReviewMarkdown;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever the facade is given that makes no sense is refused with a typed error, and nothing of it is applied. */
class BadInputTest {
    @Test
    void everyWayInRefusesWhatMakesNoSenseAndAppliesNothing() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            IncidentId id = incident.id();
            Incidents all = scene.incidents;
            String tooLong = "x".repeat(10_001);
            Map<String, Runnable> bad = new LinkedHashMap<>();
            bad.put("dedup key must be given", () -> all.open(none()));
            bad.put("dedup key must be at most 200 characters", () -> all.open("k".repeat(201)));
            bad.put("incident id must be given", () -> all.get(none()));
            bad.put("query must be given", () -> all.list(none()));
            bad.put("trouble must be given", () -> all.declare(none(), ANN));
            bad.put("actor must be given", () -> all.acknowledge(id, none()));
            bad.put("incident id must be given, but was null", () -> all.acknowledge(none(), ANN));
            bad.put("command must be given", () -> all.execute(id, none(), ANN));
            bad.put("seen version must be given", () -> all.execute(id, none(), new IncidentCommand.Note("n"), ANN));
            bad.put("note must be at most 10000 characters", () -> all.note(id, tooLong, ANN));
            bad.put("note must not be blank", () -> all.note(id, "\n", ANN));
            bad.put("reason must not be blank", () -> all.cancel(id, " ", ANN));
            bad.put("note must be at most 1000 characters", () -> all.resolve(id, tooLong, ANN));
            bad.put("reason must be at most 1000 characters", () -> all.escalate(id, 1, tooLong, ANN));
            bad.put("note must be given", () -> all.mitigate(id, none(), ANN));
            bad.put("schedule must be given", () -> all.schedules().put(none(), ANN));
            bad.put("schedule id must be given", () -> all.schedules().remove(none(), ANN));
            bad.put("title must not be blank", () -> all.reviews().add(id, "", Optional.empty(), scene.minute(0), ANN));
            bad.put(
                    "title must be at most 300 characters",
                    () -> all.reviews().add(id, "x".repeat(301), Optional.empty(), scene.minute(0), ANN));
            bad.put("due instant must be given", () -> all.reviews().add(id, "t", Optional.empty(), none(), ANN));
            bad.put("owner must be given", () -> new ProposedAction("r", "t", none(), scene.minute(0)));
            bad.put("proposal must be given", () -> all.reviews().accept(id, none(), ANN));
            bad.put("reason must be given", () -> new ActionItemCommand.Drop(none()));
            bad.put("review draft must be given", () -> ReviewMarkdown.render(none()));
            bad.put(
                    "number of incidents must be 1 to 1000",
                    () -> IncidentQuery.newest().atMost(0));
            bad.put(
                    "window end must be after its start",
                    () -> IncidentQuery.newest().openedBetween(scene.minute(1), scene.minute(1)));
            bad.put("ops must be given", () -> Incidents.attach(none(), Scene.annThenBob()));
            bad.put(
                    "escalation policy must be given",
                    () -> IncidentOptions.builder().policy(none()));
            bad.put(
                    "time until closing must be positive",
                    () -> IncidentOptions.builder()
                            .policy(Scene.annThenBob())
                            .closeAfter(Optional.of(Duration.ZERO))
                            .build());
            bad.put(
                    "policy of a service must be given once",
                    () -> IncidentOptions.builder()
                            .policy(CHECKOUT, Scene.annThenBob())
                            .policy(CHECKOUT, Scene.annThenBob()));
            bad.put(
                    "notifier must be 1 to 64 of",
                    () -> IncidentOptions.builder().notifier("Not A Name"));
            long entries = scene.ops.journal().head().size();
            bad.forEach((message, call) -> assertThatThrownBy(call::run)
                    .as(message)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith(message));
            assertThat(scene.ops.journal().head().size()).isEqualTo(entries);
            assertThat(all.get(id)).isEqualTo(incident);
        }
    }

    @Test
    void theLargestInputsFit() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Map<String, String> labels = new LinkedHashMap<>();
            for (int i = 0; i < 64; i++) {
                labels.put("l" + i + "n".repeat(120), "\ud83d\ude80".repeat(1_024));
            }
            Trouble trouble = Trouble.of(
                            "\ud83d\ude80".repeat(200),
                            ServiceId.of("s".repeat(200)),
                            Severity.SEV1,
                            "\ud83d\ude80".repeat(300))
                    .withLabels(labels);
            Incident incident = scene.incidents.declare(trouble, ANN);
            scene.passMinutes(6);
            scene.incidents.note(incident.id(), "\ud83d\ude80".repeat(10_000), ANN);
            scene.incidents.escalate(
                    incident.id(), scene.incidents.current(incident.id()).version(), "r".repeat(1_000), ANN);
            scene.settle();
            scene.incidents.resolve(incident.id(), "n".repeat(1_000), ANN);
            scene.settle();
            assertThat(scene.sent())
                    .containsExactly("page:ann", "page:bob", "page:ann", "resolved:ann", "resolved:bob");
            assertThat(scene.ops.agenda().parked()).isEmpty();
            assertThat(scene.ops
                            .records()
                            .get(IncidentFacts.TYPE, incident.id().value())
                            .value()
                            .labels())
                    .hasSize(64);
            assertThat(ReviewMarkdown.render(scene.incidents.reviews().draft(incident.id())))
                    .isNotBlank();
        }
    }

    @SuppressWarnings("NullAway")
    private static <T> T none() {
        return null;
    }
}
