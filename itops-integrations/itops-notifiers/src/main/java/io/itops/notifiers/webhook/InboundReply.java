package io.itops.notifiers.webhook;

/**
 * What to answer to a request.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status the HTTP status
 * @param body a JSON object, never holding a secret
 * @since 0.1
 */
public record InboundReply(int status, String body) {}
