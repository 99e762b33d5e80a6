package io.itops.incident.communication;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Meters;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.store.Claim;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.internal.AskedContacts;
import io.itops.incident.internal.Merges;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Roles and status updates of incidents. {@code Incidents.attach} makes it; it is reached by {@code incidents.communication()}.
 *
 * <p>A method that changes a response throws {@link io.itops.core.RefusedException} where its state or a rule does not allow it, {@link
 * io.itops.core.AccessDeniedException} where the actor may not, {@link NotFoundException} where there is no such incident, and {@link
 * io.itops.core.ClosedException} once the instance is closed; nothing has changed then. {@link #execute} gives refusals as values instead.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Communication {
    private final ItOps ops;
    private final CommunicationPolicy policy;
    private final Contacts contacts;
    private final ReadingRights rights;
    private final Meters.Counter published;
    private final Meters.Counter missed;
    private final Meters.Counter untold;

    private Communication(ItOps ops, CommunicationPolicy policy, Contacts contacts, ReadingRights rights) {
        this.ops = ops;
        this.policy = policy;
        this.contacts = contacts;
        this.rights = rights;
        Meters meters = ops.kernel().meters();
        this.published = meters.counter("itops.incident.updates.published");
        this.missed = meters.counter("itops.incident.updates.missed");
        this.untold = meters.counter("itops.incident.reminders.untold");
    }

    /**
     * Attaches communication: its timers and its jobs run from now on.
     *
     * @param ops the SDK instance, before its workers start
     * @param policy which audiences are told how often, and which roles must be filled
     * @param contacts where people are reached
     * @return the communication
     * @throws io.itops.core.InvalidInputException if it is attached already, or workers were started
     */
    public static Communication attach(ItOps ops, CommunicationPolicy policy, Contacts contacts) {
        Require.present("ops", ops);
        Communication communication = new Communication(
                ops,
                Require.present("communication policy", policy),
                Require.present("contacts", contacts),
                ReadingRights.ofProgram(ops));
        ops.deliveries().guard(Response.TYPE.name(), new ReminderGuard());
        ops.agenda().register(ResponseWorkflow.PUBLISH_JOB, new Publishing(ops));
        ops.agenda()
                .register(
                        ResponseWorkflow.UPDATE_JOB,
                        (claim, unit) -> communication.timeout(
                                claim,
                                unit,
                                new ResponseCommand.UpdateTimeout(
                                        ResponseWorkflow.audienceOf(timer(claim).name()))));
        ops.agenda()
                .register(
                        ResponseWorkflow.ROLE_JOB,
                        (claim, unit) -> communication.timeout(
                                claim,
                                unit,
                                new ResponseCommand.RoleTimeout(
                                        ResponseWorkflow.roleOf(timer(claim).name()),
                                        claim.job().due())));
        return communication;
    }

    /**
     * Responses and updates as an actor may read: of restricted incidents what the {@link io.itops.core.spi.Authorizer} allows. Commands
     * are judged by the actor that they are given with, here as there.
     *
     * @param actor who reads
     * @return the same, read on behalf of the actor
     */
    public Communication as(Actor actor) {
        return new Communication(ops, policy, contacts, ReadingRights.of(ops, Require.present("actor", actor)));
    }

    /**
     * Who wants to hear what audiences are told.
     *
     * @return the subscriptions
     */
    public Subscriptions subscriptions() {
        return new Subscriptions(ops, policy);
    }

    private static TimerKey timer(Claim claim) {
        return claim.job().timer().orElseThrow();
    }

    private JobOutcome timeout(Claim claim, UnitOfWork unit, ResponseCommand command) {
        String id = timer(claim).subject().id();
        Optional<Versioned<Incident>> incident = unit.find(Incident.TYPE, id);
        Optional<Versioned<Response>> response = unit.find(Response.TYPE, id);
        if (incident.isPresent() && response.isPresent()) {
            ResponseFacts facts = facts(unit, incident.get().value(), command);
            Outcome<Response> outcome = ResponseWorkflow.WORKFLOW.follow(unit, id, command, facts);
            count(unit, response.get().value(), command, facts, outcome);
            if (outcome instanceof Outcome.Accepted<Response> accepted) {
                int more = accepted.state().missedUpdates()
                        - response.get().value().missedUpdates();
                unit.afterCommit(() -> missed.add(more));
            }
        }
        return JobOutcome.DONE;
    }

    /**
     * How an incident is responded to.
     *
     * @param id the incident
     * @return the response; empty if nothing has asked for one yet
     */
    public Optional<Response> response(IncidentId id) {
        Require.present("incident id", id);
        return rights.reads(id)
                ? ops.records().find(Response.TYPE, id.value()).map(Versioned::value)
                : Optional.empty();
    }

    /**
     * Who held which role when: all tenures, those too that the response has left out.
     *
     * @param id the incident
     * @return the tenures, in the order in which the roles were taken; none if there is no response
     */
    public List<RoleTenure> tenures(IncidentId id) {
        return response(id).map(new ResponseHistory(ops)::tenures).orElse(List.of());
    }

    /**
     * The public stages that an incident came to: all of them, those too that the response has left out.
     *
     * @param id the incident
     * @return the stages, in order; none if there is no response
     */
    public List<StageChange> stages(IncidentId id) {
        return response(id).map(new ResponseHistory(ops)::stages).orElse(List.of());
    }

    /**
     * Gives a role that nobody holds to someone.
     *
     * @param id the incident
     * @param role the role
     * @param person the person's id
     * @param note what there is to know, possibly blank
     * @param actor who gives it
     * @return the response
     */
    public Response assign(IncidentId id, IncidentRole role, String person, String note, Actor actor) {
        return execute(id, new ResponseCommand.Assign(role, person, note), actor)
                .orElseThrow();
    }

    /**
     * Passes a role on.
     *
     * @param id the incident
     * @param role the role
     * @param from the id of who holds it
     * @param to the id of who is to hold it
     * @param note what there is to know, not blank
     * @param actor who passes it on
     * @return the response
     */
    public Response handOver(IncidentId id, IncidentRole role, String from, String to, String note, Actor actor) {
        return execute(id, new ResponseCommand.HandOver(role, from, to, note), actor)
                .orElseThrow();
    }

    /**
     * Gives a role back.
     *
     * @param id the incident
     * @param role the role
     * @param note why, possibly blank
     * @param actor who gives it back
     * @return the response
     */
    public Response relinquish(IncidentId id, IncidentRole role, String note, Actor actor) {
        return execute(id, new ResponseCommand.Relinquish(role, note), actor).orElseThrow();
    }

    /**
     * Says what the cause is: the public stage becomes {@link PublicStage#IDENTIFIED} unless it is further.
     *
     * @param id the incident
     * @param cause what is known
     * @param actor who says so
     * @return the response
     */
    public Response identify(IncidentId id, String cause, Actor actor) {
        return execute(id, new ResponseCommand.Identify(cause), actor).orElseThrow();
    }

    /**
     * Takes back what was said to be the cause: the public stage becomes {@link PublicStage#INVESTIGATING} again if it was {@link
     * PublicStage#IDENTIFIED}.
     *
     * @param id the incident
     * @param reason why it is not the cause, not blank
     * @param actor who says so
     * @return the response
     * @throws io.itops.core.RefusedException if no cause was identified
     */
    public Response retract(IncidentId id, String reason, Actor actor) {
        return execute(id, new ResponseCommand.Retract(reason), actor).orElseThrow();
    }

    /**
     * Tells audiences how things stand: the update is kept, and goes to all subscribers of these audiences.
     *
     * @param id the incident
     * @param audiences who is told: known ones where the policy has some
     * @param text what they are told
     * @param actor who publishes it
     * @return the update
     */
    public StatusUpdate publish(IncidentId id, List<String> audiences, String text, Actor actor) {
        Response response =
                execute(id, new ResponseCommand.Publish(audiences, text), actor).orElseThrow();
        return ops.records()
                .get(StatusUpdate.TYPE, StatusUpdate.id(id, response.updates()))
                .value();
    }

    /**
     * Tells an audience nothing until an instant.
     *
     * @param id the incident
     * @param audience the audience
     * @param until when it is to be told next
     * @param reason why
     * @param actor who says so
     * @return the response
     */
    public Response snooze(IncidentId id, String audience, Instant until, String reason, Actor actor) {
        return execute(id, new ResponseCommand.Snooze(audience, until, reason), actor)
                .orElseThrow();
    }

    /**
     * Gives any command to the response to an incident; the response begins with it if there is none yet.
     *
     * @param id the incident
     * @param command what is asked
     * @param actor who asks
     * @return the response after the command, or why it was refused
     * @throws NotFoundException if there is no such incident
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public Outcome<Response> execute(IncidentId id, ResponseCommand command, Actor actor) {
        Require.present("incident id", id);
        Require.present("command", command);
        return ops.transact(actor, unit -> {
            try {
                return unit.tentatively(() -> run(unit, id, command));
            } catch (Refusal refusal) {
                return refusal.outcome;
            }
        });
    }

    private Outcome<Response> run(UnitOfWork unit, IncidentId id, ResponseCommand command) {
        Optional<Incident> incident =
                unit.find(Incident.TYPE, id.value()).map(Versioned::value).filter(ReadingRights.in(ops, unit)::reads);
        if (incident.isEmpty()) {
            // Whoever may not give the command does not learn what exists either.
            unit.authorize(ResponseWorkflow.WORKFLOW.permission(command.action()), Response.TYPE.ref(id.value()));
            throw new NotFoundException(id.ref());
        }
        Ref ref = Response.TYPE.ref(id.value());
        if (incident.get().state() == IncidentState.MERGED) {
            unit.authorize(ResponseWorkflow.WORKFLOW.permission(command.action()), ref);
            String action = command.action().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return Merges.<Response>refusal(unit, incident.get(), ref, action, ReadingRights.in(ops, unit)::reads)
                    .orElseThrow();
        }
        boolean asked = ResponseWorkflow.LIFECYCLE.allows(null, command.action());
        if (!asked && unit.find(Response.TYPE, id.value()).isEmpty()) {
            follow(unit, incident.get(), true);
        }
        Optional<Response> before = unit.find(Response.TYPE, id.value()).map(Versioned::value);
        ResponseFacts facts = facts(unit, incident.get(), command);
        Outcome<Response> outcome =
                ResponseWorkflow.WORKFLOW.execute(unit, id.value(), OptionalLong.empty(), command, facts);
        before.ifPresent(known -> count(unit, known, command, facts, outcome));
        if (outcome.kind() == Outcome.Kind.REFUSED) {
            throw new Refusal(outcome);
        }
        if (command instanceof ResponseCommand.Publish publish) {
            Response response = outcome.orElseThrow();
            unit.put(
                    StatusUpdate.TYPE,
                    new StatusUpdate(
                            id,
                            response.updates(),
                            publish.audiences(),
                            response.severity(),
                            response.stage(),
                            publish.text(),
                            unit.actor(),
                            unit.now()));
            unit.afterCommit(published::add);
        }
        return outcome;
    }

    /** Leaves no trace of a response that was begun for a command which was refused then. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Outcome<Response> outcome;

        Refusal(Outcome<Response> outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    /**
     * Brings the response to an incident in step with it, in the unit of work that changes the incident. {@code Incidents} calls it with
     * every change.
     *
     * @param unit gathers reads and writes of the change
     * @param incident the incident after the change
     * @param wanted whether a response begins even if the policy does not demand one
     */
    public void follow(UnitOfWork unit, Incident incident, boolean wanted) {
        String id = Require.present("incident", incident).id().value();
        boolean exists =
                Require.present("unit of work", unit).find(Response.TYPE, id).isPresent();
        if (!exists && (wanted || demanded(incident))) {
            ResponseWorkflow.WORKFLOW.follow(
                    unit, id, new ResponseCommand.Begin(), facts(unit, incident, new ResponseCommand.Begin()));
            exists = true;
        }
        if (exists) {
            ResponseWorkflow.WORKFLOW.follow(
                    unit, id, new ResponseCommand.Follow(), facts(unit, incident, new ResponseCommand.Follow()));
        }
    }

    /** Who was told of incidents that went into this one: they are told of this one now. */
    private static SortedSet<String> told(UnitOfWork unit, Incident incident) {
        SortedSet<String> told = new TreeSet<>();
        if (!incident.family().absorbed().isEmpty()) {
            Merges.within(unit, incident)
                    .forEach(child -> unit.find(Response.TYPE, child.id().value())
                            .ifPresent(response -> response.value().audiences().values().stream()
                                    .filter(clock -> clock.updates() > 0)
                                    .forEach(clock -> told.add(clock.audience()))));
        }
        return told;
    }

    private boolean demanded(Incident incident) {
        return policy.concerns(incident.severity())
                && !Stages.over(incident.state())
                && incident.state() != IncidentState.TRIAGE;
    }

    /** Counts what nobody could be told. A decision is a pure function, so it is asked once more what it came to. */
    private void count(
            UnitOfWork unit, Response before, ResponseCommand command, ResponseFacts facts, Outcome<Response> outcome) {
        if (outcome.kind() == Outcome.Kind.ACCEPTED
                && command.decide(before, facts, unit.now()) instanceof Decision.Accept<ResponseEvent> accepted) {
            long times = accepted.events().stream()
                    .filter(ResponseEvent.NobodyTold.class::isInstance)
                    .count();
            unit.afterCommit(() -> untold.add(times));
        }
    }

    private ResponseFacts facts(UnitOfWork unit, Incident incident, ResponseCommand command) {
        Optional<Versioned<Response>> response =
                unit.find(Response.TYPE, incident.id().value());
        return new ResponseFacts(
                unit.actor(),
                incident,
                policy,
                asked(incident, response.map(Versioned::value), command),
                told(unit, incident),
                response.map(Versioned::version).orElse(0L) + 1);
    }

    /** What contacts say of all who may be told something: whoever has or gets a role, has the incident, or was paged about it. */
    private Contacts asked(Incident incident, Optional<Response> response, ResponseCommand command) {
        SortedSet<String> people = new TreeSet<>(incident.escalation().paged().keySet());
        incident.acknowledgedBy().ifPresent(holder -> people.add(holder.id()));
        response.ifPresent(known -> known.tenures().stream()
                .filter(tenure -> tenure.until().isEmpty())
                .forEach(tenure -> people.add(tenure.person())));
        if (command instanceof ResponseCommand.Assign assign) {
            people.add(assign.person());
        } else if (command instanceof ResponseCommand.HandOver hand) {
            people.add(hand.to());
        }
        return AskedContacts.of(contacts, people);
    }

    /**
     * What audiences of an incident were told.
     *
     * @param id the incident
     * @return the updates, in order
     */
    public List<StatusUpdate> updates(IncidentId id) {
        return !rights.reads(Require.present("incident id", id))
                ? List.of()
                : ops
                        .records()
                        .all(RecordQuery.of(StatusUpdate.TYPE)
                                .where(
                                        "incident",
                                        Require.present("incident id", id).value()))
                        .stream()
                        .map(Versioned::value)
                        .sorted(Comparator.comparingInt(StatusUpdate::number))
                        .toList();
    }

    /**
     * What a status page shows of an incident to an audience.
     *
     * @param id the incident
     * @param audience whose updates it shows
     * @return the status
     * @throws io.itops.core.InvalidInputException if the policy has no such audience, and it was not told of the incident before either
     * @throws NotFoundException if there is no such incident
     */
    public PublicStatus status(IncidentId id, String audience) {
        CadenceRule.audience(audience);
        Incident incident = incident(id);
        Optional<Response> response = response(id);
        if (response.filter(known -> known.audiences().containsKey(audience)).isEmpty()) {
            policy.known(audience);
        }
        Optional<PublicStage> stage = PublicStage.of(
                incident.state(), response.flatMap(Response::cause).isPresent());
        return new PublicStatus(
                id,
                incident.service(),
                stage,
                response.map(new ResponseHistory(ops)::stages).orElse(List.of()),
                updates(id).stream()
                        .filter(update -> update.audiences().contains(audience))
                        .map(PublicUpdate::of)
                        .toList(),
                Optional.of(Merges.root(ops.records(), incident).id())
                        .filter(root -> !root.equals(id) && rights.reads(root)));
    }

    /**
     * Drafts the next update to an audience from what is known, for a person to edit.
     *
     * @param id the incident
     * @param audience who is to be told
     * @return the text
     * @throws io.itops.core.InvalidInputException if the policy has no such audience, and it was not told of the incident before either
     * @throws NotFoundException if there is no such incident
     */
    public String draft(IncidentId id, String audience) {
        PublicStatus status = status(id, audience);
        Incident incident = incident(id);
        Optional<Response> response = response(id);
        Duration lasting = Duration.between(
                incident.openedAt(), incident.resolvedAt().orElse(ops.kernel().now()));
        StringBuilder text = new StringBuilder();
        status.stage()
                .ifPresent(
                        stage -> text.append("Status: ").append(stage.words()).append('\n'));
        text.append("Service: ").append(incident.service()).append('\n');
        text.append("What: ").append(incident.summary()).append('\n');
        text.append("Since: ")
                .append(incident.openedAt())
                .append(lasting.isNegative() ? "" : " (" + Words.about(lasting) + ")")
                .append('\n');
        response.flatMap(Response::cause)
                .ifPresent(cause -> text.append("Cause: ").append(cause).append('\n'));
        incident.mitigatedAt()
                .ifPresent(at -> text.append("Mitigated: ").append(at).append('\n'));
        incident.resolvedAt()
                .ifPresent(at -> text.append("Resolved: ").append(at).append('\n'));
        if (!status.updates().isEmpty()) {
            PublicUpdate last = status.updates().get(status.updates().size() - 1);
            text.append("Last update: ").append(last.at()).append('\n');
        }
        response.filter(known -> known.state() == ResponseState.ACTIVE)
                .flatMap(known -> policy.rule(audience, known.severity(), lasting)
                        .map(rule -> ops.kernel().now().plus(rule.everyAt(lasting))))
                .ifPresent(next -> text.append("Next update by: ").append(next).append('\n'));
        return text.toString();
    }

    private Incident incident(IncidentId id) {
        Incident found = ops.records()
                .get(Incident.TYPE, Require.present("incident id", id).value())
                .value();
        rights.require(id);
        return found;
    }
}
