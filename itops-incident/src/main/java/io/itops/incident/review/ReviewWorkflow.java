package io.itops.incident.review;

import static io.itops.incident.review.ReviewAction.AGREE;
import static io.itops.incident.review.ReviewAction.ASSIGN;
import static io.itops.incident.review.ReviewAction.DATE_FAULT;
import static io.itops.incident.review.ReviewAction.DUE_TIMEOUT;
import static io.itops.incident.review.ReviewAction.EDIT;
import static io.itops.incident.review.ReviewAction.PUBLISH;
import static io.itops.incident.review.ReviewAction.REMINDER_TIMEOUT;
import static io.itops.incident.review.ReviewAction.REOPEN;
import static io.itops.incident.review.ReviewAction.RETURN;
import static io.itops.incident.review.ReviewAction.START;
import static io.itops.incident.review.ReviewAction.SUBMIT;
import static io.itops.incident.review.ReviewState.AGREED;
import static io.itops.incident.review.ReviewState.DRAFT;
import static io.itops.incident.review.ReviewState.IN_REVIEW;
import static io.itops.incident.review.ReviewState.PUBLISHED;

import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;

/**
 * The table that every review goes through, and what runs commands on reviews.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ReviewWorkflow {
    /** The table. */
    public static final Lifecycle<ReviewState, ReviewAction> LIFECYCLE = Lifecycle.builder(
                    "review", ReviewState.class, ReviewAction.class)
            .start(START, DRAFT)
            .stay(DRAFT, EDIT, ASSIGN, REMINDER_TIMEOUT, DUE_TIMEOUT)
            .stay(IN_REVIEW, EDIT, ASSIGN, REMINDER_TIMEOUT, DUE_TIMEOUT)
            .stayAnywhere(DATE_FAULT)
            .on(DRAFT, SUBMIT, IN_REVIEW)
            .on(IN_REVIEW, RETURN, DRAFT)
            .on(IN_REVIEW, AGREE, AGREED)
            .on(AGREED, PUBLISH, PUBLISHED)
            .on(AGREED, REOPEN, IN_REVIEW)
            .on(PUBLISHED, REOPEN, IN_REVIEW)
            .internal(REMINDER_TIMEOUT, DUE_TIMEOUT)
            .label(DRAFT, "a draft")
            .end(AGREED, PUBLISHED)
            .build();

    /** Runs commands on reviews. */
    public static final Workflow<Review, ReviewState, ReviewAction, ReviewEvent> WORKFLOW =
            Workflow.of(Review.TYPE, LIFECYCLE, Review::state, ReviewEvents.FAMILY);

    /** The job type of the timer that reminds of a review. */
    public static final String REMINDER_JOB = "incident-review.reminder";

    /** The job type of the timer of a due date. */
    public static final String DUE_JOB = "incident-review.due";

    static final FollowUp.Jobs JOBS = new FollowUp.Jobs(REMINDER_JOB, DUE_JOB);

    private ReviewWorkflow() {}
}
