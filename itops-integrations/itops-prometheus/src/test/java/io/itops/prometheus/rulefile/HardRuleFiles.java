package io.itops.prometheus.rulefile;

import io.itops.core.SyntaxException;
import io.itops.monitoring.promql.PromQl;
import io.itops.prometheus.internal.PatternWork;
import io.itops.prometheus.internal.YamlNode;
import io.itops.prometheus.internal.YamlNode.Entry;
import io.itops.prometheus.internal.YamlNode.Mapping;
import io.itops.prometheus.internal.YamlNode.Scalar;
import io.itops.prometheus.internal.YamlNode.Sequence;
import io.itops.prometheus.internal.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rule files that go to the limits: as many pieces as they allow, so that what reads the pieces has them all. */
public final class HardRuleFiles {
    /** Numbers of pieces have five digits, so that all pieces are of one length. */
    private static final int FIRST = 10_000;

    /** What stands around the pieces. */
    private static final int FRAME_CHARACTERS = 200;

    private static final int FRAME_VALUES = 20;
    private static final int VALUES_OF_ALL = 11;
    private static final int MOST_RULES = 10_000;
    private static final Set<String> EXPRESSIONS = Set.of("expr", "matchers");

    private final RuleFileLimits limits;

    HardRuleFiles(RuleFileLimits limits) {
        this.limits = limits;
    }

    /** What a piece takes of each limit. */
    private record Cost(long characters, long values, long code, long patterns) {
        Cost plus(Cost other) {
            return new Cost(
                    characters + other.characters, values + other.values, code + other.code, patterns + other.patterns);
        }

        static Cost of(String piece) {
            RuleFileLimits large = RuleFileLimits.builder()
                    .maxCharacters(1 << 24)
                    .maxValues(10_000_000)
                    .build();
            YamlNode node = YamlReader.read(piece, large).root().orElseThrow();
            return new Cost(piece.length() + ", ".length(), 0, 0, 0).plus(of(node, ""));
        }

        private static Cost of(YamlNode node, String key) {
            Cost cost = new Cost(0, 1, 0, 0);
            if (node instanceof Sequence list) {
                for (YamlNode item : list.items()) {
                    cost = cost.plus(of(item, key));
                }
            } else if (node instanceof Mapping mapping) {
                for (Entry entry : mapping.entries()) {
                    cost = cost.plus(new Cost(0, 1, 0, 0))
                            .plus(of(entry.value(), entry.key().text()));
                }
            } else if (node instanceof Scalar scalar) {
                boolean expression = EXPRESSIONS.contains(key);
                boolean code = expression || scalar.text().contains("{{");
                cost = new Cost(0, 1, code ? scalar.text().length() : 0, expression ? patterns(scalar.text()) : 0);
            }
            return cost;
        }

        private static long patterns(String expression) {
            try {
                return PatternWork.compiling(PromQl.parse(expression));
            } catch (SyntaxException e) {
                return 0;
            }
        }

        int fitting(RuleFileLimits limits) {
            long count = Math.min(
                    (limits.maxCharacters() - FRAME_CHARACTERS) / characters,
                    (limits.maxValues() - FRAME_VALUES) / values);
            count = Math.min(count, limits.maxCodeCharacters() / Math.max(1, code));
            return (int) Math.min(count, limits.maxPatternInstructions() / Math.max(1, patterns));
        }
    }

    /** One piece after the other, as many as the limits allow. */
    String joined(IntFunction<String> piece) {
        return joined(piece, Integer.MAX_VALUE);
    }

    /** One piece again and again, as often as the standard limits allow. */
    public static String repeated(String piece) {
        return new HardRuleFiles(RuleFileLimits.STANDARD).joined(i -> piece);
    }

    /** As many as the limits allow, at most so many. */
    String joined(IntFunction<String> piece, int most) {
        return numbered(Math.min(most, Cost.of(piece.apply(FIRST)).fitting(limits)), piece);
    }

    static String numbered(int count, IntFunction<String> piece) {
        return IntStream.range(FIRST, FIRST + count).mapToObj(piece).collect(Collectors.joining(", "));
    }

