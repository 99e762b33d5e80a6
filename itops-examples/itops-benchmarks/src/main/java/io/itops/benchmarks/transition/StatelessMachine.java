package io.itops.benchmarks.transition;

import com.github.oxo42.stateless4j.StateMachine;
import com.github.oxo42.stateless4j.StateMachineConfig;

/** The library stateless4j. */
final class StatelessMachine implements Machine {
    private final StateMachine<Phase, Action> machine;
    private boolean refused;

    StatelessMachine() {
        StateMachineConfig<Phase, Action> config = new StateMachineConfig<>();
        for (Phase from : Phase.values()) {
            for (Action action : Action.values()) {
                Phase to = PlainMachines.next(from, action);
                if (to != null) {
                    config.configure(from).permit(action, to);
                }
            }
        }
        machine = new StateMachine<>(Phase.OPEN, config);
        machine.onUnhandledTrigger((phase, action) -> refused = true);
    }

    @Override
    public boolean fire(Action action) {
        refused = false;
        machine.fire(action);
        return !refused;
    }

    @Override
    public Phase phase() {
        return machine.getState();
    }
}
