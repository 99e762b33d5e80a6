package io.itops.prometheus.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.prometheus.HardYaml;
import io.itops.prometheus.Inputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule files, PrometheusRule resources and files of incidents end in a value or in problems, whatever they say, in time and memory. */
class RuleFileInputTest {
    private static final RuleFileLimits LIMITS = RuleFileLimits.STANDARD;
    private static final HardRuleFiles FULL = new HardRuleFiles(LIMITS);
    private static final int MAX_INCIDENTS = 1_000;

    private static final List<String> FILES = List.of(
            """
            groups:
              - name: checkout
                interval: 30s
                query_offset: 10s
                limit: 5
                labels: {team: shop}
                rules:
                  - record: "job:errors:rate5m"
                    expr: sum by (job) (rate(errors_total{code=~"5.."}[5m]))
                    labels: {tier: "1"}
                  - alert: Errors
                    expr: |
                      job:errors:rate5m
                        > 0.5
                    for: 5m
                    keep_firing_for: 1m
                    labels: {severity: page, who: "{{ $labels.job }}"}
                    annotations:
                      summary: "{{ $labels.job }} has {{ $value | humanize }}"
                    itops: {clear_when: "job:errors:rate5m > 0.3", no_data: keep_last}
            """,
            "groups: [{name: a, rules: [{record: b, expr: 1e3}, &x {alert: c, expr: 'up == 0'}, {<<: *x, for: 1m}]}]\n");

    private static final List<String> RESOURCES = List.of("""
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata: {name: shop, labels: {role: alert-rules}}
            spec:
              groups:
                - name: a
                  partial_response_strategy: warn
                  rules:
                    - alert: Down
                      expr: up{job="a"} == 0
                      annotations: {summary: '{{ with query "up" }}{{ . | first | value }}{{ end }}'}
            """, """
            kind: List
            items: [{kind: PrometheusRule, spec: {groups: [{name: a, rules: [&x {record: y, expr: "1"}, {<<: *x}]}]}}]
            """);

    private static final List<String> INCIDENTS =
            List.of("""
            incidents:
              - name: late
                from: 2026-01-31T10:00:00Z
                to: 2026-01-31T11:00:00+01:00
                matchers: '{job="a", b!~".*(c|d)+"}'
                lead: 30m
              - {name: early, from: 1h, to: 90m}
            """, "incidents: [{name: a, from: 0, to: 1, matchers: 'job=\"a\"'}]\n");

    @TempDir
    private Path folder;

    private static boolean read(String text) {
        CheckedFile checked = RuleFile.check("rules.yml", text, RuleFileOptions.STANDARD);
        assertThat(checked.problems().isEmpty()).isEqualTo(checked.file().isPresent());
        return checked.file().isPresent();
    }

    private static boolean readIncidents(String text) {
        IncidentFile file = IncidentFile.parse(text);
        assertThat(file.incidents().isEmpty()).isNotEqualTo(file.problems().isEmpty());
        return file.problems().isEmpty();
    }

