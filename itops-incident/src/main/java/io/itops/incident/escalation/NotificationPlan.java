package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.delivery.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How pages become notifications: the rules of people who have some of their own, and how often a destination may be told anything.
 * People without rules are told at once where {@link Contacts} say.
 *
 * <pre>{@code
 * NotificationPlan plan = NotificationPlan.builder()
 *         .person(ann)
 *         .throttle("voice", PageUrgency.HIGH, new Throttle(1, Duration.ofMinutes(1)), new Throttle(8, Duration.ofHours(2)))
 *         .bundle("push", PageUrgency.LOW, Duration.ofMinutes(10))
 *         .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param people the rules of people by their ids
 * @param throttles the throttles by the notifier's name and the urgency; they hold for each address of the notifier by itself
 * @since 0.1
 */
public record NotificationPlan(
        SortedMap<String, NotificationRules> people, SortedMap<String, Map<PageUrgency, List<Throttle>>> throttles) {
    /** A plan without rules and throttles. */
    public static final NotificationPlan NONE = new NotificationPlan(new TreeMap<>(), new TreeMap<>());

    /** Checks and copies the parts. */
    public NotificationPlan {
        people = Require.map("notification rules", people);
        people.forEach((person, rules) -> Require.that(
                rules.person().equals(person), "notification rules of " + person, "be that person's", rules.person()));
        SortedMap<String, Map<PageUrgency, List<Throttle>>> copy = new TreeMap<>();
        Require.map("throttles", throttles).forEach((notifier, byUrgency) -> {
            Map<PageUrgency, List<Throttle>> own = new EnumMap<>(PageUrgency.class);
            byUrgency.forEach((urgency, list) -> own.put(
                    Require.present("urgency of throttles", urgency),
                    List.copyOf(Require.size("throttles of " + notifier, Require.list("throttles", list), 1, 10))));
            copy.put(Require.slug("notifier of throttles", notifier), Collections.unmodifiableMap(own));
        });
        throttles = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Starts a plan.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The rules of a person.
     *
     * @param person the person's id
     * @return the rules, empty if the person has none of their own
     */
    public Optional<NotificationRules> rulesOf(String person) {
        return Optional.ofNullable(people.get(Require.id("person", person)));
    }

    /**
     * How often a destination may be told anything.
     *
     * @param to the destination
     * @param urgency the urgency of the page
     * @return the throttles, all of which hold; none if it may be told at any time
     */
    public List<Throttle> throttlesOf(Destination to, PageUrgency urgency) {
        Require.present("urgency", urgency);
        Map<PageUrgency, List<Throttle>> own =
                throttles.get(Require.present("destination", to).notifier());
        return own == null ? List.of() : own.getOrDefault(urgency, List.of());
    }

    /**
     * When a person may be told something.
     *
     * @param person the person's id
     * @param urgency how urgent it is
     * @param now the present instant
     * @return now, or the end of the person's quiet hours
     */
    public Instant earliest(String person, PageUrgency urgency, Instant now) {
        Instant asked = Require.instant("present instant", now);
        return rulesOf(person).map(rules -> rules.earliest(urgency, asked)).orElse(asked);
    }

    /**
     * Whether anything can make a page wait: rules with delays and quiet hours, or throttles.
     *
     * @return true unless all people are told at once
     */
    public boolean holds() {
        return !people.isEmpty() || !throttles.isEmpty();
    }

    /**
     * The notifiers that rules and throttles name.
     *
     * @return their names, sorted
     */
    public SortedSet<String> notifiers() {
        SortedSet<String> names = new TreeSet<>(throttles.keySet());
        people.values().stream()
                .map(NotificationRules::rules)
                .flatMap(Collection::stream)
                .forEach(rule -> names.add(rule.to().notifier()));
        return names;
    }

    /**
     * Collects the parts of a plan.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final SortedMap<String, NotificationRules> people = new TreeMap<>();
        private final SortedMap<String, Map<PageUrgency, List<Throttle>>> throttles = new TreeMap<>();

        private Builder() {}

        /**
         * Adds the rules of a person.
         *
         * @param rules the rules
         * @return this
         */
        public Builder person(NotificationRules rules) {
            Require.present("notification rules", rules);
            Require.that(
                    people.putIfAbsent(rules.person(), rules) == null,
                    "notification rules of a person",
                    "be given once",
                    rules.person());
            return this;
        }

        /**
         * Limits how often each address of a notifier is told about pages of an urgency.
         *
         * @param notifier the notifier's name
         * @param urgency the urgency of the pages
         * @param limits the throttles, all of which hold
         * @return this
         */
        public Builder throttle(String notifier, PageUrgency urgency, Throttle... limits) {
            Require.slug("notifier of throttles", notifier);
            Require.present("urgency of throttles", urgency);
            throttles
                    .computeIfAbsent(notifier, name -> new EnumMap<>(PageUrgency.class))
                    .computeIfAbsent(urgency, asked -> new ArrayList<>())
                    .addAll(Require.listOf("throttles", limits));
            return this;
        }

        /**
         * Bundles pages of an urgency: the first one is told at once, and those that come within a time after it are told together at
         * its end. It is the same as a throttle of one notification in that time.
         *
         * @param notifier the notifier's name
         * @param urgency the urgency of the pages
         * @param window the time
         * @return this
         */
        public Builder bundle(String notifier, PageUrgency urgency, Duration window) {
            return throttle(notifier, urgency, new Throttle(1, window));
        }

        /**
         * The plan.
         *
         * @return the plan
         */
        public NotificationPlan build() {
            return new NotificationPlan(people, throttles);
        }
    }
}
