package io.itops.testkit.fault;

import io.itops.core.Require;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.spi.AsyncNotifier;
import io.itops.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A notifier whose receiver is slow, overloaded, broken or gone, as told, under virtual time; it remembers what the receiver really
 * has, so that losses and duplicates can be judged.
 *
 * <pre>{@code
 * var time = VirtualTime.at("2026-11-24T02:00:00Z");
 * var pager = new FaultyNotifier("pager", time, Answers.scripted(
 *         Answer.of(CLOSE_AFTER_ACCEPT, ofMillis(200)),      // it has the message, but the sender is told to try again
 *         Answer.tooMany(ofMillis(50), ofSeconds(30))));
 * }</pre>
 *
 * <p>After the deliveries {@link #receipts()} gives what the receiver has, in order, and {@link #duplicates()} is 1.
 *
 * <p>The receiver is outside the sender: what was begun goes on when the sender gives it up or dies.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class FaultyNotifier implements AsyncNotifier {
    private final String name;
    private final VirtualTime time;
    private final Answers answers;
    private final Map<Answer.Kind, Long> answered = new EnumMap<>(Answer.Kind.class);
    private final List<Delivery> attempts = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Consumer<Receipt>> listeners = new ArrayList<>();
    private boolean healed;

    /**
     * A notifier with a receiver.
     *
     * @param name the name by which destinations choose it, kebab-case
     * @param time when answers come
     * @param answers what the receiver does
     */
    public FaultyNotifier(String name, VirtualTime time, Answers answers) {
        this.name = Require.slug("notifier", name);
        this.time = Require.present("time", time);
        this.answers = Require.present("answers", answers);
        for (Answer.Kind kind : Answer.Kind.values()) {
            answered.put(kind, 0L);
        }
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Begins an attempt; the answer comes when the time for it has passed.
     *
     * @param delivery the attempt
     * @return completes with the answer, or never
     */
    @Override
    public CompletionStage<DeliveryResult> begin(Delivery delivery) {
        Answer answer = next(Require.present("delivery", delivery));
        if (answer.kind() == Answer.Kind.THROW) {
            throw new IllegalStateException("the notifier failed as told");
        }
        CompletableFuture<DeliveryResult> result = new CompletableFuture<>();
        if (answer.kind() != Answer.Kind.HANG) {
            time.after(answer.after(), () -> answer(delivery, answer, result));
        }
        return result;
    }

    /**
     * Makes an attempt in virtual time.
     *
     * @param delivery the attempt
     * @return what came of it; RETRY if there was no answer within the limit
     */
    @Override
    public DeliveryResult send(Delivery delivery) {
        CompletableFuture<DeliveryResult> result = begin(delivery).toCompletableFuture();
        time.set(time.instant().plus(delivery.limit()));
        return result.isDone() ? result.join() : DeliveryResult.retry("no answer within " + delivery.limit());
    }

    private synchronized Answer next(Delivery delivery) {
        attempts.add(delivery);
        Answer answer = healed ? Answer.accept(Answers.LATENCY) : answers.to(delivery);
        answered.merge(answer.kind(), 1L, Long::sum);
        return answer;
    }

    private void answer(Delivery delivery, Answer answer, CompletableFuture<DeliveryResult> result) {
        if (answer.kind().accepts()) {
            Receipt receipt = new Receipt(delivery, time.instant());
            List<Consumer<Receipt>> told;
            synchronized (this) {
                receipts.add(receipt);
                told = List.copyOf(listeners);
            }
            told.forEach(listener -> listener.accept(receipt));
        }
        result.complete(
                switch (answer.kind()) {
                    case ACCEPT, SLOW -> DeliveryResult.ok("202 accepted");
                    case CLOSE_AFTER_ACCEPT -> DeliveryResult.retry("connection closed before an answer");
                    case TOO_MANY -> DeliveryResult.retryAfter(answer.pause(), "429 too many requests");
                    case REFUSE -> DeliveryResult.permanent("400 bad request");
                    case GONE -> DeliveryResult.disable("410 gone");
                    case WRONG_BODY -> DeliveryResult.retry("200 with an unknown body");
                    case DOWN -> DeliveryResult.retry("connection refused");
                    case SERVER_ERROR, HANG, THROW -> DeliveryResult.retry("500 internal server error");
                });
    }

    /**
     * Has someone told of whatever the receiver accepts, before the sender is answered: people who react to their pages.
     *
     * @param listener who is told
     */
    public synchronized void listen(Consumer<Receipt> listener) {
        listeners.add(Require.present("listener", listener));
    }

    /** Lets the receiver accept everything from now on. */
    public synchronized void heal() {
        healed = true;
    }

    /**
     * The attempts that were begun.
     *
     * @return in their order
     */
    public synchronized List<Delivery> attempts() {
        return List.copyOf(attempts);
    }

    /**
     * What the receiver has.
     *
     * @return in the order in which it was accepted
     */
    public synchronized List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    /**
     * How many messages the receiver has more than once.
     *
     * @return the number of receipts whose delivery id stands in an earlier one
     */
    public int duplicates() {
        Set<String> seen = new HashSet<>();
        int duplicates = 0;
        for (Receipt receipt : receipts()) {
            duplicates += seen.add(receipt.delivery().id()) ? 0 : 1;
        }
        return duplicates;
    }

    /**
     * How often the receiver did what.
     *
     * @return a count for every kind of answer, 0 included
     */
    public synchronized Map<Answer.Kind, Long> answered() {
        return Collections.unmodifiableMap(new EnumMap<>(answered));
    }
}
