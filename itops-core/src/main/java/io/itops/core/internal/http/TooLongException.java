package io.itops.core.internal.http;

import java.io.IOException;

/** Tells that a body is longer than it may be. */
public final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * An error.
     *
     * @param what what is too long
     * @param limit how many bytes it may have
     */
    public TooLongException(String what, int limit) {
        super(what + " must be at most " + limit + " bytes, but was more");
    }
}
