package io.itops.core.delivery;

import io.itops.core.Kernel;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Records;
import io.itops.core.record.Tree;
import io.itops.core.spi.AsyncNotifier;
import io.itops.core.spi.Notifier;
import io.itops.core.store.Claim;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.Agenda;
import io.itops.core.work.EffectHandler;
import io.itops.core.work.JobOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends notifications through notifiers.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Deliveries implements AutoCloseable {
    /** The job type of a delivery; its payload is a {@link Notification}. */
    public static final String JOB = "delivery.send";

    private final Kernel kernel;
    private final Map<String, Notifier> notifiers;
    private final Map<String, DeliveryGuard> guards = new TreeMap<>();

    /**
     * Deliveries through the given notifiers, run by an agenda.
     *
     * @param kernel store, clock and meters
     * @param agenda runs the deliveries
     * @param notifiers the notifiers by name
     */
    public Deliveries(Kernel kernel, Agenda agenda, Map<String, Notifier> notifiers) {
        this.kernel = kernel;
        this.notifiers = new TreeMap<>(notifiers);
        agenda.register(JOB, new Handler());
    }

    /**
     * The notifiers that destinations can name.
     *
     * @return their names, sorted
     */
    public List<String> notifiers() {
        return List.copyOf(notifiers.keySet());
    }

    /**
     * Registers who is asked before a notification about a kind of thing is sent.
     *
     * @param subjectType the record type of the subjects
     * @param guard who is asked
     */
    public synchronized void guard(String subjectType, DeliveryGuard guard) {
        Require.that(guards.putIfAbsent(subjectType, guard) == null, "guard", "be registered once", subjectType);
    }

    /** Lets attempts of notifiers that block go on in threads of their own, under their time limit. */
    public void start() {}

    /** Ends the threads. */
    @Override
    public void close() {}

    private synchronized Optional<String> obsolete(Notification notification) {
        DeliveryGuard guard = guards.get(notification.subject().type());
        return guard == null ? Optional.empty() : guard.obsolete(notification, new Records(kernel.store()));
    }

    private final class Handler implements EffectHandler<DeliveryResult> {
        @Override
        public CompletionStage<DeliveryResult> begin(Claim claim) {
            Notification notification =
                    Notification.CODEC.read(CanonicalJson.read(claim.job().payload()));
            Optional<String> obsolete = obsolete(notification);
            if (obsolete.isPresent()) {
                return CompletableFuture.completedFuture(DeliveryResult.ok(obsolete.get()));
            }
            Notifier notifier = notifiers.get(notification.to().notifier());
            if (notifier == null) {
                return CompletableFuture.completedFuture(DeliveryResult.permanent(
                        "no notifier named " + notification.to().notifier()));
            }
            Delivery delivery = new Delivery(claim.job().id(), claim.attempt(), notification, attemptLimit());
            return notifier instanceof AsyncNotifier async
                    ? async.begin(delivery)
                    : CompletableFuture.completedFuture(notifier.send(delivery));
        }

        @Override
        public JobOutcome end(
                Claim claim, @Nullable DeliveryResult result, @Nullable Throwable failure, UnitOfWork unit) {
            Notification notification =
                    Notification.CODEC.read(CanonicalJson.read(claim.job().payload()));
            DeliveryResult came = result == null ? DeliveryResult.retry(String.valueOf(failure)) : result;
            return switch (came.kind()) {
                case OK -> {
                    unit.event(
                            "delivery.sent",
                            List.of(
                                    notification.subject(),
                                    Ref.of("delivery", claim.job().id())),
                            notification.kind() + " sent to " + notification.to(),
                            Tree.Obj.of(Map.of()));
                    yield JobOutcome.DONE;
                }
                case RETRY, RETRY_AFTER -> {
                    Duration pause = came.retryAfter().orElse(kernel.limits().backOff(claim.attempt()));
                    yield new JobOutcome.Retry(unit.now().plus(pause), came.detail());
                }
                case PERMANENT, DISABLE -> new JobOutcome.Park(came.detail(), List.of(notification.subject()));
            };
        }

        @Override
        public Duration attemptLimit() {
            return Duration.ofSeconds(10);
        }
    }
}
