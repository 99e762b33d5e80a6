package io.itops.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptionsTest {
    @Test
    void withoutArgumentsAChangeIsAtFaultAtTheUsualPace() {
        Options options = Options.parse(List.of());

        assertThat(options.scenario()).isEqualTo(Scenario.CHANGE);
        assertThat(options.sabotage()).isEqualTo(Sabotage.NONE);
        assertThat(options.pace()).isEqualTo(Pace.USUAL);
        assertThat(options.report()).isEqualTo(Path.of("target/report.html"));
    }

    @Test
    void theStepCanBeSetForAnyPaceInAnyOrder() {
        Options options = Options.parse(List.of("--step", "PT9S", "--fast"));

        assertThat(options.pace()).isEqualTo(Pace.FAST.withStep(Duration.ofSeconds(9)));
    }

    @ParameterizedTest
    @EnumSource(Sabotage.class)
    void everySabotageHasAName(Sabotage sabotage) {
        String name = sabotage.name().toLowerCase(Locale.ROOT).replace('_', '-');

        assertThat(Options.parse(List.of("--sabotage", name)).sabotage()).isEqualTo(sabotage);
        assertThat(Options.USAGE).contains(name);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Options.parse(List.of("--slow")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--slow");
        assertThatThrownBy(() -> Options.parse(List.of("--scenario", "fire")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("change, dependency");
        assertThatThrownBy(() -> Options.parse(List.of("--dir"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Options.parse(List.of("--step", "soon"))).isInstanceOf(InvalidInputException.class);
    }
}
