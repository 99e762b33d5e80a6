package io.itops.change.risk;

/**
 * The named factors of the risk table.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum RiskFactor {
    /** Standard changes follow a proven template; emergencies skip the assessment. */
    TYPE("change type"),
    /** How much hangs on the services that would be affected. */
    BLAST_RADIUS("blast radius"),
    /** How many services and components are touched at once. */
    SPREAD("spread"),
    /** Whether there is a way back, and whether it was tried. */
    BACK_OUT("back-out plan"),
    /** Whether each step of the plan says how it is seen that it worked. */
    CHECKS("checks in the plan"),
    /** How recent changes of the same components went. */
    HISTORY("history of the components"),
    /** Recent incidents of the services touched. */
    RECENT_INCIDENTS("recent incidents"),
    /** Other changes under way on the same components. */
    COLLISIONS("changes under way"),
    /** Things touched that the catalog does not know, so that their reach is unknown. */
    UNCATALOGUED("uncatalogued parts");

    private final String label;

    RiskFactor(String label) {
        this.label = label;
    }

    /**
     * The factor's name for people.
     *
     * @return a few words
     */
    public String label() {
        return label;
    }
}
