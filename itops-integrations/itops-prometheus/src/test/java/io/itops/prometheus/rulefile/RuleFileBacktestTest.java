package io.itops.prometheus.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.backtest.Backtest;
import io.itops.monitoring.backtest.BacktestComparison;
import io.itops.monitoring.backtest.KnownIncident;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MetricStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two versions of a rule file over the same samples. */
class RuleFileBacktestTest {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    private static RuleFile file(String name, String hold) {
        return RuleFile.parse(name, """
                groups:
                  - name: disks
                    interval: 1m
                    rules:
                      - record: disk:used:ratio
                        expr: disk_used_bytes / disk_size_bytes
                      - alert: DiskFull
                        expr: disk:used:ratio > 0.9
                        for: %s
                        annotations:
                          summary: '{{ $labels.host }} is {{ $value | humanizePercentage }} full'
                """.formatted(hold), RuleFileOptions.STANDARD);
    }

    @Test
    void aLongerHoldTimePagesLessAndStillCatchesTheIncident() {
        MetricStore metrics =
                MetricStore.builder().retention(Duration.ofDays(2)).build();
        for (int minute = 0; minute < 24 * 60; minute++) {
            Instant at = START.plus(Duration.ofMinutes(minute));
            boolean real = minute >= 720 && minute < 780;
            boolean spike = minute % 90 < 3;
            metrics.append(Labels.metric("disk_used_bytes", "host", "a"), at, real || spike ? 95 : 50);
            metrics.append(Labels.metric("disk_size_bytes", "host", "a"), at, 100);
        }
        Backtest lastMonth = Backtest.of(metrics, START, START.plus(Duration.ofDays(1)));
        RuleFile older = file("old.yml", "0s");
        RuleFile newer = file("new.yml", "5m");
        List<KnownIncident> incidents = List.of(new KnownIncident(
                "disk of a",
                START.plus(Duration.ofMinutes(720)),
                START.plus(Duration.ofMinutes(780)),
                List.of(Matcher.eq("host", "a"))));

        BacktestComparison comparison = RuleFileBacktest.compare(lastMonth, older, newer, incidents);
        comparison.summary(); // would page 14 times less (3 instead of 17), misses none of these 3 incidents

        assertThat(comparison.summary())
                .isEqualTo("would page 15 times less (1 instead of 16), misses not the incident disk of a");
        assertThat(comparison.incidents().get(0).delayAfter()).contains(Duration.ofMinutes(5));
        assertThat(comparison.after().alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.annotations()).containsEntry("summary", "a is 95% full"));
        assertThat(RuleFileBacktest.run(lastMonth, newer)).isEqualTo(comparison.after());
    }
}
