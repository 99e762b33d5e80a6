package io.itops.incident.request;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.InMemoryStore;
import io.itops.core.time.BusinessCalendar;
import io.itops.testkit.ManualClock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Targets of steps and times to vote in working time. */
class RequestCalendarsTest {
    private static final Actor ANN = Actor.user("ann");
    private static final Actor BOB = Actor.user("bob");

    private static final BusinessCalendar OFFICE = BusinessCalendar.in(ZoneId.of("Europe/Berlin"))
            .open(
                    LocalTime.of(9, 0),
                    LocalTime.of(17, 0),
                    DayOfWeek.MONDAY,
                    DayOfWeek.TUESDAY,
                    DayOfWeek.WEDNESDAY,
                    DayOfWeek.THURSDAY,
                    DayOfWeek.FRIDAY)
            .build();

    /** A Friday, an hour before the office closes; the clocks go back on Sunday. */
    private final ManualClock clock = ManualClock.at("2026-10-23T14:00:00Z");

    private final InMemoryStore store = new InMemoryStore(clock);
    private final ItOps ops = instance();
    private final ServiceRequests requests =
            ServiceRequests.attach(ops, RequestCalendars.none().with("office", OFFICE));

    private ItOps instance() {
        return ItOps.builder().store(store).clock(clock).ids(IdSource.seeded(3)).build();
    }

    @AfterEach
    void close() {
        ops.close();
    }

    private static CatalogueItem item(ApprovalPolicy policy) {
        return CatalogueItem.builder("laptop", "a laptop")
                .approval(policy)
                .step("pick it", "stores", ofHours(8), "office")
                .step("send it", "post", ofHours(8))
                .build();
    }

    private RequestId submitted(ApprovalPolicy policy) {
        requests.catalogue().put(item(policy), ANN);
        RequestId id = requests.draft("laptop", Map.of(), ANN).id();
        requests.execute(id, new RequestCommand.Submit(), ANN).orElseThrow();
        return id;
    }

    private Optional<Instant> due(RequestId id) {
        return requests.get(id).fulfilment().flatMap(Fulfilment::due);
    }

    private void passTo(String instant) {
        ops.runUntil(Instant.parse(instant));
    }

    @Test
    void whatIsTakenOnAFridayIsNotMissedOverTheWeekend() {
        RequestId id = submitted(ApprovalPolicy.none());

        assertThat(due(id)).contains(Instant.parse("2026-10-26T15:00:00Z"));
        passTo("2026-10-26T14:59:59Z");
        assertThat(requests.get(id).breaches()).isZero();
        passTo("2026-10-26T15:00:00Z");
        assertThat(requests.get(id).breaches()).isEqualTo(1);
    }

    @Test
    void aHoldKeepsTheWorkingTimeThatIsLeft() {
        RequestId id = submitted(ApprovalPolicy.none());
        requests.execute(id, new RequestCommand.Take(), BOB).orElseThrow();
        passTo("2026-10-24T12:00:00Z");
        ServiceRequest held =
                requests.execute(id, new RequestCommand.Hold("no parts"), BOB).orElseThrow();

        assertThat(held.fulfilment().flatMap(Fulfilment::left)).contains(ofHours(7));
        passTo("2026-10-28T09:00:00Z");
        requests.execute(id, new RequestCommand.Resume(), BOB).orElseThrow();
        assertThat(due(id)).contains(Instant.parse("2026-10-28T16:00:00Z"));
    }

    @Test
    void aStepWithoutACalendarRunsAroundTheClock() {
        RequestId id = submitted(ApprovalPolicy.none());
        requests.execute(id, new RequestCommand.Take(), BOB).orElseThrow();
        requests.execute(id, new RequestCommand.CompleteStep(""), BOB).orElseThrow();

        assertThat(due(id)).contains(clock.instant().plus(ofHours(8)));
    }

    @Test
    void theTimeToVoteRunsByItsCalendar() {
        RequestId id = submitted(ApprovalPolicy.any("eve").within(ofHours(4), "office"));

        assertThat(requests.get(id).approval().flatMap(Approval::expiresAt))
                .contains(Instant.parse("2026-10-26T11:00:00Z"));
        passTo("2026-10-26T10:59:59Z");
        assertThat(requests.get(id).state()).isEqualTo(RequestState.AWAITING_APPROVAL);
        passTo("2026-10-26T11:00:00Z");
        assertThat(requests.get(id).state()).isNotEqualTo(RequestState.AWAITING_APPROVAL);
    }

    @Test
    void anItemOfAnUnknownCalendarIsNotTaken() {
        CatalogueItem item = CatalogueItem.builder("phone", "a phone")
                .step("pick it", "stores", ofHours(1), "factory")
                .build();

        assertThatThrownBy(() -> requests.catalogue().put(item, ANN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("calendar of catalogue item phone must be one of [office], but was \"factory\"");
        assertThat(requests.catalogue().list()).isEmpty();
    }

    @Test
    void anInstanceThatDoesNotKnowTheCalendarTimesNothingByGuessing() {
        RequestId id = submitted(ApprovalPolicy.none());
        requests.execute(id, new RequestCommand.Take(), BOB).orElseThrow();
        try (ItOps other = instance()) {
            ServiceRequests ignorant = ServiceRequests.attach(other);
            Outcome<ServiceRequest> outcome = ignorant.execute(id, new RequestCommand.Hold("no parts"), BOB);

            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(outcome.reasons())
                    .extracting(reason -> reason.code() + ": " + reason.text())
                    .containsExactly("unknown-calendar: calendar office of item laptop is none of []");
        }
        assertThat(due(id)).isPresent();
    }

    @Test
    void aCalendarThatHardlyEverOpensIsNotWaitedFor() {
        BusinessCalendar closed = BusinessCalendar.in(ZoneId.of("UTC"))
                .open(LocalTime.of(9, 0), LocalTime.of(9, 1), DayOfWeek.MONDAY)
                .build();
        try (ItOps other = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .ids(IdSource.seeded(4))
                .build()) {
            ServiceRequests slow =
                    ServiceRequests.attach(other, RequestCalendars.none().with("rare", closed));
            slow.catalogue()
                    .put(
                            CatalogueItem.builder("phone", "a phone")
                                    .step("pick it", "stores", Duration.ofDays(2), "rare")
                                    .build(),
                            ANN);
            RequestId id = slow.draft("phone", Map.of(), ANN).id();
            Outcome<ServiceRequest> outcome = slow.execute(id, new RequestCommand.Submit(), ANN);

            assertThat(outcome.reasons()).extracting(reason -> reason.code()).containsExactly("closed-calendar");
            assertThat(slow.get(id).state()).isEqualTo(RequestState.DRAFT);
        }
    }
}
