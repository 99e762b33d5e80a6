package io.itops.simulation.check;

import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** I7. Who holds each dedup key, from the entry that opens an incident or opens it again to the one that ends it. */
final class SingleOpenIncident {
    private static final Set<String> OPENING = Set.of("opened", "reopened", "resumed", "requeued", "held");
    private static final Set<String> ENDING = Set.of("resolved", "closed", "cancelled");

    private SingleOpenIncident() {}

    static List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<String, String> keys = new TreeMap<>();
        Map<String, String> holders = new TreeMap<>();
        for (Told told : Told.about("incident", history)) {
            String incident = told.about().id();
            if (told.what().equals("opened")) {
                keys.put(incident, told.data().object("trouble").text("dedupKey"));
            }
            String key = keys.getOrDefault(incident, "");
            if (OPENING.contains(told.what())) {
                String other = holders.put(key, incident);
                if (other != null && !other.equals(incident)) {
                    found.add(new Violation(
                            "I7 SingleOpenIncidentPerKey",
                            told + " came while incident " + other + " of the same key " + key + " was open"));
                }
            } else if (ENDING.contains(told.what())) {
                holders.remove(key, incident);
            }
        }
        return found;
    }
}
