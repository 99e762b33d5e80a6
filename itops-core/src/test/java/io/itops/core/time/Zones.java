package io.itops.core.time;

import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;

/** The zones that the machine knows by itself. */
final class Zones {
    private Zones() {}

    /** Without those that ical4j registers in the whole process when it reads a calendar: they have no rules until one is read. */
    static List<String> ids() {
        return new TreeSet<>(ZoneId.getAvailableZoneIds())
                .stream().filter(id -> !id.startsWith("ical4j")).toList();
    }
}
