package io.itops.prometheus.text;

import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.metric.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reads one body, line by line. Not thread-safe. */
final class ExpositionReader {
    private static final int MAX_EXEMPLAR = 128;
    private static final double MAX_SECONDS = 9.2e15;
    private static final String QUANTILE = "quantile";

    private final String text;
    private final boolean strict;
    private final TextLimits limits;
    private final Semantics semantics;
    private final List<ExposedSample> samples = new ArrayList<>();
    private final Map<String, MetricMetadata> metadata = new LinkedHashMap<>();
    private final Families families = new Families();
    /** The label that holds the bounds of what was typed last, whatever the names of the samples after it, as in Prometheus. */
    private String bound = "";

    private boolean ended;

    ExpositionReader(String text, TextFormat format, TextLimits limits, Semantics semantics) {
        this.text = text;
        this.strict = format == TextFormat.OPENMETRICS;
        this.limits = limits;
        this.semantics = semantics;
    }

    Exposition read() {
        if (text.length() > limits.characters()) {
            throw new LimitExceededException("characters of an exposition", limits.characters(), text.length());
        }
        int start = 0;
        int number = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            if (end - start > limits.lineLength()) {
                throw new LimitExceededException("characters of a line", limits.lineLength(), end - start);
            }
            number++;
            line(new Line(text, start, end, number));
            start = end + 1;
        }
        if (strict && !ended) {
            throw new Line(text, text.length(), text.length(), number + 1).wrong("end by # EOF");
        }
        return new Exposition(samples, List.copyOf(metadata.values()));
    }

    private void line(Line line) {
        if (ended) {
            throw line.wrong("have nothing after # EOF");
        }
        if (!strict) {
            line.skipBlanks();
            if (line.atEnd()) {
                return;
            }
        }
        if (line.peek() == '#') {
            try {
                comment(line);
            } catch (InvalidInputException e) {
                throw line.wrong("have names and texts that are well-formed (" + e.what() + " must " + e.rule() + ")");
            }
        } else {
            sample(line);
        }
    }

    private void comment(Line line) {
        line.take('#');
        if (strict) {
            strictComment(line);
            return;
        }
        line.skipBlanks();
        if (line.take("HELP ") || line.take("HELP\t")) {
            String name = metadataName(line);
            line.skipBlanks();
            help(name, line.unescapedRest(false));
        } else if (line.take("TYPE ") || line.take("TYPE\t")) {
            String name = metadataName(line);
            line.skipBlanks();
            int place = line.mark();
            MetricType type = switch (line.rest().strip()) {
                case "counter" -> MetricType.COUNTER;
                case "gauge" -> MetricType.GAUGE;
                case "histogram" -> MetricType.HISTOGRAM;
                case "summary" -> MetricType.SUMMARY;
                case "untyped" -> MetricType.UNKNOWN;
                default -> throw line.wrong("have a type: counter, gauge, histogram, summary or untyped", place);
            };
            type(name, type);
        }
    }

    private String metadataName(Line line) {
        line.skipBlanks();
        return line.peek() == '"' ? line.quoted(strict) : line.name(true, "the name of a metric");
    }

    private void strictComment(Line line) {
        line.expect(' ', "have a space after #");
        int place = line.mark();
        if (line.take("EOF")) {
            if (!line.atEnd()) {
                throw line.wrong("have nothing after # EOF");
            }
            ended = true;
            return;
        }
        boolean isHelp = line.take("HELP ");
        boolean isType = !isHelp && line.take("TYPE ");
        boolean isUnit = !isHelp && !isType && line.take("UNIT ");
        if (!isHelp && !isType && !isUnit) {
            throw line.wrong("be TYPE, UNIT, HELP or EOF", place);
        }
        String name = line.peek() == '"' ? line.quoted(true) : line.name(true, "the name of a metric");
        families.begin(line, name, isHelp ? "HELP" : isType ? "TYPE" : "UNIT");
        // the text may be empty, the space before it not be missing
        line.expect(' ', "have one space after the name");
        int value = line.mark();
        if (isHelp) {
            help(name, line.unescapedRest(true));
        } else if (isType) {
            MetricType type = strictType(line, value);
            type(name, type);
            families.type(type);
        } else {
            String unit = line.rest();
            if (!unit.isEmpty() && !name.endsWith('_' + unit)) {
                throw line.wrong("have a unit that the name ends by", value);
            }
            metadata.compute(
                    name,
                    (key, known) -> known == null
                            ? new MetricMetadata(key, MetricType.UNKNOWN, "", unit)
                            : new MetricMetadata(key, known.type(), known.help(), unit));
        }
    }

    private static MetricType strictType(Line line, int place) {
        return switch (line.rest()) {
            case "counter" -> MetricType.COUNTER;
            case "gauge" -> MetricType.GAUGE;
            case "histogram" -> MetricType.HISTOGRAM;
            case "gaugehistogram" -> MetricType.GAUGE_HISTOGRAM;
            case "summary" -> MetricType.SUMMARY;
            case "info" -> MetricType.INFO;
            case "stateset" -> MetricType.STATE_SET;
            case "unknown" -> MetricType.UNKNOWN;
            default -> throw line.wrong("have a type of OpenMetrics", place);
        };
    }

    private void help(String name, String help) {
        MetricMetadata known = metadata.getOrDefault(name, MetricMetadata.of(name));
        metadata.put(name, new MetricMetadata(name, known.type(), help, known.unit()));
    }

    private void type(String name, MetricType type) {
        bound = switch (type) {
            case HISTOGRAM -> Labels.BUCKET_BOUND;
            case SUMMARY -> QUANTILE;
            default -> "";
        };
        MetricMetadata known = metadata.getOrDefault(name, MetricMetadata.of(name));
        metadata.put(name, new MetricMetadata(name, type, known.help(), known.unit()));
    }

    private void sample(Line line) {
        if (samples.size() == limits.samples()) {
            throw new LimitExceededException("samples of an exposition", limits.samples(), samples.size() + 1L);
        }
        int place = line.mark();
        Map<String, String> labels = new TreeMap<>();
        if (line.peek() != '{') {
            labels.put(Labels.METRIC_NAME, line.name(true, "the name of a metric"));
        }
        blanks(line);
        boolean braces = line.take('{');
        if (braces) {
            labels(line, labels, true);
        }
        if (!labels.containsKey(Labels.METRIC_NAME)) {
            throw line.wrong("have the name of a metric", place);
        }
        if (strict) {
            families.sample(line, place, labels.get(Labels.METRIC_NAME));
            line.expect(' ', "have one space before the value");
        } else {
            line.skipBlanks();
        }
        double value = number(line, "a number as its value");
        OptionalLong timestamp = timestamp(line);
        if (strict && line.take(" # ")) {
            exemplar(line);
        }
        blanks(line);
        if (!line.atEnd()) {
            throw line.wrong("end after the sample");
        }
        samples.add(new ExposedSample(labels(line, place, labels), value, timestamp));
    }

    private void blanks(Line line) {
        if (!strict) {
            line.skipBlanks();
        }
    }

    private Labels labels(Line line, int place, Map<String, String> labels) {
        if (labels.size() > limits.labels()) {
            throw new LimitExceededException("labels of a sample", limits.labels(), labels.size());
        }
        try {
            labels.computeIfPresent(
                    bound, (name, value) -> value.length() > Labels.MAX_VALUE ? value : semantics.bound(value));
            return Labels.of(labels);
        } catch (InvalidInputException e) {
            throw line.wrong("have labels that keep their limits (" + e.what() + " must " + e.rule() + ")", place);
        }
    }

    /** Labels after the opening brace, the metric's name in quotes among them. */
    private void labels(Line line, Map<String, String> labels, boolean nameAllowed) {
        blanks(line);
        while (!line.take('}')) {
            int place = line.mark();
            boolean quoted = line.peek() == '"';
            String name = quoted ? line.quoted(strict) : line.name(false, "a label or the closing brace");
            blanks(line);
            boolean isMetric = quoted && (line.peek() == ',' || line.peek() == '}');
            String value = name;
            if (isMetric) {
                name = Labels.METRIC_NAME;
            } else {
                line.expect('=', "have = after the name of a label");
                blanks(line);
                value = line.quoted(strict);
            }
            boolean reserved = name.equals(Labels.METRIC_NAME) && !(isMetric && nameAllowed);
            if (reserved || labels.put(name, value) != null) {
                throw line.wrong("have each label once, and the name of the metric before or in quotes", place);
            }
            if (labels.size() > limits.labels()) {
                throw new LimitExceededException("labels of a sample", limits.labels(), labels.size());
            }
            blanks(line);
            if (!line.take(',') && line.peek() != '}') {
                throw line.wrong("have a comma or the closing brace after a label");
            }
            blanks(line);
        }
    }

    private static double number(Line line, String what) {
        int place = line.mark();
        String word = line.word();
        String lower = word.toLowerCase(Locale.ROOT);
        boolean signed = lower.startsWith("+") || lower.startsWith("-");
        String magnitude = signed ? lower.substring(1) : lower;
        if (magnitude.equals("inf") || magnitude.equals("infinity")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (lower.equals("nan")) {
            return Double.NaN;
        }
        if (!isDecimal(magnitude)) {
            throw line.wrong("have " + what, place);
        }
        double number = Double.parseDouble(word);
        if (Double.isInfinite(number)) {
            throw line.wrong("have " + what + " that 64 bits hold", place);
        }
        return number;
    }

    private static boolean isDecimal(String magnitude) {
        int digits = 0;
        int points = 0;
        int i = 0;
        for (; i < magnitude.length() && magnitude.charAt(i) != 'e'; i++) {
            char c = magnitude.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
            points += c == '.' ? 1 : 0;
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        if (digits == 0 || points > 1) {
            return false;
        }
        return i == magnitude.length() || isExponent(magnitude.substring(i + 1));
    }

    private static boolean isExponent(String text) {
        String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        return !digits.isEmpty() && digits.length() < 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private OptionalLong timestamp(Line line) {
        if (strict) {
            if (line.atEnd() || line.ahead(" # ")) {
                return OptionalLong.empty();
            }
            line.expect(' ', "have one space after the value");
            return OptionalLong.of(seconds(line));
        }
        line.skipBlanks();
        if (line.atEnd()) {
            return OptionalLong.empty();
        }
        int place = line.mark();
        String word = line.word();
        boolean whole = word.matches("-?\\d{1,18}");
        if (!whole) {
            throw line.wrong("have a timestamp in whole milliseconds", place);
        }
        return OptionalLong.of(Long.parseLong(word));
    }

    private static long seconds(Line line) {
        int place = line.mark();
        double seconds = number(line, "a timestamp in seconds");
        if (!(Math.abs(seconds) < MAX_SECONDS)) {
            throw line.wrong("have a finite timestamp", place);
        }
        return (long) (seconds * 1_000);
    }

    private void exemplar(Line line) {
        int place = line.mark();
        line.expect('{', "have the labels of an exemplar");
        Map<String, String> labels = new TreeMap<>();
        labels(line, labels, false);
        long length = labels.entrySet().stream()
                .mapToLong(label -> label.getKey().codePoints().count()
                        + label.getValue().codePoints().count())
                .sum();
        if (length > MAX_EXEMPLAR) {
            throw line.wrong("have at most " + MAX_EXEMPLAR + " characters of labels in an exemplar", place);
        }
        line.expect(' ', "have one space before the value of an exemplar");
        number(line, "the value of an exemplar");
        if (!line.atEnd()) {
            line.expect(' ', "have one space after the value of an exemplar");
            seconds(line);
        }
    }
}
