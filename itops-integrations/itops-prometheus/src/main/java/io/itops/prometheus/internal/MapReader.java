package io.itops.prometheus.internal;

import io.itops.prometheus.internal.YamlNode.Entry;
import io.itops.prometheus.internal.YamlNode.Mapping;
import io.itops.prometheus.internal.YamlNode.Scalar;
import io.itops.prometheus.internal.YamlNode.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the keys of one mapping; keys that nobody has asked for are unknown ones. Not thread-safe. */
public final class MapReader {
    /** The words of YAML 1.1, which Prometheus reads. */
    private static final Set<String> TRUE =
            Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y");

    private static final Set<String> FALSE =
            Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N");

    private final Mapping mapping;
    private final String what;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    private MapReader(Mapping mapping, String what, Problems problems) {
        this.mapping = mapping;
        this.what = what;
        this.problems = problems;
    }

    /** Of what should be a mapping. */
    public static Optional<MapReader> of(YamlNode node, String what, Problems problems) {
        if (node instanceof Mapping mapping) {
            return Optional.of(new MapReader(mapping, what, problems));
        }
        problems.add(node, what, "be a mapping");
        return Optional.empty();
    }

    public Place place() {
        return mapping.place();
    }

    /** Whether a key is there, which does not make it a known one. */
    public boolean has(String key) {
        for (Entry entry : mapping.entries()) {
            if (entry.key().text().equals(key)) {
                return true;
            }
        }
        return false;
    }

    public Optional<YamlNode> node(String key) {
        known.add(key);
        return mapping.get(key);
    }

    public Optional<Scalar> scalar(String key) {
        Optional<YamlNode> node = node(key);
        if (node.isPresent() && !(node.get() instanceof Scalar)) {
            problems.add(node.get(), key + " of " + what, "be a text");
            return Optional.empty();
        }
        return node.map(Scalar.class::cast);
    }

    public Optional<String> text(String key) {
        return scalar(key).map(Scalar::text);
    }

    public Optional<Duration> duration(String key) {
        return duration(key, what);
    }

    private Optional<Duration> duration(String key, String whose) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        var millis = PromDuration.millis(scalar.get().text());
        if (millis.isEmpty()) {
            problems.add(scalar.get(), key + " of " + whose, "be a duration, such as 1h30m");
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(millis.getAsLong()));
    }

    /** A duration within bounds, or zero, which stands for none; {@code whose} it is stands in messages. */
    public Optional<Duration> duration(String key, String whose, Duration least, Duration most) {
        Optional<Duration> given = duration(key, whose);
        Optional<Duration> good = given.filter(
                length -> length.isZero() || (length.compareTo(least) >= 0 && length.compareTo(most) <= 0));
        if (given.isPresent() && good.isEmpty()) {
            String rule = least.isZero()
                    ? "be at most " + PromDuration.text(most)
                    : "be from " + PromDuration.text(least) + " to " + PromDuration.text(most);
            scalar(key).ifPresent(scalar -> problems.add(scalar, key + " of " + whose, rule));
        }
        return good;
    }

    public Optional<Integer> whole(String key) {
        return whole(key, 999_999_999);
    }

    /** A whole number up to a greatest one, which has at most nine digits. */
    public Optional<Integer> whole(String key, int most) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        String text = scalar.get().text();
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > most) {
            problems.add(scalar.get(), key + " of " + what, "be a whole number from 0 to " + most);
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text));
    }

    public Optional<Boolean> truth(String key) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        String text = scalar.get().text();
        boolean holds = TRUE.contains(text);
        if (!holds && !FALSE.contains(text)) {
            problems.add(scalar.get(), key + " of " + what, "be true or false");
            return Optional.empty();
        }
        return Optional.of(holds);
    }

    public <E extends Enum<E>> Optional<E> constant(String key, Class<E> type) {
        return scalar(key).flatMap(scalar -> constant(scalar, key + " of " + what, type, problems));
    }

    /** The constant that a text names in any case. */
    public static <E extends Enum<E>> Optional<E> constant(
            Scalar scalar, String what, Class<E> type, Problems problems) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(scalar.text())) {
                return Optional.of(constant);
            }
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        problems.add(scalar, what, "be one of " + String.join(", ", names));
        return Optional.empty();
    }

    public List<YamlNode> list(String key) {
        Optional<YamlNode> node = node(key);
        if (node.isPresent() && !(node.get() instanceof Sequence)) {
            problems.add(node.get(), key + " of " + what, "be a list");
            return List.of();
        }
        return node.map(list -> ((Sequence) list).items()).orElse(List.of());
    }

    public List<Scalar> scalars(String key) {
        List<Scalar> scalars = new ArrayList<>();
        for (YamlNode item : list(key)) {
            if (item instanceof Scalar scalar) {
                scalars.add(scalar);
            } else {
                problems.add(item, "item of " + key + " of " + what, "be a text");
            }
        }
        return scalars;
    }

    public Optional<MapReader> mapping(String key) {
        return node(key).flatMap(node -> of(node, key + " of " + what, problems));
    }

    /** Texts by keys; where a text stands for nothing it is empty. */
    public Map<Scalar, Scalar> texts(String key) {
        Map<Scalar, Scalar> texts = new LinkedHashMap<>();
        Optional<YamlNode> node = node(key);
        if (node.isPresent() && !(node.get() instanceof Mapping)) {
            problems.add(node.get(), key + " of " + what, "be a mapping");
        } else if (node.isPresent()) {
            for (Entry entry : ((Mapping) node.get()).entries()) {
                if (entry.value() instanceof Scalar value) {
                    texts.put(entry.key(), value.isNull() ? new Scalar(value.place(), "", false) : value);
                } else {
                    problems.add(entry.value(), entry.key().text() + " of " + key + " of " + what, "be a text");
                }
            }
        }
        return texts;
    }

    /** Keys that are allowed, and of no meaning here. */
    public MapReader ignore(String... keys) {
        known.addAll(List.of(keys));
        return this;
    }

    /** Refuses the keys that nobody has asked for. */
    public void refuseOthers() {
        for (Entry entry : mapping.entries()) {
            if (!known.contains(entry.key().text())) {
                problems.add(entry.key(), "key of " + what, "be one of " + String.join(", ", known));
            }
        }
    }
}
