package io.itops.core.catalog;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import java.util.Comparator;
import java.util.List;

/**
 * Which services are affected when some things fail, how far away they are, and how much hangs on them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param services the services affected: the nearest first, then those on which most hangs, then by id
 * @since 0.1
 */
public record BlastRadius(List<AffectedService> services) {
    private static final Comparator<AffectedService> ORDER = Comparator.comparingInt(AffectedService::distance)
            .thenComparing(AffectedService::tier)
            .thenComparing(AffectedService::id);

    /**
     * A service within the radius.
     *
     * @param id the service
     * @param tier how much hangs on it
     * @param distance hops from the nearest thing that fails; 0 if it fails itself
     */
    public record AffectedService(ServiceId id, Tier tier, int distance) {
        /** Checks the parts. */
        public AffectedService {
            Require.present("service id", id);
            Require.present("service tier", tier);
            Require.that(distance >= 0, "distance", "be at least 0", distance);
        }
    }

    /** Sorts and copies the list. */
    public BlastRadius {
        services = Require.list("services", services).stream().sorted(ORDER).toList();
    }

    /**
     * How much hangs on all of them together.
     *
     * @return the sum of their tiers' weights, at least 0
     */
    public double weight() {
        return services.stream().mapToDouble(service -> service.tier().weight()).sum();
    }
}
