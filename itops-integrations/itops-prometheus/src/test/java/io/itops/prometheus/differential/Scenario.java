package io.itops.prometheus.differential;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.StaleMarker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Series in three phases: calm, trouble, calm. Immutable.
 *
 * @param step the distance of samples and of evaluations
 * @param calm how many steps the first phase has
 * @param trouble how many the second
 * @param rest how many the third
 * @param series how each series goes
 */
record Scenario(Duration step, int calm, int trouble, int rest, Map<Labels, Course> series) {
    /**
     * How a series goes: its level in calm and in trouble, NaN for none; of a counter what it rises by in each step.
     *
     * @param base what a counter begins with
     * @param calm the level in calm
     * @param trouble the level in trouble
     * @param counter whether the levels are added up
     */
    record Course(double base, double calm, double trouble, boolean counter) {
        Course(double calm, double trouble, boolean counter) {
            this(0, calm, trouble, counter);
        }
    }

    int steps() {
        return calm + trouble + rest;
    }

    Duration at(int index) {
        return step.multipliedBy(index);
    }

    boolean inTrouble(int index) {
        return index >= calm && index < calm + trouble;
    }

    void fill(MetricStore store) {
        series.forEach((labels, course) -> {
            double[] values = values(course);
            for (int i = 0; i < values.length; i++) {
                append(store, labels, i, values[i]);
            }
        });
    }

    /** Appends the samples of one step. */
    void fill(MetricStore store, int index) {
        series.forEach((labels, course) -> append(store, labels, index, values(course)[index]));
    }

    private void append(MetricStore store, Labels labels, int index, double value) {
        if (!Double.isNaN(value) || StaleMarker.is(value)) {
            store.append(labels, at(index).toMillis(), value);
        }
    }

    /** One value a step, NaN for none. */
    double[] values(Course course) {
        double[] values = new double[steps()];
        double sum = course.base();
        boolean there = false;
        for (int i = 0; i < values.length; i++) {
            double level = inTrouble(i) ? course.trouble() : course.calm();
            boolean present = !Double.isNaN(level);
            sum += present ? level : 0;
            values[i] = present ? course.counter() ? sum : level : there ? StaleMarker.VALUE : Double.NaN;
            there = present;
        }
        return values;
    }

    /** The values as promtool writes them. */
    List<String> notation(Course course) {
        return Arrays.stream(values(course))
                .mapToObj(value -> Double.isNaN(value) && !StaleMarker.is(value) ? "_" : Promtool.value(value))
                .toList();
    }
}
