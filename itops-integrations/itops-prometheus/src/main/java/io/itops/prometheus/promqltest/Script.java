package io.itops.prometheus.promqltest;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOpsException;
import io.itops.core.Require;
import io.itops.core.SyntaxException;
import io.itops.monitoring.promql.PromQl;
import io.itops.monitoring.promql.SeriesNotation;
import io.itops.prometheus.internal.PatternWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a test file of any grammar version into its statements. What cannot be read becomes a statement of its own, so that the rest
 * of the file is still run. Confined to one thread.
 */
final class Script {
    private static final Pattern COMMAND = Pattern.compile("clear|load\\w*\\s+\\S+|eval\\w*\\s+(instant|range)\\s.*");

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_LINES = 10_000;
    private static final int MAX_POINTS = 250_000;
    private static final int MAX_PATTERNS = 50_000;
    private static final int MAX_MALFORMED = 1_000;

    private static final Map<String, Expected.Kind> KINDS = Map.of(
            "fail", Expected.Kind.FAIL,
            "warn", Expected.Kind.WARN,
            "no_warn", Expected.Kind.NO_WARN,
            "info", Expected.Kind.INFO,
            "no_info", Expected.Kind.NO_INFO,
            "ordered", Expected.Kind.ORDERED);

    private final List<String> lines;
    private final List<Statement> statements = new ArrayList<>();
    private int at;
    private int points;
    private long patterns;
    private int malformed;

    private Script(List<String> lines) {
        this.lines = lines;
    }

