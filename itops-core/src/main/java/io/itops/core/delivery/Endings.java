package io.itops.core.delivery;

import io.itops.core.Ref;
import io.itops.core.SafeText;
import io.itops.core.Words;
import io.itops.core.delivery.Verdict.Attempted;
import io.itops.core.delivery.Verdict.Obsolete;
import io.itops.core.delivery.Verdict.Refused;
import io.itops.core.delivery.Verdict.Waiting;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.Claim;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the end of a claim: the journal entry, what is to be remembered, and when to try again. Thread-safe. */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private final DeliveryMeters meters;

    Endings(DeliveryMeters meters) {
        this.meters = meters;
    }

    /** A claim whose end is to be written. */
    record Ending(Claim claim, Notification notification, DeliveryPolicy policy, UnitOfWork unit) {
        String id() {
            return claim.job().id();
        }

        Progress progress() {
            return unit.find(Progress.TYPE, id()).map(Versioned::value).orElse(Progress.none(id()));
        }

        int attempt() {
            return progress().attempt(claim.attempt());
        }

        void remember(Progress progress) {
            progress();
            unit.put(Progress.TYPE, progress);
        }

        void forget() {
            if (unit.find(Progress.TYPE, id()).isPresent()) {
                unit.remove(Progress.TYPE, id());
            }
        }

        void event(String type, String what, SortedMap<String, Tree> data) {
            data.put("destination", new Tree.Text(notification.to().toString()));
            data.put("kind", new Tree.Text(notification.kind()));
            // whoever counts what people were sent needs their ids: a destination may be anything
            @Nullable String person = notification.facts().get("person");
            if (person != null) {
                data.put("person", new Tree.Text(person));
            }
            unit.event(
                    type,
                    List.of(notification.subject(), Ref.of("delivery", id())),
                    SafeText.shorten(SafeText.oneLine(notification.kind() + ' ' + what), 500),
                    new Tree.Obj(data));
        }
    }

    JobOutcome end(Ending ending, Verdict verdict) {
        if (verdict instanceof Waiting waiting) {
            ending.remember(ending.progress().waited(ending.claim().attempt()));
            ending.unit().afterCommit(() -> meters.waited(waiting.cause()));
            return new JobOutcome.Retry(waiting.until(), waiting.cause().text());
        }
        if (verdict instanceof Obsolete obsolete) {
            SortedMap<String, Tree> data = new TreeMap<>();
            data.put(
                    "mayRepeat",
                    new Tree.Bool(ending.progress().mayRepeat(ending.claim().attempt())));
            ending.event(
                    "delivery.obsolete",
                    "no longer wanted by " + ending.notification().to() + repeated(ending) + ": " + obsolete.why(),
                    data);
            ending.forget();
            ending.unit().afterCommit(meters::obsolete);
            return JobOutcome.DONE;
        }
        if (verdict instanceof Refused refused) {
            ending.unit().afterCommit(meters::refused);
            return park(ending, refused.why(), ending.attempt() - 1, false);
        }
        return attempted(ending, ((Attempted) verdict).result());
    }

    private JobOutcome attempted(Ending ending, DeliveryResult result) {
        return switch (result.kind()) {
            case OK -> sent(ending, result);
            case RETRY, RETRY_AFTER -> failed(ending, result);
            case PERMANENT -> {
                failure(ending, result, Optional.empty());
                yield park(ending, result.detail(), ending.attempt(), false);
            }
            case DISABLE -> {
                failure(ending, result, Optional.empty());
                disable(ending, result);
                yield park(ending, "the destination is disabled: " + result.detail(), ending.attempt(), false);
            }
        };
    }

    private JobOutcome sent(Ending ending, DeliveryResult result) {
        SortedMap<String, Tree> data = attempt(ending, result);
        ending.event("delivery.sent", "sent to " + ending.notification().to() + repeated(ending), data);
        ending.forget();
        Instant now = ending.unit().now();
        ending.unit().afterCommit(() -> meters.sent(ending.claim().job().due(), now));
        return JobOutcome.DONE;
    }

    private JobOutcome failed(Ending ending, DeliveryResult result) {
        int attempt = ending.attempt();
        if (attempt >= ending.policy().maxAttempts()) {
            failure(ending, result, Optional.empty());
            return park(
                    ending,
                    "given up after " + Words.count(attempt, "attempt") + ": " + result.detail(),
                    attempt,
                    result.mayHaveArrived());
        }
        Duration backOff = ending.policy().backOff(attempt, ending.id());
        // The receiver's pause is the least it wants: the back-off holds where it is longer.
        Duration pause = result.retryAfter()
                .filter(asked -> asked.compareTo(backOff) > 0)
                .orElse(backOff);
        Instant next = ending.unit().now().plus(pause);
        failure(ending, result, Optional.of(next));
        ending.remember(ending.progress().failed(ending.claim().attempt(), result.mayHaveArrived()));
        ending.unit().afterCommit(meters::retried);
        return new JobOutcome.Retry(next, result.detail());
    }

    private void failure(Ending ending, DeliveryResult result, Optional<Instant> next) {
        SortedMap<String, Tree> data = attempt(ending, result);
        next.ifPresent(at -> data.put("next", new Tree.Text(at.toString())));
        ending.event(
                "delivery.failed",
                "not delivered to " + ending.notification().to() + repeated(ending) + ": " + result.detail(),
                data);
        ending.unit().afterCommit(() -> meters.failed(result.kind()));
    }

    private static SortedMap<String, Tree> attempt(Ending ending, DeliveryResult result) {
        SortedMap<String, Tree> data = new TreeMap<>();
        data.put("attempt", Tree.num(ending.attempt()));
        data.put("class", new Tree.Text(result.kind().name().toLowerCase(Locale.ROOT)));
        data.put("detail", new Tree.Text(result.detail()));
        data.put(
                "mayRepeat",
                new Tree.Bool(ending.progress().mayRepeat(ending.claim().attempt())));
        return data;
    }

    private static String repeated(Ending ending) {
        return ending.progress().mayRepeat(ending.claim().attempt()) ? ", where it may have arrived before" : "";
    }

    private void disable(Ending ending, DeliveryResult result) {
        Destination to = ending.notification().to();
        UnitOfWork unit = ending.unit();
        Optional<DisabledDestination> before =
                unit.find(DisabledDestination.TYPE, to.toString()).map(Versioned::value);
        // Where an enabling is under way, what it has not queued again yet was parked since the first time.
        Instant since = before.map(DisabledDestination::since).orElse(unit.now());
        DisabledDestination disabled = new DisabledDestination(to, result.detail(), since, Optional.empty());
        if (before.isPresent() && before.get().parks()) {
            return;
        }
        unit.put(DisabledDestination.TYPE, disabled);
        unit.event(
                "delivery.disabled",
                List.of(DisabledDestination.TYPE.refOf(disabled)),
                SafeText.shorten(SafeText.oneLine(to + " disabled: " + result.detail()), 500),
                DisabledDestination.TYPE.shape().write(disabled));
        unit.afterCommit(meters::disabled);
    }

    private static JobOutcome park(Ending ending, String why, int attempts, boolean mayHaveArrived) {
        Progress parked = ending.progress().parked(ending.claim().attempt(), mayHaveArrived);
        if (parked.mayHaveArrived()) {
            ending.remember(parked);
        } else {
            ending.forget();
        }
        ending.unit().afterCommit(() -> warn(ending, why));
        return new JobOutcome.Park(why, List.of(ending.notification().subject()), OptionalInt.of(attempts));
    }

    private static void warn(Ending ending, String why) {
        LOG.atWarn()
                .addKeyValue("delivery", ending.id())
                .addKeyValue(
                        "destination",
                        SafeText.oneLine(ending.notification().to().toString()))
                .addKeyValue("why", SafeText.oneLine(why))
                .log("a notification is parked");
    }
}
