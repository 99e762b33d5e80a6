package io.itops.incident.sla;

/**
 * Who promised what to whom.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum SlaKind {
    /** A service level agreement: to customers. It counts unless the incident is on hold. */
    SLA,
    /**
     * An operational level agreement: between teams of one house. It binds the team of a queue while the incident lies there: from being
     * put into the queue until it is put into another one, or is over. It counts then unless the incident is on hold.
     */
    OLA,
    /** An underpinning contract: a vendor's promise. It counts only while the incident is on hold for that vendor. */
    UNDERPINNING_CONTRACT
}
