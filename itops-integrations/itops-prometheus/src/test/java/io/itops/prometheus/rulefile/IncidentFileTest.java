package io.itops.prometheus.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.backtest.KnownIncident;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.promql.PromQl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentFileTest {
    private static final String WHOLE = """
            incidents:
              - name: checkout down
                from: 2026-01-31T10:00:00Z
                to: 2026-01-31T12:00:00+01:00
                matchers: '{service="checkout", severity=~"page|critical"}'
                lead: 30m
              - {name: "2", from: 60, to: 5m}
            """;

    @Test
    void incidentsAreReadInTheOrderOfTheFile() {
        IncidentFile file = IncidentFile.parse(WHOLE);

        assertThat(file.problems()).isEmpty();
        assertThat(file.incidents())
                .containsExactly(
                        new KnownIncident(
                                "checkout down",
                                Instant.parse("2026-01-31T10:00:00Z"),
                                Instant.parse("2026-01-31T11:00:00Z"),
                                ((Selector) PromQl.parse("{service=\"checkout\", severity=~\"page|critical\"}"))
                                        .matchers(),
                                Duration.ofMinutes(30)),
                        new KnownIncident("2", Instant.ofEpochSecond(60), Instant.ofEpochSecond(300), List.of()));
    }

    @Test
    void theExampleIsRead() {
        IncidentFile file =
                IncidentFile.parse("incidents: [{name: late, from: 2026-01-31T10:00:00Z, to: 2026-01-31T11:00:00Z}]");
        file.incidents(); // what a BacktestComparison is given
        assertThat(file.incidents()).extracting(KnownIncident::name).containsExactly("late");
    }

    @Test
    void matchersMayStandWithoutBraces() {
        assertThat(IncidentFile.parse("incidents: [{name: a, from: 0, to: 1, matchers: 'job=\"a\"'}]")
                        .incidents()
                        .get(0)
                        .matchers())
                .hasToString("[job=\"a\"]");
    }

    @Test
    void allThatIsWrongIsToldWithItsPlace() {
        IncidentFile file = IncidentFile.parse("""
                incidents:
                  - name: a
                    from: soon
                    to: 2026-01-31T11:00:00Z
                    matchers: 'job="a"} or up{job="b"'
                  - {name: b, from: 5m, to: 4m}
                  - {name: c, to: 5m, since: 3}
                  - nothing
                """);

        assertThat(file.incidents()).isEmpty();
        assertThat(file.problems())
                .extracting(Object::toString)
                .satisfiesExactly(
                        one -> assertThat(one)
                                .startsWith("line 3, column 11: instant must be seconds since 1970")
                                .endsWith("but was \"soon\""),
                        one -> assertThat(one)
                                .startsWith("line 5, column 15: matchers of an incident must be those of"),
                        one -> assertThat(one).startsWith("line 6, column 5: end of b must not lie before its begin"),
                        one -> assertThat(one).startsWith("line 7, column 5: from of an incident must be given"),
                        one -> assertThat(one)
                                .startsWith(
                                        "line 7, column 23: key of incident must be one of name, from, to, matchers, lead, but was"),
                        one -> assertThat(one).startsWith("line 8, column 5: incident must be a mapping"));
        assertThat(IncidentFile.parse("incidents: [{name: a, from: 0, to: 1, lead: 2d}]")
                        .problems())
                .extracting(Object::toString)
                .containsExactly("line 1, column 45: lead of incident a must be at most 1d, but was \"2d\"");
        assertThat(IncidentFile.parse("incident: [{name: a, from: 0, to: 1}]").problems())
                .extracting(Object::toString)
                .containsExactly(
                        "line 1, column 1: key of the file of incidents must be one of incidents, but was \"incident\"");
        for (String text : List.of("", "a: b", "incidents: []", "incidents: x", "[", "- a\n---\n- b", "\t")) {
            assertThat(IncidentFile.parse(text).problems()).as(text).isNotEmpty();
        }
    }
}
