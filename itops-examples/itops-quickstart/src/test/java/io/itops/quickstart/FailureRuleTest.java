package io.itops.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.ServiceId;
import io.itops.core.Severity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureRuleTest {
    static Stream<Pace> paces() {
        return Stream.of(Pace.USUAL, Pace.FAST);
    }

    @ParameterizedTest
    @MethodSource("paces")
    void comesFromTheRuleFileOfThePace(Pace pace) {
        FailureRule loaded = FailureRule.load(pace.rules());

        assertThat(loaded.group().interval()).isEqualTo(pace.interval());
        assertThat(loaded.rule().name()).isEqualTo("CheckoutFailures");
        assertThat(loaded.rule().severity()).isEqualTo(Severity.SEV2);
        assertThat(loaded.rule().service()).contains(ServiceId.of(Landscape.CHECKOUT));
        assertThat(loaded.rule().dedupBy()).isEqualTo(List.of("alertname", "service"));
        assertThat(loaded.threshold()).isEqualTo(0.05);
        assertThat(loaded.rule().when().toString())
                .isEqualTo(loaded.failures() + " > 0.05")
                .startsWith("1 - sum by (service) (rate(http_server_requests_seconds_count{");
    }

    @Test
    void isTheSameForPeopleWhoWatchAndForShortenedWaits() {
        FailureRule usual = FailureRule.load(Pace.USUAL.rules());
        FailureRule fast = FailureRule.load(Pace.FAST.rules());

        assertThat(fast.rule().when().toString().replace("[3s]", "[10s]"))
                .isEqualTo(usual.rule().when().toString());
        assertThat(usual.rule().holdFor()).isEqualTo(Duration.ofSeconds(3));
        assertThat(fast.rule().holdFor()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void refusesAFileThatItsReportCouldNotDraw() {
        String file = "groups: [{name: g, rules: [{alert: A, expr: up == 0}]}]";

        assertThatThrownBy(() -> FailureRule.read("other.yml", file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("other.yml must have one alert rule, of the form: share > number");
    }
}
