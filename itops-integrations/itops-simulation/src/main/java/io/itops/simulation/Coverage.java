package io.itops.simulation;

import io.itops.core.Require;
import io.itops.testkit.simulation.History;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds up what the simulations of many seeds have reached: a campaign that never met a fault, or never took a branch, has shown nothing
 * about it.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class Coverage {
    private final SortedMap<String, Long> total = new TreeMap<>();
    private final SortedMap<String, Long> least = new TreeMap<>();
    private final Set<String> named;
    private long runs;

    /**
     * Nothing yet.
     *
     * @param named the marks that must be reached, as {@link History#marks} names them
     */
    public Coverage(Set<String> named) {
        this.named = Set.copyOf(Require.present("marks", named));
    }

    /**
     * Adds a run.
     *
     * @param history what happened in it
     */
    public synchronized void add(History history) {
        SortedMap<String, Long> marks = history.marks();
        if (runs > 0) {
            least.replaceAll((mark, times) -> Math.min(times, marks.getOrDefault(mark, 0L)));
        }
        marks.forEach((mark, times) -> {
            total.merge(mark, times, Long::sum);
            if (runs == 0) {
                least.put(mark, times);
            } else {
                least.putIfAbsent(mark, 0L);
            }
        });
        runs++;
    }

    /**
     * How many runs were added.
     *
     * @return the number
     */
    public synchronized long runs() {
        return runs;
    }

    /**
     * How often what was reached in all runs together.
     *
     * @return the numbers by mark
     */
    public synchronized SortedMap<String, Long> total() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(total));
    }

    /**
     * The named marks that no run has reached.
     *
     * @return the marks in order, empty if the runs have shown what they were to show
     */
    public synchronized List<String> missing() {
        return named.stream().filter(mark -> !total.containsKey(mark)).sorted().toList();
    }

    /** The numbers, a line a mark: in all runs, and in the run with the fewest. */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder(2_000).append(runs).append(" runs; mark, times in all, fewest in one\n");
        total.forEach((mark, times) ->
                text.append(String.format("%-44s %10d %6d%n", mark, times, least.getOrDefault(mark, 0L))));
        missing().forEach(mark -> text.append(String.format("%-44s    MISSING%n", mark)));
        return text.toString();
    }
}
