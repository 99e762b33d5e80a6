package io.itops.incident.request;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Require;
import io.itops.core.access.Permission;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who works in which queue, and who has least to do there. Once the instance is closed, what changes something throws {@link
 * io.itops.core.ClosedException}.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class WorkQueues {
    private static final Permission PUT = Permission.of("work-queue.put");

    private final ItOps ops;

    WorkQueues(ItOps ops) {
        this.ops = ops;
    }

    /**
     * Says who works in a queue. From then on nobody else takes its steps; in a queue about which nothing is said, anybody may.
     *
     * @param queue the queue and its people
     * @param actor who says so
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public void put(WorkQueue queue, Actor actor) {
        Require.present("queue", queue);
        ops.run(actor, unit -> {
            unit.authorize(PUT, queue.ref());
            Optional<WorkQueue> before = find(unit, queue.id());
            if (!before.equals(Optional.of(queue))) {
                unit.put(WorkQueue.TYPE, queue);
                Tree.Obj data =
                        Tree.Obj.of(Map.of("queue", WorkQueue.TYPE.shape().write(queue)));
                String what = before.isPresent() ? "replaced" : "added";
                unit.event("work-queue." + what, List.of(queue.ref()), "queue " + queue.id() + " was " + what, data);
            }
        });
    }

    /**
     * A queue by its id.
     *
     * @param id the queue's id
     * @return the queue
     * @throws io.itops.core.NotFoundException if nothing was said about it
     */
    public WorkQueue get(String id) {
        return ops.records().get(WorkQueue.TYPE, id).value();
    }

    /**
     * All queues about which something was said.
     *
     * @return in the order of their ids
     */
    public List<WorkQueue> list() {
        return ops.records().all(RecordQuery.of(WorkQueue.TYPE)).stream()
                .map(Versioned::value)
                .toList();
    }

    /**
     * How many steps someone has to do, in all queues, those on hold too.
     *
     * @param person anybody
     * @return the number of requests
     */
    public int load(String person) {
        return ops.records()
                .all(RecordQuery.of(ServiceRequest.TYPE).where("assignee", Require.id("person", person)))
                .size();
    }

    /**
     * The one of a queue's people who has least to do; of equals, the first by their id. The same requests give the same person.
     *
     * @param queue the queue's id
     * @return the person, or empty if nobody works there
     * @throws io.itops.core.NotFoundException if nothing was said about the queue
     */
    public Optional<String> leastLoaded(String queue) {
        return get(queue).members().stream()
                .map(person -> Map.entry(person, load(person)))
                .min(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    static Optional<WorkQueue> find(UnitOfWork unit, String id) {
        return unit.find(WorkQueue.TYPE, id).map(Versioned::value);
    }
}
