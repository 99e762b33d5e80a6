package io.itops.prometheus.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.SyntaxException;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.metric.Labels;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.500Z");

    private static final TemplateData DATA = new TemplateData(
            Labels.of("instance", "web-1.example.com:9100", "job", "node", "empty", ""),
            1_234_567.0,
            Labels.of("cluster", "eu"),
            "https://prom.example.com/sub",
            NOW,
            promql -> switch (promql) {
                case "up" ->
                    List.of(
                            new Sample(Labels.metric("up", "instance", "b"), 11),
                            new Sample(Labels.metric("up", "instance", "a"), 21));
                case "none" -> List.of();
                default -> throw new InvalidInputException("query", "be one of the test", promql);
            });

    private static String expand(String template) {
        return Template.parse(template).expand(DATA).shown();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '\0',
            value = {
                "plain => plain",
                "Instance {{ $labels.instance }} down => Instance web-1.example.com:9100 down",
                "{{ .Labels.job }}/{{ $labels.job }}/{{ $.Labels.job }} => node/node/node",
                "[{{ $labels.missing }}] => []",
                "{{ $labels }} => map[instance:web-1.example.com:9100 job:node]",
                "{{ $externalLabels.cluster }} {{ .ExternalURL }} {{ $externalURL }} => eu https://prom.example.com/sub https://prom.example.com/sub",
                "{{ $value }} {{ .Value }} => 1.234567e+06 1.234567e+06",
                "{{ $value | humanize }} {{ humanize1024 $value }} => 1.235M 1.177Mi",
                "{{ printf \"%.2f\" $value }} {{ $value | printf \"%.0f\" }} => 1234567.00 1234567",
                "a {{- /* a comment */ -}} b => ab",
                "a {{- \"x\" -}} b => axb",
                "{{ if gt $value 5.0 }}high{{ else }}low{{ end }} => high",
                "{{ if lt $value 5.0 }}a{{ else if eq $labels.job \"node\" \"x\" }}b{{ else }}c{{ end }} => b",
                "{{ with $labels.job }}<{{ . }}>{{ else }}none{{ end }} => <node>",
                "{{ with $labels.none }}x{{ else with $labels.job }}{{ . }}{{ end }} => node",
                "{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }} => instance=web-1.example.com:9100;job=node;",
                "{{ range $labels }}{{ . }},{{ end }} => web-1.example.com:9100,node,",
                "{{ range 3 }}{{ . }}{{ end }} => 012",
                "{{ range query \"none\" }}x{{ else }}nothing{{ end }} => nothing",
                "{{ range 9 }}{{ if eq . 2 }}{{ continue }}{{ end }}{{ if eq . 4 }}{{ break }}{{ end }}{{ . }}{{ end }} => 013",
                "{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $x := 3 }}{{ end }}{{ $x }} => 2",
                "{{ define \"t\" }}<{{ . }}>{{ end }}{{ template \"t\" $value }} => <1.234567e+06>",
                "{{ define \"two\" }}{{ .arg0 }}-{{ .arg1 }}{{ end }}{{ template \"two\" (args \"x\" 5) }} => x-5",
                "{{ block \"b\" .Labels }}{{ .job }}{{ end }} => node",
                "{{ query \"up\" | first | value }} {{ query \"up\" | first | label \"instance\" }} => 11 b",
                "{{ range query \"up\" | sortByLabel \"instance\" }}{{ .Labels.instance }}:{{ .Value }} {{ end }}. => a:21 b:11 .",
                "{{ (query \"up\" | first).Labels.__name__ }} => up",
                "{{ query \"up\" | first }} => {map[__name__:up instance:b] 11}",
                "{{ printf \"%v\" (query \"up\" | first) }} => &{map[__name__:up instance:b] 11}",
                "{{ $labels.job | }} {{ with ($labels.job |) | }}{{ . }}{{ end }} => node node",
                "{{ len (query \"up\") }} {{ len \"äb\" }} {{ len $labels }} => 2 3 2",
                "{{ index $labels \"job\" }} {{ (index (query \"up\") 1).Value }} {{ index \"abc\" 1 }} => node 21 98",
                "{{ slice \"abcdef\" 1 3 }} => bc",
                "{{ and 1 0 2 }} {{ or 0 \"\" \"x\" }} {{ not true }} => 0 x false",
                "{{ or true (first (query \"none\")) }} => true",
                "{{ eq 1 1 }} {{ ne \"a\" \"b\" }} {{ le 1 1 }} {{ ge 1.5 2.5 }} => true true true false",
                "{{ title \"aa bb CC\" }} {{ title \"don't foo_bar a-b\" }} => Aa Bb CC Don't Foo_bar A-B",
                "{{ toUpper \"aa bB\" }} {{ \"aA\" | toLower }} => AA BB aa",
                "{{ match \"a+\" \"baaac\" }} {{ match \"^a\" \"b\" }} => true false",
                "{{ reReplaceAll \"localhost:(.*)\" \"domain.tld:$1\" \"localhost:9090\" }} => domain.tld:9090",
                "{{ reReplaceAll \"a*\" \"x\" \"baaac\" }} => xbxcx",
                "{{ reReplaceAll \"(?P<n>b)\" \"[${n}$$$n$9]\" \"abc\" }} => a[b$b]c",
                "{{ stripPort $labels.instance }} {{ stripPort \"[::1]:80\" }} {{ stripPort \"a\" }} => web-1.example.com ::1 a",
                "{{ stripDomain $labels.instance }} {{ stripDomain \"10.1.2.3:80\" }} {{ stripDomain \"a.b\" }} => web-1:9100 10.1.2.3:80 a",
                "{{ graphLink \"up == 1\" }} {{ tableLink \"up\" }} => /graph?g0.expr=up+%3D%3D+1&g0.tab=0 /graph?g0.expr=up&g0.tab=1",
                "{{ externalURL }} {{ pathPrefix }} => https://prom.example.com/sub /sub",
                "{{ parseDuration \"1h2m10ms\" }} {{ now }} => 3720.01 1.7955216005e+09",
                "{{ urlQueryEscape \"a b/c\" }} {{ html \"<a>\" }} {{ js \"it's\" }} {{ urlquery \"ä\" }} => a+b%2Fc &lt;a&gt; it\\'s %C3%A4",
                "{{ safeHtml \"<b>\" }} => <b>",
                "{{ humanizeTimestamp 1435065584.128 }} => 2015-06-23 13:19:44.128 +0000 UTC",
                "{{ (toTime 1435065584.128).Format \"2006-01-02T15:04:05Z07:00\" }} => 2015-06-23T13:19:44Z",
                "{{ (1435065584 | toTime).Year }} {{ (toTime 1435065584).Weekday }} {{ (toTime 0).Month }} => 2015 Tuesday January",
                "{{ toDuration 5400 }} {{ (toDuration 90).Minutes }} => 1h30m0s 1.5",
                "{{ print 1 2 \"a\" \"b\" 3 }} => 1 2ab3",
                "{{ print nil }} => <nil>",
                "{{ 0x10 }} {{ 1_000 }} {{ 'a' }} {{ 1e3 }} {{ -5 }} {{ `r\\w` }} => 16 1000 97 1000 -5 r\\w",
                "{{ \"\\u00e4\\n\" | printf \"%q\" }} => \"ä\\n\"",
                "{{ template \"gone\" }} => <error expanding template: line 1, column 4: template \"gone\" not defined>",
                "{{ $x = 1 }} => <error expanding template: line 1, column 4: undefined variable $x>",
                "{{ first (query \"none\") }} => <error expanding template: line 1, column 4: first() called on vector with no elements>",
                "{{ .Nothing }} => <error expanding template: line 1, column 4: can't evaluate field Nothing in type struct>",
                "{{ toUpper $value }} => <error expanding template: line 1, column 4: wrong type for value; expected string; got float64>",
                "{{ $value \"x\" }} => <error expanding template: line 1, column 4: can't give an argument to what is no function>",
                "{{ eq 1 1.0 }} => <error expanding template: line 1, column 4: incompatible types for comparison>",
                "{{ humanize \"x\" }} => <error expanding template: line 1, column 4: parsing \"x\": invalid syntax>",
                "{{ match \"(\" \"x\" }} => <error expanding template: line 1, column 4: error parsing regexp: matcher pattern must be RE2 syntax (missing closing )), but was \"(\">",
            })
    void actionsGiveWhatGoAndPrometheusGive(String template, String expanded) {
        assertThat(expand(template.strip())).isEqualTo(expanded.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "0 => 0",
                "1 => 1",
                "1000 => 1k",
                "12345 => 12.35k",
                "0.001 => 1m",
                "0.00123456 => 1.235m",
                "-1500 => -1.5k",
                "NaN => NaN",
                "+Inf => +Inf",
                "-Inf => -Inf",
                "1e30 => 1e+06Y",
                "0.2 => 200m",
                "999.95 => 1000",
            })
    void numbersAreHumanized(String number, String shown) {
        assertThat(expand("{{ humanize \"" + number + "\" }}")).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "0 => 0s",
                "0.1 => 100ms",
                "0.0001 => 100us",
                "1 => 1s",
                "12.345 => 12.35s",
                "60 => 1m 0s",
                "3600 => 1h 0m 0s",
                "86400 => 1d 0h 0m 0s",
                "867400 => 10d 0h 56m 40s",
                "-90061 => -1d 1h 1m 1s",
                "899.99 => 14m 59s",
                "-0.1 => -100ms",
            })
    void durationsAreHumanized(String number, String shown) {
        assertThat(expand("{{ humanizeDuration " + number + " }}")).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "0.1234567 => 12.35%",
                "1 => 100%",
                "0 => 0%",
                "2.5 => 250%",
                "-0.22222 => -22.22%",
            })
    void ratiosAreHumanized(String number, String shown) {
        assertThat(expand("{{ humanizePercentage " + number + " }}")).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '\0',
            value = {
                "%v|3.0 => 3",
                "%v|1e21 => 1e+21",
                "%v|100000.0 => 100000",
                "%v|1000000.0 => 1e+06",
                "%v|0.0001 => 0.0001",
                "%v|0.00001 => 1e-05",
                "%v|0.1 => 0.1",
                "%v|5e-324 => 5e-324",
                "%v|2e-3 => 0.002",
                "%v|123456.789 => 123456.789",
                "%g|1234567.891 => 1.234567891e+06",
                "%.3g|1234.5 => 1.23e+03",
                "%.3g|0.00012345 => 0.000123",
                "%f|1.5 => 1.500000",
                "%.0f|2.5 => 2",
                "%.0f|3.5 => 4",
                "%.2f|1.005 => 1.00",
                "%e|123456.0 => 1.234560e+05",
                "%E|0.0 => 0.000000E+00",
                "%8.2f!|3.14159 =>     3.14!",
                "%-8.2f!|3.14159 => 3.14    !",
                "%08.2f!|-3.14159 => -0003.14!",
                "%+d|5 => +5",
                "%5d!|42 =>    42!",
                "%05d!|-42 => -0042!",
                "%x|255 => ff",
                "%#x|255 => 0xff",
                "%X|255 => FF",
                "%o|8 => 10",
                "%b|5 => 101",
                "%c|65 => A",
                "%U|228 => U+00E4",
                "%q|65 => 'A'",
                "%t|true => true",
                "%s|true => %!s(bool=true)",
                "%d|1.5 => %!d(float64=1.5)",
                "%s|1.5 => %!s(float64=1.5)",
                "%s|5 => %!s(int=5)",
                "%f|5 => %!f(int=5)",
                "%d|\"a\" => %!d(string=a)",
                "%q|\"a\\\"b\" => \"a\\\"b\"",
                "%x|\"hi\" => 6869",
                "%5s!|\"ab\" =>    ab!",
                "%-5s!|\"ab\" => ab   !",
                "%.1s|\"ab\" => a",
                "%05s|\"ab\" => 000ab",
                "%v|nil => <nil>",
                "%d|nil => %!d(<nil>)",
                "%T|1.0 => float64",
                "%x|1.0 => 0x1p+00",
                "%x|0.1 => 0x1.999999999999ap-04",
                "%#g|1.5 => 1.50000",
                "%z|1 => %!z(int=1)",
                "100%%|1 => 100%%!(EXTRA int=1)",
                "%d %d|1 => 1 %!d(MISSING)",
                "%|1 => %!(NOVERB)%!(EXTRA int=1)",
                "%[2]d %[1]d|1 2 => 2 1",
                "%*d!|4 7 =>    7!",
                "%+v %+d|1.5 2 => 1.5 +2",
                "%+v|(query \"up\" | first) => &{Labels:map[__name__:up instance:b] Value:11}",
                "%#U %#U %U|'é' 0x200b 'é' => U+00E9 'é' U+200B U+00E9",
                "%v|$labels => map[instance:web-1.example.com:9100 job:node]",
                "%q|$externalLabels => map[\"cluster\":\"eu\"]",
                "%#v|$externalLabels => map[string]string{\"cluster\":\"eu\"}",
                "%v %s|(toDuration 1.5) (toDuration 0.001) => 1.5s 1ms",
            })
    void formatsGiveWhatGoGives(String call, String shown) {
        String[] parts = call.strip().split("\\|", 2);
        assertThat(expand("{{ printf \"" + parts[0] + "\" " + parts[1] + " }}").strip())
                .isEqualTo(shown.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '\0',
            value = {
                "{{ => line 1, column 1 must close the action",
                "{{ $label.foo }} => line 1, column 4 must use only variables that are defined",
                "ab {{ nope 1 }} => line 1, column 7 must use only functions that exist, but was \"nope\"",
                "{{ if true }}x => line 1, column 4 must be ended by {{end}}",
                "{{ end }} => line 1, column 4 must have no {{end}}",
                "{{ else }} => line 1, column 4 must have no {{else}}",
                "{{ if }}x{{ end }} => line 1, column 4 must have a value for if",
                "{{ }} => must have a value for a command",
                "{{ ( 1 }} => must close the parenthesis",
                "{{ 1 ) }} => must have no closing parenthesis",
                "{{ \"abc }} => line 1, column 4 must end the string",
                "{{ 'ab' }} => must have one character",
                "{{/* c }} => line 1, column 1 must end the comment",
                "{{ 1 | 2 }} => must have only functions",
                "{{ | 1 }} => must have a command",
                "{{ $x := 1 }}{{ define \"t\" }}{{ $x }}{{ end }} => must use only variables that are defined",
                "{{ break }} => must stand inside {{range}}",
                "{{ if 1 }}{{ define \"t\" }}{{ end }}{{ end }} => must define templates at the top level",
                "{{ template foo }} => must name a template as a string",
                "{{ define \"a\" }}x{{ end }}{{ define \"a\" }}y{{ end }} => must define the template \"a\" once",
                "{{ 99999999999999999999 }} => must have integers that 64 bits hold",
                "{{ \"\\y\" }} => must have escapes as Go has them",
                "{{ nil.x }} => must have no field after a constant",
                "{{ $x }} => must use only variables that are defined",
                "{{ 1 ^ 2 }} => must have no such character",
            })
    void wrongSyntaxIsRefusedWhenRead(String template, String reason) {
        assertThatThrownBy(() -> Template.parse(template.strip()))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining(reason.strip());
    }

    @Test
    void placesCountLinesAndCodePoints() {
        assertThatThrownBy(() -> Template.parse("a\n😀 {{ nope }}"))
                .isInstanceOfSatisfying(
                        SyntaxException.class,
                        e -> assertThat(e).hasMessageStartingWith("template at line 2, column 6 must"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range 1000000000 }}{{ end }}",
                "{{ range 100000 }}0123456789{{ end }}",
                "{{ define \"t\" }}{{ template \"t\" }}{{ end }}{{ template \"t\" }}",
                "{{ $x := \"xxxxxxxxxxxxxxxx\" }}{{ range 64 }}{{ $x = print $x $x }}{{ end }}",
                "{{ $x := printf \"%9999d\" 1 }}{{ reReplaceAll \" \" $x $x }}",
                "{{ printf \"%99999d\" 1 }}",
                "{{ match \"((a{100}){100}){100}\" \"a\" }}",
            })
    void whatWouldCostTooMuchFails(String template) {
        assertThat(Template.parse(template).expand(DATA)).isInstanceOf(Expansion.Failed.class);
    }

    @Test
    void deepNestingIsRefused() {
        for (String deep : List.of(
                "{{ if 1 }}".repeat(4_000),
                "{{ " + "(".repeat(50_000),
                "{{ if 1 }}" + "{{ else if 1 }}".repeat(4_000))) {
            assertThatThrownBy(() -> Template.parse(deep)).isInstanceOf(SyntaxException.class);
        }
    }

    @Test
    void aQueryThatFailsFailsTheExpansionAlone() {
        assertThat(expand("{{ query \"bad\" }}")).contains("query failed: query must be one of the test");
        TemplateData without = TemplateData.of(Labels.empty(), 1, NOW);
        assertThat(Template.parse("{{ query \"up\" }}").expand(without).kind()).isEqualTo(Expansion.Kind.FAILED);
    }

    @Test
    void whetherAnythingIsExpandedIsKnown() {
        assertThat(Template.parse("severe").isPlain()).isTrue();
        assertThat(Template.parse("{{ $value }}").isPlain()).isFalse();
    }
}
