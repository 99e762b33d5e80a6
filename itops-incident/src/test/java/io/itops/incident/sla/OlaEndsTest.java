package io.itops.incident.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.itops.core.Actor;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.incident.Incidents;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which clock of a queue is over for good by which end of an incident, and when it was over. */
class OlaEndsTest {
    private static final Actor ANN = Actor.user("ann");

    /** What people do, ten minutes apart. */
    private enum Act {
        TO_STORAGE,
        TO_NETWORK,
        RESOLVE,
        CLOSE,
        REOPEN,
        CANCEL,
        MERGE,
        UNMERGE;

        void on(Shop shop, IncidentId id, IncidentId other) {
            Incidents incidents = shop.incidents;
            switch (this) {
                case TO_STORAGE -> incidents.requeue(id, "storage", "", ANN);
                case TO_NETWORK -> incidents.requeue(id, "network", "", ANN);
                case RESOLVE -> incidents.resolve(id, "", ANN);
                case CLOSE -> incidents.close(id, "", ANN);
                case REOPEN -> incidents.reopen(id, "again", ANN);
                case CANCEL -> incidents.cancel(id, "no incident", ANN);
                case MERGE -> incidents.merge(id, other, "", ANN);
                case UNMERGE -> incidents.unmerge(id, "", ANN);
            }
        }
    }

    /** Acts at the minutes 10, 20, …; lines are queue, from, until, counted minutes, and + for kept, - for broken at 35 minutes. */
    static Stream<Arguments> ends() {
        return Stream.of(
                row("open: the last queue has it still", List.of(Act.TO_STORAGE), "network 0-10: 10 +"),
                row("resolved: it may go on", List.of(Act.TO_STORAGE, Act.RESOLVE), "network 0-10: 10 +"),
                row(
                        "closed: the last queue's clock is over since the resolution",
                        List.of(Act.TO_STORAGE, Act.RESOLVE, Act.CLOSE),
                        "network 0-10: 10 +",
                        "storage 10-20: 10 +"),
                row("closed by the only queue", List.of(Act.RESOLVE, Act.CLOSE), "network 0-10: 10 +"),
                row(
                        "reopened when closed: the clock goes on, nothing is over",
                        List.of(Act.RESOLVE, Act.CLOSE, Act.REOPEN)),
                row(
                        "reopened and closed again: one stay, what was resolved meanwhile not counted",
                        List.of(Act.RESOLVE, Act.CLOSE, Act.REOPEN, Act.RESOLVE, Act.CLOSE),
                        "network 0-40: 20 +"),
                row(
                        "reopened, handed on and closed: each stay once",
                        List.of(Act.RESOLVE, Act.CLOSE, Act.REOPEN, Act.TO_STORAGE, Act.RESOLVE, Act.CLOSE),
                        "network 0-40: 20 +",
                        "storage 40-50: 10 +"),
                row(
                        "closed where it lay before: either stay",
                        List.of(Act.TO_STORAGE, Act.TO_NETWORK, Act.RESOLVE, Act.CLOSE),
                        "network 0-10: 10 +",
                        "storage 10-20: 10 +",
                        "network 20-30: 10 +"),
                row(
                        "too late stays too late",
                        List.of(
                                Act.RESOLVE,
                                Act.REOPEN,
                                Act.RESOLVE,
                                Act.REOPEN,
                                Act.RESOLVE,
                                Act.REOPEN,
                                Act.RESOLVE,
                                Act.CLOSE),
                        "network 0-70: 40 -"),
                row("cancelled: nothing was to be reached", List.of(Act.TO_STORAGE, Act.CANCEL), "network 0-10: 10 +"),
                row("merged: it goes on as another", List.of(Act.TO_STORAGE, Act.MERGE), "network 0-10: 10 +"),
                row(
                        "merged, taken out and closed: as if it had never been merged",
                        List.of(Act.TO_STORAGE, Act.MERGE, Act.UNMERGE, Act.RESOLVE, Act.CLOSE),
                        "network 0-10: 10 +",
                        "storage 10-40: 30 +"),
                row(
                        "resolved, merged, taken out and closed",
                        List.of(Act.RESOLVE, Act.MERGE, Act.UNMERGE, Act.CLOSE),
                        "network 0-10: 10 +"));
    }

    private static Arguments row(String what, List<Act> acts, String... lines) {
        return Arguments.of(what, acts, List.of(lines));
    }

    private static SlaTarget solve(String queue) {
        return SlaTarget.resolve(queue)
                .within(Priority.P2, Duration.ofMinutes(35))
                .ola(queue)
                .build();
    }

    private static long minute(Instant at) {
        return Duration.between(Shop.START, at).toMinutes();
    }

    private static String line(OlaResult result) {
        return result.queue().orElse("nobody") + " " + minute(result.from()) + "-" + minute(result.until()) + ": "
                + result.elapsed().toMinutes() + (result.met() ? " +" : " -");
    }

    private static IncidentId incident(Shop shop, String key, String queue) {
        return shop.incidents
                .enqueue(Trouble.of(key, ServiceId.of("shop"), Severity.SEV2, key), queue, ANN)
                .id();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void whatAgreementsCameTo(String what, List<Act> acts, List<String> lines) {
        try (Shop shop = new Shop(SlaPolicy.of(solve("network"), solve("storage")))) {
            IncidentId id = incident(shop, "errors", "network");
            IncidentId other = incident(shop, "other", "mail");
            for (Act act : acts) {
                shop.passMinutes(10);
                act.on(shop, id, other);
            }
            shop.passMinutes(10);
            assertThat(shop.incidents.sla().results(id).stream().map(OlaEndsTest::line))
                    .as(what)
                    .isEqualTo(lines);
        }
    }

    @Test
    void whatClosesByItselfWasResolvedBefore() {
        try (Shop shop = new Shop(SlaPolicy.of(solve("network")))) {
            IncidentId id = incident(shop, "errors", "network");
            shop.passMinutes(50);
            shop.incidents.resolve(id, "", ANN);
            shop.passMinutes(24 * 60 + 1);
            assertThat(shop.incidents.get(id).state()).isEqualTo(IncidentState.CLOSED);
            assertThat(shop.incidents.sla().results(id))
                    .containsExactly(new OlaResult(
                            "network",
                            Optional.of("network"),
                            Shop.START,
                            Shop.START.plus(Duration.ofMinutes(50)),
                            Duration.ofMinutes(50),
                            Optional.of(Duration.ofMinutes(35)),
                            Optional.of(Shop.START.plus(Duration.ofMinutes(35)))));
        }
    }

    @Test
    void anInstantBeforeTheBeginEndsAResultNoEarlier() {
        SlaTarget network = solve("network");
        SlaMoment lies =
                SlaMoment.of(Shop.START, IncidentCategory.OPEN, Priority.P2).in("network");
        IncidentSla sla =
                IncidentSla.none(IncidentId.of("i1"), Optional.empty()).then(List.of(network), lies);
        SlaMoment closed = SlaMoment.of(Shop.START, IncidentCategory.CLOSED, Priority.P2);
        Instant before = Shop.START.minusSeconds(60);
        assertThat(sla.results(List.of(network), Optional.of(before))).isEmpty();
        IncidentSla ended = sla.then(List.of(network), closed);
        assertThat(ended.results(List.of(network), Optional.empty())).isEmpty();
        assertThat(ended.results(List.of(network), Optional.of(before)))
                .extracting(OlaResult::from, OlaResult::until)
                .containsExactly(tuple(Shop.START, Shop.START));
    }
}
