package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.Optional;

/**
 * A time for which a person held a role.
 *
 * <p>Immutable and thread-safe.
 *
 * @param role the role
 * @param person the person's id, at most 100 characters
 * @param from since when
 * @param until when it was handed over or given back; empty while it is held
 * @param note what was said when it was taken, at most 1,000 characters, possibly blank
 * @since 0.1
 */
public record RoleTenure(IncidentRole role, String person, Instant from, Optional<Instant> until, String note) {
    /** How it is written. */
    public static final Codec<RoleTenure> CODEC = Shape.of("role tenure", s -> {
        var role = s.field("role", Codec.ofEnum(IncidentRole.class), RoleTenure::role);
        var person = s.field("person", Codec.TEXT, RoleTenure::person);
        var from = s.field("from", Codec.INSTANT, RoleTenure::from);
        var until = s.optional("until", Codec.INSTANT, RoleTenure::until);
        var note = s.field("note", Codec.TEXT, RoleTenure::note);
        return row -> new RoleTenure(row.get(role), row.get(person), row.get(from), row.get(until), row.get(note));
    });

    /** Checks the parts. */
    public RoleTenure {
        Require.present("role", role);
        Require.text("person", Require.id("person", person), 100);
        from = Require.instant("start of a tenure", from);
        until = Require.present("end of a tenure", until).map(at -> Require.instant("end of a tenure", at));
        Require.anyText("note", note, 1_000);
    }

    RoleTenure endedAt(Instant at) {
        return new RoleTenure(role, person, from, Optional.of(at), note);
    }
}
