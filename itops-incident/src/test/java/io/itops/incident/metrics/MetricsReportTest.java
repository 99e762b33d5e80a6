package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MetricsReportTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Window MONTH = Window.of(START, Duration.ofDays(30));
    private static final Resampling RESAMPLING = Resampling.seeded(1).times(200);

    private static List<IncidentTimes> incidents(long seed, double factor) {
        Draws draws = new Draws(seed);
        List<IncidentTimes> incidents = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Instant opened = START.plusSeconds((long) (draws.uniform() * 29 * 86_400));
            IncidentTimes.Builder times = IncidentTimes.builder(
                    ServiceId.of(i % 2 == 0 ? "check|out" : "ledger"), Severity.values()[i % 3], opened);
            times.acknowledgedAt(opened.plusSeconds(60 + i));
            if (i % 10 != 0) {
                times.resolvedAt(opened.plusSeconds(100 + (long) (factor * 3_600 * Math.exp(1.5 * draws.gaussian()))));
            }
            incidents.add(times.build());
        }
        return incidents;
    }

    @Test
    void everyGroupThatHasADurationHasARowForEachMeasure() {
        MetricsReport report = MetricsReport.of(incidents(1, 1), MONTH, RESAMPLING);

        assertThat(report.incidents()).isEqualTo(60);
        // all, three severities, two services, six pairs; nobody said that anything was mitigated or when a fault began
        assertThat(report.rows().stream().filter(row -> row.measured().measure() == TimeTo.RESOLVE))
                .hasSize(12);
        assertThat(report.rows().stream().map(row -> row.measured().measure()).distinct())
                .containsExactly(TimeTo.ACKNOWLEDGE, TimeTo.RESPOND, TimeTo.REPAIR, TimeTo.RESOLVE);
        MetricsRow all = report.rows().get(0);
        assertThat(all.service()).isEmpty();
        assertThat(all.measured().sample().size()).isEqualTo(60);
    }

    @Test
    void theReportIsAPageThatShowsNoMeanWithoutAMedianAndNoMarkupOfOthers() {
        String page = MetricsReport.of(incidents(1, 1), MONTH, RESAMPLING).toMarkdown();

        assertThat(page)
                .startsWith("# Metrics of incidents\n\n60 incidents opened from 2026-01-01T00:00:00Z until ")
                .contains("2 a day (1.5")
                .contains("as by chance alone: variance over mean of days ")
                .contains(
                        "| service | severity | measure | reached | still running | never | left out | median | 90 % within | mean |\n")
                .contains("\n| all | all | MTTA: opened to first acknowledged | 60 | 0 | 0 | 0 | 1 min 29 s (")
                .contains("| check\\|out | SEV1 | MTTR (resolve): opened to resolved |")
                .contains("In brackets are intervals of 95 % (BCa bootstrap of 200 resamples, seed 1; by the curve")
                .endsWith("nobody knows.\n");
        assertThat(MetricsReport.of(incidents(1, 1), MONTH, RESAMPLING.at(0.99)).toMarkdown())
                .doesNotContain("2 a day (1.5")
                .contains("intervals of 99 %");
        assertThat(page.lines().filter(line -> line.startsWith("| ")).skip(1)).allSatisfy(line -> {
            String[] cells = line.split("(?<!\\\\)\\|");
            assertThat(cells).hasSize(11);
            assertThat(cells[8].isBlank() || (cells[8].equals(" – ") && !cells[10].startsWith(" –")))
                    .as(line)
                    .isFalse();
        });
    }

    /** Nine of ten resolve by themselves: the tenth's half hour is not by when half of all were acknowledged. */
    @Test
    void whatIsOverIsNotSaidToRunNorToHaveComeToAnEndThatItLeftBefore() {
        List<IncidentTimes> incidents = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Instant opened = START.plusSeconds(i);
            IncidentTimes.Builder times = IncidentTimes.builder(ServiceId.of("ledger"), Severity.SEV3, opened);
            incidents.add(
                    i % 10 != 0
                            ? times.resolvedAt(opened.plusSeconds(120)).build()
                            : times.acknowledgedAt(opened.plusSeconds(1_800))
                                    .resolvedAt(opened.plusSeconds(2_000))
                                    .build());
        }
        MetricsReport report = MetricsReport.of(incidents, MONTH, RESAMPLING);

        MetricsRow acknowledge = report.rows().get(0);
        assertThat(List.of(
                        acknowledge.measured().reached(),
                        acknowledge.measured().running(),
                        acknowledge.measured().never()))
                .containsExactly(100, 0, 900);
        assertThat(acknowledge.median()).isEmpty();
        assertThat(report.toMarkdown())
                .contains(
                        "| all | all | MTTA: opened to first acknowledged | 100 | 0 | 900 | 0 | – | – | –; cannot say: fewer than half have come to the end |\n")
                .contains("| all | all | MTTR (resolve): opened to resolved | 1000 | 0 | 0 | 0 | 2 min (");
    }

    @Test
    void nothingIsToldOfNothing() {
        MetricsReport none = MetricsReport.of(List.of(), MONTH, RESAMPLING);
        assertThat(none.rows()).isEmpty();
        assertThat(none.toMarkdown()).contains("0 a day (").endsWith("Nothing to measure.\n");
        assertThat(MetricsReport.of(List.of(), Window.of(START, Duration.ofHours(1)), RESAMPLING)
                        .arrivals())
                .isEmpty();
    }

    @Test
    void aLoneMeanIsRefused() {
        MetricsRow row =
                MetricsReport.of(incidents(1, 1), MONTH, RESAMPLING).rows().get(0);
        assertThatThrownBy(() -> new MetricsRow(
                        row.service(), row.severity(), row.measured(), Optional.empty(), row.upper(), row.mean()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("mean must have a median beside it");
    }

    @Test
    void theOrderOfIncidentsDoesNotMatter() {
        List<IncidentTimes> shuffled = new ArrayList<>(incidents(2, 1));
        Collections.shuffle(shuffled, new Random(1));
        assertThat(MetricsReport.of(shuffled, MONTH, RESAMPLING))
                .isEqualTo(MetricsReport.of(incidents(2, 1), MONTH, RESAMPLING));
    }

    @Test
    void twoMonthsAreComparedGroupByGroup() {
        MetricsReport now = MetricsReport.of(incidents(3, 1), MONTH, RESAMPLING);
        MetricsReport slower = MetricsReport.of(incidents(4, 6), MONTH, RESAMPLING);

        List<MetricsReport.Compared> compared = slower.comparedWith(now, 0.95);
        assertThat(compared).hasSameSizeAs(slower.rows());
        assertThat(compared)
                .filteredOn(found -> found.row().service().isEmpty()
                        && found.row().severity().isEmpty())
                .extracting(found -> found.row().measured().measure() + " " + found.kind())
                .contains("RESOLVE FIRST_LONGER", "ACKNOWLEDGE CANNOT_DISTINGUISH");
    }

    /** By hand: 3 x 0.01, 2 x 0.02, and 0.04 no less than that. */
    @Test
    void comparisonsThatAreMadeTogetherAreJudgedTogether() {
        assertThat(MetricsReport.holm(new double[] {0.04, 0.01, 0.02})).containsExactly(0.04, 0.03, 0.04);
        MetricsReport month = MetricsReport.of(incidents(3, 1), MONTH, RESAMPLING);
        MetricsReport other = MetricsReport.of(incidents(9, 1.6), MONTH, RESAMPLING);
        assertThat(month.comparedWith(other, 0.95)).allSatisfy(found -> {
            assertThat(found.adjustedPValue())
                    .isGreaterThanOrEqualTo(found.comparison().pValue());
            assertThat(found.kind() == Comparison.Kind.CANNOT_DISTINGUISH).isEqualTo(found.adjustedPValue() > 1 - 0.95);
        });
    }

    /** One service is known for a shorter time: all means of the measure go up to that, and the report says so. */
    @Test
    void meansOfAllGroupsGoUpToTheSameTime() {
        List<IncidentTimes> incidents = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String service = i % 2 == 0 ? "checkout" : "ledger";
            Instant opened = MONTH.end().minusSeconds(i % 2 == 0 ? 40_000 : 20_000);
            IncidentTimes.Builder times = IncidentTimes.builder(ServiceId.of(service), Severity.SEV3, opened);
            incidents.add(times.resolvedAt(opened.plusSeconds(100L * i)).build());
        }
        MetricsReport report = MetricsReport.of(incidents, MONTH, RESAMPLING);

        List<MetricsRow> rows = report.rows().stream()
                .filter(row -> row.measured().measure() == TimeTo.RESOLVE)
                .toList();
        List<Double> alone = rows.stream()
                .flatMap(row -> row.measured().sample().mean(RESAMPLING).upTo().stream())
                .distinct()
                .toList();
        assertThat(alone).hasSizeGreaterThan(1);
        double least = Collections.min(alone);
        assertThat(rows)
                .extracting(row -> row.mean().upTo())
                .hasSizeGreaterThan(4)
                .containsOnly(Optional.of(least));
        assertThat(report.toMarkdown()).contains(" up to 5 h 33 min |");
    }

    @Test
    void theMeansOfTwoMonthsGoUpToTheSameTime() {
        MetricsReport now = MetricsReport.of(incidents(3, 1), MONTH, RESAMPLING);
        MetricsReport slower = MetricsReport.of(incidents(4, 6), MONTH, RESAMPLING);

        assertThat(slower.comparedWith(now, 0.9)).allSatisfy(found -> {
            if (found.means().first().estimate().isPresent()
                    && found.means().second().estimate().isPresent()) {
                assertThat(found.means().first().upTo())
                        .isEqualTo(found.means().second().upTo());
            }
            found.means()
                    .difference()
                    .flatMap(Estimate::interval)
                    .ifPresent(interval -> assertThat(interval.level()).isEqualTo(0.9));
        });
    }

    @Test
    @Tag("data")
    void aRealYearIsReported() {
        Window year = Window.of(Instant.parse("2016-03-01T00:00:00Z"), Duration.ofDays(90));
        MetricsReport report =
                MetricsReport.of(RealLogs.uci(), year, Resampling.seeded(1).times(100));

        assertThat(report.incidents()).isGreaterThan(15_000);
        assertThat(report.toMarkdown()).contains("in bursts or at a changing rate");
        assertThat(report.rows()).hasSizeGreaterThan(200);
    }

    @Test
    void moreResamplesThanAnyoneWaitsForAreRefused() {
        IncidentTimes one = IncidentTimes.builder(ServiceId.of("ledger"), Severity.SEV3, MONTH.start())
                .build();
        List<IncidentTimes> same = java.util.Collections.nCopies(20_000, one);

        assertThatThrownBy(
                        () -> MetricsReport.of(same, MONTH, Resampling.seeded(1).times(50_001)))
                .isInstanceOf(io.itops.core.InvalidInputException.class)
                .hasMessage("resamples times incidents must be at most 1000000000, but was 1000020000");
    }
}
