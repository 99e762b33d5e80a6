package io.itops.quickstart.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
    @ParameterizedTest
    @CsvSource({"0.37, 0.1", "0.05, 0.02", "1, 0.5", "0.004, 0.001", "0, 0.25", "0.8, 0.2"})
    void sharesAreMarkedAtRoundValues(double greatest, double step) {
        assertThat(Ticks.step(greatest)).isCloseTo(step, org.assertj.core.api.Assertions.within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.1, 10 %", "0.30000000000000004, 30 %", "0.002, 0.2 %", "1, 100 %"})
    void aShareHasNoDigitsThatRoundingLeft(double share, String text) {
        assertThat(Ticks.share(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "8, 1", "9, 2", "38.2, 5", "70, 10", "600, 120", "86400, 10800"})
    void timesAreMarkedAtMostEightTimesBehindTheStart(double span, long step) {
        assertThat(Ticks.seconds(span)).isEqualTo(step);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "90, 1 min 30 s", "120, 2 min"})
    void timesAreToldAsPeopleReadThem(long seconds, String text) {
        assertThat(Ticks.time(seconds)).isEqualTo(text);
    }
}
