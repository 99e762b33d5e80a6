package io.itops.simulation.check;

import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Moment;
import io.itops.testkit.simulation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** I7. Who holds each dedup key, from the entry that opens an incident or opens it again to the one that ends it, merges and splits included. */
final class SingleOpenIncident {
    private static final String INVARIANT = "I7 SingleOpenIncidentPerKey";

    private final List<Violation> found = new ArrayList<>();
    private final KeyBook book = new KeyBook();
    private final Set<String> reported = new TreeSet<>();

    private SingleOpenIncident() {}

    static List<Violation> check(History history) {
        return check(history.moments());
    }

    static List<Violation> check(List<Moment> moments) {
        SingleOpenIncident check = new SingleOpenIncident();
        for (Moment moment : moments) {
            if (moment instanceof Moment.Committed committed) {
                check.commit(Told.about("incident", committed));
            }
        }
        return check.found;
    }

    private void commit(List<Told> all) {
        all.forEach(book::follow);
        if (all.isEmpty()) {
            return;
        }
        TreeMap<String, String> holders = new TreeMap<>();
        for (String incident : book.open()) {
            for (String key : book.keys(incident)) {
                String other = holders.put(key, incident);
                if (other != null && reported.add(key + ' ' + other + ' ' + incident)) {
                    found.add(new Violation(
                            INVARIANT,
                            all.get(0) + " left incidents " + other + " and " + incident + " of the same key " + key
                                    + " open"));
                }
            }
        }
    }
}
