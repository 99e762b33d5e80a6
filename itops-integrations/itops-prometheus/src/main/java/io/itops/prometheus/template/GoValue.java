package io.itops.prometheus.template;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * The values of a template that are not plain: beside them there are String, Double (float64), Long (every integer) and Boolean.
 */
sealed interface GoValue {
    /** nil, and the value of a missing key of a map that holds anything. */
    enum Nil implements GoValue {
        NIL
    }

    /** A map, sorted by key in code point order; of texts alone, or of anything. */
    record Dictionary(SortedMap<String, ?> entries, boolean ofTexts) implements GoValue {
        Object get(String key) {
            Object value = entries.get(key);
            return value != null ? value : ofTexts ? "" : Nil.NIL;
        }
    }

    /** A list of samples. */
    record Samples(List<Sample> samples) implements GoValue {}

    /** A pointer to a sample. */
    record Sample(Dictionary labels, double value) implements GoValue {}

    /** What {@code .} is at the top. */
    record Root(Dictionary labels, Dictionary externalLabels, String externalUrl, double value) implements GoValue {}

    /** A point in time, UTC. */
    record Time(Instant instant) implements GoValue {}

    /** A length of time. */
    record Span(long nanos) implements GoValue {}

    /** A month or a day of the week: a number that prints as its name. */
    record Named(String name, long number) implements GoValue {}

    /** The name that Go has for a value's type. */
    static String type(Object value) {
        if (value instanceof String) {
            return "string";
        } else if (value instanceof Double) {
            return "float64";
        } else if (value instanceof Long) {
            return "int";
        } else if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof Dictionary map) {
            return map.ofTexts() ? "map[string]string" : "map[string]interface {}";
        } else if (value instanceof Samples) {
            return "template.queryResult";
        } else if (value instanceof Sample) {
            return "*template.sample";
        } else if (value instanceof Time) {
            return "*time.Time";
        } else if (value instanceof Span) {
            return "time.Duration";
        } else if (value instanceof Named named) {
            return named.name().endsWith("day") ? "time.Weekday" : "time.Month";
        } else if (value instanceof Root) {
            return "struct";
        }
        return "<nil>";
    }

    /** Whether a condition takes the value for true. */
    static boolean truth(Object value) {
        if (value instanceof Boolean given) {
            return given;
        } else if (value instanceof String text) {
            return !text.isEmpty();
        } else if (value instanceof Double number) {
            return number != 0;
        } else if (value instanceof Long number) {
            return number != 0;
        } else if (value instanceof Dictionary map) {
            return !map.entries().isEmpty();
        } else if (value instanceof Samples list) {
            return !list.samples().isEmpty();
        } else if (value instanceof Span span) {
            return span.nanos() != 0;
        } else if (value instanceof Named named) {
            return named.number() != 0;
        }
        return !(value instanceof Nil);
    }
}
