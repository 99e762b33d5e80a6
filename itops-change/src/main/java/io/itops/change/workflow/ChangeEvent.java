package io.itops.change.workflow;

import io.itops.change.risk.RiskScore;
import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.core.signal.ChangeFacts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a change.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ChangeEvent extends WorkflowEvent<Change> {
    /**
     * It was written down.
     *
     * @param id the change's id
     * @param requester who asked for it
     * @param content what it is
     */
    record Proposed(ChangeId id, String requester, ChangeContent content) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            SortedSet<String> nobody = new TreeSet<>();
            SortedMap<String, String> noLabels = new TreeMap<>();
            return new Change(
                    id,
                    requester,
                    ChangePhase.DRAFT,
                    content,
                    nobody,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    noLabels,
                    List.of());
        }

        @Override
        public String summary() {
            return Lines.fit(requester + " proposed: " + content.title());
        }
    }

    /**
     * Its content was written anew; its votes are void.
     *
     * @param content what it is now
     * @param by who edited it
     * @param voided how many votes became void
     */
    record Edited(ChangeContent content, String by, int voided) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change).edited(content, by);
        }

        @Override
        public String summary() {
            return Lines.fit(by + " edited the change"
                    + (voided > 0 ? "; " + Words.count(voided, "vote is", "votes are") + " void" : ""));
        }
    }

    /**
     * It was submitted.
     *
     * @param by who submitted it
     * @param next where it stands now
     * @param risk its score
     * @param at when
     */
    record Submitted(String by, ChangePhase next, RiskScore risk, Instant at) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change).submitted(next, risk, at);
        }

        @Override
        public String summary() {
            return Lines.fit(String.format(
                    Locale.ROOT, "%s submitted the change; risk %.2f (prior, uncalibrated)", by, risk.probability()));
        }

        @Override
        public Optional<Explanation> explanation() {
            return Optional.of(risk.explanation());
        }
    }

    /**
     * Its assessment was recorded.
     *
     * @param by who assessed it
     * @param note what was found
     */
    record Assessed(String by, String note) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change).in(ChangePhase.AUTHORISE);
        }

        @Override
        public String summary() {
            return Lines.fit(by + " assessed the change: " + note);
        }
    }

    /**
     * Someone voted for it.
     *
     * @param vote the vote
     * @param next where it stands now
     * @param counted how many votes it has now
     * @param needed how many it needs
     */
    record Approved(Vote vote, ChangePhase next, int counted, int needed) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change).voted(vote, next);
        }

        @Override
        public String summary() {
            return Lines.fit(
                    vote.by() + " approved the change (" + counted + " of " + Words.count(needed, "vote") + ")");
        }
    }

    /**
     * It was refused.
     *
     * @param by who refused it
     * @param why the reason
     */
    record Rejected(String by, String why) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change).in(ChangePhase.REJECTED);
        }

        @Override
        public String summary() {
            return Lines.fit(by + " rejected the change: " + why);
        }
    }

    /**
     * Its implementation began.
     *
     * @param by who began
     * @param at when
     */
    record Started(String by, Instant at) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change).started(at);
        }

        @Override
        public String summary() {
            return Lines.fit(by + " started the change");
        }
    }

    /**
     * Its implementation ended, or what was in place was taken back.
     *
     * @param by who says so
     * @param outcome how it ended
     * @param note what there is to say
     * @param at when
     */
    record Finished(String by, ChangeFacts.Outcome outcome, String note, Instant at) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change).finished(outcome, at);
        }

        @Override
        public String summary() {
            String what = switch (outcome) {
                case SUCCESSFUL -> " finished the change";
                case BACKED_OUT -> " backed the change out";
                case FAILED -> " left the change undone";
            };
            return Lines.fit(by + what + (note.isEmpty() ? "" : ": " + note));
        }
    }

    /**
     * Its window opened.
     *
     * @param until when it closes
     */
    record WindowOpened(Instant until) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change);
        }

        @Override
        public String summary() {
            return "the change's window has opened, until " + until;
        }
    }

    /**
     * Its review was due and is not done.
     *
     * @param since when it was due
     */
    record ReviewOverdue(Instant since) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change);
        }

        @Override
        public String summary() {
            return "the change's review is overdue since " + since;
        }
    }

    /**
     * Its review was recorded.
     *
     * @param by who reviewed it
     * @param findings what was found
     */
    record Closed(String by, String findings) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change).in(ChangePhase.CLOSED);
        }

        @Override
        public String summary() {
            return Lines.fit(by + " reviewed and closed the change: " + findings);
        }
    }

    /**
     * It was given up.
     *
     * @param by who gave it up
     * @param why the reason
     */
    record Cancelled(String by, String why) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change).in(ChangePhase.CANCELLED);
        }

        @Override
        public String summary() {
            return Lines.fit(by + " cancelled the change: " + why);
        }
    }

    /**
     * Someone commented on it.
     *
     * @param by who
     * @param text what they said
     */
    record Commented(String by, String text) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change);
        }

        @Override
        public String summary() {
            return Lines.fit(by + ": " + text);
        }
    }

    /**
     * Its labels and links were set.
     *
     * @param by who set them
     * @param labels all labels that it has now
     * @param links all links that it has now
     */
    record Annotated(String by, SortedMap<String, String> labels, List<String> links) implements ChangeEvent {
        @Override
        public Change applyTo(@Nullable Change change) {
            return Require.present("change", change).annotated(labels, links);
        }

        @Override
        public String summary() {
            return Lines.fit(
                    by + " set " + Words.count(labels.size(), "label") + " and " + Words.count(links.size(), "link"));
        }
    }
}
