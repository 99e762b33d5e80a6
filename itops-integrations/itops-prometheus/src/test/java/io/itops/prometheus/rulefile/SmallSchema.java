package io.itops.prometheus.rulefile;

import io.itops.core.record.Tree;
import io.itops.prometheus.internal.YamlNode;
import io.itops.prometheus.internal.YamlNode.Entry;
import io.itops.prometheus.internal.YamlNode.Mapping;
import io.itops.prometheus.internal.YamlNode.Scalar;
import io.itops.prometheus.internal.YamlNode.Sequence;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** As much of JSON Schema as the schema of rule files uses; a keyword that is not known here fails. */
final class SmallSchema {
    private static final Set<String> REMARKS = Set.of("$schema", "title", "description", "definitions");

    private final Map<String, Tree> definitions;
    private final Tree root;

    SmallSchema(Tree root) {
        this.root = root;
        this.definitions = object(object(root).get("definitions"));
    }

    /** The keys that some definitions name together. */
    Set<String> keys(String... names) {
        Set<String> keys = new TreeSet<>();
        for (String name : names) {
            keys.addAll(object(object(definitions.get(name)).get("properties")).keySet());
        }
        return keys;
    }

    boolean accepts(YamlNode node) {
        return accepts(root, node);
    }

    private boolean accepts(Tree schema, YamlNode node) {
        return object(schema).entrySet().stream()
                .allMatch(keyword -> holds(schema, keyword.getKey(), keyword.getValue(), node));
    }

    private boolean holds(Tree schema, String keyword, Tree value, YamlNode node) {
        return switch (keyword) {
            case "$ref" -> accepts(definitions.get(text(value).substring("#/definitions/".length())), node);
            case "anyOf" -> items(value).stream().anyMatch(one -> accepts(one, node));
            case "type" ->
                value instanceof Tree.Text one
                        ? isOf(one.value(), node)
                        : items(value).stream().anyMatch(one -> isOf(text(one), node));
            case "enum" ->
                node instanceof Scalar scalar
                        && items(value).stream().anyMatch(one -> text(one).equals(scalar.text()));
            case "pattern" -> !(node instanceof Scalar scalar) || scalar.text().matches(text(value));
            case "items" ->
                !(node instanceof Sequence list) || list.items().stream().allMatch(item -> accepts(value, item));
            case "minimum" ->
                !(node instanceof Scalar scalar && isOf("integer", node))
                        || Long.parseLong(scalar.text()) >= ((Tree.Num) value).value();
            case "maxProperties" ->
                !(node instanceof Mapping mapping) || mapping.entries().size() <= ((Tree.Num) value).value();
            case "propertyNames" ->
                !(node instanceof Mapping mapping)
                        || mapping.entries().stream().allMatch(entry -> accepts(value, entry.key()));
            case "required" ->
                !(node instanceof Mapping mapping) || items(value).stream().allMatch(key -> has(mapping, text(key)));
            case "properties" ->
                !(node instanceof Mapping mapping)
                        || mapping.entries().stream()
                                .allMatch(entry -> !object(value)
                                                .containsKey(entry.key().text())
                                        || accepts(object(value).get(entry.key().text()), entry.value()));
            case "additionalProperties" ->
                !(node instanceof Mapping mapping)
                        || mapping.entries().stream()
                                .filter(entry -> !isDeclared(schema, entry))
                                .allMatch(entry -> !(value instanceof Tree.Bool) && accepts(value, entry.value()));
            default -> {
                if (!REMARKS.contains(keyword)) {
                    throw new AssertionError("unknown keyword " + keyword);
                }
                yield true;
            }
        };
    }

    private static boolean isDeclared(Tree schema, Entry entry) {
        Tree properties = object(schema).get("properties");
        return properties != null && object(properties).containsKey(entry.key().text());
    }

    private static boolean has(Mapping mapping, String key) {
        return mapping.entries().stream().anyMatch(entry -> entry.key().text().equals(key));
    }

    private static boolean isOf(String type, YamlNode node) {
        return switch (type) {
            case "object" -> node instanceof Mapping;
            case "array" -> node instanceof Sequence;
            case "null" -> node instanceof Scalar scalar && scalar.isNull();
            case "string" -> node instanceof Scalar scalar && !scalar.isNull();
            case "integer" ->
                node instanceof Scalar scalar && scalar.plain() && scalar.text().matches("-?\\d+");
            case "number" ->
                node instanceof Scalar scalar && scalar.plain() && scalar.text().matches("-?\\d.*");
            case "boolean" ->
                node instanceof Scalar scalar && scalar.plain() && scalar.text().matches("true|false");
            default -> throw new AssertionError("unknown type " + type);
        };
    }

    private static Map<String, Tree> object(Tree tree) {
        return ((Tree.Obj) tree).members();
    }

    private static List<Tree> items(Tree tree) {
        return ((Tree.Arr) tree).items();
    }

    private static String text(Tree tree) {
        return ((Tree.Text) tree).value();
    }
}
