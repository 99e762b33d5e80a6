package io.itops.benchmarks.transition;

import io.itops.core.lifecycle.Lifecycle;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The SDK's table, alone and with an atomic state. */
final class LifecycleMachines {
    static final Lifecycle<Phase, Action> TABLE = Lifecycle.builder("ticket", Phase.class, Action.class)
            .start(Action.OPEN, Phase.OPEN)
            .on(Phase.OPEN, Action.ACKNOWLEDGE, Phase.ACKNOWLEDGED)
            .on(Phase.ACKNOWLEDGED, Action.START, Phase.IN_PROGRESS)
            .on(Phase.IN_PROGRESS, Action.MITIGATE, Phase.MITIGATED)
            .on(Phase.MITIGATED, Action.RESOLVE, Phase.RESOLVED)
            .on(Phase.RESOLVED, Action.CLOSE, Phase.CLOSED)
            .on(Phase.CLOSED, Action.OPEN, Phase.OPEN)
            .end(Phase.CLOSED)
            .build();

    private LifecycleMachines() {}

    /** The table beside a field. */
    static final class Plain implements Machine {
        private Phase phase = Phase.OPEN;

        @Override
        public boolean fire(Action action) {
            @Nullable Phase next = TABLE.next(phase, action);
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

    /** The table beside a reference that any number of threads may set. */
    static final class Atomic implements Machine {
        private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);

        @Override
        public boolean fire(Action action) {
            while (true) {
                Phase before = phase.get();
                @Nullable Phase next = TABLE.next(before, action);
                if (next == null) {
                    return false;
                }
                if (phase.compareAndSet(before, next)) {
                    return true;
                }
            }
        }

        @Override
        public Phase phase() {
            return phase.get();
        }
    }
}
