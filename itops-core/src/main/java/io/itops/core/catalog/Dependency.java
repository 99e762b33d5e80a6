package io.itops.core.catalog;

import io.itops.core.Ref;
import io.itops.core.Require;

/**
 * One thing that rests on another: if {@code on} fails, {@code from} is affected.
 *
 * <p>Immutable and thread-safe. Ordered by {@code from}, then {@code on}.
 *
 * @param from the service or component that rests on the other
 * @param on the service or component that it rests on
 * @since 0.1
 */
public record Dependency(Ref from, Ref on) implements Comparable<Dependency> {
    /** Checks that both ends are services or components, and not the same. */
    public Dependency {
        node("dependency's dependant", from);
        node("dependency", on);
        Require.that(!from.equals(on), "dependency", "join two different things", from);
    }

    private static void node(String what, Ref ref) {
        String type = Require.present(what, ref).type();
        Require.that(
                type.equals(Service.TYPE.name()) || type.equals(Component.TYPE.name()),
                what,
                "be a service or a component",
                ref);
    }

    @Override
    public int compareTo(Dependency other) {
        int byFrom = from.compareTo(other.from);
        return byFrom != 0 ? byFrom : on.compareTo(other.on);
    }

    @Override
    public String toString() {
        return from + " -> " + on;
    }
}
