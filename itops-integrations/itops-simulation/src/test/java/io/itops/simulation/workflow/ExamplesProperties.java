package io.itops.simulation.workflow;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.ActionChain;

/** The example in the documentation of {@link IncidentChains}. */
class ExamplesProperties {
    @Property(tries = 20)
    void incidentsDoWhatTheModelSays(@ForAll("incidents") ActionChain<IncidentBench> chain) {
        try (IncidentBench bench = chain.run()) {
            bench.refold();
        }
    }

    @Provide
    Arbitrary<ActionChain<IncidentBench>> incidents() {
        return IncidentChains.chains().withMaxTransformations(40);
    }
}
