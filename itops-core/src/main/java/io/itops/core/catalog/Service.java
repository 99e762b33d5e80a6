package io.itops.core.catalog;

import io.itops.core.ComponentId;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.TeamId;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that users rely on: made of components, owned by a team, with objectives.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the id
 * @param name what people call it, at most 200 characters
 * @param tier how much hangs on it
 * @param owner the team that owns it, if it has one
 * @param components what it is made of, at most 500, sorted
 * @param objectives what it promises, at most 20, each name once
 * @since 0.1
 */
public record Service(
        ServiceId id,
        String name,
        Tier tier,
        Optional<TeamId> owner,
        List<ComponentId> components,
        List<Objective> objectives) {
    /** How services are kept. */
    public static final RecordType<Service> TYPE = RecordType.of("service", 1, t -> {
        t.id(service -> service.id().value());
        var id = t.field("id", ServiceId.CODEC, Service::id);
        var name = t.field("name", Codec.TEXT, Service::name);
        var tier = t.field("tier", Codec.ofEnum(Tier.class), Service::tier);
        var owner = t.optional("owner", TeamId.CODEC, Service::owner);
        var components = t.field("components", ComponentId.CODEC.list(), Service::components);
        var objectives = t.field("objectives", Objective.CODEC.list(), Service::objectives);
        return row -> new Service(
                row.get(id), row.get(name), row.get(tier), row.get(owner), row.get(components), row.get(objectives));
    });

    /** Checks, sorts and copies the parts. */
    public Service {
        Require.present("service id", id);
        Require.text("service name", name, 200);
        Require.present("service tier", tier);
        Require.present("service owner", owner);
        components = Lists.sorted("components of service " + id, components, 500);
        objectives = Require.list("objectives of service " + id, objectives);
        Lists.distinct(
                "objectives of service " + id,
                objectives.stream().map(Objective::name).toList(),
                20);
    }

    /**
     * Starts a service of tier 3 without owner, components and objectives.
     *
     * @param id its id, which is also its name until another is given
     * @return a builder
     */
    public static Builder builder(String id) {
        return new Builder(ServiceId.of(id));
    }

    /**
     * Collects the parts of a service.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final ServiceId id;
        private String name;
        private Tier tier = Tier.TIER3;
        private Optional<TeamId> owner = Optional.empty();
        private final List<ComponentId> components = new ArrayList<>();
        private final List<Objective> objectives = new ArrayList<>();

        private Builder(ServiceId id) {
            this.id = id;
            this.name = id.value();
        }

        /**
         * What people call it.
         *
         * @param given the name
         * @return this
         */
        public Builder name(String given) {
            name = given;
            return this;
        }

        /**
         * How much hangs on it.
         *
         * @param given the tier
         * @return this
         */
        public Builder tier(Tier given) {
            tier = given;
            return this;
        }

        /**
         * The team that owns it.
         *
         * @param team the team's id
         * @return this
         */
        public Builder owner(String team) {
            owner = Optional.of(TeamId.of(team));
            return this;
        }

        /**
         * Adds a component that it is made of.
         *
         * @param component the component's id
         * @return this
         */
        public Builder component(String component) {
            components.add(ComponentId.of(component));
            return this;
        }

        /**
         * Adds a promise.
         *
         * @param objective the objective
         * @return this
         */
        public Builder objective(Objective objective) {
            objectives.add(objective);
            return this;
        }

        /**
         * The service.
         *
         * @return the service
         * @throws io.itops.core.InvalidInputException if a part breaks its rule
         */
        public Service build() {
            return new Service(id, name, tier, owner, components, objectives);
        }
    }
}
