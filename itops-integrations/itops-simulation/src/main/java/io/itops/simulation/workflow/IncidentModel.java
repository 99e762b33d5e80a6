package io.itops.simulation.workflow;

import io.itops.incident.workflow.IncidentCommand;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of the newest incident of one dedup key, in words that share nothing with the table. */
final class IncidentModel {
    private static final Set<String> WORRYING = Set.of("TRIGGERED", "ACKNOWLEDGED");
    private static final Set<String> UNRESOLVED = Set.of("TRIGGERED", "ACKNOWLEDGED", "MITIGATED");
    private static final Set<String> OVER = Set.of("CLOSED", "CANCELLED");

    private String state = "";
    private int opened;

    String state() {
        return state;
    }

    int opened() {
        return opened;
    }

    void fire() {
        if (state.isEmpty() || OVER.contains(state)) {
            opened++;
            state = "TRIGGERED";
        } else if (state.equals("RESOLVED")) {
            state = "TRIGGERED";
        }
    }

    void over() {
        if (UNRESOLVED.contains(state)) {
            state = "RESOLVED";
        }
    }

    /** Whether the command must be carried out. */
    boolean take(IncidentCommand command) {
        String next = after(command);
        if (next == null) {
            return false;
        }
        state = next;
        return true;
    }

    private @Nullable String after(IncidentCommand command) {
        if (command instanceof IncidentCommand.Note) {
            return state;
        }
        if (command instanceof IncidentCommand.Acknowledge) {
            return WORRYING.contains(state) ? "ACKNOWLEDGED" : null;
        }
        if (command instanceof IncidentCommand.Unacknowledge) {
            return state.equals("ACKNOWLEDGED") ? "TRIGGERED" : null;
        }
        if (command instanceof IncidentCommand.Escalate) {
            return WORRYING.contains(state) ? "TRIGGERED" : null;
        }
        if (command instanceof IncidentCommand.Mitigate) {
            return WORRYING.contains(state) ? "MITIGATED" : null;
        }
        if (command instanceof IncidentCommand.Resolve) {
            return UNRESOLVED.contains(state) ? "RESOLVED" : null;
        }
        if (command instanceof IncidentCommand.Reopen) {
            return Set.of("MITIGATED", "RESOLVED", "CLOSED").contains(state) ? "TRIGGERED" : null;
        }
        if (command instanceof IncidentCommand.Close) {
            return state.equals("RESOLVED") ? "CLOSED" : null;
        }
        if (command instanceof IncidentCommand.Cancel) {
            return UNRESOLVED.contains(state) ? "CANCELLED" : null;
        }
        throw new IllegalArgumentException("no person asks for " + command);
    }
}
