package io.itops.testkit.contract;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.StoredRecord;
import io.itops.core.time.SettableClock;
import io.itops.testkit.fault.ForwardingStore;

/** An in-memory store of which a fault overrides a part. */
abstract class PlantedStore extends ForwardingStore {
    final SettableClock leaseClock;

    PlantedStore(SettableClock leaseClock) {
        super(new InMemoryStore(leaseClock));
        this.leaseClock = leaseClock;
    }

    void check(Ref ref, long expected) {
        long found = find(ref).map(StoredRecord::version).orElse(0L);
        if (found != expected) {
            throw new ConflictException(ref, expected, found);
        }
    }

    /** Lets other threads come between two steps that should be one. */
    static void pause() {
        for (int i = 0; i < 200; i++) {
            Thread.yield();
        }
    }
}
