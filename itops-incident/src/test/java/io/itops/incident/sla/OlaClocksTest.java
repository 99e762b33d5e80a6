package io.itops.incident.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.itops.core.Actor;
import io.itops.core.InvalidInputException;
import io.itops.core.Reason;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.record.Tree;
import io.itops.incident.IncidentOptions;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Agreements between teams and contracts of vendors: whoever has the incident is bound, beside what was promised to customers. */
class OlaClocksTest {
    private static final Actor ANN = Actor.user("ann");
    private static final Instant START = Shop.START;

    private static SlaTarget customer() {
        return SlaTarget.resolve("customer")
                .within(Priority.P1, Duration.ofHours(4))
                .within(Priority.P2, Duration.ofHours(8))
                .build();
    }

    private static SlaTarget.Builder solve(String name) {
        return SlaTarget.resolve(name)
                .within(Priority.P1, Duration.ofMinutes(30))
                .within(Priority.P2, Duration.ofMinutes(60));
    }

    private static IncidentId queued(Shop shop, String queue) {
        return shop.incidents
                .enqueue(Trouble.of("errors", ServiceId.of("shop"), Severity.SEV2, "errors"), queue, ANN)
                .id();
    }

    private static Instant minute(long minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void whoHandsAnIncidentOnEndsItsOwnClockAndStartsThatOfTheOtherQueueWhileTheCustomersRunsOn() {
        try (Shop shop = new Shop(SlaPolicy.of(
                        customer(),
                        solve("network").ola("network").build(),
                        solve("storage").ola("storage").build())
                .telling("boss"))) {
            IncidentId id = queued(shop, "network");
            shop.passMinutes(20);
            shop.incidents.acknowledge(id, ANN);
            shop.passMinutes(15);
            shop.incidents.requeue(id, "storage", "disks", ANN);
            assertThat(shop.incidents.sla().results(id))
                    .containsExactly(new OlaResult(
                            "network",
                            Optional.of("network"),
                            START,
                            minute(35),
                            Duration.ofMinutes(35),
                            Optional.of(Duration.ofMinutes(60)),
                            Optional.empty()));
            shop.passMinutes(75);
            assertThat(shop.news(id))
                    .containsExactly(
                            "0 started [customer, network]",
                            "35 met [network]",
                            "35 started [storage]",
                            "80 warned [storage]",
                            "95 breached [storage]");
            assertThat(shop.reading(id, "storage").breachesAt()).contains(minute(95));
            assertThat(shop.reading(id, "storage").party()).contains("storage");
            assertThat(shop.reading(id, "network").met()).isTrue();
            assertThat(shop.reading(id, "customer").elapsed()).isEqualTo(Duration.ofMinutes(110));
            assertThat(shop.pager.deliveries().stream()
                            .map(sent -> sent.notification().title())
                            .filter(title -> title.contains("storage of storage")))
                    .as("the boss is told of the warning and of the breach")
                    .hasSize(2);
            shop.incidents.resolve(id, "", ANN);
            assertThat(shop.reading(id, "storage").stage()).isEqualTo(SlaStage.COMPLETED);
            assertThat(shop.reading(id, "storage").met()).isFalse();
            assertThat(shop.reading(id, "customer").met()).isTrue();
        }
    }

    @Test
    void whatComesBackToAQueueStartsAnewAndWhatWasStaysInTheHistory() {
        try (Shop shop =
                new Shop(SlaPolicy.of(solve("network").ola("network").build(), customer()), "network", "storage")) {
            IncidentId id = queued(shop, "network");
            shop.passMinutes(70);
            shop.incidents.requeue(id, "storage", "", ANN);
            shop.passMinutes(100);
            shop.incidents.requeue(id, "network", "", ANN);
            shop.passMinutes(10);
            assertThat(shop.reading(id, "network").elapsed()).isEqualTo(Duration.ofMinutes(10));
            assertThat(shop.reading(id, "network").breached()).isFalse();
            shop.incidents.requeue(id, "storage", "", ANN);
            assertThat(shop.incidents.sla().results(id))
                    .extracting(OlaResult::from, OlaResult::until, OlaResult::breachedAt, OlaResult::met)
                    .containsExactly(
                            tuple(START, minute(70), Optional.of(minute(60)), false),
                            tuple(minute(170), minute(180), Optional.empty(), true));
            assertThat(shop.news(id))
                    .contains("60 breached [network]", "70 completed-late [network]", "180 met [network]");
            shop.passMinutes(500);
            assertThat(shop.news(id))
                    .filteredOn(line -> line.contains("network"))
                    .hasSize(6);
        }
    }

    @Test
    void anAgreementOfAllBindsWhoHasNoneOfTheirOwnOneAfterTheOther() {
        try (Shop shop = new Shop(SlaPolicy.of(
                solve("all").ola().build(), solve("network").ola("network").build()))) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.passMinutes(10);
            shop.incidents.requeue(id, "network", "", ANN);
            assertThat(shop.reading(id, "all").stage()).isEqualTo(SlaStage.COMPLETED);
            shop.passMinutes(10);
            shop.incidents.requeue(id, "storage", "", ANN);
            shop.passMinutes(10);
            shop.incidents.requeue(id, "mail", "", ANN);
            shop.passMinutes(45);
            assertThat(shop.incidents.sla().results(id))
                    .extracting(OlaResult::target, OlaResult::queue)
                    .containsExactly(
                            tuple("all", Optional.empty()),
                            tuple("network", Optional.of("network")),
                            tuple("all", Optional.of("storage")));
            assertThat(shop.reading(id, "all").party()).contains("mail");
            assertThat(shop.reading(id, "all").elapsed()).isEqualTo(Duration.ofMinutes(45));
            assertThat(shop.news(id))
                    .containsExactly(
                            "0 started [all]",
                            "10 met [all]",
                            "10 started [network]",
                            "20 met [network]",
                            "20 started [all]",
                            "30 met [all]",
                            "30 started [all]",
                            "75 warned [all]");
        }
    }

