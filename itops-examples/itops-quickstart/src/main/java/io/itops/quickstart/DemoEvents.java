package io.itops.quickstart;

/** The types of the journal entries that the program itself writes. */
final class DemoEvents {
    /** The catalog and the history of changes are there. */
    static final String PREPARED = "demo.prepared";

    /** A setting of the shop took effect. */
    static final String CONFIGURED = "demo.configured";

    /** The payment provider began to fail. */
    static final String PROVIDER_FAILED = "demo.provider-failed";

    /** The payment provider works again. */
    static final String PROVIDER_RECOVERED = "demo.provider-recovered";

    /** The suspects of the incident were ranked. */
    static final String RANKED = "demo.suspects-ranked";

    /** The review was drafted. */
    static final String DRAFTED = "demo.review-drafted";

    private DemoEvents() {}
}
