package io.itops.incident.problem;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One problem as it stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its id
 * @param statement what is suspected
 * @param state where it stands
 * @param priority how much it matters
 * @param queue the queue that it waits in, or was taken from
 * @param owner who works on it, if anybody does
 * @param findings what was found out
 * @param hold why it waits, while it does
 * @param risk who lives with it until when, while someone does, and behind a close for that reason
 * @param resolution how it ended, if it was resolved or closed
 * @param duplicateOf the problem that it is a duplicate of, if it was cancelled as one
 * @param incidents the incidents that it is behind, in the order in which they were linked, at most 1,000
 * @param openedAt when it was opened
 * @param reopenings how often it was reopened
 * @since 0.1
 */
public record Problem(
        ProblemId id,
        ProblemStatement statement,
        ProblemState state,
        Priority priority,
        Optional<String> queue,
        Optional<String> owner,
        ProblemFindings findings,
        Optional<ProblemHold> hold,
        Optional<RiskAcceptance> risk,
        Optional<Resolution> resolution,
        Optional<ProblemId> duplicateOf,
        List<IncidentId> incidents,
        Instant openedAt,
        int reopenings) {
    /** The greatest number of incidents that a problem is linked to. */
    public static final int MAX_INCIDENTS = 1_000;

    /** How problems are kept; indexes {@code state}, {@code category}, {@code queue} (empty for none) and {@code opened-at}. */
    public static final RecordType<Problem> TYPE = RecordType.of("problem", 1, t -> {
        t.id(problem -> problem.id().value());
        t.textIndex("state", problem -> problem.state().name());
        t.textIndex("category", problem -> problem.state().category().name());
        t.textIndex("queue", problem -> problem.queue().orElse(""));
        t.instantIndex("opened-at", Problem::openedAt);
        var id = t.field("id", ProblemId.CODEC, Problem::id);
        var statement = t.field("statement", ProblemStatement.CODEC, Problem::statement);
        var state = t.field("state", Codec.ofEnum(ProblemState.class), Problem::state);
        var priority = t.field("priority", Codec.ofEnum(Priority.class), Problem::priority);
        var queue = t.optional("queue", Codec.TEXT, Problem::queue);
        var owner = t.optional("owner", Codec.TEXT, Problem::owner);
        var findings = t.field("findings", ProblemFindings.CODEC, Problem::findings);
        var hold = t.optional("hold", ProblemHold.CODEC, Problem::hold);
        var risk = t.optional("risk", RiskAcceptance.CODEC, Problem::risk);
        var resolution = t.optional("resolution", Resolution.CODEC, Problem::resolution);
        var duplicateOf = t.optional("duplicateOf", ProblemId.CODEC, Problem::duplicateOf);
        var incidents = t.field("incidents", IncidentId.CODEC.list(), Problem::incidents);
        var openedAt = t.field("openedAt", Codec.INSTANT, Problem::openedAt);
        var reopenings = t.field("reopenings", Codec.INT, Problem::reopenings);
        return row -> new Problem(
                row.get(id),
                row.get(statement),
                row.get(state),
                row.get(priority),
                row.get(queue),
                row.get(owner),
                row.get(findings),
                row.get(hold),
                row.get(risk),
                row.get(resolution),
                row.get(duplicateOf),
                row.get(incidents),
                row.get(openedAt),
                row.get(reopenings));
    });

    /** Checks and copies the parts. */
    public Problem {
        Require.present("problem id", id);
        Require.present("problem statement", statement);
        Require.present("problem state", state);
        Require.present("priority", priority);
        Require.present("queue", queue).ifPresent(name -> Require.id("queue", name));
        Require.present("owner", owner).ifPresent(person -> Require.id("owner", person));
        Require.present("findings", findings);
        Require.present("hold", hold);
        Require.present("risk acceptance", risk);
        Require.present("resolution", resolution);
        Require.present("duplicated problem", duplicateOf);
        incidents = Require.list("incidents", incidents);
        Require.size("incidents of a problem", incidents, 0, MAX_INCIDENTS);
        openedAt = Require.instant("time of opening", openedAt);
        Require.that(reopenings >= 0, "number of reopenings", "be at least 0", reopenings);
    }

    /**
     * What its state comes to.
     *
     * @return the category
     */
    public ProblemCategory category() {
        return state.category();
    }

    /**
     * Whether it is a known error: it goes on, and what helps against it is known. It stays one whatever is done about it: while a change is to
     * fix it, while it waits, while its risk is accepted. {@link ProblemState#KNOWN_ERROR} says only that this was found out last.
     *
     * @return true if it has a workaround and is not over
     */
    public boolean knownError() {
        return !state.over() && findings.workaround().isPresent();
    }

    /** A problem that nobody has looked at. */
    static Problem opened(
            ProblemId id, ProblemStatement statement, Priority priority, Optional<String> queue, Instant at) {
        return new Problem(
                id,
                statement,
                ProblemState.NEW,
                priority,
                queue,
                Optional.empty(),
                ProblemFindings.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                at,
                0);
    }

    /** This problem in another state, with what only holds in one state taken away. */
    Problem in(ProblemState next) {
        return new Problem(
                id,
                statement,
                next,
                priority,
                queue,
                owner,
                findings,
                next == ProblemState.ON_HOLD ? hold : Optional.empty(),
                next == ProblemState.RISK_ACCEPTED || next == ProblemState.CLOSED ? risk : Optional.empty(),
                next == ProblemState.RESOLVED || next == ProblemState.CLOSED ? resolution : Optional.empty(),
                next == ProblemState.CANCELLED ? duplicateOf : Optional.empty(),
                incidents,
                openedAt,
                reopenings);
    }

    /** This problem as it is known to stand since an instant, whatever the table says. */
    Problem standing(ProblemState next, Instant at, String reason) {
        Problem moved = state.over() && !next.over() ? reopened() : this;
        if (next == ProblemState.ON_HOLD) {
            boolean open = state.category() == ProblemCategory.OPEN || state.category() == ProblemCategory.IN_PROGRESS;
            moved = moved.heldBy(new ProblemHold(
                    ProblemHoldReason.OTHER,
                    reason.isBlank() ? "as imported" : reason,
                    open ? state : ProblemState.ANALYSIS,
                    at));
        } else if (next == ProblemState.RESOLVED || (next == ProblemState.CLOSED && resolution.isEmpty())) {
            moved = moved.with(new Resolution(ResolutionCode.NOT_RECORDED, reason, at));
        }
        return moved.in(next);
    }

    Problem with(Priority other) {
        return copy(other, queue, owner, findings, hold, risk, resolution, duplicateOf, incidents, reopenings);
    }

    Problem inQueue(Optional<String> other) {
        return copy(priority, other, owner, findings, hold, risk, resolution, duplicateOf, incidents, reopenings);
    }

    Problem ownedBy(Optional<String> other) {
        return copy(priority, queue, other, findings, hold, risk, resolution, duplicateOf, incidents, reopenings);
    }

    Problem with(ProblemFindings other) {
        return copy(priority, queue, owner, other, hold, risk, resolution, duplicateOf, incidents, reopenings);
    }

    Problem heldBy(ProblemHold other) {
        return copy(
                priority,
                queue,
                owner,
                findings,
                Optional.of(other),
                risk,
                resolution,
                duplicateOf,
                incidents,
                reopenings);
    }

    Problem with(RiskAcceptance other) {
        return copy(
                priority,
                queue,
                owner,
                findings,
                hold,
                Optional.of(other),
                resolution,
                duplicateOf,
                incidents,
                reopenings);
    }

    Problem with(Resolution other) {
        return copy(
                priority, queue, owner, findings, hold, risk, Optional.of(other), duplicateOf, incidents, reopenings);
    }

    Problem duplicating(Optional<ProblemId> other) {
        return copy(priority, queue, owner, findings, hold, risk, resolution, other, incidents, reopenings);
    }

    Problem linked(IncidentId incident) {
        return copy(
                priority,
                queue,
                owner,
                findings,
                hold,
                risk,
                resolution,
                duplicateOf,
                Stream.concat(incidents.stream(), Stream.of(incident)).toList(),
                reopenings);
    }

    Problem unlinked(IncidentId incident) {
        return copy(
                priority,
                queue,
                owner,
                findings,
                hold,
                risk,
                resolution,
                duplicateOf,
                incidents.stream().filter(other -> !other.equals(incident)).toList(),
                reopenings);
    }

    /** What someone sees who may know of some incidents only. */
    Problem knownTo(Predicate<IncidentId> known) {
        return incidents.stream().allMatch(known)
                ? this
                : copy(
                        priority,
                        queue,
                        owner,
                        findings,
                        hold,
                        risk,
                        resolution,
                        duplicateOf,
                        incidents.stream().filter(known).toList(),
                        reopenings);
    }

    Problem reopened() {
        return copy(priority, queue, owner, findings, hold, risk, resolution, duplicateOf, incidents, reopenings + 1);
    }

    private Problem copy(
            Priority nextPriority,
            Optional<String> nextQueue,
            Optional<String> nextOwner,
            ProblemFindings nextFindings,
            Optional<ProblemHold> nextHold,
            Optional<RiskAcceptance> nextRisk,
            Optional<Resolution> nextResolution,
            Optional<ProblemId> nextDuplicateOf,
            List<IncidentId> nextIncidents,
            int nextReopenings) {
        return new Problem(
                id,
                statement,
                state,
                nextPriority,
                nextQueue,
                nextOwner,
                nextFindings,
                nextHold,
                nextRisk,
                nextResolution,
                nextDuplicateOf,
                nextIncidents,
                openedAt,
                nextReopenings);
    }
}
