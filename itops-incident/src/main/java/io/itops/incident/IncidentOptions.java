package io.itops.incident;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How incidents are handled.
 *
 * <p>Immutable and thread-safe if the given contacts are.
 *
 * @param policy the escalation policy of services without one of their own
 * @param policies the escalation policies of services, by service
 * @param contacts where people are reached; empty: through the only notifier, at their ids
 * @param autoResolve whether a signal that says that the trouble is over resolves the incident; otherwise it leaves a note
 * @param closeAfter how long an incident stays resolved, so that a signal reopens it, before it is closed; at most 366 days; empty:
 *     until a person closes it
 * @param communication which audiences are told how often, and which roles must be filled
 * @since 0.1
 */
public record IncidentOptions(
        EscalationPolicy policy,
        SortedMap<ServiceId, EscalationPolicy> policies,
        Optional<Contacts> contacts,
        boolean autoResolve,
        Optional<Duration> closeAfter,
        CommunicationPolicy communication) {
    /** Checks and copies the parts. */
    public IncidentOptions {
        Require.present("escalation policy", policy);
        SortedMap<ServiceId, EscalationPolicy> copy = new TreeMap<>();
        Require.present("policies", policies)
                .forEach((service, own) ->
                        copy.put(Require.present("service", service), Require.present("policy of " + service, own)));
        policies = Collections.unmodifiableSortedMap(copy);
        Require.present("contacts", contacts);
        Require.present("time until closing", closeAfter)
                .ifPresent(time -> Require.positive("time until closing", time, Duration.ofDays(366)));
        Require.present("communication policy", communication);
    }

    /**
     * The usual handling with one escalation policy for all services.
     *
     * @param policy the policy
     * @return options
     */
    public static IncidentOptions of(EscalationPolicy policy) {
        return builder().policy(policy).build();
    }

    /**
     * Starts options.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The escalation policy of a service.
     *
     * @param service the service
     * @return its own policy, or the one of all services
     */
    public EscalationPolicy policyOf(ServiceId service) {
        return policies.getOrDefault(Require.present("service", service), policy);
    }

    /**
     * Collects options.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final SortedMap<ServiceId, EscalationPolicy> policies = new TreeMap<>();
        private @Nullable EscalationPolicy policy;
        private Optional<Contacts> contacts = Optional.empty();
        private boolean autoResolve = true;
        private Optional<Duration> closeAfter = Optional.of(Duration.ofDays(1));
        private CommunicationPolicy communication = CommunicationPolicy.NONE;

        private Builder() {}

        /**
         * The escalation policy of services without one of their own.
         *
         * @param given the policy
         * @return this
         */
        public Builder policy(EscalationPolicy given) {
            policy = Require.present("escalation policy", given);
            return this;
        }

        /**
         * The escalation policy of a service.
         *
         * @param service the service
         * @param given its policy
         * @return this
         */
        public Builder policy(ServiceId service, EscalationPolicy given) {
            Require.that(
                    policies.putIfAbsent(Require.present("service", service), Require.present("policy", given)) == null,
                    "policy of a service",
                    "be given once",
                    service);
            return this;
        }

        /**
         * Where people are reached.
         *
         * @param given the contacts
         * @return this
         */
        public Builder contacts(Contacts given) {
            contacts = Optional.of(Require.present("contacts", given));
            return this;
        }

        /**
         * Reaches people through a notifier at their ids; through the only notifier there is unless given.
         *
         * @param notifier the name of a notifier of the instance; another one is refused when incidents are attached
         * @return this
         */
        public Builder notifier(String notifier) {
            return contacts(Contacts.through(Require.slug("notifier", notifier)));
        }

        /**
         * Whether a signal that says that the trouble is over resolves the incident; it does unless told otherwise.
         *
         * @param resolves whether it resolves; otherwise it leaves a note
         * @return this
         */
        public Builder autoResolve(boolean resolves) {
            autoResolve = resolves;
            return this;
        }

        /**
         * How long an incident stays resolved before it is closed; a day unless given.
         *
         * @param time the time, or empty to leave it to people
         * @return this
         */
        public Builder closeAfter(Optional<Duration> time) {
            closeAfter = Require.present("time until closing", time);
            return this;
        }

        /**
         * Which audiences are told how often, and which roles must be filled; none unless given.
         *
         * @param given the policy
         * @return this
         */
        public Builder communication(CommunicationPolicy given) {
            communication = Require.present("communication policy", given);
            return this;
        }

        /**
         * The options.
         *
         * @return options
         * @throws io.itops.core.InvalidInputException if no policy for all services was given, or a part is malformed
         */
        public IncidentOptions build() {
            return new IncidentOptions(
                    Require.present("escalation policy", policy),
                    policies,
                    contacts,
                    autoResolve,
                    closeAfter,
                    communication);
        }
    }
}
