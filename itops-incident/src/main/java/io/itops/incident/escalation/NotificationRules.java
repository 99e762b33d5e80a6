package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.delivery.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one person wants to be told about pages: by which ways, after which times, and when not.
 *
 * <pre>{@code
 * NotificationRules ann = NotificationRules.builder("ann")
 *         .atOnce(new Destination("push", "ann"))
 *         .after(Duration.ofMinutes(5), new Destination("voice", "ann"))
 *         .quiet(QuietHours.of(WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0)).in(ZoneId.of("Europe/Berlin"))))
 *         .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param person the person's id, at most 100 characters
 * @param rules the rules in the order of their delays, 1 to 20
 * @param quiet the person's quiet hours, if any
 * @since 0.1
 */
public record NotificationRules(String person, List<NotificationRule> rules, Optional<QuietHours> quiet) {
    /** Checks the parts, and puts the rules into the order of their delays. */
    public NotificationRules {
        Require.text("person", Require.id("person", person), 100);
        String what = "notification rules of " + person;
        List<NotificationRule> sorted = new ArrayList<>(Require.list(what, rules));
        Require.size(what, sorted, 1, 20);
        sorted.sort(Comparator.comparing(NotificationRule::delay));
        rules = List.copyOf(sorted);
        Require.present("quiet hours", quiet);
    }

    /**
     * Rules that tell a person at once, one way.
     *
     * @param person the person's id
     * @param to where
     * @return the rules
     */
    public static NotificationRules through(String person, Destination to) {
        return builder(person).atOnce(to).build();
    }

    /**
     * Starts the rules of a person.
     *
     * @param person the person's id
     * @return a builder without rules
     */
    public static Builder builder(String person) {
        return new Builder(Require.text("person", Require.id("person", person), 100));
    }

    /**
     * The rules for pages of an urgency.
     *
     * @param urgency the urgency
     * @return the rules in the order of their delays
     */
    public List<NotificationRule> of(PageUrgency urgency) {
        Require.present("urgency", urgency);
        return rules.stream().filter(rule -> rule.urgencies().contains(urgency)).toList();
    }

    /**
     * Where the person is told at once.
     *
     * @param urgency the urgency of the page
     * @return the ways, each once; possibly none
     */
    public List<Destination> atOnce(PageUrgency urgency) {
        return of(urgency).stream()
                .filter(rule -> rule.delay().isZero())
                .map(NotificationRule::to)
                .distinct()
                .toList();
    }

    /**
     * Whether the person is told anything later than at once.
     *
     * @param urgency the urgency of the page
     * @return true if a rule has a delay
     */
    public boolean later(PageUrgency urgency) {
        return of(urgency).stream().anyMatch(rule -> !rule.delay().isZero());
    }

    /**
     * When the person may be told something.
     *
     * @param urgency how urgent it is
     * @param now the present instant
     * @return now, or the end of the person's quiet hours
     */
    public Instant earliest(PageUrgency urgency, Instant now) {
        Require.present("urgency", urgency);
        Instant asked = Require.instant("present instant", now);
        return quiet.map(hours -> hours.earliest(urgency, asked)).orElse(asked);
    }

    /**
     * Collects the rules of a person.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final String person;
        private final List<NotificationRule> rules = new ArrayList<>();
        private Optional<QuietHours> quiet = Optional.empty();

        private Builder(String person) {
            this.person = person;
        }

        /**
         * Tells the person at once.
         *
         * @param to where
         * @return this
         */
        public Builder atOnce(Destination to) {
            return after(Duration.ZERO, to);
        }

        /**
         * Tells the person some time after the page, unless the incident is acknowledged before.
         *
         * @param delay how long after the page
         * @param to where
         * @return this
         */
        public Builder after(Duration delay, Destination to) {
            return rule(new NotificationRule(to, delay, EnumSet.allOf(PageUrgency.class)));
        }

        /**
         * Tells the person some time after a page of one urgency.
         *
         * @param urgency of which pages
         * @param delay how long after the page
         * @param to where
         * @return this
         */
        public Builder after(PageUrgency urgency, Duration delay, Destination to) {
            return rule(new NotificationRule(to, delay, Set.of(Require.present("urgency", urgency))));
        }

        /**
         * Adds a rule.
         *
         * @param rule the rule
         * @return this
         */
        public Builder rule(NotificationRule rule) {
            rules.add(Require.present("notification rule", rule));
            return this;
        }

        /**
         * The hours in which the person is not to be disturbed by what can wait; none unless given.
         *
         * @param hours the hours
         * @return this
         */
        public Builder quiet(QuietHours hours) {
            quiet = Optional.of(Require.present("quiet hours", hours));
            return this;
        }

        /**
         * The rules.
         *
         * @return the rules
         * @throws io.itops.core.InvalidInputException if there are none or more than 20
         */
        public NotificationRules build() {
            return new NotificationRules(person, rules, quiet);
        }
    }
}
