package io.itops.incident;

import io.itops.core.Require;
import io.itops.core.delivery.Deliveries;
import io.itops.core.delivery.Destination;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Finds the contacts of an instance's people, and refuses those that lead to a notifier that is not there. */
final class ReachablePeople {
    private ReachablePeople() {}

    /**
     * The contacts that the options give, or those of the only notifier.
     *
     * @throws io.itops.core.InvalidInputException if there are neither, or they name a notifier that the instance does not have
     */
    static Contacts contacts(Deliveries deliveries, IncidentOptions options) {
        options.notifications()
                .notifiers()
                .forEach(notifier -> deliveries.requireNotifier("notifier of a notification plan", notifier));
        if (options.contacts().isEmpty()) {
            List<String> notifiers = deliveries.notifiers();
            Require.that(notifiers.size() == 1, "notifiers", "be exactly one where no contacts are given", notifiers);
            return Contacts.through(notifiers.get(0));
        }
        Contacts contacts = options.contacts().get();
        if (contacts instanceof Contacts.Through through) {
            deliveries.requireNotifier("notifier of incidents", through.notifier());
        }
        require(deliveries, contacts, named(options));
        return contacts;
    }

    /**
     * Refuses a policy that names people who are reached by a notifier that is not there.
     *
     * @throws io.itops.core.InvalidInputException if it does
     */
    static void requireNotifiers(Deliveries deliveries, Contacts contacts, EscalationPolicy policy) {
        if (!(contacts instanceof Contacts.Through)) {
            require(deliveries, contacts, people(policy));
        }
    }

    private static void require(Deliveries deliveries, Contacts contacts, Collection<String> people) {
        for (String person : people) {
            String notifier = notifier(contacts, person);
            if (notifier != null) {
                deliveries.requireNotifier("notifier of " + person, notifier);
            }
        }
    }

    /** Warns of people who cannot be reached by now: whoever is to be told may be reached when it comes to that. */
    static void warn(String what, Collection<String> people, Contacts contacts, Logger log) {
        for (String person : people) {
            if (notifier(contacts, person) == null) {
                log.atWarn().addKeyValue("person", person).log("{} tells a person who cannot be reached", what);
            }
        }
    }

    /** The people whom policies name; who is on call in a schedule is known only when it is asked. */
    private static SortedSet<String> named(IncidentOptions options) {
        SortedSet<String> people = new TreeSet<>();
        options.sla().ifPresent(policy -> people.addAll(policy.people()));
        people.addAll(options.gaps().told());
        policies(options).forEach(policy -> people.addAll(people(policy)));
        return people;
    }

    /** The people whom policies name that go by a schedule too. */
    static List<String> beside(String schedule, List<EscalationPolicy> policies) {
        return policies.stream()
                .filter(policy -> policy.schedules().contains(schedule))
                .flatMap(policy -> people(policy).stream())
                .distinct()
                .toList();
    }

    private static Stream<EscalationPolicy> policies(IncidentOptions options) {
        return Stream.concat(Stream.of(options.policy()), options.policies().values().stream());
    }

    private static List<String> people(EscalationPolicy policy) {
        List<String> people = new ArrayList<>();
        policy.steps().stream().flatMap(step -> step.targets().stream()).forEach(target -> {
            if (target instanceof EscalationTarget.Person person) {
                people.add(person.id());
            }
        });
        return people;
    }

    /** Whoever cannot be reached by now may be when paged, and is a gap that the incident tells until then. */
    private static @Nullable String notifier(Contacts contacts, String person) {
        return contacts.find(person).map(Destination::notifier).orElse(null);
    }
}
