/**
 * The signed webhook, both ways. {@link io.itops.notifiers.webhook.WebhookNotifier} posts notifications signed by the Standard
 * Webhooks specification; a receiver checks them with a {@link io.itops.notifiers.webhook.WebhookVerifier}. An acknowledgement comes
 * back the same way and enters through an {@link io.itops.notifiers.webhook.AcknowledgeEndpoint}.
 */
package io.itops.notifiers.webhook;
