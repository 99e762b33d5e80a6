package io.itops.incident.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Clocks of queues and vendors beside an incident on which people act at random: they are the fold of its moments. */
class OlaDeskProperties {
    private static final Actor ANN = Actor.user("ann");
    private static final String[] QUEUES = {"network", "storage", "mail"};
    private static final String[] VENDORS = {"acme", "globex"};

    private static SlaTarget target(SlaTarget.Builder target, int minutes) {
        return target.within(Priority.P1, Duration.ofMinutes(minutes))
                .within(Priority.P2, Duration.ofMinutes(2L * minutes))
                .build();
    }

    private static final SlaPolicy POLICY = SlaPolicy.of(
            target(SlaTarget.resolve("customer"), 240),
            target(SlaTarget.resolve("network").ola("network"), 30),
            target(SlaTarget.respond("answer").ola("network"), 10),
            target(SlaTarget.resolve("others").ola(), 60),
            target(SlaTarget.resolve("acme").underpinning("acme"), 45),
            target(SlaTarget.resolve("vendors").underpinning(), 90));

    private static void act(Shop shop, IncidentId id, Random random) {
        String queue = QUEUES[random.nextInt(QUEUES.length)];
        String vendor = VENDORS[random.nextInt(VENDORS.length)];
        switch (random.nextInt(11)) {
            case 0, 1, 2 -> shop.incidents.requeue(id, queue, "", ANN);
            case 3 -> shop.incidents.acknowledge(id, ANN);
            case 4 -> shop.incidents.hold(id, Hold.forVendor(vendor, ""), ANN);
            case 5 -> shop.incidents.hold(id, Hold.of(HoldReason.CALLER, "which one"), ANN);
            case 6 -> shop.incidents.resume(id, "", ANN);
            case 7 -> shop.fire(random.nextBoolean() ? Severity.SEV1 : Severity.SEV2);
            case 8 -> shop.incidents.close(id, "", ANN);
            case 9 -> shop.incidents.reopen(id, "again", ANN);
            default -> shop.incidents.resolve(id, "", ANN);
        }
    }

    /** When a closed incident was resolved, by the end of its last stay. */
    private static Optional<Instant> resolvedForGood(Incident incident) {
        return incident.state() == IncidentState.CLOSED ? incident.milestones().resolvedAt() : Optional.empty();
    }

    private static SlaMoment moment(Shop shop, Incident incident) {
        return new SlaMoment(
                shop.clock.instant(),
                incident.state().category(),
                incident.hold().map(Hold::reason),
                incident.hold().flatMap(Hold::vendor),
                incident.queue(),
                incident.priority());
    }

    @Property(tries = 25)
    void whatIsKeptBesideAnIncidentIsTheFoldOfItsMoments(@ForAll long seed) {
        Random random = new Random(seed);
        try (Shop shop = new Shop(POLICY)) {
            IncidentId id = shop.fire(Severity.SEV2);
            List<SlaTarget> targets = POLICY.targets(ServiceId.of("shop"));
            IncidentSla fold =
                    IncidentSla.none(id, Optional.empty()).then(targets, moment(shop, shop.incidents.get(id)));
            for (int i = 0; i < 12; i++) {
                shop.passMinutes(random.nextInt(40));
                try {
                    act(shop, id, random);
                } catch (RefusedException e) {
                    // the table does not allow it: nothing has changed
                }
                fold = fold.then(targets, moment(shop, shop.incidents.get(id)));
                SlaMoment now = moment(shop, shop.incidents.get(id));
                IncidentSla kept = shop.ops
                        .records()
                        .get(IncidentSla.TYPE, id.value())
                        .value()
                        .then(targets, now);
                assertThat(lines(kept)).isEqualTo(lines(fold));
                assertThat(kept.past()).isEqualTo(fold.past());
                assertThat(shop.incidents.sla().results(id))
                        .isEqualTo(fold.results(targets, resolvedForGood(shop.incidents.get(id))));
            }
            long told = shop.news(id).stream()
                    .filter(line -> line.contains("breached"))
                    .flatMap(line -> List.of(line.replaceAll(".*\\[|]", "").split(", ")).stream())
                    .count();
            long broken = fold.past().stream()
                            .filter(result -> result.breachedAt().isPresent())
                            .count()
                    + fold.clocks().values().stream()
                            .filter(entry -> entry.clock().breachedAt().isPresent())
                            .count();
            assertThat(told).as("each breach is told once").isEqualTo(broken);
        }
    }

    /** The clocks, but for what was told of them. */
    private static List<String> lines(IncidentSla sla) {
        List<String> lines = new ArrayList<>();
        sla.clocks().forEach((name, entry) -> lines.add(name + ": " + entry.clock()));
        return lines;
    }
}
