package io.itops.core.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.itops.core.delivery.Verdict.Cause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What stands before one destination: its circuit breaker, its rate limiter, and the pause that its receiver may have asked for. Whoever
 * was let in must leave or withdraw. Nothing in it waits: it says how long to wait. Thread-safe.
 */
final class Gate {
    private static final Duration TICK = Duration.ofNanos(1_000);

    /** More deliveries than a destination has lanes; a permit reserved for one that went to another process is dropped by and by. */
    private static final int MAX_RESERVED = 16;

    private static final String NAME = "delivery";

    private final DeliveryPolicy policy;
    private final ForwardClock clock;
    private final CircuitBreaker breaker;
    private final RateLimiter limiter;
    private final Map<String, Duration> reserved = new LinkedHashMap<>();
    private Duration openUntil = Duration.ZERO;
    private Duration pausedUntil = Duration.ZERO;

    /** How long to wait, and for what. */
    record Wait(Duration pause, Cause cause) {}

    Gate(DeliveryPolicy policy, ForwardClock clock) {
        this.policy = policy;
        this.clock = clock;
        this.breaker = breaker(policy.breaker(), clock);
        this.limiter = RateLimiter.of(
                NAME,
                RateLimiterConfig.custom()
                        .limitForPeriod(policy.rate().permits())
                        .limitRefreshPeriod(policy.rate().period())
                        // Reservations reach at most as far ahead as there can be of them.
                        .timeoutDuration(policy.rate().period().multipliedBy(MAX_RESERVED + 1))
                        .writableStackTraceEnabled(false)
                        .build(),
                () -> clock.passed().toNanos());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                // Resilience4j lets no call through at the very end of the open time, only after it.
                openUntil = clock.passed().plus(policy.breaker().open()).plus(TICK);
            }
        });
    }

    private static CircuitBreaker breaker(DeliveryPolicy.Breaker rules, ForwardClock clock) {
        return CircuitBreaker.of(
                NAME,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindow(rules.window(), rules.window(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold((float) (rules.threshold() * 100))
                        .waitDurationInOpenState(rules.open())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordResult(Boolean.FALSE::equals)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /** Lets a delivery in, or says how long it must wait. */
    synchronized Optional<Wait> enter(String deliveryId) {
        Duration now = clock.passed();
        if (pausedUntil.compareTo(now) > 0) {
            return wait(pausedUntil.minus(now), Cause.PAUSE);
        }
        if (breaker.getState() == CircuitBreaker.State.OPEN && openUntil.compareTo(now) > 0) {
            return wait(openUntil.minus(now), Cause.BREAKER);
        }
        Duration permit = permit(deliveryId, now);
        if (permit.compareTo(now) > 0) {
            return wait(permit.minus(now), Cause.RATE);
        }
        if (!breaker.tryAcquirePermission()) {
            // Another delivery is trying whether the destination is back.
            return wait(policy.firstBackOff(), Cause.BREAKER);
        }
        reserved.remove(deliveryId);
        return Optional.empty();
    }

    /** When a delivery may go by the rate: at the permit that it has, or at the next one, which is kept for it. */
    private Duration permit(String deliveryId, Duration now) {
        Duration known = reserved.get(deliveryId);
        if (known != null) {
            return known;
        }
        long nanos = limiter.reservePermission();
        if (nanos < 0) {
            return now.plus(policy.rate().period());
        }
        Duration at = now.plusNanos(nanos);
        reserved.put(deliveryId, at);
        if (reserved.size() > MAX_RESERVED) {
            reserved.remove(reserved.keySet().iterator().next());
        }
        return at;
    }

    private static Optional<Wait> wait(Duration pause, Cause cause) {
        // Rounded up to what instants can say, so that the delivery does not come back a moment too early.
        return Optional.of(new Wait(pause.plusNanos(999), cause));
    }

    /** An attempt has ended; whether the destination answered is what the breaker goes by. */
    synchronized void leave(boolean answered) {
        breaker.onResult(0, TimeUnit.NANOSECONDS, answered);
    }

    /** An attempt was not made after all; its permit stays with it. */
    synchronized void withdraw(String deliveryId) {
        breaker.releasePermission();
        reserved.put(deliveryId, clock.passed());
    }

    /** The receiver has asked for a pause. */
    synchronized void pause(Duration pause) {
        Duration until = clock.passed().plus(pause);
        if (until.compareTo(pausedUntil) > 0) {
            pausedUntil = until;
        }
    }

    boolean open() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }
}
