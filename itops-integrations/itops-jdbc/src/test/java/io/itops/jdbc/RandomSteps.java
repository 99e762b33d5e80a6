package io.itops.jdbc;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.journal.JournalEvent;
import io.itops.core.journal.JournalQuery;
import io.itops.core.record.Tree;
import io.itops.core.spi.Store;
import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.Completion;
import io.itops.core.store.IndexValue;
import io.itops.core.store.Job;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import io.itops.core.store.TimerKey;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes calls of a store from seeds: few names, so that they meet, and mostly right versions and attempts, so that much is applied and
 * some is refused. What it makes depends on the seed and on the state of the store that serves as the model, alone.
 */
final class RandomSteps {
    private static final List<String> TYPES = List.of("thing", "other");
    private static final List<String> IDS =
            List.of("a", "B", "b", "ä", "\uFFFD", "😀", "it's; DROP TABLE itops_job --", "a b", "\"q\"");
    private static final List<String> LANES = List.of("north", "süd", "it's");
    private static final List<String> JOB_TYPES = List.of("send", "ring", "tidy");
    private static final List<String> TEXTS =
            List.of("", "x", "ß", "😀😀", "a'b\"c\\d", "line\nbreak\ttab \u0001", "\u2028\uFFFF", " padded ");

    private final Store model;
    private final ManualClock clock;
    private final List<Claim> claims = new ArrayList<>();
    private int jobs;

    /** A call with a description. */
    record Step(String what, Function<Store, Object> call) {}

    RandomSteps(Store model, ManualClock clock) {
        this.model = model;
        this.clock = clock;
    }

    Step next(long seed) {
        Random random = new Random(seed);
        int kind = random.nextInt(100);
        if (kind < 50) {
            Commit commit = commit(random);
            return new Step("" + commit, store -> store.commit(commit));
        }
        if (kind < 72) {
            return claim(random);
        }
        if (kind < 80) {
            clock.set(clock.instant().plusSeconds(random.nextInt(90) - 10));
            return new Step("clock " + clock.instant(), store -> "set");
        }
        if (kind < 92) {
            Query query = query(random);
            return new Step("" + query, store -> store.query(query));
        }
        if (kind < 96) {
            Ref ref = ref(random);
            return new Step("find " + ref, store -> store.find(ref));
        }
        JournalQuery query = new JournalQuery(
                random.nextInt(20),
                random.nextBoolean() ? Optional.of(ref(random)) : Optional.empty(),
                1 + random.nextInt(8));
        return new Step("" + query, store -> store.journal(query));
    }

    /** Keeps what the model handed out, for completions to come. */
    void saw(Object result) {
        if (result instanceof Claims handedOut) {
            claims.addAll(handedOut.claims());
        }
    }

    private Step claim(Random random) {
        Set<String> types = new HashSet<>(JOB_TYPES);
        if (random.nextBoolean()) {
            types.remove(pick(random, JOB_TYPES));
        }
        ClaimRequest request = new ClaimRequest(
                types, when(random), 1 + random.nextInt(4), Duration.ofSeconds(1 + random.nextInt(60)));
        return new Step("" + request, store -> store.claim(request));
    }

