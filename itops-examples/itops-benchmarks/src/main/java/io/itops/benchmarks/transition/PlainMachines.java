package io.itops.benchmarks.transition;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the language and its library do: the floor. */
final class PlainMachines {
    private PlainMachines() {}

    /** The table as a switch, from which the other tables are made too; null where the action is refused. */
    static @Nullable Phase next(Phase phase, Action action) {
        return switch (phase) {
            case OPEN -> action == Action.ACKNOWLEDGE ? Phase.ACKNOWLEDGED : null;
            case ACKNOWLEDGED -> action == Action.START ? Phase.IN_PROGRESS : null;
            case IN_PROGRESS -> action == Action.MITIGATE ? Phase.MITIGATED : null;
            case MITIGATED -> action == Action.RESOLVE ? Phase.RESOLVED : null;
            case RESOLVED -> action == Action.CLOSE ? Phase.CLOSED : null;
            case CLOSED -> action == Action.OPEN ? Phase.OPEN : null;
        };
    }

    /** A switch. */
    static final class Switch implements Machine {
        private Phase phase = Phase.OPEN;

        @Override
        public boolean fire(Action action) {
            Phase next = next(phase, action);
            if (next == null) {
                return false;
            }
            phase = next;
            return true;
        }

        @Override
        public Phase phase() {
            return phase;
        }
    }

    /** A map of maps. */
    static final class Maps implements Machine {
        private final Map<Phase, Map<Action, Phase>> table = new EnumMap<>(Phase.class);
        private Phase phase = Phase.OPEN;

        Maps() {
            for (Phase from : Phase.values()) {
                Map<Action, Phase> row = new EnumMap<>(Action.class);
                for (Action action : Action.values()) {
                    Phase to = PlainMachines.next(from, action);
                    if (to != null) {
                        row.put(action, to);
                    }
                }
                table.put(from, row);
            }
        }

        @Override
        public boolean fire(Action action) {
            Map<Action, Phase> row = table.get(phase);
            Phase next = row == null ? null : row.get(action);
            if (next == null) {
                return false;
            }
            phase = next;
            return true;
        }

        @Override
        public Phase phase() {
            return phase;
        }
    }
}
