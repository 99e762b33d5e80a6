package io.itops.incident.internal;

import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Names that a program has declared, so that a mistyped one is refused. Where it has declared none, any name is one.
 *
 * <p>Immutable and thread-safe.
 */
public final class Declared {
    private static final int SHOWN = 20;

    private Declared() {}

    /**
     * Whether a name is known.
     *
     * @param names the declared names
     * @param name a name
     * @return true if it is one of them, or there are none
     */
    public static boolean knows(SortedSet<String> names, String name) {
        return names.isEmpty() || names.contains(name);
    }

    /**
     * What a name must be, for messages: the first twenty names, and how many more there are.
     *
     * @param names the declared names
     * @return such as {@code one of database, network}
     */
    public static String oneOf(SortedSet<String> names) {
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return "one of " + shown + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }
}
