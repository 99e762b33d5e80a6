package io.itops.quickstart;

/** What is done to a run so that it must not pass: the campaign shows that the checker notices. */
enum Sabotage {
    /** Nothing. */
    NONE,
    /** The receiver knows another secret than the sender. */
    WRONG_SECRET,
    /** The change is approved, but never deployed. */
    NOT_DEPLOYED,
    /** The acknowledgement is lost on its way in. */
    ACK_DROPPED,
    /** The change is recorded as backed out, but nothing is restored. */
    BACK_OUT_WITHOUT_EFFECT,
    /** Another of the nine changes cuts the pool, and the one that the checker expects did no harm. */
    OTHER_CHANGE_GUILTY
}
