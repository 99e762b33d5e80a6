package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryPolicy;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.signal.Signal;
import io.itops.core.spi.Notifier;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.priority.Priority;
import io.itops.incident.sla.SlaPolicy;
import io.itops.incident.sla.SlaTarget;
import io.itops.testkit.ManualClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What many open incidents take, all that is kept about them included: records, indexes, timers and their part of the journal. */
@Tag("campaign")
class OpenIncidentsMemoryTest {
    /** All of them where there is time for it: {@code -Ditops.incidents=100000}. */
    private static final int INCIDENTS = Integer.getInteger("itops.incidents", 20_000);

    /** What a hundred thousand may take in all, cut down to as many as are opened, but for what does not grow with them. */
    private static final long MOST = 25_000_000 + 3_750L * INCIDENTS;

    private static final EscalationPolicy ESCALATION = EscalationPolicy.builder()
            .step("ann", Duration.ofMinutes(30))
            .step("bob", Duration.ofHours(1))
            .build();
    private static final SlaPolicy SLA = SlaPolicy.of(
            SlaTarget.respond("respond")
                    .within(Priority.P2, Duration.ofMinutes(40))
                    .build(),
            SlaTarget.resolve("resolve")
                    .within(Priority.P2, Duration.ofHours(8))
                    .build());

    /** Keeps nothing. */
    private static final class Pager implements Notifier {
        private int pages;

        @Override
        public String name() {
            return "pager";
        }

        @Override
        public DeliveryResult send(Delivery delivery) {
            pages++;
            return DeliveryResult.ok("paged");
        }
    }

    @Test
    void aHundredThousandOpenIncidentsWithEscalationAndTwoSlaTimersEachFitIntoFourHundredMegabytes() {
        long before = used();
        ManualClock clock = ManualClock.at("2026-11-24T09:00:00Z");
        InMemoryStore store = new InMemoryStore(clock);
        Pager pager = new Pager();
        try (ItOps ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(1))
                .notifier(
                        pager,
                        DeliveryPolicy.builder()
                                .rate(INCIDENTS, Duration.ofMinutes(1))
                                .build())
                .build()) {
            Incidents incidents = Incidents.attach(
                    ops, IncidentOptions.builder().policy(ESCALATION).sla(SLA).build());
            for (int i = 0; i < INCIDENTS; i++) {
                ops.accept(Signal.firing(
                        "checkout-errors-" + i,
                        ServiceId.of("checkout-" + i % 500),
                        Severity.SEV2,
                        "error rate above 5 % on host " + i));
                if (i % 1_000 == 999) {
                    ops.runUntil(clock.instant());
                }
            }
            long used = used() - before;
            System.out.printf("%,d open incidents take %,d bytes, %,d each%n", INCIDENTS, used, used / INCIDENTS);

            assertThat(used).isLessThanOrEqualTo(MOST);
            assertThat(pager.pages).isEqualTo(INCIDENTS);
            assertThat(incidents.open("checkout-errors-" + (INCIDENTS - 1))).isPresent();
            // an hour later the step and the first of the two others are due for each
            Instant later = clock.instant().plus(Duration.ofHours(1));
            assertThat(store.claim(new ClaimRequest(
                                    Set.of("incident.step-timeout"), later, 1_000, Duration.ofMinutes(1)))
                            .claims())
                    .hasSize(1_000);
            assertThat(store.claim(new ClaimRequest(
                                    Set.of("incident.sla-timeout"), later, 1_000, Duration.ofMinutes(1)))
                            .claims())
                    .hasSize(1_000);
            clock.advance(Duration.ofHours(1));
            audited(incidents);
        }
    }

    /** The step of each is overdue: no more is held than a page of incidents and a finding for each of the first. */
    private static void audited(Incidents incidents) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long heap = used();
        long begin = threads.getCurrentThreadCpuTime();
        List<AuditFinding> findings = incidents.analyses().audit(Duration.ofMinutes(5));
        long took = threads.getCurrentThreadCpuTime() - begin;
        System.out.printf(
                "audit of %,d triggered incidents: %,d ms, %,d bytes held%n",
                INCIDENTS, took / 1_000_000, used() - heap);
        assertThat(findings).hasSize(Math.min(INCIDENTS, 1_000));
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
