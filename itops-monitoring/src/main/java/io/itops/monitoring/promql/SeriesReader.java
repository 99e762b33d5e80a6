package io.itops.monitoring.promql;

import io.itops.core.InvalidInputException;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.StaleMarker;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads one series of the short hand, from its labels to its last value. */
final class SeriesReader {
    private static final String VALUE = "a number, _ or stale";

    private final Source source;
    private final List<Run> runs = new ArrayList<>();
    private int count;
    private int at;

    SeriesReader(Source source) {
        this.source = source;
    }

    /** Steps that are written as one: a number, how often, and by how much it grows, or how many there are without a value. */
    private record Run(double value, double step, boolean stepped, boolean gap, int times) {}

    double[] points() {
        double[] points = new double[count];
        int next = 0;
        for (Run run : runs) {
            double value = run.value();
            for (int i = 0; i < run.times(); i++) {
                points[next++] = value;
                // Added step by step, as Prometheus does: a product would round otherwise. Without a step even -0 and
                // the
                // marker stay.
                value = run.stepped() ? value + run.step() : value;
            }
        }
        return points;
    }

    BitSet gaps() {
        BitSet gaps = new BitSet();
        int next = 0;
        for (Run run : runs) {
            if (run.gap()) {
                gaps.set(next, next + run.times());
            }
            next += run.times();
        }
        return gaps;
    }

    /** The labels of a series, where a blank after the name begins the values. */
    Labels labels() {
        return labels(false);
    }

    /** Labels that stand alone, where blanks may part the name from the braces. */
    Labels labelsAlone() {
        Labels labels = labels(true);
        end();
        return labels;
    }

