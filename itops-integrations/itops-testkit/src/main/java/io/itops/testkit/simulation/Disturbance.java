package io.itops.testkit.simulation;

import io.itops.core.Require;
import io.itops.testkit.fault.FaultyStore.Fault;
import io.itops.testkit.fault.StoreCall;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Something that goes wrong once, at the first opportunity from an instant on. A disturbance that never found its opportunity is named in
 * the result.
 *
 * <p>Immutable and thread-safe if its condition is.
 *
 * @since 0.1
 */
public sealed interface Disturbance {
    /**
     * When it may strike.
     *
     * @return the time since the beginning
     */
    Duration from();

    /**
     * The clock that nodes see jumps; leases, which run on the store's own clock, do not.
     *
     * @param from when
     * @param by how far; back if negative
     */
    record Jump(Duration from, Duration by) implements Disturbance {
        /** Checks the parts. */
        public Jump {
            Require.that(!from.isNegative(), "start of a disturbance", "not be negative", from);
            Require.that(!by.isZero(), "jump", "not be zero", by);
        }
    }

    /**
     * A call of the store goes wrong, whichever node makes it. A node that dies of it is started again.
     *
     * @param from when at the earliest
     * @param fault what goes wrong
     * @param where at which calls
     * @param downtime how long a node that dies of it is down
     */
    record Strike(Duration from, Fault fault, Predicate<StoreCall> where, Duration downtime) implements Disturbance {
        /** Checks the parts. */
        public Strike {
            Require.that(!from.isNegative(), "start of a disturbance", "not be negative", from);
            Require.present("fault", fault);
            Require.present("condition", where);
            Require.that(!downtime.isNegative(), "downtime", "not be negative", downtime);
        }
    }

    /**
     * A node stands still in the middle of a call of the store and goes on later, as if nothing had been: a long garbage collection, a
     * suspended machine. Its leases may have ended meanwhile.
     *
     * @param from when at the earliest
     * @param length how long
     * @param where at which calls
     */
    record Pause(Duration from, Duration length, Predicate<StoreCall> where) implements Disturbance {
        /** Checks the parts. */
        public Pause {
            Require.that(!from.isNegative(), "start of a disturbance", "not be negative", from);
            Require.positive("length of a pause", length, Duration.ofDays(7));
            Require.present("condition", where);
        }
    }

    /**
     * A clock jump.
     *
     * @param from when
     * @param by how far; back if negative
     * @return the disturbance
     */
    static Disturbance jump(Duration from, Duration by) {
        return new Jump(from, by);
    }

    /**
     * A fault of the store at the first call that admits it.
     *
     * @param from when at the earliest
     * @param fault what goes wrong
     * @return the disturbance; a node that dies of it is down for 10 s
     */
    static Disturbance strike(Duration from, Fault fault) {
        return strike(from, fault, call -> true);
    }

    /**
     * A fault of the store at the first call that admits it and meets a condition.
     *
     * @param from when at the earliest
     * @param fault what goes wrong
     * @param where the condition
     * @return the disturbance; a node that dies of it is down for 10 s
     */
    static Disturbance strike(Duration from, Fault fault, Predicate<StoreCall> where) {
        return new Strike(from, fault, where, Duration.ofSeconds(10));
    }

    /**
     * A pause at the first boundary of a commit or claim that meets a condition.
     *
     * @param from when at the earliest
     * @param length how long
     * @param where the condition
     * @return the disturbance
     */
    static Disturbance pause(Duration from, Duration length, Predicate<StoreCall> where) {
        return new Pause(from, length, call -> call.boundary() != StoreCall.Boundary.READ && where.test(call));
    }
}
