package io.itops.core.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Changes collections so that a part that fails can be taken back: while one runs, each change first notes how it is undone. Without a
 * part nothing is noted, and a part that changes nothing costs nothing, however much was gathered before it.
 *
 * <p>What is noted sets what was there, rather than reversing a change, so that it is right also where the change did not come about.
 */
final class UndoLog {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private int depth;

    /** Runs a part, and takes back what it changed if it throws. */
    <T> T whole(Supplier<T> part) {
        int before = undo.size();
        boolean whole = false;
        depth++;
        try {
            T value = part.get();
            whole = true;
            return value;
        } finally {
            depth--;
            if (!whole) {
                while (undo.size() > before) {
                    undo.pop().run();
                }
            } else if (depth == 0) {
                undo.clear();
            }
        }
    }

    <K, V> void put(Map<K, V> map, K key, V value) {
        note(map, key);
        map.put(key, value);
    }

    <K, V> void remove(Map<K, V> map, K key) {
        note(map, key);
        map.remove(key);
    }

    private <K, V> void note(Map<K, V> map, K key) {
        if (depth == 0) {
            return;
        }
        V before = map.get(key);
        undo.push(before == null ? () -> map.remove(key) : () -> map.put(key, before));
    }

    <E> void add(List<E> list, E element) {
        if (depth > 0) {
            int before = list.size();
            undo.push(() -> list.subList(before, list.size()).clear());
        }
        list.add(element);
    }

    /** Removes from anywhere in a list; it is rare, so the whole list is noted. */
    <E> void removeIf(List<E> list, Predicate<E> condition) {
        if (depth > 0 && list.stream().anyMatch(condition)) {
            List<E> before = List.copyOf(list);
            undo.push(() -> {
                list.clear();
                list.addAll(before);
            });
        }
        list.removeIf(condition);
    }
}
