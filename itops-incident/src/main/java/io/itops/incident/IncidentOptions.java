package io.itops.incident;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.catalog.Tier;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.ReachTarget;
import io.itops.incident.escalation.ReachTargets;
import io.itops.incident.oncall.GapPolicy;
import io.itops.incident.priority.PriorityMatrix;
import io.itops.incident.review.ReviewOptions;
import io.itops.incident.sla.SlaPolicy;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentRules;
import io.itops.incident.workflow.Places;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How incidents are handled.
 *
 * <p>Immutable and thread-safe if the given contacts are.
 *
 * @param policy the escalation policy of services without one of their own, as long as no other is stored ({@link EscalationPolicies})
 * @param policies the escalation policies of services, by service, as long as no other is stored
 * @param contacts where people are reached; empty: through the only notifier, at their ids
 * @param autoResolve whether a signal that says that the trouble is over resolves the incident; otherwise it leaves a note
 * @param rules when incidents are closed, reopened and woken, and what their states are called
 * @param communication which audiences are told how often, and which roles must be filled
 * @param sla what was promised about responses and resolutions; empty: nothing
 * @param notifications the notification rules of people who have some, and how often a destination may be told anything
 * @param resolveChildren whether the parts of an incident are resolved with it
 * @param gaps when it is told that nobody is on call in a schedule, and whom
 * @param reviews when reviews are due, and what incidents are compared with
 * @param reach within what time somebody must be told of incidents, and what becomes of policies that take longer
 * @param needToKnow which incidents are restricted from their opening on
 * @since 0.1
 */
