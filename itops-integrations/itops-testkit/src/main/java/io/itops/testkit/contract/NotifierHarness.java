package io.itops.testkit.contract;

import io.itops.core.Require;
import io.itops.core.spi.Notifier;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A notifier together with a receiver that does as it is told, for the {@link NotifierContract}. The author of a notifier implements it
 * over whatever stands in for the real receiver: a server on a local socket, a mail server in the process.
 *
 * <p>Implementations are thread-safe.
 *
 * @since 0.1
 */
public interface NotifierHarness extends AutoCloseable {
    /** The pause that the receiver asks for with {@link Behaviour#ASK_FOR_A_PAUSE}. */
    Duration PAUSE = Duration.ofSeconds(90);

    /** What the receiver does with a message. */
    enum Behaviour {
        /** Accepts it, and says so. */
        ACCEPT,
        /** Refuses it for good. Its answer quotes all that it was sent, headers and secrets included, where the channel allows it. */
        REFUSE,
        /** Says that it has failed and may work later. */
        FAIL,
        /** Refuses it and asks for a pause of {@link #PAUSE}. */
        ASK_FOR_A_PAUSE,
        /** Says that the destination is gone for good. */
        GONE,
        /** Reads it and never answers. */
        HANG,
        /** Accepts it, and breaks the connection without an answer. */
        CLOSE_AFTER_ACCEPT
    }

    /**
     * A message as the receiver got it, taken apart by code that is not the notifier's.
     *
     * <p>Immutable and thread-safe.
     *
     * @param deliveryId the id that came with it; empty where the channel has no room for one
     * @param envelope the names of its headers or other fields around the content, in order: the same for every message
     * @param structure the shape of its content with all text left out: members, parts, markup
     * @param text all text of the content, decoded as its reader sees it
     * @param mentions whom it would call to attention beyond its destination
     */
    record Message(String deliveryId, List<String> envelope, String structure, String text, List<String> mentions) {
        /** Checks and copies the parts. */
        public Message {
            Require.present("delivery id", deliveryId);
            envelope = List.copyOf(envelope);
            Require.present("structure", structure);
            Require.present("text", text);
            mentions = List.copyOf(mentions);
        }
    }

    /**
     * The notifier under test.
     *
     * @return always the same one
     */
    Notifier notifier();

    /**
     * An address that the notifier knows and that leads to the receiver.
     *
     * @return the address
     */
    String address();

    /**
     * Tells the receiver what to do with every message from now on.
     *
     * @param behaviour what it does
     */
    void behave(Behaviour behaviour);

    /**
     * What the receiver got, whatever it did with it.
     *
     * @return in the order in which it came
     */
    List<Message> received();

    /**
     * Waits until the receiver has got so many messages, without reading a clock of its own: a test that waits in vain is ended from
     * outside.
     *
     * @param count how many
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void awaitReceived(int count) throws InterruptedException;

    /**
     * What must not be told: keys, passwords, addresses that hold a token.
     *
     * @return the secrets that the notifier was given, each long enough to be told from other text
     */
    Set<String> secrets();

    /**
     * What was logged while the notifier ran.
     *
     * @return the lines, nothing if the harness does not see the log
     */
    default List<String> logged() {
        return List.of();
    }

    /** Ends the receiver. */
    @Override
    void close();
}
