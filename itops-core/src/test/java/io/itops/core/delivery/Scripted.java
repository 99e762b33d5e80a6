package io.itops.core.delivery;

import io.itops.core.TestClock;
import io.itops.core.spi.Notifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/** A notifier that does what a test says, attempt by attempt, and accepts when nothing more is said. */
final class Scripted implements Notifier {
    private final String name;
    private final TestClock clock;
    private final Instant start;
    private final Queue<Function<Delivery, DeliveryResult>> script = new ArrayDeque<>();
    private Function<Delivery, DeliveryResult> otherwise = delivery -> DeliveryResult.ok("accepted");
    final List<Delivery> attempts = new ArrayList<>();
    final List<Duration> times = new ArrayList<>();

    Scripted(String name, TestClock clock) {
        this.name = name;
        this.clock = clock;
        this.start = clock.instant();
    }

    Scripted then(Function<Delivery, DeliveryResult> step) {
        script.add(step);
        return this;
    }

    Scripted then(DeliveryResult... results) {
        for (DeliveryResult result : results) {
            script.add(delivery -> result);
        }
        return this;
    }

    Scripted always(Function<Delivery, DeliveryResult> step) {
        otherwise = step;
        return this;
    }

    List<String> titles() {
        return attempts.stream()
                .map(delivery -> delivery.notification().title())
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DeliveryResult send(Delivery delivery) {
        attempts.add(delivery);
        times.add(Duration.between(start, clock.instant()));
        Function<Delivery, DeliveryResult> step = script.poll();
        return (step == null ? otherwise : step).apply(delivery);
    }
}
