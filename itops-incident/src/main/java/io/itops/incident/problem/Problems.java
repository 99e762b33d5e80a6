package io.itops.incident.problem;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Require;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.signal.ChangeFacts;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.knowledge.KnowledgeCommand;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.knowledge.KnowledgeWorkflow;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The problems of an SDK instance.
 *
 * <p>A method that changes a problem throws {@link io.itops.core.AccessDeniedException} where the actor may not, {@link NotFoundException}
 * where there is no such problem, and {@link io.itops.core.ClosedException} once the instance is closed; nothing has changed then.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Problems {
    private static final List<String> NO_TIMERS = List.of();
    private static final List<String> TIMERS = List.of(ProblemWorkflow.RISK_TIMER);

    private final ItOps ops;
    private final ReadingRights rights;

    private Problems(ItOps ops, ReadingRights rights) {
        this.ops = ops;
        this.rights = rights;
    }

    /**
     * Problems as an actor may read: nothing in them names a restricted incident that the actor may not read.
     *
     * @param actor who reads
     * @return the same, read on behalf of the actor
     */
    public Problems as(Actor actor) {
        return new Problems(ops, ReadingRights.of(ops, Require.present("actor", actor)));
    }

    /**
     * Attaches problems: from now on the acceptance of a risk ends in time. Attach before {@link ItOps#start}.
     *
     * @param ops the SDK instance
     * @return the problems
     * @throws io.itops.core.InvalidInputException if problems are attached already, or workers were started
     */
    public static Problems attach(ItOps ops) {
        return Require.present("ops", ops).attach("problems", () -> {
            ops.agenda().register(ProblemWorkflow.RISK_JOB, (claim, unit) -> {
                String id = claim.job().timer().orElseThrow().subject().id();
                // refused if the risk is accepted no longer: there is nothing to do then
                run(ops, unit, id, OptionalLong.empty(), new ProblemCommand.LapseRisk());
                return JobOutcome.DONE;
            });
            return new Problems(ops, ReadingRights.ofProgram(ops));
        });
    }

    /**
     * Opens a problem.
     *
     * @param statement what is suspected
     * @param priority how much it matters
     * @param actor who opens it
     * @return the problem
     */
    public Problem open(ProblemStatement statement, Priority priority, Actor actor) {
        Require.present("problem statement", statement);
        Require.present("priority", priority);
        return ops.transact(actor, unit -> {
                    var id = ProblemId.of(unit.newId());
                    return run(
                            ops,
                            unit,
                            id.value(),
                            OptionalLong.empty(),
                            new ProblemCommand.Open(id, statement, priority, Optional.empty()));
                })
                .orElseThrow();
    }

    /**
     * Takes a problem over that began in another system, in the state that it had there. No timer is set.
     *
     * @param statement what is suspected
     * @param priority how much it matters
     * @param state where it stood
     * @param at since when, which counts as its opening; not in the future
     * @param reason why it is taken over, at most 1,000 characters, possibly blank
     * @param actor who takes it over; needs the permission {@code problem.import}
     * @return the problem
     * @throws io.itops.core.InvalidInputException if the instant lies in the future, or a part is malformed
     */
    public Problem importNew(
            ProblemStatement statement, Priority priority, ProblemState state, Instant at, String reason, Actor actor) {
        Require.present("problem statement", statement);
        Require.present("priority", priority);
        Require.present("state", state);
        return ops.transact(actor, unit -> {
            var id = ProblemId.of(unit.newId());
            var event = new ProblemEvent.Imported(
                    id, statement, priority, state, past(at, unit.now()), Require.anyText("reason", reason, 1_000));
            Outcome.Accepted<Problem> taken = ProblemWorkflow.WORKFLOW.correct(unit, id.value(), event, NO_TIMERS);
            return taken.state();
        });
    }

    /**
     * Puts the state of a problem right after another system, without asking the table: a move that happened there although it would be
     * refused here. Its timer is cancelled. Nothing changes if it is in the state already.
     *
     * @param id the problem
     * @param state where it stands
     * @param at since when; not in the future
     * @param reason why, at most 1,000 characters, possibly blank; the journal tells it with the state that is left and the one entered
     * @param actor who says so; needs the permission {@code problem.import}
     * @return the problem
     * @throws io.itops.core.InvalidInputException if the instant lies in the future, or a part is malformed
     */
    public Problem importState(ProblemId id, ProblemState state, Instant at, String reason, Actor actor) {
        Require.present("problem id", id);
        Require.present("state", state);
        return ops.transact(actor, unit -> {
            unit.authorize(ProblemWorkflow.WORKFLOW.importPermission(), id.ref());
            Problem before = unit.find(Problem.TYPE, id.value())
                    .orElseThrow(() -> new NotFoundException(id.ref()))
                    .value();
            Instant since = past(at, unit.now());
            Require.anyText("reason", reason, 1_000);
            if (before.state() == state) {
                return before;
            }
            var event = new ProblemEvent.Corrected(before.state(), state, since, reason);
            Outcome.Accepted<Problem> put = ProblemWorkflow.WORKFLOW.correct(unit, id.value(), event, TIMERS);
            return put.state();
        });
    }

    private static Instant past(Instant at, Instant now) {
        Instant since = Require.instant("instant of an imported state", at);
        return Require.that(!since.isAfter(now), "instant of an imported state", "not be after " + now, since);
    }

    /**
     * Gives a command to a problem.
     *
     * @param id the problem
     * @param command what is asked
     * @param actor who asks
     * @return the problem after the command, or why it was refused
     */
    public Outcome<Problem> execute(ProblemId id, ProblemCommand command, Actor actor) {
        return execute(id, OptionalLong.empty(), command, actor);
    }

    /**
     * Gives a command to a problem as it was seen.
     *
     * @param id the problem
     * @param seen the version that the actor saw, if the command must not meet another
     * @param command what is asked
     * @param actor who asks
     * @return the problem after the command, or why it was refused
     * @throws io.itops.core.ConflictException if it has changed since that version
     */
    public Outcome<Problem> execute(ProblemId id, OptionalLong seen, ProblemCommand command, Actor actor) {
        Require.present("problem id", id);
        Require.present("seen version", seen);
        Require.present("command", command);
        Outcome<Problem> outcome = ops.transact(actor, unit -> {
            if (unit.find(Problem.TYPE, id.value()).isEmpty()) {
                // whoever may not give the command does not learn what exists either
                unit.authorize(ProblemWorkflow.WORKFLOW.permission(command.action()), id.ref());
                throw new NotFoundException(id.ref());
            }
            return run(ops, unit, id.value(), seen, command);
        });
        return outcome instanceof Outcome.Accepted<Problem> accepted
                ? new Outcome.Accepted<>(
                        accepted.state().knownTo(ReadingRights.of(ops, actor)::reads), accepted.version())
                : outcome;
    }

    /**
     * Drafts a knowledge entry that tells of a problem what helps against it; the entry names the problem as its origin, and the problem
     * the entry. Whoever may do this to the problem need not be allowed to draft entries.
     *
     * @param id the problem
     * @param actor who writes it
     * @return the problem, whose findings name the entry; the one that there was, if there was one
     * @throws io.itops.core.RefusedException if it has no workaround ({@code no-workaround}), or is over
     */
    public Problem publish(ProblemId id, Actor actor) {
        Require.present("problem id", id);
        return ops.transact(actor, unit -> {
                    var command = new ProblemCommand.Publish(KnowledgeId.of(unit.newId()));
                    if (unit.find(Problem.TYPE, id.value()).isEmpty()) {
                        unit.authorize(ProblemWorkflow.WORKFLOW.permission(command.action()), id.ref());
                        throw new NotFoundException(id.ref());
                    }
                    return run(ops, unit, id.value(), OptionalLong.empty(), command);
                })
                .orElseThrow()
                .knownTo(ReadingRights.of(ops, actor)::reads);
    }

    /**
     * A problem by its id.
     *
     * @param id the id
     * @return the problem as it stands
     * @throws NotFoundException if there is none
     */
    public Problem get(ProblemId id) {
        return current(id).value();
    }

    /**
     * A problem by its id, with the version that commands may carry.
     *
     * @param id the id
     * @return the problem as it stands, and its version
     * @throws NotFoundException if there is none
     */
    public Versioned<Problem> current(ProblemId id) {
        Versioned<Problem> found = ops.records()
                .get(Problem.TYPE, Require.present("problem id", id).value());
        return new Versioned<>(found.value().knownTo(rights::reads), found.version());
    }

    /**
     * The problems behind an incident.
     *
     * @param incident the incident
     * @return in the order of their ids
     */
    public List<Problem> behind(IncidentId incident) {
        Require.present("incident id", incident);
        if (!rights.reads(incident)) {
            return List.of();
        }
        return ops.records().find(IncidentProblems.TYPE, incident.value()).stream()
                .flatMap(links -> links.value().problems().stream())
                .map(this::get)
                .toList();
    }

    /**
     * The problems in a state.
     *
     * @param state the state
     * @return all of them, the one opened first before the others
     */
    public List<Problem> list(ProblemState state) {
        return values("state", Require.present("state", state).name());
    }

    /**
     * The problems in the states of a category.
     *
     * @param category the category
     * @return all of them, the one opened first before the others
     */
    public List<Problem> list(ProblemCategory category) {
        return values("category", Require.present("category", category).name());
    }

    /**
     * The known errors: problems that go on and have a workaround, in whatever state they are.
     *
     * @return all of them, the one opened first before the others
     */
    public List<Problem> knownErrors() {
        return Stream.of(ProblemCategory.OPEN, ProblemCategory.IN_PROGRESS, ProblemCategory.ON_HOLD)
                .flatMap(category -> list(category).stream())
                .filter(Problem::knownError)
                .sorted(Comparator.comparing(Problem::openedAt)
                        .thenComparing(problem -> problem.id().value()))
                .toList();
    }

    /**
     * The problems that wait in a queue.
     *
     * @param queue the queue
     * @return those in {@link ProblemCategory#OPEN}, the most important first, then the one opened first
     */
    public List<Problem> waiting(String queue) {
        return values("queue", Require.id("queue", queue)).stream()
                .filter(problem -> problem.category() == ProblemCategory.OPEN)
                .sorted((a, b) -> a.priority().compareTo(b.priority()))
                .toList();
    }

    private List<Problem> values(String index, String value) {
        return ops
                .records()
                .all(RecordQuery.of(Problem.TYPE).where(index, value).orderBy("opened-at"))
                .stream()
                .map(found -> found.value().knownTo(rights::reads))
                .toList();
    }

    private static Outcome<Problem> run(
            ItOps ops, UnitOfWork unit, String id, OptionalLong seen, ProblemCommand command) {
        Optional<Versioned<Problem>> before = unit.find(Problem.TYPE, id);
        Outcome<Problem> outcome = ProblemWorkflow.WORKFLOW.execute(
                unit, id, seen, command, facts(ops, unit, before.map(Versioned::value), command));
        if (outcome instanceof Outcome.Accepted<Problem> accepted
                && before.isPresent()
                && accepted.version() > before.get().version()) {
            settle(unit, accepted.state(), command);
        }
        return outcome;
    }

    /** What a decision rests on: only what the command looks at is read, so that nothing else can come into its way. */
    private static ProblemCommand.Facts facts(
            ItOps ops, UnitOfWork unit, Optional<Problem> problem, ProblemCommand command) {
        Optional<Problem> duplicated = Optional.empty();
        Optional<IncidentProblems> incident = Optional.empty();
        Optional<ChangeFacts> change = Optional.empty();
        if (command instanceof ProblemCommand.Cancel cancel) {
            duplicated = cancel.duplicateOf()
                    .flatMap(other -> unit.find(Problem.TYPE, other.value()))
                    .map(Versioned::value);
        } else if (command instanceof ProblemCommand.Link link) {
            incident = readable(ops, unit, link.incident());
        } else if (command instanceof ProblemCommand.Unlink unlink) {
            incident = readable(ops, unit, unlink.incident());
        } else if (command instanceof ProblemCommand.Resolve || command instanceof ProblemCommand.Close) {
            change = problem.flatMap(known -> known.findings().change())
                    .filter(ref -> ref.type().equals("change"))
                    .flatMap(ref -> unit.find(ChangeFacts.TYPE, ref.id()))
                    .map(Versioned::value);
        }
        return new ProblemCommand.Facts(duplicated, incident, change);
    }

    /** The links of an incident; one that may not be read is as good as none. */
    private static Optional<IncidentProblems> readable(ItOps ops, UnitOfWork unit, IncidentId incident) {
        return unit.find(Incident.TYPE, incident.value())
                .map(Versioned::value)
                .filter(ReadingRights.in(ops, unit)::reads)
                .map(found -> links(unit, found.id()));
    }

    private static IncidentProblems links(UnitOfWork unit, IncidentId incident) {
        return unit.find(IncidentProblems.TYPE, incident.value())
                .map(Versioned::value)
                .orElseGet(() -> new IncidentProblems(incident, List.of()));
    }

    /** Keeps the other side of the links in step. */
    private static void settle(UnitOfWork unit, Problem problem, ProblemCommand command) {
        if (command instanceof ProblemCommand.Link link) {
            unit.put(IncidentProblems.TYPE, links(unit, link.incident()).with(problem.id()));
        } else if (command instanceof ProblemCommand.Unlink unlink) {
            unit.put(IncidentProblems.TYPE, links(unit, unlink.incident()).without(problem.id()));
        } else if (command instanceof ProblemCommand.Publish publish) {
            var draft = new KnowledgeCommand.Draft(
                    publish.entry(),
                    KnownErrors.content(problem),
                    List.of(problem.id().ref()));
            KnowledgeWorkflow.WORKFLOW
                    .follow(
                            unit,
                            publish.entry().value(),
                            draft,
                            new KnowledgeCommand.Facts(unit.actor(), Optional.empty()))
                    .orElseThrow();
        }
    }
}
