package io.itops.core.record;

import io.itops.core.Require;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in the order of their names, in two arrays. Objects have few members and are made, walked through and dropped
 * by the million: a tree of nodes costs several times as much.
 *
 * <p>Immutable and thread-safe.
 */
@SuppressWarnings("JdkObsolete") // Tree.Obj shows its members as a SortedMap, and nobody needs to walk them backwards
final class Members extends AbstractMap<String, Tree> implements SortedMap<String, Tree> {
    private final String[] names;
    private final Tree[] values;

    private Members(String[] names, Tree[] values) {
        this.names = names;
        this.values = values;
    }

    /** A copy of any map in the order of UTF-16 code units, its names and values checked. */
    static Members copyOf(SortedMap<String, Tree> members) {
        if (members instanceof Members known) {
            return known;
        }
        SortedMap<String, Tree> ordered = members;
        if (members.comparator() != null) {
            ordered = new TreeMap<>();
            ordered.putAll(members);
        }
        Builder builder = new Builder(ordered.size());
        for (Map.Entry<String, Tree> member : ordered.entrySet()) {
            builder.put(
                    Require.anyText("member name", member.getKey(), Integer.MAX_VALUE),
                    Require.present("member value", member.getValue()));
        }
        return builder.build();
    }

    /** The members of an object, which are always kept like this. */
    static Members of(Tree.Obj object) {
        return copyOf(object.members());
    }

    /** Collects members, fastest in the order of their names. Names must have been checked. Not thread-safe. */
    static final class Builder {
        private String[] names;
        private Tree[] values;
        private int size;

        /** Holds the members from the first one on that came out of order. */
        private @Nullable TreeMap<String, Tree> unordered;

        Builder(int capacity) {
            names = new String[capacity];
            values = new Tree[capacity];
        }

        /** Adds a member; false if there is one of that name, which then stays. */
        boolean put(String name, Tree value) {
            if (unordered == null && size > 0 && names[size - 1].compareTo(name) >= 0) {
                unordered = new TreeMap<>();
                for (int i = 0; i < size; i++) {
                    unordered.put(names[i], values[i]);
                }
            }
            if (unordered != null) {
                return unordered.putIfAbsent(name, Require.present("member value", value)) == null;
            }
            if (size == names.length) {
                int larger = Math.max(8, size * 2);
                names = Arrays.copyOf(names, larger);
                values = Arrays.copyOf(values, larger);
            }
            names[size] = name;
            values[size++] = Require.present("member value", value);
            return true;
        }

        int size() {
            return unordered == null ? size : unordered.size();
        }

        Members build() {
            if (unordered != null) {
                return new Members(
                        unordered.keySet().toArray(String[]::new),
                        unordered.values().toArray(Tree[]::new));
            }
            return size == names.length
                    ? new Members(names, values)
                    : new Members(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
        }
    }

    String nameAt(int index) {
        return names[index];
    }

    Tree valueAt(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable Tree get(@Nullable Object name) {
        int index = name instanceof String text ? Arrays.binarySearch(names, text) : -1;
        return index < 0 ? null : values[index];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, Tree>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Map.Entry<String, Tree>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, Tree>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Map.Entry<String, Tree> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no further member");
            }
            return Map.entry(names[next], values[next++]);
        }
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedMap<String, Tree> subMap(String from, String to) {
        Require.that(from.compareTo(to) <= 0, "range of members", "not end before it starts", from + " to " + to);
        return range(position(from), position(to));
    }

    @Override
    public SortedMap<String, Tree> headMap(String to) {
        return range(0, position(to));
    }

    @Override
    public SortedMap<String, Tree> tailMap(String from) {
        return range(position(from), names.length);
    }

    private Members range(int from, int to) {
        return new Members(Arrays.copyOfRange(names, from, to), Arrays.copyOfRange(values, from, to));
    }

    /** Where a name stands or would stand. */
    private int position(String name) {
        int index = Arrays.binarySearch(names, name);
        return index < 0 ? -index - 1 : index;
    }

    @Override
    public String firstKey() {
        return keyAt(0);
    }

    @Override
    public String lastKey() {
        return keyAt(names.length - 1);
    }

    private String keyAt(int index) {
        if (names.length == 0) {
            throw new NoSuchElementException("an object without members");
        }
        return names[index];
    }
}
