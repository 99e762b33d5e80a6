package io.itops.quickstart.guide;

import io.itops.core.spi.Store;
import io.itops.core.store.InMemoryStore;
import io.itops.core.time.SettableClock;
import io.itops.testkit.contract.StoreContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

// example: store-contract
class TimedStoreTest extends StoreContract {
    @Override
    protected Store newStore(SettableClock leaseClock) {
        return new TimedStore(new InMemoryStore(leaseClock), new SimpleMeterRegistry().timer("commits"));
    }
}
// end
