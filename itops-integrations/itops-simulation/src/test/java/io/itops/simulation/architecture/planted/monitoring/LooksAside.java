package io.itops.simulation.architecture.planted.monitoring;

import io.itops.simulation.architecture.planted.incident.Sleeps;

/** One sibling knows another. */
public final class LooksAside {
    Object sibling() {
        return Sleeps.class;
    }
}
