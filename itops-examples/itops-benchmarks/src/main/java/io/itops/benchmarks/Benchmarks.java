package io.itops.benchmarks;

import io.itops.benchmarks.oncall.OnCallBenchmark;
import io.itops.benchmarks.oncall.YearBenchmark;
import io.itops.benchmarks.prom.PromArguments;
import io.itops.benchmarks.prom.PromBenchmark;
import io.itops.benchmarks.rule.RuleBenchmark;
import io.itops.benchmarks.transition.TransitionBenchmark;
import io.itops.core.InvalidInputException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs a workload by its name and prints a table of both sides. */
public final class Benchmarks {
    private static final String USAGE = """
            Usage: prometheus [ROUNDS [SIZE…]] | rule | transition | on-call | on-call-year [JMH OPTION…]
              prometheus  four Prometheus rules over 1,000, 10,000 and 100,000 series, beside the program prometheus, in 5 rounds;
                          at most 50 rounds, and sizes of 1 to 1,000,000; exits 1 if a rule over 100,000 series or more takes more than a
                          quarter of Prometheus' CPU a series
              rule        counts of samples in breach, a sample at a time, beside plain Java and Easy Rules
              transition  state transitions, beside plain Java and stateless4j
              on-call     who is on call at an instant, of ten layers and 1,000 overrides, beside a scan in plain Java
              on-call-year  the shifts of a year""";

    private Benchmarks() {}

    /** Runs the workload that the first argument names. */
    public static void main(String[] args) throws Exception {
        String workload = args.length == 0 ? "" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        switch (workload) {
            case "prometheus" -> prometheus(rest);
            case "rule" -> measure(RuleBenchmark.class, "a sample", rest);
            case "transition" -> measure(TransitionBenchmark.class, "a transition", rest);
            case "on-call" -> measure(OnCallBenchmark.class, "a question", rest);
            case "on-call-year" -> measure(YearBenchmark.class, "a year", rest);
            default -> {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
    }

    private static void prometheus(String[] args) throws IOException {
        PromArguments arguments;
        try {
            arguments = PromArguments.of(args);
        } catch (InvalidInputException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        if (!PromBenchmark.run(System.out, arguments)) {
            System.exit(1);
        }
    }

    private static void measure(Class<?> benchmark, String unit, String[] args)
            throws CommandLineOptionException, RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                        .shouldFailOnError(true)
                        .build())
                .run();
        System.out.println(ResultTable.of(results, unit));
    }
}
