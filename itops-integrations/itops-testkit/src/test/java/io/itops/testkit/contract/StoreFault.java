package io.itops.testkit.contract;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.journal.JournalEvent;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.journal.Merkle;
import io.itops.core.journal.MerkleFrontier;
import io.itops.core.journal.StoredEvent;
import io.itops.core.spi.Store;
import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Completion;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.Job;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import io.itops.core.time.SettableClock;
import io.itops.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Faults that a store might have, each planted into the in-memory store, with the rule at which the contract must find it. */
enum StoreFault {
    HALF_COMMIT("s01", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            super.commit(parts(c).events(List.of())
                    .jobs(List.of())
                    .completions(List.of())
                    .build());
            return super.commit(
                    parts(c).records(List.of(), List.of(), List.of()).build());
        }
    }),
    JOURNAL_BEFORE_RECORDS("s01", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            if (c.events().isEmpty() || !c.completions().isEmpty()) {
                return super.commit(c);
            }
            CommitResult result = super.commit(parts(c).records(List.of(), List.of(), c.expects())
                    .jobs(List.of())
                    .build());
            pause();
            super.commit(parts(c).events(List.of()).build());
            return result;
        }
    }),
    LOST_UPDATE("s02", clock -> new Wrapped(clock) {
        @Override
        public synchronized CommitResult commit(Commit c) {
            List<Commit.Put> puts = new ArrayList<>();
            for (Commit.Put put : c.puts()) {
                long found = find(put.record().ref()).map(StoredRecord::version).orElse(0L);
                StoredRecord r = put.record();
                puts.add(
                        new Commit.Put(new StoredRecord(r.ref(), found + 1, r.schema(), r.json(), r.indexes()), found));
            }
            return super.commit(
                    parts(c).records(puts, c.removals(), c.expects()).build());
        }
    }),
    LOST_UPDATE_IN_A_RACE("s02", clock -> new Wrapped(clock) {
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
    }),
    CONFLICT_WITHOUT_A_NAME("s02", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            try {
                return super.commit(c);
            } catch (ConflictException e) {
                throw e.entity().type().equals("job") ? e : new ConflictException(Ref.of("row", "1"), 0, 1);
            }
        }
    }),
    WRITE_SKEW("s03", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            return super.commit(
                    parts(c).records(c.puts(), c.removals(), List.of()).build());
        }
    }),
    WRITE_SKEW_IN_A_RACE("s03", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            c.expects().forEach(expect -> check(expect.ref(), expect.version()));
            if (!c.expects().isEmpty()) {
                pause();
            }
            return super.commit(
                    parts(c).records(c.puts(), c.removals(), List.of()).build());
        }
    }),
    REUSED_SEQUENCE("s04", clock -> new Wrapped(clock) {
        @Override
        public JournalPage journal(JournalQuery query) {
            JournalPage page = super.journal(query);
            return new JournalPage(
                    page.events().stream()
                            .map(e -> e.sequence() % 3 == 0 ? new StoredEvent(e.sequence() - 1, e.json()) : e)
                            .toList(),
                    page.head());
        }
    }),
    SEQUENCE_BURNT_BY_A_REFUSAL("s04", clock -> new Wrapped(clock) {
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
    }),
    SEQUENCE_FOR_NOTHING("s04", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            CommitResult r = super.commit(c);
            return c.events().isEmpty() ? new CommitResult(1, 0, r.completions()) : r;
        }
    }),
    EVENT_SEEN_LATE("s04", clock -> new Wrapped(clock) {
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
    }),
    SUBJECTS_FORGOTTEN("s04", clock -> new Wrapped(clock) {
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
    }),
    CHARACTERS_NORMALISED("s05", clock -> new Wrapped(clock) {
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
    }),
    TEXT_CUT("s05", clock -> new Wrapped(clock) {
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
    }),
    ROOT_OVER_OTHER_BYTES("s06", clock -> new Wrapped(clock) {
        @Override
        public JournalPage journal(JournalQuery query) {
            MerkleFrontier head = MerkleFrontier.EMPTY;
            for (StoredEvent e : super.journal(JournalQuery.after(0)).events()) {
                head = head.append(Merkle.leafHash(e.json().getBytes(StandardCharsets.ISO_8859_1)));
            }
            return new JournalPage(super.journal(query).events(), head);
        }
    }),
    EARLY_CLAIM("s07", clock -> new Wrapped(clock) {
        @Override
        public Claims claim(ClaimRequest r) {
            return super.claim(new ClaimRequest(r.types(), r.now().plusMillis(1), r.max(), r.lease()));
        }
    }),
    LEASE_ON_THE_CALLERS_CLOCK("s07", clock -> new Wrapped(ManualClock.at(StoreFixture.START)) {
        @Override
        public Claims claim(ClaimRequest r) {
            leaseClock.set(r.now());
            return super.claim(r);
        }
    }),
    HANDED_TO_TWO("s07", clock -> new Wrapped(clock) {
        private Claims last = new Claims(List.of(), Optional.empty());
        private Thread by = Thread.currentThread();

        @Override
        public synchronized Claims claim(ClaimRequest r) {
            if (by != Thread.currentThread() && !last.claims().isEmpty()) {
                Claims again = last;
                last = new Claims(List.of(), Optional.empty());
                return again;
            }
            Claims claims = super.claim(r);
            if (!claims.claims().isEmpty()) {
                last = claims;
                by = Thread.currentThread();
            }
            return claims;
        }
    }),
    RETRY_TOO_EARLY("s07", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            return super.commit(parts(c).completions(c.completions().stream()
                            .map(e -> new Completion(
                                    e.jobId(), e.attempt(), e.retryAt().map(at -> at.minusMillis(1))))
                            .toList())
                    .build());
        }
    }),
    OVERTAKEN_LANE("s08", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            return super.commit(parts(c).jobs(c.jobs().stream()
                            .map(j -> new Job(j.id(), j.type(), Optional.empty(), j.timer(), j.due(), j.payload()))
                            .toList())
                    .build());
        }
    }),
    RETRY_LEAVES_ITS_PLACE("s08", clock -> new Wrapped(clock) {
        private final Map<String, Job> known = new ConcurrentHashMap<>();

        @Override
        public CommitResult commit(Commit c) {
            c.jobs().forEach(job -> known.put(job.id(), job));
            List<Completion> ends = new ArrayList<>();
            List<Job> jobs = new ArrayList<>(c.jobs());
            for (Completion e : c.completions()) {
                Job job = known.get(e.jobId());
                boolean moved =
                        job != null && job.lane().isPresent() && e.retryAt().isPresent();
                ends.add(moved ? new Completion(e.jobId(), e.attempt(), Optional.empty()) : e);
                if (moved) {
                    jobs.add(Job.inLane(
                            job.id(), job.type(), job.lane().get(), e.retryAt().get(), job.payload()));
                }
            }
            return super.commit(parts(c).jobs(jobs).completions(ends).build());
        }
    }),
    ATTEMPT_NOT_RAISED("s09", clock -> new Wrapped(clock) {
        @Override
        public Claims claim(ClaimRequest r) {
            Claims claims = super.claim(r);
            return new Claims(
                    claims.claims().stream()
                            .map(claim -> new Claim(claim.job(), 1, claim.leaseUntil()))
                            .toList(),
                    claims.nextDue());
        }
    }),
    OVERTAKEN_COMPLETION_HOLDS("s09", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            try {
                return super.commit(c);
            } catch (ConflictException e) {
                if (c.completions().isEmpty() || !e.entity().type().equals("job")) {
                    throw e;
                }
                return super.commit(parts(c).completions(List.of()).build());
            }
        }
    }),
    COMPLETION_REFUSED_AFTER_THE_LEASE("s09", clock -> new Wrapped(clock) {
        private final Map<String, Instant> leases = new ConcurrentHashMap<>();

        @Override
        public Claims claim(ClaimRequest r) {
            Claims claims = super.claim(r);
            claims.claims().forEach(claim -> leases.put(claim.job().id(), claim.leaseUntil()));
            return claims;
        }

        @Override
        public CommitResult commit(Commit c) {
            for (Completion e : c.completions()) {
                Instant lease = leases.get(e.jobId());
                if (lease != null && !lease.isAfter(clock.instant())) {
                    throw new ConflictException(Ref.of("job", e.jobId()), e.attempt(), 0);
                }
            }
            return super.commit(c);
        }
    }),
    CANCELLING_IGNORED("s10", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            return super.commit(new Commit(
                    c.puts(), c.removals(), c.expects(), c.events(), c.jobs(), List.of(), List.of(), c.completions()));
        }
    }),
    CANCELLED_SAID_TO_BE_APPLIED("s10", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            CommitResult r = super.commit(c);
            Map<String, Completion.Status> all = new TreeMap<>(r.completions());
            all.replaceAll((id, status) -> Completion.Status.APPLIED);
            return new CommitResult(r.firstSequence(), r.lastSequence(), all);
        }
    }),
    TIMER_SET_TWICE("s11", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            return super.commit(parts(c).jobs(c.jobs().stream()
                            .map(j -> new Job(j.id(), j.type(), j.lane(), Optional.empty(), j.due(), j.payload()))
                            .toList())
                    .build());
        }
    }),
    CLAIMS_OUT_OF_ORDER("s12", clock -> new Wrapped(clock) {
        @Override
        public Claims claim(ClaimRequest r) {
            Claims claims = super.claim(r);
            List<Claim> reversed = new ArrayList<>(claims.claims());
            Collections.reverse(reversed);
            return new Claims(reversed, claims.nextDue());
        }
    }),
    NEXT_INSTANT_TOO_LATE("s12", clock -> new Wrapped(clock) {
        @Override
        public Claims claim(ClaimRequest r) {
            Claims claims = super.claim(r);
            return new Claims(claims.claims(), claims.nextDue().map(next -> next.plus(Duration.ofNanos(1_000))));
        }
    }),
    NEXT_INSTANT_WITHOUT_LEASES("s12", clock -> new Wrapped(clock) {
        @Override
        public Claims claim(ClaimRequest r) {
            Claims claims = super.claim(r);
            Instant lease = clock.instant().plus(r.lease());
            return new Claims(claims.claims(), claims.nextDue().filter(next -> next.isBefore(lease.minusSeconds(15))));
        }
    }),
    LEASE_END_ON_THE_STORES_CLOCK("s12", clock -> new Wrapped(clock) {
        @Override
        public Claims claim(ClaimRequest r) {
            Duration ahead = Duration.between(clock.instant(), r.now());
            Claims claims = super.claim(r);
            Optional<Instant> lease = claims.nextDue()
                    .map(next -> ahead.isZero() ? next : clock.instant().plus(r.lease()));
            return new Claims(claims.claims(), lease);
        }
    }),
    PAGE_REPEATS_A_RECORD("s13", clock -> new Wrapped(clock) {
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
    }),
    PAGES_BY_OFFSET("s13", clock -> new Wrapped(clock) {
        private int skip;

        @Override
        public Page query(Query q) {
            skip = q.after().isPresent() ? skip + q.limit() : 0;
            Page all = super.query(new Query(
                    q.type(), q.equal(), q.orderBy(), q.from(), q.below(), q.descending(), Optional.empty(), 1_000));
            List<StoredRecord> rest = all.records().stream().skip(skip).toList();
            List<StoredRecord> page = rest.stream().limit(q.limit()).toList();
            Optional<Query.Position> next = rest.size() > page.size()
                    ? Optional.of(new Query.Position(
                            "x", page.get(page.size() - 1).ref().id()))
                    : Optional.empty();
            return new Page(page, next);
        }
    }),
    DUPLICATE_ID_IGNORED("s14", clock -> new Wrapped(clock) {
        @Override
        public CommitResult commit(Commit c) {
            try {
                return super.commit(c);
            } catch (ConflictException e) {
                if (c.jobs().isEmpty()
                        || !c.completions().isEmpty()
                        || !e.entity().type().equals("job")) {
                    throw e;
                }
                return super.commit(parts(c).jobs(List.of()).build());
            }
        }
    });

    final String rule;
    private final Function<SettableClock, Store> maker;

    StoreFault(String rule, Function<SettableClock, Store> maker) {
        this.rule = rule;
        this.maker = maker;
    }

    Store store(SettableClock clock) {
        return maker.apply(clock);
    }

    /** An in-memory store of which a fault overrides a part. */
    private static class Wrapped implements Store {
        final SettableClock leaseClock;
        private final Store store;

        Wrapped(SettableClock leaseClock) {
            this.leaseClock = leaseClock;
            this.store = new InMemoryStore(leaseClock);
        }

        @Override
        public Optional<StoredRecord> find(Ref ref) {
            return store.find(ref);
        }

        @Override
        public Page query(Query query) {
            return store.query(query);
        }

        @Override
        public CommitResult commit(Commit commit) {
            return store.commit(commit);
        }

        @Override
        public JournalPage journal(JournalQuery query) {
            return store.journal(query);
        }

        @Override
        public Claims claim(ClaimRequest request) {
            return store.claim(request);
        }

        void check(Ref ref, long expected) {
            long found = find(ref).map(StoredRecord::version).orElse(0L);
            if (found != expected) {
                throw new ConflictException(ref, expected, found);
            }
        }

        /** Lets other threads come between two steps that should be one. */
        static void pause() {
            for (int i = 0; i < 200; i++) {
                Thread.yield();
            }
        }

        static CommitParts parts(Commit commit) {
            return new CommitParts(commit);
        }
    }

    /** A commit of which a fault replaces a part. */
    private static final class CommitParts {
        private List<Commit.Put> puts;
        private List<Commit.Expect> removals;
        private List<Commit.Expect> expects;
        private List<JournalEvent> events;
        private List<Job> jobs;
        private List<Completion> completions;
        private final Commit commit;

        CommitParts(Commit commit) {
            this.commit = commit;
            this.puts = commit.puts();
            this.removals = commit.removals();
            this.expects = commit.expects();
            this.events = commit.events();
            this.jobs = commit.jobs();
            this.completions = commit.completions();
        }

        CommitParts records(List<Commit.Put> p, List<Commit.Expect> r, List<Commit.Expect> e) {
            puts = p;
            removals = r;
            expects = e;
            return this;
        }

        CommitParts events(List<JournalEvent> other) {
            events = other;
            return this;
        }

        CommitParts jobs(List<Job> other) {
            jobs = other;
            return this;
        }

        CommitParts completions(List<Completion> other) {
            completions = other;
            return this;
        }

        Commit build() {
            return new Commit(
                    puts,
                    removals,
                    expects,
                    events,
                    jobs,
                    commit.cancelledTimers(),
                    commit.cancelledJobs(),
                    completions);
        }
    }
}
