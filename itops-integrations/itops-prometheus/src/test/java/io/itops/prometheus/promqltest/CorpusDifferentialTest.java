package io.itops.prometheus.promqltest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.core.ItOpsException;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.SeriesSamples;
import io.itops.monitoring.promql.PromQl;
import io.itops.prometheus.differential.Promtool;
import io.itops.prometheus.differential.Promtool.Answer;
import io.itops.prometheus.differential.Promtool.Asked;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conformance corpus by the rules of 2.42: what is asked of this engine is asked of the real promtool 2.42 too. */
@Tag("data")
class CorpusDifferentialTest {
    private static final String VERSION = "2.42";

    /**
     * Where this engine gives something else by the rules of 2.42, and why. What promtool sums up depends on the order of its series,
     * which is another each time, so it may be right by chance.
     */
    private static final Map<String, List<Places.Place>> KNOWN = Map.of(
            "`histogram_fraction` of classic histograms came later, and is read in every version",
            places(
                    "histograms.test",
                    119,
                    127,
                    135,
                    145,
                    156,
                    172,
                    191,
                    211,
                    228,
                    245,
                    263,
                    281,
                    300,
                    318,
                    335,
                    350,
                    365,
                    380,
                    399,
                    418,
                    437,
                    455,
                    475,
                    488,
                    501,
                    515,
                    529),
            "sums are compensated for rounding, as in newer versions: 2.42 loses small numbers beside great ones",
            Stream.concat(places("aggregators.test", 687, 695).stream(), places("functions.test", 1087, 1149).stream())
                    .toList());

    private static final Pattern BY_THE_RANGE = Pattern.compile("(start|end)\\(\\)");

    /** How many instants of a range are asked for. */
    private static final int INSTANTS = 12;

    /** Above it promtool would evaluate for long. */
    private static final long MAX_POINTS = 20_000;

    /** Of the corpus at hand; a few less where it changes. */
    private static final int MIN_COMPARED = 690;

    @TempDir
    private Path folder;

    /** What this engine answers to a question, and where it stands. */
    private record Ours(Places.Place place, String expr, Answer answer) {}

    /** One state of a store with all that is asked of it. */
    private static final class Round {
        private final List<SeriesSamples> series = new ArrayList<>();
        private final Map<Asked, Ours> asked = new LinkedHashMap<>();
    }

    private EvalOptions options =
            EvalOptions.builder().semantics(Semantics.PROMETHEUS_2_42).build();
    private final List<Round> rounds = new ArrayList<>();
    private final TreeMap<String, Integer> leftOut = new TreeMap<>();

    @BeforeEach
    void needsPromtool() throws Exception {
        String version = Promtool.version().orElse("none");
        assumeTrue(
                version.equals(VERSION),
                () -> "promtool " + VERSION + " is not there (Debian's package prometheus), but " + version);
    }

    private static Path corpus() {
        Path corpus = Path.of(System.getProperty("itops.data", ""), "promql");
        assumeTrue(Files.isDirectory(corpus), () -> "no real data: " + corpus + " is not there");
        return corpus;
    }

    @Test
    void everyEvaluationOfTheCorpusGivesWhatTheRealOneGivesButForWhatIsKnown() throws Exception {
        for (Path file : files(corpus())) {
            read(file);
        }
        Map<Ours, String> different = differences();
        long compared = rounds.stream()
                .flatMap(round -> round.asked.values().stream())
                .map(Ours::place)
                .distinct()
                .count();
        System.out.println("promtool " + VERSION + ": " + compared + " evals compared, " + different.size()
                + " differ, left out: " + leftOut);
        different.keySet().removeIf(ours -> KNOWN.values().stream().anyMatch(places -> places.contains(ours.place())));
        assertThat(different.values()).as("differs for no known reason").isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(MIN_COMPARED);
    }

    @Test
    void whereTheRealOneAnswersOtherwiseStandsOnThePage() throws IOException {
        StringBuilder table = new StringBuilder("| where the real 2.42 answers otherwise | evals |\n|---|---|\n");
        new TreeMap<>(KNOWN)
                .forEach((reason, places) ->
                        table.append("| %s, %d | %s |\n".formatted(reason, places.size(), Places.text(places))));

        assertThat(Files.readString(Path.of(System.getProperty("itops.root"), "docs", "promql.md")))
                .contains(table);
    }

