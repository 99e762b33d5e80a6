package io.itops.benchmarks.oncall;

import io.itops.incident.oncall.OnCallSchedule;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Asks who is on call at instants all over ten years. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class OnCallBenchmark {
    /** Who does it; all in turn by default. */
    @Param
    public Contestant contestant = Contestant.ITOPS;

    private final Instant[] instants = Workload.instants(4_096);
    private final OnCallSchedule schedule = Workload.layered();
    private Function<Instant, List<String>> asked = contestant.make(schedule);
    private int next;

    /** Results are equal before anything is timed. */
    @Setup(Level.Trial)
    public void check() {
        Contestant.check(schedule, instants);
        prepare();
    }

    void prepare() {
        asked = contestant.make(schedule);
    }

    /** Asks about the next instant. */
    @Benchmark
    public List<String> instant() {
        next = (next + 1) % instants.length;
        return asked.apply(instants[next]);
    }
}
