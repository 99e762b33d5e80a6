package io.itops.incident.sla;

import static io.itops.incident.priority.Priority.P1;
import static io.itops.incident.priority.Priority.P3;
import static io.itops.incident.priority.Priority.P4;
import static io.itops.incident.sla.SlaStage.CANCELLED;
import static io.itops.incident.sla.SlaStage.COMPLETED;
import static io.itops.incident.sla.SlaStage.IN_PROGRESS;
import static io.itops.incident.sla.SlaStage.PAUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.Severity;
import io.itops.core.store.InMemoryStore;
import io.itops.core.time.BusinessCalendar;
import io.itops.incident.IncidentOptions;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The hard cases of service level clocks, one line each: what happened, and what the clock shows by then. */
class SlaEdgesTest {
    private static final Instant MONDAY = Instant.parse("2026-11-30T00:00:00Z");
    private static final BusinessCalendar OFFICE = hours(9, 17, DayOfWeek.MONDAY, DayOfWeek.TUESDAY);

    private static BusinessCalendar hours(int from, int until, DayOfWeek... days) {
        return BusinessCalendar.in(ZoneOffset.UTC)
                .open(LocalTime.of(from, 0), LocalTime.of(until, 0), days)
                .build();
    }

    /** Four hours for P1, a day for P3, nothing for others. */
    private static SlaTarget.Builder resolve() {
        return SlaTarget.resolve("t").within(P1, Duration.ofHours(4)).within(P3, Duration.ofHours(24));
    }

    private static SlaTarget retroactive(boolean start, boolean pause) {
        return resolve().retroactive(start, pause).build();
    }

    private static SlaTarget office(int limit) {
        return SlaTarget.resolve("t")
                .within(P1, Duration.ofHours(limit))
                .calendar(OFFICE)
                .build();
    }

    private static Instant at(double hour) {
        return MONDAY.plus(Duration.ofSeconds(Math.round(hour * 3_600)));
    }

    private static SlaMoment open(double hour, Priority priority) {
        return SlaMoment.of(at(hour), IncidentCategory.OPEN, priority);
    }

    private static SlaMoment resolved(double hour, Priority priority) {
        return SlaMoment.of(at(hour), IncidentCategory.RESOLVED, priority);
    }

    private static SlaMoment hold(double hour, Priority priority) {
        return SlaMoment.onHold(at(hour), HoldReason.CALLER, priority);
    }

    private record Edge(
            String name,
            SlaTarget target,
            List<SlaMoment> moments,
            double asked,
            SlaStage stage,
            double elapsed,
            Optional<Instant> up) {
        void holds() {
            SlaReading reading = SlaClock.of(target, moments).reading(target, at(asked));
            assertThat(reading.stage()).isEqualTo(stage);
            assertThat(reading.elapsed()).isEqualTo(Duration.between(at(0), at(elapsed)));
            assertThat(reading.breachesAt()).isEqualTo(up);
            assertThat(reading.breached())
                    .isEqualTo(up.filter(instant -> !instant.isAfter(at(asked))).isPresent());
        }
    }

    private static Edge up(
            String name,
            SlaTarget target,
            double asked,
            SlaStage stage,
            double elapsed,
            double up,
            SlaMoment... moments) {
        return new Edge(name, target, List.of(moments), asked, stage, elapsed, Optional.of(at(up)));
    }

    private static Edge never(
            String name, SlaTarget target, double asked, SlaStage stage, double elapsed, SlaMoment... moments) {
        return new Edge(name, target, List.of(moments), asked, stage, elapsed, Optional.empty());
    }