    private Commit commit(Random random) {
        Commit.Builder commit = Commit.builder();
        Map<Ref, Long> versions = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Ref ref = ref(random);
            if (versions.putIfAbsent(ref, version(ref, random)) == null) {
                write(commit, ref, versions.get(ref), random);
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            commit.event(event(random));
        }
        Set<String> added = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Job job = job(random);
            if (added.add(job.id())) {
                commit.job(job);
            }
        }
        if (random.nextInt(4) == 0) {
            commit.cancelTimer(timer(random));
        }
        if (random.nextInt(4) == 0 && jobs > 0) {
            commit.cancelJob("job-" + random.nextInt(jobs));
        }
        Set<String> completed = new HashSet<>();
        for (int i = random.nextInt(3); i > 0 && !claims.isEmpty(); i--) {
            // Mostly one of the newest: the older ones are completed or overtaken.
            int back = Math.min(claims.size(), 1 + random.nextInt(random.nextInt(5) == 0 ? claims.size() : 3));
            Claim claim = claims.get(claims.size() - back);
            if (completed.add(claim.job().id())) {
                commit.complete(random.nextInt(3) > 0 ? Completion.done(claim) : Completion.retry(claim, when(random)));
            }
        }
        return commit.build();
    }

    private static void write(Commit.Builder commit, Ref ref, long version, Random random) {
        int kind = random.nextInt(10);
        if (kind < 6) {
            List<String> indexes = new ArrayList<>();
            for (int slots = random.nextInt(5); slots > 0; slots--) {
                indexes.add(index(random));
            }
            commit.put(new StoredRecord(ref, version + 1, 1 + random.nextInt(3), text(random), indexes), version);
        } else if (kind < 8 && version > 0) {
            commit.remove(ref, version);
        } else {
            commit.expect(ref, version);
        }
    }

    private long version(Ref ref, Random random) {
        long right = model.find(ref).map(StoredRecord::version).orElse(0L);
        return random.nextInt(12) == 0 ? Math.max(0, right + random.nextInt(3) - 1) : right;
    }

    private Job job(Random random) {
        String id = "job-" + (random.nextInt(25) == 0 && jobs > 0 ? random.nextInt(jobs) : jobs++);
        String type = pick(random, JOB_TYPES);
        Instant due = when(random);
        return switch (random.nextInt(4)) {
            case 0 -> Job.timer(id, type, timer(random), due, text(random));
            case 1 -> new Job(id, type, Optional.empty(), Optional.empty(), due, text(random));
            default -> Job.inLane(id, type, pick(random, LANES), due, text(random));
        };
    }

    private static JournalEvent event(Random random) {
        List<Ref> subjects = new ArrayList<>(List.of(ref(random)));
        while (random.nextBoolean()) {
            subjects.add(ref(random));
        }
        return new JournalEvent(
                "thing.changed",
                1,
                Commits.START,
                Actor.user("ann"),
                subjects,
                "it changed",
                Optional.empty(),
                Tree.Obj.of(Map.of("text", new Tree.Text(text(random)))));
    }

    private static Query query(Random random) {
        Map<Integer, String> equal = new HashMap<>();
        if (random.nextInt(3) == 0) {
            equal.put(random.nextInt(4), value(random));
        }
        if (random.nextInt(6) == 0) {
            equal.put(random.nextInt(4), value(random));
        }
        OptionalInt orderBy = random.nextInt(4) == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(4));
        Function<Random, String> bound = orderBy.isPresent() ? RandomSteps::value : each -> pick(each, IDS);
        Optional<Query.Position> after = random.nextInt(3) > 0
                ? Optional.empty()
                : Optional.of(
                        new Query.Position(orderBy.isPresent() ? value(random) : IndexValue.ABSENT, pick(random, IDS)));
        return new Query(
                pick(random, TYPES),
                equal,
                orderBy,
                random.nextInt(4) == 0 ? Optional.of(bound.apply(random)) : Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of(bound.apply(random)) : Optional.empty(),
                random.nextBoolean(),
                after,
                1 + random.nextInt(5));
    }

    private static String index(Random random) {
        return random.nextInt(4) == 0 ? IndexValue.ABSENT : value(random);
    }

    private static String value(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> IndexValue.of(random.nextInt(5) - 2L);
            case 1 -> IndexValue.of(Commits.START.plusSeconds(random.nextInt(3)));
            default -> IndexValue.of(pick(random, IDS));
        };
    }

    private static TimerKey timer(Random random) {
        return new TimerKey(ref(random), pick(random, List.of("escalate", "remind")));
    }

    private static Ref ref(Random random) {
        return Ref.of(pick(random, TYPES), pick(random, IDS));
    }

    private Instant when(Random random) {
        return clock.instant().plusSeconds(random.nextInt(60) - 40);
    }

    private static String text(Random random) {
        return pick(random, TEXTS);
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
