package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.priority.Assessment;
import io.itops.incident.priority.PriorityMatrix;
import io.itops.incident.priority.PriorityOverride;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how much an incident hits and how soon it hurts: the matrix of the program gives its priority, unless someone decides on another one
 * with a reason. The severity, and with it who is paged, stays what it is.
 *
 * <p>Immutable and thread-safe.
 *
 * @param impact how much is hit, from 1, the highest, to the lowest level of the matrix
 * @param urgency how soon it hurts, from 1, the highest, to the lowest level of the matrix
 * @param override what someone decided on instead, if they did
 * @since 0.1
 */
public record AssessPriority(int impact, int urgency, Optional<PriorityOverride> override) implements IncidentCommand {
    /** Checks the parts. */
    public AssessPriority {
        Require.range("impact", impact, 1, PriorityMatrix.MAX_LEVELS);
        Require.range("urgency", urgency, 1, PriorityMatrix.MAX_LEVELS);
        Require.present("override", override);
    }

    @Override
    public IncidentAction action() {
        return IncidentAction.ASSESS;
    }

    @Override
    public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
        Optional<PriorityMatrix> matrix = facts.rules().priorities();
        if (matrix.isEmpty()) {
            return Decision.refuse(
                    "no-matrix", "the options give no matrix of impact and urgency: set IncidentOptions.priorities");
        }
        PriorityMatrix known = matrix.get();
        if (impact > known.impacts() || urgency > known.urgencies()) {
            return Decision.refuse(
                    "unknown-level",
                    "matrix " + known.name() + " has " + known.impacts() + " levels of impact and " + known.urgencies()
                            + " of urgency, but impact was " + impact + " and urgency " + urgency);
        }
        Assessment found = known.assess(impact, urgency, override);
        return Decisions.known(incident).assessment().equals(Optional.of(found))
                ? Decision.nothing()
                : Decision.accept(new IncidentEvent.Assessed(found));
    }
}
