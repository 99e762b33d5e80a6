package io.itops.simulation.check;

import io.itops.core.Ref;
import io.itops.core.journal.JournalEvent;
import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Moment;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry that a commit wrote about a record.
 *
 * @param in the commit
 * @param event the entry
 * @param about the record
 */
record Told(Moment.Committed in, JournalEvent event, Ref about) {
    /** The entries about records of a type, in the order in which they were written. */
    static List<Told> about(String type, History history) {
        List<Told> all = new ArrayList<>();
        for (Moment moment : history.moments()) {
            if (moment instanceof Moment.Committed committed) {
                all.addAll(about(type, committed));
            }
        }
        return all;
    }

    /** The entries of a commit about records of a type. */
    static List<Told> about(String type, Moment.Committed committed) {
        List<Told> all = new ArrayList<>();
        for (JournalEvent event : committed.commit().events()) {
            if (isAbout(type, event)) {
                for (Ref subject : event.subjects()) {
                    if (subject.type().equals(type)) {
                        all.add(new Told(committed, event, subject));
                        break;
                    }
                }
            }
        }
        return all;
    }

    private static boolean isAbout(String type, JournalEvent event) {
        return event.type().startsWith(type)
                && event.type().length() > type.length()
                && event.type().charAt(type.length()) == '.';
    }

    /** What happened, without the type: {@code paged}. */
    String what() {
        return event.type().substring(event.type().indexOf('.') + 1);
    }

    Facts data() {
        return new Facts(event.data());
    }

    @Override
    public String toString() {
        return event.type() + " of " + about + " at " + event.at() + " (" + in.at() + ")";
    }
}
