package io.itops.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Ref;
import io.itops.core.delivery.Deliveries;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.journal.StoredEvent;
import io.itops.core.spi.AsyncNotifier;
import io.itops.core.spi.Notifier;
import io.itops.core.spi.Store;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.Job;
import io.itops.core.store.StoredRecord;
import io.itops.testkit.fault.AlteredCommit;
import io.itops.testkit.fault.AlteredNotifier;
import io.itops.testkit.fault.ForwardingStore;
import io.itops.testkit.simulation.NodeEnvironment;
import io.itops.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each invariant is seen to be broken by a bug that was planted for it in what the modules stand on. */
class PlantedBugsTest {
    private static final long SEED = 7;
    private static final int DAYS = 8;
    private static final SortedSet<String> DELIVERIES = new TreeSet<>(Set.of(Deliveries.JOB));

    @Test
    void noLoss() {
        shows(
                onStore(straight -> new ForwardingStore(straight) {
                    private int deliveries;

                    @Override
                    public CommitResult commit(Commit commit) {
                        return super.commit(AlteredCommit.of(commit)
                                .jobs(commit.jobs().stream()
                                        .filter(job -> !job.type().equals(Deliveries.JOB) || ++deliveries % 20 != 0)
                                        .toList())
                                .build());
                    }
                }),
                "I1 NoLoss");
    }

    @Test
    void noEarly() {
        shows(
                onStore(straight -> new ForwardingStore(straight) {
                    @Override
                    public Claims claim(ClaimRequest request) {
                        Claims claims = super.claim(request);
                        return claims.claims().isEmpty()
                                ? super.claim(new ClaimRequest(
                                        DELIVERIES, request.now().plusSeconds(20), request.max(), request.lease()))
                                : claims;
                    }
                }),
                "I2 NoEarly");
    }

    @Test
    void boundedLate() {
        shows(
                onStore(straight -> new ForwardingStore(straight) {
                    @Override
                    public Claims claim(ClaimRequest request) {
                        TreeSet<String> types = new TreeSet<>(request.types());
                        if (request.now().getEpochSecond() / 120 % 10 < 3) {
                            types.remove(Deliveries.JOB);
                        }
                        Claims claims =
                                super.claim(new ClaimRequest(types, request.now(), request.max(), request.lease()));
                        return new Claims(
                                claims.claims(), Optional.of(request.now().plusSeconds(30)));
                    }
                }),
                "I3 BoundedLate");
    }

    /** A cache that shows a delivery its incident as it was when it was first looked at, acknowledged since or not. */
    @Test
    void noPageAfterAck() {
        shows(
                onNode(straight -> new ForwardingStore(straight) {
                    private final Map<Ref, StoredRecord> cache = new HashMap<>();
                    private boolean delivering;

                    @Override
                    public Claims claim(ClaimRequest request) {
                        Claims claims = super.claim(request);
                        delivering = !claims.claims().isEmpty()
                                && claims.claims().stream()
                                        .allMatch(claim -> claim.job().type().equals(Deliveries.JOB));
                        return claims;
                    }

                    @Override
                    public Optional<StoredRecord> find(Ref ref) {
                        Optional<StoredRecord> found = super.find(ref);
                        if (delivering && ref.type().equals("incident")) {
                            return found.map(record -> cache.computeIfAbsent(ref, unknown -> record));
                        }
                        return found;
                    }
                }),
                "I4 NoPageAfterAck");
    }

    /** Who reads of the first step that it was the second leaves the second out. */
    @Test
    void stepOrder() {
        shows(
                onNode(reading(
                        "incident",
                        json -> json.contains("\"state\":\"TRIGGERED\"")
                                ? json.replace("\"cycle\":1,\"step\":1}", "\"cycle\":1,\"step\":2}")
                                : json)),
                "I5 StepOrder");
    }

    /** An incident that is over and is read as one under way is acted upon. */
    @Test
    void legalTransitions() {
        shows(
                onNode(reading(
                        "incident",
                        json -> json.replace("\"state\":\"CLOSED\"", "\"state\":\"TRIGGERED\"")
                                .replace("\"state\":\"RESOLVED\"", "\"state\":\"TRIGGERED\"")
                                .replace("\"state\":\"CANCELLED\"", "\"state\":\"TRIGGERED\""))),
                "I6 LegalTransitions");
    }

    /** A store that does not see who holds a dedup key, and takes whoever writes it last. */
    @Test
    void singleOpenIncidentPerKey() {
        shows(
                onNode(straight -> new ForwardingStore(straight) {
                    @Override
                    public Optional<StoredRecord> find(Ref ref) {
                        return key(ref) ? Optional.empty() : super.find(ref);
                    }

                    @Override
                    public CommitResult commit(Commit commit) {
                        return super.commit(AlteredCommit.of(commit)
                                .puts(commit.puts().stream()
                                        .filter(put -> !key(put.record().ref()))
                                        .toList())
                                .build());
                    }

                    private boolean key(Ref ref) {
                        return ref.type().equals("incident-key");
                    }
                }),
                "I7 SingleOpenIncidentPerKey");
    }

