package io.itops.testkit.simulation;

import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.spi.Notifier;
import io.itops.core.spi.Store;
import java.time.InstantSource;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a node of a simulation must be built on, and nothing beside it: whatever it kept elsewhere would survive its crash.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @param name the node's name, the same after a restart
 * @param incarnation 1 for the first start, one more after each crash
 * @param store the store that all nodes share, as this node sees it
 * @param clock the clock that all nodes share
 * @param ids the source of ids
 * @param notifiers the notifiers by name, as this node sees them
 * @param marks counts that a branch was reached, by the branch's name
 * @since 0.1
 */
public record NodeEnvironment(
        String name,
        int incarnation,
        Store store,
        InstantSource clock,
        IdSource ids,
        SortedMap<String, Notifier> notifiers,
        Consumer<String> marks) {
    /** Checks and copies the parts. */
    public NodeEnvironment {
        Require.slug("node name", name);
        Require.that(incarnation >= 1, "incarnation", "be at least 1", incarnation);
        Require.present("store", store);
        Require.present("clock", clock);
        Require.present("ids", ids);
        Require.present("marks", marks);
        notifiers = Collections.unmodifiableSortedMap(new TreeMap<>(notifiers));
    }

    /**
     * A notifier.
     *
     * @param notifier its name
     * @return the notifier
     * @throws io.itops.core.InvalidInputException if the simulation has none of that name
     */
    public Notifier notifier(String notifier) {
        Notifier found = notifiers.get(notifier);
        if (found == null) {
            throw new InvalidInputException("notifier", "be one of " + notifiers.keySet(), notifier);
        }
        return found;
    }
}
