package io.itops.testkit;

import io.itops.core.Require;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.spi.Notifier;
import java.util.ArrayList;
import java.util.List;

/**
 * A notifier that accepts everything and remembers it.
 *
 * <pre>{@code
 * var pager = new RecordingNotifier("pager");
 * try (ItOps ops = ItOps.builder().store(new InMemoryStore()).notifier(pager).build()) {
 *     ops.run(Actor.system("example"), unit -> unit.send(notification));
 *     ops.runUntil(ops.clock().instant());
 * }
 * List<String> recipients = pager.recipients(); // [ann]
 * }</pre>
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class RecordingNotifier implements Notifier {
    private final String name;
    private final List<Delivery> deliveries = new ArrayList<>();

    /**
     * A notifier that has received nothing yet.
     *
     * @param name the name by which destinations choose it, kebab-case
     */
    public RecordingNotifier(String name) {
        this.name = Require.slug("notifier", name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DeliveryResult send(Delivery delivery) {
        synchronized (deliveries) {
            deliveries.add(Require.present("delivery", delivery));
        }
        return DeliveryResult.ok("recorded");
    }

    /**
     * What was sent.
     *
     * @return every attempt in the order in which they were made
     */
    public List<Delivery> deliveries() {
        synchronized (deliveries) {
            return List.copyOf(deliveries);
        }
    }

    /**
     * To whom it was sent.
     *
     * @return the address of each attempt, in the order in which they were made
     */
    public List<String> recipients() {
        return deliveries().stream()
                .map(delivery -> delivery.notification().to().address())
                .toList();
    }

    /** Forgets everything. */
    public void clear() {
        synchronized (deliveries) {
            deliveries.clear();
        }
    }
}
