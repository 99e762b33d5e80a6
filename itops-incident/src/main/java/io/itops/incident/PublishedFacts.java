package io.itops.incident;

import io.itops.core.signal.IncidentFacts;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.internal.IncidentFollower;
import io.itops.incident.workflow.Incident;
import org.jspecify.annotations.Nullable;

/** Publishes what other modules may know of an incident. */
final class PublishedFacts implements IncidentFollower {
    @Override
    public void follow(UnitOfWork unit, @Nullable Incident before, Incident after) {
        IncidentFacts facts = after.facts();
        if (before == null || !before.facts().equals(facts)) {
            unit.find(IncidentFacts.TYPE, facts.id());
            unit.put(IncidentFacts.TYPE, facts);
        }
    }
}
