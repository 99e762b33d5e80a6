package io.itops.simulation.architecture.planted.check;

import io.itops.simulation.architecture.planted.incident.Sleeps;

/** An oracle asks what it is to judge. */
public final class AsksTheModule {
    Object answer() {
        return Sleeps.class;
    }
}
