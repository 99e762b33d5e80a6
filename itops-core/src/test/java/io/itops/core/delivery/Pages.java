package io.itops.core.delivery;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Notifications for tests, told apart by their titles. */
final class Pages {
    static final Ref INCIDENT = Ref.of("incident", "i1");

    private Pages() {}

    static Notification page(String notifier, String address, String title) {
        return of(notifier, address, Urgency.PAGE, title);
    }

    static Notification of(String notifier, String address, Urgency urgency, String title) {
        return new Notification(
                new Destination(notifier, address),
                urgency,
                "page",
                INCIDENT,
                1,
                Severity.SEV2,
                title,
                "",
                new TreeMap<>());
    }

    static List<String> send(ItOps ops, Notification... notifications) {
        return ops.transact(Actor.user("ann"), unit -> {
            List<String> ids = new ArrayList<>();
            for (Notification notification : notifications) {
                ids.add(unit.send(notification));
            }
            return ids;
        });
    }
}
