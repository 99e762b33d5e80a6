package io.itops.prometheus.scrape;

import io.itops.core.InvalidInputException;
import io.itops.monitoring.metric.Labels;

/** Puts the labels of a target and of a sample together, within limits. */
final class Relabelling {
    private static final String EXPORTED = "exported_";

    private Relabelling() {}

    static Labels of(ScrapeTarget target, Labels exposed, ScrapeLimits limits) throws ScrapeFailure {
        Labels labels;
        try {
            labels = target.honorLabels() ? honored(target.labels(), exposed) : renamed(target.labels(), exposed);
        } catch (InvalidInputException e) {
            throw new ScrapeFailure(ScrapeOutcome.TOO_LARGE, String.valueOf(e.getMessage()));
        }
        check(labels, limits);
        return labels;
    }

    private static Labels honored(Labels target, Labels exposed) {
        return target.toBuilder().putAll(exposed.asMap()).build();
    }

    private static Labels renamed(Labels target, Labels exposed) {
        Labels.Builder labels = exposed.toBuilder().putAll(target.asMap());
        for (int i = 0; i < target.size(); i++) {
            String name = target.nameAt(i);
            String value = exposed.get(name);
            if (!value.isEmpty()) {
                String free = EXPORTED + name;
                while (!exposed.get(free).isEmpty() || !target.get(free).isEmpty()) {
                    free = EXPORTED + free;
                }
                labels.put(free, value);
            }
        }
        return labels.build();
    }

    private static void check(Labels labels, ScrapeLimits limits) throws ScrapeFailure {
        atMost("labels of a sample", labels.size(), limits.labels());
        for (int i = 0; i < labels.size(); i++) {
            atMost("characters of a label's name", labels.nameAt(i).length(), limits.labelName());
            atMost("characters of a label's value", labels.valueAt(i).length(), limits.labelValue());
        }
    }

    private static void atMost(String what, int value, int limit) throws ScrapeFailure {
        if (value > limit) {
            throw new ScrapeFailure(ScrapeOutcome.TOO_LARGE, what + " must be at most " + limit + ", but was " + value);
        }
    }
}