    /** A merge that leaves the dedup keys where they were. */
    @Test
    void mergeLawsOfKeys() {
        shows(
                onNode(straight -> whenTold(
                        straight,
                        "incident.merged",
                        (commit, bent) -> bent.puts(commit.puts().stream()
                                .filter(put -> !put.record().ref().type().equals("incident-key"))
                                .toList()))),
                "I16 MergeLaws");
    }

    /** What is taken out of a merge comes back without the timer of its next step. */
    @Test
    void mergeLawsOfTimers() {
        shows(
                onNode(straight -> whenTold(
                        straight,
                        "incident.unmerged",
                        (commit, bent) -> bent.jobs(commit.jobs().stream()
                                .filter(job -> job.timer().isEmpty())
                                .toList()))),
                "I16 MergeLaws");
    }

    /** What was held comes back from a merge as if it had been triggered. */
    @Test
    @Tag("campaign")
    void mergeLawsOfStates() {
        shows(
                onNode(straight -> whenTold(
                        straight,
                        "incident.unmerged",
                        (commit, bent) -> bent.puts(commit.puts().stream()
                                .map(put -> new Commit.Put(
                                        saying(
                                                put.record(),
                                                json -> json.replace("\"state\":\"ON_HOLD\"", "\"state\":\"MITIGATED\"")
                                                        .replace("\"state\":\"TRIGGERED\"", "\"state\":\"MITIGATED\"")),
                                        put.expected()))
                                .toList()))),
                "I16 MergeLaws");
    }

    /** An incident that was split off has its key, and the one that it was split off has it too. */
    @Test
    @Tag("campaign")
    void singleOpenIncidentPerKeyAfterASplit() {
        shows(
                onNode(straight -> whenTold(
                        straight,
                        "incident.split-off",
                        (commit, bent) -> bent.events(commit.events().stream()
                                .filter(event -> !event.type().equals("incident.split-off"))
                                .toList()))),
                "I7 SingleOpenIncidentPerKey");
    }

    private static Store whenTold(Store straight, String type, BiConsumer<Commit, AlteredCommit> bend) {
        return new ForwardingStore(straight) {
            @Override
            public CommitResult commit(Commit commit) {
                if (commit.events().stream().noneMatch(event -> event.type().equals(type))) {
                    return super.commit(commit);
                }
                AlteredCommit bent = AlteredCommit.of(commit);
                bend.accept(commit, bent);
                return super.commit(bent.build());
            }
        };
    }

    /** A timer that is lost: gaps that are far away are never told. */
    @Test
    void someoneOnCallWithoutTheTimerOfAGap() {
        shows(
                onStore(straight -> new ForwardingStore(straight) {
                    @Override
                    public CommitResult commit(Commit commit) {
                        return super.commit(AlteredCommit.of(commit)
                                .jobs(commit.jobs().stream()
                                        .filter(job -> !job.type().equals("on-call-schedule.gap-watch"))
                                        .toList())
                                .build());
                    }
                }),
                "I8 SomeoneOnCall");
    }

    /** A gap that is told of though somebody is on call: temporary schedules are read without those whom they assign. */
    @Test
    void someoneOnCallWhoIsOverlooked() {
        shows(
                onNode(reading(
                        "on-call-schedule",
                        json -> json.replaceAll("\"assignments\":\\[[^]]*]", "\"assignments\":[]"))),
                "I8 SomeoneOnCall");
    }

    /** A delegation that nobody reads lets the delegate vote. */
    @Test
    void approvedHashOfADelegate() {
        shows(onNode(reading("change-delegations", json -> json.replaceAll("\\[.*]", "[]"))), "I9 ApprovedHash");
    }

    /** An edit that is not seen by those who vote and start afterwards. */
    @Test
    void approvedHashOfWhatWasEdited() {
        shows(
                onNode(reading(
                        "change",
                        json -> json.replace("\"description\":\"now with a description\"", "\"description\":\"\""))),
                "I9 ApprovedHash");
    }

    @Test
    void auditChainIntact() {
        shows(
                onStore(straight -> new ForwardingStore(straight) {
                    @Override
                    public JournalPage journal(JournalQuery query) {
                        JournalPage page = super.journal(query);
                        return new JournalPage(
                                page.events().stream()
                                        .map(event -> event.sequence() == 400
                                                ? new StoredEvent(
                                                        400, event.json().replace("2026", "2025"))
                                                : event)
                                        .toList(),
                                page.head());
                    }
                }),
                "I10 AuditChainIntact");
    }

    @Test
    void boundedDuplicates() {
        shows(
                onNotifier((delivery, sender) -> {
                    if (delivery.id().hashCode() % 5 == 0) {
                        assertThat(sender.begin(delivery)).isNotNull();
                    }
                    return sender.begin(delivery);
                }),
                "I11 BoundedDuplicates");
    }

