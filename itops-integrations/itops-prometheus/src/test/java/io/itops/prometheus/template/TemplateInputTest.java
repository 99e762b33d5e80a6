package io.itops.prometheus.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.SyntaxException;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.metric.Labels;
import io.itops.prometheus.Inputs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Templates end in a text or in a typed error, whatever they say, in time and memory, both read and expanded. */
class TemplateInputTest {
    private static final List<String> TEMPLATES = List.of(
            "{{ with $x := .Labels.job }}{{ $x | toUpper | printf \"%-5.2q\" }}{{ else }}none{{ end }}",
            "{{ range $i, $s := query \"up\" | sortByLabel \"instance\" }}{{ $i }}:{{ $s.Value | humanize }}{{ break }}{{ end }}",
            "{{ define \"t\" }}{{ .arg0 }}{{ end }}{{- template \"t\" (args 1 'x' 0x1p-2 `raw`) -}} {{/* c */}}",
            "{{ reReplaceAll \"(.*):(.*)\" \"$1\" $labels.instance }}{{ if and (gt $value 1.0) (eq 1 2) }}a{{ else if true }}b{{ end }}",
            "{{ $labels }} has {{ $value | humanizeDuration }} {{ humanize1024 2e9 }} {{ humanizePercentage 0.3 }} {{ humanizeTimestamp 1.5e9 }}",
            "{{ printf \"%s %v %d %.3f %x\" \"a\" $labels 3 2.5 \"b\" | title }} {{ parseDuration \"1h30m\" }} {{ stripPort \"a:80\" }}");

    private static final TemplateData DATA = TemplateData.of(
                    Labels.of("job", "api", "instance", "a:80"), Double.NaN, Instant.parse("2026-01-31T10:00:00Z"))
            .withQueries(promql -> List.of(
                    new Sample(Labels.metric("up", "instance", "b"), Double.POSITIVE_INFINITY),
                    new Sample(Labels.metric("up", "instance", "a"), Double.NaN)));

    private static boolean read(String text) {
        try {
            return Template.parse(text).expand(DATA).kind() == Expansion.Kind.TEXT;
        } catch (SyntaxException e) {
            assertThat(e.what()).isEqualTo("template");
            return false;
        }
    }

    @Test
    void mutantsEndInATextOrATypedError() {
        Inputs.mutants("template", TEMPLATES, 41, 6_000, TemplateInputTest::read);
    }

    @Test
    @Tag("campaign")
    void manyMutantsEndInATextOrATypedError() {
        Inputs.mutants("template", TEMPLATES, 41, 6_000 * Inputs.CAMPAIGN, TemplateInputTest::read);
    }

    @Test
    void templatesThatAreHardOnPurposeEndInTime() {
        Map<String, String> cases = new LinkedHashMap<>();
        int megabyte = 1 << 20;
        for (String piece : List.of(
                "{{ if 1 }}",
                "{{ range 9 }}",
                "{{ with 1 }}",
                "{{ else if 1 }}",
                "{{ end }}",
                "{{",
                "}}",
                "{{ (",
                "{{ $x := 1 }}",
                "{{ $value }}",
                "{{ define \"t\" }}",
                "{{ template \"t\" }}{{ define \"t\" }}{{ end }}",
                "{{/* ",
                "{{ \"",
                "{{ `",
                "a",
                "\0",
                "\ud800",
                "ä",
                "{{- -}}",
                "{{ nope }}",
                "{{ printf \"%99d\" 1 }}",
                "{{ 1 | 2 }}",
                "{{ .x.y }}",
                "{{ match \"(.*a){12}\" \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaab\" }}")) {
            cases.put("a megabyte of " + piece, piece.repeat(megabyte / piece.length()));
            cases.put("much of " + piece, piece.repeat(65_536 / piece.length()));
        }
        cases.put("one action", "{{ and" + " 1".repeat(30_000) + " }}");
        cases.put("pipes", "{{ 1" + " | print".repeat(8_000) + " }}");
        cases.put("parentheses", "{{ " + "(".repeat(30_000) + "1" + ")".repeat(30_000) + " }}");
        cases.put("a long number", "{{ " + "9".repeat(60_000) + " }}");
        cases.put("a long fraction", "{{ 0." + "1".repeat(60_000) + "e-300 }}");
        cases.put("a long string", "{{ \"" + "\\u0041".repeat(10_000) + "\" }}");
        cases.put("a range of ranges", "{{ range 1000000 }}{{ range 1000000 }}{{ end }}{{ end }}");
        cases.put("texts that double", "{{ $x := \"xxxxxxxxxxxxxxxx\" }}{{ range 64 }}{{ $x = print $x $x }}{{ end }}");
        cases.put("templates in themselves", "{{ define \"t\" }}{{ template \"t\" }}{{ end }}{{ template \"t\" }}");
        cases.put(
                "two templates in each other twice",
                "{{ define \"t\" }}{{ template \"u\" }}{{ template \"u\" }}{{ end }}{{ define \"u\" }}{{ template \"t\" }}{{ template \"t\" }}{{ end }}{{ template \"t\" }}");
        cases.put(
                "numbers that are none",
                "{{ humanize (printf \"%f\" $value) }}{{ humanizeDuration \"NaN\" }}{{ humanizeTimestamp \"+Inf\" }}{{ humanize \"-Inf\" }}{{ humanizePercentage \"1e999\" }}");
        cases.put("a great pattern", "{{ match \"((a{100}){100}){100}\" \"a\" }}");
        cases.put("patterns over and over", "{{ range 100000 }}{{ match \"(x{30}){30}\" \"a\" }}{{ end }}");
        cases.put("classes over and over", "{{ range 100000 }}{{ match \"(?i)[^\\\\pL\\\\PN]{90}\" \"a\" }}{{ end }}");
        cases.put("wide numbers", "{{ range 100000 }}{{ printf \"%99999.9999f\" 1.0 }}{{ end }}");
        cases.put("replacements", "{{ $x := printf \"%9999d\" 1 }}{{ reReplaceAll \" \" $x $x }}");
        String great = "{{ $x := printf \"%8000d\" 1 }}{{ $x = print $x $x $x $x $x $x $x $x }}";
        cases.put("one great replacement", great + "{{ reReplaceAll \"(.*)\" \"" + "$0".repeat(20_000) + "\" $x }}");
        cases.put("replacements of nothing", great + "{{ reReplaceAll \" \" \"" + "$1".repeat(20_000) + "\" $x }}");
        cases.put(
                "replacements by a long name", great + "{{ reReplaceAll \" \" \"${" + "n".repeat(40_000) + "}\" $x }}");
        cases.put("a pattern over a text", great + "{{ match \"(?: ?){900}y\" $x }}");
        cases.put("a great pattern over a text", great + "{{ match \"(?:(?: ?){90}){50}y\" $x }}");
        cases.put("classes over a text", great + "{{ match \"(?:(?i)[^\\pL\\PN]?){90}y\" $x }}");
        cases.put("a text read again for every match", great + "{{ reReplaceAll \".*y| \" \"\" $x }}");
        cases.put("words at every character", great + "{{ reReplaceAll \"\\b|\\B|^|$\" \"\" $x }}");
        cases.put(
                "many groups",
                great + "{{ reReplaceAll \"" + "( ?)".repeat(200) + "\" \"$1$9$99\" $x }}" + "{{ reReplaceAll \"("
                        + "( ?)".repeat(200) + ")*\" \"$1$9$99\" $x }}");
        Inputs.hard("template", cases, TemplateInputTest::read);
    }
}
