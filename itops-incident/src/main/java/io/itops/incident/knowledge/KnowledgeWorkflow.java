package io.itops.incident.knowledge;

import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;

/**
 * The table that every knowledge entry goes through, and what is called after it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class KnowledgeWorkflow {
    /** The table. */
    public static final Lifecycle<KnowledgeState, KnowledgeAction> LIFECYCLE = Lifecycle.builder(
                    "knowledge-entry", KnowledgeState.class, KnowledgeAction.class)
            .start(KnowledgeAction.DRAFT, KnowledgeState.DRAFT)
            .stay(KnowledgeState.DRAFT, KnowledgeAction.EDIT, KnowledgeAction.HELP, KnowledgeAction.LINK)
            .on(KnowledgeState.DRAFT, KnowledgeAction.SUBMIT, KnowledgeState.IN_REVIEW)
            .on(KnowledgeState.DRAFT, KnowledgeAction.RETIRE, KnowledgeState.RETIRED)
            .stay(KnowledgeState.IN_REVIEW, KnowledgeAction.HELP, KnowledgeAction.LINK)
            .on(KnowledgeState.IN_REVIEW, KnowledgeAction.RETURN, KnowledgeState.DRAFT)
            .on(KnowledgeState.IN_REVIEW, KnowledgeAction.PUBLISH, KnowledgeState.PUBLISHED)
            .on(KnowledgeState.IN_REVIEW, KnowledgeAction.RETIRE, KnowledgeState.RETIRED)
            .stay(
                    KnowledgeState.PUBLISHED,
                    KnowledgeAction.CONFIRM,
                    KnowledgeAction.REMIND,
                    KnowledgeAction.HELP,
                    KnowledgeAction.LINK)
            .on(KnowledgeState.PUBLISHED, KnowledgeAction.REVISE, KnowledgeState.DRAFT)
            .on(KnowledgeState.PUBLISHED, KnowledgeAction.RETIRE, KnowledgeState.RETIRED)
            .on(KnowledgeState.RETIRED, KnowledgeAction.RESTORE, KnowledgeState.DRAFT)
            .internal(KnowledgeAction.REMIND)
            .label(KnowledgeState.DRAFT, "in draft")
            .end(KnowledgeState.PUBLISHED, KnowledgeState.RETIRED)
            .build();

    /** Runs commands on knowledge entries. */
    public static final Workflow<KnowledgeEntry, KnowledgeState, KnowledgeAction, KnowledgeEvent> WORKFLOW =
            Workflow.of(KnowledgeEntry.TYPE, LIFECYCLE, KnowledgeEntry::state, KnowledgeEvents.FAMILY);

    /** The job type of the timer that reminds of a review. */
    public static final String REVIEW_JOB = "knowledge.review-due";

    static final String REVIEW_TIMER = "review";

    private KnowledgeWorkflow() {}
}
