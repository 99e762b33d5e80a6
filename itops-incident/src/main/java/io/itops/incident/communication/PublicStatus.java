package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.incident.workflow.IncidentId;
import java.util.List;
import java.util.Optional;

/**
 * What a status page shows of an incident. It is derived throughout: from the state of the incident, from whether its cause is known, and
 * from the updates to one audience.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident
 * @param service the service that is in trouble
 * @param stage how far it has come; empty if the public is told nothing under it
 * @param stages when it came to which stage, in order; a stage comes again if the incident does
 * @param updates what the audience was told, in order
 * @param goesOnAs the incident as which it goes on, if it was merged: its status is to be shown
 * @since 0.1
 */
public record PublicStatus(
        IncidentId incident,
        ServiceId service,
        Optional<PublicStage> stage,
        List<StageChange> stages,
        List<PublicUpdate> updates,
        Optional<IncidentId> goesOnAs) {
    /** Checks and copies the parts. */
    public PublicStatus {
        Require.present("incident id", incident);
        Require.present("service", service);
        Require.present("public stage", stage);
        stages = Require.list("stages", stages);
        updates = Require.list("updates", updates);
        Require.present("incident that it goes on as", goesOnAs);
    }
}
