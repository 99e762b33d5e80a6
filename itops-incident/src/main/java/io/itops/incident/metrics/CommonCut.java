package io.itops.incident.metrics;

import io.itops.core.ServiceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Up to which time durations of a service are known in all options that differ by them. */
final class CommonCut {
    private CommonCut() {}

    /** The services whose durations differ between options while some of them go on, each with the smallest of the restriction times. */
    static Map<ServiceId, Duration> of(Collection<ResourcingOption> options) {
        Map<ServiceId, List<DurationModel>> models = new TreeMap<>();
        options.forEach(option -> option.services()
                .forEach(cost -> models.computeIfAbsent(cost.service(), key -> new ArrayList<>())
                        .add(cost.duration())));
        Map<ServiceId, Duration> cuts = new TreeMap<>();
        models.forEach((service, of) -> {
            double cut = of.stream().distinct().count() < 2
                    ? Double.POSITIVE_INFINITY
                    : of.stream().mapToDouble(CommonCut::knownUpTo).min().orElse(Double.POSITIVE_INFINITY);
            if (!Double.isInfinite(cut)) {
                cuts.put(service, DurationSample.duration(cut));
            }
        });
        return cuts;
    }

    private static double knownUpTo(DurationModel model) {
        if (!(model instanceof DurationModel.Empirical empirical)) {
            return Double.POSITIVE_INFINITY;
        }
        DurationSample sample = empirical.sample().leftUnseen();
        return MeanRule.horizon(sample).orElseGet(() -> longest(sample));
    }

    /** Where too few are at risk at any time, at least the longest is known to have lasted so long. */
    private static double longest(DurationSample sample) {
        double[] ended = sample.endedSeconds();
        double[] open = sample.openSeconds();
        return Math.max(ended[ended.length - 1], open[open.length - 1]);
    }
}
