package io.itops.monitoring.metric;

import io.itops.core.InvalidInputException;

/** The check of a place in a sequence. */
final class Place {
    private Place() {}

    static int within(int size, int index) {
        if (index < 0 || index >= size) {
            throw new InvalidInputException("index", "be at least 0 and below the size, " + size, index);
        }
        return index;
    }
}
