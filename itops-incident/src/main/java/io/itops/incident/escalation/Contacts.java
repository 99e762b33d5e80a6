package io.itops.incident.escalation;

import io.itops.core.delivery.Destination;

/**
 * Says where a person is reached.
 *
 * <p>Implementations are thread-safe and answer from memory: they are asked inside decisions, the same question several times, and
 * give the same answer until the configuration changes. An exception means that the person cannot be reached.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Contacts {
    /**
     * Where a person is reached.
     *
     * @param person the person's id
     * @return the notifier and the address
     */
    Destination of(String person);

    /**
     * Reaches everyone through one notifier, whose addresses are the people's ids.
     *
     * @param notifier the notifier's name
     * @return the contacts
     */
    static Contacts through(String notifier) {
        return person -> new Destination(notifier, person);
    }
}
