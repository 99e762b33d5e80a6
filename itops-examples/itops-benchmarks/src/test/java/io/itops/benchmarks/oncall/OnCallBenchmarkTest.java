package io.itops.benchmarks.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.time.WeeklyHours;
import io.itops.incident.oncall.Layer;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.Rotation;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnCallBenchmarkTest {
    @ParameterizedTest
    @EnumSource
    void aYearIsWhatAScanGives(YearBenchmark.Of of) {
        YearBenchmark benchmark = new YearBenchmark();
        benchmark.contestant = of;
        benchmark.prepare();
        Contestant.check(of.make(), Workload.instants(60));
        assertThat(benchmark.year()).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTimedIsWhatIsChecked(Contestant contestant) {
        OnCallSchedule schedule = Workload.layered();
        assertThat(schedule.versions().get(0).layers()).hasSize(10);
        assertThat(schedule.overrides()).hasSize(1_000);
        Instant[] instants = Workload.instants(4_096);
        OnCallBenchmark benchmark = new OnCallBenchmark();
        benchmark.contestant = contestant;
        benchmark.prepare();
        assertThat(benchmark.instant())
                .isEqualTo(Contestant.PLAIN_SCAN.make(schedule).apply(instants[1]));
    }

    @Test
    void aScheduleWithAGapIsFound() {
        OnCallSchedule mondays = OnCallSchedule.builder("mondays", "UTC")
                .layer(Layer.of("mondays", Rotation.daily(LocalDateTime.of(2026, 1, 1, 0, 0), List.of("ann")))
                        .during(WeeklyHours.on(List.of(DayOfWeek.MONDAY), LocalTime.NOON, LocalTime.MIDNIGHT)))
                .build();
        assertThatThrownBy(() -> Contestant.check(mondays, Workload.START)).hasMessageContaining("the SDK []");
    }
}
