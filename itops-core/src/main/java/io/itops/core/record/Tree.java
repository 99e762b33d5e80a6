package io.itops.core.record;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The neutral form of a record: JSON's data model (RFC 8259) with numbers as IEEE 754 doubles (RFC 7493, RFC 8785).
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface Tree {
    /** The greatest whole number that a double holds exactly together with all smaller ones: 2^53 - 1. */
    long MAX_EXACT = 9_007_199_254_740_991L;

    /**
     * An object: members by name, kept in the order of UTF-16 code units as RFC 8785 section 3.2.3 sorts them.
     *
     * @param members the members by name; names are well-formed Unicode without NUL
     */
    record Obj(SortedMap<String, Tree> members) implements Tree {
        /** Copies the members into that order, whatever the order of the given map, and checks that the names can be stored anywhere. */
        public Obj {
            members = Members.copyOf(Require.present("members", members));
        }

        /**
         * An object from any map.
         *
         * @param members the members by name
         * @return the object
         */
        public static Obj of(Map<String, ? extends Tree> members) {
            return new Obj(new TreeMap<>(Require.present("members", members)));
        }
    }

    /**
     * An array.
     *
     * @param items the items in order
     */
    record Arr(List<Tree> items) implements Tree {
        /** Copies the items. */
        public Arr {
            items = Require.list("items", items);
        }
    }

    /**
     * A string of well-formed Unicode without NUL.
     *
     * @param value the string
     */
    record Text(String value) implements Tree {
        /** Checks that the text can be stored anywhere. */
        public Text {
            Require.anyText("text", value, Integer.MAX_VALUE);
        }
    }

    /**
     * A finite number; minus zero is kept as zero.
     *
     * @param value the number
     */
    record Num(double value) implements Tree {
        /** Refuses NaN and the infinities, which JSON cannot say. */
        public Num {
            if (!Double.isFinite(value)) {
                throw new InvalidInputException("number", "be finite", value);
            }
            value = value == 0.0 ? 0.0 : value;
        }
    }

    /**
     * A truth value.
     *
     * @param value the value
     */
    record Bool(boolean value) implements Tree {}

    /** The null of JSON; records leave absent members out instead. */
    enum Null implements Tree {
        /** The only value. */
        NULL
    }

    /**
     * A whole number that a double holds exactly.
     *
     * @param value at most 2^53 - 1 in magnitude
     * @return the number
     */
    static Num num(long value) {
        if (Math.abs(value) > MAX_EXACT || value == Long.MIN_VALUE) {
            throw new InvalidInputException("whole number", "be at most 2^53-1 in magnitude", value);
        }
        return new Num(value);
    }
}
