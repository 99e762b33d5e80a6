package io.itops.simulation.check;

import io.itops.core.store.Commit;
import io.itops.core.store.StoredRecord;
import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Moment;
import io.itops.testkit.simulation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** I16. Follows merges, splits and parts: no circles, no merge twice, no key or timer lost, and what is taken out stands as it stood. */
final class MergeLaws {
    private static final String INVARIANT = "I16 MergeLaws";

    /** With these in the same commit, what was taken out has moved on since. */
    private static final Set<String> MOVING = Set.of("resolved", "reopened");

    private final List<Violation> found = new ArrayList<>();
    private final KeyBook book = new KeyBook();
    private final Map<String, StoredRecord> records = new TreeMap<>();
    private final Map<String, StoredRecord> before = new TreeMap<>();
    private final Map<String, String> into = new TreeMap<>();
    private final Map<String, String> parents = new TreeMap<>();

    private MergeLaws() {}

    static List<Violation> check(History history) {
        return check(history.moments());
    }

    static List<Violation> check(List<Moment> moments) {
        MergeLaws check = new MergeLaws();
        for (Moment moment : moments) {
            if (moment instanceof Moment.Committed committed) {
                check.commit(committed);
            }
        }
        return check.found;
    }

    private void commit(Moment.Committed committed) {
        List<Told> all = Told.about("incident", committed);
        Set<String> touched = new TreeSet<>();
        for (Told told : all) {
            String id = told.about().id();
            switch (told.what()) {
                case "merged" -> merged(told, id, all, touched);
                case "unmerged" -> unmerged(told, id, touched);
                case "linked" -> linked(told, id);
                case "split-off" -> touched.add(id);
                default -> {
                    // nothing else touches on several incidents
                }
            }
            book.follow(told);
        }
        book.read(committed.commit());
        for (Commit.Put put : committed.commit().puts()) {
            if (put.record().ref().type().equals("incident")) {
                records.put(put.record().ref().id(), put.record());
            }
        }
        all.stream()
                .filter(told -> told.what().equals("unmerged"))
                .forEach(told -> asItStood(told, told.about().id(), all));
        touched.forEach(id -> keysOf(committed, id));
    }

    private void merged(Told told, String id, List<Told> all, Set<String> touched) {
        String target = told.data().text("into");
        if (into.containsKey(id)) {
            report(told, "came though it had gone into " + into.get(id) + " before");
        }
        into.put(id, target);
        if (circle(into, id)) {
            report(told, "led back to itself");
        }
        StoredRecord record = records.get(id);
        if (record != null) {
            before.put(id, record);
        }
        Set<String> had = new TreeSet<>(book.keys(id));
        Set<String> given = new TreeSet<>();
        all.stream()
                .filter(other -> other.what().equals("absorbed")
                        && other.about().id().equals(target)
                        && other.data().text("child").equals(id))
                .forEach(other -> given.addAll(other.data().names("keys")));
        if (!had.equals(given)) {
            report(told, "had the keys " + had + ", but gave " + given + " to " + target);
        }
        touched.add(target);
    }

    private void unmerged(Told told, String id, Set<String> touched) {
        if (into.remove(id) == null) {
            report(told, "came though it was not merged");
        }
        touched.add(id);
        touched.add(told.data().text("from"));
    }

    private void linked(Told told, String id) {
        if (told.data().has("parent")) {
            parents.put(id, told.data().text("parent"));
        } else {
            parents.remove(id);
        }
        if (circle(parents, id)) {
            report(told, "put it above itself");
        }
    }

    private static boolean circle(Map<String, String> up, String first) {
        Set<String> seen = new TreeSet<>();
        for (String at = first; at != null; at = up.get(at)) {
            if (!seen.add(at)) {
                return true;
            }
        }
        return false;
    }

    /** Unless its keys have told another tale meanwhile, it is in the state in which it was merged, with the timer of its next step. */
    private void asItStood(Told told, String id, List<Told> all) {
        StoredRecord earlier = before.remove(id);
        StoredRecord now = records.get(id);
        boolean moved = all.stream().anyMatch(other -> other.about().id().equals(id) && MOVING.contains(other.what()));
        if (earlier == null || now == null || moved) {
            return;
        }
        String state = Facts.word(earlier, "state");
        if (!Facts.word(now, "state").equals(state)) {
            report(told, "was " + state + " before, but came back as " + Facts.word(now, "state"));
        }
        @Nullable String due = nextStep(earlier);
        if (!Objects.equals(nextStep(now), due)) {
            report(told, "had its next step at " + due + " before, but at " + nextStep(now) + " after it");
        }
        boolean timed = told.in().commit().jobs().stream()
                .flatMap(job -> job.timer().stream())
                .anyMatch(timer ->
                        timer.subject().equals(told.about()) && timer.name().equals("step"));
        if (state.equals("TRIGGERED") && due != null && !timed) {
            report(told, "has its next step at " + due + ", but no timer for it");
        }
    }

    private static @Nullable String nextStep(StoredRecord record) {
        Facts escalation = Facts.of(record).object("escalation");
        return escalation.has("nextAt") ? escalation.text("nextAt") : null;
    }

    private void keysOf(Moment.Committed committed, String id) {
        for (String key : book.keys(id)) {
            if (!book.written(key).equals(id)) {
                found.add(new Violation(
                        INVARIANT,
                        "key " + key + " belongs to incident " + id + " since " + committed.at()
                                + ", but is written down as that of " + book.written(key)));
            }
        }
    }

    private void report(Told told, String what) {
        found.add(new Violation(INVARIANT, told + " " + what));
    }
}
