package io.itops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortRunTest {
    @Test
    void aReplayGainsAndNothingElse() {
        assertThat(ShortRun.gains(List.of("incident", "replay", "--format", "uci", "log.csv")))
                .isTrue();
        assertThat(ShortRun.gains(List.of("incident", "replay"))).isFalse();
        assertThat(ShortRun.gains(List.of("rules", "replay", "log.csv"))).isFalse();
        assertThat(ShortRun.gains(List.of("backtest", "incident", "replay"))).isFalse();
        assertThat(ShortRun.gains(List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xint",
                "-Xcomp",
                "-XX:+UseG1GC",
                "-XX:-UseSerialGC",
                "-XX:+UseZGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-TieredCompilation",
                "-XX:CompileThreshold=10",
                "-XX:StartFlightRecording=filename=r.jfr",
                "-javaagent:agent.jar",
                "-agentlib:jdwp=transport=dt_socket"
            })
    void anOptionThatChoosesStays(String option) {
        assertThat(ShortRun.chosen(List.of("-Xmx1g", option))).isTrue();
    }

    @Test
    void optionsThatChooseNothingAreHandedOn() {
        List<String> options =
                List.of("-Xmx1g", "-Dfile.encoding=US-ASCII", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-ea");

        assertThat(ShortRun.chosen(options)).isFalse();
        assertThat(ShortRun.command(Path.of("java"), options, "a.jar:b c.jar", List.of("incident", "replay", "l o g")))
                .containsExactly(
                        "java",
                        "-Xmx1g",
                        "-Dfile.encoding=US-ASCII",
                        "-XX:+UseSerialGC",
                        "-XX:MaxRAMPercentage=50",
                        "-ea",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        "a.jar:b c.jar",
                        "io.itops.cli.Cli",
                        "incident",
                        "replay",
                        "l o g");
    }

    @Test
    void theMachineItselfStartsNoOther() {
        assertThat(ShortRun.chosen(ShortRun.SETTINGS)).isTrue();
    }
}