    private static Stream<Edge> edges() {
        return Stream.of(
                up(
                        "retroactive start: breached the moment the limit holds",
                        retroactive(true, true),
                        5,
                        IN_PROGRESS,
                        5,
                        5,
                        open(0, P3),
                        open(5, P1)),
                up(
                        "retroactive start, in time: counted from the opening",
                        retroactive(true, true),
                        3,
                        IN_PROGRESS,
                        3,
                        4,
                        open(0, P3),
                        open(3, P1)),
                up(
                        "no retroactive start: counted from the change",
                        retroactive(false, true),
                        6,
                        IN_PROGRESS,
                        1,
                        9,
                        open(0, P3),
                        open(5, P1)),
                up(
                        "retroactive pause: what was paused before is left out",
                        retroactive(true, true),
                        5,
                        IN_PROGRESS,
                        3,
                        6,
                        open(0, P3),
                        hold(1, P3),
                        open(3, P3),
                        open(5, P1)),
                up(
                        "no retroactive pause: what was paused before counts",
                        retroactive(true, false),
                        5,
                        IN_PROGRESS,
                        5,
                        5,
                        open(0, P3),
                        hold(1, P3),
                        open(3, P3),
                        open(5, P1)),
                up(
                        "neither: pauses before a start that is not retroactive do not matter",
                        retroactive(false, false),
                        6,
                        IN_PROGRESS,
                        1,
                        9,
                        open(0, P3),
                        hold(1, P3),
                        open(3, P3),
                        open(5, P1)),
                up(
                        "the priority changes while it waits, and changes back",
                        retroactive(true, true),
                        8,
                        IN_PROGRESS,
                        4,
                        28,
                        open(0, P3),
                        hold(2, P3),
                        hold(3, P1),
                        hold(5, P3),
                        open(6, P3)),
                up(
                        "a limit that comes while it waits, and was passed before, is passed then",
                        retroactive(true, true),
                        9,
                        PAUSED,
                        5,
                        6,
                        open(0, P3),
                        hold(5, P3),
                        hold(6, P1)),
                up(
                        "a pause across the end and the begin of open hours",
                        office(8),
                        35,
                        IN_PROGRESS,
                        7,
                        36,
                        open(10, P1),
                        hold(16, P1),
                        open(34, P1)),
                up(
                        "a pause from the last to the first open instant costs the calendar nothing",
                        office(10),
                        34,
                        IN_PROGRESS,
                        9,
                        35,
                        open(9, P1),
                        hold(17, P1),
                        open(33, P1)),
                up(
                        "a pause within closed hours changes nothing",
                        office(10),
                        34,
                        IN_PROGRESS,
                        9,
                        35,
                        open(9, P1),
                        hold(20, P1),
                        open(30, P1)),
                up("opened while it is closed", office(2), 9, IN_PROGRESS, 0, 11, open(3, P1)),
                up(
                        "a limit that is used up at the very end of the open hours",
                        office(8),
                        17,
                        IN_PROGRESS,
                        8,
                        17,
                        open(9, P1)),
                up(
                        "resolved at the very instant: too late",
                        retroactive(true, true),
                        9,
                        COMPLETED,
                        4,
                        4,
                        open(0, P1),
                        resolved(4, P1)),
                up(
                        "on hold from the very instant on: too late",
                        retroactive(true, true),
                        9,
                        PAUSED,
                        4,
                        4,
                        open(0, P1),
                        hold(4, P1)),
                up("asked at the very instant: it is up", retroactive(true, true), 4, IN_PROGRESS, 4, 4, open(0, P1)),
                up(
                        "a better limit from the very instant on does not undo it",
                        retroactive(true, true),
                        9,
                        IN_PROGRESS,
                        9,
                        4,
                        open(0, P1),
                        open(4, P3)),
                never(
                        "nothing is up while it is paused",
                        retroactive(true, true),
                        99,
                        PAUSED,
                        3.5,
                        open(0, P1),
                        hold(3.5, P1)),
                up(
                        "and what was left is left behind the pause",
                        retroactive(true, true),
                        99,
                        IN_PROGRESS,
                        3.5,
                        99.5,
                        open(0, P1),
                        hold(3.5, P1),
                        open(99, P1)),
                never("paused from the opening on", retroactive(true, true), 99, PAUSED, 0, hold(0, P1)),
                never(
                        "the limit is taken away before it is up",
                        retroactive(true, true),
                        99,
                        CANCELLED,
                        3,
                        open(0, P1),
                        open(3, P4)),
                up(
                        "it comes back: what has passed meanwhile counts",
                        retroactive(true, true),
                        99,
                        IN_PROGRESS,
                        99,
                        50,
                        open(0, P1),
                        open(3, P4),
                        open(50, P1)),
                up(
                        "it is taken away after it was up: that stays so",
                        retroactive(true, true),
                        99,
                        CANCELLED,
                        5,
                        4,
                        open(0, P1),
                        open(5, P4)),
                never(
                        "hours that do not suffice within ten years",
                        SlaTarget.resolve("t")
                                .within(P1, Duration.ofHours(600))
                                .calendar(hours(9, 10, DayOfWeek.MONDAY))
                                .build(),
                        99,
                        IN_PROGRESS,
                        1,
                        open(0, P1)),
                up(
                        "hours that just suffice within ten years",
                        SlaTarget.resolve("t")
                                .within(P1, Duration.ofHours(500))
                                .calendar(hours(9, 10, DayOfWeek.MONDAY))
                                .build(),
                        99,
                        IN_PROGRESS,
                        1,
                        499 * 168 + 10,
                        open(0, P1)));
    }

