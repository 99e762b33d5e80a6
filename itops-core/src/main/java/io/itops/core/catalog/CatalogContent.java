package io.itops.core.catalog;

import io.itops.core.Ref;
import io.itops.core.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * Things to define together, in any order: a service may be named before its components.
 *
 * <p>Immutable and thread-safe.
 *
 * @param teams the teams, at most 10,000
 * @param components the components, at most 100,000
 * @param services the services, at most 100,000
 * @param dependencies what rests on what, at most 1,000,000
 * @since 0.1
 */
public record CatalogContent(
        List<Team> teams, List<Component> components, List<Service> services, List<Dependency> dependencies) {
    /** Copies the lists; each thing is given once. */
    public CatalogContent {
        teams = Require.list("teams", teams);
        components = Require.list("components", components);
        services = Require.list("services", services);
        dependencies = Lists.sorted("dependencies", dependencies, 1_000_000);
        Lists.distinct("teams", teams.stream().map(Team::id).toList(), 10_000);
        Lists.distinct("components", components.stream().map(Component::id).toList(), 100_000);
        Lists.distinct("services", services.stream().map(Service::id).toList(), 100_000);
    }

    /**
     * Starts an empty content.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Collects the things to define.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final List<Team> teams = new ArrayList<>();
        private final List<Component> components = new ArrayList<>();
        private final List<Service> services = new ArrayList<>();
        private final List<Dependency> dependencies = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a team.
         *
         * @param team the team
         * @return this
         */
        public Builder team(Team team) {
            teams.add(team);
            return this;
        }

        /**
         * Adds a component.
         *
         * @param component the component
         * @return this
         */
        public Builder component(Component component) {
            components.add(component);
            return this;
        }

        /**
         * Adds a service.
         *
         * @param service the service
         * @return this
         */
        public Builder service(Service service) {
            services.add(service);
            return this;
        }

        /**
         * Adds a dependency.
         *
         * @param from the service or component that rests on the other
         * @param on the service or component that it rests on
         * @return this
         */
        public Builder dependsOn(Ref from, Ref on) {
            dependencies.add(new Dependency(from, on));
            return this;
        }

        /**
         * The content.
         *
         * @return the content
         * @throws io.itops.core.InvalidInputException if something is given twice
         */
        public CatalogContent build() {
            return new CatalogContent(teams, components, services, dependencies);
        }
    }
}
