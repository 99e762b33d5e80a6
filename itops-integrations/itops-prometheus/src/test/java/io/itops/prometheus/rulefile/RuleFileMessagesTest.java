package io.itops.prometheus.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileMessagesTest {
    private static List<String> problems(String text) {
        return RuleFile.check("test.yml", text, RuleFileOptions.STANDARD).problems().stream()
                .map(FileProblem::toString)
                .toList();
    }

    @Test
    void allThatIsOutOfItsBoundsIsToldAtOnceAtItsKey() {
        assertThat(problems("""
                groups:
                - name: g
                  interval: 500ms
                  query_offset: 2d
                  limit: 20000000
                  rules:
                  - {alert: A, expr: up == 0, for: 2y, keep_firing_for: 3y}
                  - {alert: B, expr: up == 0, itops: {flapping: {times: 2, within: 1y}}}
                  - {alert: C, expr: up == 0, itops: {at_least: 9 of 5}}
                - interval: 2d
                """))
                .containsExactly(
                        "line 3, column 13: interval of group g must be from 1s to 1d, but was \"500ms\"",
                        "line 4, column 17: query_offset of group g must be at most 1d, but was \"2d\"",
                        "line 5, column 10: limit of group g must be a whole number from 0 to 10000000, but was \"20000000\"",
                        "line 7, column 36: for of A must be at most 366d, but was \"2y\"",
                        "line 7, column 57: keep_firing_for of A must be at most 366d, but was \"3y\"",
                        "line 8, column 68: within of flapping of itops of B must be from 1ms to 1w, but was \"1y\"",
                        "line 9, column 49: at_least of itops of C: evaluations in which the condition holds must be 1 to 5,"
                                + " but was 9",
                        "line 10, column 3: name of a group must be given, but was nothing",
                        "line 10, column 13: interval of a group without a name must be from 1s to 1d, but was \"2d\"");
    }

    @Test
    void keysThatCannotStandTogetherAreNamed() {
        assertThat(problems("groups: [{name: g, rules: [{alert: C, expr: up, for: 5m, itops: {at_least: 3 of 5}}]}]"))
                .containsExactly(
                        "line 1, column 28: at_least of itops of C must stand without for and keep_firing_for, but"
                                + " was \"3 of 5\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '\0',
            value = {
                "rate(http_requests_total) > 1 => expr of C: argument 1 of rate() must be a range vector",
                "quantile(up) => expr of C: arguments of quantile must be 2 in number",
                "rat(up[5m]) => expr of C: function must be one of PromQL's (did you mean rad() or rate()?), but was \"rat\"",
                "up > => expr of C must go on with",
            })
    void aMessageTellsWhichPartOfAnExpressionIsWrong(String expr, String message) {
        assertThat(problems("groups: [{name: g, rules: [{alert: C, expr: '" + expr.strip() + "'}]}]"))
                .singleElement()
                .asString()
                .contains(": " + message.strip());
    }

    @Test
    void aKindThatIsMistypedMakesNoOtherKeyWrong() {
        assertThat(problems("kind: PrometheusRules\nspec: {groups: []}\n"))
                .containsExactly(
                        "line 1, column 1: kind of the resource must be PrometheusRule or List, but was \"PrometheusRules\"");
    }

    @Test
    void aTemplateWithoutQuotesIsToldOfThem() {
        assertThat(
                        problems(
                                "groups:\n- name: g\n  rules:\n  - alert: A\n    annotations:\n      summary: {{ $labels.job }} down"))
                .singleElement()
                .asString()
                .contains("(a text that begins with {{ needs quotes)");
    }
}
