package io.itops.incident.communication;

import io.itops.core.lifecycle.Decision;
import io.itops.incident.workflow.IncidentState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which public stage follows from what was decided. */
final class Stages {
    private static final Set<IncidentState> OVER =
            EnumSet.of(IncidentState.RESOLVED, IncidentState.CLOSED, IncidentState.CANCELLED, IncidentState.MERGED);

    private Stages() {}

    static boolean over(IncidentState state) {
        return OVER.contains(state);
    }

    /** Adds the stage to a decision if it is another than the response came to last. */
    static Decision.Accept<ResponseEvent> reached(
            Decision.Accept<ResponseEvent> decision, Response response, ResponseFacts facts, Instant now) {
        Optional<PublicStage> stage =
                PublicStage.of(facts.incident().state(), response.cause().isPresent());
        return stage.isEmpty() || stage.equals(response.stage())
                ? decision
                : decision.and(new ResponseEvent.StageReached(response.incident(), stage.get(), now));
    }
}