    @Test
    void theIncidentStaysWithItsQueueWhoeverHasItAndPausesWhileItWaits() {
        SlaTarget answer = SlaTarget.respond("answer")
                .within(Priority.P2, Duration.ofMinutes(30))
                .ola("network")
                .build();
        try (Shop shop =
                new Shop(SlaPolicy.of(answer, solve("solve").ola("network").build()))) {
            IncidentId id = queued(shop, "network");
            shop.passMinutes(10);
            shop.incidents.acknowledge(id, ANN);
            shop.passMinutes(10);
            shop.incidents.hold(id, Hold.of(HoldReason.CALLER, "which disk"), ANN);
            shop.passMinutes(300);
            assertThat(shop.reading(id, "solve").stage()).isEqualTo(SlaStage.PAUSED);
            shop.incidents.resume(id, "", ANN);
            shop.passMinutes(10);
            shop.incidents.unacknowledge(id, "", ANN);
            assertThat(shop.reading(id, "solve").elapsed()).isEqualTo(Duration.ofMinutes(30));
            assertThat(shop.reading(id, "answer").met()).isTrue();
            assertThat(shop.incidents.sla().results(id))
                    .extracting(OlaResult::target, OlaResult::until)
                    .containsExactly(tuple("answer", minute(10)));
            shop.incidents.resolve(id, "", ANN);
            shop.passMinutes(100);
            shop.incidents.reopen(id, "", ANN);
            shop.passMinutes(5);
            assertThat(shop.reading(id, "solve").elapsed())
                    .as("reopened, it lies with the same queue")
                    .isEqualTo(Duration.ofMinutes(35));
        }
    }

