package io.itops.prometheus.promqltest;

import com.google.re2j.Pattern;
import io.itops.monitoring.metric.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an {@code eval} is to give. Filled while it is read, not changed afterwards. Confined to one thread. */
final class Expected {
    /** The kinds of {@code expect} lines that have a text. */
    enum Kind {
        FAIL,
        WARN,
        NO_WARN,
        INFO,
        NO_INFO,
        ORDERED
    }

    /**
     * A text that is asked for: exactly, by a pattern, or any.
     *
     * @param exact the whole text
     * @param pattern a pattern to be found in it
     */
    record Wanted(@Nullable String exact, @Nullable Pattern pattern) {
        static final Wanted ANY = new Wanted(null, null);

        boolean meets(String text) {
            if (exact != null) {
                return exact.equals(text);
            }
            return pattern == null || pattern.matcher(text).find();
        }

        @Override
        public String toString() {
            return exact != null ? '"' + exact + '"' : pattern == null ? "any" : '/' + pattern.pattern() + '/';
        }
    }

    /**
     * A series that is expected.
     *
     * @param place its place among the lines, from 1
     * @param line the series
     */
    record Entry(int place, SeriesLine line) {}

    /** How many series a description has, and points of one. */
    static final int SHOWN = 10;

    private final Map<Kind, List<Wanted>> lines = new LinkedHashMap<>();
    private final Map<Labels, Entry> series = new LinkedHashMap<>();
    private int places;

    /** Whether the old form asks for a failure, of whatever text. */
    boolean failing;

    @Nullable
    Double scalar;

    @Nullable
    String text;

    /** The instants of a range vector that an instant query is to give. */
    Statement.@Nullable When vector;

    void expect(Kind kind, Wanted wanted) {
        lines.computeIfAbsent(kind, k -> new ArrayList<>()).add(wanted);
    }

    void expect(SeriesLine line) {
        series.put(line.labels(), new Entry(++places, line));
    }

    List<Wanted> lines(Kind kind) {
        return lines.getOrDefault(kind, List.of());
    }

    boolean has(Kind kind) {
        return lines.containsKey(kind);
    }

    Map<Labels, Entry> series() {
        return series;
    }

    boolean hasHistograms() {
        return series.values().stream().anyMatch(entry -> entry.line().hasHistograms());
    }

    boolean fails() {
        return failing || has(Kind.FAIL);
    }

    /** What is expected, for people. */
    String describe() {
        if (fails()) {
            return "a failure";
        }
        if (scalar != null) {
            return "scalar " + scalar;
        }
        if (text != null) {
            return "string \"" + text + '"';
        }
        return series.isEmpty()
                ? "nothing"
                : series.values().stream()
                                .limit(SHOWN)
                                .map(entry -> entry.line().labels() + " "
                                        + points(entry.line().points()))
                                .collect(Collectors.joining(", "))
                        + (series.size() > SHOWN ? " and " + (series.size() - SHOWN) + " more" : "");
    }

    private static String points(List<Point> points) {
        String shown = points.stream().limit(SHOWN).map(Point::toString).collect(Collectors.joining(" "));
        return points.size() > SHOWN ? shown + " …" : shown;
    }

    /** Two kinds that cannot stand together, or more than one failure. */
    Optional<String> contradiction() {
        if (has(Kind.WARN) && has(Kind.NO_WARN)) {
            return Optional.of("warn and no_warn cannot stand together");
        }
        if (has(Kind.INFO) && has(Kind.NO_INFO)) {
            return Optional.of("info and no_info cannot stand together");
        }
        return lines(Kind.FAIL).size() > 1 ? Optional.of("expect fail can stand once") : Optional.empty();
    }
}
