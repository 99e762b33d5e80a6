package io.itops.cli.replay;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.itops.cli.replay.LogMapping.Format;
import io.itops.cli.replay.LogMapping.Kind;
import io.itops.cli.replay.LogMapping.Order;
import io.itops.cli.replay.LogMapping.OrderType;
import io.itops.cli.replay.LogMapping.Others;
import io.itops.cli.replay.LogMapping.Priorities;
import io.itops.cli.replay.LogMapping.States;
import io.itops.cli.replay.LogMapping.Time;
import io.itops.core.InvalidInputException;
import io.itops.core.time.TimeZones;
import io.itops.incident.priority.PriorityMatrix;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a mapping file, and tells everything that is wrong with it. Confined to one thread. */
public final class MappingReader {
    /** What a state means that says nothing: of an activity that leaves the state as it was. */
    private static final String UNCHANGED = "unchanged";

    private final Faults faults = new Faults();

    private MappingReader() {}

    /**
     * Reads a mapping.
     *
     * @param text YAML
     * @return the mapping
     * @throws BadInputException with all that is wrong
     */
    public static LogMapping read(String text) {
        return new MappingReader().mapping(text);
    }

    private LogMapping mapping(String text) {
        if (text.length() > Yaml.MAX_CHARACTERS) {
            throw BadInputException.of(
                    "mapping", "have at most " + Yaml.MAX_CHARACTERS + " characters", String.valueOf(text.length()));
        }
        YamlMap root = new YamlMap(Yaml.read(text, faults), "the mapping", faults);
        Kind kind = root.scalar("lifecycle")
                .flatMap(node -> constant(root, node, "lifecycle", Kind.class))
                .orElse(Kind.INCIDENT);
        Format format = format(root);
        Optional<Column> caseColumn = root.required("case").flatMap(node -> column(root, node, "case"));
        Optional<States> states =
                root.required("state").flatMap(node -> root.map(node, "state")).flatMap(map -> states(map, kind));
        List<Order> order = root.node("order").map(node -> order(root, node)).orElse(List.of());
        Optional<Time> time =
                root.node("time").flatMap(node -> root.map(node, "time")).flatMap(this::time);
        Optional<Priorities> priority = root.node("priority")
                .flatMap(node -> root.map(node, "priority"))
                .flatMap(this::priorities);
        Optional<Column> reopenings = root.node("reopenings").flatMap(node -> column(root, node, "reopenings"));
        root.refuseOthers();
        faults.close();
        return new LogMapping(
                kind, format, caseColumn.orElseThrow(), states.orElseThrow(), order, time, priority, reopenings);
    }

    private Format format(YamlMap root) {
        char separator = character(root, "separator", ',');
        char quote = character(root, "quote", '"');
        if (separator == quote) {
            root.node("separator")
                    .or(() -> root.node("quote"))
                    .ifPresent(node -> root.fault(node, "separator", "differ from the quote"));
        }
        Charset charset =
                root.scalar("charset").flatMap(node -> charset(root, node)).orElse(StandardCharsets.UTF_8);
        Set<String> missing = new HashSet<>();
        root.node("missing").map(node -> root.items(node)).orElse(List.of()).forEach(item -> {
            if (item instanceof ScalarNode scalar) {
                missing.add(scalar.getValue().strip());
            } else {
                root.fault(item, "missing", "be a text or a list of them");
            }
        });
        return new Format(separator, quote, charset, Set.copyOf(missing));
    }

    private static char character(YamlMap root, String key, char standard) {
        Optional<ScalarNode> node = root.scalar(key);
        if (node.isEmpty()) {
            return standard;
        }
        String text = node.get().getValue();
        if (text.equals("tab")) {
            return '\t';
        }
        char first = text.charAt(0);
        if (text.length() == 1
                && first != '\n'
                && first != '\r'
                && first != LogReader.END
                && !Character.isSurrogate(first)) {
            return first;
        }
        root.fault(node.get(), key, "be one character, or tab");
        return standard;
    }

    private static Optional<Charset> charset(YamlMap root, ScalarNode node) {
        try {
            return Optional.of(Charset.forName(node.getValue()));
        } catch (IllegalArgumentException e) {
            root.fault(node, "charset", "be one that Java knows, such as UTF-8, UTF-16 or windows-1252");
            return Optional.empty();
        }
    }

    private static Optional<Column> column(YamlMap map, Node node, String part) {
        return map.scalar(node, part)
                .map(scalar -> new Column(scalar.getValue().strip(), Yaml.line(scalar), Yaml.column(scalar)));
    }

    private Optional<States> states(YamlMap map, Kind kind) {
        Optional<Column> column = map.required("column").flatMap(node -> column(map, node, "column of state"));
        Map<String, LogState> meanings = new HashMap<>();
        Set<String> silent = new HashSet<>();
        map.required("values")
                .flatMap(node -> map.map(node, "values of state"))
                .ifPresent(values -> values.keys().forEach((value, key) -> {
                    String said = value.strip();
                    if (meanings.containsKey(said) || silent.contains(said)) {
                        values.fault(key, "key of values of state", "stand once, blanks around it aside");
                    }
                    values.node(value)
                            .flatMap(node -> values.scalar(node, "meaning of " + value))
                            .ifPresent(node -> {
                                if (node.getValue().strip().equals(UNCHANGED)) {
                                    silent.add(said);
                                } else {
                                    meaning(values, node, value, kind).ifPresent(state -> meanings.put(said, state));
                                }
                            });
                }));
        Others others = map.scalar("others")
                .flatMap(node -> constant(map, node, "others of state", Others.class))
                .orElse(Others.REFUSED);
        map.refuseOthers();
        return column.map(found -> new States(found, Map.copyOf(meanings), Set.copyOf(silent), others));
    }

