package io.itops.monitoring.eval;

import io.itops.monitoring.metric.Labels;

/**
 * An element of a vector under way. The metric's name is dropped only at the end, so that what lies above can still see it; {@code
 * dropName} says that it will be.
 */
record Element(Labels labels, double value, boolean dropName, Origin origin) {
    Element with(double other) {
        return new Element(labels, other, dropName, origin);
    }
}
