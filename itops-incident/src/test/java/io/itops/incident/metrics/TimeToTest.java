package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeToTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant LATE = at(1_000);

    private static Instant at(int minutes) {
        return NOON.plusSeconds(60L * minutes);
    }

    private static IncidentTimes.Builder opened() {
        return IncidentTimes.builder(ServiceId.of("checkout"), Severity.SEV2, NOON);
    }

    private static final IncidentTimes WHOLE = opened().faultBeganAt(at(-7))
            .acknowledgedAt(at(3))
            .mitigatedAt(at(40))
            .resolvedAt(at(90))
            .leftAt(at(95))
            .build();

    @ParameterizedTest
    @CsvSource({"DETECT, 7", "ACKNOWLEDGE, 3", "MITIGATE, 40", "RESPOND, 40", "REPAIR, 37", "RECOVER, 47", "RESOLVE, 90"
    })
    void eachMeasureIsNamedForTheInstantsThatItLiesBetween(TimeTo measure, int minutes) {
        assertThat(measure.measure(List.of(WHOLE), LATE).sample()).isEqualTo(Samples.ended(60.0 * minutes));
    }

    @Test
    void whatHasNotEndedGoesOnUntilTheInstantOfMeasuring() {
        assertThat(TimeTo.RESOLVE.measure(List.of(WHOLE), at(50)).sample())
                .isEqualTo(Samples.open(Samples.seconds(), Samples.seconds(3_000)));
        assertThat(TimeTo.RESPOND.measure(List.of(WHOLE), at(50)).sample()).isEqualTo(Samples.ended(2_400));
        assertThat(TimeTo.RESOLVE.measure(List.of(WHOLE), at(-1)).sample().size())
                .isZero();
    }

    @Test
    void whatLeftBeforeItsEndIsSeenUntilThen() {
        IncidentTimes cancelled = opened().leftAt(at(20)).build();
        IncidentTimes unacknowledged = opened().resolvedAt(at(30)).build();

        assertThat(TimeTo.RESOLVE.measure(List.of(cancelled), LATE).sample()).isEqualTo(left(1_200));
        assertThat(TimeTo.ACKNOWLEDGE.measure(List.of(unacknowledged), LATE).sample())
                .isEqualTo(left(1_800));
        assertThat(TimeTo.MITIGATE.measure(List.of(unacknowledged), LATE).sample())
                .isEqualTo(left(1_800));
    }

    private static DurationSample left(double seconds) {
        return Samples.left(new double[0], new double[0], new double[] {seconds});
    }

    /** What becomes of an incident later changes nothing of what is measured now. */
    @Test
    void everyMeasureAsksOnlyWhatWasKnownAtTheInstantOfMeasuring() {
        IncidentTimes.Builder known = opened().faultBeganAt(at(-7)).acknowledgedAt(at(3));
        List<IncidentTimes> futures = List.of(
                known.build(),
                known.mitigatedAt(at(60)).build(),
                known.resolvedAt(at(70)).build(),
                known.leftAt(at(80)).build());
        for (TimeTo measure : TimeTo.values()) {
            assertThat(futures)
                    .extracting(future -> measure.measure(List.of(future), at(50)))
                    .containsOnly(measure.measure(List.of(futures.get(0)), at(50)));
        }
    }

    @Test
    void whatCannotBeMeasuredIsLeftOutAndCounted() {
        IncidentTimes plain = opened().resolvedAt(at(30)).build();
        IncidentTimes reversed =
                opened().acknowledgedAt(at(9)).resolvedAt(at(5)).build();

        assertThat(TimeTo.DETECT.measure(List.of(plain, WHOLE), LATE))
                .isEqualTo(new MeasuredDurations(TimeTo.DETECT, Samples.ended(420), 1, 0));
        MeasuredDurations repair = TimeTo.REPAIR.measure(List.of(plain, WHOLE, reversed), LATE);
        assertThat(repair).isEqualTo(new MeasuredDurations(TimeTo.REPAIR, Samples.ended(2_220), 1, 1));
        assertThat(repair.leftOut()).isEqualTo(2);
    }

    /** Ten minutes, and half an hour after a quiet hour; the fault had begun before. */
    @ParameterizedTest
    @CsvSource({
        "RESPOND, 200, 40, ENDED",
        "REPAIR, 200, 37, ENDED",
        "RECOVER, 200, 47, ENDED",
        "RESPOND, 50, 10, ENDED",
        "RESPOND, 80, 20, OPEN",
        "REPAIR, 5, 2, OPEN",
        "RESOLVE, 200, 100, ENDED"
    })
    void quietTimeBeforeAReopeningIsNotMeasured(TimeTo measure, int until, int minutes, DurationSample.Fate fate) {
        IncidentTimes reopened = opened().faultBeganAt(at(-7))
                .acknowledgedAt(at(3))
                .reopenedAt(at(70))
                .resolvedAt(at(100))
                .spells(Spell.of(NOON, at(10)), Spell.of(at(70), at(100)))
                .build();
        double[] seconds = {60.0 * minutes};

        assertThat(measure.measure(List.of(reopened), at(until)).sample())
                .isEqualTo(
                        fate == DurationSample.Fate.ENDED
                                ? Samples.ended(seconds)
                                : Samples.open(Samples.seconds(), Samples.seconds(seconds)));
    }

    @Test
    void whatLeftInASpellIsSeenUntilThenAndSpellsThatOverlapAreRefused() {
        IncidentTimes merged = opened().spells(Spell.of(NOON, at(10)), Spell.open(at(70)))
                .leftAt(at(75))
                .build();

        assertThat(TimeTo.RESPOND.measure(List.of(merged), LATE).sample()).isEqualTo(left(900));
        assertThatThrownBy(() -> opened().spells(Spell.of(NOON, at(10)), Spell.open(at(9)))
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("spells must follow each other, and only the last go on, but was");
        assertThatThrownBy(() ->
                        opened().spells(Spell.open(NOON), Spell.open(at(9))).build())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void whatASourceDoesNotTellIsNotTakenForWhatHasNotHappened() {
        IncidentTimes silent = opened().resolvedAt(at(30))
                .unknown(TimeTo.ACKNOWLEDGE, TimeTo.REPAIR)
                .build();

        assertThat(TimeTo.ACKNOWLEDGE.measure(List.of(silent, WHOLE), LATE))
                .isEqualTo(new MeasuredDurations(TimeTo.ACKNOWLEDGE, Samples.ended(180), 1, 0));
        assertThat(TimeTo.RESOLVE.measure(List.of(silent), LATE).sample()).isEqualTo(Samples.ended(1_800));
    }

    @Test
    void stretchesOfAnyLogAreMeasured() {
        List<Spell> spells =
                List.of(Spell.of(NOON, at(5)), Spell.open(at(2)), Spell.of(at(3), at(30)), Spell.open(at(50)));

        assertThat(DurationSample.ofSpells(spells, at(10)))
                .isEqualTo(Samples.open(Samples.seconds(300), Samples.seconds(480, 420)));
        assertThatThrownBy(() -> Spell.of(at(1), NOON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("end must not be before the start 2026-11-24T12:01:00Z, but was 2026-11-24T12:00:00Z");
    }

    /** Sets that are copied go through their elements in another order in each process, and texts and files with them. */
    @Test
    void whatIsUnknownStandsInTheOrderOfTheMeasures() {
        IncidentTimes.Builder builder = IncidentTimes.builder(ServiceId.of("checkout"), Severity.SEV2, Instant.EPOCH);
        IncidentTimes times = builder.unknown(
                        TimeTo.RESOLVE, TimeTo.REPAIR, TimeTo.MITIGATE, TimeTo.DETECT, TimeTo.RECOVER)
                .build();

        assertThat(times.unknown())
                .containsExactly(TimeTo.DETECT, TimeTo.MITIGATE, TimeTo.REPAIR, TimeTo.RECOVER, TimeTo.RESOLVE)
                .isUnmodifiable();
        assertThat(builder.unknown().build().unknown()).isEmpty();
    }
}
