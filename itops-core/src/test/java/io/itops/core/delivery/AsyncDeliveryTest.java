package io.itops.core.delivery;

import static io.itops.core.delivery.Pages.page;
import static io.itops.core.delivery.Pages.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.TestClock;
import io.itops.core.spi.AsyncNotifier;
import io.itops.core.spi.Store;
import io.itops.core.store.InMemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AsyncDeliveryTest {
    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final Remote remote = new Remote();
    private final ItOps ops = ItOps.builder()
            .store(new InMemoryStore(clock))
            .clock(clock)
            .ids(IdSource.seeded(7))
            .notifier(
                    remote,
                    DeliveryPolicy.builder()
                            .jitter(0)
                            .attemptLimit(Duration.ofSeconds(4))
                            .build())
            .build();

    /** Attempts that end when the test says so, unless the script has something else to return or throw. */
    private static final class Remote implements AsyncNotifier {
        final List<CompletableFuture<DeliveryResult>> attempts = new ArrayList<>();
        final List<Delivery> deliveries = new ArrayList<>();
        final Queue<Supplier<CompletionStage<DeliveryResult>>> script = new ArrayDeque<>();

        @Override
        public String name() {
            return "remote";
        }

        @Override
        public CompletionStage<DeliveryResult> begin(Delivery delivery) {
            deliveries.add(delivery);
            Supplier<CompletionStage<DeliveryResult>> step = script.poll();
            if (step != null) {
                return step.get();
            }
            CompletableFuture<DeliveryResult> attempt = new CompletableFuture<>();
            attempts.add(attempt);
            return attempt;
        }

        @Override
        public DeliveryResult send(Delivery delivery) {
            throw new AssertionError("an asynchronous notifier is begun");
        }
    }

    private void pass(Duration time) {
        ops.runUntil(clock.instant().plus(time));
    }

    private List<String> summaries(String id) {
        return ops.journal().about(Ref.of("delivery", id)).stream()
                .map(entry -> entry.event().summary())
                .toList();
    }

    @Test
    void anAttemptUnderWayHoldsUpNoOtherDestination() {
        send(ops, page("remote", "ann", "one"), page("remote", "bob", "two"), page("remote", "ann", "three"));
        pass(Duration.ZERO);
        assertThat(remote.deliveries)
                .extracting(delivery -> delivery.notification().title())
                .containsExactly("one", "two");
        remote.attempts.get(1).complete(DeliveryResult.ok("202"));
        remote.attempts.get(0).complete(DeliveryResult.ok("202"));
        pass(Duration.ZERO);
        assertThat(remote.deliveries)
                .extracting(delivery -> delivery.notification().title())
                .containsExactly("one", "two", "three");
    }

    @Test
    void anAttemptWithoutAnAnswerIsCancelledAtItsLimitAndRepeated() {
        String id = send(ops, page("remote", "ann", "one")).get(0);
        pass(Duration.ofSeconds(4));
        assertThat(remote.attempts.get(0)).isCancelled();
        pass(Duration.ofSeconds(1));
        assertThat(remote.deliveries).extracting(Delivery::attempt).containsExactly(1, 2);
        remote.attempts.get(1).complete(DeliveryResult.ok("202"));
        pass(Duration.ZERO);
        assertThat(summaries(id))
                .containsExactly(
                        "page not delivered to remote:ann: no answer within 4 s",
                        "page sent to remote:ann, where it may have arrived before");
    }

    @Test
    void aLateAnswerIsIgnored() {
        CompletableFuture<DeliveryResult> stubborn = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
            }
        };
        remote.script.add(() -> stubborn);
        String id = send(ops, page("remote", "ann", "one")).get(0);
        pass(Duration.ofSeconds(4));
        stubborn.complete(DeliveryResult.ok("202"));
        pass(Duration.ofSeconds(1));
        assertThat(summaries(id)).hasSize(1);
        assertThat(remote.deliveries).hasSize(2);
    }

    @Test
    void stagesThatThrowFailAreMissingOrCannotBeCancelledAreFailedAttempts() {
        remote.script.add(() -> {
            throw new StackOverflowError();
        });
        remote.script.add(() -> CompletableFuture.failedFuture(new IllegalStateException("secret")));
        remote.script.add(() -> null);
        remote.script.add(() -> CompletableFuture.completedFuture(null));
        remote.script.add(() -> new CompletableFuture<DeliveryResult>().minimalCompletionStage());
        String id = send(ops, page("remote", "ann", "one")).get(0);
        pass(Duration.ofMinutes(5));
        assertThat(summaries(id))
                .startsWith(
                        "page not delivered to remote:ann: the notifier failed with java.lang.StackOverflowError",
                        "page not delivered to remote:ann, where it may have arrived before: the notifier failed with"
                                + " java.lang.IllegalStateException",
                        "page not delivered to remote:ann, where it may have arrived before: the notifier gave no"
                                + " result",
                        "page not delivered to remote:ann, where it may have arrived before: the notifier gave no"
                                + " result",
                        "page not delivered to remote:ann, where it may have arrived before: no answer within 4 s");
    }

    @Test
    void anAttemptIsPutOffWhereReadingTookHalfItsTime() {
        InMemoryStore kept = new InMemoryStore(clock);
        Store slow = mock(Store.class, delegatesTo(kept));
        boolean[] pausing = {true};
        doAnswer(call -> {
                    if (pausing[0]) {
                        pausing[0] = false;
                        clock.advance(Duration.ofSeconds(40));
                    }
                    return kept.find(call.getArgument(0));
                })
                .when(slow)
                .find(argThat(ref -> ref != null && ref.type().equals("delivery-progress")));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ItOps paused = ItOps.builder()
                .store(slow)
                .clock(clock)
                .notifier(remote)
                .meterRegistry(meters)
                .build();
        send(paused, page("remote", "ann", "one"));
        paused.runUntil(clock.instant());

        assertThat(remote.deliveries)
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.attempt()).isEqualTo(1));
        assertThat(meters.get("itops.delivery.waited")
                        .tag("for", "lease")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("itops.delivery.possible.duplicates").counter().count())
                .isZero();
    }
}
