package io.itops.core.explain;

import io.itops.core.Require;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Named facts in the order in which they were given, checked once: explanations are built fact by fact, and there are few in each.
 *
 * <p>Immutable and thread-safe.
 */
final class Evidence extends AbstractMap<String, String> {
    private static final String[] NONE = {};

    private final String[] names;
    private final String[] values;

    private Evidence(String[] names, String[] values) {
        this.names = names;
        this.values = values;
    }

    static Evidence of(Map<String, String> facts) {
        if (facts instanceof Evidence known) {
            return known;
        }
        Evidence all = new Evidence(NONE, NONE);
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            all = all.with(fact.getKey(), fact.getValue());
        }
        return all;
    }

    /** These facts and one more; it takes the place of one of the same name. */
    Evidence with(String name, String value) {
        Require.text("evidence name", name, 200);
        Require.anyText("evidence value", value, 4_000);
        int place = place(name);
        int size = Math.max(names.length, place + 1);
        String[] moreNames = Arrays.copyOf(names, size);
        String[] moreValues = Arrays.copyOf(values, size);
        moreNames[place] = name;
        moreValues[place] = value;
        return new Evidence(moreNames, moreValues);
    }

    /** Where a name stands, or would be added. */
    private int place(@Nullable Object name) {
        int place = 0;
        while (place < names.length && !names[place].equals(name)) {
            place++;
        }
        return place;
    }

    String nameAt(int place) {
        return names[place];
    }

    String valueAt(int place) {
        return values[place];
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        int place = place(name);
        return place < values.length ? values[place] : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return place(name) < names.length;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Facts();
            }
        };
    }

    private final class Facts implements Iterator<Map.Entry<String, String>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no further fact");
            }
            return Map.entry(names[next], values[next++]);
        }
    }
}
