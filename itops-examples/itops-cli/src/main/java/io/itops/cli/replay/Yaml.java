package io.itops.cli.replay;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the one document of a YAML text: no tags, no anchors, no aliases, at most {@value #MAX_DEPTH} levels. */
final class Yaml {
    static final int MAX_CHARACTERS = 1 << 20;

    private static final int MAX_DEPTH = 20;

    private Yaml() {}

    /** The document's mapping; all else is a fault, and ends the reading. */
    static MappingNode read(String text, Faults faults) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(MAX_CHARACTERS)
                .setUseMarks(true)
                .build();
        Optional<Node> root = Optional.empty();
        try {
            check(new Parse(settings).parseString(text), faults);
            if (faults.none()) {
                root = new Compose(settings).composeString(text);
            }
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            faults.add(
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "mapping",
                    "be YAML",
                    "not: " + e.getProblem());
        } catch (YamlEngineException e) {
            faults.add(1, 1, "mapping", "be YAML", "not: " + e.getMessage());
        }
        faults.close();
        if (root.isPresent() && root.get() instanceof MappingNode mapping) {
            return mapping;
        }
        faults.add(1, 1, "mapping", "be a YAML mapping", root.map(Yaml::shown).orElse("nothing"));
        faults.close();
        throw new IllegalStateException("a fault was added");
    }

    /** What a composer would follow or build up is refused before there is one. */
    private static void check(Iterable<Event> events, Faults faults) {
        int depth = 0;
        int documents = 0;
        for (Event event : events) {
            int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
            int column = event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (++documents == 2) {
                        faults.add(line, column, "mapping", "be one document", "another one");
                    }
                }
                case MappingStart, SequenceStart -> {
                    if (++depth > MAX_DEPTH) {
                        faults.add(line, column, "mapping", "be nested at most " + MAX_DEPTH + " deep", "deeper");
                        faults.close();
                    }
                }
                case MappingEnd, SequenceEnd -> depth--;
                default -> {
                    // scalars, ends of documents, the stream
                }
            }
            if (event instanceof AliasEvent || hasAnchorOrTag(event)) {
                faults.add(line, column, "mapping", "have no tags, anchors and aliases", "one");
            }
        }
    }

    private static boolean hasAnchorOrTag(Event event) {
        boolean tagged = event instanceof ScalarEvent scalar
                ? scalar.getTag().isPresent()
                : event instanceof CollectionStartEvent start && start.getTag().isPresent();
        return tagged || (event instanceof NodeEvent node && node.getAnchor().isPresent());
    }

    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }

    /** What a node is, for messages. */
    static String shown(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isEmpty() ? "nothing" : '"' + scalar.getValue() + '"';
        }
        return node instanceof MappingNode ? "a mapping" : "a list";
    }
}
