package io.itops.benchmarks.oncall;

import io.itops.incident.oncall.OnCall;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.Shift;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** Lists the shifts of a year. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class YearBenchmark {
    /** The schedules, each of 100 people. */
    public enum Of {
        /** Turns of a week. */
        WEEKLY_TURNS,
        /** Turns of an hour. */
        HOURLY_TURNS,
        /** Ten layers and 1,000 overrides. */
        TEN_LAYERS;

        OnCallSchedule make() {
            return switch (this) {
                case WEEKLY_TURNS -> Workload.weekly();
                case HOURLY_TURNS -> Workload.hourly();
                case TEN_LAYERS -> Workload.layered();
            };
        }
    }

    /** What is listed; all in turn by default. */
    @Param
    public Of contestant = Of.WEEKLY_TURNS;

    private OnCallSchedule schedule = contestant.make();

    /** What is listed is what a scan gives before anything is timed. */
    @Setup(Level.Trial)
    public void check() {
        prepare();
        Contestant.check(schedule, Workload.instants(4_096));
    }

    void prepare() {
        schedule = contestant.make();
    }

    /** Lists them. */
    @Benchmark
    public List<Shift> year() {
        return OnCall.shifts(schedule, Workload.START, Workload.YEAR);
    }
}
