package io.itops.core.store;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values that are found by a key which they hold themselves. It takes a third of the room of a {@link java.util.HashMap} with the same
 * values, since there is neither an entry for each nor a second reference to the key: open addressing with linear probing, where what
 * follows a removed value moves up (Knuth, The Art of Computer Programming, volume 3, algorithm 6.4 R).
 *
 * <p>Not thread-safe; confine to one thread.
 */
final class KeyedSet<K, V> {
    private static final int LEAST = 16;

    private final Function<? super V, ? extends K> key;
    private @Nullable Object[] table = new Object[LEAST];
    private int size;

    KeyedSet(Function<? super V, ? extends K> key) {
        this.key = key;
    }

    int size() {
        return size;
    }

    @Nullable
    V find(Object wanted) {
        return valueAt(place(wanted));
    }

    /** Puts a value in the place of the one with the same key, which is given back. */
    @Nullable
    V put(V value) {
        int place = place(key.apply(value));
        V before = valueAt(place);
        table[place] = value;
        if (before == null) {
            size++;
            if (size > table.length / 3 * 2) {
                rehash();
            }
        }
        return before;
    }

    @Nullable
    V remove(Object wanted) {
        int hole = place(wanted);
        V removed = valueAt(hole);
        if (removed == null) {
            return null;
        }
        size--;
        int mask = table.length - 1;
        for (int next = hole + 1 & mask; ; next = next + 1 & mask) {
            V value = valueAt(next);
            if (value == null) {
                table[hole] = null;
                return removed;
            }
            // it moves up unless its own first place lies behind the hole
            int home = home(key.apply(value));
            if ((next - home & mask) >= (next - hole & mask)) {
                table[hole] = value;
                hole = next;
            }
        }
    }

    /** In no order that means anything. */
    void forEach(Consumer<? super V> action) {
        for (int place = 0; place < table.length; place++) {
            V value = valueAt(place);
            if (value != null) {
                action.accept(value);
            }
        }
    }

    /** Where the value with a key stands, or the empty place where it would stand. */
    private int place(Object wanted) {
        int mask = table.length - 1;
        int place = home(wanted);
        for (V value = valueAt(place); value != null; value = valueAt(place)) {
            if (key.apply(value).equals(wanted)) {
                return place;
            }
            place = place + 1 & mask;
        }
        return place;
    }

    /** Fibonacci hashing: the upper bits of the product depend on all bits of the hash. */
    private int home(Object wanted) {
        return (wanted.hashCode() * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(table.length) + 1);
    }

    @SuppressWarnings("unchecked") // nothing else is put in
    private @Nullable V valueAt(int place) {
        return (V) table[place];
    }

    private void rehash() {
        @Nullable Object[] old = table;
        table = Arrays.copyOf(new Object[0], old.length * 2);
        for (Object value : old) {
            if (value != null) {
                @SuppressWarnings("unchecked")
                V moved = (V) value;
                table[place(key.apply(moved))] = moved;
            }
        }
    }
}
