package io.itops.prometheus.template;

import static io.itops.prometheus.template.Call.Type.ANY;
import static io.itops.prometheus.template.Call.Type.SAMPLE;
import static io.itops.prometheus.template.Call.Type.SAMPLES;
import static io.itops.prometheus.template.Call.Type.TEXT;

import io.itops.core.ItOpsException;
import io.itops.monitoring.eval.Sample;
import io.itops.prometheus.internal.PromDuration;
import io.itops.prometheus.template.Call.Body;
import io.itops.prometheus.template.Call.Context;
import io.itops.prometheus.template.GoValue.Dictionary;
import io.itops.prometheus.template.GoValue.Samples;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions of templates: Go's own and those of Prometheus 3. */
final class Functions {
    private static final int MANY = Integer.MAX_VALUE;

    private static final Map<String, Call> TABLE = Stream.of(
                    // Go's; and and or do not evaluate all their arguments, so the executor has them
                    call("and", 1, MANY, List.of(ANY), (args, context) -> args.get(0)),
                    call("or", 1, MANY, List.of(ANY), (args, context) -> args.get(0)),
                    call("not", 1, 1, List.of(ANY), (args, context) -> !GoValue.truth(args.get(0))),
                    call("len", 1, 1, List.of(ANY), (args, context) -> Items.length(args.get(0))),
                    call("index", 1, MANY, List.of(ANY), (args, context) -> Items.index(args)),
                    call("slice", 1, 4, List.of(ANY), (args, context) -> Items.slice(args)),
                    call("call", 1, MANY, List.of(ANY), (args, context) -> {
                        throw TemplateError.of("call of a value of type " + GoValue.type(args.get(0)));
                    }),
                    call("print", 0, MANY, List.of(ANY), (args, context) -> GoFormat.print(args)),
                    call("println", 0, MANY, List.of(ANY), (args, context) -> GoFormat.println(args)),
                    call(
                            "printf",
                            1,
                            MANY,
                            List.of(TEXT, ANY),
                            (args, context) -> GoFormat.printf(
                                    (String) args.get(0),
                                    args.subList(1, args.size()),
                                    context.limits().output())),
                    call("html", 0, MANY, List.of(ANY), (args, context) -> Escapes.html(GoFormat.joined(args))),
                    call("js", 0, MANY, List.of(ANY), (args, context) -> Escapes.js(GoFormat.joined(args))),
                    call("urlquery", 0, MANY, List.of(ANY), (args, context) -> Escapes.query(GoFormat.joined(args))),
                    call("eq", 1, MANY, List.of(ANY), (args, context) -> Comparisons.eq(args)),
                    call("ne", 2, 2, List.of(ANY), (args, context) -> !Comparisons.eq(args)),
                    call("lt", 2, 2, List.of(ANY), (args, context) -> Comparisons.less(args.get(0), args.get(1))),
                    call("le", 2, 2, List.of(ANY), (args, context) -> Comparisons.lessOrEqual(args)),
                    call("gt", 2, 2, List.of(ANY), (args, context) -> !Comparisons.lessOrEqual(args)),
                    call("ge", 2, 2, List.of(ANY), (args, context) -> !Comparisons.less(args.get(0), args.get(1))),
                    // Prometheus'
                    call("query", 1, 1, List.of(TEXT), (args, context) -> query((String) args.get(0), context)),
                    call("first", 1, 1, List.of(SAMPLES), (args, context) -> first((Samples) args.get(0))),
                    call(
                            "label",
                            2,
                            2,
                            List.of(TEXT, SAMPLE),
                            (args, context) -> sample(args.get(1)).labels().get((String) args.get(0))),
                    call(
                            "value",
                            1,
                            1,
                            List.of(SAMPLE),
                            (args, context) -> sample(args.get(0)).value()),
                    call(
                            "strvalue",
                            1,
                            1,
                            List.of(SAMPLE),
                            (args, context) -> sample(args.get(0)).labels().get("__value__")),
                    call("args", 0, MANY, List.of(ANY), (args, context) -> numbered(args)),
                    call(
                            "sortByLabel",
                            2,
                            2,
                            List.of(TEXT, SAMPLES),
                            (args, context) -> sorted((String) args.get(0), (Samples) args.get(1))),
                    call(
                            "match",
                            2,
                            2,
                            List.of(TEXT),
                            (args, context) ->
                                    TextFunctions.match((String) args.get(0), (String) args.get(1), context)),
                    call(
                            "reReplaceAll",
                            3,
                            3,
                            List.of(TEXT),
                            (args, context) -> TextFunctions.replaceAll(
                                    (String) args.get(0), (String) args.get(1), (String) args.get(2), context)),
                    text("title", TextFunctions::title),
                    text("toUpper", TextFunctions::upper),
                    text("toLower", TextFunctions::lower),
                    text("stripPort", HostPort::stripPort),
                    text("stripDomain", HostPort::stripDomain),
                    text("safeHtml", given -> given),
                    text("urlQueryEscape", Escapes::query),
                    text("graphLink", expr -> "/graph?g0.expr=" + Escapes.query(expr) + "&g0.tab=0"),
                    text("tableLink", expr -> "/graph?g0.expr=" + Escapes.query(expr) + "&g0.tab=1"),
                    call("parseDuration", 1, 1, List.of(TEXT), (args, context) -> seconds((String) args.get(0))),
                    number("humanize", Humanize::plain),
                    number("humanize1024", Humanize::binary),
                    number("humanizeDuration", Humanize::duration),
                    number("humanizePercentage", Humanize::percentage),
                    number("humanizeTimestamp", Humanize::timestamp),
                    number("toTime", Humanize::time),
                    number("toDuration", Humanize::span),
                    call(
                            "now",
                            0,
                            0,
                            List.of(ANY),
                            (args, context) -> now(context.data().at())),
                    call(
                            "externalURL",
                            0,
                            0,
                            List.of(ANY),
                            (args, context) -> context.data().externalUrl()),
                    call(
                            "pathPrefix",
                            0,
                            0,
                            List.of(ANY),
                            (args, context) -> path(context.data().externalUrl())))
            .collect(Collectors.toUnmodifiableMap(Call::name, Function.identity()));

