package io.itops.incident.problem;

import io.itops.core.Ref;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.incident.internal.JournalLines;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a problem.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ProblemEvent extends WorkflowEvent<Problem> {
    /**
     * Someone suspected a cause.
     *
     * @param id its id
     * @param statement what is suspected
     * @param priority how much it matters
     * @param queue the queue that it waits in
     * @param at when
     */
    record Opened(ProblemId id, ProblemStatement statement, Priority priority, Optional<String> queue, Instant at)
            implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem nothing) {
            return Problem.opened(id, statement, priority, queue, at);
        }

        @Override
        public String summary() {
            return JournalLines.summary("opened with " + priority
                    + queue.map(name -> " in queue " + name).orElse("") + ": " + statement.title());
        }

        @Override
        public List<Ref> alsoAbout() {
            return statement.service().map(service -> Ref.of("service", service.value())).stream()
                    .toList();
        }
    }

    /**
     * It was put into a queue.
     *
     * @param queue the queue
     * @param reason why, possibly blank
     */
    record Queued(String queue, String reason) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem)
                    .in(ProblemState.QUEUED)
                    .inQueue(Optional.of(queue))
                    .ownedBy(Optional.empty());
        }

        @Override
        public String summary() {
            return JournalLines.summary("put into queue " + queue + JournalLines.remark(reason));
        }
    }

    /**
     * Someone began to assess it.
     *
     * @param owner who
     */
    record AssessmentBegun(String owner) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).in(ProblemState.ASSESSMENT).ownedBy(Optional.of(owner));
        }

        @Override
        public String summary() {
            return JournalLines.summary(owner + " assesses it");
        }
    }

    /**
     * Someone began to look for its root cause.
     *
     * @param owner who
     */
    record AnalysisBegun(String owner) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).in(ProblemState.ANALYSIS).ownedBy(Optional.of(owner));
        }

        @Override
        public String summary() {
            return JournalLines.summary(owner + " looks for its root cause");
        }
    }

    /**
     * It had to wait, or waits for something else now.
     *
     * @param hold why
     */
    record Held(ProblemHold hold) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).heldBy(hold).in(ProblemState.ON_HOLD);
        }

        @Override
        public String summary() {
            return JournalLines.summary(
                    "on hold, waiting for " + words(hold.reason()) + JournalLines.remark(hold.note()));
        }
    }

    /**
     * It need not wait any longer.
     *
     * @param to where it is back
     */
    record Resumed(ProblemState to) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).in(to);
        }

        @Override
        public String summary() {
            return JournalLines.summary("no longer on hold: " + words(to) + " again");
        }
    }

    /**
     * Its root cause was found, or told better.
     *
     * @param rootCause why it happens
     */
    record RootCauseFound(String rootCause) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem)
                    .with(known(problem).findings().withRootCause(rootCause))
                    .in(ProblemState.ROOT_CAUSE_FOUND);
        }

        @Override
        public String summary() {
            return JournalLines.summary("root cause: " + rootCause);
        }
    }

    /**
     * A workaround was found, or a better one.
     *
     * @param workaround what helps
     */
    record KnownErrorDeclared(String workaround) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem)
                    .with(known(problem).findings().withWorkaround(workaround))
                    .in(ProblemState.KNOWN_ERROR);
        }

        @Override
        public String summary() {
            return JournalLines.summary("known error, workaround: " + workaround);
        }
    }

    /**
     * A change was named that is to fix it.
     *
     * @param change the change
     */
    record FixPlanned(Ref change) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem)
                    .with(known(problem).findings().withChange(Optional.of(change)))
                    .in(ProblemState.FIX_IN_CHANGE);
        }

        @Override
        public String summary() {
            return JournalLines.summary("to be fixed by " + change);
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(change);
        }
    }

    /**
     * The change does not fix it.
     *
     * @param reason why
     */
    record FixWithdrawn(String reason) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem)
                    .with(known(problem).findings().withChange(Optional.empty()))
                    .in(ProblemState.ROOT_CAUSE_FOUND);
        }

        @Override
        public String summary() {
            return JournalLines.summary("not fixed by the change: " + reason);
        }
    }

    /**
     * Someone accepted to live with it.
     *
     * @param acceptance who, until when and why
     */
    record RiskAccepted(RiskAcceptance acceptance) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).with(acceptance).in(ProblemState.RISK_ACCEPTED);
        }

        @Override
        public String summary() {
            return JournalLines.summary(
                    acceptance.by() + " accepts the risk until " + acceptance.until() + ": " + acceptance.reason());
        }
    }

    /**
     * The day came until which the risk was accepted.
     *
     * @param by who had accepted it
     * @param until until when
     */
    record RiskLapsed(String by, Instant until) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).in(ProblemState.QUEUED).ownedBy(Optional.empty());
        }

        @Override
        public String summary() {
            return JournalLines.summary(
                    "the risk that " + by + " accepted until " + until + " is to be looked at again");
        }
    }

    /**
     * It was resolved.
     *
     * @param resolution how and when
     */
    record Resolved(Resolution resolution) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).with(resolution).in(ProblemState.RESOLVED);
        }

        @Override
        public String summary() {
            return JournalLines.summary(
                    "resolved, " + words(resolution.code()) + JournalLines.remark(resolution.note()));
        }
    }

    /**
     * It was closed.
     *
     * @param resolution how and when
     */
    record Closed(Resolution resolution) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).with(resolution).in(ProblemState.CLOSED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("closed, " + words(resolution.code()) + JournalLines.remark(resolution.note()));
        }
    }

    /**
     * It was none, or a duplicate.
     *
     * @param reason why
     * @param duplicateOf the problem that it is a duplicate of
     */
    record Cancelled(String reason, Optional<ProblemId> duplicateOf) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).duplicating(duplicateOf).in(ProblemState.CANCELLED);
        }

        @Override
        public String summary() {
            return JournalLines.summary(
                    duplicateOf
                                    .map(other -> "cancelled as a duplicate of problem " + other)
                                    .orElse("cancelled") + ": " + reason);
        }

        @Override
        public List<Ref> alsoAbout() {
            return duplicateOf.map(ProblemId::ref).stream().toList();
        }
    }

    /**
     * It was not over.
     *
     * @param reason why
     * @param queue the queue that it waits in; empty if its owner goes on with it
     */
    record Reopened(String reason, Optional<String> queue) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            Problem again = known(problem).reopened();
            return queue.isEmpty()
                    ? again.in(ProblemState.ANALYSIS)
                    : again.in(ProblemState.QUEUED).inQueue(queue).ownedBy(Optional.empty());
        }

        @Override
        public String summary() {
            return JournalLines.summary(
                    "reopened" + queue.map(name -> " into queue " + name).orElse("") + ": " + reason);
        }
    }

    /**
     * It got another owner.
     *
     * @param owner who, or empty for nobody
     */
    record Assigned(Optional<String> owner) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).ownedBy(owner);
        }

        @Override
        public String summary() {
            return JournalLines.summary("owned by " + owner.orElse("nobody"));
        }
    }

    /**
     * It got another priority.
     *
     * @param before the one before
     * @param priority the new one
     */
    record Prioritised(Priority before, Priority priority) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).with(priority);
        }

        @Override
        public String summary() {
            return JournalLines.summary("priority " + priority + ", was " + before);
        }
    }

    /**
     * What helps against it was written down for everybody.
     *
     * @param entry the knowledge entry
     */
    record Published(KnowledgeId entry) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).with(known(problem).findings().withKnowledge(entry));
        }

        @Override
        public String summary() {
            return JournalLines.summary("told in knowledge entry " + entry);
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(entry.ref());
        }
    }

    /**
     * It was found to be behind an incident.
     *
     * @param incident the incident
     */
    record IncidentLinked(IncidentId incident) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).linked(incident);
        }

        @Override
        public String summary() {
            return JournalLines.summary("behind incident " + incident);
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(incident.ref());
        }
    }

    /**
     * It was found not to be behind an incident.
     *
     * @param incident the incident
     * @param reason why, possibly blank
     */
    record IncidentUnlinked(IncidentId incident, String reason) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).unlinked(incident);
        }

        @Override
        public String summary() {
            return JournalLines.summary("not behind incident " + incident + JournalLines.remark(reason));
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(incident.ref());
        }
    }

    /**
     * Something was written down.
     *
     * @param text what
     */
    record Noted(String text) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem);
        }

        @Override
        public String summary() {
            return JournalLines.summary(text);
        }
    }

    /**
     * It stood so in another system.
     *
     * @param id its id
     * @param statement what is suspected
     * @param priority how much it matters
     * @param state where it stood
     * @param at since when
     * @param reason why it was taken over, possibly blank
     */
    record Imported(
            ProblemId id, ProblemStatement statement, Priority priority, ProblemState state, Instant at, String reason)
            implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem nothing) {
            return Problem.opened(id, statement, priority, Optional.empty(), at).standing(state, at, reason);
        }

        @Override
        public String summary() {
            return JournalLines.summary("imported as " + words(state) + " since " + at + JournalLines.remark(reason));
        }
    }

    /**
     * It was put right after another system, whatever the table says.
     *
     * @param from where it stood
     * @param to where it stands
     * @param at since when
     * @param reason why, possibly blank
     */
    record Corrected(ProblemState from, ProblemState to, Instant at, String reason) implements ProblemEvent {
        @Override
        public Problem applyTo(@Nullable Problem problem) {
            return known(problem).standing(to, at, reason);
        }

        @Override
        public String summary() {
            return JournalLines.summary(
                    words(from) + " corrected to " + words(to) + " since " + at + JournalLines.remark(reason));
        }
    }

    private static Problem known(@Nullable Problem problem) {
        return ProblemDecisions.known(problem);
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
