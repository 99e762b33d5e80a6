package io.itops.core.work;

import io.itops.core.Require;
import io.itops.core.SafeText;

/** Reasons as they can be stored: what a handler throws may say anything, at any length. */
final class Reasons {
    private static final int LONGEST = 2_000;

    private Reasons() {}

    /** The reason as one line that is not too long and holds no character that is refused elsewhere. */
    static String readable(String why) {
        return SafeText.shorten(SafeText.oneLine(Require.present("reason", why)), LONGEST);
    }
}
