package io.itops.incident.sla;

import io.itops.core.Require;
import io.itops.incident.escalation.EscalationTarget;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is told of a warning or a breach of a target.
 *
 * <p>Immutable and thread-safe.
 *
 * @param holder whether whoever has acknowledged the incident is
 * @param targets who else: people, groups, teams of the catalog, and whoever is on call in schedules; at most 100, no round robins, whose
 *     turns are those of pages
 * @since 0.1
 */
public record SlaAudience(boolean holder, List<EscalationTarget> targets) {
    /** Nobody but the journal. */
    public static final SlaAudience NOBODY = new SlaAudience(false, List.of());

    /** Whoever has acknowledged the incident. */
    public static final SlaAudience HOLDER = new SlaAudience(true, List.of());

    /** Checks and copies the targets. */
    public SlaAudience {
        targets = Require.list("people told", targets);
        Require.size("people told", targets, 0, 100);
        for (EscalationTarget target : targets) {
            Require.that(target.roundRobins().isEmpty(), "people told", "take no turns", target);
        }
    }

    /**
     * Some people.
     *
     * @param targets who
     * @return the audience
     */
    public static SlaAudience of(EscalationTarget... targets) {
        return new SlaAudience(false, Require.listOf("people told", targets));
    }

    /**
     * These and others.
     *
     * @param more who else
     * @return a new value
     */
    public SlaAudience and(EscalationTarget... more) {
        List<EscalationTarget> all = new ArrayList<>(targets);
        all.addAll(Require.listOf("people told", more));
        return new SlaAudience(holder, all);
    }
}
