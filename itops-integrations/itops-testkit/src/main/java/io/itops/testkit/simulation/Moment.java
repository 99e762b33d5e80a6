package io.itops.testkit.simulation;

import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.store.Claim;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.testkit.fault.FaultyStore.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened in a simulation, as an observer outside sees it. Its instant is by the simulation's own time, which never
 * jumps.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface Moment {
    /**
     * When it happened.
     *
     * @return the instant by the simulation's own time
     */
    Instant at();

    /**
     * A commit was applied, whether the node got to know or not.
     *
     * @param at when
     * @param clock what the nodes' clock showed
     * @param node who committed
     * @param commit what
     * @param result what the store gave back
     */
    record Committed(Instant at, Instant clock, String node, Commit commit, CommitResult result) implements Moment {}

    /**
     * A job was handed out, whether the node got to know or not.
     *
     * @param at when
     * @param clock what the node asked for as the present
     * @param node who got it
     * @param claim the claim
     */
    record Claimed(Instant at, Instant clock, String node, Claim claim) implements Moment {}

    /**
     * An attempt to deliver was begun.
     *
     * @param at when
     * @param node who sends
     * @param number 1 for the first attempt of the simulation
     * @param delivery what is sent
     */
    record Begun(Instant at, String node, long number, Delivery delivery) implements Moment {}

    /**
     * A receiver has accepted a message, whether the sender gets to know or not.
     *
     * @param at when
     * @param number the number of the attempt
     * @param delivery what was sent
     */
    record Accepted(Instant at, long number, Delivery delivery) implements Moment {}

    /**
     * A node that still lived and waited got the answer to an attempt.
     *
     * @param at when
     * @param node who
     * @param number the number of the attempt
     * @param result the answer; empty if the notifier threw an exception
     */
    record Answered(Instant at, String node, long number, Optional<DeliveryResult> result) implements Moment {}

    /**
     * A call of the store went wrong.
     *
     * @param at when
     * @param node whose call
     * @param fault what went wrong
     */
    record Struck(Instant at, String node, Fault fault) implements Moment {}

    /**
     * The nodes' clock jumped.
     *
     * @param at when
     * @param by how far
     */
    record Jumped(Instant at, Duration by) implements Moment {}

    /**
     * A node was started.
     *
     * @param at when
     * @param node which
     * @param incarnation how often it has been started
     */
    record Started(Instant at, String node, int incarnation) implements Moment {}

    /**
     * A node died.
     *
     * @param at when
     * @param node which
     * @param inFlight how many of its attempts had no answer yet
     */
    record Crashed(Instant at, String node, int inFlight) implements Moment {}

    /**
     * A node stood still.
     *
     * @param at when
     * @param node which
     */
    record Paused(Instant at, String node) implements Moment {}

    /**
     * A node went on.
     *
     * @param at when
     * @param node which
     */
    record Resumed(Instant at, String node) implements Moment {}

    /**
     * Someone has acted.
     *
     * @param at when
     * @param node on which node
     * @param name what was done
     * @param outcome what came of it
     * @param detail the refusal, or empty
     */
    record Acted(Instant at, String node, String name, Outcome outcome, String detail) implements Moment {
        /** What can come of an act. */
        public enum Outcome {
            /** It was done. */
            DONE,
            /** It was refused. */
            REFUSED,
            /** The store failed, so that it is not known whether it was done. */
            UNKNOWN,
            /** The node died, so that it is not known whether it was done. */
            CRASHED
        }
    }

    /**
     * From now on nothing goes wrong any more.
     *
     * @param at when
     */
    record Healed(Instant at) implements Moment {}
}
