package io.itops.monitoring;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.TextExpander;
import java.util.Map;

/** Tells which of several rules some labels speak of, by what the rules put on their alerts. */
final class OwnLabels {
    /** More than the labels that a rule may have. */
    static final int NONE_DIFFERS = 1_000;

    private OwnLabels() {}

    /**
     * The more, the rather these are labels of the rule's alerts: how many of its own labels are among them, and much more where none
     * of its own has another value there. One that is missing does not differ, since an element's labels do not have it yet.
     */
    static int nearness(AlertRule rule, Labels labels) {
        int equal = 0;
        boolean differs = false;
        for (Map.Entry<String, String> own : rule.labels().entrySet()) {
            String given = labels.get(own.getKey());
            if (rule.expander() != TextExpander.PLAIN && own.getValue().contains("{{")) {
                continue;
            }
            boolean same = given.equals(own.getValue());
            equal += same && !given.isEmpty() ? 1 : 0;
            differs |= !same && !given.isEmpty();
        }
        return equal + (differs ? 0 : NONE_DIFFERS);
    }
}
