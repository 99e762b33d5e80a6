package io.itops.core.catalog;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.TeamId;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.util.List;

/**
 * People who own services and components together.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the id
 * @param name what people call it, at most 200 characters
 * @param members who belongs to it, each once, at most 200
 * @since 0.1
 */
public record Team(TeamId id, String name, List<Actor> members) {
    /** How teams are kept. */
    public static final RecordType<Team> TYPE = RecordType.of("team", 1, t -> {
        t.id(team -> team.id().value());
        var id = t.field("id", TeamId.CODEC, Team::id);
        var name = t.field("name", Codec.TEXT, Team::name);
        var members = t.field("members", Actor.CODEC.list(), Team::members);
        return row -> new Team(row.get(id), row.get(name), row.get(members));
    });

    /** Checks and copies the parts. */
    public Team {
        Require.present("team id", id);
        Require.text("team name", name, 200);
        members = Lists.distinct("members of team " + id, members, 200);
    }

    /**
     * A team without members.
     *
     * @param id its id, which is also its name
     * @return the team
     */
    public static Team of(String id) {
        return new Team(TeamId.of(id), id, List.of());
    }
}
