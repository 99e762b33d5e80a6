package io.itops.simulation.check;

import io.itops.core.delivery.Notification;
import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Moment;
import io.itops.testkit.simulation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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

    private static final Set<String> PAGED = Set.of("paged", "paged-again");

    private NoPageAfterAck() {}

    static List<Violation> check(History history) {
        return check(history.moments());
    }

    static List<Violation> check(List<Moment> moments) {
        List<Violation> found = new ArrayList<>();
        Map<String, Told> silencedBy = new TreeMap<>();
        // what had silenced an incident before it was merged silences it again when it comes back
        Map<String, Optional<Told>> before = new TreeMap<>();
        for (Moment moment : moments) {
            if (moment instanceof Moment.Committed committed) {
                for (Told told : Told.about("incident", committed)) {
                    String id = told.about().id();
                    if (told.what().equals("merged")) {
                        before.put(id, Optional.ofNullable(silencedBy.put(id, told)));
                    } else if (told.what().equals("unmerged")) {
                        silencedBy.remove(id);
                        before.getOrDefault(id, Optional.empty()).ifPresent(earlier -> silencedBy.put(id, earlier));
                    } else if (SILENCING.contains(told.what())) {
                        silencedBy.put(id, told);
                    } else if (SOUNDING.contains(told.what())) {
                        silencedBy.remove(id);
                    } else if (PAGED.contains(told.what()) && silencedBy.containsKey(id)) {
                        found.add(new Violation(INVARIANT, told + " came after " + silencedBy.get(id)));
                    }
                }
            } else if (moment instanceof Moment.Begun begun) {
                silence(begun.delivery().notification(), silencedBy)
                        .ifPresent(silence -> found.add(new Violation(
                                INVARIANT,
                                "delivery " + begun.delivery().id() + " to "
                                        + begun.delivery().notification().to() + " was begun at " + begun.at()
                                        + " after " + silence)));
            }
        }
        return found;
    }

    /** Why a page must not go out any more: a bundle, only if nothing that it tells of may. */
    private static Optional<Told> silence(Notification page, Map<String, Told> silencedBy) {
        if (page.kind().equals(PAGE)) {
            return Optional.ofNullable(silencedBy.get(page.subject().id()));
        }
        if (!page.kind().equals(BUNDLE)) {
            return Optional.empty();
        }
        Optional<Told> last = Optional.empty();
        int all = Integer.parseInt(page.facts().getOrDefault("incidents", "0"));
        for (int i = 1; i <= all; i++) {
            Told silence = silencedBy.get(page.facts().getOrDefault("incident." + i, ""));
            if (silence == null) {
                // it may be told of, or is not listed: what is not listed is not judged
                return Optional.empty();
            }
            last = Optional.of(silence);
        }
        return last;
    }
}
