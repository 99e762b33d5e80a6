package io.itops.incident.review;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What decisions of reviews rest on. */
final class Given {
    private Given() {}

    static Incident resolved() {
        ManualClock clock = ManualClock.at("2026-01-04T00:00:00Z");
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .ids(IdSource.seeded(3))
                .notifier(new RecordingNotifier("pager"))
                .build()) {
            Incidents incidents = Incidents.attach(
                    ops,
                    EscalationPolicy.builder().step("ann", Duration.ofDays(1)).build());
            Actor ann = Actor.user("ann");
            Incident declared =
                    incidents.declare(Trouble.of("k", ServiceId.of("checkout"), Severity.SEV2, "slow"), ann);
            return incidents.resolve(declared.id(), "", ann);
        }
    }

    static ReviewFacts facts(List<LessonCheck> checks) {
        return new ReviewFacts(
                Actor.user("ann"),
                1,
                Optional.of(resolved()),
                Optional.empty(),
                List.of(),
                Contacts.through("pager"),
                ReviewOptions.DEFAULTS,
                List.of(),
                checks);
    }

    static ReviewFacts facts() {
        return facts(List.of());
    }
}
