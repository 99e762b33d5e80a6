package io.itops.core.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.itops.core.Kernel;
import io.itops.core.internal.cache.CacheMeters;

/**
 * The gates of the destinations that were used last. A gate that is forgotten costs an attempt or two that it would have held back.
 * Thread-safe.
 */
final class Gates {
    static final long MAX = 10_000;

    private static final String METER = "itops.delivery.gates";

    private final ForwardClock clock;
    private final Cache<Destination, Gate> gates;

    Gates(Kernel kernel) {
        clock = new ForwardClock(kernel::now);
        gates = Caffeine.newBuilder()
                .maximumSize(MAX)
                // Housekeeping in the calling thread: no thread of anyone's is used before start().
                .executor(Runnable::run)
                .recordStats(() -> new CacheMeters(kernel.meters(), METER))
                .build();
        kernel.meters().gauge(METER + ".size", gates, Cache::estimatedSize);
        kernel.meters()
                .gauge(
                        "itops.delivery.breakers.open",
                        gates,
                        cache -> cache.asMap().values().stream()
                                .filter(Gate::open)
                                .count());
    }

    Gate of(Destination destination, DeliveryPolicy policy) {
        return gates.get(destination, key -> new Gate(policy, clock));
    }
}