public record IncidentOptions(
        EscalationPolicy policy,
        SortedMap<ServiceId, EscalationPolicy> policies,
        Optional<Contacts> contacts,
        boolean autoResolve,
        IncidentRules rules,
        CommunicationPolicy communication,
        Optional<SlaPolicy> sla,
        NotificationPlan notifications,
        boolean resolveChildren,
        GapPolicy gaps,
        ReviewOptions reviews,
        ReachTargets reach,
        NeedToKnowRules needToKnow) {
    /** Checks and copies the parts. */
    public IncidentOptions {
        Require.present("escalation policy", policy);
        SortedMap<ServiceId, EscalationPolicy> copy = new TreeMap<>();
        Require.present("policies", policies)
                .forEach((service, own) ->
                        copy.put(Require.present("service", service), Require.present("policy of " + service, own)));
        policies = Collections.unmodifiableSortedMap(copy);
        Require.present("contacts", contacts);
        Require.present("SLA policy", sla);
        Require.present("incident rules", rules);
        Require.present("communication policy", communication);
        Require.present("notification plan", notifications);
        Require.present("gap policy", gaps);
        Require.present("review options", reviews);
        Require.present("reach targets", reach);
        Require.present("rules of need to know", needToKnow);
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
     * @return its own policy, or the one of all services; what is stored counts before it
     */
    public EscalationPolicy policyOf(ServiceId service) {
        return policies.getOrDefault(Require.present("service", service), policy);
    }

    /**
     * How long an incident stays resolved, so that a signal reopens it, before it is closed.
     *
     * @return the time; empty: until a person closes it
     */
    public Optional<Duration> closeAfter() {
        return rules.closeAfter();
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
        private Optional<Duration> closeAfter = IncidentRules.DEFAULTS.closeAfter();
        private Optional<Duration> reopenClosedWithin = IncidentRules.DEFAULTS.reopenClosedWithin();
        private boolean resolveChildren;
        private GapPolicy gaps = GapPolicy.DEFAULT;
        private ReachTargets reach = ReachTargets.NONE;
        private final SortedSet<ServiceId> restrictedServices = new TreeSet<>();
        private final SortedMap<String, String> restrictingLabels = new TreeMap<>();
        private Severity wakesAt = IncidentRules.DEFAULTS.wakesAt();
        private Optional<PriorityMatrix> priorities = Optional.empty();
        private final SortedMap<IncidentCategory, List<String>> labels = new TreeMap<>();
        private CommunicationPolicy communication = CommunicationPolicy.NONE;
        private NotificationPlan notifications = NotificationPlan.NONE;

        private Optional<SlaPolicy> sla = Optional.empty();
        private final SortedSet<String> queues = new TreeSet<>();
        private ReviewOptions reviews = ReviewOptions.DEFAULTS;

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
         * How long after its closing an incident can be reopened; at any time unless given.
         *
         * @param time the time, or empty for any time
         * @return this
         */
        public Builder reopenClosedWithin(Optional<Duration> time) {
            reopenClosedWithin = Require.present("time for reopening", time);
            return this;
        }

        /**
         * How bad a signal must make a queued, held or mitigated incident, beyond how bad it was, and how bad it must be at all on a
         * suspected one, to trigger it; SEV2 unless given.
         *
         * @param severity the least severity that does
         * @return this
         */
        public Builder wakesAt(Severity severity) {
            wakesAt = Require.present("waking severity", severity);
            return this;
        }

        /**
         * What priority follows from impact and urgency; unless given, the priority goes with the severity.
         *
         * @param matrix the matrix
         * @return this
         */
        public Builder priorities(PriorityMatrix matrix) {
            priorities = Optional.of(Require.present("priority matrix", matrix));
            return this;
        }

        /**
         * What the program calls its states of a category; people choose one of them by {@link Incidents#relabel}.
         *
         * @param category the category
         * @param words the labels, 1 to 20 of at most 60 characters each
         * @return this
         */
        public Builder statusLabels(IncidentCategory category, String... words) {
            List<String> list = Require.listOf("status labels", words);
            Require.that(
                    labels.putIfAbsent(Require.present("category", category), list) == null,
                    "status labels of a category",
                    "be given once",
                    category);
            return this;
        }

        /**
         * What was promised about responses and resolutions.
         *
         * @param given the targets, and who is told when they are at risk
         * @return this
         */
        public Builder sla(SlaPolicy given) {
            sla = Optional.of(Require.present("SLA policy", given));
            return this;
        }

        /**
         * The queues that incidents can be put into; adds to those given before. Unless some are given, any name is that of a queue;
         * otherwise another one is refused, and operational level agreements can bind no other.
         *
         * @param names the queues
         * @return this
         */
        public Builder queues(String... names) {
            queues.addAll(Require.listOf("queues", names));
            return this;
        }

        /**
         * The notification rules of people who have some of their own, and how often a destination may be told anything; without, all
         * are told at once where the contacts say.
         *
         * @param plan the plan; it names notifiers of the instance, another one is refused when incidents are attached
         * @return this
         */
        public Builder notifications(NotificationPlan plan) {
            notifications = Require.present("notification plan", plan);
            return this;
        }

        /**
         * Restricts all incidents of services to those who need to know of them.
         *
         * @param services the services
         * @return this
         */
        public Builder restrict(ServiceId... services) {
            restrictedServices.addAll(Require.listOf("restricted services", services));
            return this;
        }

        /**
         * Restricts all incidents with a label to those who need to know of them: {@code restrict("kind", "security")}.
         *
         * @param label the name of the label
         * @param value its value
         * @return this
         */
        public Builder restrict(String label, String value) {
            Require.that(
                    restrictingLabels.putIfAbsent(
                                    Require.present("restricting label", label),
                                    Require.present("value of a restricting label", value))
                            == null,
                    "restricting label",
                    "be given once",
                    label);
            return this;
        }

        /**
         * Whether the parts of an incident are resolved with it; they are not unless told so.
         *
         * @param together whether they are
         * @return this
         */
        public Builder resolveChildren(boolean together) {
            resolveChildren = together;
            return this;
        }

        /**
         * When it is told that nobody is on call in a schedule, and whom; a week and a day before it and at its begin unless given.
         *
         * @param given the policy
         * @return this
         */
        public Builder gaps(GapPolicy given) {
            gaps = Require.present("gap policy", given);
            return this;
        }

        /**
         * When reviews are due, and whom reminders reach. Unless called, {@link ReviewOptions#DEFAULTS}.
         *
         * @param given the options
         * @return this builder
         */
        public Builder reviews(ReviewOptions given) {
            reviews = Require.present("review options", given);
            return this;
        }

        /**
         * Within what time somebody must be told of an incident of a service. A policy that takes longer in its worst case, however
         * schedules are filled, is refused or warned of when incidents are attached; how schedules are filled is judged whenever one of
         * them changes, and by {@link IncidentAnalyses#escalation}.
         *
         * @param service the service
         * @param target the time, and what becomes of a policy that takes longer
         * @return this
         */
        public Builder reach(ServiceId service, ReachTarget target) {
            reach = reach.with(service, target);
            return this;
        }

        /**
         * Within what time somebody must be told of an incident of a service of a tier, without a target of its own. The policy of all
         * services is judged by it whether the catalog has such a service or not.
         *
         * @param tier the tier that the catalog gives the service
         * @param target the time, and what becomes of a policy that takes longer
         * @return this
         */
        public Builder reach(Tier tier, ReachTarget target) {
            reach = reach.with(tier, target);
            return this;
        }

        /**
         * Within what time somebody must be told of an incident of a service without a target of its own or of its tier.
         *
         * @param target the time, and what becomes of a policy that takes longer
         * @return this
         */
        public Builder reach(ReachTarget target) {
            reach = reach.withOthers(target);
            return this;
        }

        /**
         * The options.
         *
         * @return options
         * @throws io.itops.core.InvalidInputException if no policy for all services was given, or a part is malformed
         */
        public IncidentOptions build() {
            Places places = new Places(queues, sla.map(SlaPolicy::vendors).orElseGet(TreeSet::new));
            sla.ifPresent(promised -> promised.queues().forEach(places::known));
            return new IncidentOptions(
                    Require.present("escalation policy", policy),
                    policies,
                    contacts,
                    autoResolve,
                    new IncidentRules(closeAfter, reopenClosedWithin, wakesAt, labels, autoResolve, priorities, places),
                    communication,
                    sla,
                    notifications,
                    resolveChildren,
                    gaps,
                    reviews,
                    reach,
                    new NeedToKnowRules(restrictedServices, restrictingLabels));
        }
    }
}
