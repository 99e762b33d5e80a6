package io.itops.testkit.contract;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.spi.Store;
import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Completion;
import io.itops.core.store.Job;
import io.itops.core.time.SettableClock;
import io.itops.testkit.ManualClock;
import io.itops.testkit.fault.AlteredCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Stores with a fault in what it hands out: due instants, lanes, attempts, timers. */
final class JobFaults {
    private JobFaults() {}

    static Store earlyClaim(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public Claims claim(ClaimRequest r) {
                return super.claim(new ClaimRequest(r.types(), r.now().plusMillis(1), r.max(), r.lease()));
            }
        };
    }

    static Store leaseOnTheCallersClock(SettableClock clock) {
        return new PlantedStore(ManualClock.at(StoreFixture.START)) {
            @Override
            public Claims claim(ClaimRequest r) {
                leaseClock.set(r.now());
                return super.claim(r);
            }
        };
    }

    static Store handedToTwo(SettableClock clock) {
        return new PlantedStore(clock) {
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
        };
    }

    static Store retryTooEarly(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                return super.commit(AlteredCommit.of(c)
                        .completions(c.completions().stream()
                                .map(e -> new Completion(
                                        e.jobId(), e.attempt(), e.retryAt().map(at -> at.minusMillis(1))))
                                .toList())
                        .build());
            }
        };
    }

    static Store overtakenLane(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                return super.commit(AlteredCommit.of(c)
                        .jobs(c.jobs().stream()
                                .map(j -> new Job(j.id(), j.type(), Optional.empty(), j.timer(), j.due(), j.payload()))
                                .toList())
                        .build());
            }
        };
    }

    static Store retryLeavesItsPlace(SettableClock clock) {
        return new PlantedStore(clock) {
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
                                job.id(),
                                job.type(),
                                job.lane().get(),
                                e.retryAt().get(),
                                job.payload()));
                    }
                }
                return super.commit(
                        AlteredCommit.of(c).jobs(jobs).completions(ends).build());
            }
        };
    }

    static Store attemptNotRaised(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public Claims claim(ClaimRequest r) {
                Claims claims = super.claim(r);
                return new Claims(
                        claims.claims().stream()
                                .map(claim -> new Claim(claim.job(), 1, claim.leaseUntil()))
                                .toList(),
                        claims.nextDue());
            }
        };
    }

    static Store overtakenCompletionHolds(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                try {
                    return super.commit(c);
                } catch (ConflictException e) {
                    if (c.completions().isEmpty() || !e.entity().type().equals("job")) {
                        throw e;
                    }
                    return super.commit(
                            AlteredCommit.of(c).completions(List.of()).build());
                }
            }
        };
    }

    static Store completionRefusedAfterTheLease(SettableClock clock) {
        return new PlantedStore(clock) {
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
        };
    }

    static Store cancellingIgnored(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                return super.commit(AlteredCommit.of(c)
                        .cancelledTimers(List.of())
                        .cancelledJobs(List.of())
                        .build());
            }
        };
    }

    static Store cancelledSaidToBeApplied(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                CommitResult r = super.commit(c);
                Map<String, Completion.Status> all = new TreeMap<>(r.completions());
                all.replaceAll((id, status) -> Completion.Status.APPLIED);
                return new CommitResult(r.firstSequence(), r.lastSequence(), all);
            }
        };
    }

    static Store timerSetTwice(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public CommitResult commit(Commit c) {
                return super.commit(AlteredCommit.of(c)
                        .jobs(c.jobs().stream()
                                .map(j -> new Job(j.id(), j.type(), j.lane(), Optional.empty(), j.due(), j.payload()))
                                .toList())
                        .build());
            }
        };
    }

    static Store claimsOutOfOrder(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public Claims claim(ClaimRequest r) {
                Claims claims = super.claim(r);
                List<Claim> reversed = new ArrayList<>(claims.claims());
                Collections.reverse(reversed);
                return new Claims(reversed, claims.nextDue());
            }
        };
    }

    static Store nextInstantTooLate(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public Claims claim(ClaimRequest r) {
                Claims claims = super.claim(r);
                return new Claims(claims.claims(), claims.nextDue().map(next -> next.plus(Duration.ofNanos(1_000))));
            }
        };
    }

    static Store nextInstantWithoutLeases(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public Claims claim(ClaimRequest r) {
                Claims claims = super.claim(r);
                Instant lease = clock.instant().plus(r.lease());
                return new Claims(
                        claims.claims(), claims.nextDue().filter(next -> next.isBefore(lease.minusSeconds(15))));
            }
        };
    }

    static Store leaseEndOnTheStoresClock(SettableClock clock) {
        return new PlantedStore(clock) {
            @Override
            public Claims claim(ClaimRequest r) {
                Duration ahead = Duration.between(clock.instant(), r.now());
                Claims claims = super.claim(r);
                Optional<Instant> lease = claims.nextDue()
                        .map(next -> ahead.isZero() ? next : clock.instant().plus(r.lease()));
                return new Claims(claims.claims(), lease);
            }
        };
    }

    static Store duplicateIdIgnored(SettableClock clock) {
        return new PlantedStore(clock) {
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
                    return super.commit(AlteredCommit.of(c).jobs(List.of()).build());
                }
            }
        };
    }
}
