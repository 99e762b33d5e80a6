package io.itops.simulation;

import io.itops.core.delivery.Delivery;
import io.itops.testkit.fault.Answer;
import io.itops.testkit.fault.Answer.Kind;
import io.itops.testkit.fault.Answers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What receivers do: each fault strikes at an attempt drawn from the seed among the first ones, so that none is left to chance; the wall
 * board cannot be reached for a while, and one person always can.
 */
final class ReceiverTroubles implements Answers {
    /** How many attempts there are for sure to people who may be hit. */
    private static final int EARLY = 24;

    private final SplittableRandom random;
    private final Map<Integer, Kind> planned = new TreeMap<>();
    private boolean boardDown;
    private int attempts;

    ReceiverTroubles(SplittableRandom random) {
        this.random = random;
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < EARLY; i++) {
            free.add(i);
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.ACCEPT && kind != Kind.DOWN) {
                planned.put(free.remove(random.nextInt(free.size())), kind);
            }
        }
    }

    /** Takes the wall board away, or brings it back. */
    void boardDown(boolean down) {
        boardDown = down;
    }

    @Override
    public Answer to(Delivery delivery) {
        Duration latency = Duration.ofMillis(20 + random.nextInt(1_500));
        String address = delivery.notification().to().address();
        if (address.equals(Landscape.LEAD)) {
            return Answer.accept(latency);
        }
        if (address.equals(Landscape.BOARD) && boardDown) {
            return Answer.of(Kind.DOWN, latency);
        }
        Kind kind = planned.getOrDefault(attempts++, random.nextInt(40) == 0 ? later() : Kind.ACCEPT);
        return switch (kind) {
            case SLOW -> Answer.of(kind, delivery.limit().plus(Duration.ofMillis(500 + random.nextInt(20_000))));
            case TOO_MANY -> Answer.tooMany(latency, Duration.ofSeconds(5 + random.nextInt(90)));
            default -> Answer.of(kind, latency);
        };
    }

    private Kind later() {
        Kind[] kinds = {Kind.HANG, Kind.TOO_MANY, Kind.SERVER_ERROR, Kind.CLOSE_AFTER_ACCEPT, Kind.SLOW};
        return kinds[random.nextInt(kinds.length)];
    }
}
