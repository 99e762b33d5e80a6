package io.itops.incident;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.incident.workflow.Trouble;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which incidents are restricted from their opening on, whoever or whatever opens them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param services the services whose incidents are restricted
 * @param labels the labels, by name, whose value restricts an incident: {@code kind} to {@code security}
 * @since 0.1
 */
public record NeedToKnowRules(SortedSet<ServiceId> services, SortedMap<String, String> labels) {
    /** Nothing is restricted by itself. */
    public static final NeedToKnowRules NONE = new NeedToKnowRules(new TreeSet<>(), new TreeMap<>());

    /** Checks and copies the parts. */
    public NeedToKnowRules {
        services = Collections.unmodifiableSortedSet(
                new TreeSet<>(Require.list("restricted services", Require.present("restricted services", services))));
        labels = Require.texts("restricting label", Require.present("restricting labels", labels), 200, 4_000);
    }

    /**
     * Whether an incident of some trouble is restricted.
     *
     * @param trouble what is wrong
     * @return true if its service or one of its labels restricts it
     */
    public boolean restrict(Trouble trouble) {
        Require.present("trouble", trouble);
        return services.contains(trouble.service())
                || labels.entrySet().stream()
                        .anyMatch(label ->
                                label.getValue().equals(trouble.labels().get(label.getKey())));
    }
}
