package io.itops.core.explain;

import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Why something is as it is, as a value: a reason, the evidence it rests on, how much it weighs, and the reasons beneath it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param reason one sentence
 * @param evidence named facts in their order of importance, at most 64
 * @param weight the contribution of this reason to its parent, in the parent's own unit (a log-odds, a likelihood); empty where
 *     reasons do not add up
 * @param because the reasons beneath, at most 256, eight levels deep
 * @since 0.1
 */
public record Explanation(
        String reason, Map<String, String> evidence, OptionalDouble weight, List<Explanation> because) {
    private static final int MAX_DEPTH = 8;

    /** How explanations are written: the evidence as a list of pairs, since its order matters. */
    public static final Codec<Explanation> CODEC = codec();

    /** Checks the parts and the depth. */
    public Explanation {
        Require.text("explanation reason", reason, 2_000);
        Require.size("evidence", Require.present("evidence", evidence).keySet(), 0, 64);
        evidence = Evidence.of(evidence);
        Require.present("weight", weight);
        weight.ifPresent(w -> Require.range("weight", w, -Double.MAX_VALUE, Double.MAX_VALUE));
        because = Require.list("reasons beneath", because);
        Require.size("reasons beneath", because, 0, 256);
        Require.range("explanation depth", 1 + deepest(because), 1, MAX_DEPTH);
    }

    private static int deepest(List<Explanation> explanations) {
        int deepest = 0;
        for (Explanation explanation : explanations) {
            deepest = Math.max(deepest, explanation.depth());
        }
        return deepest;
    }

    /**
     * A reason alone.
     *
     * @param reason one sentence
     * @return the explanation
     */
    public static Explanation of(String reason) {
        return new Explanation(reason, Map.of(), OptionalDouble.empty(), List.of());
    }

    /**
     * This explanation with one more fact.
     *
     * @param name what the fact is about
     * @param value the fact; a duration is told as people read it, a {@code Double} by four significant digits
     * @return a new explanation
     */
    public Explanation with(String name, Object value) {
        return new Explanation(reason, Evidence.of(evidence).with(name, told(value)), weight, because);
    }

    private static String told(Object value) {
        if (value instanceof Duration duration) {
            return Words.duration(duration);
        }
        return value instanceof Double number ? Words.number(number) : String.valueOf(value);
    }

    /**
     * This explanation with a weight.
     *
     * @param contribution its contribution to its parent
     * @return a new explanation
     */
    public Explanation weighing(double contribution) {
        return new Explanation(reason, evidence, OptionalDouble.of(contribution), because);
    }

    /**
     * This explanation with one more reason beneath it.
     *
     * @param child the reason
     * @return a new explanation
     */
    public Explanation because(Explanation child) {
        List<Explanation> more = new ArrayList<>(because);
        more.add(child);
        return new Explanation(reason, evidence, weight, more);
    }

    /**
     * This explanation without the levels below a depth, so that it fits beneath another one.
     *
     * @param levels how many levels to keep, this one included, 1 to 8
     * @return the same reasons down to that depth
     */
    public Explanation within(int levels) {
        Require.range("explanation levels", levels, 1, MAX_DEPTH);
        if (depth() <= levels) {
            return this;
        }
        List<Explanation> kept = levels == 1
                ? List.of()
                : because.stream().map(child -> child.within(levels - 1)).toList();
        return new Explanation(reason, evidence, weight, kept);
    }

    /**
     * The number of levels, this one included.
     *
     * @return 1 to 8
     */
    public int depth() {
        return 1 + deepest(because);
    }

    /**
     * The tree as indented lines for people. Weights are told by four significant digits; {@link #weight} is exact.
     *
     * @return one line a reason, two spaces a level
     */
    public String render() {
        StringBuilder out = new StringBuilder();
        render(out, 0);
        return out.toString();
    }

    private static List<List<String>> pairs(Evidence evidence) {
        List<List<String>> pairs = new ArrayList<>(evidence.size());
        for (int i = 0; i < evidence.size(); i++) {
            pairs.add(List.of(evidence.nameAt(i), evidence.valueAt(i)));
        }
        return pairs;
    }

    private static Codec<Explanation> codec() {
        Codec<List<String>> pair = Codec.TEXT.list();
        return Shape.of("explanation", s -> {
            var reason = s.field("reason", Codec.TEXT, Explanation::reason);
            var evidence = s.field("evidence", pair.list(), e -> pairs(Evidence.of(e.evidence)));
            var weight = s.optional(
                    "weight",
                    Codec.DOUBLE,
                    e -> e.weight.isPresent() ? Optional.of(e.weight.getAsDouble()) : Optional.empty());
            var because = s.field("because", Codec.lazy(() -> CODEC).list(), Explanation::because);
            return row -> {
                Map<String, String> facts = new LinkedHashMap<>();
                for (List<String> fact : row.get(evidence)) {
                    Require.that(fact.size() == 2, "evidence", "be pairs of a name and a value", fact);
                    facts.put(fact.get(0), fact.get(1));
                }
                return new Explanation(
                        row.get(reason),
                        facts,
                        row.get(weight).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                        row.get(because));
            };
        });
    }

    private void render(StringBuilder out, int level) {
        out.append("  ".repeat(level)).append(reason);
        weight.ifPresent(w -> out.append(" [").append(Words.number(w)).append(']'));
        if (!evidence.isEmpty()) {
            out.append(' ').append(evidence);
        }
        out.append('\n');
        because.forEach(child -> child.render(out, level + 1));
    }
}