    private static List<Places.Place> places(String file, int... lines) {
        return IntStream.of(lines)
                .mapToObj(line -> new Places.Place(file, line))
                .toList();
    }

    @Test
    void theRulesOfAnotherVersionAreSeen() throws Exception {
        options = EvalOptions.DEFAULTS;
        read(corpus().resolve("functions.test"));

        assertThat(differences().keySet().stream().map(Ours::expr))
                .contains("changes(http_requests[5m])", "increase(http_requests_total[50m])")
                .doesNotContain("rate(http_requests[5m])");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".test"))
                    .sorted()
                    .toList();
        }
    }

    private void read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        TestStore store = new TestStore();
        Round round = new Round();
        boolean changed = true;
        for (Statement statement : Script.read(Files.readString(file))) {
            if (statement instanceof Statement.Clear) {
                store.clear();
                changed = true;
            } else if (statement instanceof Statement.Load load) {
                new Loading(store, load).run();
                changed = true;
            } else if (statement instanceof Statement.Eval eval) {
                if (changed) {
                    round = new Round();
                    rounds.add(round);
                    store.select(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, round.series::add);
                    changed = false;
                }
                ask(new Places.Place(name, eval.line()), eval, store, round);
            }
        }
    }

    private void ask(Places.Place place, Statement.Eval eval, TestStore store, Round round) {
        Statement.When when = eval.when();
        if (when.range() && BY_THE_RANGE.matcher(eval.expr()).find()) {
            leaveOut("start() or end() of a range, which is asked for instant by instant");
            return;
        }
        store.watch();
        SortedMap<Long, Answer> answers = new TreeMap<>();
        try {
            answers.putAll(answers(PromQl.parse(eval.expr(), options.semantics().syntax()), store, when));
        } catch (ItOpsException e) {
            if (Script.notSupported(e).isPresent()) {
                leaveOut("not supported yet");
                return;
            }
            answers.put(when.start(), new Answer(new TreeMap<>(), String.valueOf(e.getMessage())));
        }
        if (store.perhapsNeeded().isPresent() || eval.expected().hasHistograms()) {
            leaveOut("not supported yet");
        } else if (answers.isEmpty()) {
            leaveOut("neither vector nor scalar, which promtool does not ask for");
        } else {
            answers.forEach((at, answer) -> {
                Asked asked = Asked.of(eval.expr(), at);
                round.asked.put(asked, new Ours(place, eval.expr(), answer));
            });
        }
    }

    private void leaveOut(String reason) {
        leftOut.merge(reason, 1, Integer::sum);
    }

    private Map<Long, Answer> answers(Expr expr, TestStore store, Statement.When when) {
        Instant start = Instant.ofEpochMilli(when.start());
        EvalResult result = when.range()
                ? Evaluator.range(
                        expr, store, start, Instant.ofEpochMilli(when.end()), Duration.ofMillis(when.step()), options)
                : Evaluator.evaluate(expr, store, start, options);
        if (result instanceof EvalResult.Failure failure) {
            return Map.of(when.start(), new Answer(new TreeMap<>(), failure.message()));
        }
        Map<Long, Answer> answers = new TreeMap<>();
        if (when.range() && result instanceof EvalResult.Matrix matrix) {
            long steps = (when.end() - when.start()) / when.step();
            for (long i = 0; i <= steps; i += Math.max(1, steps / INSTANTS)) {
                answers.put(when.start() + i * when.step(), new Answer(new TreeMap<>(), ""));
            }
            for (SeriesSamples series : matrix.series()) {
                for (int i = 0; i < series.size(); i++) {
                    double value = series.valueAt(i);
                    Optional.ofNullable(answers.get(series.timestampAt(i)))
                            .ifPresent(answer ->
                                    answer.samples().put(series.labels().toString(), value));
                }
            }
        } else if (result instanceof EvalResult.Vector vector) {
            Answer answer = new Answer(new TreeMap<>(), "");
            vector.samples()
                    .forEach(sample -> answer.samples().put(sample.labels().toString(), sample.value()));
            answers.put(when.start(), answer);
        } else if (result instanceof EvalResult.Scalar scalar) {
            answers.put(when.start(), new Answer(new TreeMap<>(Map.of("{}", scalar.value())), ""));
        }
        return answers;
    }

    /** What differs first of each eval. */
    private Map<Ours, String> differences() throws IOException, InterruptedException {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            files.add("%04d.test.json".formatted(i));
            write(folder.resolve(files.get(i)), rounds.get(i));
        }
        Promtool.Answers answers = Promtool.test(folder, files);
        Map<Ours, String> different = new TreeMap<>(Comparator.comparing(Ours::place));
        for (int i = 0; i < rounds.size(); i++) {
            Map<Asked, Answer> theirs = answers.of(files.get(i));
            String refused = answers.errors().getOrDefault(files.get(i), "");
            rounds.get(i).asked.forEach((asked, ours) -> {
                Answer answer = theirs.getOrDefault(asked, Answer.NOTHING);
                if (!refused.isEmpty()) {
                    different.put(ours, ours + ": the file is refused: " + refused);
                } else if (!same(ours.answer(), answer)) {
                    different.putIfAbsent(
                            ours, "at " + Duration.ofMillis(asked.millis()) + " " + ours + ", promtool " + answer);
                }
            });
        }
        return different;
    }

    private static boolean same(Answer ours, Answer theirs) {
        return ours.error().isEmpty() == theirs.error().isEmpty()
                && ours.samples().keySet().equals(theirs.samples().keySet())
                && ours.samples().entrySet().stream()
                        .allMatch(sample -> Almost.equal(
                                sample.getValue(), theirs.samples().getOrDefault(sample.getKey(), Double.NaN)));
    }

    /** Writes a round as JSON, which is YAML too. A last question reaches behind all samples, so that all of them are loaded. */
    private static void write(Path file, Round round) throws IOException {
        long step = 0;
        long end = 0;
        for (SeriesSamples one : round.series) {
            for (int i = 0; i < one.size(); i++) {
                step = BigInteger.valueOf(step)
                        .gcd(BigInteger.valueOf(one.timestampAt(i)))
                        .longValueExact();
                end = Math.max(end, one.timestampAt(i));
            }
        }
        for (Asked asked : round.asked.keySet()) {
            end = Math.max(end, asked.millis());
        }
        long interval = Math.max(1, step);
        long evaluation = Math.max(60_000, end / 100);
        String series = round.series.stream()
                .map(one -> "{\"series\":" + Promtool.json(one.labels().toString()) + ",\"values\":"
                        + Promtool.json(values(one, interval)) + "}")
                .collect(Collectors.joining(",\n"));
        String asked = round.asked.entrySet().stream()
                .map(entry -> question(entry.getValue().expr(), entry.getKey().millis(), ""))
                .collect(Collectors.joining(",\n"));
        Files.writeString(
                file,
                "{\"evaluation_interval\":\"%dms\",\"tests\":[{\"interval\":\"%dms\",\"input_series\":[%s],\"promql_expr_test\":[%s,%s]}]}"
                        .formatted(
                                evaluation,
                                interval,
                                series,
                                asked,
                                question(
                                        "vector(1)",
                                        (end / evaluation + 1) * evaluation,
                                        ",\"exp_samples\":[{\"labels\":\"{}\",\"value\":1}]")));
    }

    private static String question(String expr, long millis, String more) {
        return "{\"expr\":" + Promtool.json(expr) + ",\"eval_time\":"
                + Promtool.json(Promtool.time(Duration.ofMillis(millis))) + more + "}";
    }

    private static String values(SeriesSamples series, long interval) {
        StringBuilder out = new StringBuilder();
        long next = 0;
        for (int i = 0; i < series.size(); i++) {
            long place = series.timestampAt(i) / interval;
            if (place > next) {
                out.append("_x").append(place - next).append(' ');
            }
            out.append(Promtool.value(series.valueAt(i))).append(' ');
            next = place + 1;
        }
        return out.toString().strip();
    }
}
