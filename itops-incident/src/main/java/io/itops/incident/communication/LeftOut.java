package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a response does not hold any more, since it had too much of it; the journal has it, and {@link Communication#tenures} and {@link
 * Communication#stages} read it from there.
 *
 * <p>Immutable and thread-safe.
 *
 * @param tenures how many tenures, all of which ended, at most 1,000,000,000
 * @param stages how many changes of the public stage, at most 1,000,000,000
 * @param people whose tenures they were
 * @since 0.1
 */
public record LeftOut(int tenures, int stages, SortedSet<String> people) {
    /** Nothing: the response has all of it. */
    public static final LeftOut NOTHING = new LeftOut(0, 0, new TreeSet<>());

    /** How it is written. */
    public static final Codec<LeftOut> CODEC = Shape.of("left out", s -> {
        var tenures = s.field("tenures", Codec.INT, LeftOut::tenures);
        var stages = s.field("stages", Codec.INT, LeftOut::stages);
        var people = s.field("people", Codec.TEXT.list(), out -> List.copyOf(out.people()));
        return row -> new LeftOut(row.get(tenures), row.get(stages), new TreeSet<>(row.get(people)));
    });

    private static final int MOST = 1_000_000_000;

    /** Checks and copies the parts. */
    public LeftOut {
        Require.range("number of tenures left out", tenures, 0, MOST);
        Require.range("number of stages left out", stages, 0, MOST);
        people = Collections.unmodifiableSortedSet(new TreeSet<>(Require.list("people", people)));
    }

    LeftOut and(RoleTenure tenure) {
        SortedSet<String> more = new TreeSet<>(people);
        more.add(tenure.person());
        return new LeftOut(tenures + 1, stages, more);
    }

    LeftOut andStages(int more) {
        return new LeftOut(tenures, stages + more, people);
    }
}
