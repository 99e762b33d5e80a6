package io.itops.benchmarks.prom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the SDK takes little enough beside Prometheus in the same run: over many series, a share of its processor time a series and
 * rule.
 *
 * @param from from how many series on this must hold
 * @param share what part of Prometheus' time the SDK may take at most
 */
record Verdict(int from, double share) {
    /** A quarter, over 100,000 series and more. */
    static final Verdict STANDARD = new Verdict(100_000, 0.25);

    /**
     * What one rule took over so many series.
     *
     * @param size how many series
     * @param rule the rule, for people
     * @param ours the SDK's time a series
     * @param theirs that of Prometheus, NaN where it was not there
     */
    record Measured(int size, String rule, double ours, double theirs) {}

    /** The rows that must be within the share and are not; a time that is no number never is. */
    List<Measured> missed(List<Measured> rows) {
        return rows.stream()
                .filter(row -> row.size() >= from && !(row.ours() <= share * row.theirs()))
                .toList();
    }

    /** The verdict as lines. */
    List<String> told(List<Measured> rows) {
        List<Measured> judged = rows.stream().filter(row -> row.size() >= from).toList();
        if (judged.isEmpty()) {
            return List.of(
                    String.format(Locale.ROOT, "No verdict: nothing was measured over %,d series or more.", from));
        }
        List<String> lines = new ArrayList<>();
        for (Measured row : missed(rows)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "MISSED: %s over %,d series must take at most %.2f of Prometheus' CPU a series, but took %.2f.",
                    row.rule(),
                    row.size(),
                    share,
                    row.ours() / row.theirs()));
        }
        return lines.isEmpty()
                ? List.of(String.format(
                        Locale.ROOT,
                        "Held: over %,d series or more each rule took at most %.2f of Prometheus' CPU a series.",
                        from,
                        share))
                : lines;
    }
}
