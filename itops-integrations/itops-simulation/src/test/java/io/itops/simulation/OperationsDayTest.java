package io.itops.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.testkit.simulation.History;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole SDK through many virtual days; {@link PlantedBugsTest} shows that each invariant can be seen to be broken. */
class OperationsDayTest {
    private static final int DAYS = 200;

    /** As many as there is time for: {@code -Ditops.days=2000}. */
    private static final int CAMPAIGN_DAYS = Integer.getInteger("itops.days", 80);

    @Test
    void everyInvariantHoldsOnEveryDay() {
        holds(0, DAYS);
    }

    @Test
    @Tag("campaign")
    void everyInvariantHoldsOnEveryDayOfManyMore() {
        holds(10_000, CAMPAIGN_DAYS);
    }

    /** A seed that was printed: {@code -Ditops.seed=}. */
    @Test
    void everyInvariantHoldsOnTheDayAskedFor() {
        holds(Long.getLong("itops.seed", 42), 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 77, -5, Long.MAX_VALUE})
    void theSameSeedGivesTheSameJournalByteForByte(long seed) {
        History once = OperationsDay.of(seed).build().run();
        History again = OperationsDay.of(seed).build().run();

        assertThat(again.journal()).isNotEmpty().isEqualTo(once.journal());
        assertThat(again.digest()).isEqualTo(once.digest());
        assertThat(again.root()).isEqualTo(once.root());
        assertThat(again.moments()).hasSameSizeAs(once.moments());
        assertThat(OperationsDay.of(seed + 1).build().run().digest()).isNotEqualTo(once.digest());
    }

    @Test
    void theSameSeedGivesTheSameJournalInAnotherProcess() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Digest.class.getName(),
                        "3")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream out = process.getInputStream()) {
            assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8).trim())
                    .isEqualTo(OperationsDay.of(3).build().run().digest());
        } finally {
            process.destroyForcibly();
        }
    }

    /** Prints the digest of a seed's journal. */
    static final class Digest {
        private Digest() {}

        public static void main(String[] args) {
            System.out.println(
                    OperationsDay.of(Long.parseLong(args[0])).build().run().digest());
        }
    }

    private static void holds(long firstSeed, int days) {
        Days.Outcome outcome = Days.run(firstSeed, days);
        System.out.println(outcome.coverage());
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.coverage().runs()).isEqualTo(days);
        if (days >= DAYS) {
            assertThat(outcome.coverage().missing())
                    .as("faults and branches that no day reached")
                    .isEmpty();
        }
    }
}