    @Test
    void eventuallyQuiescent() {
        shows(
                onNotifier((delivery, sender) ->
                        delivery.notification().to().address().equals(Landscape.MANAGER)
                                ? CompletableFuture.completedFuture(
                                        DeliveryResult.retryAfter(Duration.ofHours(20), "later"))
                                : sender.begin(delivery)),
                "I12 EventuallyQuiescent");
    }

    /** A commit that writes another state than its events give. */
    @Test
    void replayEqualsState() {
        shows(
                onNode(straight -> new ForwardingStore(straight) {
                    @Override
                    public CommitResult commit(Commit commit) {
                        return super.commit(AlteredCommit.of(commit)
                                .puts(commit.puts().stream()
                                        .map(put -> put.record().ref().type().equals("incident")
                                                ? new Commit.Put(
                                                        saying(
                                                                put.record(),
                                                                json -> json.replace(
                                                                        "\"severity\":\"SEV2\"",
                                                                        "\"severity\":\"SEV3\"")),
                                                        put.expected())
                                                : put)
                                        .toList())
                                .build());
                    }
                }),
                "I13 ReplayEqualsState");
    }

    @Test
    void fairShare() {
        shows(
                onStore(straight -> new ForwardingStore(straight) {
                    @Override
                    public CommitResult commit(Commit commit) {
                        return super.commit(AlteredCommit.of(commit)
                                .jobs(commit.jobs().stream()
                                        .map(job -> new Job(
                                                job.id(),
                                                job.type(),
                                                job.lane()
                                                        .map(lane -> job.type().equals(Deliveries.JOB) ? "all" : lane),
                                                job.timer(),
                                                job.due(),
                                                job.payload()))
                                        .toList())
                                .build());
                    }
                }),
                "I15 FairShare");
    }

    /** A day without an outage shows nothing, and says so. */
    @Test
    void enoughHappened() {
        shows(
                seed -> OperationsDay.of(
                        seed,
                        environment -> DayNode.start(on(
                                environment,
                                new ForwardingStore(environment.store()) {
                                    @Override
                                    public Claims claim(ClaimRequest request) {
                                        TreeSet<String> types = new TreeSet<>(request.types());
                                        types.removeIf(type -> type.startsWith("monitoring."));
                                        return super.claim(
                                                new ClaimRequest(types, request.now(), request.max(), request.lease()));
                                    }
                                },
                                environment.notifiers()))),
                "EnoughHappened");
    }

    @FunctionalInterface
    private interface Planted {
        Simulation.Builder<DayNode> day(long seed);
    }

    /** A bug in the store that all nodes share. */
    private static Planted onStore(UnaryOperator<Store> bent) {
        return seed -> OperationsDay.of(seed).store(leases -> bent.apply(new InMemoryStore(leases)));
    }

    /** A bug between a node and the store. */
    private static Planted onNode(UnaryOperator<Store> bent) {
        return seed -> OperationsDay.of(
                seed,
                environment ->
                        DayNode.start(on(environment, bent.apply(environment.store()), environment.notifiers())));
    }

    private static UnaryOperator<Store> reading(String type, UnaryOperator<String> bent) {
        return straight -> new ForwardingStore(straight) {
            @Override
            public Optional<StoredRecord> find(Ref ref) {
                Optional<StoredRecord> found = super.find(ref);
                return ref.type().equals(type) ? found.map(record -> saying(record, bent)) : found;
            }
        };
    }

    /** A record that says something else. */
    private static StoredRecord saying(StoredRecord record, UnaryOperator<String> bent) {
        return new StoredRecord(
                record.ref(), record.version(), record.schema(), bent.apply(record.json()), record.indexes());
    }

    /** A bug between a node and its notifier. */
    private static Planted onNotifier(BiFunction<Delivery, AsyncNotifier, CompletionStage<DeliveryResult>> bent) {
        return seed -> OperationsDay.of(seed, environment -> {
            SortedMap<String, Notifier> notifiers = new TreeMap<>();
            notifiers.put(
                    Landscape.PAGER, new AlteredNotifier((AsyncNotifier) environment.notifier(Landscape.PAGER), bent));
            return DayNode.start(on(environment, environment.store(), notifiers));
        });
    }

    private static NodeEnvironment on(NodeEnvironment environment, Store store, SortedMap<String, Notifier> notifiers) {
        return new NodeEnvironment(
                environment.name(),
                environment.incarnation(),
                store,
                environment.clock(),
                environment.ids(),
                notifiers,
                environment.marks());
    }

    /** Some day breaks the invariant; without the bug these days break none. */
    private static void shows(Planted planted, String invariant) {
        SortedSet<String> broken = new TreeSet<>();
        for (long seed = SEED; seed < SEED + DAYS && !broken.contains(invariant); seed++) {
            OperationsDay.violations(planted.day(seed).build().run())
                    .forEach(violation -> broken.add(violation.invariant()));
        }
        assertThat(broken).contains(invariant);
    }
}
