package io.itops.change.workflow;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.core.signal.ChangeFacts;
import io.itops.core.time.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a change. The person who asks stands in each command that a rule looks at.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ChangeCommand extends WorkflowCommand<Change, ChangeCircumstances, ChangeAction, ChangeEvent> {
    /**
     * The person who gives the command; it is given in no other's name.
     *
     * @return the person's id, empty for what the SDK itself notes
     */
    String by();

    /** What a command rests on besides the change, and has to be read for it. */
    enum Need {
        /** The score of the content. */
        RISK,
        /** The template that the content names. */
        TEMPLATE,
        /** For whom the person who gives the command stands in. */
        STAND_INS,
        /** For whom those who have voted stand in, and did when they voted. */
        STAND_INS_OF_VOTERS
    }

    /**
     * What has to be read before the command is decided.
     *
     * @return the parts of the circumstances that the command looks at, beside the policy
     */
    default Set<Need> needs() {
        return Set.of();
    }

    /** The name of the timer that rings when a change's window opens. */
    String WINDOW_TIMER = "window-opens";

    /** The name of the timer that rings when a change's review is due. */
    String REVIEW_TIMER = "review-due";

    /** The type of the jobs of both timers' kinds: their names behind {@code change.}. */
    String TIMER_JOB_PREFIX = "change.";

    /**
     * Writes a change down.
     *
     * @param id the id that it is to have
     * @param requester who asks for it
     * @param content what it is
     */
    record Propose(ChangeId id, String requester, ChangeContent content) implements ChangeCommand {
        /** Checks the parts. */
        public Propose {
            Require.present("change id", id);
            Require.id("requester", requester);
            Require.present("change content", content);
        }

        @Override
        public String by() {
            return requester;
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.PROPOSE;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change change, ChangeCircumstances facts, Instant now) {
            return Decision.accept(new ChangeEvent.Proposed(id, requester, content));
        }
    }

    /**
     * Writes the content anew.
     *
     * @param by who edits
     * @param content what it is to be
     */
    record Edit(String by, ChangeContent content) implements ChangeCommand {
        /** Checks the parts. */
        public Edit {
            Require.id("editor", by);
            Require.present("change content", content);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.EDIT;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            Change change = Require.present("change", state);
            if (content.type() != change.content().type()) {
                return Decision.refuse(
                        "type-is-fixed",
                        "a " + change.content().type().word() + " change cannot become a "
                                + content.type().word() + " one; propose a new change");
            }
            if (change.content().equals(content)) {
                return Decision.nothing();
            }
            return Decision.<ChangeEvent>accept(
                            new ChangeEvent.Edited(content, by, change.votes().size()))
                    .cancelTimer(WINDOW_TIMER);
        }
    }

    /**
     * Submits a change for assessment, for votes, or straight to its schedule, by its type.
     *
     * @param by who submits
     * @param type the type that the change has
     */
    record Submit(String by, ChangeType type) implements ChangeCommand {
        /** Checks the parts. */
        public Submit {
            Require.id("submitting person", by);
            Require.present("change type", type);
        }

        @Override
        public ChangeAction action() {
            return switch (type) {
                case STANDARD -> ChangeAction.SUBMIT_STANDARD;
                case NORMAL -> ChangeAction.SUBMIT;
                case EMERGENCY -> ChangeAction.SUBMIT_EMERGENCY;
            };
        }

        @Override
        public Set<Need> needs() {
            return Set.of(Need.RISK, Need.TEMPLATE);
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            return Submission.decide(Require.present("change", state), this, facts, now);
        }
    }

    /**
     * Records the assessment of a normal change.
     *
     * @param by who assessed it
     * @param note what was found, at most 2,000 characters
     */
    record Assess(String by, String note) implements ChangeCommand {
        /** Checks the parts. */
        public Assess {
            Require.id("assessor", by);
            Require.text("assessment", note, 2_000);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.ASSESS;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            return Decision.accept(new ChangeEvent.Assessed(by, note));
        }
    }

    /**
     * Votes for a change as the voter saw it.
     *
     * @param by who votes
     * @param seen the hash of the content that the voter saw
     */
    record Approve(String by, ContentHash seen) implements ChangeCommand {
        /** Checks the parts. */
        public Approve {
            Require.id("voter", by);
            Require.present("hash that the voter saw", seen);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.APPROVE;
        }

        @Override
        public ChangeAction action(@Nullable Change state, ChangeCircumstances facts) {
            return state != null && Voting.carries(state, by, facts) ? ChangeAction.CARRY : ChangeAction.APPROVE;
        }

        @Override
        public Set<Need> needs() {
            return Set.of(Need.STAND_INS);
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            return Voting.decide(Require.present("change", state), this, facts, now);
        }
    }

    /**
     * Refuses a change.
     *
     * @param by who refuses
     * @param why the reason, at most 2,000 characters
     */
    record Reject(String by, String why) implements ChangeCommand {
        /** Checks the parts. */
        public Reject {
            Require.id("rejecting person", by);
            Require.text("reason of the rejection", why, 2_000);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.REJECT;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            return Voting.noApprover(by, facts.policy())
                    .orElseGet(() -> Decision.accept(new ChangeEvent.Rejected(by, why)));
        }
    }

    /**
     * Begins the implementation. Who begins carries the change out, so it is none of those who approved it, nor does one of them stand
     * in for another; where the content names an implementer, it is that person or who stands in for them.
     *
     * @param by who begins
     */
    record Start(String by) implements ChangeCommand {
        /** Checks the person. */
        public Start {
            Require.id("starting person", by);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.START;
        }

        @Override
        public Set<Need> needs() {
            return Set.of(Need.TEMPLATE, Need.STAND_INS, Need.STAND_INS_OF_VOTERS);
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            return Implementation.begin(Require.present("change", state), by, facts, now);
        }
    }

    /**
     * Ends the implementation.
     *
     * @param by who says so
     * @param successful whether the change is in place; if not, it was left undone
     * @param note what there is to say, at most 2,000 characters
     */
    record Finish(String by, boolean successful, String note) implements ChangeCommand {
        /** Checks the parts. */
        public Finish {
            Require.id("finishing person", by);
            Require.anyText("note", note, 2_000);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.FINISH;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            ChangeFacts.Outcome outcome = successful ? ChangeFacts.Outcome.SUCCESSFUL : ChangeFacts.Outcome.FAILED;
            return Implementation.end(new ChangeEvent.Finished(by, outcome, note, now), facts.policy());
        }
    }

    /**
     * Takes the change back: while it is carried out, or afterwards until it is reviewed.
     *
     * @param by who says so
     * @param why the reason, at most 2,000 characters
     */
    record BackOut(String by, String why) implements ChangeCommand {
        /** Checks the parts. */
        public BackOut {
            Require.id("backing-out person", by);
            Require.text("reason of the back-out", why, 2_000);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.BACK_OUT;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            Change change = Require.present("change", state);
            if (change.outcome().equals(Optional.of(ChangeFacts.Outcome.BACKED_OUT))) {
                return Decision.nothing();
            }
            if (change.outcome().equals(Optional.of(ChangeFacts.Outcome.FAILED))) {
                return Decision.refuse("not-in-place", "the change was left undone; there is nothing to take back");
            }
            return Implementation.end(
                    new ChangeEvent.Finished(by, ChangeFacts.Outcome.BACKED_OUT, why, now), facts.policy());
        }
    }

    /** Notes that the review was due and is not done. */
    record Remind() implements ChangeCommand {
        @Override
        public String by() {
            return "";
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.REMIND;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            Instant due = Require.present("change", state)
                    .finishedAt()
                    .orElseThrow()
                    .plus(facts.policy().reviewWithin());
            return now.isBefore(due)
                    ? Decision.<ChangeEvent>nothing().setTimer(REVIEW_TIMER, TIMER_JOB_PREFIX + REVIEW_TIMER, due)
                    : Decision.accept(new ChangeEvent.ReviewOverdue(due));
        }
    }

    /** Notes that the window has opened. */
    record OpenWindow() implements ChangeCommand {
        @Override
        public String by() {
            return "";
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.OPEN_WINDOW;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            Optional<Window> window = Require.present("change", state).content().window();
            return window.isPresent() && window.get().contains(now)
                    ? Decision.accept(new ChangeEvent.WindowOpened(window.get().end()))
                    : Decision.nothing();
        }
    }

    /**
     * Records the review.
     *
     * @param by who reviewed it
     * @param findings what was found, at most 2,000 characters
     */
    record Close(String by, String findings) implements ChangeCommand {
        /** Checks the parts. */
        public Close {
            Require.id("reviewer", by);
            Require.text("findings", findings, 2_000);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.CLOSE;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            return Decision.<ChangeEvent>accept(new ChangeEvent.Closed(by, findings))
                    .cancelTimer(REVIEW_TIMER);
        }
    }

    /**
     * Gives the change up.
     *
     * @param by who gives it up
     * @param why the reason, at most 2,000 characters
     */
    record Cancel(String by, String why) implements ChangeCommand {
        /** Checks the parts. */
        public Cancel {
            Require.id("cancelling person", by);
            Require.text("reason of the cancellation", why, 2_000);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.CANCEL;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            return Decision.<ChangeEvent>accept(new ChangeEvent.Cancelled(by, why))
                    .cancelTimer(WINDOW_TIMER);
        }
    }

    /**
     * Adds a comment; the content, and so every vote, stays as it is.
     *
     * @param by who comments
     * @param text what they say, at most 2,000 characters
     */
    record Comment(String by, String text) implements ChangeCommand {
        /** Checks the parts. */
        public Comment {
            Require.id("commenting person", by);
            Require.text("comment", text, 2_000);
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.COMMENT;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            return Decision.accept(new ChangeEvent.Commented(by, text));
        }
    }

    /**
     * Sets labels and links; the content, and so every vote, stays as it is.
     *
     * @param by who sets them
     * @param labels all labels that it is to have, at most 64: names of at most 128 characters, values of at most 1,024
     * @param links all links that it is to have, at most 64 of at most 2,000 characters, {@code http} or {@code https}: a page that shows
     *     them may make them clickable. Like every text that people give they are to be escaped where they are shown
     */
    record Annotate(String by, SortedMap<String, String> labels, List<String> links) implements ChangeCommand {
        private static final Pattern LINK = Pattern.compile("https?://[^/?#\\s]", Pattern.CASE_INSENSITIVE);

        /** Checks and copies the parts. */
        public Annotate {
            Require.id("annotating person", by);
            labels = Require.texts("label", labels, 128, 1_024);
            Require.size("labels", labels.keySet(), 0, 64);
            links = Require.list("links", Require.size("links", links, 0, 64));
            links.forEach(link -> Require.that(
                    LINK.matcher(Require.text("link", link, 2_000)).lookingAt(),
                    "link",
                    "begin with http:// or https:// and name a host",
                    link));
        }

        @Override
        public ChangeAction action() {
            return ChangeAction.ANNOTATE;
        }

        @Override
        public Decision<ChangeEvent> decide(@Nullable Change state, ChangeCircumstances facts, Instant now) {
            return Decision.accept(new ChangeEvent.Annotated(by, labels, links));
        }
    }
}
