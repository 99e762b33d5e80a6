package io.itops.incident;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.ItOpsException;
import io.itops.core.Limits;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.signal.Signal;
import io.itops.core.spi.Store;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.StoredRecord;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentKey;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import io.itops.testkit.fault.AlteredCommit;
import io.itops.testkit.fault.ForwardingStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Two processes over one store, interleaved by seeds: just before a commit of one is applied, the other may do something of its own, so
 * that what the first has read is stale.
 */
class InterleavingsTest {
    private static final List<String> KEYS = List.of("k1", "k2");

    @Test
    void noInterleavingGivesAKeyTwoOpenIncidents() {
        int conflicts = 0;
        int opened = 0;
        for (long seed = 1; seed <= 100; seed++) {
            World world = new World(seed, false);
            assertThat(world.run(60)).as("seed " + seed).isEmpty();
            conflicts += world.store.conflicts;
            opened += world.all().size();
        }
        System.out.println("interleavings: " + opened + " incidents opened, " + conflicts + " conflicts met");
        assertThat(conflicts).isGreaterThan(100);
        assertThat(opened).isGreaterThan(300);
    }

    @Test
    void withoutTheClaimOfTheKeyTheSameInterleavingsDo() {
        assertThat(LongStream.rangeClosed(1, 100)
                        .anyMatch(seed -> !new World(seed, true).run(60).isEmpty()))
                .isTrue();
    }

    private static final class World {
        private final SplittableRandom random;
        private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        private final MeddlingStore store;
        private final List<ItOps> nodes = new ArrayList<>();
        private final List<Incidents> incidents = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();

        World(long seed, boolean withoutClaims) {
            random = new SplittableRandom(seed);
            store = new MeddlingStore(new InMemoryStore(clock), withoutClaims, this::meddle);
            for (int node = 0; node < 2; node++) {
                ItOps ops = ItOps.builder()
                        .store(store)
                        .clock(clock)
                        .ids(IdSource.seeded(seed * 10 + node))
                        .notifier(new RecordingNotifier("pager"))
                        .authorizer((actor, permission, subject) -> AccessDecision.allow("test"))
                        .limits(Limits.DEFAULTS)
                        .build();
                nodes.add(ops);
                incidents.add(Incidents.attach(ops, Scene.annThenBob()));
            }
        }

        List<String> run(int steps) {
            for (int i = 0; i < steps && broken.isEmpty(); i++) {
                act(random.nextInt(2));
                check();
            }
            nodes.get(0).runUntil(clock.instant().plus(ofMinutes(60)));
            check();
            if (!nodes.get(0).agenda().parked().isEmpty()) {
                broken.add("work was parked: " + nodes.get(0).agenda().parked());
            }
            return broken;
        }

        private void meddle(int depth) {
            if (depth < 3 && random.nextInt(100) < 35) {
                act(random.nextInt(2));
            }
        }

        private void act(int node) {
            String key = KEYS.get(random.nextInt(2));
            ItOps ops = nodes.get(node);
            Incidents some = incidents.get(node);
            Actor actor = Actor.user("u" + node);
            List<Runnable> acts = List.of(
                    () -> ops.accept(Signal.firing(key, ServiceId.of("s"), Severity.SEV2, "errors")),
                    () -> ops.accept(Signal.firing(key, ServiceId.of("s"), Severity.SEV2, "errors")),
                    () -> ops.accept(Signal.resolved(key, ServiceId.of("s"), Severity.SEV2, "fine")),
                    () -> ops.agenda().runDue(),
                    () -> ops.agenda().runDue(),
                    () -> ops.agenda().runDue(),
                    () -> some.declare(Trouble.of(key, ServiceId.of("s"), Severity.SEV2, "errors"), actor),
                    () -> some.open(key).ifPresent(i -> some.acknowledge(i.id(), actor)),
                    () -> some.open(key).ifPresent(i -> some.close(i.id(), "", actor)),
                    () -> some.open(key).ifPresent(i -> some.cancel(i.id(), "a test", actor)),
                    () -> closed(key).ifPresent(id -> some.reopen(id, "it is back", actor)),
                    () -> clock.advance(ofMinutes(3)));
            try {
                acts.get(random.nextInt(acts.size())).run();
            } catch (ItOpsException e) {
                // a refusal, or a conflict too many: what matters is what the store holds then
                assertThat(e.getMessage()).isNotBlank();
            }
        }

        private Optional<IncidentId> closed(String key) {
            return all().stream()
                    .filter(incident ->
                            incident.dedupKey().equals(key) && !incident.state().holdsKey())
                    .map(Incident::id)
                    .findFirst();
        }

        List<Incident> all() {
            return incidents.get(0).list(IncidentQuery.newest());
        }

        private void check() {
            Map<String, List<IncidentId>> open = new TreeMap<>();
            all().stream()
                    .filter(incident -> incident.state().holdsKey())
                    .forEach(incident -> open.computeIfAbsent(incident.dedupKey(), k -> new ArrayList<>())
                            .add(incident.id()));
            for (String key : KEYS) {
                List<IncidentId> holding = open.getOrDefault(key, List.of());
                if (holding.size() > 1) {
                    broken.add(key + " has the open incidents " + holding);
                }
                Optional<IncidentId> holder = incidents.get(0).open(key).map(Incident::id);
                if (!holder.equals(holding.stream().findFirst())) {
                    broken.add(key + " is claimed by " + holder + ", but open is " + holding);
                }
            }
        }
    }

    /** Lets others act just before it applies a commit, and can be made to lose the claims of keys. */
    private static final class MeddlingStore extends ForwardingStore {
        private final boolean withoutClaims;
        private final java.util.function.IntConsumer meddler;
        private int depth;
        private int conflicts;

        MeddlingStore(Store store, boolean withoutClaims, java.util.function.IntConsumer meddler) {
            super(store);
            this.withoutClaims = withoutClaims;
            this.meddler = meddler;
        }

        private boolean lost(Ref ref) {
            return withoutClaims && ref.type().equals(IncidentKey.TYPE.name());
        }

        @Override
        public Optional<StoredRecord> find(Ref ref) {
            return lost(ref) ? Optional.empty() : super.find(ref);
        }

        @Override
        public CommitResult commit(Commit commit) {
            depth++;
            try {
                meddler.accept(depth);
                return super.commit(withoutClaims ? stripped(commit) : commit);
            } catch (ConflictException e) {
                conflicts++;
                throw e;
            } finally {
                depth--;
            }
        }

        private Commit stripped(Commit commit) {
            return AlteredCommit.of(commit)
                    .puts(commit.puts().stream()
                            .filter(put -> !lost(put.record().ref()))
                            .toList())
                    .removals(commit.removals().stream()
                            .filter(removal -> !lost(removal.ref()))
                            .toList())
                    .expects(commit.expects().stream()
                            .filter(expect -> !lost(expect.ref()))
                            .toList())
                    .build();
        }
    }
}