    private boolean readBytes(byte[] bytes) {
        Path file = folder.resolve("rules.yml");
        try {
            Files.write(file, bytes);
            return RuleFile.check(file, RuleFileOptions.STANDARD).problems().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean readIncidentBytes(byte[] bytes) {
        Path file = folder.resolve("incidents.yml");
        try {
            Files.write(file, bytes);
            return IncidentFile.read(file).problems().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void mutantsEndInAFileOrProblems() {
        mutants(1);
    }

    @Test
    @Tag("campaign")
    void manyMutantsEndInAFileOrProblems() {
        mutants(3 * Inputs.CAMPAIGN);
    }

    /** A mutant of YAML costs four times one of the other formats, so there are fewer of them. */
    private void mutants(int times) {
        Inputs.mutants("rule file", FILES, 11, 1_750 * times, RuleFileInputTest::read);
        Inputs.mutants("PrometheusRule", RESOURCES, 12, 1_000 * times, RuleFileInputTest::read);
        Inputs.mutants("incidents", INCIDENTS, 13, 800 * times, RuleFileInputTest::readIncidents);
        Inputs.byteMutants("rule file", FILES, 14, 400 * times, this::readBytes);
        Inputs.byteMutants("PrometheusRule", RESOURCES, 15, 400 * times, this::readBytes);
        Inputs.byteMutants("incidents", INCIDENTS, 16, 400 * times, this::readIncidentBytes);
    }

    @Test
    void yamlThatIsHardOnPurposeEndsInTime() {
        Inputs.hard("rule file", HardYaml.cases(), RuleFileInputTest::read);
    }

    /** All readers of YAML begin with the one that the rule files went through above. */
    @Test
    @Tag("campaign")
    void yamlThatIsHardOnPurposeEndsInTimeAsIncidentsToo() {
        Inputs.hard("incidents", HardYaml.cases(), RuleFileInputTest::readIncidents);
    }

    @Test
    void bytesThatAreNoTextEndInTime() {
        Inputs.hardBytes("rule file", Inputs.noUtf8(FILES.get(0)), this::readBytes);
        Inputs.hardBytes("incidents", Inputs.noUtf8(INCIDENTS.get(0)), this::readIncidentBytes);
    }

    /** Each is read to its end, so that no limit but the one that it goes to ends it early. */
    @Test
    void filesThatGoToTheLimitsAreReadInTime() {
        Map<String, String> cases = FULL.right();

        assertThat(cases)
                .allSatisfy((name, text) -> assertThat(RuleFile.check("rules.yml", text, RuleFileOptions.STANDARD)
                                .problems())
                        .as(name)
                        .isEmpty());
        Inputs.hard("rule file", cases, RuleFileInputTest::read);
    }

    @Test
    void ruleFilesThatAreHardOnPurposeEndInTime() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("rules that are wrong", FULL.rules(i -> "{record: a, expr: b(}"));
        cases.put(
                "deep rules that are wrong",
                FULL.rules(i -> "{record: a, expr: '" + "(".repeat(95) + "b(" + ")".repeat(95) + "'}"));
        cases.put(
                "deep rules whose types are wrong",
                FULL.rules(i -> "{record: a, expr: '" + "(".repeat(95) + "rate(b)" + ")".repeat(95) + "'}"));
        cases.put(
                "deep rules with wrong patterns",
                FULL.rules(i -> "{record: a, expr: '" + "(".repeat(95) + "b{c=~\"[\"}" + ")".repeat(95) + "'}"));
        cases.put("rules without anything", FULL.rules(i -> "{}"));
        cases.put("texts as rules", FULL.rules(i -> "x"));
        cases.put("keys that are unknown", FULL.rules(i -> "{x: y}"));
        cases.put("groups without anything", FULL.groups(i -> "{}"));
        cases.put("groups of one name", FULL.groups(i -> "{name: a}"));
        cases.put("long expressions", FULL.rules(i -> "{record: a, expr: '" + "a + ".repeat(15_000) + "a'}"));
        cases.put(
                "expressions beyond what a file may have",
                "groups: [{name: a, rules: ["
                        + HardRuleFiles.numbered(9, i -> "{record: a, expr: '" + "a + ".repeat(10_000) + "a'}")
                        + "]}]");
        cases.put("deep expressions", FULL.rules(i -> "{record: a, expr: '" + "(".repeat(60_000) + "'}"));
        cases.put(
                "numbers that are none",
                FULL.rules(i -> "{alert: A, expr: 'a > NaN or a < -Inf or +Inf * NaN', for: NaN}"));
        cases.put(
                "greatest patterns",
                FULL.rules(i -> "{record: a" + i + ", expr: '" + ("a{b=~\"" + i + "((x{20}){20}){20}\"} or ").repeat(5)
                        + "a'}"));
        cases.put("templates that are wrong", FULL.rules(i -> "{alert: A, expr: a, annotations: {s: '{{ $x }}'}}"));
        cases.put(
                "labels of one rule",
                "groups: [{name: a, rules: [{alert: A, expr: a, labels: {"
                        + HardRuleFiles.numbered(LIMITS.maxValues() / 2 - 20, "k%d: v") + "}}]}]");
        cases.put(
                "annotations of one rule",
                "groups: [{name: a, rules: [{alert: A, expr: a, annotations: {"
                        + HardRuleFiles.numbered(LIMITS.maxValues() / 2 - 20, "k%d: '{{ $x }}'") + "}}]}]");
        cases.put("aliases of great rules", aliases("{record: b, expr: '" + "a + ".repeat(15_000) + "a'}"));
        cases.put(
                "aliases of many rules",
                "groups: [{name: g0, rules: &r ["
                        + HardRuleFiles.numbered(LIMITS.maxValues() / 120, i -> "{record: a, expr: b}") + "]}"
                        + ", {name: g1, rules: *r}".repeat(19) + "]");
        cases.put(
                "aliases of aliases",
                "a: &r [" + HardRuleFiles.numbered(LIMITS.maxValues() / 250, i -> "{record: a, expr: b}") + "]\n"
                        + "b: &g [{name: a, rules: *r}, {name: b, rules: *r}, {name: c, rules: *r}, {name: d, rules: *r}, {name: e, rules: *r}, {name: f, rules: *r}]\n"
                        + "c: &i {kind: PrometheusRule, spec: {groups: *g}}\nkind: List\nitems: [*i, *i, *i, *i, *i, *i]\n");
        // The bounds are those of a program that runs, not of the first wrong file that it ever reads.
        cases.values().forEach(RuleFileInputTest::read);
        Inputs.hard("rule file", cases, RuleFileInputTest::read);
    }

    @Test
    void filesOfIncidentsThatAreHardOnPurposeEndInTime() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("incidents", incidents(i -> "{name: a" + i + ", from: 0, to: 1}"));
        cases.put(
                "incidents with all there is",
                incidents(i -> "{name: a" + i + ", from: 0, to: 90m, lead: 1h, matchers: 'a=~\"" + i + "x{12}\"'}"));
        cases.put(
                "long matchers that are right",
                incidents(i -> "{name: a" + i + ", from: 0, to: 1, matchers: '" + "a=\"b\",".repeat(20) + "'}"));
        assertThat(cases)
                .allSatisfy((name, text) ->
                        assertThat(IncidentFile.parse(text).problems()).as(name).isEmpty());
        cases.put("incidents that are wrong", incidents(i -> "{name: a" + i + ", from: x, to: y, matchers: '='}"));
        cases.put(
                "patterns", incidents(i -> "{name: a, from: 0, to: 1, matchers: 'a=~\"" + i + "((x{20}){20}){20}\"'}"));
        cases.put(
                "long matchers",
                incidents(i -> "{name: a, from: 0, to: 1, matchers: '" + "a=\"b\",".repeat(9_000) + "'}"));
        cases.put("times that go backwards", incidents(i -> "{name: a, from: 2, to: 1, lead: 9999y}"));
        cases.put("times that are none", incidents(i -> "{name: a, from: NaN, to: +Inf, lead: -1s}"));
        cases.put("long numbers", incidents(i -> "{name: a, from: " + "9".repeat(60_000) + ", to: 1}"));
        Inputs.hard("incidents", cases, RuleFileInputTest::readIncidents);
    }

    /** As many as there may be, or as the limits allow. */
    private static String incidents(IntFunction<String> incident) {
        return "incidents: [" + FULL.joined(incident, MAX_INCIDENTS) + "]";
    }

    private static String aliases(String rule) {
        return "a: &x " + rule
                + "\nb: &r [*x, *x, *x, *x]\nc: &g [{name: a, rules: *r}, {name: b, rules: *r}, {name: c, rules: *r}, {name: d, rules: *r}]\n"
                + "d: &i {kind: PrometheusRule, spec: {groups: *g}}\nkind: List\nitems: [*i, *i, *i, *i]\n";
    }
}
