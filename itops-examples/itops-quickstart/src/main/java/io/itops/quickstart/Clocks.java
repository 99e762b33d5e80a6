package io.itops.quickstart;

import java.time.InstantSource;

/** The one place where the program's processes take the machine's clock. */
public final class Clocks {
    private Clocks() {}

    /** The machine's clock. */
    public static InstantSource system() {
        return InstantSource.system();
    }
}
