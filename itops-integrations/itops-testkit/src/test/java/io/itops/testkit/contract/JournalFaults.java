package io.itops.testkit.contract;

import io.itops.core.ConflictException;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.journal.Merkle;
import io.itops.core.journal.MerkleFrontier;
import io.itops.core.journal.StoredEvent;
import io.itops.core.spi.Store;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.time.SettableClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores with a fault in what it keeps of the journal. */
final class JournalFaults {
    private JournalFaults() {}

    static Store reusedSequence(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public JournalPage journal(JournalQuery query) {
                JournalPage page = super.journal(query);
                return new JournalPage(
                        page.events().stream()
                                .map(e -> e.sequence() % 3 == 0 ? new StoredEvent(e.sequence() - 1, e.json()) : e)
                                .toList(),
                        page.head());
            }
        };
    }

    static Store sequenceBurntByARefusal(SettableClock clock) {
        return new PlantedStore(clock) {
            private final AtomicInteger burnt = new AtomicInteger();

            @Override
            public CommitResult commit(Commit c) {
                try {
                    CommitResult r = super.commit(c);
                    return c.events().isEmpty()
                            ? r
                            : new CommitResult(
                                    r.firstSequence() + burnt.get(), r.lastSequence() + burnt.get(), r.completions());
                } catch (ConflictException e) {
                    burnt.addAndGet(c.events().size());
                    throw e;
                }
            }
        };
    }

    static Store sequenceForNothing(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                CommitResult r = super.commit(c);
                return c.events().isEmpty() ? new CommitResult(1, 0, r.completions()) : r;
            }
        };
    }

    static Store eventSeenLate(SettableClock clock) {
        return new PlantedStore(clock) {
            private final ThreadLocal<Boolean> odd = ThreadLocal.withInitial(() -> false);

            @Override
            public JournalPage journal(JournalQuery query) {
                JournalPage page = super.journal(query);
                odd.set(!odd.get());
                if (query.limit() != 7 || !odd.get() || page.events().size() < 2) {
                    return page;
                }
                List<StoredEvent> holed = new ArrayList<>(page.events());
                holed.remove(0);
                return new JournalPage(holed, page.head());
            }
        };
    }

    static Store subjectsForgotten(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public JournalPage journal(JournalQuery query) {
                JournalPage page = super.journal(query);
                return new JournalPage(
                        page.events().stream()
                                .filter(e -> query.subject().isEmpty()
                                        || e.entry()
                                                .event()
                                                .subjects()
                                                .get(0)
                                                .equals(query.subject().get()))
                                .toList(),
                        page.head());
            }
        };
    }

    static Store rootOverOtherBytes(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public JournalPage journal(JournalQuery query) {
                MerkleFrontier head = MerkleFrontier.EMPTY;
                for (StoredEvent e : super.journal(JournalQuery.after(0)).events()) {
                    head = head.append(Merkle.leafHash(e.json().getBytes(StandardCharsets.ISO_8859_1)));
                }
                return new JournalPage(super.journal(query).events(), head);
            }
        };
    }
}
