package io.itops.core.work;

import io.itops.core.store.Claim;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The attempts under way, in the order in which they were begun. Thread-safe. */
final class InFlight {
    private final Map<String, Attempt<?>> attempts = new LinkedHashMap<>();

    <R> void add(Claim claim, EffectHandler<R> handler, CompletionStage<R> stage, Instant deadline, Runnable onEnd) {
        Attempt<R> attempt = new Attempt<>(claim, handler, stage, deadline);
        synchronized (attempts) {
            attempts.put(key(claim), attempt);
        }
        stage.whenComplete((result, failure) -> {
            attempt.end(result, failure);
            onEnd.run();
        });
    }

    /** Takes out the first attempt that has ended or whose limit is over. */
    @Nullable
    Attempt<?> pollEnded(Instant now) {
        synchronized (attempts) {
            for (Attempt<?> attempt : attempts.values()) {
                if (attempt.ended() || !attempt.deadline.isAfter(now)) {
                    attempts.remove(key(attempt.claim));
                    return attempt;
                }
            }
            return null;
        }
    }

    boolean hasEnded(Instant now) {
        synchronized (attempts) {
            return attempts.values().stream().anyMatch(a -> a.ended() || !a.deadline.isAfter(now));
        }
    }

    Optional<Instant> firstDeadline() {
        synchronized (attempts) {
            return attempts.values().stream().map(attempt -> attempt.deadline).min(Instant::compareTo);
        }
    }

    int size() {
        synchronized (attempts) {
            return attempts.size();
        }
    }

    private static String key(Claim claim) {
        return claim.job().id() + '#' + claim.attempt();
    }

    /** One attempt. What came of it is set once, by the thread that completes the stage. */
    static final class Attempt<R> {
        private final Claim claim;
        private final EffectHandler<R> handler;
        private final CompletionStage<R> stage;
        private final Instant deadline;
        private @Nullable R result;
        private @Nullable Throwable failure;
        private boolean ended;

        private Attempt(Claim claim, EffectHandler<R> handler, CompletionStage<R> stage, Instant deadline) {
            this.claim = claim;
            this.handler = handler;
            this.stage = stage;
            this.deadline = deadline;
        }

        private synchronized void end(@Nullable R outcome, @Nullable Throwable cause) {
            result = outcome;
            failure = cause;
            ended = true;
        }

        synchronized boolean ended() {
            return ended;
        }

        synchronized @Nullable R result() {
            return result;
        }

        synchronized @Nullable Throwable failure() {
            return failure;
        }

        Claim claim() {
            return claim;
        }

        EffectHandler<R> handler() {
            return handler;
        }

        void abandon() {
            stage.toCompletableFuture().cancel(true);
        }
    }
}
