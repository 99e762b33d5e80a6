package io.itops.core.catalog;

import io.itops.core.ComponentId;
import io.itops.core.Require;
import io.itops.core.TeamId;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.util.Optional;

/**
 * A part that services are made of and that changes touch: a program, a database, a queue, a host.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the id
 * @param name what people call it, at most 200 characters
 * @param kind what sort of part it is, kebab-case: {@code database}
 * @param owner the team that owns it, if it has one of its own
 * @since 0.1
 */
public record Component(ComponentId id, String name, String kind, Optional<TeamId> owner) {
    /** How components are kept. */
    public static final RecordType<Component> TYPE = RecordType.of("component", 1, t -> {
        t.id(component -> component.id().value());
        var id = t.field("id", ComponentId.CODEC, Component::id);
        var name = t.field("name", Codec.TEXT, Component::name);
        var kind = t.field("kind", Codec.TEXT, Component::kind);
        var owner = t.optional("owner", TeamId.CODEC, Component::owner);
        return row -> new Component(row.get(id), row.get(name), row.get(kind), row.get(owner));
    });

    /** Checks the parts. */
    public Component {
        Require.present("component id", id);
        Require.text("component name", name, 200);
        Require.slug("component kind", kind);
        Require.present("component owner", owner);
    }

    /**
     * A component without an owner of its own.
     *
     * @param id its id, which is also its name
     * @param kind what sort of part it is
     * @return the component
     */
    public static Component of(String id, String kind) {
        return new Component(ComponentId.of(id), id, kind, Optional.empty());
    }

    /**
     * This component in the hands of a team.
     *
     * @param team the team
     * @return a new component
     */
    public Component ownedBy(TeamId team) {
        return new Component(id, name, kind, Optional.of(Require.present("team", team)));
    }
}