    private static Optional<LogState> meaning(YamlMap values, ScalarNode node, String value, Kind kind) {
        Set<LogState> allowed = ReplayedLifecycle.states(kind);
        Optional<LogState> state = LogState.of(node.getValue()).filter(allowed::contains);
        if (state.isEmpty()) {
            values.fault(node, "meaning of " + value, "be one of " + LogState.words(allowed) + ", or " + UNCHANGED);
        }
        return state;
    }

    private List<Order> order(YamlMap root, Node node) {
        List<Order> order = new ArrayList<>();
        for (Node item : root.items(node)) {
            if (item instanceof ScalarNode) {
                column(root, item, "order")
                        .ifPresent(column -> order.add(new Order(column, OrderType.TEXT, Optional.empty())));
            } else {
                root.map(item, "order").flatMap(this::order).ifPresent(order::add);
            }
        }
        return List.copyOf(order);
    }

    private Optional<Order> order(YamlMap map) {
        Optional<Column> column = map.required("column").flatMap(node -> column(map, node, "column of order"));
        OrderType type = map.required("type")
                .flatMap(node -> map.scalar(node, "type of order"))
                .flatMap(node -> constant(map, node, "type of order", OrderType.class))
                .orElse(OrderType.TEXT);
        Optional<TimeFormat> format = type == OrderType.INSTANT ? timeFormat(map) : Optional.empty();
        map.refuseOthers();
        return column.map(found -> new Order(found, type, format));
    }

    private Optional<Time> time(YamlMap map) {
        List<Column> columns = new ArrayList<>();
        Optional<Node> several = map.node("columns");
        if (several.isPresent()) {
            map.items(several.get())
                    .forEach(item -> column(map, item, "columns of time").ifPresent(columns::add));
        }
        Optional<Node> one = several.isPresent() ? map.node("column") : map.required("column");
        one.flatMap(node -> column(map, node, "column of time")).ifPresent(columns::add);
        if (several.isPresent() && one.isPresent()) {
            map.fault(one.get(), "time", "have column or columns, not both");
        }
        Optional<TimeFormat> format = timeFormat(map);
        map.refuseOthers();
        return columns.isEmpty() ? Optional.empty() : format.map(read -> new Time(List.copyOf(columns), read));
    }

    private static Optional<TimeFormat> timeFormat(YamlMap map) {
        ZoneId zone = map.scalar("zone").flatMap(node -> zone(map, node)).orElse(ZoneOffset.UTC);
        Optional<ScalarNode> pattern = map.required("pattern").flatMap(node -> map.scalar(node, "pattern"));
        if (pattern.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TimeFormat.of(pattern.get().getValue(), zone));
        } catch (IllegalArgumentException e) {
            map.fault(
                    pattern.get(),
                    "pattern",
                    "be iso, epoch-seconds, epoch-millis or letters of java.time's DateTimeFormatter (" + e.getMessage()
                            + ")");
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(YamlMap map, ScalarNode node) {
        try {
            return Optional.of(TimeZones.of(node.getValue()));
        } catch (InvalidInputException e) {
            map.fault(node, "zone", "be a time zone, such as Europe/Stockholm or +01:00");
            return Optional.empty();
        }
    }

    private Optional<Priorities> priorities(YamlMap map) {
        Optional<Level> impact = map.required("impact").flatMap(node -> level(map, node, "impact"));
        Optional<Level> urgency = map.required("urgency").flatMap(node -> level(map, node, "urgency"));
        Optional<Level> priority = map.required("priority").flatMap(node -> level(map, node, "priority"));
        Optional<PriorityMatrix> law =
                map.required("law").flatMap(node -> map.map(node, "law")).flatMap(LawReader::read);
        map.refuseOthers();
        if (impact.isEmpty() || urgency.isEmpty() || priority.isEmpty() || law.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Priorities(impact.get(), urgency.get(), priority.get(), law.get()));
    }

    private Optional<Level> level(YamlMap map, Node node, String part) {
        if (!(node instanceof MappingNode mapping)) {
            return column(map, node, part).map(column -> new Level(column, Map.of(), Optional.empty()));
        }
        YamlMap level = new YamlMap(mapping, part, faults);
        Optional<Column> column = level.required("column").flatMap(found -> column(level, found, "column of " + part));
        Map<String, Integer> values = new HashMap<>();
        level.node("values")
                .flatMap(found -> level.map(found, "values of " + part))
                .ifPresent(numbers -> numbers.keys()
                        .forEach((value, key) -> numbers.node(value)
                                .flatMap(found -> LawReader.number(numbers, found, "number of " + value))
                                .ifPresent(number -> values.put(value.strip(), number))));
        Optional<Pattern> pattern = level.scalar("pattern").flatMap(found -> pattern(level, found));
        level.refuseOthers();
        return column.map(found -> new Level(found, Map.copyOf(values), pattern));
    }

    private static Optional<Pattern> pattern(YamlMap map, ScalarNode node) {
        try {
            Pattern pattern = Pattern.compile(node.getValue());
            if (pattern.groupCount() == 1) {
                return Optional.of(pattern);
            }
            map.fault(node, "pattern", "have one group, around the number");
        } catch (PatternSyntaxException e) {
            map.fault(node, "pattern", "be a pattern of RE2 (" + e.getDescription() + ")");
        }
        return Optional.empty();
    }

    private static <E extends Enum<E>> Optional<E> constant(YamlMap map, ScalarNode node, String part, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(node.getValue())) {
                return Optional.of(constant);
            }
        }
        map.fault(
                node,
                part,
                "be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
        return Optional.empty();
    }
}
