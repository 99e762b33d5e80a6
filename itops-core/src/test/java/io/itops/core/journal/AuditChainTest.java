package io.itops.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.Kernels;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.TestClock;
import io.itops.core.record.Tree;
import io.itops.core.spi.Store;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import io.itops.core.store.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditChainTest {
    private static final int ENTRIES = 2_500;

    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final InMemoryStore store = new InMemoryStore(clock);
    private final AuditChain chain = new AuditChain(store);
    private TreeHead early = MerkleFrontier.EMPTY.treeHead();
    private TreeHead middle = MerkleFrontier.EMPTY.treeHead();

    @BeforeEach
    void fill() {
        append(100);
        early = chain.anchor();
        append(1_400);
        middle = chain.anchor();
        append(ENTRIES - 1_500);
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            UnitOfWork unit = new UnitOfWork(Kernels.over(store, clock), Actor.user("ann"));
            unit.event("box.opened", List.of(Ref.of("box", "b" + i % 7)), "opened " + i, Tree.Obj.of(Map.of()));
            unit.commit();
        }
    }

    /** The store as someone left it who can write to the disk beneath it. */
    private AuditChain altered(UnaryOperator<List<StoredEvent>> change) {
        List<StoredEvent> events = new ArrayList<>();
        for (long after = 0; after < ENTRIES; after += 1_000) {
            events.addAll(store.journal(JournalQuery.after(after)).events());
        }
        List<StoredEvent> left = change.apply(events);
        MerkleFrontier head = store.journal(JournalQuery.after(0)).head();
        return new AuditChain(new Altered(left, head));
    }

    private static StoredEvent edited(StoredEvent event) {
        return new StoredEvent(event.sequence(), event.json().replace("opened", "closed"));
    }

    @Test
    void anIntactJournalHoldsAgainstItsAnchors() {
        AuditReport report = chain.examine(List.of(early, middle, chain.anchor()));
        assertThat(report.intact()).isTrue();
        assertThat(report.head()).isEqualTo(chain.anchor());
        assertThat(report.head().size()).isEqualTo(ENTRIES);
    }

    @Test
    void anEditedEntryIsFoundBetweenTheAnchorsAroundIt() {
        AuditReport report = altered(events -> {
                    events.set(700, edited(events.get(700)));
                    return events;
                })
                .examine(List.of(early, middle));
        assertThat(report.findings()).first().satisfies(finding -> {
            assertThat(finding.after()).isEqualTo(100);
            assertThat(finding.upTo()).isEqualTo(1_500);
        });
    }

    @Test
    void anEditBehindTheLastAnchorIsFoundByTheFrontier() {
        AuditReport report = altered(events -> {
                    events.set(2_000, edited(events.get(2_000)));
                    return events;
                })
                .examine(List.of(early, middle));
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.after()).isEqualTo(1_500);
            assertThat(finding.what()).contains("frontier");
        });
    }

    @Test
    void aRemovedEntryIsNamed() {
        AuditReport report = altered(events -> {
                    events.remove(1_200);
                    return events;
                })
                .examine(List.of());
        assertThat(report.findings())
                .first()
                .satisfies(finding -> assertThat(finding.upTo()).isEqualTo(1_201));
    }

    @Test
    void swappedAndDoubledEntriesAreFound() {
        assertThat(altered(events -> {
                            StoredEvent a = events.get(10);
                            StoredEvent b = events.get(11);
                            events.set(10, new StoredEvent(11, b.json()));
                            events.set(11, new StoredEvent(12, a.json()));
                            return events;
                        })
                        .examine(List.of())
                        .intact())
                .isFalse();
        assertThat(altered(events -> {
                            events.add(10, events.get(10));
                            return events;
                        })
                        .examine(List.of())
                        .intact())
                .isFalse();
    }

    @Test
    void aTruncatedJournalIsFoundByTheFrontierAndByAnAnchor() {
        AuditChain cut = altered(events -> events.subList(0, 1_000));
        assertThat(cut.examine(List.of()).intact()).isFalse();
        assertThat(cut.examine(List.of(early, middle)).findings()).first().satisfies(finding -> {
            assertThat(finding.after()).isEqualTo(100);
            assertThat(finding.upTo()).isEqualTo(1_500);
        });
    }

    @Test
    void everyEntryCanBeProvedUnderAnAnchorThatCoversIt() {
        for (long sequence : new long[] {1, 2, 99, 100}) {
            StoredEvent event = chain.entry(sequence);
            assertThat(event)
                    .isEqualTo(store.journal(JournalQuery.after(sequence - 1))
                            .events()
                            .get(0));
            assertThat(chain.prove(sequence, early).verify(AuditChain.leaf(event), early))
                    .isTrue();
            assertThat(chain.prove(sequence, early).verify(AuditChain.leaf(edited(event)), early))
                    .isFalse();
        }
        assertThatThrownBy(() -> chain.prove(101, early)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void anEntryBeyondTheHeadIsNotFound() {
        assertThat(chain.entry(ENTRIES).entry().sequence()).isEqualTo(ENTRIES);
        for (long sequence : new long[] {Long.MIN_VALUE, -1, 0, ENTRIES + 1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> chain.entry(sequence))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("journal/" + sequence);
        }
    }

    @Test
    void aLaterAnchorIsProvedToContinueAnEarlierOne() {
        assertThat(chain.prove(early, middle).verify(early, middle)).isTrue();
    }

    /** A store whose journal was altered from outside. */
    private record Altered(List<StoredEvent> events, MerkleFrontier head) implements Store {
        @Override
        public JournalPage journal(JournalQuery query) {
            return new JournalPage(
                    events.stream()
                            .filter(event -> event.sequence() > query.after())
                            .limit(query.limit())
                            .toList(),
                    head);
        }

        @Override
        public Optional<StoredRecord> find(Ref ref) {
            return Optional.empty();
        }

        @Override
        public Page query(Query query) {
            return new Page(List.of(), Optional.empty());
        }

        @Override
        public CommitResult commit(Commit commit) {
            throw new AssertionError("nothing is written here");
        }

        @Override
        public Claims claim(ClaimRequest request) {
            return new Claims(List.of(), Optional.empty());
        }
    }
}
