package io.itops.monitoring.metric;

import io.itops.core.ItOps;
import io.itops.core.Meters;
import io.itops.core.store.InMemoryStore;
import io.micrometer.core.instrument.MeterRegistry;

/** Gives tests the SDK's meters over a registry that they can read. */
final class MeterTests {
    private MeterTests() {}

    static Meters meters(MeterRegistry registry) {
        return ItOps.builder()
                .store(new InMemoryStore())
                .meterRegistry(registry)
                .build()
                .kernel()
                .meters();
    }
}
