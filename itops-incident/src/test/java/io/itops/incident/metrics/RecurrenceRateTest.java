package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.time.Window;
import io.itops.incident.metrics.RecurrenceRate.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecurrenceRateTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Window YEAR = Window.of(START, Duration.ofDays(365));
    private static final Duration WEEK = Duration.ofDays(7);

    private static IncidentTimes incident(String fingerprint, double day, double days) {
        Instant opened = START.plusMillis(Math.round(86_400_000 * day));
        return IncidentTimes.builder(ServiceId.of("checkout"), Severity.SEV2, opened)
                .resolvedAt(opened.plusMillis(Math.round(86_400_000 * days)))
                .fingerprint(fingerprint)
                .build();
    }

    private static RecurrenceRate of(List<IncidentTimes> incidents) {
        return RecurrenceRate.of(incidents, YEAR, WEEK, 0.95);
    }

    @Test
    void whatComesBackWithinTheTimeIsCounted() {
        IncidentTimes open = IncidentTimes.builder(ServiceId.of("checkout"), Severity.SEV2, START)
                .fingerprint("a")
                .build();
        RecurrenceRate found = of(List.of(
                incident("a", 10, 1),
                incident("a", 17.9, 0.5),
                incident("a", 30, 0.5),
                incident("b", 31, 0.5),
                incident("c", 359, 1),
                open));

        assertThat(found.followed()).isEqualTo(4);
        assertThat(found.notFollowed()).isEqualTo(2);
        assertThat(found.recurred()).isEqualTo(1);
        // of 358 days that are followed by a week: 14 lie before the others of "a" (7 + 7), and 7 + 0 with the first
        // day's left out
        double others = 7 + 7 + 0;
        assertThat(found.base()).isCloseTo((3 * others / 358) / 4, within(1e-12));
    }

    /** Many instants of the year, each asked for an incident of the fingerprint, other than the one judged, in the week after it. */
    @Test
    void theBaseRateIsWhatAskingAtManyInstantsGives() {
        Draws draws = new Draws(31);
        List<IncidentTimes> incidents = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            incidents.add(incident("f" + draws.index(6), 365 * draws.uniform(), 0));
        }
        RecurrenceRate found = of(incidents);

        double sum = 0;
        int followed = 0;
        int instants = 3_000;
        for (IncidentTimes judged : incidents) {
            if (!judged.openedAt().isAfter(YEAR.end().minus(WEEK))) {
                followed++;
                int hits = 0;
                for (int i = 0; i < instants; i++) {
                    Instant at = START.plusMillis((long) (86_400_000L * 358.0 * (i + 0.5) / instants));
                    hits += incidents.stream()
                                    .anyMatch(other -> other != judged
                                            && other.fingerprint().equals(judged.fingerprint())
                                            && other.openedAt().isAfter(at)
                                            && !other.openedAt().isAfter(at.plus(WEEK)))
                            ? 1
                            : 0;
                }
                sum += (double) hits / instants;
            }
        }
        assertThat(found.followed()).isEqualTo(followed);
        assertThat(found.base()).isCloseTo(sum / followed, within(2e-3));
    }

    /** What comes back before it is closed is no new incident, and is told apart. */
    @Test
    void reopeningsAreCountedBesideWhatComesBackAnew() {
        IncidentTimes reopened = IncidentTimes.builder(ServiceId.of("checkout"), Severity.SEV2, START)
                .reopenedAt(START.plusSeconds(7_200))
                .resolvedAt(START.plusSeconds(9_000))
                .fingerprint("a")
                .build();
        assertThat(reopened.withFaultBeganAt(START).reopenedAt()).contains(START.plusSeconds(7_200));
        IncidentTimes later = IncidentTimes.builder(ServiceId.of("checkout"), Severity.SEV2, START)
                .reopenedAt(YEAR.end())
                .build();
        RecurrenceRate found = of(List.of(reopened, later, incident("a", 100, 1)));

        assertThat(found.reopened()).isEqualTo(1);
        assertThat(found.recurred()).isZero();
    }

    @Test
    void reopeningsWhoseSpellsAreKnownAreRecurrences() {
        Instant day = START.plus(Duration.ofDays(1));
        IncidentTimes flapping = IncidentTimes.builder(ServiceId.of("checkout"), Severity.SEV2, START)
                .reopenedAt(day)
                .resolvedAt(day.plusSeconds(60))
                .spells(Spell.of(START, START.plusSeconds(60)), Spell.of(day, day.plusSeconds(60)))
                .fingerprint("a")
                .build();
        RecurrenceRate found = of(List.of(flapping, incident("a", 100, 1)));

        assertThat(found.followed()).isEqualTo(3);
        assertThat(found.recurred()).isEqualTo(1);
        assertThat(found.reopened()).isZero();
    }

    /** 200 of 300 incidents are of one fingerprint, which flaps for some days; what else there is does not come back. */
    @Test
    void oneFingerprintDoesNotDecideForAll() {
        List<IncidentTimes> incidents = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            incidents.add(incident("flapping", 100 + i / 20.0, 0.01));
        }
        for (int i = 0; i < 100; i++) {
            incidents.add(incident("f" + i, 3 * i, 0.05));
        }
        RecurrenceRate found = of(incidents);

        assertThat(found.share().orElseThrow().value()).isGreaterThan(0.6);
        assertThat(found.base()).isLessThan(0.1);
        assertThat(found.kind()).isEqualTo(Kind.CANNOT_DISTINGUISH);
    }

    private static List<IncidentTimes> many(long seed, boolean comesBack) {
        Draws draws = new Draws(seed);
        List<IncidentTimes> incidents = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            double day = 350 * draws.uniform();
            incidents.add(incident("f" + i % 80, day, 0.05));
            if (comesBack && draws.uniform() < 0.2) {
                incidents.add(incident("f" + i % 80, day + 1 + draws.uniform(), 0.05));
            }
        }
        return incidents;
    }

    @Test
    void onlyWhatComesBackMoreOftenThanAnywayIsCalledRecurrence() {
        int wrong = 0;
        for (int seed = 0; seed < 50; seed++) {
            RecurrenceRate chance = of(many(seed, false));
            wrong += chance.kind() == Kind.CANNOT_DISTINGUISH ? 0 : 1;
            assertThat(chance.base()).isBetween(0.05, 0.1);
        }
        assertThat(wrong).isLessThan(9);
        RecurrenceRate found = of(many(7, true));
        assertThat(found.kind()).isEqualTo(Kind.MORE_OFTEN);
        assertThat(found.share().orElseThrow().value()).isGreaterThan(0.2);
        assertThat(found.smallestSeen().orElseThrow()).isBetween(found.base(), 0.2);
    }

    @Test
    void theOrderOfIncidentsDoesNotMatterAndNothingFollowedIsNoVerdict() {
        List<IncidentTimes> incidents = many(3, true);
        List<IncidentTimes> shuffled = new ArrayList<>(incidents);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(of(shuffled)).isEqualTo(of(incidents));
        assertThat(of(List.of()).kind()).isEqualTo(Kind.CANNOT_DISTINGUISH);
        assertThat(of(List.of()).share()).isEmpty();
    }

    @Test
    void whatBeginsBehindTheWindowIsNotOfIt() {
        Instant day = START.plus(Duration.ofDays(1));
        IncidentTimes later = IncidentTimes.builder(ServiceId.of("checkout"), Severity.SEV2, START)
                .spells(
                        Spell.of(START, START.plusSeconds(60)),
                        Spell.of(day, day.plusSeconds(60)),
                        Spell.of(YEAR.end(), YEAR.end().plusSeconds(60)),
                        Spell.open(YEAR.end().plusSeconds(3_600)))
                .fingerprint("a")
                .build();
        RecurrenceRate found = of(List.of(later));

        assertThat(found.followed()).isEqualTo(2);
        assertThat(found.notFollowed()).isZero();
    }
}
