package io.itops.testkit.contract;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.spi.Store;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import io.itops.core.time.SettableClock;
import io.itops.testkit.fault.AlteredCommit;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores with a fault in what it keeps of records: commits, conflicts, text and pages. */
final class RecordFaults {
    private RecordFaults() {}

    static Store halfCommit(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                super.commit(AlteredCommit.of(c)
                        .events(List.of())
                        .jobs(List.of())
                        .completions(List.of())
                        .build());
                return super.commit(AlteredCommit.of(c)
                        .puts(List.of())
                        .removals(List.of())
                        .expects(List.of())
                        .build());
            }
        };
    }

    static Store journalBeforeRecords(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                if (c.events().isEmpty() || !c.completions().isEmpty()) {
                    return super.commit(c);
                }
                CommitResult result = super.commit(AlteredCommit.of(c)
                        .puts(List.of())
                        .removals(List.of())
                        .jobs(List.of())
                        .build());
                pause();
                super.commit(AlteredCommit.of(c).events(List.of()).build());
                return result;
            }
        };
    }

    static Store lostUpdate(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public synchronized CommitResult commit(Commit c) {
                List<Commit.Put> puts = new ArrayList<>();
                for (Commit.Put put : c.puts()) {
                    long found =
                            find(put.record().ref()).map(StoredRecord::version).orElse(0L);
                    StoredRecord r = put.record();
                    puts.add(new Commit.Put(
                            new StoredRecord(r.ref(), found + 1, r.schema(), r.json(), r.indexes()), found));
                }
                return super.commit(AlteredCommit.of(c).puts(puts).build());
            }
        };
    }

    static Store lostUpdateInARace(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                for (Commit.Put put : c.puts()) {
                    check(put.record().ref(), put.expected());
                    if (put.record().ref().id().equals("counter")) {
                        pause();
                    }
                }
                for (int i = 0; ; i++) {
                    try {
                        return super.commit(c);
                    } catch (ConflictException e) {
                        if (i == 0
                                && c.puts().size() == 1
                                && e.entity().equals(c.puts().get(0).record().ref())) {
                            // what it wrote is overwritten, unnoticed
                            return new CommitResult(0, 0, Map.of());
                        }
                        throw e;
                    }
                }
            }
        };
    }

    static Store conflictWithoutAName(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                try {
                    return super.commit(c);
                } catch (ConflictException e) {
                    throw e.entity().type().equals("job") ? e : new ConflictException(Ref.of("row", "1"), 0, 1);
                }
            }
        };
    }

    static Store writeSkew(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                return super.commit(AlteredCommit.of(c).expects(List.of()).build());
            }
        };
    }

    static Store writeSkewInARace(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                c.expects().forEach(expect -> check(expect.ref(), expect.version()));
                if (!c.expects().isEmpty()) {
                    pause();
                }
                return super.commit(AlteredCommit.of(c).expects(List.of()).build());
            }
        };
    }

    static Store charactersNormalised(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public Optional<StoredRecord> find(Ref ref) {
                return super.find(ref)
                        .map(r -> new StoredRecord(
                                r.ref(),
                                r.version(),
                                r.schema(),
                                Normalizer.normalize(r.json(), Normalizer.Form.NFC),
                                r.indexes()));
            }
        };
    }

    static Store textCut(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public Optional<StoredRecord> find(Ref ref) {
                return super.find(ref)
                        .map(r -> new StoredRecord(
                                r.ref(),
                                r.version(),
                                r.schema(),
                                r.json().substring(0, Math.min(65_535, r.json().length())),
                                r.indexes()));
            }
        };
    }

    static Store pageRepeatsARecord(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public Page query(Query q) {
                Page page = super.query(q);
                if (q.after().isEmpty() || page.records().isEmpty()) {
                    return page;
                }
                List<StoredRecord> records = new ArrayList<>(page.records());
                find(Ref.of(q.type(), q.after().get().id())).ifPresent(r -> records.add(0, r));
                return new Page(records.subList(0, Math.min(q.limit(), records.size())), page.next());
            }
        };
    }

    static Store pagesByOffset(SettableClock clock) {
        return new PlantedStore(clock) {
            private int skip;

            @Override
            public Page query(Query q) {
                skip = q.after().isPresent() ? skip + q.limit() : 0;
                Page all = super.query(new Query(
                        q.type(),
                        q.equal(),
                        q.orderBy(),
                        q.from(),
                        q.below(),
                        q.descending(),
                        Optional.empty(),
                        1_000));
                List<StoredRecord> rest = all.records().stream().skip(skip).toList();
                List<StoredRecord> page = rest.stream().limit(q.limit()).toList();
                Optional<Query.Position> next = rest.size() > page.size()
                        ? Optional.of(new Query.Position(
                                "x", page.get(page.size() - 1).ref().id()))
                        : Optional.empty();
                return new Page(page, next);
            }
        };
    }
}
