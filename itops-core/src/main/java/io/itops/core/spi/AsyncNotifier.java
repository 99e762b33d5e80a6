package io.itops.core.spi;

import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import java.util.concurrent.CompletionStage;

/**
 * A notifier whose attempts go on without a thread of the SDK's: the rules of {@link Notifier} hold, and an attempt that has not
 * ended within {@link Delivery#limit()} counts as RETRY, whatever comes of it later.
 *
 * <p>Implementations are thread-safe.
 *
 * @since 0.1
 */
public interface AsyncNotifier extends Notifier {
    /**
     * Begins one attempt and returns without waiting for it.
     *
     * @param delivery what to send, with its id and its time limit
     * @return completes with what came of it
     */
    CompletionStage<DeliveryResult> begin(Delivery delivery);
}
