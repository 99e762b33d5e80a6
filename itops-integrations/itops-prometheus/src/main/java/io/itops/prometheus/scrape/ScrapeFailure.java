package io.itops.prometheus.scrape;

import io.itops.core.SafeText;

/** Ends a scrape; never leaves this package. */
final class ScrapeFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MAX = 1_000;

    private final ScrapeOutcome outcome;
    private final String detail;

    ScrapeFailure(ScrapeOutcome outcome, String detail) {
        super(detail);
        this.outcome = outcome;
        this.detail = SafeText.shorten(SafeText.oneLine(detail), MAX);
    }

    ScrapeOutcome outcome() {
        return outcome;
    }

    String detail() {
        return detail;
    }
}
