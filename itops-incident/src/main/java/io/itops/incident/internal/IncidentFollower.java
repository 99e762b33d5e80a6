package io.itops.incident.internal;

import io.itops.core.store.UnitOfWork;
import io.itops.incident.workflow.Incident;
import org.jspecify.annotations.Nullable;

/**
 * Keeps something in step with incidents: clocks, updates, facts for other modules. It is called inside the unit of work that changes
 * an incident, so that what it keeps is committed with the incident or not at all. What it writes has refs and timers of its own; the
 * incident itself it leaves alone.
 *
 * <p>Implementations are thread-safe, read through the unit alone, and decide by it and the incident, without a clock of their own.
 */
@FunctionalInterface
public interface IncidentFollower {
    /**
     * Follows one change of an incident.
     *
     * @param unit gathers reads and writes of the change
     * @param before the incident before it, null if it was opened
     * @param after the incident after it
     */
    void follow(UnitOfWork unit, @Nullable Incident before, Incident after);
}
