package io.itops.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ItOps;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.Monitoring;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.prometheus.rulefile.RuleFile;
import io.itops.prometheus.rulefile.RuleFileOptions;
import io.itops.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example of the page is the code that runs here. */
class RuleFilesPageTest {
    private static final int LINES = 15;

    @Test
    void aRuleFileOverSamplesOfOnesOwnFires() {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        List<Alert> fired;
        // example
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).clock(clock).build()) {
            Monitoring monitoring = Monitoring.attach(ops);
            String rules = """
                    groups:
                      - name: orders
                        rules: [{alert: OrdersStuck, expr: orders_waiting > 100, for: 1m, labels: {severity: page, service: shop}}]
                    """;
            monitoring.replace(RuleFile.parse("orders.yml", rules, RuleFileOptions.STANDARD)
                    .ruleGroups());
            for (int i = 0; i < 5; i++) {
                monitoring.metrics().append(Labels.metric("orders_waiting", "country", "de"), clock.instant(), 120);
                ops.runUntil(clock.instant().plusSeconds(60));
            }
            fired = monitoring.alerts(); // OrdersStuck, FIRING, of the service shop
        }
        // end
        assertThat(fired).hasSize(1);
        assertThat(fired.get(0).status()).isEqualTo(AlertStatus.FIRING);
        assertThat(fired.get(0).identity().rule()).isEqualTo("OrdersStuck");
        assertThat(fired.get(0).identity().service()).hasToString("shop");
    }

    @Test
    void anAlertWithoutALabelForItsServiceIsOfTheServiceUnknown() {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).clock(clock).build()) {
            Monitoring monitoring = Monitoring.attach(ops);
            String rules = "groups: [{name: a, rules: [{alert: A, expr: 'vector(1)'}]}]";
            RuleFile.parse("a.yml", rules, RuleFileOptions.STANDARD)
                    .ruleGroups()
                    .forEach(monitoring::add);
            ops.runUntil(clock.instant().plusSeconds(120));

            assertThat(monitoring.alerts())
                    .extracting(alert -> alert.identity().service().value())
                    .containsExactly("unknown");
        }
    }

    @Test
    void thePageShowsTheCodeAbove() throws IOException {
        String here = Files.readString(Path.of("src/test/java/io/itops/prometheus/RuleFilesPageTest.java"));
        String code = here.substring(here.indexOf("// example\n") + 11, here.indexOf("        // end\n"))
                .lines()
                .map(line -> line.substring(Math.min(8, line.length())) + "\n")
                .collect(Collectors.joining());

        assertThat(code.lines()).hasSizeLessThanOrEqualTo(LINES);
        assertThat(Files.readString(Path.of(System.getProperty("itops.root"), "docs", "rule-files.md")))
                .contains("```java\n" + code + "```\n");
    }
}
