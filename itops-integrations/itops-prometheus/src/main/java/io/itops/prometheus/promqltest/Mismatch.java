package io.itops.prometheus.promqltest;

/** That an evaluation did not give what was expected. Never leaves the package. */
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String wanted;
    private final String got;

    Mismatch(String wanted, String got) {
        super(wanted + " / " + got, null, false, false);
        this.wanted = wanted;
        this.got = got;
    }

    String wanted() {
        return wanted;
    }

    String got() {
        return got;
    }
}
