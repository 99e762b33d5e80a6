package io.itops.prometheus.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.prometheus.Inputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One long name, pattern or line among many rules costs no more than it is long, and what is not told is said to be left out. */
class LongNamesTest {
    private static CheckedFile check(String text) {
        return RuleFile.check("rules.yml", text, RuleFileOptions.STANDARD);
    }

    private static String list(int count, IntFunction<String> piece) {
        return IntStream.range(0, count).mapToObj(piece).collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void longNamesCostNoMoreForEveryRule() {
        String longName = "n".repeat(200_000);
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("of a group", "groups: [{name: " + longName + ", rules: " + list(4_900, i -> "{}") + "}]");
        cases.put(
                "of a group with rules that are right",
                "groups: [{name: " + longName + ", rules: " + list(1_600, i -> "{record: a" + i + ", expr: b}") + "}]");
        cases.put(
                "of a resource",
                "kind: List\nitems: [{kind: PrometheusRule, metadata: {name: " + longName + "}, spec: {groups: "
                        + list(2_400, i -> "{name: g" + i + "}") + "}}, {kind: PrometheusRule}]");
        cases.put(
                "of an alert with labels",
                "groups: [{name: a, rules: [{alert: " + longName.substring(100_000) + ", expr: up, labels: {"
                        + IntStream.range(0, 4_000)
                                .mapToObj(i -> "l" + i + ": v")
                                .collect(Collectors.joining(", "))
                        + "}}]}]");
        Inputs.hard("long names", cases, text -> check(text).problems().isEmpty());
    }

    @Test
    void theNameOfAResourceIsAtMostThatOfKubernetes() {
        String form =
                "kind: List\nitems: [{kind: PrometheusRule, metadata: {name: NAME}, spec: {groups: [{name: a}]}}, "
                        + "{kind: PrometheusRule, metadata: {name: b}, spec: {groups: [{name: a}]}}]";

        assertThat(check(form.replace("NAME", "n".repeat(253))).problems()).isEmpty();
        assertThat(check(form.replace("NAME", "n".repeat(254))).problems())
                .singleElement()
                .asString()
                .startsWith("line 2, column 49: name of a resource must be at most 253 characters, but was \"nnn");
    }

    @Test
    void longNamesOfGroupsStandOnceInTheFile() {
        String one = "{name: " + "n".repeat(500) + "}";

        assertThat(check("groups: [" + one + ", " + one + "]").problems())
                .singleElement()
                .asString()
                .contains("name of a group must stand once in the file");
        assertThat(check("groups: [" + one + ", " + one.replace("n}", "m}") + "]")
                        .problems())
                .isEmpty();
    }

    @Test
    void aWrongExpressionIsSoughtInItsLineInTime() {
        Map<String, String> cases = new LinkedHashMap<>();
        String comment = "\n# " + "(".repeat(130_000);
        cases.put(
                "one that nearly stands in the next line",
                "groups: [{name: a, rules: [{record: a, expr: \"\\x28" + "(".repeat(60_000) + "x\"}]}]" + comment);
        cases.put(
                "many",
                "groups: [{name: a, rules: " + list(990, i -> "{record: a, expr: \"\\x28((x\"}") + "}]" + comment);
        cases.put(
                "many before blanks",
                "groups: [{name: a, rules: " + list(990, i -> "{record: a, expr: \"\\x28((x\"}") + "}]\n"
                        + " ".repeat(130_000) + "#");
        Inputs.hard("wrong expressions", cases, text -> check(text).problems().isEmpty());
    }

    @Test
    void aWrongExpressionOfABlockIsFoundInItsLine() {
        String file = """
                groups:
                  - name: a
                    rules:
                      - record: a
                        expr: |
                          sum(
                            b(
                          )
                """;

        assertThat(check(file).problems()).singleElement().asString().startsWith("line 7, column");
    }

    @Test
    void patternsOfIncidentsHaveTheBudgetOfAFile() {
        String great = list(5, i -> "a=~\"" + i + "(abcdefgh){999}\"").replaceAll("[\\[\\]]", "");
        String file = "incidents: " + list(1_000, i -> "{name: a" + i + ", from: 0, to: 1, matchers: '" + great + "'}");

        Inputs.hard(
                "incidents",
                Map.of("great patterns", file),
                text -> IncidentFile.parse(text).problems().isEmpty());
        assertThat(IncidentFile.parse(file).problems())
                .singleElement()
                .asString()
                .startsWith("line 1, column ")
                .contains(
                        "patterns of the file must come to at most 20000 instructions together, classes counted twice (maxPatternInstructions)");
    }

    @Test
    void aStrayKeyIsToldTheKeysOfItsKindOfFile() {
        assertThat(check("groups: []\nstray: 1\n").problems())
                .extracting(FileProblem::toString)
                .containsExactly("line 2, column 1: key of the file must be one of groups, but was \"stray\"");
        assertThat(IncidentFile.parse("incidents: [{name: a, from: 0, to: 1, stray: 1}]")
                        .problems())
                .extracting(FileProblem::rule)
                .containsExactly("be one of name, from, to, matchers, lead");
    }

    @Test
    void problemsThatAreNotToldAreSaidToBeLeftOut() {
        List<FileProblem> thousand = check("groups: " + list(1_000, i -> "x")).problems();
        List<FileProblem> more = check("groups: " + list(1_001, i -> "x")).problems();

        assertThat(thousand).hasSize(1_000).allMatch(problem -> problem.rule().equals("be a mapping"));
        assertThat(more).hasSize(1_001).startsWith(thousand.toArray(FileProblem[]::new));
        assertThat(more.get(1_000))
                .hasToString("line 1, column 2010: file must have at most 1000 problems to be read to its end, "
                        + "but was more");
    }

    @Test
    void warningsThatAreNotToldAreSaidToBeLeftOut() {
        String rules = list(1_100, i -> "{record: a, expr: b}");

        assertThat(check("groups: [{name: a, rules: " + rules + "}]").warnings())
                .hasSize(1_001)
                .last()
                .asString()
                .endsWith("more than 1000 warnings, which are not told");
    }
}
