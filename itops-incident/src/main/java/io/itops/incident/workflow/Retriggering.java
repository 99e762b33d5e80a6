package io.itops.incident.workflow;

import io.itops.core.Require;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all ways back to triggered have in common that are no reopening. */
final class Retriggering {
    private Retriggering() {}

    static Incident of(@Nullable Incident incident, long version) {
        return Require.present("incident", incident)
                .inState(IncidentState.TRIGGERED, version)
                .with(Optional.<Acknowledgement>empty());
    }
}
