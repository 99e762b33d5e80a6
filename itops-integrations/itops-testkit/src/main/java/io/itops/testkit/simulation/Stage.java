package io.itops.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The world as an act sees it.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @param <A> what runs on a node
 * @since 0.1
 */
public final class Stage<A> {
    private final World<A> world;

    Stage(World<A> world) {
        this.world = world;
    }

    /**
     * What the nodes' clock shows.
     *
     * @return the instant
     */
    public Instant now() {
        return world.clock().instant();
    }

    /**
     * The time since the beginning, which never jumps.
     *
     * @return the duration
     */
    public Duration elapsed() {
        return world.elapsed();
    }

    /**
     * The source of chance for acts.
     *
     * @return the same numbers in the same order for the same seed
     */
    public SplittableRandom random() {
        return world.random();
    }

    /**
     * Does something on every node that is neither down nor paused, one after the other.
     *
     * @param what what is done, with what runs on the node
     */
    public void everywhere(Consumer<A> what) {
        world.everywhere(what);
    }

    /**
     * Has something done once, on a node that is awake then. What comes of it if the node dies or the store fails stays unknown.
     *
     * @param delay after which time
     * @param name what is done
     * @param act does it
     */
    public void act(Duration delay, String name, Act<A> act) {
        world.act(delay, name, act, false);
    }

    /**
     * Has something done by someone who tries again, every 5 s and perhaps on another node, as long as the outcome is unknown.
     *
     * @param delay after which time
     * @param name what is done
     * @param act does it
     */
    public void insist(Duration delay, String name, Act<A> act) {
        world.act(delay, name, act, true);
    }

    /**
     * Counts that a branch was reached.
     *
     * @param mark the branch's name
     */
    public void mark(String mark) {
        world.mark(mark);
    }
}
