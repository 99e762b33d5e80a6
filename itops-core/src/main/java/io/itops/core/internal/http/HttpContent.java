package io.itops.core.internal.http;

/** A whole answer. Immutable and thread-safe, since nobody else has its bytes. */
public final class HttpContent {
    private final HttpReply reply;
    private final byte[] body;

    HttpContent(HttpReply reply, byte[] body) {
        this.reply = reply;
        this.body = body;
    }

    /**
     * The head.
     *
     * @return status and header fields
     */
    public HttpReply reply() {
        return reply;
    }

    /**
     * The body, freed of its transfer coding.
     *
     * @return a copy of its bytes
     */
    public byte[] body() {
        return body.clone();
    }
}
