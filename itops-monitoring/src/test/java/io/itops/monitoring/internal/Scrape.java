package io.itops.monitoring.internal;

import io.itops.monitoring.metric.Labels;
import java.util.Map;
import java.util.TreeMap;

/** Reads the text format just far enough to check our names against it; bucket bounds are normalised as Prometheus 3 does. */
final class Scrape {
    private final String line;
    private int at;

    private Scrape(String line) {
        this.line = line;
    }

    static Map<Labels, Double> parse(String text) {
        Map<Labels, Double> samples = new TreeMap<>();
        text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(l -> new Scrape(l).sample(samples));
        return samples;
    }

    private void sample(Map<Labels, Double> samples) {
        Labels.Builder labels = Labels.builder();
        while (line.charAt(at) != '{' && line.charAt(at) != ' ') {
            at++;
        }
        labels.put(Labels.METRIC_NAME, line.substring(0, at));
        if (line.charAt(at) == '{') {
            at++;
            while (line.charAt(at) != '}') {
                int equals = line.indexOf('=', at);
                String name = line.substring(at, equals).replace("\"", "");
                at = equals + 2;
                String value = value();
                boolean number = name.equals("le") || name.equals("quantile");
                labels.put(name, number ? PrometheusNames.number(number(value)) : value);
                at += line.charAt(at) == ',' ? 1 : 0;
            }
            at++;
        }
        samples.put(labels.build(), number(line.substring(at + 1)));
    }

    private String value() {
        StringBuilder out = new StringBuilder();
        while (line.charAt(at) != '"') {
            char c = line.charAt(at++);
            if (c == '\\') {
                char escaped = line.charAt(at++);
                out.append(escaped == 'n' ? '\n' : escaped);
            } else {
                out.append(c);
            }
        }
        at++;
        return out.toString();
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