    @TestFactory
    Stream<DynamicTest> everyEdgeIsAsTheTableSays() {
        return edges().map(edge -> DynamicTest.dynamicTest(edge.name(), edge::holds));
    }

    @Test
    void aMicrosecondBeforeTheInstantIsInTime() {
        Instant before = at(4).minusNanos(1_000);
        SlaTarget target = retroactive(true, true);
        SlaReading reading = SlaClock.of(
                        target, List.of(open(0, P1), SlaMoment.of(before, IncidentCategory.RESOLVED, P1)))
                .reading(target, at(9));
        assertThat(reading.met()).isTrue();
        assertThat(SlaClock.of(target, List.of(open(0, P1)))
                        .reading(target, before)
                        .breached())
                .isFalse();
    }

    @Test
    void aCalendarThatIsNeverOpenIsRefused() {
        assertThatThrownBy(() -> BusinessCalendar.in(ZoneOffset.UTC).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("business calendar must be open at some time, but was \"never\"");
    }

    @Test
    void aTargetThatIsTakenOutOfThePolicyIsNeitherShownNorTold() {
        InMemoryStore store = new InMemoryStore();
        SlaTarget kept = SlaTarget.resolve("kept")
                .within(Priority.P2, Duration.ofHours(2))
                .build();
        SlaTarget removed = SlaTarget.resolve("removed")
                .within(Priority.P2, Duration.ofHours(1))
                .build();
        IncidentId id;
        try (Shop shop = new Shop(store, options(SlaPolicy.of(kept, removed)))) {
            id = shop.fire(Severity.SEV2);
            assertThat(shop.incidents.sla().readings(id)).hasSize(2);
        }
        try (Shop shop = new Shop(store, options(SlaPolicy.of(kept)))) {
            shop.passMinutes(600);
            assertThat(shop.news(id))
                    .containsExactly("0 started [kept, removed]", "90 warned [kept]", "120 breached [kept]");
            assertThat(shop.incidents.sla().readings(id))
                    .extracting(SlaReading::target)
                    .containsExactly("kept");
        }
        try (Shop shop = new Shop(store, options(SlaPolicy.of(kept, removed)))) {
            shop.clock.set(Shop.START.plus(Duration.ofMinutes(600)));
            assertThat(shop.reading(id, "removed").breached())
                    .as("promised again: the time since the opening counts")
                    .isTrue();
        }
    }

    private static IncidentOptions options(SlaPolicy policy) {
        return IncidentOptions.builder()
                .policy(EscalationPolicy.builder()
                        .step("ann", Duration.ofHours(50))
                        .build())
                .sla(policy)
                .build();
    }
}
