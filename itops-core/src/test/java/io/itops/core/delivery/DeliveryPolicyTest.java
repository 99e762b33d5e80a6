package io.itops.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryPolicyTest {
    @Test
    void pausesDoubleFromTheFirstToTheLongest() {
        DeliveryPolicy policy = DeliveryPolicy.builder()
                .jitter(0)
                .backOff(Duration.ofSeconds(3), Duration.ofSeconds(20))
                .build();
        for (int attempt = 1; attempt <= 5; attempt++) {
            long expected = new long[] {3, 6, 12, 20, 20}[attempt - 1];
            assertThat(policy.backOff(attempt, "d")).isEqualTo(Duration.ofSeconds(expected));
        }
        assertThat(policy.backOff(1_000, "d")).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void jitterShortensAPauseByUpToItsShareAndIsTheSameForTheSameAttempt() {
        DeliveryPolicy policy = DeliveryPolicy.builder()
                .jitter(0.5)
                .backOff(Duration.ofSeconds(8), Duration.ofSeconds(8))
                .build();
        Set<Duration> pauses = new HashSet<>();
        Duration shortest = Duration.ofDays(1);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 1_000; i++) {
            Duration pause = policy.backOff(1 + i % 10, "delivery" + i / 10);
            assertThat(policy.backOff(1 + i % 10, "delivery" + i / 10)).isEqualTo(pause);
            assertThat(pause).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
            assertThat(pause.getNano() % 1_000).isZero();
            pauses.add(pause);
            shortest = pause.compareTo(shortest) < 0 ? pause : shortest;
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        assertThat(pauses).hasSizeGreaterThan(990);
        assertThat(shortest).isLessThan(Duration.ofMillis(4_100));
        assertThat(longest).isGreaterThan(Duration.ofMillis(7_900));
    }

    @Test
    void partsOutsideTheirRangesAreRefused() {
        assertRefused(DeliveryPolicy.builder().attemptLimit(Duration.ZERO), "attempt limit");
        assertRefused(DeliveryPolicy.builder().attemptLimit(Duration.ofHours(2)), "attempt limit");
        assertRefused(DeliveryPolicy.builder().maxAttempts(0), "attempts");
        assertRefused(
                DeliveryPolicy.builder().backOff(Duration.ofSeconds(2), Duration.ofSeconds(1)), "longest back-off");
        assertRefused(DeliveryPolicy.builder().jitter(1.1), "jitter");
        assertRefused(DeliveryPolicy.builder().concurrency(0), "concurrency");
        assertThatThrownBy(() -> DeliveryPolicy.builder().rate(0, Duration.ofSeconds(1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> DeliveryPolicy.builder().rate(1, Duration.ofNanos(1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> DeliveryPolicy.builder().breaker(5, 0, Duration.ofSeconds(1)))
                .isInstanceOf(InvalidInputException.class);
    }

    private static void assertRefused(DeliveryPolicy.Builder builder, String what) {
        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.what()).isEqualTo(what));
    }

    @Test
    void aResultMayHaveArrivedOnlyWhereItIsToBeRetried() {
        assertThat(DeliveryResult.retry("no answer").mayHaveArrived()).isTrue();
        assertThat(DeliveryResult.refused("503").mayHaveArrived()).isFalse();
        assertThatThrownBy(() -> new DeliveryResult(DeliveryResult.Kind.OK, "fine", Optional.empty(), true))
                .isInstanceOf(InvalidInputException.class);
    }
}
