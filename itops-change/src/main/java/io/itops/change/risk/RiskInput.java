package io.itops.change.risk;

import io.itops.change.workflow.ChangeContent;
import io.itops.core.Ref;
import io.itops.core.Require;
import java.util.List;

/**
 * What the risk of a change is estimated from.
 *
 * <p>Immutable and thread-safe.
 *
 * @param content what the change is
 * @param blastWeight the weight of the services that would be affected if all that it touches failed, at least 0; a tier 1 service
 *     weighs 1
 * @param affectedServices how many services that are
 * @param uncatalogued the things touched that the catalog does not know, at most 200
 * @param pastChanges how many changes of the same components were finished in the last 90 days
 * @param pastFailures how many of those failed or were backed out
 * @param recentIncidents how many incidents of the services touched were opened in the last 7 days
 * @param collisions how many other changes of the same components are under way
 * @since 0.1
 */
public record RiskInput(
        ChangeContent content,
        double blastWeight,
        int affectedServices,
        List<Ref> uncatalogued,
        int pastChanges,
        int pastFailures,
        int recentIncidents,
        int collisions) {
    /** Checks the parts. */
    public RiskInput {
        Require.present("change content", content);
        Require.range("blast weight", blastWeight, 0, Double.MAX_VALUE);
        Require.range("affected services", affectedServices, 0, Integer.MAX_VALUE);
        uncatalogued = Require.list("uncatalogued things", uncatalogued);
        Require.size("uncatalogued things", uncatalogued, 0, 200);
        Require.range("past changes", pastChanges, 0, Integer.MAX_VALUE);
        Require.range("past failures", pastFailures, 0, pastChanges);
        Require.range("recent incidents", recentIncidents, 0, Integer.MAX_VALUE);
        Require.range("collisions", collisions, 0, Integer.MAX_VALUE);
    }
}
