package io.itops.incident.request;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.util.List;
import java.util.TreeSet;

/**
 * The people who do the work of a queue.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the queue's id
 * @param members the people, sorted, at most 1,000
 * @since 0.1
 */
public record WorkQueue(String id, List<String> members) {
    /** How queues are kept. */
    public static final RecordType<WorkQueue> TYPE = RecordType.of("work-queue", 1, t -> {
        t.id(WorkQueue::id);
        var id = t.field("id", Codec.TEXT, WorkQueue::id);
        var members = t.field("members", Codec.TEXT.list(), WorkQueue::members);
        return row -> new WorkQueue(row.get(id), row.get(members));
    });

    /** Checks, sorts and copies the parts. */
    public WorkQueue {
        Require.id("queue", id);
        members = List.copyOf(new TreeSet<>(Require.list("members", members)));
        members.forEach(person -> Require.id("member", person));
        Require.size("members", members, 0, 1_000);
    }

    /**
     * A queue of people.
     *
     * @param id the queue's id
     * @param members the people
     * @return the queue
     */
    public static WorkQueue of(String id, String... members) {
        return new WorkQueue(id, Require.listOf("members", members));
    }

    /**
     * What the journal calls the queue.
     *
     * @return its reference
     */
    public Ref ref() {
        return TYPE.ref(id);
    }
}
