package io.itops.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.explain.Explanation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT5M, 5 min",
        "PT1H30M, 1 h 30 min",
        "PT0.25S, 250 ms",
        "PT1M1S, 1 min 1 s",
        "PT24H, 1 d",
        "P2DT3M1.004S, 2 d 3 min 1 s 4 ms",
        "PT0.0000005S, less than 1 ms",
        "PT-0.1S, -100 ms",
        "PT-1M-30S, -1 min 30 s"
    })
    void durationsAreToldByTheirUnits(Duration duration, String words) {
        assertThat(Words.duration(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"P2DT3M1S, 2 d 3 min", "PT61.5S, 1 min 1 s", "PT0S, 0 s", "PT5M, 5 min"})
    void whatWasMeasuredIsToldByTwoUnits(Duration duration, String words) {
        assertThat(Words.about(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 alerts, 0 times", "1, 1 alert, once", "2, 2 alerts, 2 times"})
    void oneIsNoPlural(long number, String alerts, String times) {
        assertThat(Words.count(number, "alert")).isEqualTo(alerts);
        assertThat(Words.times(number)).isEqualTo(times);
    }

    @Test
    void somePluralsAreSaid() {
        assertThat(Words.count(1, "series", "series")).isEqualTo("1 series");
        assertThat(Words.count(3, "reply", "replies")).isEqualTo("3 replies");
    }

    @ParameterizedTest
    @CsvSource({
        "0.99899072271541, 0.999",
        "0.12346, 0.1235",
        "-2.5, -2.5",
        "0, 0",
        "-0.0, 0",
        "1.0, 1",
        "123.456, 123.5",
        "12345.6, 12346",
        "50.001, 50",
        "-120.04, -120",
        "999.96, 1000",
        "29.999999999999996, 30",
        "999.94, 999.9",
        "0.09999999, 0.1",
        "999999999999999.9, 1000000000000000",
        "1E15, 1E+15",
        "0.0000321987, 0.0000322",
        "0.0000010004, 0.000001",
        "9.9999E-7, 0.000001",
        "3.2E-15, 3.2E-15",
        "1.7976931348623157E308, 1.798E+308",
        "Infinity, Infinity",
        "NaN, NaN"
    })
    void numbersAreToldByFourDigitsAndPlainlyWherePeopleReadThem(double number, String words) {
        assertThat(Words.number(number)).isEqualTo(words);
    }

    @Test
    void explanationsTellNumbersSoAndKeepTheWeightExact() {
        Explanation why = Explanation.of("near")
                .with("recency", 0.99899072271541)
                .with("hops", 12_345)
                .weighing(0.5200000000000001);
        assertThat(why.render()).isEqualTo("near [0.52] {recency=0.999, hops=12345}\n");
        assertThat(why.weight()).hasValue(0.5200000000000001);
    }

    @Test
    void explanationsTellDurationsSo() {
        assertThat(Explanation.of("slow").with("taken", Duration.ofSeconds(90)).evidence())
                .containsEntry("taken", "1 min 30 s");
    }
}
