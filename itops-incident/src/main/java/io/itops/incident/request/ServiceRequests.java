package io.itops.incident.request;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Require;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * The service requests of an SDK instance.
 *
 * <p>A method that changes a request throws {@link io.itops.core.AccessDeniedException} where the actor may not, {@link NotFoundException}
 * where there is no such request, and {@link io.itops.core.ClosedException} once the instance is closed; nothing has changed then.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class ServiceRequests {
    private final ItOps ops;
    private final RequestCatalogue catalogue;
    private final WorkQueues queues;
    private final RequestCalendars calendars;

    private ServiceRequests(ItOps ops, RequestCalendars calendars) {
        this.ops = ops;
        this.calendars = calendars;
        this.catalogue = new RequestCatalogue(ops, calendars);
        this.queues = new WorkQueues(ops);
    }

    /**
     * Attaches service requests: from now on the time to vote ends, and missed targets are told. Attach before {@link ItOps#start}.
     *
     * @param ops the SDK instance
     * @return the service requests
     * @throws io.itops.core.InvalidInputException if they are attached already, or workers were started
     */
    public static ServiceRequests attach(ItOps ops) {
        return attach(ops, RequestCalendars.none());
    }

    /**
     * The service requests of an SDK instance, whose targets run by business calendars. An instance has them once: what was attached first is
     * given back ever after.
     *
     * @param ops the instance
     * @param calendars the calendars that catalogue items name
     * @return the service requests
     */
    public static ServiceRequests attach(ItOps ops, RequestCalendars calendars) {
        Require.present("calendars", calendars);
        return Require.present("ops", ops).attach("service-requests", () -> {
            ServiceRequests requests = new ServiceRequests(ops, calendars);
            requests.timer(RequestWorkflow.EXPIRY_JOB, new RequestCommand.Expire());
            requests.timer(RequestWorkflow.TARGET_JOB, new RequestCommand.Breach());
            return requests;
        });
    }

    private void timer(String job, RequestCommand command) {
        ops.agenda().register(job, (claim, unit) -> {
            run(unit, claim.job().timer().orElseThrow().subject().id(), OptionalLong.empty(), command);
            return JobOutcome.DONE;
        });
    }

    /**
     * What can be ordered.
     *
     * @return the catalogue
     */
    public RequestCatalogue catalogue() {
        return catalogue;
    }

    /**
     * Who works in which queue.
     *
     * @return the queues
     */
    public WorkQueues queues() {
        return queues;
    }

    /**
     * Begins to ask for something for oneself.
     *
     * @param itemId what is asked for, by its id in the catalogue
     * @param answers answers to the item's form by the names of the fields, which need not be whole yet
     * @param actor who asks
     * @return the request, in draft
     * @throws NotFoundException if there is no such item
     */
    public ServiceRequest draft(String itemId, Map<String, String> answers, Actor actor) {
        return draft(itemId, Require.present("actor", actor).id(), answers, actor);
    }

    /**
     * Begins to ask for something for someone.
     *
     * @param itemId what is asked for, by its id in the catalogue
     * @param beneficiary who it is for
     * @param answers answers to the item's form by the names of the fields, which need not be whole yet
     * @param actor who asks
     * @return the request, in draft
     * @throws NotFoundException if there is no such item
     */
    public ServiceRequest draft(String itemId, String beneficiary, Map<String, String> answers, Actor actor) {
        Require.id("catalogue item id", itemId);
        Require.id("beneficiary", beneficiary);
        SortedMap<String, String> given = RequestForm.answers(answers);
        Require.present("actor", actor);
        return ops.transact(actor, unit -> {
                    var id = RequestId.of(unit.newId());
                    CatalogueItem item = RequestCatalogue.find(unit, itemId)
                            .orElseThrow(() -> new NotFoundException(CatalogueItem.TYPE.ref(itemId)));
                    var command = new RequestCommand.Draft(id, item, actor.id(), beneficiary, given);
                    return run(unit, id.value(), OptionalLong.empty(), command);
                })
                .orElseThrow();
    }

    /**
     * Gives a command to a request.
     *
     * @param id the request
     * @param command what is asked
     * @param actor who asks
     * @return the request after the command, or why it was refused
     */
    public Outcome<ServiceRequest> execute(RequestId id, RequestCommand command, Actor actor) {
        return execute(id, OptionalLong.empty(), command, actor);
    }

    /**
     * Gives a command to a request as it was seen.
     *
     * @param id the request
     * @param seen the version that the actor saw, if the command must not meet another
     * @param command what is asked
     * @param actor who asks
     * @return the request after the command, or why it was refused
     * @throws io.itops.core.ConflictException if it has changed since that version
     */
    public Outcome<ServiceRequest> execute(RequestId id, OptionalLong seen, RequestCommand command, Actor actor) {
        Require.present("service request id", id);
        Require.present("seen version", seen);
        Require.present("command", command);
        return ops.transact(actor, unit -> {
            if (unit.find(ServiceRequest.TYPE, id.value()).isEmpty()) {
                // whoever may not give the command does not learn what exists either
                unit.authorize(RequestWorkflow.WORKFLOW.permission(command.action()), id.ref());
                throw new NotFoundException(id.ref());
            }
            return run(unit, id.value(), seen, command);
        });
    }

    /**
     * A request by its id.
     *
     * @param id the id
     * @return the request as it stands
     * @throws NotFoundException if there is none
     */
    public ServiceRequest get(RequestId id) {
        return current(id).value();
    }

    /**
     * A request by its id, with the version that commands may carry.
     *
     * @param id the id
     * @return the request as it stands, and its version
     * @throws NotFoundException if there is none
     */
    public Versioned<ServiceRequest> current(RequestId id) {
        return ops.records()
                .get(
                        ServiceRequest.TYPE,
                        Require.present("service request id", id).value());
    }

    /**
     * The requests in a state.
     *
     * @param state the state
     * @return all of them, the one drafted first before the others
     */
    public List<ServiceRequest> list(RequestState state) {
        return values("state", Require.present("state", state).name());
    }

    /**
     * The requests whose present step waits in a queue for someone to take it.
     *
     * @param queue the queue
     * @return all of them, the one drafted first before the others
     */
    public List<ServiceRequest> waiting(String queue) {
        return values("queue", Require.id("queue", queue)).stream()
                .filter(request -> request.state() != RequestState.ON_HOLD
                        && request.fulfilment().flatMap(Fulfilment::assignee).isEmpty())
                .toList();
    }

    /**
     * The requests whose present step someone does.
     *
     * @param person the person
     * @return all of them, those on hold too, the one drafted first before the others
     */
    public List<ServiceRequest> assignedTo(String person) {
        return values("assignee", Require.id("person", person));
    }

    private List<ServiceRequest> values(String index, String value) {
        return ops
                .records()
                .all(RecordQuery.of(ServiceRequest.TYPE).where(index, value).orderBy("opened-at"))
                .stream()
                .map(Versioned::value)
                .toList();
    }

    private Outcome<ServiceRequest> run(UnitOfWork unit, String id, OptionalLong seen, RequestCommand command) {
        Optional<WorkQueue> queue = command instanceof RequestCommand.Take || command instanceof RequestCommand.Assign
                ? unit.find(ServiceRequest.TYPE, id)
                        .flatMap(found -> found.value().fulfilment())
                        .flatMap(present -> WorkQueues.find(unit, present.queue()))
                : Optional.empty();
        return RequestWorkflow.WORKFLOW.execute(
                unit, id, seen, command, new RequestCommand.Facts(unit.actor(), queue, calendars));
    }
}