    private Labels labels(boolean alone) {
        skipBlanks();
        int start = at;
        String name = Lexer.isLetter(source.at(at)) || source.at(at) == ':' ? name(true) : "";
        if (alone) {
            skipBlanks();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        if (source.at(at) == '{' && source.at(at + 1) != '{') {
            braces(labels);
        } else if (name.isEmpty()) {
            throw source.refuse(at, "go on with a metric's name or \"{\"", source.shown(at));
        }
        if (!name.isEmpty()) {
            put(labels, start, Labels.METRIC_NAME, name);
        }
        if (source.at(at) == '@') {
            throw source.unsupported(at, Later.START_TIMESTAMPS, source.shown(at, at + 3));
        }
        try {
            return Labels.of(labels);
        } catch (InvalidInputException e) {
            throw source.refuse(start, e);
        }
    }

    private void braces(Map<String, String> labels) {
        at++;
        skipBlanks();
        while (source.at(at) != '}') {
            label(labels);
            skipBlanks();
            if (source.at(at) == ',') {
                at++;
                skipBlanks();
            } else if (source.at(at) != '}') {
                throw source.refuse(at, "go on with \",\" or \"}\"", source.shown(at));
            }
        }
        at++;
    }

    private void label(Map<String, String> labels) {
        int start = at;
        boolean quoted = isQuote(source.at(at));
        if (!quoted && !Lexer.isLetter(source.at(at))) {
            throw source.refuse(at, "go on with a label name or \"}\"", source.shown(at));
        }
        String name = quoted ? string() : name(false);
        skipBlanks();
        if (source.at(at) == '=') {
            at++;
            skipBlanks();
            if (!isQuote(source.at(at))) {
                throw source.refuse(at, "go on with a string", source.shown(at));
            }
            put(labels, start, name, string());
        } else if (quoted) {
            put(labels, start, Labels.METRIC_NAME, name);
        } else {
            throw source.refuse(at, "go on with \"=\"", source.shown(at));
        }
    }

    private void put(Map<String, String> labels, int index, String name, String value) {
        if (labels.putIfAbsent(name, value) != null) {
            throw source.refuse("label", index, "stand once", '"' + name + '"');
        }
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private String string() {
        Token token = Strings.token(source, at);
        at = token.end();
        return token.text();
    }

    private String name(boolean metric) {
        int start = at;
        while (Lexer.isLetter(source.at(at)) || Lexer.isDigit(source.at(at)) || (metric && source.at(at) == ':')) {
            at++;
        }
        return source.slice(start, at);
    }

    private void skipBlanks() {
        while (Lexer.isBlank(source.at(at))) {
            at++;
        }
    }

    /** Refuses whatever still comes. */
    private void end() {
        skipBlanks();
        if (at < source.length()) {
            throw source.refuse(at, "end after the labels", source.shown(at));
        }
    }

    /** Passes what parts the labels from the values, and those from each other. */
    void blank() {
        if (at < source.length() && !Lexer.isBlank(source.at(at))) {
            throw source.refuse(at, "go on with a blank", source.shown(at));
        }
        skipBlanks();
    }

    void values() {
        while (at < source.length()) {
            blank();
            if (at < source.length()) {
                item();
            }
        }
    }

    private void item() {
        if (source.at(at) == '{' && source.at(at + 1) == '{') {
            throw source.unsupported(at, Later.NATIVE_HISTOGRAMS, source.shown(at, at + 2));
        }
        int start = at;
        if (source.at(at) == '_') {
            at++;
            int times = source.at(at) == 'x' ? times() : 1;
            add(start, new Run(0, 0, false, true, times));
            return;
        }
        double value = value();
        double step = 0;
        boolean stepped = source.at(at) == '+' || source.at(at) == '-';
        if (stepped) {
            step = signed();
            if (source.at(at) != 'x') {
                throw source.refuse(at, "go on with \"x\" and how often", source.shown(at));
            }
        }
        // The first value counts apart from its repetitions: 1x2 are three.
        int times = source.at(at) == 'x' ? times() + 1 : 1;
        add(start, new Run(value, step, stepped, false, times));
    }

    private double value() {
        char c = source.at(at);
        if (c == '+' || c == '-') {
            return signed();
        }
        if (!Lexer.isLetter(c)) {
            return number();
        }
        int start = at;
        String word = name(false);
        String lower = word.toLowerCase(Locale.ROOT);
        if (word.equals("stale")) {
            return StaleMarker.VALUE;
        }
        if (!Keywords.isNumber(lower)) {
            throw source.refuse(start, "go on with " + VALUE, source.shown(start, at));
        }
        return Keywords.number(lower);
    }

    private double signed() {
        boolean negative = source.at(at) == '-';
        at++;
        int start = at;
        double value;
        if (Lexer.isLetter(source.at(at))) {
            String word = name(false).toLowerCase(Locale.ROOT);
            if (!Keywords.isNumber(word)) {
                throw source.refuse(start, "go on with a number", source.shown(start, at));
            }
            value = Keywords.number(word);
        } else {
            value = number();
        }
        return negative ? -value : value;
    }

    private double number() {
        char c = source.at(at);
        if (!Lexer.isDigit(c) && !(c == '.' && Lexer.isDigit(source.at(at + 1)))) {
            throw source.refuse(at, "go on with " + VALUE, source.shown(at));
        }
        Token token = Numbers.decimal(source, at, "x");
        at = token.end();
        return token.number();
    }

    private int times() {
        int start = ++at;
        long times = 0;
        while (Lexer.isDigit(source.at(at))) {
            times = Math.min(SeriesNotation.MAX_POINTS + 1L, times * 10 + (source.at(at) - '0'));
            at++;
        }
        if (at == start) {
            throw source.refuse(at, "go on with how often", source.shown(at));
        }
        return (int) times;
    }

    /** Keeps it as it is written: what is wrong further on is found before a million numbers are written out. */
    private void add(int index, Run run) {
        if (count + run.times() > SeriesNotation.MAX_POINTS) {
            throw source.refuse(
                    "series",
                    index,
                    "have at most " + SeriesNotation.MAX_POINTS + " steps",
                    String.valueOf(count + run.times()));
        }
        count += run.times();
        runs.add(run);
    }
}
