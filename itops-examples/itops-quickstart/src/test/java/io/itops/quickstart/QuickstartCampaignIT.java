package io.itops.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole program, again and again: left alone, sabotaged, and killed. */
@Tag("campaign")
@Execution(ExecutionMode.CONCURRENT)
class QuickstartCampaignIT {
    private static final int SIGKILL = 128 + 9;

    /** As many as there is time for: {@code -Ditops.runs=10}. */
    private static final int RUNS = Integer.getInteger("itops.runs", 2);

    @TempDir
    private Path own;

    @Test
    void runsInARowPass() throws Exception {
        for (int run = 1; run <= RUNS; run++) {
            Files.deleteIfExists(own.resolve("report.html"));
            try (Program program = start(own)) {
                int exit = program.end();

                assertThat(exit).as("run %s: %s", run, program.printed()).isZero();
                assertThat(program.printed()).startsWith("A fresh run.").contains("PASSED");
                assertThat(own.resolve("report.html")).isNotEmptyFile();
            }
        }
    }

    @Test
    void aFailureOutsideIsBlamedOnNoChange() throws Exception {
        try (Program program = start(own, "--scenario", "dependency")) {
            int exit = program.end();

            assertThat(exit).as(program.printed()).isZero();
            assertThat(program.printed()).contains("PASSED").containsPattern("suspects +UNKNOWN");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wrong-secret, ann's page is verified by the receiver",
        "not-deployed, the change is deployed",
        "ack-dropped, bob acknowledges over HTTP what he saw",
        "back-out-without-effect, the alert resolves"
    })
    void aSabotagedRunFailsAndNamesTheStep(String sabotage, String step) throws Exception {
        assertMissing(step, "--sabotage", sabotage);
    }

    @Test
    void theVerdictFollowsTheChangeThatIsReallyGuilty() throws Exception {
        String printed =
                assertMissing("the guilty change is ranked first among nine", "--sabotage", "other-change-guilty");

        assertThat(printed)
                .containsPattern("suspects +ledger 2\\.3 ")
                .contains("ledger 2.3: bob backed the change out", "incident  closed");
    }

    private String assertMissing(String step, String... args) throws Exception {
        try (Program program = start(own, args)) {
            int exit = program.end();

            assertThat(exit).as(program.printed()).isEqualTo(1);
            assertThat(program.printed()).contains("FAILED: missing step: " + step + " (");
            return program.printed();
        }
    }

    @Test
    void aRunKilledBetweenTheIncidentAndItsFirstPageGoesOn() throws Exception {
        try (Program first = start(own, "--lease", "PT8S", "--kill-at", "incident.opened")) {
            assertThat(first.end()).as(first.printed()).isEqualTo(SIGKILL);
            assertThat(first.printed()).doesNotContain("page sent");
        }
        assertThat(Files.readAllLines(own.resolve("run/receiver.log")))
                .as("nobody was paged")
                .isEmpty();

        assertGoesOn();
    }

    @Test
    void aRunKilledBetweenTheAcceptanceOfAPageAndItsCommitGoesOnWithOneDuplicate() throws Exception {
        // the page is sent again once the lease of the dead process has ended, and must still be wanted then
        List<String> slow = List.of("--lease", "PT8S", "--step", "PT16S");
        List<String> killed = new ArrayList<>(slow);
        killed.addAll(List.of("--kill-on-page", "ann"));
        try (Program first = start(own, killed.toArray(String[]::new))) {
            assertThat(first.end()).as(first.printed()).isEqualTo(SIGKILL);
        }
        assertThat(Files.readAllLines(own.resolve("run/receiver.log")))
                .as("ann was paged")
                .hasSize(1);

        String printed = assertGoesOn(slow.toArray(String[]::new));

        assertThat(printed).contains("where it may have arrived before", "1 duplicates");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 42})
    void aRunKilledAtASeededInstantGoesOn(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int steps = random.nextInt(1, 19);
        int millis = random.nextInt(0, 1_200);
        try (Program first = start(own, "--lease", "PT8S")) {
            first.untilTold(steps);
            assertThat(first.endsWithin(millis)).isFalse();
            first.kill();
            System.out.println("seed " + seed + ": killed " + millis + " ms after step " + steps);
            assertThat(first.printed()).as("it was killed before its end").doesNotContain("PASSED", "FAILED");
        }

        assertGoesOn();
    }

    private String assertGoesOn(String... args) throws Exception {
        try (Program second = start(own, args.length == 0 ? new String[] {"--lease", "PT8S"} : args)) {
            int exit = second.end();

            assertThat(exit).as(second.printed()).isZero();
            assertThat(second.printed())
                    .startsWith("A run was cut here; it goes on.")
                    .contains("PASSED");
            return second.printed();
        }
    }

    private static Program start(Path folder, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "--fast",
                "--dir",
                folder.resolve("run").toString(),
                "--report",
                folder.resolve("report.html").toString()));
        all.addAll(List.of(args));
        return new Program(all.toArray(String[]::new));
    }
}
