package io.itops.testkit.contract;

import static io.itops.testkit.contract.StoreFixture.at;
import static io.itops.testkit.contract.StoreFixture.event;
import static io.itops.testkit.contract.StoreFixture.free;
import static io.itops.testkit.contract.StoreFixture.record;
import static io.itops.testkit.contract.StoreFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.journal.JournalEvent;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.journal.StoredEvent;
import io.itops.core.record.Tree;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.IndexValue;
import io.itops.core.store.Job;
import io.itops.core.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Rules 4 to 6: the journal's order, characters and root. */
final class JournalRules {
    private static final List<String> TEXTS = List.of(
            "plain",
            "quotes \" and \\ and / and '",
            "line\nfeed, tab\t, return\r, \u0001 and \u007f",
            "Grüße, 你好, שלום, مرحبا",
            "e\u0301 is not \u00e9",
            "\ud83d\ude80 beyond the first plane \udbff\udfff",
            "\u2028 and \u2029 and \ufeff and \uffff",
            "spaces at the end  ",
            "%s ${x} {{y}} <b> & ; -- '); drop table",
            "");

    private final StoreFixture on;

    JournalRules(StoreFixture on) {
        this.on = on;
    }

    void sequencesAreGapFree() {
        assertThat(on.headSize()).as("events of an empty store").isZero();
        CommitResult none = on.commit(Commit.builder().put(record("a", 1), 0));
        assertThat(none.firstSequence()).as("first sequence without events").isZero();
        assertThat(none.lastSequence()).as("last sequence without events").isZero();
        expect(on.commit(events(2)), 1, 2);
        on.refused(events(3).expect(ref("a"), 7), ref("a"), 7, 1);
        on.commit(Commit.builder().job(free("job", at(0))));
        expect(on.commit(events(1)), 3, 3);
        expect(on.commit(events(4)), 4, 7);
        List<StoredEvent> all = on.journal();
        assertThat(all).extracting(StoredEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(all).allSatisfy(e -> assertThat(e.entry().sequence()).isEqualTo(e.sequence()));
        assertThat(on.headSize()).isEqualTo(7);
    }

    private static Commit.Builder events(int count) {
        Commit.Builder commit = Commit.builder();
        for (int i = 1; i <= count; i++) {
            commit.event(event("event " + i));
        }
        return commit;
    }

    private static void expect(CommitResult result, long first, long last) {
        assertThat(result.firstSequence()).as("first sequence").isEqualTo(first);
        assertThat(result.lastSequence()).as("last sequence").isEqualTo(last);
    }

    void readersOfASubjectSeeItsEvents() {
        Ref a = ref("a");
        Ref b = ref("b");
        on.commit(Commit.builder().event(event("1", a)).event(event("2", b)).event(event("3", b, a)));
        on.commit(Commit.builder().event(event("4", ref("c"))).event(event("5", a, a)));
        assertThat(sequences(new JournalQuery(0, Optional.of(a), 10))).containsExactly(1L, 3L, 5L);
        assertThat(sequences(new JournalQuery(1, Optional.of(a), 1))).containsExactly(3L);
        assertThat(sequences(new JournalQuery(3, Optional.of(b), 10))).isEmpty();
        assertThat(sequences(new JournalQuery(0, Optional.of(Ref.of("other", "a")), 10)))
                .isEmpty();
        assertThat(sequences(new JournalQuery(2, Optional.empty(), 2))).containsExactly(3L, 4L);
        assertThat(sequences(new JournalQuery(99, Optional.empty(), 2))).isEmpty();
    }

    private List<Long> sequences(JournalQuery query) {
        return on.store.journal(query).events().stream()
                .map(StoredEvent::sequence)
                .toList();
    }

    /** Writers in several threads, and a reader that follows them as a tailing consumer does. */
    void tailingReadersMissNothing() {
        int writers = 3;
        int commits = 40;
        AtomicInteger running = new AtomicInteger(writers);
        AtomicInteger names = new AtomicInteger();
        Callable<List<Long>> writer = () -> {
            int me = names.incrementAndGet();
            try {
                List<Long> taken = new ArrayList<>();
                for (int i = 0; i < commits; i++) {
                    CommitResult result = on.commit(Commit.builder()
                            .put(record("writer-" + me + '-' + i, 1), 0)
                            .event(event(me + " " + i))
                            .event(event(me + " " + i + " too")));
                    assertThat(result.lastSequence()).isEqualTo(result.firstSequence() + 1);
                    taken.add(result.firstSequence());
                    taken.add(result.lastSequence());
                }
                return taken;
            } finally {
                running.decrementAndGet();
            }
        };
        Callable<List<Long>> reader = () -> {
            List<Long> seen = new ArrayList<>();
            boolean last = false;
            while (!last && !Thread.currentThread().isInterrupted()) {
                last = running.get() == 0;
                JournalPage page = on.store.journal(new JournalQuery(seen.size(), Optional.empty(), 7));
                page.events().forEach(e -> seen.add(e.sequence()));
                for (int i = seen.size() - page.events().size(); i < seen.size(); i++) {
                    assertThat(seen.get(i)).as("next sequence seen").isEqualTo(i + 1L);
                }
                assertThat(page.head().size()).as("head of a page").isGreaterThanOrEqualTo(seen.size());
                last &= page.events().isEmpty();
            }
            return seen;
        };
        List<Callable<List<Long>>> pieces = new ArrayList<>(List.of(reader));
        for (int i = 0; i < writers; i++) {
            pieces.add(writer);
        }
        List<List<Long>> results = Race.run(pieces);
        List<Long> taken = new ArrayList<>();
        for (List<Long> ofOne : results.subList(1, results.size())) {
            assertThat(ofOne).as("sequences that one writer took").isSorted();
            taken.addAll(ofOne);
        }
        assertThat(taken).as("sequences taken").doesNotHaveDuplicates().hasSize(writers * commits * 2);
        assertThat(results.get(0)).as("sequences read").hasSize(writers * commits * 2);
    }

    void charactersComeBackAsTheyWere() {
        List<StoredRecord> records = new ArrayList<>();
        List<JournalEvent> events = new ArrayList<>();
        Commit.Builder commit = Commit.builder();
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            List<String> indexes =
                    List.of(IndexValue.of(i), IndexValue.of("Grüße \ud83d\ude80 " + i), IndexValue.ABSENT);
            StoredRecord record =
                    new StoredRecord(ref("röcket \ud83d\ude80 " + i), 1, i + 1, StoreFixture.json(text), indexes);
            JournalEvent event = new JournalEvent(
                    "thing.said",
                    i + 1,
                    at(i).plusNanos(i * 1_000L),
                    Actor.integration("o'neill \ud83d\ude80"),
                    List.of(record.ref()),
                    "said " + i,
                    Optional.empty(),
                    Tree.Obj.of(Map.of(text, new Tree.Text(text))));
            records.add(record);
            events.add(event);
            commit.put(record, 0)
                    .event(event)
                    .job(new Job(
                            "job " + i,
                            "work",
                            Optional.of("läne " + i),
                            Optional.empty(),
                            at(0),
                            StoreFixture.json(text)));
        }
        on.commit(commit);
        large(records, events);

        for (StoredRecord record : records) {
            assertThat(on.store.find(record.ref())).as("record that was put").contains(record);
        }
        List<StoredEvent> stored = on.journal();
        for (int i = 0; i < events.size(); i++) {
            assertThat(stored.get(i).json())
                    .as("event that was appended")
                    .isEqualTo(events.get(i).toJson(i + 1));
        }
        assertThat(on.claim().claims()).hasSize(TEXTS.size()).allSatisfy(claim -> {
            int i = Integer.parseInt(claim.job().id().substring(4));
            assertThat(claim.job().payload()).isEqualTo(StoreFixture.json(TEXTS.get(i)));
            assertThat(claim.job().lane()).contains("läne " + i);
        });
    }

    private void large(List<StoredRecord> records, List<JournalEvent> events) {
        String wide = "\ud83d\ude80é".repeat((StoredRecord.MAX_JSON - 100) / 3);
        StoredRecord record = record("large", 1, wide);
        JournalEvent event = new JournalEvent(
                "thing.said",
                1,
                at(0),
                Actor.system("x"),
                List.of(ref("large")),
                "much",
                Optional.empty(),
                Tree.Obj.of(Map.of("text", new Tree.Text("é".repeat(100_000)))));
        on.commit(Commit.builder().put(record, 0).event(event));
        records.add(record);
        events.add(event);
    }

    void headIsTheRootOfAllTexts() {
        checkHead();
        for (int size = 1; size <= 12; size++) {
            on.commit(events(size));
            checkHead();
        }
    }

    private void checkHead() {
        List<StoredEvent> events = on.journal();
        JournalPage page = on.store.journal(new JournalQuery(0, Optional.empty(), 1));
        assertThat(page.head().size()).as("size of the head").isEqualTo(events.size());
        assertThat(page.head().root().toString())
                .as("root over %s events", events.size())
                .isEqualTo(ReferenceMerkle.root(events));
    }
}
