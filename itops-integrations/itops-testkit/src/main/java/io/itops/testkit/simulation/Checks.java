package io.itops.testkit.simulation;

import java.util.List;

/**
 * The checks that hold for whatever runs on the SDK. They know jobs, deliveries and the journal, and no module's own records.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Checks {
    private Checks() {}

    /**
     * All of them.
     *
     * @return the checks
     */
    public static List<Check> all() {
        return List.of(
                noLoss(),
                noEarly(),
                boundedLate(),
                lanesInOrder(),
                fenced(),
                auditChainIntact(),
                boundedDuplicates(),
                eventuallyQuiescent(),
                fairShare());
    }

    /**
     * I1: every job is outstanding until a commit ends it, and is handed out when it is due; every delivery ends with an entry that says
     * that it was sent, is not wanted any more, or is parked; what is said to be sent was received; what is parked can be found.
     *
     * @return the check
     */
    public static Check noLoss() {
        return new NoLoss();
    }

    /**
     * I2: no job is handed out before it is due, nor before the pause after a failed attempt is over.
     *
     * @return the check
     */
    public static Check noEarly() {
        return WorkChecks::noEarly;
    }

    /**
     * I3: the first attempt of a job ends at most the largest attempt limit plus the lease after the job was due and at the head of its
     * lane. For each further claim that was lost, a lease more is granted, but only to those that a crash, a pause, a fault of the
     * store or a clock that was set back accounts for; the time in which no node was awake does not count.
     *
     * @return the check
     */
    public static Check boundedLate() {
        return WorkChecks::boundedLate;
    }

    /**
     * Only the head of a lane is handed out, and a delivery begins only at the head of its lane.
     *
     * @return the check
     */
    public static Check lanesInOrder() {
        return WorkChecks::lanesInOrder;
    }

    /**
     * A job is handed out to one node at a time, its attempt numbers rise one by one, and a claim that was overtaken ends nothing.
     *
     * @return the check
     */
    public static Check fenced() {
        return WorkChecks::fenced;
    }

    /**
     * I10: the journal has every sequence number from 1 once, and its root is that of its texts by RFC 9162.
     *
     * @return the check
     */
    public static Check auditChainIntact() {
        return AuditCheck::check;
    }

    /**
     * I11: a message is received twice only where the sender of the first time could not know: no answer came, or the node was disturbed
     * before it had committed it; and where a delivery that was received twice is told to be sent, the entry says that it may have arrived
     * before.
     *
     * @return the check
     */
    public static Check boundedDuplicates() {
        return DeliveryChecks::boundedDuplicates;
    }

    /**
     * I12: once nothing goes wrong any more, no delivery is left but those of the last minute, and no job is overdue.
     *
     * @return the check
     */
    public static Check eventuallyQuiescent() {
        return WorkChecks::eventuallyQuiescent;
    }

    /**
     * I15: a delivery to a destination that accepts everything begins within a second after its turn has come, whatever other
     * destinations do, unless a node was disturbed meanwhile.
     *
     * @return the check
     */
    public static Check fairShare() {
        return DeliveryChecks::fairShare;
    }
}
