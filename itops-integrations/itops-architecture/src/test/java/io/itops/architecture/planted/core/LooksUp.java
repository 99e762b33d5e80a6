package io.itops.architecture.planted.core;

import io.itops.architecture.planted.monitoring.LooksAside;

/** The kernel knows a module above it. */
public final class LooksUp {
    Object above() {
        return new LooksAside();
    }
}
