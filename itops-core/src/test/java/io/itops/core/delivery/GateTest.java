package io.itops.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.TestClock;
import io.itops.core.delivery.Verdict.Cause;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTest {
    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");

    private Gate gate(DeliveryPolicy.Builder policy) {
        return new Gate(policy.build(), new ForwardClock(clock));
    }

    private void assertWaits(Gate gate, String id, Cause cause, Duration pause) {
        assertThat(gate.enter(id)).hasValueSatisfying(wait -> {
            assertThat(wait.cause()).isEqualTo(cause);
            assertThat(wait.pause()).isBetween(pause, pause.plusNanos(2_000));
        });
    }

    private void fail(Gate gate, String id) {
        assertThat(gate.enter(id)).isEmpty();
        gate.leave(false);
    }

    @Test
    void theBreakerOpensOnceEnoughOfTheLastAttemptsFailed() {
        Gate gate = gate(DeliveryPolicy.builder().breaker(4, 0.75, Duration.ofSeconds(30)));
        assertThat(gate.enter("a")).isEmpty();
        gate.leave(true);
        fail(gate, "b");
        fail(gate, "c");
        assertThat(gate.open()).isFalse();
        fail(gate, "d");
        assertThat(gate.open()).isTrue();
        assertWaits(gate, "e", Cause.BREAKER, Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(29));
        assertWaits(gate, "e", Cause.BREAKER, Duration.ofSeconds(1));
    }

    @Test
    void afterTheOpenTimeASingleAttemptDecides() {
        Gate gate = gate(DeliveryPolicy.builder()
                .breaker(1, 1, Duration.ofSeconds(30))
                .backOff(Duration.ofSeconds(2), Duration.ofSeconds(9)));
        fail(gate, "a");
        Duration pause = gate.enter("b").orElseThrow().pause();
        clock.advance(pause);
        assertThat(gate.enter("b")).isEmpty();
        assertWaits(gate, "c", Cause.BREAKER, Duration.ofSeconds(2));
        gate.leave(false);
        assertWaits(gate, "c", Cause.BREAKER, Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(31));
        assertThat(gate.enter("c")).isEmpty();
        gate.leave(true);
        assertThat(gate.open()).isFalse();
        assertThat(gate.enter("d")).isEmpty();
    }

    @Test
    void anAttemptThatWasWithdrawnGivesItsTryAndItsPermitBack() {
        Gate gate = gate(
                DeliveryPolicy.builder().breaker(1, 1, Duration.ofSeconds(1)).rate(2, Duration.ofHours(1)));
        fail(gate, "a");
        clock.advance(Duration.ofSeconds(2));
        assertThat(gate.enter("b")).isEmpty();
        gate.withdraw("b");
        assertThat(gate.enter("b")).isEmpty();
        gate.leave(true);
        assertWaits(gate, "c", Cause.RATE, Duration.ofMinutes(60).minusSeconds(2));
    }

    @Test
    void permitsOfThePeriodsToComeAreReservedInOrder() {
        Gate gate = gate(DeliveryPolicy.builder().rate(1, Duration.ofSeconds(10)));
        assertThat(gate.enter("a")).isEmpty();
        assertWaits(gate, "b", Cause.RATE, Duration.ofSeconds(10));
        assertWaits(gate, "c", Cause.RATE, Duration.ofSeconds(20));
        clock.advance(Duration.ofSeconds(4));
        assertWaits(gate, "b", Cause.RATE, Duration.ofSeconds(6));
        clock.advance(Duration.ofSeconds(6));
        assertWaits(gate, "c", Cause.RATE, Duration.ofSeconds(10));
        assertThat(gate.enter("b")).isEmpty();
        assertWaits(gate, "d", Cause.RATE, Duration.ofSeconds(20));
    }

    @Test
    void reservationsThatNobodyComesForAreBounded() {
        Gate gate = gate(DeliveryPolicy.builder().rate(1, Duration.ofSeconds(1)));
        for (int i = 0; i < 1_000; i++) {
            gate.enter("lost" + i);
        }
        assertThat(gate.enter("b").orElseThrow().pause()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aClockSetBackHoldsNothingUp() {
        Gate gate =
                gate(DeliveryPolicy.builder().rate(1, Duration.ofSeconds(10)).breaker(1, 1, Duration.ofSeconds(30)));
        fail(gate, "a");
        clock.advance(Duration.ofHours(-1));
        assertWaits(gate, "b", Cause.BREAKER, Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(31));
        assertThat(gate.enter("b")).isEmpty();
        gate.leave(true);
        clock.advance(Duration.ofHours(-1));
        assertThat(gate.enter("c").orElseThrow().pause()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aPauseHoldsUntilItIsOver() {
        Gate gate = gate(DeliveryPolicy.builder());
        gate.pause(Duration.ofSeconds(20));
        gate.pause(Duration.ofSeconds(5));
        assertWaits(gate, "a", Cause.PAUSE, Duration.ofSeconds(20));
        clock.advance(Duration.ofSeconds(20));
        assertThat(gate.enter("a")).isEmpty();
    }
}
