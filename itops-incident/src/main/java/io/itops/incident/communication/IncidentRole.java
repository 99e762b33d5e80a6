package io.itops.incident.communication;

import java.util.Locale;

/**
 * What a person does for an incident, in the terms of the incident command system.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum IncidentRole {
    /** Decides: who works on what, and when it is over. */
    COMMANDER,
    /** Writes the status updates and sees that they are in time. */
    COMMUNICATIONS_LEAD,
    /** Writes down what is found, decided and done. */
    SCRIBE,
    /** Speaks with one group outside the response: customers, executives, a vendor. */
    LIAISON;

    /**
     * The role in words.
     *
     * @return such as {@code communications lead}
     */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
