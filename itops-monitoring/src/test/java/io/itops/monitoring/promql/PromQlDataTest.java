package io.itops.monitoring.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.core.SyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The expressions of real rules, and of Prometheus' own conformance corpus. */
@Tag("data")
class PromQlDataTest {
    private static final Pattern EVAL = Pattern.compile(
            "^eval(?:_\\w+)?\\s+(?:instant\\s+(?:at\\s+\\S+\\s+)?|range\\s+from\\s+\\S+\\s+to\\s+\\S+\\s+step\\s+\\S+\\s+)(.+)$");

    /** Parts of the expressions of rules that are no PromQL, by the beginning of what is said of them. */
    private static final Map<String, String> NO_RULES = Map.of(
            // MetricsQL has a function that PromQL has not: 14 rules of sloth's.
            "victoria-metrics.yml: (1 - histogram_share(",
            "function at line 1, column 6 must be one of PromQL's, but was \"histogram_share\"",
            // promtool's own bad file.
            "bad-rules-syntax.yml: test +",
            "expression at line 1, column 7 must go on with a number");

    /** Evaluations that Prometheus lets fail, and this parser refuses before: literals that are no UTF-8, and a pattern that is none. */
    private static final Set<String> FAIL_EARLY = Set.of(
            "count_values(\"a\\xc5z\", version)",
            "label_replace(testmetric, \"dst\", \"value-$1\", \"src\", \"(.*\")",
            "label_replace(testmetric, \"\\xff\", \"\", \"src\", \"(.*)\")");

    @Test
    void theExpressionsOfRealRulesAreRead() throws IOException {
        Map<String, String> refused = new TreeMap<>();
        int read = 0;
        for (Path file : files("rules", ".yml", ".yaml")) {
            for (String expr : expressions(file)) {
                try {
                    assertThat(PromQl.parse(PromQl.parse(expr).pretty())).isEqualTo(PromQl.parse(expr));
                    read++;
                } catch (SyntaxException e) {
                    refused.put(file.getFileName() + ": " + expr, e.getMessage());
                }
            }
        }
        System.out.println("PromQlDataTest: " + read + " expressions of rules read, " + refused.size() + " refused");
        refused.forEach((expr, why) -> System.out.println("  " + expr.strip() + "\n    " + why));
        assertThat(read).isGreaterThan(1_000);
        assertThat(refused)
                .allSatisfy((expr, why) -> assertThat(NO_RULES.entrySet())
                        .anyMatch(row -> expr.startsWith(row.getKey()) && why.startsWith(row.getValue())));
        assertThat(NO_RULES.keySet())
                .allMatch(part -> refused.keySet().stream().anyMatch(expr -> expr.startsWith(part)));
    }

    @Test
    void theEvaluationsOfTheCorpusAreReadOrAreNotSupportedYet() throws IOException {
        List<String> refused = new ArrayList<>();
        Map<String, Integer> later = new TreeMap<>();
        int read = 0;
        int all = 0;
        for (Path file : files("promql", ".test")) {
            for (String line : Files.readAllLines(file)) {
                Matcher eval = EVAL.matcher(line);
                if (line.startsWith("eval")) {
                    all++;
                    assertThat(eval.matches()).as(line).isTrue();
                    try {
                        PromQl.parse(eval.group(1));
                        read++;
                    } catch (SyntaxException e) {
                        if (e.unsupported().isPresent()) {
                            later.merge(e.unsupported().get(), 1, Integer::sum);
                        } else if (!FAIL_EARLY.contains(eval.group(1).strip())) {
                            refused.add(file.getFileName() + ": " + eval.group(1) + ": " + e.getMessage());
                        }
                    }
                }
            }
        }
        System.out.println("PromQlDataTest: " + read + " of " + all + " evaluations read, not supported yet: " + later);
        assertThat(refused).isEmpty();
        assertThat(all).isGreaterThan(1_900);
    }

    private static List<Path> files(String folder, String... endings) throws IOException {
        Path data = Path.of(System.getProperty("itops.data"));
        assumeTrue(Files.isDirectory(data), () -> "no real data: " + data + " is not there");
        try (var found = Files.walk(data.resolve(folder))) {
            List<Path> files = found.filter(file -> List.of(endings).stream()
                            .anyMatch(ending -> file.toString().endsWith(ending)))
                    .sorted()
                    .toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }

    private static List<String> expressions(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        try {
            new Load(LoadSettings.builder().build())
                    .loadAllFromString(Files.readString(file))
                    .forEach(document -> collect(document, found));
        } catch (YamlEngineException e) {
            // promtool has rule files that are no YAML, on purpose.
            assertThat(file.toString()).contains("promtool");
        }
        return found;
    }

    private static void collect(Object node, List<String> found) {
        if (node instanceof Map<?, ?> map) {
            Object expr = map.get("expr");
            if ((map.containsKey("alert") || map.containsKey("record")) && expr != null) {
                found.add(expr.toString());
            }
            map.values().forEach(value -> collect(value, found));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> collect(value, found));
        }
    }
}
