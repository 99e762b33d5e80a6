package io.itops.benchmarks.transition;

import java.util.function.Supplier;

/** Who takes part. */
public enum Contestant {
    /** The floor. */
    ENUM_SWITCH,
    /** What a program would write that keeps its table as data. */
    ENUM_MAP,
    /** The SDK's table. */
    ITOPS_LIFECYCLE,
    /** The SDK's table and an atomic reference. */
    ITOPS_LIFECYCLE_ATOMIC,
    /** The SDK's workflow, journal and store in memory. */
    ITOPS_JOURNALED,
    /** The library stateless4j. */
    STATELESS4J;

    Machine make() {
        return switch (this) {
            case ENUM_SWITCH -> new PlainMachines.Switch();
            case ENUM_MAP -> new PlainMachines.Maps();
            case ITOPS_LIFECYCLE -> new LifecycleMachines.Plain();
            case ITOPS_LIFECYCLE_ATOMIC -> new LifecycleMachines.Atomic();
            case ITOPS_JOURNALED -> new JournaledMachine();
            case STATELESS4J -> new StatelessMachine();
        };
    }

    /** Takes every action in every state, and throws where the machine does not do what the switch does. */
    void check() {
        check(name(), this::make);
    }

    static void check(String name, Supplier<Machine> maker) {
        for (Phase phase : Phase.values()) {
            for (Action action : Action.values()) {
                try (Machine machine = maker.get()) {
                    lead(name, machine, phase);
                    Phase next = PlainMachines.next(phase, action);
                    boolean allowed = machine.fire(action);
                    Phase wanted = next == null ? phase : next;
                    if (allowed != (next != null) || machine.phase() != wanted) {
                        throw new IllegalStateException(name + ": " + action + " in " + phase + " must lead to "
                                + wanted + (next == null ? " and be refused" : "") + ", but led to " + machine.phase()
                                + (allowed ? "" : " and was refused"));
                    }
                }
            }
        }
    }

    private static void lead(String name, Machine machine, Phase phase) {
        for (Action action : Action.values()) {
            if (machine.phase() == phase) {
                return;
            }
            machine.fire(action);
        }
        throw new IllegalStateException(name + " never comes to " + phase);
    }
}
