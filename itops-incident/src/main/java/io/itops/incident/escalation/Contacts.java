package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.delivery.Destination;
import java.util.Optional;

/**
 * Says where a person is reached.
 *
 * <p>Implementations are thread-safe and answer from memory: they are asked before decisions, for all people whom a decision may tell
 * anything, and again while pages are on their way. An exception means that the person cannot be reached. When incidents are
 * attached, the notifiers of the people whom escalation policies name are looked up once, and one that is not there is refused.
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
     * Where a person is reached, for those to whom it makes no difference why one is not.
     *
     * @param person the person's id
     * @return the notifier and the address; empty if the person cannot be reached
     */
    default Optional<Destination> find(String person) {
        String known = Require.id("person", person);
        try {
            return Optional.of(Require.present("destination of " + known, of(known)));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Everyone through one notifier.
     *
     * <p>Immutable and thread-safe.
     *
     * @param notifier the notifier's name
     * @since 0.1
     */
    record Through(String notifier) implements Contacts {
        /** Checks the name. */
        public Through {
            Require.slug("notifier", notifier);
        }

        @Override
        public Destination of(String person) {
            return new Destination(notifier, person);
        }
    }

    /**
     * Reaches everyone through one notifier, whose addresses are the people's ids.
     *
     * @param notifier the notifier's name
     * @return the contacts
     */
    static Contacts through(String notifier) {
        return new Through(notifier);
    }
}