    @Test
    void aWorsePriorityCountsFromWhenTheQueueGotIt() {
        try (Shop shop = new Shop(SlaPolicy.of(solve("network").ola("network").build()))) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.passMinutes(100);
            shop.incidents.requeue(id, "network", "", ANN);
            shop.passMinutes(20);
            shop.fire(Severity.SEV1);
            assertThat(shop.reading(id, "network").breachesAt()).contains(minute(130));
            assertThat(shop.reading(id, "network").elapsed()).isEqualTo(Duration.ofMinutes(20));
        }
    }

    @Test
    void whatIfAsksForAHandOver() {
        try (Shop shop = new Shop(SlaPolicy.of(
                solve("network").ola("network").build(),
                solve("storage").ola("storage").build()))) {
            IncidentId id = queued(shop, "network");
            shop.passMinutes(20);
            SlaMoment handedOn =
                    SlaMoment.of(minute(50), IncidentCategory.OPEN, Priority.P2).in("storage");
            assertThat(shop.incidents.sla().whatIf(id, handedOn))
                    .extracting(SlaReading::target, SlaReading::stage, SlaReading::breachesAt)
                    .containsExactly(
                            tuple("network", SlaStage.COMPLETED, Optional.empty()),
                            tuple("storage", SlaStage.IN_PROGRESS, Optional.of(minute(110))));
            assertThat(shop.incidents
                            .sla()
                            .whatIf(
                                    id,
                                    handedOn.at(minute(60)),
                                    handedOn.at(minute(90)).in("network")))
                    .extracting(SlaReading::target, SlaReading::breachesAt)
                    .as("there and back: a clock of its own for either time")
                    .containsExactly(tuple("network", Optional.of(minute(150))), tuple("storage", Optional.empty()));
            assertThat(shop.incidents.sla().readings(id)).hasSize(1);
        }
    }

    @Test
    void aMergeThatIsUndoneGivesTheQueueItsClockBack() {
        try (Shop shop = new Shop(SlaPolicy.of(solve("network").ola("network").build()))) {
            IncidentId id = queued(shop, "network");
            IncidentId other = shop.incidents
                    .declare(Trouble.of("other", ServiceId.of("shop"), Severity.SEV2, "errors"), ANN)
                    .id();
            shop.passMinutes(10);
            shop.incidents.merge(id, other, "", ANN);
            assertThat(shop.reading(id, "network").stage()).isEqualTo(SlaStage.CANCELLED);
            shop.passMinutes(10);
            shop.incidents.unmerge(id, "", ANN);
            assertThat(shop.incidents.get(id).queue()).contains("network");
            assertThat(shop.reading(id, "network").stage()).isEqualTo(SlaStage.IN_PROGRESS);
            assertThat(shop.reading(id, "network").breachesAt()).contains(minute(60));
        }
    }

    @Test
    void theVendorThatIsWaitedForPicksItsContract() {
        SlaTarget disks = SlaTarget.resolve("disks")
                .within(Priority.P2, Duration.ofMinutes(120))
                .underpinning("disks & co")
                .build();
        SlaTarget lines = SlaTarget.resolve("lines")
                .within(Priority.P2, Duration.ofMinutes(40))
                .underpinning("lines inc")
                .build();
        SlaTarget others = SlaTarget.resolve("others")
                .within(Priority.P2, Duration.ofMinutes(480))
                .underpinning()
                .build();
        try (Shop shop = new Shop(SlaPolicy.of(customer(), disks, lines, others))) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.incidents.hold(id, Hold.forVendor("disks & co", "ticket 1"), ANN);
            shop.passMinutes(30);
            shop.incidents.hold(id, Hold.forVendor("lines inc", "ticket 2"), ANN);
            shop.passMinutes(50);
            shop.incidents.hold(id, Hold.forVendor("someone else", ""), ANN);
            shop.passMinutes(10);
            shop.incidents.hold(id, Hold.of(HoldReason.VENDOR, ""), ANN);
            shop.passMinutes(5);
            shop.incidents.hold(id, Hold.forVendor("disks & co", "ticket 1"), ANN);
            shop.passMinutes(5);
            shop.incidents.resume(id, "", ANN);
            assertThat(shop.reading(id, "disks").elapsed()).isEqualTo(Duration.ofMinutes(35));
            assertThat(shop.reading(id, "disks").party()).contains("disks & co");
            assertThat(shop.reading(id, "lines").elapsed()).isEqualTo(Duration.ofMinutes(50));
            assertThat(shop.reading(id, "lines").breachesAt()).contains(minute(70));
            assertThat(shop.reading(id, "others").elapsed()).isEqualTo(Duration.ofMinutes(15));
            assertThat(shop.reading(id, "customer").elapsed()).isEqualTo(Duration.ZERO);
            assertThat(shop.incidents.get(id).status()).isEqualTo("acknowledged");
        }
    }

    @Test
    void aVendorWithoutAContractIsRefusedWhereThereIsNoneForAllOthers() {
        SlaTarget disks = SlaTarget.resolve("disks")
                .within(Priority.P2, Duration.ofMinutes(120))
                .underpinning("disks & co")
                .build();
        try (Shop shop = new Shop(SlaPolicy.of(disks))) {
            IncidentId id = shop.fire(Severity.SEV2);
            assertThat(shop.incidents.sla().readings(id))
                    .as("no clock before it is waited for")
                    .isEmpty();
            assertThatThrownBy(() -> shop.incidents.hold(id, Hold.forVendor("disks and co", ""), ANN))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("the vendor must be one of disks & co, but was disks and co");
            assertThatThrownBy(() -> shop.incidents.hold(id, Hold.of(HoldReason.VENDOR, ""), ANN))
                    .hasMessageContaining("but was not named");
            shop.incidents.hold(id, Hold.of(HoldReason.CHANGE, ""), ANN);
            shop.incidents.hold(id, Hold.forVendor("disks & co", "ticket 1"), ANN);
            assertThat(shop.incidents.get(id).status()).isEqualTo("on hold (vendor disks & co: ticket 1)");
            assertThat(shop.reading(id, "disks").breachesAt()).contains(minute(120));
        }
        assertThatThrownBy(() -> new Hold(HoldReason.CHANGE, Optional.of("disks & co"), "", Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("vendor must be given for a vendor and nowhere else");
    }

    @Test
    void aQueueThatIsMistypedIsRefusedWhereQueuesAreKnown() {
        try (Shop shop = new Shop(SlaPolicy.of(customer()), "network", "storage")) {
            assertThatThrownBy(() -> queued(shop, "netwrok"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("the queue must be one of network, storage, but was netwrok");
            IncidentId id = queued(shop, "network");
            assertThatThrownBy(() -> shop.incidents.requeue(id, "strage", "", ANN))
                    .isInstanceOf(RefusedException.class)
                    .satisfies(e -> assertThat(((RefusedException) e).reasons())
                            .extracting(Reason::code)
                            .containsExactly("unknown-queue"));
            assertThat(shop.incidents.get(id).queue()).contains("network");
            shop.incidents.requeue(id, "storage", "", ANN);
        }
        assertThatThrownBy(() -> new Shop(SlaPolicy.of(solve("x").ola("netwrok").build()), "network"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("queue must be one of network, but was \"netwrok\"");
        assertThat(IncidentOptions.of(EscalationPolicy.builder()
                                .step("ann", Duration.ofHours(1))
                                .build())
                        .rules()
                        .places()
                        .known("any"))
                .isEqualTo("any");
    }

    @Test
    void anIncidentThatLiesWithNoQueueKeepsNothingOfAgreements() {
        try (Shop shop = new Shop(
                SlaPolicy.of(customer(), solve("network").ola("network").build()))) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.incidents.acknowledge(id, ANN);
            Tree.Obj kept = IncidentSla.TYPE
                    .shape()
                    .write(shop.ops.records().get(IncidentSla.TYPE, id.value()).value());
            assertThat(kept.members()).containsOnlyKeys("incident", "clocks");
            assertThat(((Tree.Obj) kept.members().get("clocks")).members()).containsOnlyKeys("customer");
            assertThat(kept.toString()).doesNotContain("since").doesNotContain("queue");
        }
    }

    @Test
    void anAgreementBindsAQueueAndAContractAVendorOrNobodyByName() {
        SlaTarget network = solve("network").ola("network").build();
        assertThatThrownBy(() -> SlaClock.start(network, SlaMoment.of(START, IncidentCategory.OPEN, Priority.P1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("queue of the first moment must be one that network binds, but was \"none\"");
        assertThatThrownBy(() -> solve("x").ola("")).isInstanceOf(InvalidInputException.class);
        SlaTarget own =
                solve("own").ola("network").service(ServiceId.of("shop")).build();
        SlaTarget all = solve("all").ola().build();
        SlaPolicy policy = SlaPolicy.of(network, own, all);
        assertThat(policy.targets(ServiceId.of("shop")))
                .extracting(SlaTarget::name)
                .containsExactly("own", "all");
        assertThat(policy.targets(ServiceId.of("ledger")))
                .extracting(SlaTarget::name)
                .containsExactly("network", "all");
        assertThat(policy.target(ServiceId.of("shop"), "all").orElseThrow().exempt())
                .containsExactly("network");
        assertThat(policy.target(ServiceId.of("shop"), "network")).contains(network);
    }

    @Test
    void vendorsAreCheckedByNameWhereTheContractsHoldForAllServices() {
        SlaTarget acme = solve("acme").underpinning("acme").build();
        SlaTarget globex = solve("globex")
                .underpinning("globex")
                .service(ServiceId.of("wiki"))
                .build();
        assertThat(SlaPolicy.of(acme, globex).vendors()).containsExactly("acme", "globex");
        assertThat(SlaPolicy.of(globex).vendors())
                .as("a contract of the wiki alone says nothing of the vendors of others")
                .isEmpty();
        assertThat(SlaPolicy.of(acme, solve("others").underpinning().build()).vendors())
                .as("a contract for all other vendors takes any")
                .isEmpty();
    }
}
