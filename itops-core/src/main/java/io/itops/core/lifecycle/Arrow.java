package io.itops.core.lifecycle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a drawing shows between two states: all actions that lead from the one to the other. */
record Arrow<S extends Enum<S>>(@Nullable S from, S to, List<String> actions) {
    Arrow {
        actions = List.copyOf(actions);
    }

    boolean stays() {
        return from == to;
    }

    String label() {
        return String.join(", ", actions);
    }

    /** The arrows of a table in the order of its cells: by state before, then by first action. */
    static <S extends Enum<S>, A extends Enum<A>> List<Arrow<S>> of(Lifecycle<S, A> lifecycle) {
        Map<List<@Nullable S>, List<String>> byPair = new LinkedHashMap<>();
        for (Lifecycle.Cell<S, A> cell : lifecycle.cells()) {
            byPair.computeIfAbsent(Arrays.asList(cell.from(), cell.to()), pair -> new ArrayList<>())
                    .add(lifecycle.labels().of(cell.action()));
        }
        return byPair.entrySet().stream()
                .map(e -> new Arrow<>(e.getKey().get(0), e.getKey().get(1), e.getValue()))
                .collect(Collectors.toUnmodifiableList());
    }
}
