package io.itops.core.delivery;

import java.time.Instant;

/** What came of a claim, decided before the claim's end is committed. */
sealed interface Verdict {
    /** An attempt was made. */
    record Attempted(DeliveryResult result) implements Verdict {}

    /** The notification is no longer wanted, so it was not sent. */
    record Obsolete(String why) implements Verdict {}

    /** No attempt could be made yet. */
    record Waiting(Instant until, Cause cause) implements Verdict {}

    /** No attempt will be made. */
    record Refused(String why) implements Verdict {}

    /** What a delivery waits for. */
    enum Cause {
        BREAKER("breaker", "the destination is left alone after failures"),
        RATE("rate", "the destination's rate is used up"),
        PAUSE("pause", "the receiver asked for a pause"),
        THREADS("threads", "all threads of the notifier are busy"),
        LEASE("lease", "too little was left of the claim's lease"),
        CLOSING("closing", "the instance is being closed"),
        STORE("store", "the store failed");

        private final String tag;
        private final String text;

        Cause(String tag, String text) {
            this.tag = tag;
            this.text = text;
        }

        String tag() {
            return tag;
        }

        String text() {
            return text;
        }
    }
}
