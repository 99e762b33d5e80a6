package io.itops.core.delivery;

import io.itops.core.ItOpsException;
import io.itops.core.Kernel;
import io.itops.core.StoreException;
import io.itops.core.Words;
import io.itops.core.delivery.Verdict.Attempted;
import io.itops.core.delivery.Verdict.Cause;
import io.itops.core.delivery.Verdict.Obsolete;
import io.itops.core.delivery.Verdict.Refused;
import io.itops.core.delivery.Verdict.Waiting;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.core.store.Claim;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.EffectHandler;
import io.itops.core.work.JobOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the jobs of deliveries: says whether an attempt may be made now, has it made, and has its end written. Thread-safe if the given
 * Store is.
 */
final class DeliveryHandler implements EffectHandler<Verdict> {
    /** How long attempts under way may go on when the instance is closed. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Kernel kernel;
    private final Records records;
    private final Guards guards;
    private final Redactions redactions;
    private final Map<String, Channel> channels;
    private final Gates gates;
    private final DeliveryMeters meters;
    private final Endings endings;

    /** What the claims under way are to deliver: asked for several times an attempt, and parsed once. */
    private final Map<Claim, Notification> underWay = new ConcurrentHashMap<>();

    private final Set<Outcome> open = ConcurrentHashMap.newKeySet();
    private volatile boolean background;

    DeliveryHandler(Kernel kernel, Guards guards, Redactions redactions, Map<String, Channel> channels) {
        this.kernel = kernel;
        this.records = kernel.records();
        this.guards = guards;
        this.redactions = redactions;
        this.channels = new TreeMap<>(channels);
        this.gates = new Gates(kernel);
        this.meters = new DeliveryMeters(kernel.meters());
        this.endings = new Endings(meters);
        kernel.meters()
                .gauge(
                        "itops.delivery.threads.hanging",
                        this.channels,
                        all -> all.values().stream()
                                .mapToInt(channel -> channel.threads().hanging())
                                .sum());
    }

    /** How many claims are held: none once their attempts have ended, whatever came of them. */
    int underWay() {
        return underWay.size();
    }

    void start() {
        background = true;
    }

    @Override
    public CompletionStage<Verdict> begin(Claim claim) {
        Instant begun = kernel.now();
        Notification notification;
        try {
            notification = read(claim);
        } catch (ItOpsException e) {
            return decided(new Refused("the notification cannot be read: " + e.getMessage()));
        }
        Channel channel = channels.get(notification.to().notifier());
        if (channel == null) {
            return decided(new Refused("no notifier named " + notification.to().notifier()));
        }
        try {
            return begin(claim, notification, channel, begun);
        } catch (StoreException e) {
            return decided(new Waiting(kernel.now().plus(channel.policy().firstBackOff()), Cause.STORE));
        }
    }

    private CompletionStage<Verdict> begin(Claim claim, Notification notification, Channel channel, Instant begun) {
        String id = claim.job().id();
        DeliveryPolicy policy = channel.policy();
        Progress progress =
                records.find(Progress.TYPE, id).map(Versioned::value).orElse(Progress.none(id));
        int attempt = progress.attempt(claim.attempt());
        if (attempt > policy.maxAttempts()) {
            return decided(
                    new Refused("given up after " + Words.count(attempt - 1, "attempt") + ", the last without an end"));
        }
        if (disabled(notification.to())) {
            return decided(new Refused("the destination is disabled"));
        }
        Optional<String> obsolete = guards.obsolete(notification, records);
        if (obsolete.isPresent()) {
            return decided(new Obsolete(obsolete.get()));
        }
        Notification told = redactions.redacted(notification, records);
        // What was read may have taken its time: another worker must not be able to begin before this attempt has
        // ended.
        Duration left = policy.attemptLimit().minus(between(begun, kernel.now()));
        if (left.multipliedBy(2).compareTo(policy.attemptLimit()) < 0) {
            return decided(new Waiting(kernel.now(), Cause.LEASE));
        }
        Gate gate = gates.of(notification.to(), policy);
        Optional<Gate.Wait> wait = gate.enter(id);
        if (wait.isPresent()) {
            return decided(new Waiting(
                    kernel.now().plus(wait.get().pause()), wait.get().cause()));
        }
        Outcome outcome = channel.begin(
                new Delivery(id, attempt, told, left), () -> guards.obsolete(notification, records), background);
        boolean mayRepeat = progress.mayRepeat(claim.attempt());
        open.add(outcome);
        CompletionStage<Verdict> stage = outcome;
        stage.whenComplete((verdict, never) -> {
            open.remove(outcome);
            leave(gate, id, verdict, mayRepeat);
        });
        return stage;
    }

