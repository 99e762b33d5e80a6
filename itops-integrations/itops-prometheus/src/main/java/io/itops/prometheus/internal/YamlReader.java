package io.itops.prometheus.internal;

import io.itops.prometheus.internal.YamlNode.Entry;
import io.itops.prometheus.internal.YamlNode.Mapping;
import io.itops.prometheus.internal.YamlNode.Scalar;
import io.itops.prometheus.internal.YamlNode.Sequence;
import io.itops.prometheus.rulefile.RuleFileLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads the first document of a YAML text out of the parser's events, so that every limit is met before anything is built: at most
 * so many characters and values, what aliases stand for counted each time, 50 levels, 20 aliases; no tags, no key twice, no alias
 * inside its own anchor. Merge keys are followed.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class YamlReader {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 20;
    private static final String MERGE = "<<";

    private final Iterator<Event> events;
    private final RuleFileLimits limits;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int aliases;
    private long values;
    private long characters;

    private YamlReader(Iterator<Event> events, RuleFileLimits limits) {
        this.events = events;
        this.limits = limits;
    }

    /** What an anchor stands for, and how much that is. */
    private record Anchored(YamlNode node, long values, long characters) {}

    /**
     * What a text holds.
     *
     * @param root the first document, empty where there is none
     * @param next where a second document begins, which is not read
     */
    public record Document(Optional<YamlNode> root, Optional<Place> next) {}

    /**
     * Reads a text.
     *
     * @param text any text
     * @param limits of its characters and values
     * @return its first document
     * @throws YamlException if it is no YAML, or breaks a limit
     */
    public static Document read(String text, RuleFileLimits limits) {
        if (text.length() > limits.maxCharacters()) {
            throw new YamlException(
                    Place.START,
                    "be at most " + limits.maxCharacters() + " characters (maxCharacters)",
                    String.valueOf(text.length()));
        }
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                // A scanner that reads piece by piece copies what it has for each piece, which is quadratic for long
                // scalars.
                .setBufferSize(text.length() + 1)
                .setUseMarks(true)
                .build();
        try {
            return new YamlReader(new ParserImpl(settings, new StreamReader(settings, text)), limits).document();
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            String problem = e.getProblem() == null ? "no reason is known" : e.getProblem();
            throw new YamlException(mark == null ? Place.START : place(mark), "be YAML", "not: " + problem);
        } catch (ReaderException e) {
            throw new YamlException(
                    place(text, e.getPosition()),
                    "have printable characters alone",
                    String.format("U+%04X", e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw new YamlException(Place.START, "be YAML", "not: " + e.getMessage());
        }
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Place place(String text, int codePoint) {
        int line = 1;
        int column = 1;
        int[] points = text.codePoints().limit(codePoint).toArray();
        for (int c : points) {
            line += c == '\n' ? 1 : 0;
            column = c == '\n' ? 1 : column + 1;
        }
        return new Place(line, column);
    }

    private static Place place(Event event) {
        return event.getStartMark().map(YamlReader::place).orElse(Place.START);
    }

    private Document document() {
        Optional<YamlNode> root = Optional.empty();
        boolean begun = false;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (begun && root.isPresent()) {
                        return new Document(root, Optional.of(place(event)));
                    }
                    begun = true;
                }
                case Scalar, SequenceStart, MappingStart, Alias -> root = Optional.of(node(event, 1));
                default -> {
                    // the stream's beginning and end, ends of documents
                }
            }
        }
        return new Document(root, Optional.empty());
    }

    private YamlNode node(Event event, int depth) {
        if (depth > MAX_DEPTH) {
            throw new YamlException(place(event), "be nested at most " + MAX_DEPTH + " deep", "deeper");
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        requireNoTag(event);
        long valuesBefore = values;
        long charactersBefore = characters;
        spend(event, 1, event instanceof ScalarEvent scalar ? scalar.getValue().length() : 0);
        YamlNode node;
        if (event instanceof ScalarEvent scalar) {
            node = new Scalar(place(event), scalar.getValue(), scalar.isPlain());
        } else if (event.getEventId() == Event.ID.SequenceStart) {
            node = sequence(event, depth);
        } else {
            node = mapping(event, depth);
        }
        ((NodeEvent) event)
                .getAnchor()
                .ifPresent(anchor ->
                        anchors.put(anchor, new Anchored(node, values - valuesBefore, characters - charactersBefore)));
        return node;
    }

    private void spend(Event event, long moreValues, long moreCharacters) {
        values += moreValues;
        characters += moreCharacters;
        if (values > limits.maxValues()) {
            throw new YamlException(
                    place(event),
                    "have at most " + limits.maxValues() + " values, with what aliases stand for (maxValues)",
                    "more");
        }
        if (characters > limits.maxCharacters()) {
            throw new YamlException(
                    place(event),
                    "have at most " + limits.maxCharacters()
                            + " characters, with what aliases stand for (maxCharacters)",
                    "more");
        }
    }

    private static void requireNoTag(Event event) {
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
        tag.ifPresent(given -> {
            throw new YamlException(place(event), "have no tags", '"' + given + '"');
        });
    }

    private YamlNode aliased(AliasEvent alias) {
        if (++aliases > MAX_ALIASES) {
            throw new YamlException(place(alias), "have at most " + MAX_ALIASES + " aliases", "more");
        }
        Anchor name = alias.getAnchor().orElseThrow(() -> new YamlException(place(alias), "name an anchor", "none"));
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw new YamlException(place(alias), "name an anchor that ends before it", "*" + name);
        }
        spend(alias, anchored.values(), anchored.characters());
        return anchored.node();
    }

    private YamlNode sequence(Event start, int depth) {
        List<YamlNode> items = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, depth + 1));
            event = events.next();
        }
        return new Sequence(place(start), List.copyOf(items));
    }

    private YamlNode mapping(Event start, int depth) {
        List<Entry> entries = new ArrayList<>();
        List<YamlNode> merged = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            YamlNode given = node(event, depth + 1);
            if (!(given instanceof Scalar key)) {
                throw new YamlException(
                        place(event),
                        "have texts as keys",
                        given instanceof Mapping
                                ? "a mapping (a text that begins with {{ needs quotes)"
                                : given.shown());
            }
            YamlNode value = node(events.next(), depth + 1);
            if (key.plain() && key.text().equals(MERGE)) {
                merged.addAll(value instanceof Sequence list ? list.items() : List.of(value));
            } else if (keys.add(key.text())) {
                entries.add(new Entry(key, value));
            } else {
                throw new YamlException(key.place(), "have each key once", key.shown());
            }
            event = events.next();
        }
        for (YamlNode source : merged) {
            if (!(source instanceof Mapping mapping)) {
                throw new YamlException(source.place(), "merge mappings alone", source.shown());
            }
            mapping.entries().stream()
                    .filter(entry -> keys.add(entry.key().text()))
                    .forEach(entries::add);
        }
        return new Mapping(place(start), List.copyOf(entries));
    }
}
