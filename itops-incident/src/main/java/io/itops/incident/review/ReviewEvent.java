package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.incident.internal.JournalLines;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a review.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ReviewEvent extends WorkflowEvent<Review> {
    /**
     * It was begun.
     *
     * @param incident the incident
     * @param content what it says at first
     * @param facilitator who leads it
     * @param due until when it is to be agreed
     * @param at when
     */
    record Started(
            IncidentId incident, ReviewContent content, Optional<String> facilitator, Optional<Instant> due, Instant at)
            implements ReviewEvent {
        @Override
        public Review applyTo(@Nullable Review nothing) {
            return new Review(
                    incident,
                    ReviewState.DRAFT,
                    content,
                    1,
                    facilitator,
                    due,
                    Optional.empty(),
                    Optional.empty(),
                    at,
                    Optional.empty(),
                    false);
        }

        @Override
        public String summary() {
            return JournalLines.summary("review begun"
                    + facilitator.map(person -> ", led by " + person).orElse("")
                    + due.map(until -> ", to be agreed by " + until).orElse(""));
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(incident.ref());
        }
    }

    /**
     * What it says was changed.
     *
     * @param content all that it says
     * @param contentVersion the version that this makes
     */
    record Edited(ReviewContent content, int contentVersion) implements ReviewEvent {
        @Override
        public Review applyTo(@Nullable Review review) {
            return known(review).saying(content, contentVersion);
        }

        @Override
        public String summary() {
            return "review written, version " + contentVersion;
        }
    }

    /**
     * It was found when the fault began.
     *
     * @param faultBeganAt when it began
     * @param reason what shows it
     */
    record FaultDated(Instant faultBeganAt, String reason) implements ReviewEvent {
        @Override
        public Review applyTo(@Nullable Review review) {
            return known(review).faultFrom(faultBeganAt);
        }

        @Override
        public String summary() {
            return JournalLines.summary("the fault began at " + faultBeganAt + JournalLines.remark(reason));
        }
    }

    /**
     * It got another facilitator or another due date.
     *
     * @param facilitator who leads it
     * @param due until when it is to be agreed
     */
    record Assigned(Optional<String> facilitator, Optional<Instant> due) implements ReviewEvent {
        @Override
        public Review applyTo(@Nullable Review review) {
            return known(review).assigned(facilitator, due);
        }

        @Override
        public String summary() {
            return JournalLines.summary("review led by " + facilitator.orElse("nobody yet")
                    + due.map(until -> ", to be agreed by " + until).orElse(", without a due date"));
        }
    }

    /** It was given to be talked about. */
    record Submitted() implements ReviewEvent {
        @Override
        public Review applyTo(@Nullable Review review) {
            return known(review).in(ReviewState.IN_REVIEW);
        }

        @Override
        public String summary() {
            return "in review";
        }
    }

    /**
     * It was given back to be written.
     *
     * @param reason why
     */
    record Returned(String reason) implements ReviewEvent {
        @Override
        public Review applyTo(@Nullable Review review) {
            return known(review).in(ReviewState.DRAFT);
        }

        @Override
        public String summary() {
            return JournalLines.summary("given back to be written: " + reason);
        }
    }

    /**
     * What it says was agreed.
     *
     * @param agreement what was agreed, by whom and when
     */
    record Agreed(Agreement agreement) implements ReviewEvent {
        @Override
        public Review applyTo(@Nullable Review review) {
            return known(review).agreed(agreement);
        }

        @Override
        public String summary() {
            return "review agreed, version " + agreement.contentVersion();
        }
    }

    /**
     * What was agreed was published.
     *
     * @param contentVersion the version of the content
     * @param at when
     */
    record Published(int contentVersion, Instant at) implements ReviewEvent {
        @Override
        public Review applyTo(@Nullable Review review) {
            return known(review).published(at);
        }

        @Override
        public String summary() {
            return "review published, version " + contentVersion;
        }
    }

    /**
     * The agreement was taken back.
     *
     * @param reason why
     */
    record Reopened(String reason) implements ReviewEvent {
        @Override
        public Review applyTo(@Nullable Review review) {
            return known(review).reopened();
        }

        @Override
        public String summary() {
            return JournalLines.summary("review reopened: " + reason);
        }
    }

    /**
     * Its people were reminded of the due date.
     *
     * @param due until when it is to be agreed
     */
    record Reminded(Instant due) implements ReviewEvent {
        @Override
        public Review applyTo(@Nullable Review review) {
            return known(review);
        }

        @Override
        public String summary() {
            return "reminder: review to be agreed by " + due;
        }
    }

    /**
     * Something was to be told about it, and none of those to be told can be reached.
     *
     * @param what what was to be told
     * @param tried who cannot be reached, sorted; nobody where there is nobody to tell
     */
    record NobodyTold(String what, List<String> tried) implements ReviewEvent {
        /** Copies the list. */
        public NobodyTold {
            tried = Require.list("people tried", tried);
        }

        @Override
        public Review applyTo(@Nullable Review review) {
            return known(review);
        }

        @Override
        public String summary() {
            return JournalLines.untold(what, tried);
        }
    }

    /**
     * It is not agreed, though it was to be.
     *
     * @param due until when it was to be agreed
     */
    record Overdue(Instant due) implements ReviewEvent {
        @Override
        public Review applyTo(@Nullable Review review) {
            return known(review).overdueNow();
        }

        @Override
        public String summary() {
            return "review overdue since " + due;
        }
    }

    private static Review known(@Nullable Review review) {
        return Require.present("review", review);
    }
}
