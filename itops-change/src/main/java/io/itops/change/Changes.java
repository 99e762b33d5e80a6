package io.itops.change;

import io.itops.change.risk.RiskScore;
import io.itops.change.risk.RiskTable;
import io.itops.change.suspect.ChangeSuspects;
import io.itops.change.suspect.SuspectModel;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeCircumstances;
import io.itops.change.workflow.ChangeCommand;
import io.itops.change.workflow.ChangeContent;
import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ChangePhase;
import io.itops.change.workflow.ChangePolicy;
import io.itops.change.workflow.ChangeTemplate;
import io.itops.change.workflow.ChangeWorkflow;
import io.itops.change.workflow.ContentHash;
import io.itops.change.workflow.Delegations;
import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.core.journal.JournalEntry;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.signal.ChangeFacts;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Suspect;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Changes over an {@link ItOps}: commands, reading, risk, and suspects of incidents.
 *
 * <pre>{@code
 * Changes changes = Changes.attach(ops);
 * ChangeId id = changes.propose(
 *         Change.normal("ledger 2.4")
 *                 .component("ledger-app")
 *                 .plan(PlanStep.checked("roll out ledger 2.4", "/version says 2.4"))
 *                 .backOut(BackOutPlan.rehearsed(PlanStep.of("roll out ledger 2.3"))),
 *         Actor.user("kim"));
 * changes.submit(id, Actor.user("kim"));
 * changes.assess(id, "the back-out was rehearsed", Actor.user("dora"));
 * changes.approve(id, changes.get(id).content().hash(), Actor.user("dora"));
 * changes.start(id, Actor.user("kim"));
 * changes.finish(id, "in place", Actor.user("kim"));
 * }</pre>
 *
 * <p>The named methods throw: {@link io.itops.core.RefusedException} where table, policy or rule does not allow the command, {@link
 * io.itops.core.NotFoundException} where there is no such change, {@link io.itops.core.AccessDeniedException} where the actor may not,
 * {@link io.itops.core.ClosedException} once the instance is closed. {@link #execute} gives refusals as values.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Changes {
    private final ItOps ops;
    private final ChangePolicy policy;
    private final ChangeReading reading;
    private final Arrangements arrangements;
    private final Map<ChangePhase, Meters.Counter> entered = new TreeMap<>();

    private Changes(ItOps ops, ChangePolicy policy) {
        this.ops = ops;
        this.policy = policy;
        this.reading = new ChangeReading(ops);
        this.arrangements = new Arrangements(ops);
        for (ChangePhase phase : ChangePhase.values()) {
            entered.put(
                    phase,
                    ops.kernel()
                            .meters()
                            .counter(
                                    "itops.change.entered",
                                    "phase",
                                    phase.name().toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * Attaches changes to an instance: registers the handlers of their timers, and names suspects of incidents. Attach before {@link
     * ItOps#start}.
     *
     * @param ops the instance
     * @param policy how changes are governed
     * @return the changes
     * @throws io.itops.core.InvalidInputException if changes are attached already, or workers were started
     */
    public static Changes attach(ItOps ops, ChangePolicy policy) {
        Require.present("ops", ops);
        Require.present("change policy", policy);
        return ops.attach("changes", () -> {
            Changes changes = new Changes(ops, policy);
            changes.timer(ChangeCommand.WINDOW_TIMER, new ChangeCommand.OpenWindow());
            changes.timer(ChangeCommand.REVIEW_TIMER, new ChangeCommand.Remind());
            ops.register(changes::suspects);
            return changes;
        });
    }

    /**
     * Attaches changes to an instance under {@link ChangePolicy#DEFAULTS}, before {@link ItOps#start}.
     *
     * @param ops the instance
     * @return the changes
     * @throws io.itops.core.InvalidInputException if changes are attached already, or workers were started
     */
    public static Changes attach(ItOps ops) {
        return attach(ops, ChangePolicy.DEFAULTS);
    }

    private void timer(String name, ChangeCommand command) {
        ops.agenda().register(ChangeCommand.TIMER_JOB_PREFIX + name, (claim, unit) -> {
            Ref change = claim.job().timer().orElseThrow().subject();
            // A refusal means that the change has moved on since the timer was set: there is nothing left to note.
            ChangeWorkflow.WORKFLOW.execute(
                    unit, change.id(), OptionalLong.empty(), command, ChangeCircumstances.under(policy));
            return JobOutcome.DONE;
        });
    }

    /**
     * Decides a command and commits what follows.
     *
     * @param id the change
     * @param seen the version that the caller saw, if the command must not meet another
     * @param command what is asked
     * @param actor who asks
     * @return the change after it, or the refusal
     * @throws io.itops.core.ConflictException if the change is not at the version that the caller saw
     */
    public Outcome<Change> execute(ChangeId id, OptionalLong seen, ChangeCommand command, Actor actor) {
        Require.present("change id", id);
        Require.present("seen version", seen);
        Require.present("command", command);
        Require.present("actor", actor);
        Require.that(
                command.by().equals(actor.kind() == Actor.Kind.SYSTEM ? "" : actor.id()),
                "person who gives the command",
                "be the actor, " + actor,
                command.by());
        Require.that(
                !(command instanceof ChangeCommand.Approve) || actor.kind() == Actor.Kind.USER,
                "voter",
                "be a person",
                actor);
        return ops.transact(actor, unit -> {
            Optional<ChangePhase> before = unit.find(Change.TYPE, id.value())
                    .map(change -> change.value().phase());
            Outcome<Change> decided = ChangeWorkflow.WORKFLOW.execute(
                    unit, id.value(), seen, command, reading.circumstances(id, command, policy, unit));
            if (decided instanceof Outcome.Accepted<Change> accepted) {
                publish(accepted.state(), unit);
            }
            count(before, decided, unit);
            return decided;
        });
    }

    private void count(Optional<ChangePhase> before, Outcome<Change> decided, UnitOfWork unit) {
        if (decided instanceof Outcome.Accepted<Change> accepted
                && !before.equals(Optional.of(accepted.state().phase()))) {
            Meters.Counter counter =
                    Require.present("counter", entered.get(accepted.state().phase()));
            unit.afterCommit(counter::add);
        }
    }

    /** Publishes what other modules may know, in the same commit. */
    private static void publish(Change change, UnitOfWork unit) {
        if (change.startedAt().isEmpty()) {
            return;
        }
        ChangeFacts facts = new ChangeFacts(
                change.id().value(),
                change.content().title(),
                change.content().services(),
                change.content().components(),
                change.startedAt().get(),
                change.finishedAt(),
                change.outcome(),
                change.risk().map(RiskScore::probability).orElse(RiskTable.BASE_PROBABILITY));
        Optional<Versioned<ChangeFacts>> before = unit.find(ChangeFacts.TYPE, facts.id());
        if (!before.map(Versioned::value).equals(Optional.of(facts))) {
            unit.put(ChangeFacts.TYPE, facts);
        }
    }

    private static String person(Actor actor) {
        return Require.present("actor", actor).id();
    }

    private Change run(ChangeId id, ChangeCommand command, Actor actor) {
        return execute(id, OptionalLong.empty(), command, actor).orElseThrow();
    }

    /**
     * Writes a change down.
     *
     * @param content what it is
     * @param requester who asks for it
     * @return the id that it got
     */
    public ChangeId propose(ChangeContent.Builder content, Actor requester) {
        ChangeId id = ChangeId.of(ops.kernel().ids().next());
        ChangeContent built = Require.present("change content", content).build();
        run(id, new ChangeCommand.Propose(id, person(requester), built), requester);
        return id;
    }

    /**
     * Writes a change's content anew. A submitted change goes back to its draft, and its votes are void.
     *
     * @param id the change
     * @param content what it is to be
     * @param editor who edits
     * @return the change after it
     */
    public Change edit(ChangeId id, ChangeContent content, Actor editor) {
        return run(id, new ChangeCommand.Edit(person(editor), content), editor);
    }

    /**
     * Submits a change. One that has no plan, does not follow the template that it names, or whose window is over is refused; an
     * emergency does not wait for its window. To submit what someone else requested is no part in the change: whoever does no more may
     * vote on it.
     *
     * @param id the change
     * @param actor who submits
     * @return the change after it
     * @throws io.itops.core.RefusedException if the change may not be submitted, with the reasons: {@code window-over} among them
     */
    public Change submit(ChangeId id, Actor actor) {
        return run(id, new ChangeCommand.Submit(person(actor), get(id).content().type()), actor);
    }

    /**
     * Records the assessment of a normal change. Duties are not separated here: whoever is permitted to assess may, the requester
     * among them, and may vote afterwards unless something else keeps them from it.
     *
     * @param id the change
     * @param note what was found
     * @param assessor who assessed it
     * @return the change after it
     */
    public Change assess(ChangeId id, String note, Actor assessor) {
        return run(id, new ChangeCommand.Assess(person(assessor), note), assessor);
    }

    /**
     * Votes for a change as the voter saw it. Whoever requested the change, edited it since it was submitted, or carries it out has no
     * vote, nor who stands in for one of them; whoever only submitted or assessed it has. Integrations and the SDK's own parts have no
     * vote, and none is taken for a change whose window is over, unless it is an emergency.
     *
     * @param id the change
     * @param seen the hash of the content that the voter saw
     * @param voter the person who votes
     * @return the change after it
     * @throws io.itops.core.InvalidInputException if the voter is no user
     * @throws io.itops.core.RefusedException if the vote may not be given, with the reasons: {@code window-over} among them
     */
    public Change approve(ChangeId id, ContentHash seen, Actor voter) {
        return run(id, new ChangeCommand.Approve(person(voter), seen), voter);
    }

    /**
     * Refuses a change.
     *
     * @param id the change
     * @param why the reason
     * @param actor who refuses
     * @return the change after it
     */
    public Change reject(ChangeId id, String why, Actor actor) {
        return run(id, new ChangeCommand.Reject(person(actor), why), actor);
    }

    /**
     * Begins the implementation. The person who begins carries it out.
     *
     * @param id the change
     * @param actor who begins: the named implementer, if there is one, or who stands in for them; none of those who approved the change,
     *     nor anybody who stands in for one of them or for whom one of them stands in. It is refused too if one who approved turns out to
     *     have stood in, at the vote, for the requester, an editor or the implementer
     * @return the change after it
     */
    public Change start(ChangeId id, Actor actor) {
        return run(id, new ChangeCommand.Start(person(actor)), actor);
    }

    /**
     * Ends the implementation: the change is in place.
     *
     * @param id the change
     * @param note what there is to say, possibly empty
     * @param actor who says so
     * @return the change after it
     */
    public Change finish(ChangeId id, String note, Actor actor) {
        return run(id, new ChangeCommand.Finish(person(actor), true, note), actor);
    }

    /**
     * Ends the implementation: the change was left undone.
     *
     * @param id the change
     * @param note what there is to say, possibly empty
     * @param actor who says so
     * @return the change after it
     */
    public Change fail(ChangeId id, String note, Actor actor) {
        return run(id, new ChangeCommand.Finish(person(actor), false, note), actor);
    }

    /**
     * Takes a change back.
     *
     * @param id the change
     * @param why the reason
     * @param actor who says so
     * @return the change after it
     */
    public Change backOut(ChangeId id, String why, Actor actor) {
        return run(id, new ChangeCommand.BackOut(person(actor), why), actor);
    }

    /**
     * Records the review of a change.
     *
     * @param id the change
     * @param findings what was found
     * @param reviewer who reviewed it
     * @return the change after it
     */
    public Change close(ChangeId id, String findings, Actor reviewer) {
        return run(id, new ChangeCommand.Close(person(reviewer), findings), reviewer);
    }

    /**
     * Gives a change up.
     *
     * @param id the change
     * @param why the reason
     * @param actor who gives it up
     * @return the change after it
     */
    public Change cancel(ChangeId id, String why, Actor actor) {
        return run(id, new ChangeCommand.Cancel(person(actor), why), actor);
    }

    /**
     * Adds a comment; votes stay valid.
     *
     * @param id the change
     * @param text what is said
     * @param actor who says it
     * @return the change after it
     */
    public Change comment(ChangeId id, String text, Actor actor) {
        return run(id, new ChangeCommand.Comment(person(actor), text), actor);
    }

    /**
     * Sets labels and links; votes stay valid.
     *
     * @param id the change
     * @param labels all labels that it is to have, at most 64
     * @param links all links that it is to have, at most 64, each {@code http} or {@code https}
     * @param actor who sets them
     * @return the change after it
     * @throws io.itops.core.InvalidInputException if a label or link breaks its rule, such as a link of another scheme
     */
    public Change annotate(ChangeId id, Map<String, String> labels, List<String> links, Actor actor) {
        return run(id, new ChangeCommand.Annotate(person(actor), Require.map("labels", labels), links), actor);
    }

    /**
     * Approves a template for standard changes, in the place of one of the same id.
     *
     * @param template the template; its approver is replaced by the actor
     * @param approver who approves it
     * @return the template as it was approved
     */
    public ChangeTemplate approveTemplate(ChangeTemplate template, Actor approver) {
        ChangeTemplate approved = Require.present("template", template).approvedBy(person(approver));
        arrangements.approve(approved, approver);
        return approved;
    }

    /**
     * Withdraws a template: standard changes that name it are neither submitted nor started any more.
     *
     * @param templateId the template
     * @param why the reason, at most 2,000 characters
     * @param actor who withdraws it
     * @throws io.itops.core.NotFoundException if there is no such template
     */
    public void withdrawTemplate(String templateId, String why, Actor actor) {
        Require.id("template id", templateId);
        Require.text("reason of the withdrawal", why, 2_000);
        arrangements.withdraw(templateId, why, Require.present("actor", actor));
    }

    /**
     * Lets a person stand in for another for a while. It may be said afterwards: a start looks back at the votes given meanwhile.
     *
     * @param person who is stood in for
     * @param delegate who stands in
     * @param start the first instant of it
     * @param end the first instant after it
     * @param actor who arranges it
     */
    public void delegate(String person, String delegate, Instant start, Instant end, Actor actor) {
        Delegations.Delegation delegation = new Delegations.Delegation(person, start, end);
        Require.id("delegate", delegate);
        arrangements.delegate(delegate, delegation, Require.present("actor", actor));
    }

    /**
     * Ends early that a person stands in for another: what is in force ends now, what is yet to begin is taken out.
     *
     * @param person who is stood in for
     * @param delegate who stands in
     * @param actor who ends it
     * @throws io.itops.core.NotFoundException if the one does not stand in for the other, now or later
     */
    public void endDelegation(String person, String delegate, Actor actor) {
        Require.id("delegating person", person);
        Require.id("delegate", delegate);
        arrangements.endDelegation(person, delegate, Require.present("actor", actor));
    }

    /**
     * A change as it stands.
     *
     * @param id the change
     * @return the change
     * @throws io.itops.core.NotFoundException if there is none
     */
    public Change get(ChangeId id) {
        return ops.records()
                .get(Change.TYPE, Require.present("change id", id).value())
                .value();
    }

    /**
     * The changes in a phase, by id.
     *
     * @param phase the phase
     * @return all of them
     */
    public List<Change> in(ChangePhase phase) {
        return ops
                .records()
                .all(RecordQuery.of(Change.TYPE)
                        .where("phase", Require.present("phase", phase).name()))
                .stream()
                .map(Versioned::value)
                .toList();
    }

    /**
     * The risk of a change: as it was scored at its submission, or as it would be now if it is a draft.
     *
     * @param id the change
     * @return the score
     */
    public RiskScore risk(ChangeId id) {
        Change change = get(id);
        return change.risk()
                .orElseGet(() -> RiskTable.score(reading.riskInput(
                        id.value(), change.content(), ops.kernel().now())));
    }

    /**
     * The suspects of an incident among the changes of the 14 days before the present trouble {@linkplain IncidentFacts#troubleBegan
     * began}.
     *
     * @param incident what is published about the incident
     * @return every change looked at and the unknown cause, the likeliest first; their likelihoods sum to 1
     */
    public List<Suspect> suspects(IncidentFacts incident) {
        Instant began = Require.present("incident", incident).troubleBegan();
        List<ChangeFacts> changes = reading.startedBetween(began.minus(SuspectModel.LOOKBACK), began.plusNanos(1_000));
        return ChangeSuspects.rank(incident, changes, ops.catalog().snapshot());
    }

    /**
     * Why a change stands where it stands: its risk, and what happened to it.
     *
     * @param id the change
     * @return the explanation
     */
    public Explanation why(ChangeId id) {
        Change change = get(id);
        Explanation why = Explanation.of("the change is " + ChangeWorkflow.LIFECYCLE.label(change.phase()))
                .with("policy", policy.version())
                .with("content hash", change.content().hash())
                .because(risk(id).explanation());
        List<JournalEntry> entries = ops.journal().about(id.ref());
        for (JournalEntry entry : entries.subList(Math.max(0, entries.size() - 100), entries.size())) {
            why = why.because(Explanation.of(entry.event().summary())
                    .with("at", entry.event().at())
                    .with("by", entry.event().actor()));
        }
        return why;
    }
}
