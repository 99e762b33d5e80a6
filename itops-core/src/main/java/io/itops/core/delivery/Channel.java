package io.itops.core.delivery;

import io.itops.core.Kernel;
import io.itops.core.StoreException;
import io.itops.core.Words;
import io.itops.core.delivery.Verdict.Attempted;
import io.itops.core.delivery.Verdict.Cause;
import io.itops.core.delivery.Verdict.Obsolete;
import io.itops.core.delivery.Verdict.Waiting;
import io.itops.core.spi.AsyncNotifier;
import io.itops.core.spi.Notifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A notifier with its policy, and the threads on which it may block. Whatever a notifier does, an outcome comes of it. Thread-safe.
 */
final class Channel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);

    private final Kernel kernel;
    private final Notifier notifier;
    private final DeliveryPolicy policy;
    private final SendThreads threads;
    private final Logger log;

    Channel(Kernel kernel, Notifier notifier, DeliveryPolicy policy) {
        this(kernel, notifier, policy, LOG);
    }

    Channel(Kernel kernel, Notifier notifier, DeliveryPolicy policy, Logger log) {
        this.kernel = kernel;
        this.notifier = notifier;
        this.policy = policy;
        this.threads = new SendThreads(notifier.name(), policy.concurrency());
        this.log = log;
    }

    DeliveryPolicy policy() {
        return policy;
    }

    SendThreads threads() {
        return threads;
    }

    /**
     * Begins an attempt.
     *
     * @param delivery what to send
     * @param obsolete asked once more where time has passed since the caller asked
     * @param background whether a notifier that blocks gets a thread of its own, or the calling one
     */
    Outcome begin(Delivery delivery, Supplier<Optional<String>> obsolete, boolean background) {
        if (notifier instanceof AsyncNotifier async) {
            return beginAsync(async, delivery);
        }
        if (background) {
            return enqueue(delivery, obsolete);
        }
        return ended(send(delivery));
    }

    private Outcome beginAsync(AsyncNotifier async, Delivery delivery) {
        CompletionStage<DeliveryResult> stage;
        try {
            stage = async.begin(delivery);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            return ended(failed(delivery, e));
        }
        if (stage == null) {
            return ended(failed(delivery, null));
        }
        Outcome outcome = new Outcome(waiting(Cause.CLOSING), noAnswer(), () -> cancel(stage));
        outcome.begin();
        stage.whenComplete((result, failure) -> {
            if (!outcome.isDone()) {
                outcome.complete(new Attempted(result == null ? failed(delivery, failure) : result));
            }
        });
        return outcome;
    }

    private Outcome ended(DeliveryResult result) {
        Outcome outcome = new Outcome(waiting(Cause.CLOSING), noAnswer(), () -> {});
        outcome.begin();
        outcome.complete(new Attempted(result));
        return outcome;
    }

    private static void cancel(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().cancel(true);
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("an attempt cannot be cancelled; what comes of it later is ignored");
        }
    }

    private Outcome enqueue(Delivery delivery, Supplier<Optional<String>> obsolete) {
        BlockingSend send = new BlockingSend(delivery, obsolete, kernel.now());
        if (!threads.submit(send)) {
            send.outcome.giveUpUnlessBegun(waiting(Cause.THREADS));
        }
        return send.outcome;
    }

    private Waiting waiting(Cause cause) {
        return new Waiting(kernel.now().plus(policy.firstBackOff()), cause);
    }

    private Attempted noAnswer() {
        return new Attempted(DeliveryResult.retry("no answer within " + Words.duration(policy.attemptLimit())));
    }

    private DeliveryResult send(Delivery delivery) {
        try {
            DeliveryResult result = notifier.send(delivery);
            return result == null ? failed(delivery, null) : result;
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            return failed(delivery, e);
        }
    }

    /**
     * What an exception comes to, or no result at all. The message of an exception may hold what its author did not think of, a secret
     * in an address for one; the journal keeps what it is told for ever, so it is told the class alone. The log, which does not, gets
     * the whole of it, once an attempt.
     */
    private DeliveryResult failed(Delivery delivery, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String what = cause == null
                ? "gave no result"
                : "failed with " + cause.getClass().getName();
        log.atWarn()
                .setCause(cause)
                .addKeyValue("notifier", notifier.name())
                .addKeyValue("delivery", delivery.id())
                .addKeyValue("attempt", delivery.attempt())
                .addKeyValue("what", what)
                .log("a notifier broke its rules");
        return DeliveryResult.retry("the notifier " + what);
    }

    @Override
    public void close() {
        threads.close();
    }

    /** An attempt of a notifier that blocks, on a thread of the notifier's own. */
    private final class BlockingSend implements Runnable {
        private final Delivery delivery;
        private final Supplier<Optional<String>> obsolete;
        private final Instant submitted;
        private final Outcome outcome;
        private @Nullable Thread runner;
        private boolean abandoned;

        BlockingSend(Delivery delivery, Supplier<Optional<String>> obsolete, Instant submitted) {
            this.delivery = delivery;
            this.obsolete = obsolete;
            this.submitted = submitted;
            this.outcome = new Outcome(waiting(Cause.THREADS), noAnswer(), this::abandon);
        }

        @Override
        public void run() {
            Duration left = delivery.limit().minus(waited());
            // An attempt that began with its time half gone might be cut off for no fault of its own.
            if (left.multipliedBy(2).compareTo(delivery.limit()) < 0) {
                outcome.giveUpUnlessBegun(new Waiting(kernel.now(), Cause.THREADS));
                return;
            }
            synchronized (this) {
                if (!outcome.begin()) {
                    return;
                }
                runner = Thread.currentThread();
            }
            Verdict verdict = noAnswer();
            try {
                verdict = verdict(left);
            } finally {
                end();
                outcome.complete(verdict);
            }
        }

        private Verdict verdict(Duration left) {
            try {
                Optional<String> unwanted = obsolete.get();
                if (unwanted.isPresent()) {
                    return new Obsolete(unwanted.get());
                }
            } catch (StoreException e) {
                return waiting(Cause.STORE);
            }
            if (delivery.limit().compareTo(waited()) <= 0) {
                // Asking took so long that another worker may have begun meanwhile.
                return new Waiting(kernel.now(), Cause.LEASE);
            }
            return new Attempted(send(new Delivery(delivery.id(), delivery.attempt(), delivery.notification(), left)));
        }

        private Duration waited() {
            Duration waited = Duration.between(submitted, kernel.now());
            return waited.isNegative() ? Duration.ZERO : waited;
        }

        private synchronized void abandon() {
            Thread thread = runner;
            if (thread != null) {
                abandoned = true;
                threads.abandoned();
                thread.interrupt();
            } else {
                threads.withdraw(this);
            }
        }

        private synchronized void end() {
            runner = null;
            // The interrupt was meant for the attempt, not for the next one on this thread.
            Thread.interrupted();
            if (abandoned) {
                threads.returned();
            }
        }
    }
}
