package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.store.InMemoryStore;
import io.itops.core.time.Window;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.metrics.Comparison;
import io.itops.incident.metrics.CostSimulation;
import io.itops.incident.metrics.DurationSample;
import io.itops.incident.metrics.LossDistribution;
import io.itops.incident.metrics.MeanDifference;
import io.itops.incident.metrics.MetricsReport;
import io.itops.incident.metrics.RateCard;
import io.itops.incident.metrics.Resampling;
import io.itops.incident.metrics.RestrictedMean;
import io.itops.incident.metrics.ServiceCost;
import io.itops.incident.metrics.TimeTo;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the code of docs/metrics.md: each piece stands here, and is run. */
class MetricsPageTest {
    private static final Pattern CODE = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Actor ANN = Actor.user("ann");

    private final ManualClock clock = ManualClock.at("2026-10-01T00:00:00Z");

    @Test
    void allCodeOfThePageStandsHere() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "metrics.md"));
        String here = dense(Files.readString(Path.of("src/test/java/io/itops/incident/MetricsPageTest.java")));
        List<String> pieces = CODE.matcher(page)
                .results()
                .map((MatchResult piece) -> piece.group(1))
                .toList();

        assertThat(pieces).hasSize(3);
        assertThat(pieces).allSatisfy(piece -> assertThat(here).contains(dense(piece)));
    }

    private static String dense(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void aMonthIsMeasuredComparedAndPriced() {
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .notifier(new RecordingNotifier("pager"))
                .build()) {
            Incidents incidents = Incidents.attach(
                    ops,
                    EscalationPolicy.builder().step("ann", Duration.ofDays(7)).build());
            months(incidents);

            Window october = new Window(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"));
            MetricsReport report = incidents.analyses().metrics(october, Resampling.seeded(1));
            String page = report.toMarkdown();

            Window november = new Window(october.end(), Instant.parse("2026-12-01T00:00:00Z"));
            DurationSample before = TimeTo.RESOLVE
                    .measure(incidents.analyses().times(october), clock.instant())
                    .sample();
            DurationSample after = TimeTo.RESOLVE
                    .measure(incidents.analyses().times(november), clock.instant())
                    .sample();
            Comparison verdict = Comparison.logRank(before, after, 0.95);
            MeanDifference means = MeanDifference.of(before, after, Resampling.seeded(1));
            RestrictedMean first = means.first();

            ServiceCost cost = incidents.analyses().cost(ServiceId.of("checkout"), october, RateCard.flat(1_200));
            LossDistribution year = CostSimulation.seeded(1).run(List.of(cost));
            double worst = year.conditionalValueAtRisk(0.95, 0.95).value();

            assertThat(page).contains("| all | all | MTTR (resolve): opened to resolved | 240 | 0 | 0 | 0 | ");
            assertThat(verdict.kind()).isEqualTo(Comparison.Kind.FIRST_LONGER);
            assertThat(verdict.sentence()).startsWith("The first lasts longer (log-rank, p = ");
            assertThat(means.kind()).isEqualTo(Comparison.Kind.FIRST_LONGER);
            assertThat(means.upTo()).isPresent();
            assertThat(first.withheld()).isEmpty();
            assertThat(worst).isGreaterThan(year.expected(0.95).value());
        }
    }

    /** 240 incidents of one to three hours in October, a fifth shorter in November, of which the last goes on. */
    private void months(Incidents incidents) {
        for (int i = 0; i < 480; i++) {
            IncidentId id = incidents
                    .declare(Trouble.of("pool-" + i, ServiceId.of("checkout"), Severity.SEV2, "slow"), ANN)
                    .id();
            long minutes = i < 240 ? 60 + i % 120 : 48 + i % 96;
            clock.set(clock.instant().plus(Duration.ofMinutes(minutes)));
            if (i < 479) {
                incidents.resolve(id, "fixed", ANN);
            }
            clock.set(clock.instant().plus(Duration.ofMinutes(180 - minutes)));
            if (i == 239) {
                clock.set(Instant.parse("2026-11-01T00:00:00Z"));
            }
        }
        clock.set(Instant.parse("2026-12-01T00:00:00Z"));
    }
}
