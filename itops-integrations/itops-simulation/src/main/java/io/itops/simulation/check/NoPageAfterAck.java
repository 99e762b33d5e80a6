package io.itops.simulation.check;

import io.itops.core.delivery.Notification;
import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Moment;
import io.itops.testkit.simulation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** I4. What silences an incident and what makes it heard again, in the order of the commits, against the attempts between them. */
final class NoPageAfterAck {
    private static final String INVARIANT = "I4 NoPageAfterAck";
    private static final String PAGE = "page";

    private static final String BUNDLE = "page-bundle";

    private static final Set<String> SILENCING = Set.of(
            "acknowledged",
            "resumed",
            "requeued",
            "held",
            "mitigated",
            "resolved",
            "closed",
            "cancelled",
            "merged",
            "corrected");
    private static final Set<String> SOUNDING = Set.of(
            "opened",
            "accepted",
            "worsened",
            "hold-lapsed",
            "reopened",
            "unacknowledged",
            "acknowledgement-lapsed",
            "escalated");

    private NoPageAfterAck() {}

    static List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<String, Told> silencedBy = new TreeMap<>();
        for (Moment moment : history.moments()) {
            if (moment instanceof Moment.Committed committed) {
                for (Told told : Told.about("incident", committed)) {
                    if (SILENCING.contains(told.what())) {
                        silencedBy.put(told.about().id(), told);
                    } else if (SOUNDING.contains(told.what())) {
                        silencedBy.remove(told.about().id());
                    } else if (told.what().equals("paged")
                            && silencedBy.containsKey(told.about().id())) {
                        found.add(new Violation(
                                INVARIANT,
                                told + " came after "
                                        + silencedBy.get(told.about().id())));
                    }
                }
            } else if (moment instanceof Moment.Begun begun) {
                Notification page = begun.delivery().notification();
                Told silence = page.kind().equals(BUNDLE)
                        ? ofAll(page, silencedBy)
                        : silencedBy.get(page.subject().id());
                if ((page.kind().equals(PAGE) || page.kind().equals(BUNDLE)) && silence != null) {
                    found.add(new Violation(
                            INVARIANT,
                            "delivery " + begun.delivery().id() + " to " + page.to() + " was begun at " + begun.at()
                                    + " after " + silence));
                }
            }
        }
        return found;
    }

    /** What silenced one of the incidents that a bundle lists, if something silenced each of them. */
    private static @Nullable Told ofAll(Notification bundle, Map<String, Told> silencedBy) {
        Told last = null;
        int all = Integer.parseInt(bundle.facts().getOrDefault("incidents", "0"));
        for (int i = 1; i <= all; i++) {
            last = silencedBy.get(bundle.facts().getOrDefault("incident." + i, ""));
            if (last == null) {
                return null;
            }
        }
        return last;
    }
}
