package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.internal.Declared;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of that with which incidents can lie and for which they can wait, where a program has declared them: a mistyped name is
 * refused then.
 *
 * <p>Immutable and thread-safe.
 *
 * @param queues the queues, at most 1,000; none: any name is that of a queue
 * @param vendors the vendors, at most 1,000; none: a hold can name any vendor, or none
 * @since 0.1
 */
public record Places(SortedSet<String> queues, SortedSet<String> vendors) {
    /** Any queue and any vendor. */
    public static final Places ANY = new Places(new TreeSet<>(), new TreeSet<>());

    /** Checks and copies the parts. */
    public Places {
        queues = names("queues", queues);
        queues.forEach(Stay::queueName);
        vendors = names("vendors", vendors);
        vendors.forEach(name -> Require.text("vendor", Require.id("vendor", name), Hold.MAX_VENDOR));
    }

    private static SortedSet<String> names(String what, Collection<String> given) {
        SortedSet<String> names = new TreeSet<>(Require.list(what, given));
        Require.size(what, names, 0, 1_000);
        return Collections.unmodifiableSortedSet(names);
    }

    /**
     * A queue that is known.
     *
     * @param queue its name
     * @return the name
     * @throws io.itops.core.InvalidInputException if queues are declared, and it is none of them
     */
    public String known(String queue) {
        Stay.queueName(queue);
        return Require.that(Declared.knows(queues, queue), "queue", "be " + Declared.oneOf(queues), queue);
    }

    /** Why nothing can be put into a queue, if nothing can. */
    Optional<Decision<IncidentEvent>> refused(String queue) {
        return Declared.knows(queues, queue)
                ? Optional.empty()
                : Optional.of(Decision.refuse(
                        "unknown-queue",
                        "the queue must be " + Declared.oneOf(queues) + ", but was "
                                + Lines.oneLine(queue, Stay.MAX_QUEUE)));
    }

    /** Why nothing can wait like that, if nothing can: for a vendor without a contract, where there is none for all others. */
    Optional<Decision<IncidentEvent>> refused(Hold hold) {
        return hold.reason() != HoldReason.VENDOR
                        || vendors.isEmpty()
                        || hold.vendor().filter(name -> vendors.contains(name)).isPresent()
                ? Optional.empty()
                : Optional.of(Decision.refuse(
                        "unknown-vendor",
                        "the vendor must be " + Declared.oneOf(vendors) + ", but was "
                                + hold.vendor()
                                        .map(name -> Lines.oneLine(name, Hold.MAX_VENDOR))
                                        .orElse("not named")));
    }
}
