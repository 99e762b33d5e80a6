package io.itops.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ConflictException;
import io.itops.core.delivery.Deliveries;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.journal.StoredEvent;
import io.itops.core.spi.AsyncNotifier;
import io.itops.core.spi.Store;
import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.Job;
import io.itops.testkit.fault.AlteredCommit;
import io.itops.testkit.fault.AlteredNotifier;
import io.itops.testkit.fault.Answer;
import io.itops.testkit.fault.Answers;
import io.itops.testkit.fault.ForwardingStore;
import io.itops.testkit.fault.StoreCall.Boundary;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each check is seen to find a bug that was planted for it; none of them speaks up without one (see {@link SimulationTest}). */
class PlantedBugsTest {
    @Test
    void aStoreThatForgetsAJobIsFound() {
        assertThat(invariants(onStore(leases -> new ForwardingStore(new InMemoryStore(leases)) {
                    private int deliveries;

                    @Override
                    public CommitResult commit(Commit commit) {
                        return super.commit(AlteredCommit.of(commit)
                                .jobs(commit.jobs().stream()
                                        .filter(job -> !job.type().equals(Deliveries.JOB) || ++deliveries % 20 != 0)
                                        .toList())
                                .build());
                    }
                })))
                .contains("I1 NoLoss", "I12 EventuallyQuiescent");
    }

    @Test
    void aNotifierThatSaysSentWithoutSendingIsFound() {
        assertThat(invariants(onNotifier((delivery, sender) -> delivery.id().hashCode() % 5 == 0
                        ? CompletableFuture.completedFuture(DeliveryResult.ok("never sent"))
                        : sender.begin(delivery))))
                .contains("I1 NoLoss");
    }

    @Test
    void aStoreThatHandsOutEarlyIsFound() {
        assertThat(invariants(onStore(leases -> new ForwardingStore(new InMemoryStore(leases)) {
                    @Override
                    public Claims claim(ClaimRequest request) {
                        return super.claim(new ClaimRequest(
                                request.types(), request.now().plusSeconds(20), request.max(), request.lease()));
                    }
                })))
                .contains("I2 NoEarly");
    }

    @Test
    void aStoreThatHandsOutLateIsFound() {
        assertThat(invariants(onStore(leases -> new ForwardingStore(new InMemoryStore(leases)) {
                    @Override
                    public Claims claim(ClaimRequest request) {
                        boolean rests = request.now().getEpochSecond() / 60 % 10 == 7;
                        TreeSet<String> types = new TreeSet<>(request.types());
                        if (rests) {
                            types.remove(Deliveries.JOB);
                        }
                        Claims claims =
                                super.claim(new ClaimRequest(types, request.now(), request.max(), request.lease()));
                        return new Claims(
                                claims.claims(), Optional.of(request.now().plusSeconds(30)));
                    }
                })))
                .contains("I3 BoundedLate");
    }

    @Test
    void aStoreThatLetsALaneBeOvertakenIsFound() {
        // Two in a lane need a head that is held up.
        Simulation.Builder<Errands> simulation = Errands.busy(Errands::new, 7)
                .notifier(
                        "pager",
                        delivery -> delivery.attempt() == 1
                                ? Answer.of(Answer.Kind.SERVER_ERROR, Answers.LATENCY)
                                : Answer.accept(Duration.ofSeconds(9)))
                .store(leases -> new ForwardingStore(new InMemoryStore(leases)) {
                    @Override
                    public CommitResult commit(Commit commit) {
                        return super.commit(AlteredCommit.of(commit)
                                .jobs(commit.jobs().stream()
                                        .map(job -> new Job(
                                                job.id(),
                                                job.type(),
                                                Optional.empty(),
                                                job.timer(),
                                                job.due(),
                                                job.payload()))
                                        .toList())
                                .build());
                    }
                });
        for (int i = 0; i < 5; i++) {
            String id = "more-" + i;
            simulation.act(Duration.ofSeconds(10), "ask", (app, stage) -> app.ask(id, "ann"));
        }
        assertThat(invariants(simulation)).contains("LanesInOrder");
    }

    @Test
    void aStoreThatTakesWhatAZombieCompletesIsFound() {
        assertThat(invariants(onStore(leases -> new ForwardingStore(new InMemoryStore(leases)) {
                            @Override
                            public CommitResult commit(Commit commit) {
                                try {
                                    return super.commit(commit);
                                } catch (ConflictException e) {
                                    if (!e.entity().type().equals("job")) {
                                        throw e;
                                    }
                                    return super.commit(AlteredCommit.of(commit)
                                            .completions(List.of())
                                            .build());
                                }
                            }
                        })
                        .disturb(Disturbance.pause(
                                Duration.ofMinutes(3),
                                Duration.ofMinutes(2),
                                call -> call.boundary() == Boundary.BEFORE_COMMIT && call.tells("delivery.sent")))))
                .contains("Fenced");
    }

