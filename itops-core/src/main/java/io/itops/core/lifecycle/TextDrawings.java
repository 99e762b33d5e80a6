package io.itops.core.lifecycle;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The table as source text of other tools. Each escapes labels by its own tool's rules. */
final class TextDrawings {
    /** Words that the Mermaid or DOT grammars read as something else, whatever their case. */
    private static final Set<String> RESERVED = Set.of(
            "as",
            "class",
            "classdef",
            "click",
            "default",
            "digraph",
            "direction",
            "edge",
            "end",
            "fork",
            "graph",
            "hide",
            "href",
            "join",
            "node",
            "note",
            "scale",
            "start",
            "state",
            "strict",
            "style",
            "subgraph");

    private TextDrawings() {}

    static <S extends Enum<S>, A extends Enum<A>> String mermaid(Lifecycle<S, A> lifecycle) {
        Map<S, String> ids = identifiers(lifecycle);
        StringBuilder out = new StringBuilder("stateDiagram-v2\n");
        for (S state : lifecycle.states()) {
            String label = lifecycle.labels().of(state);
            if (!label.equals(ids.get(state))) {
                out.append("    state \"")
                        .append(mermaid(label))
                        .append("\" as ")
                        .append(ids.get(state))
                        .append('\n');
            }
        }
        for (Arrow<S> arrow : Arrow.of(lifecycle)) {
            out.append("    ")
                    .append(arrow.from() == null ? "[*]" : ids.get(arrow.from()))
                    .append(" --> ")
                    .append(ids.get(arrow.to()))
                    .append(": ")
                    .append(arrow.actions().stream().map(TextDrawings::mermaid).collect(Collectors.joining(", ")))
                    .append('\n');
        }
        for (S end : lifecycle.ends()) {
            out.append("    ").append(ids.get(end)).append(" --> [*]\n");
        }
        return out.toString();
    }

    static <S extends Enum<S>, A extends Enum<A>> String dot(Lifecycle<S, A> lifecycle) {
        Map<S, String> ids = identifiers(lifecycle);
        StringBuilder out = new StringBuilder("digraph \"")
                .append(lifecycle.name())
                .append(
                        "\" {\n    node [shape=box, style=rounded];\n    start [shape=circle, style=filled, label=\"\", width=0.2];\n");
        for (S state : lifecycle.states()) {
            out.append("    ")
                    .append(ids.get(state))
                    .append(" [label=\"")
                    .append(dot(lifecycle.labels().of(state)));
            out.append(lifecycle.ends().contains(state) ? "\", peripheries=2];\n" : "\"];\n");
        }
        for (Arrow<S> arrow : Arrow.of(lifecycle)) {
            out.append("    ")
                    .append(arrow.from() == null ? "start" : ids.get(arrow.from()))
                    .append(" -> ")
                    .append(ids.get(arrow.to()))
                    .append(" [label=\"")
                    .append(dot(arrow.label()))
                    .append("\"];\n");
        }
        return out.append("}\n").toString();
    }

    static <S extends Enum<S>, A extends Enum<A>> String markdown(Lifecycle<S, A> lifecycle) {
        StringBuilder out = new StringBuilder("| ").append(lifecycle.name()).append(" |");
        lifecycle
                .actions()
                .forEach(action -> out.append(' ')
                        .append(markdown(lifecycle.labels().of(action)))
                        .append(" |"));
        out.append("\n|---|").append("---|".repeat(lifecycle.actions().size())).append("\n| (new) |");
        lifecycle
                .actions()
                .forEach(action -> out.append(' ')
                        .append(lifecycle
                                .started(action)
                                .map(to -> markdown(lifecycle.labels().of(to)))
                                .orElse("–"))
                        .append(" |"));
        for (S state : lifecycle.states()) {
            String label = markdown(lifecycle.labels().of(state));
            out.append("\n| ")
                    .append(lifecycle.ends().contains(state) ? label + " (end)" : label)
                    .append(" |");
            for (A action : lifecycle.actions()) {
                S to = lifecycle.next(state, action);
                out.append(' ')
                        .append(
                                to == null
                                        ? "–"
                                        : to == state
                                                ? "stays"
                                                : markdown(lifecycle.labels().of(to)))
                        .append(" |");
            }
        }
        return out.append('\n').toString();
    }

    /** Readable identifiers that both grammars take: the name in lower case where it can serve, else the number of its row. */
    private static <S extends Enum<S>> Map<S, String> identifiers(Lifecycle<S, ?> lifecycle) {
        List<S> states = lifecycle.states();
        Map<S, String> ids = new EnumMap<>(states.get(0).getDeclaringClass());
        Set<String> taken = new HashSet<>();
        for (S state : states) {
            String id = state.name().toLowerCase(Locale.ROOT);
            boolean fine = id.matches("[a-z][a-z0-9_]*") && !id.matches("s[0-9]+") && !RESERVED.contains(id);
            ids.put(state, fine && taken.add(id) ? id : "s" + Lifecycle.row(state));
        }
        return ids;
    }

    private static String mermaid(String text) {
        return escape(text, " ,.-_'()/", c -> "#" + c + ";");
    }

    private static String dot(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String markdown(String text) {
        return escape(text, " ,.-'()/", c -> "&#" + c + ";");
    }

    /** Keeps letters, digits and the characters named; writes all others as numeric entities of the tool. */
    private static String escape(String text, String kept, java.util.function.IntFunction<String> entity) {
        return text.codePoints()
                .mapToObj(c ->
                        Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0 ? Character.toString(c) : entity.apply(c))
                .collect(Collectors.joining());
    }
}
