package io.itops.incident.workflow;

import java.util.List;
import java.util.stream.Stream;

/** The records of a sealed interface, those of sealed interfaces under it included. */
public final class Members {
    private Members() {}

    /** All records. */
    public static List<Class<?>> of(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .flatMap(member -> member.isInterface() ? of(member).stream() : Stream.of(member))
                .<Class<?>>map(member -> member)
                .toList();
    }
}
