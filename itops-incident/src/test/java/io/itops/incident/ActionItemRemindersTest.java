package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Severity;
import io.itops.core.catalog.CatalogContent;
import io.itops.core.catalog.Service;
import io.itops.core.catalog.Team;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.review.ActionItem;
import io.itops.incident.review.ActionItemCommand;
import io.itops.incident.review.ReviewOptions;
import io.itops.incident.review.Reviews;
import io.itops.incident.workflow.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActionItemRemindersTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Scene scene = Scene.of(IncidentOptions.builder()
            .policy(Scene.annThenBob())
            .contacts(person -> {
                if (person.equals("gone")) {
                    throw new IllegalStateException("nobody knows " + person);
                }
                return Contacts.through("pager").of(person);
            })
            .reviews(ReviewOptions.builder().remindItem(DAY).build())
            .build());
    private final Reviews reviews = scene.incidents.reviews();
    private final Incident incident = scene.fire(Severity.SEV2, "error rate above 5 %");

    @AfterEach
    void close() {
        scene.close();
    }

    private ActionItem add(String owner, int days) {
        return reviews.add(
                incident.id(),
                "widen the pool",
                owner.isEmpty() ? Optional.empty() : Optional.of(owner),
                scene.clock.instant().plus(Duration.ofDays(days)),
                ANN);
    }

    private List<String> news() {
        return scene.sent().stream()
                .filter(sent -> sent.startsWith("action-item"))
                .toList();
    }

    @Test
    void theOwnerIsRemindedADayBeforeAndToldWhenItIsOverdue() {
        ActionItem item = add("cat", 3);
        scene.pass(DAY.multipliedBy(2).minusSeconds(1));
        assertThat(news()).isEmpty();
        scene.pass(Duration.ofSeconds(1));
        assertThat(news()).containsExactly("action-item-due:cat");
        assertThat(reviews.overdue(scene.clock.instant())).isEmpty();
        scene.pass(DAY);
        assertThat(news()).containsExactly("action-item-due:cat", "action-item-overdue:cat");
        assertThat(reviews.overdue(scene.clock.instant()))
                .extracting(ActionItem::id)
                .containsExactly(item.id());
        assertThat(scene.ops.journal().about(item.ref()))
                .extracting(entry -> entry.event().type())
                .containsSubsequence("action-item.added", "action-item.reminded", "action-item.overdue");
        assertThat(scene.meters.get("itops.incident.items.overdue").counter().count())
                .isEqualTo(1);
        scene.pass(DAY.multipliedBy(30));
        assertThat(news()).as("once").hasSize(2);
    }

    @Test
    void whereNobodyCanBeToldTheJournalSaysSoAndAMeterCounts() {
        ActionItem item = add("gone", 3);
        scene.pass(DAY.multipliedBy(4));
        assertThat(news()).isEmpty();
        assertThat(scene.ops.journal().about(item.ref()))
                .filteredOn(entry -> entry.event().type().equals("action-item.nobody-told"))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.event().summary())
                        .startsWith("nobody could be told: ")
                        .endsWith("widen the pool; cannot be reached: gone"));
        assertThat(scene.meters.get("itops.incident.reviews.untold").counter().count())
                .isEqualTo(2);
    }

    @Test
    void aDateThatMovesTakesItsTimersAlong() {
        ActionItem item = add("cat", 3);
        Instant later = scene.clock.instant().plus(DAY.multipliedBy(10));
        reviews.execute(item.id(), new ActionItemCommand.Assign(Optional.of("dan"), later), ANN)
                .orElseThrow();
        scene.pass(DAY.multipliedBy(8));
        assertThat(news()).isEmpty();
        scene.pass(DAY.multipliedBy(2));
        assertThat(news()).containsExactly("action-item-due:dan", "action-item-overdue:dan");
        reviews.execute(item.id(), new ActionItemCommand.Assign(Optional.of("dan"), later.plus(DAY)), ANN)
                .orElseThrow();
        scene.pass(DAY);
        assertThat(news()).as("another date is overdue anew").hasSize(3);
    }

    @Test
    void whatIsDoneRemindsNobodyAndWhatIsReopenedIsDueAgain() {
        ActionItem item = add("cat", 3);
        reviews.execute(item.id(), new ActionItemCommand.Complete(""), ANN).orElseThrow();
        scene.pass(DAY.multipliedBy(5));
        assertThat(news()).isEmpty();
        reviews.execute(item.id(), new ActionItemCommand.Reopen("not enough"), ANN)
                .orElseThrow();
        scene.settle();
        assertThat(news()).as("its date is over").containsExactly("action-item-overdue:cat");
    }

    @Test
    void whereNobodyOwnsItTheFacilitatorIsToldAndElseTheTeam() {
        scene.ops
                .catalog()
                .define(
                        CatalogContent.builder()
                                .team(new Team(
                                        io.itops.core.TeamId.of("shop"),
                                        "shop",
                                        List.of(
                                                io.itops.core.Actor.user("eve"),
                                                io.itops.core.Actor.user("gone"),
                                                io.itops.core.Actor.user("fay"))))
                                .service(Service.builder("checkout")
                                        .owner("shop")
                                        .build())
                                .build(),
                        ANN);
        add("", 1);
        scene.pass(DAY);
        assertThat(news()).containsExactlyInAnyOrder("action-item-overdue:eve", "action-item-overdue:fay");
        scene.incidents.resolve(incident.id(), "", ANN);
        reviews.start(incident.id(), Optional.of("cat"), ANN);
        add("gone", 1);
        scene.pass(DAY);
        assertThat(news().subList(2, 3)).containsExactly("action-item-overdue:cat");
    }

    @Test
    void aReminderThatIsOvertakenBeforeItIsSentIsDropped() {
        ActionItem item = add("cat", 1);
        scene.clock.set(scene.clock.instant().plus(DAY));
        reviews.execute(item.id(), new ActionItemCommand.Complete(""), ANN).orElseThrow();
        scene.settle();
        assertThat(news()).isEmpty();
    }
}
