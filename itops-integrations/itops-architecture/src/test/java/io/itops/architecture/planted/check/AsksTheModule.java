package io.itops.architecture.planted.check;

import io.itops.architecture.planted.incident.Sleeps;

/** An oracle asks what it is to judge. */
public final class AsksTheModule {
    Object answer() {
        return Sleeps.class;
    }
}
