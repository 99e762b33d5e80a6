package io.itops.incident.sla;

import static io.itops.incident.workflow.IncidentCategory.CANCELLED;
import static io.itops.incident.workflow.IncidentCategory.IN_PROGRESS;
import static io.itops.incident.workflow.IncidentCategory.MITIGATED;
import static io.itops.incident.workflow.IncidentCategory.OPEN;
import static io.itops.incident.workflow.IncidentCategory.RESOLVED;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.ServiceId;
import io.itops.core.time.BusinessCalendar;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.IncidentCategory;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlaClockTest {
    private static final Instant MONDAY = Instant.parse("2026-11-30T00:00:00Z");
    private static final BusinessCalendar OFFICE = BusinessCalendar.in(ZoneId.of("UTC"))
            .open(LocalTime.of(9, 0), LocalTime.of(17, 0), DayOfWeek.MONDAY, DayOfWeek.TUESDAY)
            .build();
    private static final SlaTarget RESOLVE = SlaTarget.resolve("resolve")
            .within(Priority.P1, ofHours(4))
            .within(Priority.P3, ofHours(24))
            .build();

    private static Instant hour(double hours) {
        return MONDAY.plus(ofMinutes(Math.round(hours * 60)));
    }

    private static SlaMoment at(double hours, IncidentCategory category, Priority priority) {
        return SlaMoment.of(hour(hours), category, priority);
    }

    private static SlaMoment hold(double hours, HoldReason reason, Priority priority) {
        return SlaMoment.onHold(hour(hours), reason, priority);
    }

    private static SlaReading read(SlaTarget target, double hours, SlaMoment... moments) {
        return SlaClock.of(target, List.of(moments)).reading(target, hour(hours));
    }

    @Test
    void theInstantOfTheBreachIsKnownFromTheStart() {
        SlaReading reading = read(RESOLVE, 1, at(0, OPEN, Priority.P1));
        assertThat(reading.stage()).isEqualTo(SlaStage.IN_PROGRESS);
        assertThat(reading.elapsed()).isEqualTo(ofHours(1));
        assertThat(reading.remaining()).contains(ofHours(3));
        assertThat(reading.warnsAt()).contains(hour(3));
        assertThat(reading.breachesAt()).contains(hour(4));
        assertThat(reading.breached()).isFalse();
        assertThat(read(RESOLVE, 4, at(0, OPEN, Priority.P1)).breached()).isTrue();
    }

    @Test
    void theGoalIsReachedInTimeOnlyBeforeTheLimit() {
        assertThat(read(RESOLVE, 9, at(0, OPEN, Priority.P1), at(3.9, RESOLVED, Priority.P1))
                        .met())
                .isTrue();
        SlaReading late = read(RESOLVE, 9, at(0, OPEN, Priority.P1), at(4, RESOLVED, Priority.P1));
        assertThat(late.met()).isFalse();
        assertThat(late.stage()).isEqualTo(SlaStage.COMPLETED);
        assertThat(late.breachesAt()).contains(hour(4));
        assertThat(late.elapsed()).isEqualTo(ofHours(4));
    }

    @Test
    void timeCountsOnlyWhereTheCalendarIsOpen() {
        SlaTarget office = SlaTarget.resolve("office")
                .within(Priority.P3, ofHours(10))
                .calendar(OFFICE)
                .build();
        SlaReading reading = read(office, 20, at(0, OPEN, Priority.P3));
        assertThat(reading.elapsed()).isEqualTo(ofHours(8));
        assertThat(reading.breachesAt()).contains(hour(24 + 11));
    }

    @Test
    void aHoldLetsTheClockStandForTheReasonsGiven() {
        SlaMoment[] moments = {
            at(0, OPEN, Priority.P1), hold(1, HoldReason.CALLER, Priority.P1), at(3, IN_PROGRESS, Priority.P1)
        };
        assertThat(read(RESOLVE, 5, moments).elapsed()).isEqualTo(ofHours(3));
        assertThat(read(RESOLVE, 5, moments).breachesAt()).contains(hour(6));
        SlaReading held = read(RESOLVE, 2, moments[0], moments[1]);
        assertThat(held.stage()).isEqualTo(SlaStage.PAUSED);
        assertThat(held.breachesAt()).isEmpty();
        SlaTarget onlyVendor = SlaTarget.resolve("r")
                .within(Priority.P1, ofHours(4))
                .holds(HoldReason.VENDOR)
                .build();
        assertThat(read(onlyVendor, 5, moments).elapsed()).isEqualTo(ofHours(5));
        SlaTarget mitigated = SlaTarget.resolve("m")
                .within(Priority.P1, ofHours(4))
                .pausedIn(IncidentCategory.ON_HOLD, MITIGATED)
                .build();
        assertThat(read(mitigated, 9, at(0, OPEN, Priority.P1), at(1, MITIGATED, Priority.P1))
                        .elapsed())
                .isEqualTo(ofHours(1));
    }

    @Test
    void aHigherPriorityCountsFromTheOpeningAndMayBeBreachedTheMomentItAttaches() {
        // opened as P3 for six hours, two of them on hold: a P1 of four hours is up at once
        SlaMoment[] moments = {
            at(0, OPEN, Priority.P3), hold(1, HoldReason.CALLER, Priority.P3), at(3, OPEN, Priority.P3),
        };
        SlaClock clock = SlaClock.of(RESOLVE, List.of(moments));
        SlaReading five = clock.then(RESOLVE, at(5, OPEN, Priority.P1)).reading(RESOLVE, hour(5));
        assertThat(five.elapsed()).isEqualTo(ofHours(3));
        assertThat(five.warnsAt()).contains(hour(5));
        assertThat(five.breachesAt()).contains(hour(6));
        SlaReading seven = clock.then(RESOLVE, at(7, OPEN, Priority.P1)).reading(RESOLVE, hour(7));
        assertThat(seven.breached()).isTrue();
        assertThat(seven.breachesAt()).contains(hour(7));
        // pauses that are not credited
        SlaTarget plain = SlaTarget.resolve("plain")
                .within(Priority.P1, ofHours(4))
                .within(Priority.P3, ofHours(24))
                .retroactive(true, false)
                .build();
        assertThat(SlaClock.of(plain, List.of(moments))
                        .then(plain, at(5, OPEN, Priority.P1))
                        .reading(plain, hour(5))
                        .breached())
                .isTrue();
        // no retroactive start: four hours from the change on
        SlaTarget fresh = SlaTarget.resolve("fresh")
                .within(Priority.P1, ofHours(4))
                .within(Priority.P3, ofHours(24))
                .retroactive(false, true)
                .build();
        assertThat(SlaClock.of(fresh, List.of(moments))
                        .then(fresh, at(7, OPEN, Priority.P1))
                        .reading(fresh, hour(8))
                        .breachesAt())
                .contains(hour(11));
    }

    @Test
    void aBrokenPromiseStaysBroken() {
        SlaReading lowered =
                read(RESOLVE, 6, at(0, OPEN, Priority.P1), at(5, OPEN, Priority.P3), at(5.5, RESOLVED, Priority.P3));
        assertThat(lowered.breached()).isTrue();
        assertThat(lowered.breachesAt()).contains(hour(4));
        assertThat(lowered.met()).isFalse();
        SlaReading intime = read(RESOLVE, 23, at(0, OPEN, Priority.P1), at(3, OPEN, Priority.P3));
        assertThat(intime.breached()).isFalse();
        assertThat(intime.breachesAt()).contains(hour(24));
    }

    @Test
    void aPriorityWithoutALimitCancelsAndALaterOneKnowsWhatHasPassed() {
        SlaReading none = read(RESOLVE, 9, at(0, OPEN, Priority.P1), at(1, OPEN, Priority.P4));
        assertThat(none.stage()).isEqualTo(SlaStage.CANCELLED);
        assertThat(none.limit()).isEmpty();
        assertThat(none.remaining()).isEmpty();
        assertThat(none.breached()).isFalse();
        SlaReading again = read(RESOLVE, 3, at(0, OPEN, Priority.P4), at(2, OPEN, Priority.P1));
        assertThat(again.elapsed()).isEqualTo(ofHours(3));
        assertThat(again.breachesAt()).contains(hour(4));
    }

    @Test
    void aReopenedIncidentLetsTheResolutionGoOnAndTheResponseBe() {
        SlaTarget respond =
                SlaTarget.respond("respond").within(Priority.P1, ofMinutes(30)).build();
        SlaMoment[] moments = {
            at(0, OPEN, Priority.P1),
            at(0.25, IN_PROGRESS, Priority.P1),
            at(1, RESOLVED, Priority.P1),
            at(9, OPEN, Priority.P1)
        };
        SlaReading resolve = read(RESOLVE, 10, moments);
        assertThat(resolve.stage()).isEqualTo(SlaStage.IN_PROGRESS);
        assertThat(resolve.elapsed()).isEqualTo(ofHours(2));
        assertThat(resolve.breachesAt()).contains(hour(12));
        SlaReading response = read(respond, 10, moments);
        assertThat(response.met()).isTrue();
        assertThat(response.elapsed()).isEqualTo(ofMinutes(15));
    }

    @Test
    void aVendorsClockRunsOnlyWhileTheVendorIsWaitedFor() {
        SlaTarget vendor = SlaTarget.resolve("vendor")
                .within(Priority.P1, ofHours(2))
                .underpinning()
                .build();
        SlaMoment[] moments = {
            at(0, OPEN, Priority.P1),
            hold(1, HoldReason.VENDOR, Priority.P1),
            at(2, IN_PROGRESS, Priority.P1),
            hold(3, HoldReason.CALLER, Priority.P1),
            hold(5, HoldReason.VENDOR, Priority.P1)
        };
        SlaReading reading = read(vendor, 5.5, moments);
        assertThat(reading.elapsed()).isEqualTo(ofMinutes(90));
        assertThat(reading.breachesAt()).contains(hour(6));
        SlaTarget answer = SlaTarget.respond("answer")
                .within(Priority.P1, ofHours(2))
                .underpinning()
                .build();
        assertThat(read(answer, 9, moments).met()).isTrue();
        assertThat(read(answer, 1.5, moments[0], moments[1]).stage()).isEqualTo(SlaStage.IN_PROGRESS);
        assertThat(read(answer, 9, moments[0], moments[1], at(2, CANCELLED, Priority.P1))
                        .stage())
                .isEqualTo(SlaStage.CANCELLED);
    }

    @Test
    void clocksDoNotGoBack() {
        SlaClock clock = SlaClock.of(RESOLVE, List.of(at(0, OPEN, Priority.P1), at(2, IN_PROGRESS, Priority.P1)));
        assertThatThrownBy(() -> clock.then(RESOLVE, at(1, RESOLVED, Priority.P1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "moment must not be before the last one, 2026-11-30T02:00:00Z, but was 2026-11-30T01:00:00Z");
        assertThatThrownBy(() -> clock.reading(RESOLVE, hour(1)))
                .hasMessageContaining("instant of a reading must not be before the last moment, 2026-11-30T02:00:00Z");
        assertThatThrownBy(() -> new SlaMoment(
                        MONDAY, OPEN, Optional.of(HoldReason.VENDOR), Optional.empty(), Optional.empty(), Priority.P1))
                .hasMessageContaining("hold reason must be given on hold and nowhere else");
    }

    @Test
    void aTargetForAServiceTakesThePlaceOfThatForAll() {
        SlaTarget shop = SlaTarget.resolve("shop")
                .within(Priority.P1, ofHours(1))
                .service(ServiceId.of("shop"))
                .build();
        SlaTarget team =
                SlaTarget.resolve("team").within(Priority.P1, ofHours(3)).ola().build();
        SlaPolicy policy = SlaPolicy.of(RESOLVE, shop, team).telling("ann");
        assertThat(policy.targets(ServiceId.of("shop"))).containsExactly(shop, team);
        assertThat(policy.targets(ServiceId.of("ledger"))).containsExactly(RESOLVE, team);
        assertThatThrownBy(() -> SlaPolicy.of(RESOLVE, RESOLVE)).hasMessageContaining("be named unlike the others");
    }

    @Test
    void targetsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> SlaTarget.resolve("r").build()).hasMessageContaining("SLA limits must have 1 to 5");
        assertThatThrownBy(() -> SlaTarget.resolve("r").within(Priority.P1, Duration.ZERO))
                .hasMessageContaining("SLA limit must be positive");
        assertThatThrownBy(() -> SlaTarget.resolve("r").warnAt(1)).hasMessageContaining("lie between 0 and 1");
        assertThatThrownBy(() -> SlaTarget.resolve("r")
                        .within(Priority.P1, ofHours(1))
                        .pausedIn(OPEN)
                        .build())
                .hasMessageContaining("category that pauses must be triage, on hold or mitigated");
    }
}
