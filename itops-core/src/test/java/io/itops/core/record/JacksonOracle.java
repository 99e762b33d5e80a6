package io.itops.core.record;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A second reader and writer of JSON, strict where it can be told to be. */
final class JacksonOracle {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JacksonOracle() {}

    static boolean accepts(String text) {
        try {
            return !MAPPER.readTree(text).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }

    static Tree read(String text) {
        return tree(MAPPER.readTree(text));
    }

    static String writePretty(Tree tree) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node(tree));
    }

    private static Tree tree(JsonNode node) {
        if (node.isObject()) {
            Map<String, Tree> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), tree(member.getValue())));
            return Tree.Obj.of(members);
        }
        if (node.isArray()) {
            return new Tree.Arr(node.values().stream().map(JacksonOracle::tree).toList());
        }
        if (node.isString()) {
            return new Tree.Text(node.stringValue());
        }
        if (node.isNumber()) {
            return new Tree.Num(node.asDouble());
        }
        return node.isNull() ? Tree.Null.NULL : new Tree.Bool(node.booleanValue());
    }

    private static JsonNode node(Tree tree) {
        var make = MAPPER.getNodeFactory();
        if (tree instanceof Tree.Obj object) {
            var node = make.objectNode();
            object.members().forEach((name, value) -> node.set(name, node(value)));
            return node;
        }
        if (tree instanceof Tree.Arr array) {
            var node = make.arrayNode();
            array.items().forEach(item -> node.add(node(item)));
            return node;
        }
        if (tree instanceof Tree.Text text) {
            return make.stringNode(text.value());
        }
        if (tree instanceof Tree.Num number) {
            return make.numberNode(number.value());
        }
        return tree instanceof Tree.Bool bool ? make.booleanNode(bool.value()) : make.nullNode();
    }
}
