package io.itops.incident;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Require;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.incident.workflow.AssessPriority;
import io.itops.incident.workflow.EscalationCommand;
import io.itops.incident.workflow.Family;
import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.NeedToKnow;
import io.itops.incident.workflow.NeedToKnowCommand;
import io.itops.incident.workflow.PlacementCommand;
import io.itops.incident.workflow.RebaseEscalation;
import io.itops.incident.workflow.Trouble;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Incidents of an SDK instance: opened by signals or people, escalated until someone acknowledges, resolved, closed and explained.
 *
 * <pre>{@code
 * Incidents incidents = Incidents.attach(
 *         ops,
 *         EscalationPolicy.builder()
 *                 .step("ann", Duration.ofMinutes(5))
 *                 .step("bob", Duration.ofMinutes(10))
 *                 .build());
 * ops.accept(Signal.firing("checkout-errors", ServiceId.of("checkout"), Severity.SEV2, "error rate above 5 %"));
 * }</pre>
 *
 * <p>A method that changes an incident throws {@link io.itops.core.RefusedException} where the incident's state or a rule does not allow
 * it, {@link io.itops.core.AccessDeniedException} where the actor may not, {@link io.itops.core.NotFoundException} where there is no
 * such incident, and {@link io.itops.core.ClosedException} once the instance is closed; nothing has changed then. {@link
 * #execute(IncidentId, IncidentCommand, Actor)} gives refusals as values instead.
 *
 * <p>A method that takes the version that its caller saw throws {@link io.itops.core.ConflictException} if the caller did not see the
 * incident in its present state: the state (or, for {@link #escalate}, the step) has changed since that version. Notes and repeated
 * signals in between do no harm.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Incidents extends IncidentReader {
    private final ItOps ops;
    private final Desk desk;
    private final ImportDesk imports;
    private final OnCallSchedules schedules;
    private final IncidentAnalyses analyses;

    private Incidents(Attachment attachment) {
        super(attachment.readings());
        this.ops = attachment.ops();
        this.desk = attachment.desk();
        this.analyses = new IncidentAnalyses(attachment.ops(), attachment.reach());
        this.imports = new ImportDesk(desk);
        this.schedules = attachment.schedules();
    }

    /**
     * Attaches incidents with one escalation policy for all services, before {@link ItOps#start}.
     *
     * @param ops the SDK instance, with exactly one notifier
     * @param policy the policy
     * @return the incidents
     * @throws io.itops.core.InvalidInputException if there is not exactly one notifier, incidents are attached already, or workers were
     *     started
     */
    public static Incidents attach(ItOps ops, EscalationPolicy policy) {
        return attach(ops, IncidentOptions.of(policy));
    }

    /**
     * Attaches incidents: from now on signals reach them, and their timers run. Attach before {@link ItOps#start}: workers would send
     * pages of an earlier process unasked whether they are still wanted.
     *
     * @param ops the SDK instance
     * @param options how incidents are handled
     * @return the incidents
     * @throws io.itops.core.InvalidInputException if no contacts are given and there is not exactly one notifier, the contacts name a
     *     notifier that the instance does not have, incidents are attached already, or workers were started; nothing is attached then
     */
    public static Incidents attach(ItOps ops, IncidentOptions options) {
        Require.present("ops", ops);
        Require.present("options", options);
        return ops.attach("incidents", () -> new Incidents(Attachment.of(ops, options)));
    }

    /**
     * What is read of many incidents at once: their metrics and cost, and how escalation does.
     *
     * @return the analyses
     */
    public IncidentAnalyses analyses() {
        return analyses;
    }

    /**
     * The schedules that escalation policies can name.
     *
     * @return the schedules
     */
    public OnCallSchedules schedules() {
        return schedules;
    }

    /**
     * Opens an incident in the name of a person, without a signal. Signals of the same dedup key will belong to it.
     *
     * @param trouble what is wrong
     * @param actor who opens it
     * @return the incident
     * @throws io.itops.core.RefusedException if an incident holds the dedup key already
     */
    public Incident declare(Trouble trouble, Actor actor) {
        Require.present("trouble", trouble);
        return begun(actor, unit -> desk.open(unit, trouble, false, Optional.empty()));
    }

    /**
     * Reports what may be an incident: nobody is paged before someone {@linkplain #accept accepts} it, or a signal makes it so bad that it
     * must not wait. Signals of the same dedup key will belong to it.
     *
     * @param trouble what seems to be wrong
     * @param actor who reports it
     * @return the incident, in triage
     * @throws io.itops.core.RefusedException if an incident holds the dedup key already
     */
    public Incident report(Trouble trouble, Actor actor) {
        Require.present("trouble", trouble);
        return begun(
                actor,
                unit -> desk.open(
                        unit, trouble, (marked, id, follows) -> new PlacementCommand.Report(marked, id, follows)));
    }

    /**
     * Opens an incident in a queue: nobody is paged, someone takes it from there. Signals of the same dedup key will belong to it.
     *
     * @param trouble what is wrong
     * @param queue the queue, at most 100 characters
     * @param actor who opens it
     * @return the incident, queued
     * @throws io.itops.core.RefusedException if an incident holds the dedup key already
     */
    public Incident enqueue(Trouble trouble, String queue, Actor actor) {
        Require.present("trouble", trouble);
        return begun(
                actor,
                unit -> desk.open(
                        unit,
                        trouble,
                        (marked, id, follows) -> new PlacementCommand.Enqueue(marked, id, queue, follows)));
    }

    /**
     * Says that what was reported is an incident: people are paged.
     *
     * @param id the incident
     * @param reason why, possibly blank
     * @param actor who says so
     * @return the incident
     */
    public Incident accept(IncidentId id, String reason, Actor actor) {
        return execute(id, new PlacementCommand.Accept(reason), actor).orElseThrow();
    }

    /**
     * Puts an incident into a queue, or into another one: nobody has it any more, and nobody is paged. What was mitigated or resolved is
     * open again.
     *
     * @param id the incident
     * @param queue the queue, at most 100 characters
     * @param reason why, possibly blank
     * @param actor who puts it there
     * @return the incident
     */
    public Incident requeue(IncidentId id, String queue, String reason, Actor actor) {
        return execute(id, new PlacementCommand.Requeue(queue, reason), actor).orElseThrow();
    }

    /**
     * Lets an incident wait: nobody is paged until its hold ends, someone goes on with it, or a signal makes it too bad to wait.
     *
     * @param id the incident
     * @param hold what it waits for, and how long
     * @param actor who lets it wait
     * @return the incident
     */
    public Incident hold(IncidentId id, Hold hold, Actor actor) {
        return execute(id, new PlacementCommand.PutOnHold(hold), actor).orElseThrow();
    }

    /**
     * Goes on with an incident that is on hold, mitigated, resolved or closed: the actor has it. Nobody is paged. A closed one needs a
     * reason, its dedup key must be free, and the options may set a time.
     *
     * @param id the incident
     * @param reason why, possibly blank unless it is closed
     * @param actor who goes on with it
     * @return the incident
     */
    public Incident resume(IncidentId id, String reason, Actor actor) {
        return execute(id, new PlacementCommand.Resume(reason), actor).orElseThrow();
    }

    /**
     * Says how much an incident hits and how soon it hurts: its priority follows by the matrix of the options.
     *
     * @param id the incident
     * @param impact how much is hit, from 1, the highest
     * @param urgency how soon it hurts, from 1, the highest
     * @param actor who says so
     * @return the incident
     * @throws io.itops.core.RefusedException also where the options give no matrix, or it has no such levels
     */
    public Incident assess(IncidentId id, int impact, int urgency, Actor actor) {
        return execute(id, new AssessPriority(impact, urgency, Optional.empty()), actor)
                .orElseThrow();
    }

    /**
     * Calls the state of an incident what the program calls it; it stays what it is. The label falls away when the category changes.
     *
     * @param id the incident
     * @param label one of the options' labels for the category of its state, or empty to take it away
     * @param actor who says so
     * @return the incident
     */
    public Incident relabel(IncidentId id, Optional<String> label, Actor actor) {
        return execute(id, new PlacementCommand.Relabel(label), actor).orElseThrow();
    }

    /**
     * Takes an incident over that began in another system, in the state that it had there. Nobody is paged, and no timer is set: it waits
     * for the next signal, person or {@link #importState}. Signals of its dedup key belong to it unless it is closed or cancelled.
     *
     * @param trouble what is wrong
     * @param state where it stood
     * @param at since when, which counts as its opening; not in the future
     * @param reason why it is taken over, at most 1,000 characters, possibly blank
     * @param actor who takes it over; needs the permission {@code incident.import}
     * @return the incident
     * @throws io.itops.core.RefusedException if an incident holds the dedup key already and this one would have to
     * @throws io.itops.core.InvalidInputException if the instant lies in the future, or a part is malformed
     */
    public Incident importNew(Trouble trouble, IncidentState state, Instant at, String reason, Actor actor) {
        Require.present("trouble", trouble);
        Require.present("state", state);
        return begun(actor, unit -> imports.first(unit, trouble, state, at, reason));
    }

    /**
     * Puts the state of an incident right after another system, without asking the table: a move that happened there although it would be
     * refused here. Nobody is paged, and all timers of the incident are cancelled. Nothing changes if it is in the state already.
     *
     * @param id the incident
     * @param state where it stands
     * @param at since when; not in the future
     * @param reason why, at most 1,000 characters, possibly blank; the journal tells it with the state that is left and the one entered
     * @param actor who says so; needs the permission {@code incident.import}
     * @return the incident
     * @throws io.itops.core.RefusedException if another incident holds the dedup key and this one would have to
     * @throws io.itops.core.InvalidInputException if the instant lies in the future, or a part is malformed
     */
    public Incident importState(IncidentId id, IncidentState state, Instant at, String reason, Actor actor) {
        Require.present("incident id", id);
        Require.present("state", state);
        return begun(actor, unit -> imports.state(unit, id, state, at, reason));
    }

    /**
     * Takes an incident: paging stops. Whoever has taken it already lets the acknowledgement hold anew; on an incident that someone
     * else has, it is taken over.
     *
     * @param id the incident
     * @param actor who takes it
     * @return the incident
     */
    public Incident acknowledge(IncidentId id, Actor actor) {
        return execute(id, new IncidentCommand.Acknowledge(), actor).orElseThrow();
    }

    /**
     * Takes an incident as it was seen.
     *
     * @param id the incident
     * @param seen the version that the actor saw, for example in a page
     * @param actor who takes it
     * @return the incident
     * @throws io.itops.core.ConflictException if its state has changed since that version
     */
    public Incident acknowledge(IncidentId id, long seen, Actor actor) {
        return execute(id, OptionalLong.of(seen), new IncidentCommand.Acknowledge(), actor)
                .orElseThrow();
    }

    /**
     * Gives an incident back: it is triggered again, and the step that it stood at is taken once more. Whoever acknowledged while others
     * still must takes that back: the time of the step runs on, and the step is taken once more where none runs.
     *
     * @param id the incident
     * @param reason why, possibly blank
     * @param actor who gives it back
     * @return the incident
     */
    public Incident unacknowledge(IncidentId id, String reason, Actor actor) {
        return execute(id, new IncidentCommand.Unacknowledge(reason), actor).orElseThrow();
    }

    /**
     * Takes the next step of the escalation policy now. It needs the version that the actor saw, so that two people who escalate at the
     * same time do not take two steps.
     *
     * @param id the incident
     * @param seen the version that the actor saw
     * @param reason why, possibly blank
     * @param actor who escalates
     * @return the incident
     * @throws io.itops.core.ConflictException if a step was taken or its state has changed since that version
     */
    public Incident escalate(IncidentId id, long seen, String reason, Actor actor) {
        return execute(id, OptionalLong.of(seen), new EscalationCommand.Escalate(reason), actor)
                .orElseThrow();
    }

    /**
     * Lets an incident go by the escalation policy that is in force for its service now: what is under way keeps the policy that it began
     * with otherwise.
     *
     * @param id the incident
     * @param anew whether the escalation begins anew; otherwise it keeps its place, and takes the step there if it is another one now
     * @param reason why, possibly blank
     * @param actor who wants it
     * @return the incident
     */
    public Incident rebase(IncidentId id, boolean anew, String reason, Actor actor) {
        return execute(id, new RebaseEscalation(anew, reason), actor).orElseThrow();
    }

    /**
     * Writes something down.
     *
     * @param id the incident
     * @param text what
     * @param actor who writes
     * @return the incident
     */
    public Incident note(IncidentId id, String text, Actor actor) {
        return execute(id, new IncidentCommand.Note(text), actor).orElseThrow();
    }

    /**
     * Says that users no longer suffer from an incident: paging stops.
     *
     * @param id the incident
     * @param note how, possibly blank
     * @param actor who says so
     * @return the incident
     */
    public Incident mitigate(IncidentId id, String note, Actor actor) {
        return execute(id, new IncidentCommand.Mitigate(note), actor).orElseThrow();
    }

    /**
     * Says that the trouble is over: paging stops, and those who were paged are told.
     *
     * @param id the incident
     * @param note how, possibly blank
     * @param actor who says so
     * @return the incident
     */
    public Incident resolve(IncidentId id, String note, Actor actor) {
        return execute(id, new IncidentCommand.Resolve(note, false, Optional.empty()), actor)
                .orElseThrow();
    }

    /**
     * Says that the trouble is back, or was never over: escalation begins anew. A closed incident needs a reason, its dedup key must be
     * free, and the options may set a time.
     *
     * @param id the incident
     * @param reason why, possibly blank unless it is closed
     * @param actor who says so
     * @return the incident
     */
    public Incident reopen(IncidentId id, String reason, Actor actor) {
        return execute(id, new IncidentCommand.Reopen(reason, false, Optional.empty()), actor)
                .orElseThrow();
    }

    /**
     * Says that nothing more is to be done about a resolved incident: the next signal of its dedup key opens another one.
     *
     * @param id the incident
     * @param note a remark, possibly blank
     * @param actor who says so
     * @return the incident
     */
    public Incident close(IncidentId id, String note, Actor actor) {
        return execute(id, new IncidentCommand.Close(note), actor).orElseThrow();
    }

    /**
     * Says that it was no incident: paging stops, and those who were paged are told.
     *
     * @param id the incident
     * @param reason why
     * @param actor who says so
     * @return the incident
     */
    public Incident cancel(IncidentId id, String reason, Actor actor) {
        return execute(id, new IncidentCommand.Cancel(reason), actor).orElseThrow();
    }

    /**
     * Merges an incident into another one, whose trouble it is a part of: its dedup keys go over, signals of them reach the other one, and
     * nobody is paged for it any more. The other one becomes as bad as the worse of the two, and is resolved by signals only when the
     * trouble of all its keys is over. Once merged into that one, nothing changes.
     *
     * @param id the incident
     * @param into the other one, which is neither over nor merged
     * @param reason why, possibly blank
     * @param actor who merges them
     * @return the merged incident
     */
    public Incident merge(IncidentId id, IncidentId into, String reason, Actor actor) {
        return execute(id, new FamilyCommand.MergeInto(into, reason), actor).orElseThrow();
    }

    /**
     * Takes an incident out of the one that it was merged into: it stands as it stood, its keys come back but for those that a later
     * incident has, and its timers run on. A step that was due meanwhile is taken at once.
     *
     * @param id the incident
     * @param reason why, possibly blank
     * @param actor who takes it out
     * @return the incident
     * @throws io.itops.core.RefusedException if it is not merged, or a later incident has its own dedup key
     */
    public Incident unmerge(IncidentId id, String reason, Actor actor) {
        return execute(id, new FamilyCommand.Unmerge(reason), actor).orElseThrow();
    }

    /**
     * Makes a part of an incident's trouble an incident of its own: people are paged for it. Its dedup key is one that came with a merged
     * incident, or one that nobody holds; the part names the incident that it was split off as the one it follows.
     *
     * @param id the incident
     * @param part the trouble of the new one
     * @param reason why, possibly blank
     * @param actor who splits it
     * @return the new incident
     */
    public Incident split(IncidentId id, Trouble part, String reason, Actor actor) {
        Require.present("incident id", id);
        Require.present("trouble", part);
        Incident split = ops.transact(actor, unit -> {
            IncidentId fresh = IncidentId.of(unit.newId());
            desk.asked(unit, id, OptionalLong.empty(), new FamilyCommand.Split(part, fresh, reason))
                    .orElseThrow();
            return unit.find(Incident.TYPE, fresh.value()).orElseThrow().value();
        });
        return ReadingRights.of(ops, actor).shown(split);
    }

    /**
     * Makes an incident a part of another one, or of none.
     *
     * @param id the incident
     * @param parent the other one; empty: none
     * @param actor who says so
     * @return the incident
     * @throws io.itops.core.RefusedException if there is no such parent, an incident would be above itself, or more than {@value
     *     Family#MAX_DEPTH} would stand above one another
     */
    public Incident link(IncidentId id, Optional<IncidentId> parent, Actor actor) {
        return execute(id, new FamilyCommand.Link(parent), actor).orElseThrow();
    }

    /**
     * Declares an incident a major one.
     *
     * @param id the incident
     * @param reason why
     * @param actor who says so
     * @return the incident
     */
    public Incident promote(IncidentId id, String reason, Actor actor) {
        return execute(id, new FamilyCommand.Promote(reason), actor).orElseThrow();
    }

    /**
     * Says that an incident is no major one any more.
     *
     * @param id the incident
     * @param reason why
     * @param actor who says so
     * @return the incident
     */
    public Incident demote(IncidentId id, String reason, Actor actor) {
        return execute(id, new FamilyCommand.Demote(reason), actor).orElseThrow();
    }

    /**
     * Restricts an incident to those who need to know of it: to all others it is as if it did not exist. It is read by whoever has the
     * permission {@code incident.read} for it, and, with the permission {@code incident.read-involved}, by the people who are involved:
     * the readers named here, and whoever is paged, has it or has a role in its response, from now on. Restricted already, it has these
     * named readers and no others.
     *
     * @param id the incident
     * @param readers the ids of people who are to read it, at most {@value NeedToKnow#MAX_READERS}
     * @param reason why
     * @param actor who restricts it
     * @return the incident
     */
    public Incident restrict(IncidentId id, Collection<String> readers, String reason, Actor actor) {
        return execute(
                        id,
                        new NeedToKnowCommand.Restrict(new TreeSet<>(Require.list("readers", readers)), reason),
                        actor)
                .orElseThrow();
    }

    /**
     * Lets everyone read an incident again.
     *
     * @param id the incident
     * @param reason why
     * @param actor who says so
     * @return the incident
     */
    public Incident unrestrict(IncidentId id, String reason, Actor actor) {
        return execute(id, new NeedToKnowCommand.Unrestrict(reason), actor).orElseThrow();
    }

    /**
     * Gives any command to an incident.
     *
     * @param id the incident
     * @param command what is asked
     * @param actor who asks
     * @return the incident after the command, or why it was refused
     * @throws io.itops.core.InvalidInputException if the command must be given with the version that was seen
     * @throws io.itops.core.NotFoundException if there is no such incident
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public Outcome<Incident> execute(IncidentId id, IncidentCommand command, Actor actor) {
        return execute(id, OptionalLong.empty(), command, actor);
    }

    /**
     * Gives any command to an incident as it was seen.
     *
     * @param id the incident
     * @param seen the version that the actor saw, if the command must not meet another picture
     * @param command what is asked
     * @param actor who asks
     * @return the incident after the command, or why it was refused
     * @throws io.itops.core.ConflictException if the picture has changed since that version
     * @throws io.itops.core.InvalidInputException if no version is given and the command {@linkplain IncidentCommand#needsSeen needs one}
     * @throws io.itops.core.NotFoundException if there is no such incident
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public Outcome<Incident> execute(IncidentId id, OptionalLong seen, IncidentCommand command, Actor actor) {
        Require.present("incident id", id);
        Require.present("seen version", seen);
        Require.present("command", command);
        return seenBy(actor, ops.transact(actor, unit -> desk.asked(unit, id, seen, command)));
    }

    private Incident begun(Actor actor, Function<UnitOfWork, Outcome<Incident>> beginning) {
        return seenBy(actor, ops.transact(actor, beginning)).orElseThrow();
    }

    /** Whoever gives a command sees of the incidents that this one hangs together with what they may read. */
    private Outcome<Incident> seenBy(Actor actor, Outcome<Incident> outcome) {
        return outcome instanceof Outcome.Accepted<Incident> accepted
                ? new Outcome.Accepted<>(ReadingRights.of(ops, actor).shown(accepted.state()), accepted.version())
                : outcome;
    }
}