    private Functions() {}

    static boolean known(String name) {
        return TABLE.containsKey(name);
    }

    static Object call(String name, List<Object> arguments, Context context) {
        Call call = TABLE.get(name);
        if (call == null) {
            throw TemplateError.of("function \"" + name + "\" not defined");
        }
        return call.invoke(arguments, context);
    }

    private static Call call(String name, int min, int max, List<Call.Type> types, Body body) {
        return new Call(name, min, max, types, body);
    }

    private static Call text(String name, Function<String, String> function) {
        return call(name, 1, 1, List.of(TEXT), (args, context) -> function.apply((String) args.get(0)));
    }

    private static Call number(String name, Function<Double, Object> function) {
        return call(name, 1, 1, List.of(ANY), (args, context) -> function.apply(Humanize.number(args.get(0))));
    }

    private static GoValue.Sample sample(Object value) {
        return (GoValue.Sample) value;
    }

    private static Samples query(String promql, Context context) {
        List<Sample> result;
        try {
            result = context.data().queries().query(promql);
        } catch (ItOpsException e) {
            throw TemplateError.of("query failed: " + e.getMessage());
        }
        return new Samples(result.stream()
                .map(sample -> new GoValue.Sample(Call.dictionary(sample.labels()), sample.value()))
                .toList());
    }

    private static Object first(Samples list) {
        if (list.samples().isEmpty()) {
            throw TemplateError.of("first() called on vector with no elements");
        }
        return list.samples().get(0);
    }

    private static Dictionary numbered(List<Object> args) {
        TreeMap<String, Object> map = new TreeMap<>();
        for (Object arg : args) {
            map.put("arg" + map.size(), arg);
        }
        return new Dictionary(map, false);
    }

    private static Samples sorted(String label, Samples list) {
        List<GoValue.Sample> sorted = new ArrayList<>(list.samples());
        sorted.sort(Comparator.comparing(
                (GoValue.Sample sample) -> (String) sample.labels().get(label), Comparisons::byCodePoints));
        return new Samples(sorted);
    }

    private static double seconds(String duration) {
        return PromDuration.millis(duration).stream()
                .mapToDouble(millis -> millis / 1000.0)
                .findFirst()
                .orElseThrow(() -> TemplateError.of("not a valid duration string: " + GoFormat.quote(duration)));
    }

    private static double now(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }

    private static String path(String url) {
        try {
            String path = URI.create(url).getPath();
            return path == null ? "" : path;
        } catch (IllegalArgumentException e) {
            throw TemplateError.of("external URL must be a URL, but was " + GoFormat.quote(url));
        }
    }
}
