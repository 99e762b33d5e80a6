package io.itops.core.time;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A set of instants, kept as the fewest windows that make it up: sorted, disjoint, and no two of them touching. Two sets are equal
 * if they hold the same instants, however they were put together.
 *
 * <p>Set operations take time linear in the number of windows of both sides; questions about one instant take logarithmic time.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Windows {
    private static final int MAX_WINDOWS = 1_000_000;
    private static final Windows NONE = new Windows(new Instant[0]);

    /** Start, end, start, end, …: strictly ascending, so an instant is inside if an odd number of edges lies at or before it. */
    private final Instant[] edges;

    /** Decides whether an instant belongs to a result, from whether it belongs to each side. */
    @FunctionalInterface
    private interface Rule {
        boolean holds(boolean here, boolean there);
    }

    private Windows(Instant[] edges) {
        this.edges = edges;
    }

    /**
     * The empty set.
     *
     * @return a set without an instant
     */
    public static Windows none() {
        return NONE;
    }

    /**
     * What lies in any of the windows.
     *
     * @param windows windows in any order, overlapping or not
     * @return their union
     */
    public static Windows of(Window... windows) {
        return of(Require.listOf("windows", windows));
    }

    /**
     * What lies in any of the windows.
     *
     * @param windows windows in any order, overlapping or not, at most 1,000,000
     * @return their union
     * @throws InvalidInputException if there are more or one is null
     */
    public static Windows of(Collection<Window> windows) {
        List<Window> sorted = new ArrayList<>(Require.size("windows", windows, 0, MAX_WINDOWS));
        sorted.forEach(window -> Require.present("window", window));
        sorted.sort(Comparator.comparing(Window::start));
        Edges merged = new Edges(2 * sorted.size());
        for (int i = 0; i < sorted.size(); ) {
            Instant start = sorted.get(i).start();
            Instant end = sorted.get(i).end();
            for (i++; i < sorted.size() && !sorted.get(i).start().isAfter(end); i++) {
                Instant other = sorted.get(i).end();
                end = other.isAfter(end) ? other : end;
            }
            merged.add(start);
            merged.add(end);
        }
        return merged.windows();
    }

    /**
     * The windows, as few as possible.
     *
     * @return disjoint windows that do not touch, in ascending order
     */
    public List<Window> asList() {
        List<Window> list = new ArrayList<>(edges.length / 2);
        for (int i = 0; i < edges.length; i += 2) {
            list.add(new Window(edges[i], edges[i + 1]));
        }
        return List.copyOf(list);
    }

    /**
     * The number of windows.
     *
     * @return the size of {@link #asList()}
     */
    public int count() {
        return edges.length / 2;
    }

    /**
     * Whether the set holds no instant.
     *
     * @return true if there is no window
     */
    public boolean isEmpty() {
        return edges.length == 0;
    }

    /**
     * What lies in this set, in the other, or in both.
     *
     * @param other another set
     * @return the union
     */
    public Windows union(Windows other) {
        return combine(Require.present("windows", other), (here, there) -> here || there);
    }

    /**
     * What lies in both sets.
     *
     * @param other another set
     * @return the intersection
     */
    public Windows intersect(Windows other) {
        return combine(Require.present("windows", other), (here, there) -> here && there);
    }

    /**
     * The part of this set that lies in a window.
     *
     * @param window the window to look through
     * @return the intersection
     */
    public Windows intersect(Window window) {
        return intersect(of(window));
    }

    /**
     * What lies in this set but not in the other.
     *
     * @param other another set
     * @return the difference
     */
    public Windows subtract(Windows other) {
        return combine(Require.present("windows", other), (here, there) -> here && !there);
    }

    /**
     * What lies in a window but not in this set: its gaps.
     *
     * @param window the window to look through
     * @return the complement within the window
     */
    public Windows complement(Window window) {
        return of(window).subtract(this);
    }

    /** Walks all edges of both sides in ascending order; an edge of the result is where the rule's answer changes. */
    private Windows combine(Windows other, Rule rule) {
        Instant[] a = edges;
        Instant[] b = other.edges;
        Edges result = new Edges(a.length + b.length);
        boolean inside = false;
        for (int i = 0, j = 0; i < a.length || j < b.length; ) {
            int order = i == a.length ? 1 : j == b.length ? -1 : a[i].compareTo(b[j]);
            Instant edge = order <= 0 ? a[i] : b[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            boolean now = rule.holds(i % 2 == 1, j % 2 == 1);
            if (now != inside) {
                result.add(edge);
                inside = now;
            }
        }
        return result.windows();
    }

    /**
     * Whether an instant lies in the set.
     *
     * @param instant any instant
     * @return true if some window holds it
     */
    public boolean contains(Instant instant) {
        return edgesUntil(instant) % 2 == 1;
    }

    /**
     * The window that holds an instant.
     *
     * @param instant any instant
     * @return the window, empty if the instant lies in a gap
     */
    public Optional<Window> at(Instant instant) {
        int passed = edgesUntil(instant);
        return passed % 2 == 1 ? Optional.of(new Window(edges[passed - 1], edges[passed])) : Optional.empty();
    }

    /**
     * Whether some instant of the set lies in a window.
     *
     * @param window any window
     * @return true if they share an instant; touching is not enough
     */
    public boolean overlaps(Window window) {
        int passed = edgesUntil(Require.present("window", window).start());
        return passed % 2 == 1 || (passed < edges.length && edges[passed].isBefore(window.end()));
    }

    /**
     * The next instant of the set.
     *
     * @param from any instant
     * @return {@code from} itself if the set holds it, else the start of the next window, empty if there is none
     */
    public Optional<Instant> next(Instant from) {
        int passed = edgesUntil(from);
        if (passed % 2 == 1) {
            return Optional.of(from);
        }
        return passed < edges.length ? Optional.of(edges[passed]) : Optional.empty();
    }

    /**
     * The first instant of a window that the set does not hold.
     *
     * @param window the window that should be covered
     * @return the start of the first gap, empty if the window is covered wholly
     */
    public Optional<Instant> firstGap(Window window) {
        int passed = edgesUntil(Require.present("window", window).start());
        if (passed % 2 == 0) {
            return Optional.of(window.start());
        }
        return edges[passed].isBefore(window.end()) ? Optional.of(edges[passed]) : Optional.empty();
    }

    /**
     * How much time the set holds.
     *
     * @return the sum of the windows' lengths
     */
    public Duration total() {
        Duration sum = Duration.ZERO;
        for (int i = 0; i < edges.length; i += 2) {
            sum = sum.plus(Duration.between(edges[i], edges[i + 1]));
        }
        return sum;
    }

    /**
     * The same set at another time.
     *
     * @param by how much later, in whole microseconds; negative for earlier
     * @return a set of the same shape
     * @throws InvalidInputException if the result would leave the years 1 to 9999
     */
    public Windows shift(Duration by) {
        Instant[] shifted = new Instant[edges.length];
        for (int i = 0; i < edges.length; i++) {
            shifted[i] = Shifts.shift(edges[i], by);
        }
        return new Windows(shifted);
    }

    /** The number of edges at or before an instant. */
    private int edgesUntil(Instant instant) {
        int found = Arrays.binarySearch(edges, instant);
        return found >= 0 ? found + 1 : -found - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Windows windows && Arrays.equals(edges, windows.edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }

    @Override
    public String toString() {
        return asList().toString();
    }

    /** Collects the edges of a result whose number is known only at its end. */
    private static final class Edges {
        private final Instant[] array;
        private int size;

        Edges(int most) {
            array = new Instant[most];
        }

        void add(Instant edge) {
            array[size++] = edge;
        }

        Windows windows() {
            return size == 0 ? NONE : new Windows(Arrays.copyOf(array, size));
        }
    }
}
