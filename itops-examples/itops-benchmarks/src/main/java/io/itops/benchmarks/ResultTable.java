package io.itops.benchmarks;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** Results of JMH as a table for a page: medians, since a shared machine now and then stops for others. */
final class ResultTable {
    private ResultTable() {}

    /** One row for each contestant, in the order in which they ran. */
    static String of(Collection<RunResult> results, String unit) {
        StringBuilder out = new StringBuilder("| who | ns ")
                .append(unit)
                .append(", median | least | greatest |\n|---|---|---|---|\n");
        for (RunResult result : results) {
            Statistics statistics = result.getPrimaryResult().getStatistics();
            out.append("| ")
                    .append(result.getParams()
                            .getParam("contestant")
                            .toLowerCase(Locale.ROOT)
                            .replace('_', ' '))
                    .append(" | ")
                    .append(digits(statistics.getPercentile(50)))
                    .append(" | ")
                    .append(digits(statistics.getMin()))
                    .append(" | ")
                    .append(digits(statistics.getMax()))
                    .append(" |\n");
        }
        return out.toString();
    }

    /** Three digits, which is more than such figures are worth. */
    static String digits(double value) {
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%,.0f", value);
    }
}
