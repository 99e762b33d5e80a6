package io.itops.cli.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the keys of one mapping; keys that nobody has asked for are faults. Confined to one thread. */
final class YamlMap {
    private final MappingNode node;
    private final String what;
    private final Faults faults;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, ScalarNode> keys = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    YamlMap(MappingNode node, String what, Faults faults) {
        this.node = node;
        this.what = what;
        this.faults = faults;
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                fault(tuple.getKeyNode(), "key of " + what, "be a text");
            } else if (keys.putIfAbsent(key.getValue(), key) != null) {
                fault(key, "key of " + what, "stand once");
            } else {
                values.put(key.getValue(), tuple.getValueNode());
            }
        }
    }

    Faults faults() {
        return faults;
    }

    Map<String, ScalarNode> keys() {
        return keys;
    }

    void fault(Node at, String part, String rule) {
        faults.add(Yaml.line(at), Yaml.column(at), part, rule, Yaml.shown(at));
    }

    Optional<Node> node(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key));
    }

    /** A value that must be there. */
    Optional<Node> required(String key) {
        Optional<Node> found = node(key);
        if (found.isEmpty()) {
            faults.add(Yaml.line(node), Yaml.column(node), what, "have the key " + key, "without it");
        }
        return found;
    }

    Optional<ScalarNode> scalar(String key) {
        return node(key).flatMap(found -> scalar(found, key + " of " + what));
    }

    Optional<ScalarNode> scalar(Node found, String part) {
        if (found instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return Optional.of(scalar);
        }
        fault(found, part, "be a text");
        return Optional.empty();
    }

    /** The items of a list; a value alone is a list of one. */
    List<Node> items(Node found) {
        return found instanceof SequenceNode list ? list.getValue() : List.of(found);
    }

    List<ScalarNode> scalars(Node found, String part) {
        List<ScalarNode> scalars = new ArrayList<>();
        items(found).forEach(item -> scalar(item, part).ifPresent(scalars::add));
        return scalars;
    }

    Optional<YamlMap> map(Node found, String part) {
        if (found instanceof MappingNode mapping) {
            return Optional.of(new YamlMap(mapping, part, faults));
        }
        fault(found, part, "be a mapping");
        return Optional.empty();
    }

    /** Refuses the keys that nobody has asked for. */
    void refuseOthers() {
        keys.forEach((name, key) -> {
            if (!known.contains(name)) {
                fault(key, "key of " + what, "be one of " + String.join(", ", known));
            }
        });
    }
}
