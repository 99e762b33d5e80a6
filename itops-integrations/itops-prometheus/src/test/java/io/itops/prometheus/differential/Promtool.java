package io.itops.prometheus.differential;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.StaleMarker;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real promtool, as a process. Asked for samples while it is told that there are none, it prints those that there are, with their
 * expression and time.
 */
public final class Promtool {
    private static final Pattern ASKED = Pattern.compile("\\s*expr: (\".*\"), time: (\\S+?),(?: err: (.*))? *");
    private static final Pattern FILE = Pattern.compile("Unit Testing:\\s+(\\S+)");
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|[ywdhms])");
    private static final Map<String, Long> MILLIS = Map.of(
            "ms",
            1L,
            "s",
            1_000L,
            "m",
            60_000L,
            "h",
            3_600_000L,
            "d",
            86_400_000L,
            "w",
            604_800_000L,
            "y",
            31_536_000_000L);

    /** As Go quotes what texts of tests have. */
    private static final Map<Integer, String> ESCAPED = Map.of(
            (int) '"',
            "\\\"",
            (int) '\\',
            "\\\\",
            (int) '\n',
            "\\n",
            (int) '\t',
            "\\t",
            (int) '\r',
            "\\r",
            0xfffd,
            "\ufffd");

    private Promtool() {}

    /** The version, where the program is there. */
    public static Optional<String> version() throws IOException, InterruptedException {
        try {
            String said = run(List.of("promtool", "--version"), Path.of("."));
            Matcher version = Pattern.compile("version (\\d+\\.\\d+)").matcher(said);
            return version.find() ? Optional.of(version.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What was asked.
     *
     * @param expr the expression, quoted as promtool quotes it
     * @param millis the time
     */
    public record Asked(String expr, long millis) {
        /** The question that a test file asks. */
        public static Asked of(String expr, long millis) {
            StringBuilder quoted = new StringBuilder("\"");
            expr.codePoints().forEach(c -> quoted.append(ESCAPED.getOrDefault(c, Character.toString(c))));
            return new Asked(quoted.append('"').toString(), millis);
        }
    }

    /**
     * What promtool finds.
     *
     * @param samples values by labels
     * @param error why there are none, empty where nothing is wrong
     */
    public record Answer(SortedMap<String, Double> samples, String error) {
        /** Nothing was found. */
        public static final Answer NOTHING = new Answer(new TreeMap<>(), "");
    }

    /**
     * The answers of files to what they ask; there is none where nothing was found. Of a file that is refused as a whole the reason
     * stands in the errors.
     */
    public record Answers(Map<String, Map<Asked, Answer>> byFile, Map<String, String> errors) {
        /** What a file answers. */
        public Map<Asked, Answer> of(String file) {
            return byFile.getOrDefault(file, Map.of());
        }
    }

    /** Runs test files, which expect that all they ask for is absent. */
    public static Answers test(Path folder, List<String> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        command.addAll(files);
        Map<String, Map<Asked, Answer>> answers = new TreeMap<>();
        Map<String, String> errors = new TreeMap<>();
        String file = "";
        Asked asked = new Asked("", -1);
        for (String line : run(command, folder).lines().toList()) {
            Matcher begins = FILE.matcher(line);
            Matcher at = ASKED.matcher(line);
            if (begins.find()) {
                file = begins.group(1);
                answers.put(file, new HashMap<>());
            } else if (at.matches()) {
                asked = new Asked(at.group(1), millis(at.group(2)));
                if (at.group(3) != null) {
                    put(answers, file, asked, new Answer(new TreeMap<>(), at.group(3)));
                }
            } else if (line.strip().startsWith("got: ")) {
                put(answers, file, asked, new Answer(samples(line.strip().substring("got: ".length())), ""));
            } else if (!line.isBlank() && !line.strip().matches("FAILED:|SUCCESS|exp: nil")) {
                errors.merge(file, line.strip(), (a, b) -> a + "; " + b);
            }
        }
        return new Answers(answers, errors);
    }

    private static void put(Map<String, Map<Asked, Answer>> answers, String file, Asked asked, Answer answer) {
        answers.computeIfAbsent(file, name -> new HashMap<>()).put(asked, answer);
    }

    /** All that it says, in the order in which it says it. */
    private static String run(List<String> command, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static long millis(String duration) {
        Matcher part = DURATION.matcher(duration);
        long millis = 0;
        while (part.find()) {
            millis += Long.parseLong(part.group(1)) * MILLIS.getOrDefault(part.group(2), 0L);
        }
        return millis;
    }

    /** A time as promtool reads it. */
    public static String time(Duration time) {
        return time.toMillis() + "ms";
    }

    /** A text in JSON, which is YAML too. */
    public static String json(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < ' ') {
                out.append("\\u%04x".formatted(c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }

    /** A value of a series as promtool reads it. */
    public static String value(double value) {
        if (StaleMarker.is(value)) {
            return "stale";
        }
        return Double.isFinite(value)
                ? new BigDecimal(value).toPlainString()
                : Double.toString(value).replace("inity", "");
    }

    private static SortedMap<String, Double> samples(String got) {
        SortedMap<String, Double> samples = new TreeMap<>();
        int at = 0;
        while (got.startsWith("{", at)) {
            Map<String, String> labels = new TreeMap<>();
            at++;
            while (got.charAt(at) != '}') {
                int equals = got.indexOf('=', at);
                String name = got.substring(at, equals);
                StringBuilder value = new StringBuilder();
                at = equals + 2;
                while (got.charAt(at) != '"') {
                    char c = got.charAt(at++);
                    if (c == '\\') {
                        char escaped = got.charAt(at++);
                        value.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
                    } else {
                        value.append(c);
                    }
                }
                labels.put(name, value.toString());
                at++;
                while (got.charAt(at) == ',' || got.charAt(at) == ' ') {
                    at++;
                }
            }
            int next = got.indexOf(", {", at);
            int end = next < 0 ? got.length() : next;
            samples.put(
                    Labels.of(labels).toString(),
                    number(got.substring(at + 1, end).strip()));
            at = next < 0 ? end : next + 2;
        }
        return samples;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
