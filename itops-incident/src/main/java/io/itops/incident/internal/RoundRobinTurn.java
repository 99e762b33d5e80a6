package io.itops.incident.internal;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.workflow.Incident;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in a round robin. The record is read by the decision that takes a turn and written with it, so that two incidents
 * never take the same one.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the name under which the turns are counted
 * @param next the number of the next turn, from 0
 */
public record RoundRobinTurn(String name, long next) {
    /** How turns are kept. */
    public static final RecordType<RoundRobinTurn> TYPE = RecordType.of("round-robin", 1, t -> {
        t.id(RoundRobinTurn::name);
        var name = t.field("name", Codec.TEXT, RoundRobinTurn::name);
        var next = t.field("next", Codec.LONG, RoundRobinTurn::next);
        return row -> new RoundRobinTurn(row.get(name), row.get(next));
    });

    /** Checks the parts. */
    public RoundRobinTurn {
        Require.id("round robin", name);
        Require.that(next >= 0, "next turn", "be at least 0", next);
    }

    /** The next turns of some round robins, read so that the unit's commit depends on them. */
    public static SortedMap<String, Long> read(UnitOfWork unit, Iterable<String> names) {
        SortedMap<String, Long> turns = new TreeMap<>();
        for (String name : names) {
            unit.find(TYPE, name)
                    .ifPresent(found -> turns.put(name, found.value().next()));
        }
        return turns;
    }

    /** Writes the turns that an incident has taken. */
    public static void follow(UnitOfWork unit, @Nullable Incident before, Incident after) {
        Map<String, Long> known =
                before == null ? Map.of() : before.escalation().turns();
        after.escalation().turns().forEach((name, next) -> {
            if (!next.equals(known.get(name))) {
                unit.find(TYPE, name);
                unit.put(TYPE, new RoundRobinTurn(name, next));
            }
        });
    }
}
