package io.itops.testkit.lifecycle;

import io.itops.core.Require;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The table of a model, read from text. Immutable. */
final class TextTable<S extends Enum<S>, A extends Enum<A>> {
    private static final String NONE = "-";
    private static final String REFUSED = ".";

    /** By the name of the state, or "-", and then by the action. */
    private final Map<String, Map<A, S>> rows = new HashMap<>();

    private TextTable() {}

    static <S extends Enum<S>, A extends Enum<A>> TextTable<S, A> of(Class<S> states, Class<A> actions, String text) {
        List<String[]> lines = Require.present("table", text)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.split("\\s+"))
                .toList();
        Require.that(!lines.isEmpty(), "table", "have a row of actions", text);
        String[] head = lines.get(0);
        List<A> columns = new ArrayList<>();
        for (int i = 1; i < head.length; i++) {
            columns.add(named("action", EnumSet.allOf(actions), head[i]));
        }
        Require.that(
                columns.size() == EnumSet.allOf(actions).size() && columns.containsAll(EnumSet.allOf(actions)),
                "actions of the table",
                "be each of " + EnumSet.allOf(actions) + " once",
                columns);
        TextTable<S, A> table = new TextTable<>();
        for (String[] line : lines.subList(1, lines.size())) {
            Require.that(line.length == head.length, "row", "have " + head.length + " words", String.join(" ", line));
            String state = line[0].equals(NONE)
                    ? NONE
                    : named("state", EnumSet.allOf(states), line[0]).name();
            Map<A, S> row = new HashMap<>();
            for (int i = 1; i < line.length; i++) {
                if (!line[i].equals(REFUSED)) {
                    row.put(columns.get(i - 1), named("state", EnumSet.allOf(states), line[i]));
                }
            }
            Require.that(table.rows.put(state, row) == null, "state of the table", "have one row", state);
        }
        Set<String> all = new TreeSet<>(Set.of(NONE));
        EnumSet.allOf(states).forEach(state -> all.add(state.name()));
        Require.that(
                table.rows.keySet().equals(all), "rows of the table", "be " + all, new TreeSet<>(table.rows.keySet()));
        return table;
    }

    private static <E extends Enum<E>> E named(String what, Set<E> among, String word) {
        List<E> candidates =
                among.stream().filter(e -> e.name().startsWith(word)).toList();
        for (E candidate : candidates) {
            if (candidate.name().equals(word)) {
                return candidate;
            }
        }
        Require.that(candidates.size() == 1, what, "be one of " + among + " or an unambiguous beginning", word);
        return candidates.get(0);
    }

    @Nullable
    S next(@Nullable S state, A action) {
        return rows.getOrDefault(state == null ? NONE : state.name(), Map.of()).get(action);
    }
}
