package io.itops.incident.sla;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.Roster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that was promised, and who is told when it is at risk.
 *
 * <p>Immutable and thread-safe.
 *
 * @param targets the targets, 1 to 100, no two of one name
 * @param told the people who are told of warnings and breaches of targets without a rule of their own, at most 100, besides the journal
 * @param telling who is told of those that have one, by the names of targets
 * @since 0.1
 */
public record SlaPolicy(List<SlaTarget> targets, List<String> told, SortedMap<String, SlaTelling> telling) {
    /** Checks that names are unlike. */
    public SlaPolicy {
        targets = Require.list("SLA targets", targets);
        Require.size("SLA targets", targets, 1, 100);
        Set<String> names = new HashSet<>();
        for (SlaTarget target : targets) {
            Require.that(names.add(target.name()), "SLA target", "be named unlike the others", target.name());
        }
        told = Require.list("people told", told);
        Require.size("people told", told, 0, 100);
        told.forEach(EscalationTarget::person);
        telling = Require.map("rules of whom to tell", telling);
        telling.keySet()
                .forEach(name -> Require.that(
                        names.contains(name),
                        "target of which people are told",
                        "be one of " + new TreeSet<>(names),
                        name));
    }

    /**
     * A policy by which all targets tell the same people.
     *
     * @param targets the targets, 1 to 100, no two of one name
     * @param told the people who are told of warnings and breaches, at most 100
     */
    public SlaPolicy(List<SlaTarget> targets, List<String> told) {
        this(targets, told, new TreeMap<>());
    }

    /**
     * A policy that tells the journal alone.
     *
     * @param targets the targets
     * @return the policy
     */
    public static SlaPolicy of(SlaTarget... targets) {
        return new SlaPolicy(Require.listOf("SLA targets", targets), List.of());
    }

    /**
     * The same policy, telling people too.
     *
     * @param people their ids, found by the contacts of the incidents
     * @return a new value
     */
    public SlaPolicy telling(String... people) {
        return new SlaPolicy(targets, Require.listOf("people told", people), telling);
    }

    /**
     * The same policy, telling others of a target than the people whom all targets tell.
     *
     * @param target the name of the target
     * @param rule who is told of its warnings and breaches
     * @return a new value
     * @throws io.itops.core.InvalidInputException if there is no such target, or it has a rule already
     */
    public SlaPolicy telling(String target, SlaTelling rule) {
        Require.slug("SLA target", target);
        Require.present("rule of whom to tell", rule);
        SortedMap<String, SlaTelling> more = new TreeMap<>(telling);
        Require.that(
                more.putIfAbsent(target, rule) == null, "rule of whom to tell", "be given once for a target", target);
        return new SlaPolicy(targets, told, more);
    }

    /**
     * Who is told of a target.
     *
     * @param target the name of the target
     * @param breach whether it is breached, and not only at risk
     * @return the audience
     */
    public SlaAudience audience(String target, boolean breach) {
        SlaTelling rule = telling.get(Require.slug("SLA target", target));
        if (rule != null) {
            return breach ? rule.breach() : rule.warning();
        }
        return new SlaAudience(
                false, told.stream().map(EscalationTarget::person).toList());
    }

    /**
     * The people whom it names.
     *
     * @return their ids, sorted; whoever is on call or in a team is known only when they are told
     */
    public NavigableSet<String> people() {
        NavigableSet<String> people = new TreeSet<>(told);
        for (SlaTelling rule : telling.values()) {
            for (SlaAudience audience : List.of(rule.warning(), rule.breach())) {
                audience.targets().forEach(target -> people.addAll(target.people(Roster.NONE)));
            }
        }
        return people;
    }

    /**
     * The targets of a service: those that name it, and of those for all services the ones whose goal, kind and party none of these have.
     * What binds all queues or vendors does not bind those that have a target of their own.
     *
     * @param service the service
     * @return its targets, in their order
     */
    public List<SlaTarget> targets(ServiceId service) {
        Require.present("service", service);
        List<SlaTarget> found = new ArrayList<>();
        for (SlaTarget target : targets) {
            boolean displaced = targets.stream().anyMatch(other -> other.names(service) && other.like(target));
            if (target.names(service) || (target.services().isEmpty() && !displaced)) {
                found.add(target);
            }
        }
        return found.stream()
                .map(target -> target.party().isPresent() ? target : target.butFor(bound(found, target)))
                .toList();
    }

    /**
     * The targets whose place others have taken, for a service, of those of some names: what began by them goes on, and nothing begins.
     *
     * @param service the service
     * @param names the names of targets by which something began
     * @return those that are not among the service's targets, in the order of their names; what is promised no more is left out
     */
    public List<SlaTarget> displaced(ServiceId service, Collection<String> names) {
        Set<String> present = targets(service).stream().map(SlaTarget::name).collect(Collectors.toSet());
        return new TreeSet<>(Require.list("names of SLA targets", names))
                .stream()
                        .filter(name -> !present.contains(name))
                        .flatMap(name -> target(name).stream())
                        .toList();
    }

    /** The queues or vendors that have a target of their own with the goal of one for all of them. */
    private static NavigableSet<String> bound(List<SlaTarget> found, SlaTarget forAll) {
        NavigableSet<String> parties = new TreeSet<>();
        if (forAll.kind() != SlaKind.SLA) {
            found.stream()
                    .filter(other -> other.goal() == forAll.goal() && other.kind() == forAll.kind())
                    .forEach(other -> other.party().ifPresent(parties::add));
        }
        return parties;
    }

    /**
     * The target of a name as it holds for a service.
     *
     * @param service the service
     * @param name the name
     * @return the target, also where another one has taken its place; empty if there is none
     */
    public Optional<SlaTarget> target(ServiceId service, String name) {
        Optional<SlaTarget> own = targets(service).stream()
                .filter(target -> target.name().equals(name))
                .findFirst();
        return own.or(() -> target(name));
    }

    /**
     * The queues that operational level agreements bind by name.
     *
     * @return their names
     */
    public NavigableSet<String> queues() {
        return parties(SlaKind.OLA);
    }

    /**
     * The vendors that holds can name.
     *
     * @return the names in underpinning contracts; empty where any vendor can be named: where there are none, or one for all other vendors, or
     *     none that holds for all services
     */
    public NavigableSet<String> vendors() {
        List<SlaTarget> contracts = targets.stream()
                .filter(target -> target.kind() == SlaKind.UNDERPINNING_CONTRACT)
                .toList();
        boolean any = contracts.stream().anyMatch(target -> target.party().isEmpty())
                || contracts.stream().noneMatch(target -> target.services().isEmpty());
        return any ? new TreeSet<>() : parties(SlaKind.UNDERPINNING_CONTRACT);
    }

    private NavigableSet<String> parties(SlaKind kind) {
        NavigableSet<String> parties = new TreeSet<>();
        targets.stream()
                .filter(target -> target.kind() == kind)
                .forEach(target -> target.party().ifPresent(parties::add));
        return parties;
    }

    /**
     * The target of a name.
     *
     * @param name the name
     * @return the target, empty if there is none
     */
    public Optional<SlaTarget> target(String name) {
        Require.slug("SLA target", name);
        return targets.stream().filter(target -> target.name().equals(name)).findFirst();
    }
}
