package io.itops.core.signal;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import java.util.Optional;

/**
 * Something that may have caused an incident, with its likelihood. The likelihoods of a list, the one of the unknown cause included,
 * sum to 1.
 *
 * <p>Immutable and thread-safe.
 *
 * @param cause what is suspected; empty for a cause that nothing recorded accounts for
 * @param title one line for people
 * @param likelihood 0 to 1
 * @param why the evidence
 * @since 0.1
 */
public record Suspect(Optional<Ref> cause, String title, double likelihood, Explanation why) {
    /** The title of the unknown cause. */
    public static final String UNKNOWN = "UNKNOWN";

    /** Checks the parts. */
    public Suspect {
        Require.present("cause", cause);
        Require.text("suspect title", title, 300);
        Require.range("likelihood", likelihood, 0, 1);
        Require.present("explanation", why);
    }

    /**
     * A cause that nothing recorded accounts for.
     *
     * @param likelihood 0 to 1
     * @param why what speaks for it
     * @return the suspect
     */
    public static Suspect unknown(double likelihood, Explanation why) {
        return new Suspect(Optional.empty(), UNKNOWN, likelihood, why);
    }
}
