package io.itops.testkit.contract;

import io.itops.core.spi.Store;
import io.itops.core.store.InMemoryStore;
import io.itops.core.time.SettableClock;

class InMemoryStoreTest extends StoreContract {
    @Override
    protected Store newStore(SettableClock leaseClock) {
        return new InMemoryStore(leaseClock);
    }
}
