package io.itops.core.spi;

import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;

/**
 * Sends notifications over one kind of channel. It renders, sends once, and classifies what came of it; retries, rates, breakers and
 * time limits are the SDK's.
 *
 * <p>Rules that every implementation keeps; the contract test of the test kit has one test for each:
 *
 * <ol>
 *   <li value="1">One call makes at most one attempt, and carries the delivery id to the receiver where the channel has room for it.
 *   <li value="2">OK is answered only when the receiver has accepted the message.
 *   <li value="3">A refusal that will not change (a malformed message, an unknown recipient) is PERMANENT; one that may (a server
 *       error, no connection, no answer) is RETRY.
 *   <li value="4">A receiver that asks for a pause gets RETRY_AFTER with that pause.
 *   <li value="5">A receiver that says that the destination is gone for good (HTTP 410) gets DISABLE.
 *   <li value="6">An attempt ends by itself before {@link Delivery#limit()} is over.
 *   <li value="7">An address that it does not know is PERMANENT, never an exception.
 *   <li value="8">Text of any kind in a notification arrives as text: it changes neither headers nor structure, and mentions nobody.
 *   <li value="9">A notification that is too large for the channel is shortened, not refused.
 *   <li value="10">No secret stands in a result, an exception or a log.
 *   <li value="11">Interrupting the thread ends the attempt.
 * </ol>
 *
 * <p>An exception counts as RETRY. Implementations are thread-safe.
 *
 * @since 0.1
 */
public interface Notifier {
    /**
     * The name by which destinations choose this notifier.
     *
     * @return kebab-case, unique among the notifiers of an {@code ItOps}
     */
    String name();

    /**
     * Makes one attempt, in the calling thread.
     *
     * @param delivery what to send, with its id and its time limit
     * @return what came of it
     */
    DeliveryResult send(Delivery delivery);
}
