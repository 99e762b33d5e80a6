package io.itops.prometheus.differential;

import io.itops.monitoring.metric.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real promtool, as a process. Asked for series while it is told that there are none, it prints those that there are, with their
 * time.
 */
final class Promtool {
    private static final Pattern TIME = Pattern.compile("\\s*expr: \"ALERTS\", time: (\\S+?), *");
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

    private Promtool() {}

    /** The version, where the program is there. */
    static Optional<String> version() throws IOException, InterruptedException {
        try {
            String said = run(List.of("promtool", "--version"), Path.of("."));
            Matcher version = Pattern.compile("version (\\d+\\.\\d+)").matcher(said);
            return version.find() ? Optional.of(version.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The alerts by file and time; of a file that it refuses the reason stands in the errors. */
    record Answers(Map<String, Map<Long, SortedSet<String>>> alerts, Map<String, String> errors) {}

    static Answers test(Path folder, List<String> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        command.addAll(files);
        Map<String, Map<Long, SortedSet<String>>> alerts = new TreeMap<>();
        Map<String, String> errors = new TreeMap<>();
        String file = "";
        long time = -1;
        for (String line : run(command, folder).lines().toList()) {
            Matcher begins = FILE.matcher(line);
            Matcher at = TIME.matcher(line);
            if (begins.find()) {
                file = begins.group(1);
                alerts.put(file, new TreeMap<>());
            } else if (at.matches()) {
                time = millis(at.group(1));
            } else if (line.strip().startsWith("got: ")) {
                alerts.computeIfAbsent(file, name -> new TreeMap<>())
                        .put(time, series(line.strip().substring("got: ".length())));
            } else if (!line.isBlank() && !line.strip().matches("FAILED:|SUCCESS|exp: nil")) {
                errors.merge(file, line.strip(), (a, b) -> a + "; " + b);
            }
        }
        return new Answers(alerts, errors);
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

    static long millis(String duration) {
        Matcher part = DURATION.matcher(duration);
        long millis = 0;
        while (part.find()) {
            millis += Long.parseLong(part.group(1)) * MILLIS.getOrDefault(part.group(2), 0L);
        }
        return millis;
    }

    /** A time as promtool reads it. */
    static String time(Duration time) {
        return time.toMillis() + "ms";
    }

    private static SortedSet<String> series(String got) {
        SortedSet<String> series = new TreeSet<>();
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
            series.add(Labels.of(labels).toString());
            int next = got.indexOf(", {", at);
            at = next < 0 ? got.length() : next + 2;
        }
        return series;
    }
}
