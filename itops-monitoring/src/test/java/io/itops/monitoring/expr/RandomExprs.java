package io.itops.monitoring.expr;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Well-typed expressions of every kind, with the names and numbers that are the hardest to write and to read. */
public final class RandomExprs {
    private static final List<String> NAMES = List.of(
            "a",
            "http_requests_total",
            "job:errors:rate5m",
            ":x",
            "_",
            "my.metric",
            "größe",
            "with space",
            "sum",
            "by",
            "without",
            "offset",
            "bool",
            "on",
            "atan2",
            "inf",
            "NaN",
            "start",
            "step",
            "fill",
            "anchored",
            "group_left",
            "\ud83d\ude00",
            "\"quoted\"",
            "1st");
    private static final List<String> TEXTS = List.of(
            "",
            "x",
            "a\"b'c`d",
            "\\",
            "line\nbreak\ttab\r",
            "\u0001\u0085\u007f",
            "# no comment",
            "√\ud83d\ude00",
            "{}[]()",
            "\ufffd");
    private static final List<String> PATTERNS = List.of("", ".*", ".+", "a|b", "(\\d+)[^x]{2,3}", "\\.", "a\nb");
    private static final double[] NUMBERS = {
        0,
        -0.0,
        1,
        -1,
        0.1,
        -2.5,
        1e21,
        1e-7,
        123456789,
        4.9e-324,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };
    private static final long[] MILLIS = {
        1, 999, 1_000, 61_500, 300_000, 3_600_000, 604_800_000, 864_000_000, 3_155_760_000_000L
    };

    private final Random random;

    private RandomExprs(Random random) {
        this.random = random;
    }

    /** Expressions of every type, at most so many levels deep. */
    public static Arbitrary<Expr> arbitrary(int levels) {
        return Arbitraries.randomValue(random -> of(random, levels));
    }

    /** One expression of any type, at most so many levels deep. */
    public static Expr of(Random random, int levels) {
        RandomExprs exprs = new RandomExprs(random);
        return exprs.of(ValueType.values()[random.nextInt(ValueType.values().length)], levels);
    }

    private Expr of(ValueType type, int levels) {
        return switch (type) {
            case SCALAR -> scalar(levels);
            case VECTOR -> vector(levels);
            case RANGE -> range(levels);
            case STRING -> new StringLiteral(pick(TEXTS));
        };
    }

    private Expr scalar(int levels) {
        if (levels < 2) {
            return new NumberLiteral(NUMBERS[random.nextInt(NUMBERS.length)]);
        }
        return switch (random.nextInt(5)) {
            case 0 -> call(ValueType.SCALAR, levels);
            case 1 -> scalar(levels - 1).negated();
            case 2 -> scalars(levels);
            default -> scalar(1);
        };
    }

    private Expr scalars(int levels) {
        BinaryOp op = pick(List.of(BinaryOp.values()));
        if (op.kind() == BinaryOp.Kind.SET) {
            return scalar(levels - 1);
        }
        boolean bool = op.kind() == BinaryOp.Kind.COMPARISON;
        return new Binary(op, scalar(levels - 1), scalar(levels - 1), bool, Matching.ALL_LABELS);
    }

    private Expr vector(int levels) {
        if (levels < 2) {
            return new Selector(matchers(), shift());
        }
        return switch (random.nextInt(7)) {
            case 0 -> call(ValueType.VECTOR, levels);
            case 1 -> vector(levels - 1).negated();
            case 2, 3 -> vectors(levels);
            case 4 -> mixed(levels);
            case 5 -> aggregation(levels);
            default -> vector(1);
        };
    }

    private Expr vectors(int levels) {
        BinaryOp op = pick(List.of(BinaryOp.values()));
        boolean bool = op.kind() == BinaryOp.Kind.COMPARISON && random.nextBoolean();
        return new Binary(op, vector(levels - 1), vector(levels - 1), bool, matching(op));
    }

