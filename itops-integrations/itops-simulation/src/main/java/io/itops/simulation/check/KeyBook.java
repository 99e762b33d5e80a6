package io.itops.simulation.check;

import io.itops.core.store.Commit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which incident has which dedup keys, by what the journal tells, and which are open. Not thread-safe; confine to one thread. */
final class KeyBook {
    private static final Set<String> OPENING = Set.of("opened", "reopened", "resumed", "requeued", "held");
    private static final Set<String> ENDING = Set.of("resolved", "closed", "cancelled", "merged");
    private static final Set<String> LEAVING = Set.of("closed", "cancelled");

    private final Map<String, String> own = new TreeMap<>();
    private final Map<String, Set<String>> held = new TreeMap<>();
    private final Set<String> open = new TreeSet<>();
    private final Set<String> openBefore = new TreeSet<>();
    /** What the records of keys say. */
    private final Map<String, String> written = new TreeMap<>();

    Set<String> keys(String incident) {
        return held.computeIfAbsent(incident, unseen -> new TreeSet<>());
    }

    Set<String> open() {
        return open;
    }

    /** The incident that the record of a key names; an empty text if there is no record. */
    String written(String key) {
        return written.getOrDefault(key, "");
    }

    void read(Commit commit) {
        commit.removals().stream()
                .filter(removal -> removal.ref().type().equals("incident-key"))
                .forEach(removal -> written.remove(removal.ref().id()));
        commit.puts().stream()
                .filter(put -> put.record().ref().type().equals("incident-key"))
                .forEach(put -> written.put(
                        put.record().ref().id(), Facts.of(put.record()).text("incident")));
    }

    void follow(Told told) {
        String id = told.about().id();
        String what = told.what();
        if (what.equals("opened")) {
            own.put(id, told.data().object("trouble").text("dedupKey"));
        }
        if (OPENING.contains(what)) {
            open.add(id);
            keys(id).add(own.getOrDefault(id, ""));
        } else if (what.equals("absorbed")) {
            keys(id).addAll(told.data().names("keys"));
        } else if (what.equals("unmerged")) {
            keys(told.data().text("from")).removeAll(told.data().names("keys"));
            keys(id).addAll(told.data().names("keys"));
            if (openBefore.remove(id)) {
                open.add(id);
            }
        } else if (what.equals("split-off")) {
            keys(id).remove(told.data().text("dedupKey"));
        } else if (ENDING.contains(what)) {
            end(id, what);
        }
    }

    private void end(String id, String what) {
        boolean was = open.remove(id);
        if (what.equals("merged")) {
            keys(id).clear();
            if (was) {
                openBefore.add(id);
            }
        } else if (LEAVING.contains(what)) {
            keys(id).clear();
        }
    }
}
