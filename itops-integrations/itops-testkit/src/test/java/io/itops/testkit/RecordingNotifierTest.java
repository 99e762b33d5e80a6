package io.itops.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.store.InMemoryStore;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecordingNotifierTest {
    @Test
    void remembersWhatAnInstanceSentInOrder() {
        var clock = ManualClock.at("2026-11-24T02:00:00Z");
        var pager = new RecordingNotifier("pager");
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .notifier(pager)
                .build()) {
            ops.run(Actor.system("test"), unit -> unit.send(page("ann")));
            ops.run(Actor.system("test"), unit -> unit.send(page("bob")));
            assertThat(pager.recipients()).isEmpty();
            ops.runUntil(clock.instant());
            assertThat(pager.recipients()).containsExactly("ann", "bob");
            assertThat(pager.deliveries()).extracting(Delivery::attempt).containsExactly(1, 1);
            assertThat(pager.deliveries()).extracting(Delivery::notification).containsExactly(page("ann"), page("bob"));
            pager.clear();
            assertThat(pager.deliveries()).isEmpty();
        }
    }

    private static Notification page(String who) {
        return new Notification(
                new Destination("pager", who),
                Urgency.PAGE,
                "page",
                Ref.of("incident", "checkout"),
                1,
                Severity.SEV2,
                "error rate above 5 %",
                "",
                new TreeMap<>());
    }
}