    private Expr mixed(int levels) {
        BinaryOp op = pick(List.of(BinaryOp.values()));
        if (op.kind() == BinaryOp.Kind.SET) {
            return vector(levels - 1);
        }
        boolean bool = op.kind() == BinaryOp.Kind.COMPARISON && random.nextBoolean();
        boolean scalarFirst = random.nextBoolean();
        Expr left = scalarFirst ? scalar(levels - 1) : vector(levels - 1);
        Expr right = scalarFirst ? vector(levels - 1) : scalar(levels - 1);
        return new Binary(op, left, right, bool, Matching.ALL_LABELS);
    }

    private Matching matching(BinaryOp op) {
        Matching plain = new Matching(random.nextBoolean(), names(), Matching.Group.NONE, List.of());
        if (op.kind() == BinaryOp.Kind.SET || random.nextInt(3) == 0) {
            return plain;
        }
        List<String> include = names();
        include.removeAll(plain.labels());
        Matching.Group group = random.nextBoolean() ? Matching.Group.LEFT : Matching.Group.RIGHT;
        return new Matching(plain.onNamed(), plain.labels(), group, include);
    }

    private Expr aggregation(int levels) {
        AggregateOp op = pick(List.of(AggregateOp.values()));
        Optional<Expr> parameter = op.parameter()
                .map(type -> type == ValueType.STRING ? new StringLiteral(pick(NAMES)) : scalar(levels - 1));
        return new Aggregation(op, vector(levels - 1), parameter, new Grouping(random.nextBoolean(), names()));
    }

    private Expr call(ValueType result, int levels) {
        List<Function> functions = java.util.Arrays.stream(Function.values())
                // what Prometheus 3 does not read is no text of it
                .filter(function -> function.result() == result && function != Function.HOLT_WINTERS)
                .toList();
        Function function = pick(functions);
        int most = Math.min(6, function.maxArguments());
        int count = function.minArguments() + random.nextInt(most - function.minArguments() + 1);
        List<Expr> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ValueType type = function.argumentType(i);
            arguments.add(type == ValueType.STRING ? text(function, i) : of(type, levels - 1));
        }
        return new Call(function, arguments);
    }

    private Expr text(Function function, int index) {
        if (function == Function.LABEL_REPLACE && index == 4) {
            return new StringLiteral(pick(PATTERNS));
        }
        boolean label = index == 1 || index > 2;
        return new StringLiteral(pick(label ? NAMES : TEXTS));
    }

    private Expr range(int levels) {
        Duration range = Duration.ofMillis(MILLIS[random.nextInt(MILLIS.length)]);
        if (levels < 2 || random.nextBoolean()) {
            return new RangeSelector(new Selector(matchers(), shift()), range);
        }
        Optional<Duration> step = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(MILLIS[random.nextInt(MILLIS.length)]));
        return new Subquery(vector(levels - 1), range, step, shift());
    }

    private List<Matcher> matchers() {
        List<Matcher> matchers = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            matchers.add(Matcher.eq(Labels.METRIC_NAME, pick(NAMES)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            Matcher.Op op = pick(List.of(Matcher.Op.values()));
            String label = random.nextInt(8) == 0 ? Labels.METRIC_NAME : pick(NAMES);
            matchers.add(new Matcher(label, op, pick(op.isPattern() ? PATTERNS : TEXTS)));
        }
        if (matchers.stream().noneMatch(Matcher::excludesEmpty)) {
            matchers.add(random.nextInt(matchers.size() + 1), Matcher.eq(pick(NAMES), "x"));
        }
        return matchers;
    }

    private Shift shift() {
        if (random.nextInt(3) > 0) {
            return Shift.NONE;
        }
        Duration offset = random.nextBoolean()
                ? Duration.ZERO
                : Duration.ofMillis(MILLIS[random.nextInt(MILLIS.length)]).multipliedBy(random.nextBoolean() ? 1 : -1);
        At at = switch (random.nextInt(4)) {
            case 0 -> At.Bound.START;
            case 1 -> At.Bound.END;
            case 2 -> new At.Fixed(Instant.ofEpochMilli(random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L)));
            default -> At.Bound.EVALUATION;
        };
        return new Shift(offset, at);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String name = pick(NAMES);
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