    private static Duration between(Instant begun, Instant now) {
        Duration time = Duration.between(begun, now);
        return time.isNegative() ? Duration.ZERO : time;
    }

    private void leave(Gate gate, String id, Verdict verdict, boolean mayRepeat) {
        if (!(verdict instanceof Attempted attempted)) {
            gate.withdraw(id);
            return;
        }
        if (mayRepeat) {
            meters.possibleDuplicate();
        }
        DeliveryResult result = attempted.result();
        // Any other answer says that the destination is there, whatever it thinks of the message.
        gate.leave(result.kind() != DeliveryResult.Kind.RETRY);
        result.retryAfter().ifPresent(gate::pause);
    }

    private boolean disabled(Destination destination) {
        return records.find(DisabledDestination.TYPE, destination.toString())
                .map(Versioned::value)
                .filter(DisabledDestination::parks)
                .isPresent();
    }

    private static CompletionStage<Verdict> decided(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }

    /** Reads what a claim is to deliver, and holds it until the attempt has ended. */
    private Notification read(Claim claim) {
        return underWay.computeIfAbsent(
                claim,
                asked -> Notification.CODEC.read(CanonicalJson.read(asked.job().payload())));
    }

    @Override
    public JobOutcome end(Claim claim, @Nullable Verdict verdict, @Nullable Throwable failure, UnitOfWork unit) {
        Verdict came =
                verdict == null ? new Attempted(DeliveryResult.retry("the engine failed with " + failure)) : verdict;
        Notification notification;
        try {
            notification = read(claim);
        } catch (ItOpsException e) {
            return new JobOutcome.Park(
                    came instanceof Refused refused ? refused.why() : String.valueOf(e.getMessage()),
                    List.of(),
                    OptionalInt.of(claim.attempt() - 1));
        } finally {
            underWay.remove(claim);
        }
        Channel channel = channels.get(notification.to().notifier());
        DeliveryPolicy policy = channel == null ? DeliveryPolicy.DEFAULTS : channel.policy();
        return endings.end(new Endings.Ending(claim, notification, policy, unit), came);
    }

    @Override
    public JobOutcome notBegun(Claim claim, String why, UnitOfWork unit) {
        return end(claim, new Waiting(unit.now(), Cause.LEASE), null, unit);
    }

    @Override
    public Duration attemptLimit() {
        return channels.values().stream()
                .map(channel -> channel.policy().attemptLimit())
                .max(Duration::compareTo)
                .orElse(Duration.ofMillis(1));
    }

    @Override
    public Duration attemptLimit(Claim claim) {
        try {
            Channel channel = channels.get(read(claim).to().notifier());
            return channel == null ? attemptLimit() : channel.policy().attemptLimit();
        } catch (ItOpsException e) {
            return attemptLimit();
        }
    }

    @Override
    public int maxClaims(int limit) {
        // A claim is no attempt where the delivery had to wait; attempts are counted against the policy.
        return Integer.MAX_VALUE;
    }

    /** Lets attempts under way end, for a moment; then interrupts them. */
    void close() {
        if (background) {
            open.forEach(outcome -> outcome.giveUpUnlessBegun(new Waiting(kernel.now(), Cause.CLOSING)));
            await(CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)));
            open.forEach(outcome -> outcome.cancel(true));
        }
        channels.values().forEach(Channel::close);
    }

    private static void await(CompletableFuture<?> all) {
        try {
            all.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Those that have not ended are interrupted next.
        }
    }
}
