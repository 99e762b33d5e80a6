package io.itops.core.signal;

import java.util.List;

/**
 * Names what may have caused an incident.
 *
 * <p>Implementations are thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SuspectSource {
    /**
     * The suspects of an incident, the likeliest first, the unknown cause among them.
     *
     * @param incident what is published about the incident
     * @return suspects whose likelihoods sum to 1
     */
    List<Suspect> suspects(IncidentFacts incident);
}
