package io.itops.benchmarks.prom;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The rules, a group each. */
enum PromRule {
    RATE("rate(ctr_%d[5m]) > 1", "30s"),
    SUM_BY("sum by(job)(rate(ctr_%d[5m]))", ""),
    NEWEST("gau_%d > 100", "1m"),
    AVERAGE("avg_over_time(gau_%d[5m]) > 100", "1m");

    private final String expression;
    private final String hold;

    PromRule(String expression, String hold) {
        this.expression = expression;
        this.hold = hold;
    }

    /** After how many slots in a row an alert has held long enough, the first one included. */
    static final int SLOTS_TO_FIRE = 5;

    boolean alerts() {
        return !hold.isEmpty();
    }

    String expression(int size) {
        return expression.formatted(size);
    }

    /** What a rule records. */
    String recorded(int size) {
        return "job:ctr_" + size + ":rate5m";
    }

    private String yaml(int size) {
        String rule = alerts() ? "alert: " + name() + "\n        for: " + hold : "record: " + recorded(size);
        return """
                  - name: %s
                    interval: 15s
                    rules:
                      - %s
                        expr: %s
                """.formatted(name(), rule, expression(size));
    }

    /** A rule file of all of them. */
    static String file(int size) {
        return Arrays.stream(values()).map(rule -> rule.yaml(size)).collect(Collectors.joining("", "groups:\n", ""));
    }

    /** What a page calls it. */
    String words() {
        return switch (this) {
            case RATE -> "rate > 1";
            case SUM_BY -> "sum by (rate)";
            case NEWEST -> "newest > 100";
            case AVERAGE -> "avg_over_time > 100";
        };
    }
}
