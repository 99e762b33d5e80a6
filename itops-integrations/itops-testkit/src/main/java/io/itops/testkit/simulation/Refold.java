package io.itops.testkit.simulation;

import io.itops.core.Ref;
import io.itops.core.journal.JournalEvent;
import io.itops.core.lifecycle.Workflow;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.RecordType;
import io.itops.core.spi.Store;
import io.itops.core.store.Commit;
import io.itops.core.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Folds the events of one workflow's commits. Thread-safe if the given store is. */
final class Refold<S, E extends WorkflowEvent<S>> {
    private final Workflow<S, ?, ?, E> workflow;
    private final RecordType<S> type;

    /** The states as folding gave them, by id: the next commit's events are folded over them, never over what a workflow computed. */
    private final Map<String, Known<S>> known = new ConcurrentHashMap<>();

    private record Known<S>(long version, S state) {}

    /** A record that a commit is to write, and its state before. */
    record Before<S, E extends WorkflowEvent<S>>(
            Refold<S, E> refold, Commit.Put put, @Nullable S state) {
        Optional<String> check(Commit commit) {
            return refold.check(put, state, commit);
        }
    }

    Refold(Workflow<S, ?, ?, E> workflow) {
        this.workflow = workflow;
        this.type = workflow.type();
    }

    Before<S, E> before(Commit.Put put, Store store) {
        Ref ref = put.record().ref();
        if (put.expected() == 0) {
            return new Before<>(this, put, null);
        }
        Known<S> folded = known.get(ref.id());
        if (folded != null && folded.version() == put.expected()) {
            return new Before<>(this, put, folded.state());
        }
        // Another version than expected will be refused by the store.
        return new Before<>(this, put, store.find(ref).map(type::fromStored).orElse(null));
    }

    private Optional<String> check(Commit.Put put, @Nullable S before, Commit commit) {
        StoredRecord written = put.record();
        List<E> events = new ArrayList<>();
        for (JournalEvent event : commit.events()) {
            if (event.subjects().get(0).equals(written.ref())) {
                workflow.eventOf(event).ifPresent(events::add);
            }
        }
        if (events.isEmpty()) {
            return Optional.of(written.ref() + " version " + written.version() + " was written without an event");
        }
        S after;
        try {
            after = workflow.fold(before, events);
        } catch (RuntimeException e) {
            return Optional.of(
                    "the events of " + written.ref() + " version " + written.version() + " cannot be folded: " + e);
        }
        known.put(written.ref().id(), new Known<>(written.version(), after));
        String folded = CanonicalJson.write(type.shape().write(after));
        return folded.equals(written.json())
                ? Optional.empty()
                : Optional.of(written.ref() + " version " + written.version() + " was written as " + written.json()
                        + ", but its events give " + folded);
    }

    /** An event of this workflow whose record is not written by the same commit. */
    Optional<String> orphan(Commit commit) {
        for (JournalEvent event : commit.events()) {
            Ref subject = event.subjects().get(0);
            if (subject.type().equals(type.name())
                    && commit.puts().stream()
                            .noneMatch(put -> put.record().ref().equals(subject))
                    && workflow.eventOf(event).isPresent()) {
                return Optional.of(event.type() + " of " + subject + " was told without the state that it leads to");
            }
        }
        return Optional.empty();
    }
}
