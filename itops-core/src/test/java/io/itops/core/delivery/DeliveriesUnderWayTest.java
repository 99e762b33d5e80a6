package io.itops.core.delivery;

import static io.itops.core.delivery.Pages.page;
import static io.itops.core.delivery.Pages.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.itops.core.ConflictException;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Limits;
import io.itops.core.Ref;
import io.itops.core.TestClock;
import io.itops.core.spi.Store;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Commit;
import io.itops.core.store.InMemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a claim is to deliver is held in memory for as long as it is under way, and no longer, however it ends. */
class DeliveriesUnderWayTest {
    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final InMemoryStore kept = new InMemoryStore(clock);
    private final Store store = mock(Store.class, delegatesTo(kept));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Scripted pager = new Scripted("pager", clock);
    private final ItOps ops = ItOps.builder()
            .store(store)
            .clock(clock)
            .ids(IdSource.seeded(7))
            .meterRegistry(meters)
            .notifier(pager, DeliveryPolicy.builder().jitter(0).build())
            .build();

    private void settle() {
        ops.runUntil(clock.instant());
    }

    private int held() {
        return ops.deliveries().underWay();
    }

    @Test
    void anAcceptedOneIsHeldWhileItIsSent() {
        int[] meanwhile = {0};
        pager.then(delivery -> {
            meanwhile[0] = held();
            return DeliveryResult.ok("accepted");
        });
        send(ops, page("pager", "ann", "one"));
        settle();

        assertThat(meanwhile[0]).isEqualTo(1);
        assertThat(held()).isZero();
    }

    @Test
    void oneThatIsToBeRepeatedIsReadAnew() {
        pager.then(DeliveryResult.refused("down"));
        send(ops, page("pager", "ann", "one"));
        settle();
        assertThat(pager.attempts).hasSize(1);
        assertThat(held()).isZero();

        ops.runUntil(clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(pager.attempts).hasSize(2);
        assertThat(held()).isZero();
    }

    @Test
    void oneWhoseEndConflictsIsNotHeldOnceTheEndIsWritten() {
        boolean[] conflicting = {false};
        int[] conflicts = {0};
        doAnswer(call -> {
                    if (conflicting[0]) {
                        conflicting[0] = false;
                        conflicts[0]++;
                        throw new ConflictException(Ref.of("delivery-progress", "d1"), 0, 1);
                    }
                    return kept.commit(call.getArgument(0));
                })
                .when(store)
                .commit(any(Commit.class));
        pager.then(delivery -> {
            conflicting[0] = true;
            return DeliveryResult.ok("accepted");
        });
        send(ops, page("pager", "ann", "one"));
        settle();

        assertThat(conflicts[0]).isEqualTo(1);
        assertThat(pager.attempts).hasSize(1);
        assertThat(ops.agenda().parked()).isEmpty();
        assertThat(held()).isZero();
    }

    @Test
    void oneThatAnotherWorkerHasClaimedMeanwhileIsNotHeld() {
        Duration lease = Limits.DEFAULTS.lease();
        pager.then(delivery -> {
            clock.advance(lease.plusSeconds(1));
            assertThat(kept.claim(new ClaimRequest(Set.of(Deliveries.JOB), clock.instant(), 1, lease))
                            .claims())
                    .hasSize(1);
            return DeliveryResult.ok("accepted");
        });
        String id = send(ops, page("pager", "ann", "one")).get(0);
        settle();

        assertThat(pager.attempts).hasSize(1);
        assertThat(ops.journal().about(Ref.of("delivery", id))).isEmpty();
        assertThat(held()).isZero();
    }

    @Test
    void oneThatIsGivenBackIsNotHeld() {
        pager.then(delivery -> {
            clock.advance(Limits.DEFAULTS.lease().minusSeconds(1));
            return DeliveryResult.ok("accepted");
        });
        send(ops, page("pager", "ann", "one"), page("pager", "bob", "two"));
        settle();

        assertThat(meters.counter("itops.work.not.begun").count()).isPositive();
        assertThat(held()).isZero();
    }
}
