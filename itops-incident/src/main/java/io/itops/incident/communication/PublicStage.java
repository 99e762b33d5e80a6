package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.incident.workflow.IncidentState;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the public is told that an incident has come: the four stages that status pages show.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum PublicStage {
    /** Something is wrong, and it is not known yet why. */
    INVESTIGATING,
    /** The cause is known, and the effect on users lasts. */
    IDENTIFIED,
    /** Users no longer suffer; it is watched whether it stays so. */
    MONITORING,
    /** It is over. */
    RESOLVED;

    /**
     * The stage that follows from where an incident stands.
     *
     * @param state the state of the incident
     * @param causeKnown whether its cause is known
     * @return the stage; empty where the public is told nothing under this incident
     */
    public static Optional<PublicStage> of(IncidentState state, boolean causeKnown) {
        return switch (Require.present("incident state", state)) {
            case TRIAGE, MERGED -> Optional.empty();
            case MITIGATED -> Optional.of(MONITORING);
            case RESOLVED, CLOSED, CANCELLED -> Optional.of(RESOLVED);
            case TRIGGERED, QUEUED, ACKNOWLEDGED, ON_HOLD -> Optional.of(causeKnown ? IDENTIFIED : INVESTIGATING);
        };
    }

    /**
     * The stage in words.
     *
     * @return such as {@code investigating}
     */
    public String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
