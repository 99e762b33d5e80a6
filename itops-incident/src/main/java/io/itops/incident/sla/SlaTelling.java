package io.itops.incident.sla;

import io.itops.core.Require;

/**
 * Who is told of what becomes of a target.
 *
 * <p>Immutable and thread-safe.
 *
 * @param warning who is told that it is at risk
 * @param breach who is told that it is breached
 * @since 0.1
 */
public record SlaTelling(SlaAudience warning, SlaAudience breach) {
    /** Checks that both are given. */
    public SlaTelling {
        Require.present("audience of a warning", warning);
        Require.present("audience of a breach", breach);
    }

    /**
     * The same for both.
     *
     * @param audience who is told of warnings and breaches
     * @return the rule
     */
    public static SlaTelling both(SlaAudience audience) {
        return new SlaTelling(audience, audience);
    }
}
