package io.itops.simulation.check;

import io.itops.core.Ref;
import io.itops.core.store.Commit;
import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Moment;
import io.itops.testkit.simulation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** I6. Goes with every record from state to state by the events that its commits tell, and compares with what they write. */
final class LegalTransitions {
    private static final String INVARIANT = "I6 LegalTransitions";

    private final List<Violation> found = new ArrayList<>();
    private final Map<Ref, Standing> records = new TreeMap<>();

    private LegalTransitions() {}

    /** A record as the last commit about it left it. */
    private record Standing(String state, long version) {
        static final Standing ABSENT = new Standing(StateTable.NONE, 0);
    }

    static List<Violation> check(History history) {
        LegalTransitions check = new LegalTransitions();
        for (Moment moment : history.moments()) {
            if (moment instanceof Moment.Committed committed) {
                StateTable.ALL.forEach(table -> check.commit(table, committed));
            }
        }
        return check.found;
    }

    private void commit(StateTable table, Moment.Committed committed) {
        Map<Ref, List<Told>> told = new TreeMap<>();
        Told.about(table.type(), committed)
                .forEach(entry -> told.computeIfAbsent(entry.about(), ref -> new ArrayList<>())
                        .add(entry));
        for (Commit.Put put : committed.commit().puts()) {
            Ref ref = put.record().ref();
            if (ref.type().equals(table.type())) {
                List<Told> events = told.getOrDefault(ref, List.of());
                told.remove(ref);
                put(table, committed, put, events);
            }
        }
        told.forEach((ref, events) -> report(committed, "told " + events.get(0) + " without writing " + ref));
        for (Commit.Expect removal : committed.commit().removals()) {
            if (removal.ref().type().equals(table.type())) {
                Standing before = records.getOrDefault(removal.ref(), Standing.ABSENT);
                if (!table.end(before.state())) {
                    report(committed, "removed " + removal.ref() + " in state " + before.state());
                }
                records.remove(removal.ref());
            }
        }
    }

    private void put(StateTable table, Moment.Committed committed, Commit.Put put, List<Told> events) {
        Ref ref = put.record().ref();
        Standing before = records.getOrDefault(ref, Standing.ABSENT);
        String written = Facts.word(put.record(), table.member());
        if (put.record().version() != before.version() + 1) {
            report(
                    committed,
                    ref + " went from version " + before.version() + " to "
                            + put.record().version());
        }
        if (events.isEmpty()) {
            report(committed, ref + " was written without an event");
        }
        Set<String> states = Set.of(before.state());
        for (Told event : events) {
            Set<String> next = table.after(states, event.what());
            if (next.isEmpty()) {
                report(committed, event + " came in state " + states);
                next = Set.of(written);
            }
            states = next;
        }
        if (!states.contains(written)) {
            report(committed, ref + " was written in state " + written + ", but its events lead to " + states);
        }
        records.put(ref, new Standing(written, put.record().version()));
    }

    private void report(Moment.Committed committed, String what) {
        found.add(new Violation(INVARIANT, what + ", by " + committed.node() + " at " + committed.at()));
    }
}
