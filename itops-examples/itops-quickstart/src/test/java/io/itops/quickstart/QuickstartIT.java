package io.itops.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartIT {
    @TempDir
    private Path folder;

    @Test
    void oneRealFailureTravelsFromMetricToPageToReview() throws Exception {
        Path report = folder.resolve("report.html");
        try (Program program =
                new Program("--fast", "--dir", folder.resolve("run").toString(), "--report", report.toString())) {
            int exit = program.end();

            assertThat(exit).as(program.printed()).isZero();
        }
        assertThat(Files.readString(report))
                .contains("ledger 2.4", "firing", "acknowledged by bob", "PASSED")
                .as("the PromQL of the rule file")
                .contains("1 - sum by (service) (rate(http_server_requests_seconds_count{", "[3s]", "&gt; 0.05</code>");
    }

    @Test
    void wrongOptionsAreRefusedWithTheUsage() throws Exception {
        try (Program program = new Program("--slow")) {
            assertThat(program.end()).isEqualTo(2);
        }
    }
}
