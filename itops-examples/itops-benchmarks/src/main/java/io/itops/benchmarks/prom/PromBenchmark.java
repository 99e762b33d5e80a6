package io.itops.benchmarks.prom;

import io.itops.monitoring.metric.Labels;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures both sides rule by rule, one after the other in each round, and prints tables. Slot by slot the rules
 * give the elements that the data must give, the same on both sides, and the alerts that fire are those of elements that were there long
 * enough.
 */
public final class PromBenchmark {
    private static final int WARM_UP = 2;

    /** How many series are evaluated in one timing, so that it takes long beside a step of the system's count. */
    private static final int SERIES_TIMED = 500_000;

    /** Each run of a timing is a millisecond after the one before, and the last must come before the samples of the next slot. */
    private static final int MOST_TIMES = 10_000;

    private final PrintStream out;
    private final @Nullable PrometheusServer server;
    private final int rounds;
    private final int seriesTimed;
    private final List<Verdict.Measured> measured = new ArrayList<>();

    private PromBenchmark(PrintStream out, @Nullable PrometheusServer server, int rounds, int seriesTimed) {
        this.out = out;
        this.server = server;
        this.rounds = rounds;
        this.seriesTimed = seriesTimed;
    }

    /** Measures what was asked for, and gives whether the SDK took little enough beside Prometheus, where that was there. */
    public static boolean run(PrintStream out, PromArguments arguments) throws IOException {
        return run(out, arguments.sizes(), arguments.rounds(), SERIES_TIMED, Verdict.STANDARD);
    }

    static boolean run(PrintStream out, List<Integer> sizes, int rounds, int seriesTimed, Verdict verdict)
            throws IOException {
        Optional<Path> program = PrometheusServer.program();
        if (program.isEmpty()) {
            out.println(
                    "There is no program prometheus on the path (Debian: apt-get install prometheus): its side is left out.");
            run(new PromBenchmark(out, null, rounds, seriesTimed), sizes);
            out.println("\nNo verdict: there is nothing to compare with.");
            return true;
        }
        try (PrometheusServer server = PrometheusServer.start(program.get())) {
            List<Verdict.Measured> measured = run(new PromBenchmark(out, server, rounds, seriesTimed), sizes);
            out.println();
            verdict.told(measured).forEach(out::println);
            return verdict.missed(measured).isEmpty();
        }
    }

    private static List<Verdict.Measured> run(PromBenchmark benchmark, List<Integer> sizes) {
        PrintStream out = benchmark.out;
        List<String> rows = new ArrayList<>();
        List<String> memory = new ArrayList<>();
        for (int size : sizes) {
            benchmark.measure(new PromData(size), rows, memory);
        }
        out.println("| series | rule | SDK, us of CPU a series | Prometheus | ratio |\n|---|---|---|---|---|");
        rows.forEach(out::println);
        out.println(
                "\n| series | SDK, bytes of heap a series | Prometheus | SDK, ns of CPU an append |\n|---|---|---|---|");
        memory.forEach(out::println);
        return benchmark.measured;
    }

    private void measure(PromData data, List<String> rows, List<String> memory) {
        double theirsBefore = server == null ? 0 : server.heap();
        double seriesBefore = server == null ? 0 : server.headSeries();
        long oursBefore = heap();
        ItopsSide ours = new ItopsSide(data);
        Duration appending = Duration.ZERO;
        for (int round = 1; round < PromData.IN_A_WINDOW; round++) {
            Duration begun = Cpu.own();
            ours.append(round);
            appending = appending.plus(Cpu.own().minus(begun));
        }
        double samples = 2.0 * data.size() * (PromData.IN_A_WINDOW - 1);
        double oursHeap = (double) (heap() - oursBefore) / ours.seriesCount();
        String theirsHeap = "-";
        if (server != null) {
            server.write(data, 1, PromData.IN_A_WINDOW - 1);
            theirsHeap = number((server.heap() - theirsBefore) / (server.headSeries() - seriesBefore));
        }
        memory.add(String.format(
                Locale.ROOT,
                "| %,d | %s | %s | %s |",
                2 * data.size(),
                number(oursHeap),
                theirsHeap,
                number(appending.toNanos() / samples)));
        int next = check(data, ours);
        for (PromRule rule : PromRule.values()) {
            String row = row(data, rule, ours, next);
            out.println(row);
            rows.add(row);
            next += WARM_UP + rounds;
        }
    }