    String rules(IntFunction<String> rule) {
        return "groups: [{name: a, rules: [" + joined(rule, MOST_RULES) + "]}]";
    }

    String groups(IntFunction<String> group) {
        return "groups: [" + joined(group) + "]";
    }

    /** Files with nothing wrong, each at one of the limits or at several. */
    Map<String, String> right() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("rules", rules(i -> "{record: a" + i + ", expr: b}"));
        cases.put("alerts", rules(i -> "{alert: A" + i + ", expr: up == 0, for: 1m, annotations: {s: x}}"));
        cases.put("groups", groups(i -> "{name: g" + i + ", rules: [{record: a, expr: b}]}"));
        cases.put("groups without rules", groups(i -> "{name: g" + i + "}"));
        cases.put("one rule again and again", rules(i -> "{record: a, expr: b}"));
        cases.put(
                "labels",
                rules(i -> "{alert: A" + i + ", expr: a, labels: {" + numbered(60, "k%d: v") + "}, annotations: {"
                        + numbered(60, "k%d: v") + "}}"));
        cases.put(
                "long texts",
                rules(i -> "{alert: A" + i + ", expr: a, annotations: {"
                        + numbered(8, "k%d: '" + "x".repeat(4_000) + "'") + "}}"));
        cases.put(
                "escaped texts",
                rules(i -> "{alert: A" + i + ", expr: a, annotations: {s: \"" + "\\u0041".repeat(3_000) + "\"}}"));
        cases.put("long sums", rules(i -> "{record: a" + i + ", expr: '" + "a + ".repeat(240) + "a'}"));
        cases.put(
                "deep expressions",
                rules(i -> "{record: a" + i + ", expr: '" + "-(".repeat(45) + "a" + ")".repeat(45) + "'}"));
        cases.put("matchers", rules(i -> "{record: a" + i + ", expr: 'a{b=\"c\",d!=\"e\"} + 1'}"));
        cases.put("many matchers", rules(i -> "{record: a" + i + ", expr: 'a{" + "b=\"c\",".repeat(60) + "}'}"));
        cases.put("patterns", rules(i -> "{record: a" + i + ", expr: 'a{b=~\"" + i + "(.*a){12}\"}'}"));
        cases.put("great patterns", rules(i -> "{record: a" + i + ", expr: 'a{b=~\"" + i + "(x{30}){30}\"}'}"));
        cases.put(
                "great classes",
                rules(i -> "{record: a" + i + ", expr: 'a{b=~\"" + i + "(?i)[^\\\\pL\\\\PN]{90}\"}'}"));
        cases.put(
                "templates",
                rules(i ->
                        "{alert: A" + i + ", expr: a, annotations: {s: '" + "{{ if 1 }}{{ end }}".repeat(90) + "'}}"));
        cases.put("short templates", rules(i -> "{alert: A" + i + ", expr: a, annotations: {s: '{{ $value }}'}}"));
        cases.put(
                "long templates",
                rules(i -> "{alert: A" + i + ", expr: a, annotations: {s: '" + "{{$value}}".repeat(390) + "'}}"));
        cases.put("all at once, expressions", all(" + a", ""));
        cases.put("all at once, templates", all("", "{{$value}}"));
        return cases;
    }

    /** Rules that come to every limit together, the code being sums or templates. */
    private String all(String sum, String template) {
        int count = (limits.maxValues() - FRAME_VALUES) / VALUES_OF_ALL;
        int code = limits.maxCodeCharacters() / count - 60;
        int characters = limits.maxCharacters() / count - code - 180;
        String pattern = "x{" + (limits.maxPatternInstructions() / count - 20) + "}";
        String sums = sum.repeat(sum.isEmpty() ? 0 : code / sum.length());
        String templates = template.repeat(template.isEmpty() ? 0 : code / template.length());
        return rules(i -> "{alert: A" + i + ", expr: 'a{b=~\"" + i + pattern + "\"}" + sums
                + "', annotations: {s: '{{1}}" + templates + "', t: '" + "x".repeat(characters) + "'}}");
    }

    static String numbered(int count, String form) {
        return numbered(count, i -> form.replace("%d", String.valueOf(i)));
    }
}
