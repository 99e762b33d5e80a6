package io.itops.core.delivery;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;

/**
 * What is known about a delivery that was not done at the first claim. The store counts claims; of these some were no attempts, since
 * the delivery had to wait, and some never ended, since a worker died: this record tells them apart. It goes when the delivery is done.
 *
 * @param id the delivery
 * @param ended the last claim whose end was committed, 0 if none was
 * @param waits how many claims up to that one were no attempts
 * @param mayHaveArrived whether an attempt up to that one may have reached the receiver
 */
record Progress(String id, int ended, int waits, boolean mayHaveArrived) {
    static final RecordType<Progress> TYPE = RecordType.of("delivery-progress", 1, t -> {
        t.id(Progress::id);
        var id = t.field("id", Codec.TEXT, Progress::id);
        var ended = t.field("ended", Codec.INT, Progress::ended);
        var waits = t.field("waits", Codec.INT, Progress::waits);
        var mayHaveArrived = t.field("mayHaveArrived", Codec.BOOL, Progress::mayHaveArrived);
        return row -> new Progress(row.get(id), row.get(ended), row.get(waits), row.get(mayHaveArrived));
    });

    Progress {
        Require.id("delivery id", id);
        Require.that(waits >= 0 && ended >= waits, "waits", "be 0 to " + ended, waits);
    }

    static Progress none(String id) {
        return new Progress(id, 0, 0, false);
    }

    /** The number of the attempt that a claim would be: claims that never ended count, since they may have been attempts. */
    int attempt(int claim) {
        return claim - waits;
    }

    /** Whether the receiver may know the message already when a claim begins. */
    boolean mayRepeat(int claim) {
        return mayHaveArrived || claim - 1 > ended;
    }

    /** After a claim that was no attempt. */
    Progress waited(int claim) {
        return new Progress(id, claim, waits + 1, mayRepeat(claim));
    }

    /** After a failed attempt. */
    Progress failed(int claim, boolean mayHaveArrivedNow) {
        return new Progress(id, claim, waits, mayRepeat(claim) || mayHaveArrivedNow);
    }

    /** Once the delivery is parked: queued again, its claims count from 1. */
    Progress parked(int claim, boolean mayHaveArrivedNow) {
        return new Progress(id, 0, 0, mayRepeat(claim) || mayHaveArrivedNow);
    }
}
