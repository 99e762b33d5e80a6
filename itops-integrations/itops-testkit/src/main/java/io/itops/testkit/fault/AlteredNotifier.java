package io.itops.testkit.fault;

import io.itops.core.Require;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.spi.AsyncNotifier;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * A notifier with something between it and the SDK, that may send twice, not at all, or tell another outcome than there was.
 *
 * <p>Thread-safe if what stands between is.
 *
 * @param sender the notifier that sends
 * @param between makes one attempt of a delivery, given the notifier that sends
 * @since 0.1
 */
public record AlteredNotifier(
        AsyncNotifier sender, BiFunction<Delivery, AsyncNotifier, CompletionStage<DeliveryResult>> between)
        implements AsyncNotifier {
    /** Checks that both are there. */
    public AlteredNotifier {
        Require.present("sender", sender);
        Require.present("what stands between", between);
    }

    @Override
    public String name() {
        return sender.name();
    }

    @Override
    public CompletionStage<DeliveryResult> begin(Delivery delivery) {
        return between.apply(Require.present("delivery", delivery), sender);
    }

    @Override
    public DeliveryResult send(Delivery delivery) {
        return begin(delivery).toCompletableFuture().join();
    }
}
