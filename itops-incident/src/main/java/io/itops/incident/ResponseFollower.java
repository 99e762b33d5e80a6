package io.itops.incident;

import io.itops.core.store.UnitOfWork;
import io.itops.incident.communication.Communication;
import io.itops.incident.internal.IncidentFollower;
import io.itops.incident.workflow.Incident;
import org.jspecify.annotations.Nullable;

/** Brings the response to an incident in step with it, where its state or severity has changed. Thread-safe. */
final class ResponseFollower implements IncidentFollower {
    private final Communication communication;

    ResponseFollower(Communication communication) {
        this.communication = communication;
    }

    @Override
    public void follow(UnitOfWork unit, @Nullable Incident before, Incident after) {
        if (before == null || before.state() != after.state() || before.severity() != after.severity()) {
            communication.follow(unit, after, false);
        }
    }
}
