package io.itops.benchmarks.transition;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Goes round the ring: six transitions an invocation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class TransitionBenchmark {
    private static final int RING = 6;

    /** Who does it; all in turn by default. */
    @Param
    public Contestant contestant = Contestant.ENUM_SWITCH;

    private final Action[] actions = Action.values();
    private Machine machine = contestant.make();

    /** Results are equal before anything is timed. */
    @Setup(Level.Trial)
    public void check() {
        contestant.check();
    }

    /** A new machine each time, since a journal grows. */
    @Setup(Level.Iteration)
    public void begin() {
        machine = contestant.make();
    }

    /** Closes the machine. */
    @TearDown(Level.Iteration)
    public void end() {
        machine.close();
    }

    /** Takes each action once, in the order of the ring. */
    @Benchmark
    @OperationsPerInvocation(RING)
    public Machine ring() {
        for (Action action : actions) {
            fire(action);
        }
        return machine;
    }

    /** A call that stays one, or the compiler would see that the ring ends where it began. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private void fire(Action action) {
        if (!machine.fire(action)) {
            throw new IllegalStateException(contestant + " refused " + action);
        }
    }
}
