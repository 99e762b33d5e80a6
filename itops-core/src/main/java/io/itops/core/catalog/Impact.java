package io.itops.core.catalog;

import io.itops.core.ComponentId;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is affected when one thing fails: everything that rests on it, directly or through others.
 *
 * <p>Immutable and thread-safe.
 *
 * @param failed what fails
 * @param affected the services and components affected, without the failed one, each with its distance in hops, at least 1
 * @since 0.1
 */
public record Impact(Ref failed, SortedMap<Ref, Integer> affected) {
    /** Copies the map. */
    public Impact {
        Require.present("failed thing", failed);
        affected = Collections.unmodifiableSortedMap(
                new TreeMap<>((Map<Ref, Integer>) Require.present("affected things", affected)));
    }

    /**
     * The services among the affected.
     *
     * @return in the order of their ids
     */
    public List<ServiceId> services() {
        return affected.keySet().stream()
                .filter(ref -> ref.type().equals(Service.TYPE.name()))
                .map(ref -> ServiceId.of(ref.id()))
                .toList();
    }

    /**
     * The components among the affected.
     *
     * @return in the order of their ids
     */
    public List<ComponentId> components() {
        return affected.keySet().stream()
                .filter(ref -> ref.type().equals(Component.TYPE.name()))
                .map(ref -> ComponentId.of(ref.id()))
                .toList();
    }
}