    /** The statements of a file, in its order; what is beyond the limits is one malformed statement. */
    static List<Statement> read(String text) {
        if (text.length() > MAX_CHARACTERS || text.lines().limit(MAX_LINES + 1L).count() > MAX_LINES) {
            return List.of(new Statement.Malformed(
                    1,
                    "file",
                    "a file has at most " + MAX_CHARACTERS + " characters and " + MAX_LINES + " lines",
                    Optional.empty()));
        }
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String bare = line.strip();
            lines.add(bare.startsWith("#") ? "" : bare);
        }
        Script script = new Script(lines);
        script.readAll();
        return script.statements;
    }

    private void readAll() {
        for (; at < lines.size() && malformed < MAX_MALFORMED; at++) {
            String line = lines.get(at);
            String command = new Words(line).next().toLowerCase(Locale.ROOT);
            if (command.equals("clear")) {
                statements.add(new Statement.Clear(at + 1));
            } else if (command.startsWith("load")) {
                load(at + 1, line);
            } else if (command.startsWith("eval")) {
                eval(at + 1, line);
            } else if (!line.isEmpty()) {
                malformed(at + 1, line, "no command: clear, load or eval is expected");
                skipBlock();
            }
        }
        while (at < lines.size() && lines.get(at).isEmpty()) {
            at++;
        }
        if (at < lines.size()) {
            statements.add(new Statement.Malformed(
                    at + 1,
                    lines.get(at),
                    "reading ended here: " + malformed + " statements before cannot be read",
                    Optional.empty()));
        }
    }

    private void malformed(int line, String text, String problem) {
        malformed++;
        statements.add(new Statement.Malformed(line, text, problem, Optional.empty()));
    }

    private void malformed(int line, String text, ItOpsException refusal) {
        malformed++;
        statements.add(
                new Statement.Malformed(line, text, String.valueOf(refusal.getMessage()), notSupported(refusal)));
    }

    /** What a refusal says is not there yet, if that is its reason. */
    static Optional<String> notSupported(ItOpsException refusal) {
        return refusal instanceof SyntaxException syntax
                ? syntax.unsupported().map(feature -> feature + " are not supported yet")
                : Optional.empty();
    }

    /** Skips what belongs to a statement that was not understood, but no statement that follows without an empty line. */
    private void skipBlock() {
        while (inBlock() && !COMMAND.matcher(lines.get(at + 1)).matches()) {
            at++;
        }
    }

    private boolean inBlock() {
        return at + 1 < lines.size() && !lines.get(at + 1).isEmpty();
    }

    private void load(int line, String text) {
        Words words = new Words(text);
        String command = words.next();
        boolean histograms = command.equals("load_with_nhcb");
        long step = 0;
        boolean good = histograms || command.equals("load");
        try {
            step = duration(words.rest());
        } catch (ItOpsException e) {
            good = false;
        }
        if (!good) {
            malformed(line, text, "load or load_with_nhcb and a duration are expected");
        }
        List<SeriesLine> series = new ArrayList<>();
        boolean started = false;
        while (inBlock() && malformed < MAX_MALFORMED) {
            String body = lines.get(++at);
            if (new Words(body).next().endsWith("@st")) {
                started = true;
                continue;
            }
            try {
                series.add(series(body));
            } catch (ItOpsException e) {
                malformed(at + 1, body, e);
            }
        }
        if (good) {
            statements.add(new Statement.Load(line, step, histograms, series, started));
        }
    }

    private void eval(int line, String text) {
        Expected expected = new Expected();
        try {
            Words words = new Words(text);
            modifier(words.next(), expected);
            Statement.When when;
            if (words.take("instant")) {
                // the first grammars let the instant be left out
                when = Statement.When.instant(words.take("at") ? duration(words.next()) : 0);
            } else {
                Require.that(words.take("range"), "eval", "be followed by instant or range", text);
                when = times(words);
            }
            String expr = words.rest();
            Require.that(!expr.isEmpty(), "eval", "end with an expression", text);
            expectations(expected, !when.range());
            Optional<String> contradiction = expected.contradiction();
            if (contradiction.isPresent()) {
                malformed(line, text, contradiction.get());
            } else {
                statements.add(new Statement.Eval(line, expr, when, expected));
            }
        } catch (ItOpsException e) {
            malformed(line, text, e);
            skipBlock();
        }
    }

    private SeriesLine series(String body) {
        // Where there are too many, no further line is looked at: each may have a million.
        requirePoints();
        SeriesNotation notation = Notation.notation(body);
        points += notation.points().size();
        requirePoints();
        return Notation.series(notation);
    }

    private void requirePoints() {
        Require.that(points <= MAX_POINTS, "points of the file", "be at most " + MAX_POINTS + " together", points);
    }

    private static long duration(String text) {
        return PromQl.parseDuration(text).toMillis();
    }

    private static Statement.When times(Words words) {
        long[] times = new long[3];
        String[] names = {"from", "to", "step"};
        for (int i = 0; i < names.length; i++) {
            Require.that(words.take(names[i]), "range", "be given as from, to and step", names[i]);
            times[i] = duration(words.next());
        }
        Require.that(times[1] >= times[0], "end of the range", "not be before its start", times[1]);
        Require.that(times[2] > 0, "step", "be positive", times[2]);
        return new Statement.When(true, times[0], times[1], times[2]);
    }

    /** The old forms of what is expected: {@code eval_fail} and its like. */
    private static void modifier(String command, Expected expected) {
        switch (command) {
            case "eval" -> {}
            case "eval_fail" -> expected.failing = true;
            case "eval_warn" -> expected.expect(Expected.Kind.WARN, Expected.Wanted.ANY);
            case "eval_info" -> expected.expect(Expected.Kind.INFO, Expected.Wanted.ANY);
            case "eval_ordered" -> expected.expect(Expected.Kind.ORDERED, Expected.Wanted.ANY);
            default ->
                throw new InvalidInputException(
                        "command", "be eval, eval_fail, eval_warn, eval_info or eval_ordered", command);
        }
    }

    private void expectations(Expected expected, boolean instant) {
        while (inBlock()) {
            String body = lines.get(++at);
            Words words = new Words(body);
            String first = words.next();
            if (expected.failing && first.startsWith("expected_fail_")) {
                expected.expect(Expected.Kind.FAIL, oldFailure(first, words.rest()));
                return;
            }
            if (first.equals("expect")) {
                expectLine(words, body, expected);
                continue;
            }
            Double number = Notation.number(body);
            if (number != null) {
                expected.scalar = number;
                return;
            }
            SeriesLine series = series(body);
            Require.that(
                    !instant || expected.vector != null || series.points().size() <= 1,
                    "series of an instant query",
                    "have one value, or expect range vector",
                    body);
            Require.that(!series.points().isEmpty(), "expected series", "have a value", body);
            expected.expect(series);
        }
    }

    private Expected.Wanted oldFailure(String command, String text) {
        return switch (command) {
            case "expected_fail_message" -> new Expected.Wanted(text, null);
            case "expected_fail_regexp" -> pattern(text);
            default -> throw new InvalidInputException("line", "be expected_fail_message or _regexp", command);
        };
    }

    private void expectLine(Words words, String body, Expected expected) {
        String type = words.next();
        if (type.equals("range") && words.take("vector")) {
            expected.vector = times(words);
            return;
        }
        if (type.equals("string")) {
            expected.text = Notation.string(words.rest());
            return;
        }
        Expected.Kind kind = KINDS.get(type);
        Require.that(
                kind != null,
                "expect",
                "be followed by one of " + KINDS.keySet().stream().sorted().toList(),
                body);
        String rest = words.rest();
        Expected.Wanted wanted;
        if (rest.isEmpty()) {
            wanted = Expected.Wanted.ANY;
        } else if (rest.startsWith("msg:")) {
            wanted = new Expected.Wanted(rest.substring(4).strip(), null);
        } else if (rest.startsWith("regex:")) {
            wanted = pattern(rest.substring(6).strip());
        } else {
            throw new InvalidInputException("expect " + type, "be followed by msg: or regex:", body);
        }
        expected.expect(Objects.requireNonNull(kind), wanted);
    }

    private void requirePatterns() {
        Require.that(
                patterns <= MAX_PATTERNS,
                "patterns of the file",
                "come to at most " + MAX_PATTERNS + " instructions together, classes counted twice",
                patterns);
    }

    private Expected.Wanted pattern(String text) {
        try {
            requirePatterns();
            patterns += PatternWork.of(text).compiling();
            requirePatterns();
            return new Expected.Wanted(null, Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new InvalidInputException("pattern", "be RE2 syntax (" + e.getDescription() + ")", text);
        }
    }
}
