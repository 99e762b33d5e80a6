package io.itops.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Kernels;
import io.itops.core.LogLines;
import io.itops.core.TestClock;
import io.itops.core.spi.AsyncNotifier;
import io.itops.core.spi.Notifier;
import io.itops.core.store.InMemoryStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;

class ChannelTest {
    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final LogLines log = new LogLines();

    private Verdict attempt(Notifier notifier, int attempt) {
        try (Channel channel =
                new Channel(Kernels.over(new InMemoryStore(clock), clock), notifier, DeliveryPolicy.DEFAULTS, log)) {
            return channel.begin(
                            new Delivery("d1", attempt, Pages.page("pager", "ann", "down"), Duration.ofSeconds(5)),
                            Optional::empty,
                            false)
                    .join();
        }
    }

    private static Notifier throwing(RuntimeException failure) {
        return new Notifier() {
            @Override
            public String name() {
                return "pager";
            }

            @Override
            public DeliveryResult send(Delivery delivery) {
                throw failure;
            }
        };
    }

    @Test
    void whatANotifierThrowsIsLoggedWholeOnceAnAttemptAndKeptByItsClassAlone() {
        IllegalStateException failure = new IllegalStateException("no route to https://example.org/?token=secret");
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(attempt(throwing(failure), attempt))
                    .isEqualTo(new Verdict.Attempted(
                            DeliveryResult.retry("the notifier failed with java.lang.IllegalStateException")));
        }
        assertThat(log.lines()).hasSize(2);
        LoggingEvent second = log.lines().get(1);
        assertThat(second.getLevel()).isEqualTo(Level.WARN);
        assertThat(second.getThrowable()).isSameAs(failure);
        assertThat(LogLines.keys(second))
                .containsEntry("notifier", "pager")
                .containsEntry("delivery", "d1")
                .containsEntry("attempt", 2);
    }

    @Test
    void whatAnAsynchronousNotifierFailsWithIsLoggedLikewise() {
        IllegalStateException failure = new IllegalStateException("no route");
        AsyncNotifier notifier = new AsyncNotifier() {
            @Override
            public String name() {
                return "pager";
            }

            @Override
            public DeliveryResult send(Delivery delivery) {
                throw new AssertionError("it is begun, not sent");
            }

            @Override
            public CompletionStage<DeliveryResult> begin(Delivery delivery) {
                return CompletableFuture.failedFuture(new CompletionException(failure));
            }
        };
        attempt(notifier, 1);
        assertThat(log.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.getThrowable()).isSameAs(failure));
    }
}
