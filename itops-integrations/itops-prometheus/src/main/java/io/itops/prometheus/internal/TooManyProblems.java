package io.itops.prometheus.internal;

/** Ends the reading of a file with so much wrong that nobody wants to hear of more. Never leaves the module. */
public final class TooManyProblems extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyProblems() {
        super("too many problems", null, false, false);
    }
}