    @Test
    void aStoreThatHandsOutTwiceIsFound() {
        assertThat(invariants(onStore(leases -> new ForwardingStore(new InMemoryStore(leases)) {
                    private final List<Claim> last = new ArrayList<>();

                    @Override
                    public Claims claim(ClaimRequest request) {
                        Claims claims = super.claim(request);
                        if (claims.claims().isEmpty() && !last.isEmpty()) {
                            return new Claims(List.of(last.remove(0)), claims.nextDue());
                        }
                        claims.claims().stream()
                                .filter(claim -> claim.job().type().equals(Deliveries.JOB))
                                .forEach(last::add);
                        return claims;
                    }
                })))
                .contains("Fenced", "I11 BoundedDuplicates");
    }

    @Test
    void aStoreThatRewritesTheJournalIsFound() {
        assertThat(invariants(onStore(leases -> new ForwardingStore(new InMemoryStore(leases)) {
                    @Override
                    public JournalPage journal(JournalQuery query) {
                        JournalPage page = super.journal(query);
                        return new JournalPage(
                                page.events().stream()
                                        .map(event -> event.sequence() == 40
                                                ? new StoredEvent(
                                                        40, event.json().replace("ann", "eve"))
                                                : event)
                                        .toList(),
                                page.head());
                    }
                })))
                .containsExactly("I10 AuditChainIntact");
    }

    @Test
    void aStoreThatLeavesAnEntryOutIsFound() {
        assertThat(invariants(onStore(leases -> new ForwardingStore(new InMemoryStore(leases)) {
                    @Override
                    public JournalPage journal(JournalQuery query) {
                        JournalPage page = super.journal(query);
                        return new JournalPage(
                                page.events().stream()
                                        .filter(event -> event.sequence() != 40)
                                        .toList(),
                                page.head());
                    }
                })))
                .containsExactly("I10 AuditChainIntact");
    }

    @Test
    void aNotifierThatSendsTwiceIsFound() {
        assertThat(invariants(onNotifier((delivery, sender) -> {
                    if (delivery.id().hashCode() % 5 == 0) {
                        assertThat(sender.begin(delivery)).isNotNull();
                    }
                    return sender.begin(delivery);
                })))
                .contains("I11 BoundedDuplicates");
    }

    @Test
    void aDeliveryThatNeverEndsIsFound() {
        assertThat(invariants(onNotifier((delivery, sender) ->
                        delivery.notification().to().address().equals("eve")
                                ? CompletableFuture.completedFuture(
                                        DeliveryResult.retryAfter(Duration.ofHours(5), "later"))
                                : sender.begin(delivery))))
                .containsExactly("I12 EventuallyQuiescent");
    }

    @Test
    void anEventThatIsReadBackOtherwiseIsFound() {
        assertThat(invariants(Errands.busy(
                                environment ->
                                        new Errands(environment, environment.notifier("pager"), Errands.FORGETFUL),
                                7)
                        .notifier("pager", Answers.accepting())
                        .refold(Errands.FORGETFUL)))
                .containsOnly(RefoldingStore.INVARIANT);
    }

    @Test
    void aStoreThatPutsAllDestinationsIntoOneLaneIsFound() {
        assertThat(invariants(Errands.busy(Errands::new, 7)
                        .notifier("pager", Answers.accepting().withDead("bob"))
                        .store(leases -> new ForwardingStore(new InMemoryStore(leases)) {
                            @Override
                            public CommitResult commit(Commit commit) {
                                return super.commit(AlteredCommit.of(commit)
                                        .jobs(commit.jobs().stream()
                                                .map(job -> new Job(
                                                        job.id(),
                                                        job.type(),
                                                        job.lane().map(lane -> "all"),
                                                        job.timer(),
                                                        job.due(),
                                                        job.payload()))
                                                .toList())
                                        .build());
                            }
                        })))
                .contains("I15 FairShare");
        assertThat(invariants(Errands.busy(Errands::new, 7)
                        .notifier("pager", Answers.accepting().withDead("bob"))))
                .isEmpty();
    }

    @Test
    void aWorkerThatDiesOfAnExceptionIsFound() {
        assertThat(invariants(onStore(leases -> new ForwardingStore(new InMemoryStore(leases)) {
                    private int claims;

                    @Override
                    public Claims claim(ClaimRequest request) {
                        if (++claims == 100) {
                            throw new IllegalStateException("not a typed error");
                        }
                        return super.claim(request);
                    }
                })))
                .contains("WorkersSurvive");
    }

    private static Simulation.Builder<Errands> onStore(Function<InstantSource, Store> store) {
        return Errands.busy(Errands::new, 7)
                .notifier("pager", Answers.accepting())
                .store(store);
    }

    private static Simulation.Builder<Errands> onNotifier(
            BiFunction<Delivery, AsyncNotifier, CompletionStage<DeliveryResult>> begin) {
        return Errands.busy(
                        environment -> new Errands(
                                environment,
                                new AlteredNotifier((AsyncNotifier) environment.notifier("pager"), begin),
                                Errands.WORKFLOW),
                        7)
                .notifier("pager", Answers.accepting());
    }

    private static TreeSet<String> invariants(Simulation.Builder<Errands> simulation) {
        TreeSet<String> names = new TreeSet<>();
        SimulationTest.violations(simulation.build().run()).forEach(violation -> names.add(violation.invariant()));
        return names;
    }
}
