/**
 * The other side: a process of its own that takes pages in, as the phone of everyone on call, and answers for one of them.
 *
 * <p>{@link io.itops.quickstart.receiver.Receiver} reads its {@code ReceiverSettings} from its standard input and lives until that
 * ends, so it never outlives who started it. Every page is checked by the SDK's {@code WebhookVerifier} and written to the {@link
 * io.itops.quickstart.receiver.ReceiverLog}, synced, before it is answered; the {@code Answering} sends signed acknowledgements back.
 * A second receiver on the same log goes on where the first one was: it recognises what that one accepted, and answers what that one
 * had not.
 */
@NullMarked
package io.itops.quickstart.receiver;

import org.jspecify.annotations.NullMarked;
