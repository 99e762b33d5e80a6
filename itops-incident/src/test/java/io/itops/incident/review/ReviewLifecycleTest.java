package io.itops.incident.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Ref;
import io.itops.incident.workflow.IncidentId;
import io.itops.testkit.lifecycle.LifecycleModel;
import io.itops.testkit.lifecycle.LifecycleProperties;
import io.itops.testkit.lifecycle.LifecycleReport;
import io.itops.testkit.lifecycle.WorkflowMoves;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewLifecycleTest {
    private static final IncidentId INCIDENT = IncidentId.of("i1");
    private static final Instant NOW = WorkflowMoves.NOW;
    private static final ContributingFactor FACTOR = new ContributingFactor(FactorKind.TECHNICAL, "a limit", List.of());
    private static final ReviewContent CONTENT =
            new ReviewContent("it was slow", List.of(), List.of(), List.of(FACTOR));

    @Test
    void everyReviewTakesTheActionsOfTheTableAndRefusesAllOthers() {
        List<ReviewCommand> commands = List.of(
                new ReviewCommand.Start(INCIDENT, CONTENT, Optional.empty()),
                new ReviewCommand.Edit(CONTENT.withSummary("it was very slow")),
                new ReviewCommand.DateFault(Instant.parse("2026-01-03T00:00:00Z"), "the log says so"),
                new ReviewCommand.Assign(Optional.of("bob"), Optional.of(NOW.plus(Duration.ofHours(1)))),
                new ReviewCommand.Submit(),
                new ReviewCommand.Return("not yet"),
                new ReviewCommand.Agree(1),
                new ReviewCommand.Agree(2),
                new ReviewCommand.Publish(),
                new ReviewCommand.Reopen("there is more"),
                new ReviewCommand.ReminderTimeout(),
                new ReviewCommand.DueTimeout());
        var moves = WorkflowMoves.of(ReviewWorkflow.WORKFLOW, "i1", Given.facts(), commands)
                .refusing((review, command) -> command instanceof ReviewCommand.Agree agree
                        && agree.contentVersion() != review.contentVersion())
                .staying((review, command) -> command instanceof ReviewCommand.DueTimeout
                        || (command instanceof ReviewCommand.ReminderTimeout
                                && review.due()
                                        .filter(due -> due.isBefore(NOW.plus(Duration.ofDays(1))))
                                        .isEmpty())
                        || (command instanceof ReviewCommand.Edit edit
                                && edit.content().equals(review.content()))
                        || (command instanceof ReviewCommand.DateFault
                                && review.faultBeganAt().isPresent())
                        || (command instanceof ReviewCommand.Assign
                                && review.facilitator().isPresent()));
        LifecycleModel<ReviewState, ReviewAction> model = LifecycleModel.of(ReviewState.class, ReviewAction.class, """
                        -         START EDIT      DATE_FAULT ASSIGN    SUBMIT    RETURN AGREE  PUBLISH   REOPEN    REMINDER_TIMEOUT DUE_TIMEOUT
                        -         DRAFT .         .          .         .         .      .      .         .         .                .
                        DRAFT     .     DRAFT     DRAFT      DRAFT     IN_REVIEW .      .      .         .         DRAFT            DRAFT
                        IN_REVIEW .     IN_REVIEW IN_REVIEW  IN_REVIEW .         DRAFT  AGREED .         .         IN_REVIEW        IN_REVIEW
                        AGREED    .     .         AGREED     .         .         .      .      PUBLISHED IN_REVIEW .                .
                        PUBLISHED .     .         PUBLISHED  .         .         .      .      .         IN_REVIEW .                .
                        """);
        LifecycleReport report = LifecycleProperties.check(ReviewWorkflow.LIFECYCLE, model.driving(moves));
        assertThat(report.chains()).isEqualTo(200);
    }

    @Test
    void everyLessonTakesTheActionsOfTheTableAndRefusesAllOthers() {
        Ref rule = Ref.of("alert-rule", "errors");
        List<LessonCommand> commands = List.of(
                new LessonCommand.Propose("l1", INCIDENT, "alert earlier", List.of(rule)),
                new LessonCommand.Reword("alert much earlier", List.of(rule)),
                new LessonCommand.Accept(),
                new LessonCommand.Reject("too loud"),
                new LessonCommand.Complete("done in the rule file"),
                new LessonCommand.Complete(""),
                new LessonCommand.Reopen("it was taken back"),
                new LessonCommand.Publish(io.itops.incident.knowledge.KnowledgeId.of("k1")));
        List<LessonCheck> unseen = List.of(new LessonCheck(rule, Optional.empty()));
        var moves = WorkflowMoves.of(LessonCommand.WORKFLOW, "l1", Given.facts(unseen), commands)
                .refusing((lesson, command) -> (command instanceof LessonCommand.Complete complete
                                && complete.confirmation().isBlank())
                        || (command instanceof LessonCommand.Publish
                                && lesson.entry().isPresent()));
        LifecycleModel<LessonState, LessonAction> model = LifecycleModel.of(LessonState.class, LessonAction.class, """
                        -        PROPOSE  REWORD   ACCEPT   REJECT   COMPLETE REOPEN   PUBLISH
                        -        PROPOSED .        .        .        .        .        .
                        PROPOSED .        PROPOSED ACCEPTED REJECTED .        .        PROPOSED
                        ACCEPTED .        .        .        REJECTED DONE     .        ACCEPTED
                        DONE     .        .        .        .        .        ACCEPTED DONE
                        REJECTED .        .        .        .        .        PROPOSED .
                        """);
        LifecycleReport report = LifecycleProperties.check(LessonCommand.LIFECYCLE, model.driving(moves));
        assertThat(report.chains()).isEqualTo(200);
    }
}
