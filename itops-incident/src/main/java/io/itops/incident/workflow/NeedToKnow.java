package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What marks an incident as restricted: only those read it who need to know of it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param readers the ids of the people who are involved besides those whom the incident itself names: added by name, or paged, or in charge
 *     of it at an earlier time; at most {@value #MAX_READERS}
 * @since 0.1
 */
public record NeedToKnow(SortedSet<String> readers) {
    /** The greatest number of readers. */
    public static final int MAX_READERS = 500;

    /** Restricted, with nobody added by name. */
    public static final NeedToKnow NOBODY_NAMED = new NeedToKnow(new TreeSet<>());

    /** How it is written. */
    public static final Codec<NeedToKnow> CODEC = Shape.of("need-to-know", s -> {
        var readers = s.field("readers", Codec.TEXT.list(), mark -> List.copyOf(mark.readers()));
        return row -> new NeedToKnow(new TreeSet<>(row.get(readers)));
    });

    /** Checks and copies the readers. */
    public NeedToKnow {
        Require.list("readers", Require.present("readers", readers)).forEach(reader -> Require.id("reader", reader));
        Require.size("readers", readers, 0, MAX_READERS);
        readers = Collections.unmodifiableSortedSet(new TreeSet<>(readers));
    }

    /**
     * The same mark with more readers.
     *
     * @param more the ids of people; those for whom there is no room are left out
     * @return a mark
     */
    public NeedToKnow and(Collection<String> more) {
        if (readers.containsAll(Require.present("readers", more))) {
            return this;
        }
        SortedSet<String> all = new TreeSet<>(readers);
        for (String reader : new TreeSet<>(more)) {
            if (all.size() < MAX_READERS) {
                all.add(reader);
            }
        }
        return new NeedToKnow(all);
    }
}
