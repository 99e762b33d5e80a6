package io.itops.simulation.workflow;

import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.PlacementCommand;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of the newest incident of one dedup key, in words that share nothing with the table. */
final class IncidentModel {
    private static final Set<String> UNTAKEN = Set.of("TRIAGE", "TRIGGERED", "QUEUED");
    private static final Set<String> SUFFERED = Set.of("TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD");
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
        } else if (state.equals("RESOLVED") || state.equals("TRIAGE")) {
            // every signal of these chains is bad enough to confirm what was suspected
            state = "TRIGGERED";
        }
    }

    /** Whether an incident must begin in a state in which nobody is paged. */
    boolean begin(String where) {
        boolean free = state.isEmpty() || OVER.contains(state);
        if (free) {
            opened++;
            state = where;
        }
        return free;
    }

    void over() {
        if (unresolved()) {
            state = "RESOLVED";
        }
    }

    private boolean unresolved() {
        return SUFFERED.contains(state) || state.equals("MITIGATED");
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
            return UNTAKEN.contains(state) || state.equals("ACKNOWLEDGED") ? "ACKNOWLEDGED" : null;
        }
        if (command instanceof IncidentCommand.Unacknowledge) {
            return state.equals("ACKNOWLEDGED") ? "TRIGGERED" : null;
        }
        if (command instanceof IncidentCommand.Escalate) {
            return SUFFERED.contains(state) && !state.equals("TRIAGE") ? "TRIGGERED" : null;
        }
        if (command instanceof IncidentCommand.Mitigate) {
            return SUFFERED.contains(state) ? "MITIGATED" : null;
        }
        if (command instanceof IncidentCommand.Resolve) {
            return unresolved() ? "RESOLVED" : null;
        }
        if (command instanceof IncidentCommand.Reopen) {
            return Set.of("MITIGATED", "RESOLVED", "CLOSED").contains(state) ? "TRIGGERED" : null;
        }
        if (command instanceof IncidentCommand.Close) {
            return state.equals("RESOLVED") ? "CLOSED" : null;
        }
        if (command instanceof IncidentCommand.Cancel) {
            return unresolved() ? "CANCELLED" : null;
        }
        if (command instanceof FamilyCommand.Promote || command instanceof FamilyCommand.Demote) {
            return unresolved() || state.equals("RESOLVED") ? state : null;
        }
        if (command instanceof PlacementCommand placement) {
            return after(placement);
        }
        throw new IllegalArgumentException("no person asks for " + command);
    }

    private @Nullable String after(PlacementCommand command) {
        boolean waits = (unresolved() && !state.equals("TRIAGE")) || state.equals("RESOLVED");
        if (command instanceof PlacementCommand.Requeue) {
            return waits ? "QUEUED" : null;
        }
        if (command instanceof PlacementCommand.PutOnHold) {
            return waits ? "ON_HOLD" : null;
        }
        if (command instanceof PlacementCommand.Resume) {
            return Set.of("ON_HOLD", "MITIGATED", "RESOLVED", "CLOSED").contains(state) ? "ACKNOWLEDGED" : null;
        }
        if (command instanceof PlacementCommand.Accept) {
            return state.equals("TRIAGE") ? "TRIGGERED" : null;
        }
        throw new IllegalArgumentException("no person asks for " + command);
    }
}