    /** Goes through the slots until alerts fire, and gives the next round. */
    private int check(PromData data, ItopsSide ours) {
        int first = PromData.IN_A_WINDOW;
        for (int round = first; round < first + PromRule.SLOTS_TO_FIRE; round++) {
            append(data, ours, round);
            Instant slot = PromData.slot(round);
            for (PromRule rule : PromRule.values()) {
                ours.evaluate(rule, slot);
                requireEqual(data, ours, rule, slot);
            }
        }
        for (PromRule rule : PromRule.values()) {
            Map<Labels, Double> elements = ours.elements(rule, PromData.slot(first + PromRule.SLOTS_TO_FIRE - 1));
            if (rule.alerts() && !ours.firing(rule).equals(elements.keySet())) {
                throw new IllegalStateException("of " + rule + " not all alerts fire, or others");
            }
        }
        return first + PromRule.SLOTS_TO_FIRE;
    }

    private void requireEqual(PromData data, ItopsSide ours, PromRule rule, Instant slot) {
        Map<Labels, Double> elements = ours.elements(rule, slot);
        Expected.require(rule, data, elements);
        if (server != null) {
            String answer = server.query(rule.expression(data.size()), slot);
            Evaluated.requireEqual(rule.name(), elements, server.elements(answer));
        }
    }

    private void append(PromData data, ItopsSide ours, int round) {
        ours.append(round);
        if (server != null) {
            server.write(data, round, round);
        }
    }

    private String row(PromData data, PromRule rule, ItopsSide ours, int firstRound) {
        int times = times(seriesTimed, data.size());
        List<Double> our = new ArrayList<>();
        List<Double> their = new ArrayList<>();
        for (int round = firstRound; round < firstRound + WARM_UP + rounds; round++) {
            append(data, ours, round);
            Instant slot = PromData.slot(round);
            double perSeries = 1e3 * times * data.size();
            our.add(timed(Cpu::own, times, i -> ours.evaluate(rule, slot.plusMillis(i))) / perSeries);
            if (server != null) {
                String expression = rule.expression(data.size());
                their.add(timed(server::cpu, times, i -> server.query(expression, slot.plusMillis(i))) / perSeries);
            }
            requireEqual(data, ours, rule, slot.plusMillis(times - 1));
        }
        double ourMedian = median(our);
        double theirMedian = median(their);
        measured.add(new Verdict.Measured(data.size(), rule.words(), ourMedian, theirMedian));
        return String.format(
                Locale.ROOT,
                "| %,d | %s | %.2f | %s | %s |",
                data.size(),
                rule.words(),
                ourMedian,
                server == null ? "-" : String.format(Locale.ROOT, "%.2f", theirMedian),
                server == null ? "-" : String.format(Locale.ROOT, "1 : %.1f", theirMedian / ourMedian));
    }

    /** How often a rule over so many series is run in one timing. */
    static int times(int seriesTimed, int size) {
        return Math.max(1, Math.min(MOST_TIMES, seriesTimed / size));
    }

    /** The processor time of some runs, in nanoseconds. */
    private static double timed(Supplier<Duration> cpu, int times, IntConsumer run) {
        Duration begun = cpu.get();
        for (int i = 0; i < times; i++) {
            run.accept(i);
        }
        return cpu.get().minus(begun).toNanos();
    }

    private static double median(List<Double> all) {
        List<Double> timed = all.stream().skip(WARM_UP).sorted().toList();
        return timed.isEmpty() ? Double.NaN : timed.get(timed.size() / 2);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static long heap() {
        // twice: what the first collection only finds unreachable the second one frees
        Runtime.getRuntime().gc();
        Runtime.getRuntime().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
