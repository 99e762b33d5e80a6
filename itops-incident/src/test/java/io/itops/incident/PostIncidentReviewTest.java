package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static io.itops.incident.Scene.CHECKOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.NotFoundException;
import io.itops.core.Reason;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.Severity;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.time.Window;
import io.itops.incident.knowledge.KnowledgeBase;
import io.itops.incident.metrics.IncidentTimes;
import io.itops.incident.metrics.MetricsRow;
import io.itops.incident.metrics.Resampling;
import io.itops.incident.metrics.TimeTo;
import io.itops.incident.review.ContributingFactor;
import io.itops.incident.review.Evidence;
import io.itops.incident.review.FactorKind;
import io.itops.incident.review.Lesson;
import io.itops.incident.review.LessonCheck;
import io.itops.incident.review.LessonCommand;
import io.itops.incident.review.LessonState;
import io.itops.incident.review.Measure;
import io.itops.incident.review.Review;
import io.itops.incident.review.ReviewCommand;
import io.itops.incident.review.ReviewOptions;
import io.itops.incident.review.ReviewState;
import io.itops.incident.review.ReviewTarget;
import io.itops.incident.review.Reviews;
import io.itops.incident.review.TimelineEntry;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostIncidentReviewTest {
    private static final Ref RULE = Ref.of("alert-rule", "checkout-errors");
    private static final Ref RUNBOOK = Ref.of("runbook", "checkout");

    private final Scene scene = Scene.of(IncidentOptions.builder()
            .policy(Scene.annThenBob())
            .reviews(ReviewOptions.builder()
                    .target(Severity.SEV1, ReviewTarget.days(3))
                    .build())
            .build());
    private final Reviews reviews = scene.incidents.reviews();

    @AfterEach
    void close() {
        scene.close();
    }

    private Incident resolved(Severity severity) {
        Incident incident = scene.fire(severity, "error rate above 5 %");
        scene.incidents.acknowledge(incident.id(), BOB);
        scene.passMinutes(7);
        return scene.incidents.resolve(incident.id(), "rolled back", BOB);
    }

    private static List<String> codes(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome)
                .reasons().stream().map(Reason::code).toList();
    }

    private Versioned<Review> review(IncidentId id) {
        return reviews.review(id).orElseThrow();
    }

    @Test
    void aReviewBeginsWithWhatFactsSayAndGoesOnToItsPublication() {
        Incident incident = resolved(Severity.SEV1);
        Review begun = reviews.start(incident.id(), Optional.of("cat"), ANN);
        assertThat(begun.content().summary()).contains("It was acknowledged by bob", "resolved after 7 min");
        assertThat(begun.content().wentWell()).isNotEmpty();
        assertThat(begun.due())
                .as("three days from the resolution")
                .contains(incident.resolvedAt().orElseThrow().plus(Duration.ofDays(3)));

        TimelineEntry page = reviews.timeline(incident.id()).entries().stream()
                .filter(entry -> entry.type().equals("incident.paged"))
                .findFirst()
                .orElseThrow();
        ContributingFactor factor = new ContributingFactor(
                FactorKind.PROCESS, "the pool was shrunk without a rehearsal", List.of(Evidence.of(page, "the page")));
        reviews.edit(review(incident.id()), begun.content().with(factor), ANN);
        reviews.execute(incident.id(), new ReviewCommand.Submit(), ANN).orElseThrow();
        assertThat(codes(reviews.execute(incident.id(), new ReviewCommand.Agree(1), BOB)))
                .as("another version was read")
                .containsExactly("other-content");
        Review agreed =
                reviews.execute(incident.id(), new ReviewCommand.Agree(2), BOB).orElseThrow();
        assertThat(agreed.agreement().orElseThrow().by()).isEqualTo(BOB);
        assertThat(reviews.execute(incident.id(), new ReviewCommand.Edit(begun.content()), ANN)
                        .kind())
                .as("what is agreed stays as it is")
                .isEqualTo(Outcome.Kind.REFUSED);
        assertThat(reviews.execute(incident.id(), new ReviewCommand.Publish(), ANN)
                        .orElseThrow()
                        .publishedAt())
                .contains(scene.clock.instant());
        Review again = reviews.execute(incident.id(), new ReviewCommand.Reopen("a log was found"), ANN)
                .orElseThrow();
        assertThat(again.state()).isEqualTo(ReviewState.IN_REVIEW);
        assertThat(again.agreement()).isEmpty();
        assertThat(again.publishedAt()).isEmpty();
        assertThat(scene.ops.journal().about(begun.ref()))
                .extracting(entry -> entry.event().type())
                .containsExactly(
                        "incident-review.started",
                        "incident-review.edited",
                        "incident-review.submitted",
                        "incident-review.agreed",
                        "incident-review.published",
                        "incident-review.reopened");
    }

    @Test
    void whatGoesOnHasNoReviewAndThereIsOneForAnIncident() {
        Incident incident = scene.fire();
        assertThatThrownBy(() -> reviews.start(incident.id(), Optional.empty(), ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("triggered");
        scene.incidents.resolve(incident.id(), "", ANN);
        reviews.start(incident.id(), Optional.empty(), ANN);
        assertThatThrownBy(() -> reviews.start(incident.id(), Optional.empty(), ANN))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> reviews.start(IncidentId.of("unknown"), Optional.empty(), ANN))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> reviews.execute(IncidentId.of("unknown"), new ReviewCommand.Submit(), ANN))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void twoWhoWriteAtOnceDoNotOverwriteEachOther() {
        Incident incident = resolved(Severity.SEV1);
        Review begun = reviews.start(incident.id(), Optional.empty(), ANN);
        Versioned<Review> seen = review(incident.id());
        reviews.edit(seen, begun.content().withSummary("by ann"), ANN);
        assertThatThrownBy(() -> reviews.edit(seen, begun.content().withSummary("by bob"), BOB))
                .isInstanceOf(ConflictException.class);
        assertThat(review(incident.id()).value().content().summary()).isEqualTo("by ann");
    }

    @Test
    void nothingIsAgreedThatSaysNoFactorAndNoEvidenceMayBeMadeUp() {
        Incident incident = resolved(Severity.SEV1);
        Review begun = reviews.start(incident.id(), Optional.empty(), ANN);
        ContributingFactor madeUp = new ContributingFactor(
                FactorKind.TECHNICAL,
                "a limit",
                List.of(new Evidence(incident.id().ref(), Optional.of(99_999L), "")));
        assertThat(codes(reviews.execute(
                        incident.id(), new ReviewCommand.Edit(begun.content().with(madeUp)), ANN)))
                .containsExactly("no-entry");
        ContributingFactor ofAnother = new ContributingFactor(
                FactorKind.TECHNICAL, "a limit", List.of(new Evidence(RULE, Optional.of(1L), "")));
        assertThat(codes(reviews.execute(
                        incident.id(), new ReviewCommand.Edit(begun.content().with(ofAnother)), ANN)))
                .as("there is such an entry, but about something else")
                .containsExactly("no-entry");
        reviews.execute(incident.id(), new ReviewCommand.Submit(), ANN);
        assertThat(codes(reviews.execute(incident.id(), new ReviewCommand.Agree(1), ANN)))
                .containsExactly("no-factors");
    }

    @Test
    void aReviewThatIsNotAgreedInTimeIsRemindedOfAndThenOverdue() {
        Incident incident = resolved(Severity.SEV1);
        Instant due = incident.resolvedAt().orElseThrow().plus(Duration.ofDays(3));
        reviews.start(incident.id(), Optional.of("cat"), ANN);
        scene.pass(Duration.ofDays(2).minusSeconds(1));
        assertThat(scene.sent()).doesNotContain("review-due:cat");
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.sent()).contains("review-due:cat").doesNotContain("review-overdue:cat");
        assertThat(reviews.overdueReviews(scene.clock.instant())).isEmpty();
        scene.pass(Duration.ofDays(1));
        assertThat(scene.sent()).containsOnlyOnce("review-overdue:cat");
        assertThat(reviews.overdueReviews(scene.clock.instant()))
                .extracting(Review::due)
                .containsExactly(Optional.of(due));
        assertThat(scene.meters.get("itops.incident.reviews.overdue").counter().count())
                .isEqualTo(1);
        reviews.execute(
                        incident.id(),
                        new ReviewCommand.Assign(Optional.of("dan"), Optional.of(due.plus(Duration.ofDays(5)))),
                        ANN)
                .orElseThrow();
        scene.pass(Duration.ofDays(6));
        assertThat(scene.sent())
                .as("a date that moves takes its timers along")
                .containsOnlyOnce("review-due:dan", "review-overdue:dan");
    }

    @Test
    void anAgreedReviewRemindsNobody() {
        Incident incident = resolved(Severity.SEV1);
        Review begun = reviews.start(incident.id(), Optional.of("cat"), ANN);
        reviews.edit(
                review(incident.id()),
                begun.content().with(new ContributingFactor(FactorKind.EXTERNAL, "the network", List.of())),
                ANN);
        reviews.execute(incident.id(), new ReviewCommand.Submit(), ANN).orElseThrow();
        reviews.execute(incident.id(), new ReviewCommand.Agree(2), ANN).orElseThrow();
        scene.pass(Duration.ofDays(10));
        assertThat(scene.sent()).noneMatch(sent -> sent.startsWith("review-"));
        assertThat(resolvedWithoutTarget().due()).as("no target, no date").isEmpty();
    }

    private Review resolvedWithoutTarget() {
        scene.over();
        scene.pass(Duration.ofDays(10));
        return reviews.start(resolved(Severity.SEV4).id(), Optional.empty(), ANN);
    }

    @Test
    void theFaultIsDatedBeforeTheOpening() {
        Incident incident = resolved(Severity.SEV1);
        reviews.start(incident.id(), Optional.empty(), ANN);
        assertThat(codes(reviews.execute(
                        incident.id(),
                        new ReviewCommand.DateFault(incident.openedAt().plusSeconds(1), "a log"),
                        ANN)))
                .containsExactly("after-opening");
        Instant began = incident.openedAt().minusSeconds(600);
        assertThat(reviews.execute(incident.id(), new ReviewCommand.DateFault(began, "a log"), ANN)
                        .orElseThrow()
                        .faultBeganAt())
                .contains(began);
    }

    @Test
    void whatTheReviewFoundOutReachesTheMetricsAndTheDraft() {
        Incident incident = resolved(Severity.SEV1);
        Window year = new Window(scene.minute(-100), scene.minute(600_000));
        assertThat(rowOf(year, TimeTo.DETECT)).as("nobody has said it").isEmpty();
        reviews.start(incident.id(), Optional.empty(), ANN);
        Instant began = incident.openedAt().minusSeconds(600);
        reviews.execute(incident.id(), new ReviewCommand.DateFault(began, "a log"), ANN)
                .orElseThrow();
        assertThat(scene.incidents.analyses().times(year))
                .extracting(IncidentTimes::faultBeganAt)
                .containsExactly(Optional.of(began));
        assertThat(rowOf(year, TimeTo.DETECT)).isPresent();
        Measure detect = reviews.draft(incident.id()).measures().get(0);
        assertThat(detect)
                .as("one definition")
                .isEqualTo(new Measure(
                        "time to detect",
                        TimeTo.DETECT.from(),
                        TimeTo.DETECT.to(),
                        Optional.of(Duration.ofMinutes(10))));
        assertThat(reviews.draft(incident.id()).impactStart()).isEqualTo(began);
    }

    private Optional<MetricsRow> rowOf(Window window, TimeTo measure) {
        return scene.incidents.analyses().metrics(window, Resampling.seeded(1)).rows().stream()
                .filter(row -> row.measured().measure() == measure)
                .findFirst();
    }

    @Test
    void allPagesOfIncidentsAreMeasured() {
        for (int i = 0; i < 1_100; i++) {
            scene.incidents.enqueue(
                    io.itops.incident.workflow.Trouble.of("k" + i, CHECKOUT, Severity.SEV4, "errors"), "desk", ANN);
        }
        scene.passMinutes(1);
        assertThat(scene.incidents.analyses().times(new Window(scene.minute(0), scene.minute(1))))
                .hasSize(1_100);
        assertThat(scene.incidents.analyses().times(new Window(scene.minute(1), scene.minute(2))))
                .isEmpty();
    }

    @Test
    void aLessonIsDoneWhenTheJournalShowsItOrAPersonSaysSo() {
        Incident incident = resolved(Severity.SEV1);
        journal("runbook.updated", RUNBOOK);
        Lesson lesson = reviews.lessons()
                .propose(incident.id(), "alert on the pool, and say how to widen it", List.of(RULE, RUNBOOK), ANN);
        reviews.lessons().execute(lesson.id(), new LessonCommand.Accept(), ANN).orElseThrow();
        assertThat(reviews.lessons().check(lesson.id()))
                .as("what was changed before does not count")
                .extracting(LessonCheck::change)
                .containsOnly(Optional.empty());
        assertThat(codes(reviews.lessons().execute(lesson.id(), new LessonCommand.Complete(""), ANN)))
                .containsExactly("not-verified");
        journal("runbook.updated", RUNBOOK);
        assertThat(reviews.lessons()
                        .check(lesson.id())
                        .get(1)
                        .change()
                        .orElseThrow()
                        .by())
                .isEqualTo(ANN);
        assertThat(codes(reviews.lessons()
                        .execute(lesson.id(), new LessonCommand.Complete("merged"), Actor.integration("bot"))))
                .as("a program cannot say what the journal does not show")
                .containsExactly("not-a-person");
        assertThat(reviews.lessons().owed()).extracting(Lesson::id).containsExactly(lesson.id());
        Lesson done = reviews.lessons()
                .execute(lesson.id(), new LessonCommand.Complete("the rule is in the rule file"), ANN)
                .orElseThrow();
        assertThat(done.checks().get(1).change()).isPresent();
        assertThat(done.checks().get(0).change()).isEmpty();
        assertThat(reviews.lessons().owed()).isEmpty();
        assertThat(reviews.lessons().of(incident.id())).containsExactly(done);
    }

    @Test
    void aChangeOfASchedulesRecordIsEvidence() {
        Incident incident = resolved(Severity.SEV1);
        Lesson lesson = reviews.lessons().propose(incident.id(), "own the service", List.of(CHECKOUT.ref()), ANN);
        reviews.lessons().execute(lesson.id(), new LessonCommand.Accept(), ANN).orElseThrow();
        scene.ops
                .catalog()
                .define(
                        io.itops.core.catalog.CatalogContent.builder()
                                .service(io.itops.core.catalog.Service.builder("checkout")
                                        .build())
                                .build(),
                        BOB);
        assertThat(reviews.lessons()
                        .execute(lesson.id(), new LessonCommand.Complete(""), Actor.integration("bot"))
                        .orElseThrow()
                        .state())
                .isEqualTo(LessonState.DONE);
    }

    @Test
    void aLessonBecomesAKnowledgeEntryOnce() {
        Incident incident = resolved(Severity.SEV1);
        Lesson lesson = reviews.lessons().propose(incident.id(), "widen the pool first", List.of(RUNBOOK), ANN);
        Lesson published = reviews.lessons().publish(lesson.id(), ANN);
        var entry = KnowledgeBase.attach(scene.ops).get(published.entry().orElseThrow());
        assertThat(entry.content().title()).isEqualTo("widen the pool first");
        assertThat(entry.content().text()).contains("error rate above 5 %", "Changes: runbook/checkout");
        assertThat(entry.origins())
                .containsExactlyInAnyOrder(lesson.ref(), incident.id().ref());
        assertThatThrownBy(() -> reviews.lessons().publish(lesson.id(), ANN)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> reviews.lessons().publish("unknown", ANN)).isInstanceOf(NotFoundException.class);
    }

    private void journal(String type, Ref subject) {
        scene.ops.run(ANN, unit -> unit.event(type, List.of(subject), type, Tree.Obj.of(Map.of())));
    }
}
