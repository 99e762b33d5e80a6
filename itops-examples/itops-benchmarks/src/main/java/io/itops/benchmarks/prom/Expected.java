package io.itops.benchmarks.prom;

import io.itops.monitoring.metric.Labels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the rules must give, worked out from the data alone. */
final class Expected {
    private Expected() {}

    /** Throws where a rule did not give an element for each series in breach alone, or other sums of its jobs. */
    static void require(PromRule rule, PromData data, Map<Labels, Double> elements) {
        if (!rule.alerts()) {
            Evaluated.requireEqual(rule.name(), elements, sums(data));
        } else if (!elements.keySet().equals(breaching(data))) {
            throw new IllegalStateException(
                    rule + " gives " + elements.size() + " elements, which are not those of the series in breach");
        }
    }

    private static Set<Labels> breaching(PromData data) {
        Set<Labels> breaching = new HashSet<>();
        for (int i = 0; i < data.size(); i++) {
            if (PromData.breaches(i)) {
                breaching.add(data.labels("any", i).withoutMetricName());
            }
        }
        return breaching;
    }

    /** Counters grow evenly, so that the rate is the growth of a round over its seconds. */
    private static Map<Labels, Double> sums(PromData data) {
        Map<Labels, Double> growth = new HashMap<>();
        for (int i = 0; i < data.size(); i++) {
            growth.merge(Labels.of("job", PromData.job(i)), (double) data.growth(i), Double::sum);
        }
        growth.replaceAll((job, sum) -> sum / PromData.INTERVAL.toSeconds());
        return growth;
    }
}
