package io.itops.benchmarks.rule;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
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
import org.openjdk.jmh.annotations.Warmup;

/** Goes through the samples round by round: one of each series an invocation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class RuleBenchmark {
    private static final int SERIES = 10_000;
    private static final int ROUNDS = 100;

    /** Who does it; all in turn by default. */
    @Param
    public Contestant contestant = Contestant.INT_ARRAY;

    private final Samples samples = new Samples(SERIES, ROUNDS);
    private BreachRule rule = contestant.make(SERIES);
    private int round;

    /** Results are equal before anything is timed. */
    @Setup(Level.Trial)
    public void check() {
        contestant.check(samples);
        rule = contestant.make(SERIES);
    }

    /** Takes the next sample of each series. */
    @Benchmark
    @OperationsPerInvocation(SERIES)
    public long round() {
        rule.round(samples, round);
        round = (round + 1) % ROUNDS;
        return rule.fired();
    }
}
