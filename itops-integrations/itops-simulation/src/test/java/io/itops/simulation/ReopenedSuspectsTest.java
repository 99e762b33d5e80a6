package io.itops.simulation;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.change.Changes;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.PlanStep;
import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.review.ReviewDraft;
import io.itops.incident.workflow.Incident;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReopenedSuspectsTest {
    private static final Actor KIM = Actor.user("kim");
    private static final ServiceId CHECKOUT = ServiceId.of("checkout");

    @Test
    void aChangeBetweenTheFirstOpeningAndTheReopeningIsSuspected() {
        ManualClock clock = ManualClock.at("2026-11-24T09:00:00Z");
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .notifier(new RecordingNotifier("pager"))
                .build()) {
            Incidents incidents = Incidents.attach(
                    ops, EscalationPolicy.builder().step("ann", ofMinutes(5)).build());
            Changes changes = Changes.attach(ops);
            ops.accept(Signal.firing("k", CHECKOUT, Severity.SEV2, "errors"));
            ops.runUntil(clock.instant().plus(ofMinutes(1)));
            ops.accept(Signal.resolved("k", CHECKOUT, Severity.SEV2, "fine"));
            ops.runUntil(Instant.parse("2026-11-24T14:00:00Z"));
            var release = changes.propose(
                    Change.normal("guilty release").service("checkout").plan(PlanStep.of("go")), KIM);
            changes.submit(release, KIM);
            changes.assess(release, "fine", Actor.user("lee"));
            changes.approve(release, changes.get(release).content().hash(), Actor.user("dora"));
            changes.start(release, KIM);
            ops.runUntil(Instant.parse("2026-11-24T14:05:00Z"));
            ops.accept(Signal.firing("k", CHECKOUT, Severity.SEV2, "errors again"));
            ops.runUntil(clock.instant().plus(ofMinutes(1)));

            Incident back = incidents.open("k").orElseThrow();
            assertThat(back.openedAt()).isEqualTo(Instant.parse("2026-11-24T09:00:00Z"));
            assertThat(incidents.suspects(back.id()).get(0).cause()).isEqualTo(Optional.of(release.ref()));
            ReviewDraft draft = incidents.reviews().draft(back.id());
            assertThat(draft.suspects().get(0).title()).isEqualTo("guilty release");
            assertThat(draft.timeline().entries())
                    .anySatisfy(entry -> assertThat(entry.subjects()).contains(release.ref()));
        }
    }
}
