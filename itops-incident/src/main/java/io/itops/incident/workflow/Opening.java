package io.itops.incident.workflow;

import io.itops.core.Ref;
import io.itops.core.signal.Signals;
import io.itops.incident.escalation.PolicyRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all ways to a new incident have in common. */
final class Opening {
    private Opening() {}

    static Incident of(
            IncidentId id,
            Trouble trouble,
            IncidentState state,
            PolicyRef policy,
            Instant at,
            long signals,
            Optional<IncidentId> follows) {
        return new Incident(
                id,
                trouble,
                state,
                1,
                Escalation.starting(policy),
                Milestones.opened(at),
                Optional.empty(),
                signals,
                0,
                follows,
                Stay.PLAIN,
                Family.NONE,
                Optional.empty());
    }

    static String verb(IncidentState state, Optional<String> queue) {
        return switch (state) {
            case TRIAGE -> "reported";
            case QUEUED -> "opened in queue " + queue.orElse("") + ',';
            default -> "opened";
        };
    }

    /** The trouble in a line. It is read in the timelines of the service and of the signal too, so of what is restricted it tells nothing. */
    static String line(Trouble trouble) {
        return trouble.severity() + " on " + trouble.service() + ": "
                + (trouble.needToKnow().isPresent() ? "restricted" : trouble.summary());
    }

    static String did(IncidentState state) {
        return switch (state) {
            case TRIAGE -> "reported what may be an incident";
            case QUEUED -> "put it into a queue";
            default -> "declared it";
        };
    }

    static List<Ref> alsoAbout(Trouble trouble, Optional<IncidentId> follows) {
        List<Ref> refs = new ArrayList<>();
        refs.add(Ref.of("service", trouble.service().value()));
        refs.add(Signals.ref(trouble.dedupKey()));
        follows.ifPresent(before -> refs.add(before.ref()));
        return refs;
    }
}
