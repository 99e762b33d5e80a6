package io.itops.testkit.fault;

import io.itops.core.Require;
import io.itops.core.delivery.Delivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Says what a receiver does with each attempt.
 *
 * <p>Asked once an attempt, in their order; implementations need not be thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Answers {
    /** The time that receivers take when nothing else is said. */
    Duration LATENCY = Duration.ofMillis(100);

    /**
     * What the receiver does.
     *
     * @param delivery the attempt
     * @return its answer
     */
    Answer to(Delivery delivery);

    /**
     * A receiver that accepts everything within {@link #LATENCY}.
     *
     * @return the answers
     */
    static Answers accepting() {
        return delivery -> Answer.accept(LATENCY);
    }

    /**
     * Answers in the order given, then acceptance.
     *
     * @param answers the first answers
     * @return the answers
     */
    static Answers scripted(Answer... answers) {
        Deque<Answer> left = new ArrayDeque<>(List.of(answers));
        return delivery -> left.isEmpty() ? Answer.accept(LATENCY) : left.removeFirst();
    }

    /**
     * Answers drawn at random, acceptance where nothing else is drawn. The times and pauses are drawn too: an answer takes 1 ms to 1 s,
     * a slow one 1.2 to 4 times the attempt's limit, a pause 1 to 120 s.
     *
     * @param seed any number
     * @param shares the share of each kind, together at most 1
     * @return the answers
     */
    static Answers seeded(long seed, Map<Answer.Kind, Double> shares) {
        Map<Answer.Kind, Double> kept = new EnumMap<>(Answer.Kind.class);
        kept.putAll(shares);
        double sum = kept.values().stream().mapToDouble(Double::doubleValue).sum();
        kept.forEach((kind, share) -> Require.range("share of " + kind, share, 0, 1));
        Require.range("sum of the shares", sum, 0, 1);
        SplittableRandom random = new SplittableRandom(seed);
        return delivery -> draw(random, kept, delivery);
    }

    /**
     * These answers, but one address can never be reached.
     *
     * @param address the address
     * @return the answers
     */
    default Answers withDead(String address) {
        Require.present("address", address);
        return delivery -> delivery.notification().to().address().equals(address)
                ? Answer.of(Answer.Kind.DOWN, LATENCY)
                : to(delivery);
    }

    private static Answer draw(SplittableRandom random, Map<Answer.Kind, Double> shares, Delivery delivery) {
        Answer.Kind kind = Answer.Kind.ACCEPT;
        double left = random.nextDouble();
        for (Map.Entry<Answer.Kind, Double> share : shares.entrySet()) {
            left -= share.getValue();
            if (left < 0) {
                kind = share.getKey();
                break;
            }
        }
        Duration after = Duration.ofMillis(1 + random.nextInt(1_000));
        return switch (kind) {
            case SLOW ->
                Answer.of(kind, Duration.ofMillis((long)
                        (delivery.limit().toMillis() * (1.2 + 2.8 * random.nextDouble()))));
            case TOO_MANY -> Answer.tooMany(after, Duration.ofSeconds(1 + random.nextInt(120)));
            default -> Answer.of(kind, after);
        };
    }
}
