package io.itops.architecture.planted.monitoring;

import io.itops.architecture.planted.incident.Sleeps;

/** One sibling knows another. */
public final class LooksAside {
    Object sibling() {
        return Sleeps.class;
    }
}
