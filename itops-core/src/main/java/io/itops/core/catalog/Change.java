package io.itops.core.catalog;

import io.itops.core.ComponentId;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.TeamId;
import io.itops.core.access.Permission;
import java.util.function.Consumer;

/** One thing to do to a catalog: the right that it needs, what it is about, and the step itself. */
record Change(Permission permission, Ref subject, Consumer<Draft> step) {
    private static final Permission DEFINE = Permission.of("catalog.define");
    private static final Permission REMOVE = Permission.of("catalog.remove");

    static Change define(Team team) {
        return new Change(DEFINE, team.id().ref(), draft -> draft.define(team));
    }

    static Change define(Component component) {
        return new Change(DEFINE, component.id().ref(), draft -> draft.define(component));
    }

    static Change define(Service service) {
        return new Change(DEFINE, service.id().ref(), draft -> draft.define(service));
    }

    static Change add(Dependency dependency) {
        return new Change(DEFINE, dependency.from(), draft -> draft.add(dependency));
    }

    static Change remove(Dependency dependency) {
        return new Change(REMOVE, dependency.from(), draft -> draft.remove(dependency));
    }

    static Change remove(TeamId team) {
        return new Change(REMOVE, Require.present("team id", team).ref(), draft -> draft.remove(team));
    }

    static Change remove(ComponentId component) {
        return new Change(REMOVE, Require.present("component id", component).ref(), draft -> draft.remove(component));
    }

    static Change remove(ServiceId service) {
        return new Change(REMOVE, Require.present("service id", service).ref(), draft -> draft.remove(service));
    }
}
