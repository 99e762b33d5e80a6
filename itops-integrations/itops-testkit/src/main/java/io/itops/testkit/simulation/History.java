package io.itops.testkit.simulation;

import io.itops.core.Ref;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.journal.StoredEvent;
import io.itops.core.spi.Store;
import io.itops.core.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened in a simulation, as an observer outside saw it, and what its store holds in the end.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public final class History {
    private final long seed;
    private final Instant end;
    private final Store store;
    private final List<Moment> moments;
    private final SortedMap<String, Long> marks;
    private final List<Violation> violations;
    private final List<Disturbance> unstruck;
    private final List<StoredEvent> journal;
    private final String root;
    private @Nullable JobBook jobs;
    private @Nullable Timeline timeline;

    private History(
            long seed,
            Instant end,
            Store store,
            List<Moment> moments,
            SortedMap<String, Long> marks,
            List<Violation> violations,
            List<Disturbance> unstruck) {
        this.seed = seed;
        this.end = end;
        this.store = store;
        this.moments = List.copyOf(moments);
        this.violations = List.copyOf(violations);
        this.unstruck = List.copyOf(unstruck);
        this.journal = new ArrayList<>();
        JournalPage page;
        long after = 0;
        do {
            page = store.journal(JournalQuery.after(after));
            journal.addAll(page.events());
            after = journal.isEmpty() ? 0 : journal.get(journal.size() - 1).sequence();
        } while (!page.events().isEmpty());
        this.root = page.head().root().toString();
        this.marks = new TreeMap<>(marks);
        for (Moment moment : moments) {
            if (moment instanceof Moment.Committed committed) {
                committed.commit().events().forEach(event -> this.marks.merge("told." + event.type(), 1L, Long::sum));
            }
        }
    }

    static History of(
            long seed,
            Instant end,
            Store store,
            List<Moment> moments,
            SortedMap<String, Long> marks,
            List<Violation> violations,
            List<Disturbance> unstruck) {
        return new History(seed, end, store, moments, marks, violations, unstruck);
    }

    /**
     * What it was drawn from.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * When it ended.
     *
     * @return the last instant of the simulation's own time
     */
    public Instant end() {
        return end;
    }

    /**
     * What happened.
     *
     * @return the moments in order
     */
    public List<Moment> moments() {
        return moments;
    }

    /**
     * The moments of one kind.
     *
     * @param <M> the kind
     * @param kind its class
     * @return the moments in order
     */
    public <M extends Moment> List<M> moments(Class<M> kind) {
        return moments.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * The journal as it stands in the end.
     *
     * @return every entry as the store keeps it
     */
    public List<StoredEvent> journal() {
        return Collections.unmodifiableList(journal);
    }

    /**
     * The root of the audit chain, as the store gives it.
     *
     * @return the root of the Merkle tree over the journal
     */
    public String root() {
        return root;
    }

    /**
     * A digest over the texts of the journal: equal digests mean the same journal, byte for byte.
     *
     * @return SHA-256 in hexadecimal digits
     */
    public String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (StoredEvent event : journal) {
                sha256.update(event.json().getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) '\n');
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A record as it stands in the end.
     *
     * @param ref the record
     * @return the record, or empty if there is none
     */
    public Optional<StoredRecord> find(Ref ref) {
        return store.find(ref);
    }

    /**
     * How often what was reached: faults as {@code struck.<fault>}, replies of receivers as {@code reply.<kind>}, refusals as {@code
     * refused.<code>}, entries of the journal as {@code told.<type>}, and what acts have marked.
     *
     * @return the numbers by name, each at least 1
     */
    public SortedMap<String, Long> marks() {
        return Collections.unmodifiableSortedMap(marks);
    }

    /**
     * What the engine itself has seen go wrong: a worker or an act that ended with an exception that is no typed error, a state that its
     * events do not give.
     *
     * @return the violations
     */
    public List<Violation> violations() {
        return violations;
    }

    /**
     * The disturbances that never found an opportunity.
     *
     * @return in the order in which they were given
     */
    public List<Disturbance> unstruck() {
        return unstruck;
    }

    /** What became of every job. */
    JobBook jobs() {
        JobBook book = jobs;
        if (book == null) {
            book = JobBook.of(moments);
            jobs = book;
        }
        return book;
    }

    /** When nodes were awake, and what the clock showed. */
    Timeline timeline() {
        Timeline line = timeline;
        if (line == null) {
            line = Timeline.of(moments);
            timeline = line;
        }
        return line;
    }
}
