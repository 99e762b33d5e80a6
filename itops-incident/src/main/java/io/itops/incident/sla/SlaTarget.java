package io.itops.incident.sla;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.time.BusinessCalendar;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.Stay;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One promise: how much working time may pass until a goal is reached, by priority.
 *
 * <pre>{@code
 * SlaTarget resolve = SlaTarget.resolve("resolve")
 *         .within(Priority.P1, Duration.ofHours(4))
 *         .within(Priority.P2, Duration.ofHours(8))
 *         .calendar(office)
 *         .build();
 * }</pre>
 *
 * <p>An operational level agreement binds a queue, or every queue that has none of its own with the same goal; with nobody's queue lies what was
 * never put into one. An underpinning contract binds a vendor, or all vendors that have none of their own with the same goal.
 *
 * <p>When the priority of an incident changes, the limit of the new one holds. Retroactive start counts the time since the opening towards it,
 * so it may be exceeded the moment it holds; otherwise time counts from the change on. Retroactive pause leaves out the time in which the incident
 * was paused before the change; otherwise that counts too. Both are on unless told otherwise.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name, unlike those of the policy's other targets: 1 to 40 of a-z 0-9 . -
 * @param goal what it waits for
 * @param kind who promised it
 * @param party the queue that an operational level agreement binds, or the vendor that an underpinning contract binds; empty: all that
 *     have none of their own
 * @param exempt who has one of its own, where the party is empty; {@link SlaPolicy#targets} fills it in
 * @param limits the working time for each priority, at most 3,653 days; a priority without one has no target
 * @param services the services that it is for, empty for all
 * @param calendar when time counts
 * @param pausedIn the kinds of states in which it does not; no matter for a vendor's clock
 * @param holds the reasons of a hold that pause it; for a vendor's clock those for which it runs
 * @param warnAt the share of the limit at which it warns, more than 0 and less than 1
 * @param retroactiveStart whether a new limit counts from the opening
 * @param retroactivePause whether a new limit leaves out what was paused before
 * @since 0.1
 */
public record SlaTarget(
        String name,
        SlaGoal goal,
        SlaKind kind,
        Optional<String> party,
        SortedSet<String> exempt,
        SortedMap<Priority, Duration> limits,
        SortedSet<ServiceId> services,
        BusinessCalendar calendar,
        Set<IncidentCategory> pausedIn,
        Set<HoldReason> holds,
        double warnAt,
        boolean retroactiveStart,
        boolean retroactivePause) {
    private static final int MAX_NAME = 40;

    /** Checks and copies the parts. */
    public SlaTarget {
        Require.text("SLA target", Require.slug("SLA target", name), MAX_NAME);
        Require.present("SLA goal", goal);
        Require.present("SLA kind", kind);
        Require.present("bound party", party).ifPresent(SlaTarget::partyName);
        Require.that(
                party.isEmpty() || kind != SlaKind.SLA, "bound party", "not be given for an SLA", party.orElse(""));
        exempt = Collections.unmodifiableSortedSet(new TreeSet<>(Require.list("exempt parties", exempt)));
        Require.that(party.isEmpty() || exempt.isEmpty(), "exempt parties", "be none where one is bound", exempt);
        SortedMap<Priority, Duration> copy = new TreeMap<>();
        Require.present("SLA limits", limits)
                .forEach((priority, limit) -> copy.put(Require.present("priority", priority), limit(limit)));
        Require.size("SLA limits", copy.keySet(), 1, Priority.values().length);
        limits = Collections.unmodifiableSortedMap(copy);
        services = Collections.unmodifiableSortedSet(new TreeSet<>(Require.list("services", services)));
        Require.present("business calendar", calendar);
        pausedIn = copyOf("categories that pause", IncidentCategory.class, pausedIn);
        for (IncidentCategory category : pausedIn) {
            Require.that(
                    category == IncidentCategory.TRIAGE
                            || category == IncidentCategory.ON_HOLD
                            || category == IncidentCategory.MITIGATED,
                    "category that pauses",
                    "be triage, on hold or mitigated",
                    category);
        }
        holds = copyOf("hold reasons", HoldReason.class, holds);
        Require.that(warnAt > 0 && warnAt < 1, "share to warn at", "lie between 0 and 1", warnAt);
    }

    private static String partyName(String party) {
        return Require.text("bound party", Require.id("bound party", party), Stay.MAX_QUEUE);
    }

    private static Duration limit(Duration limit) {
        Require.positive("SLA limit", limit, BusinessCalendar.HORIZON);
        return Require.that(limit.toNanosPart() % 1_000 == 0, "SLA limit", "be whole microseconds", limit);
    }

    private static <E extends Enum<E>> Set<E> copyOf(String what, Class<E> type, Set<E> given) {
        EnumSet<E> copy = EnumSet.noneOf(type);
        copy.addAll(Require.list(what, given));
        return Collections.unmodifiableSet(copy);
    }

    /**
     * A promise to respond.
     *
     * @param name the name of the target
     * @return a builder for an SLA around the clock
     */
    public static Builder respond(String name) {
        return new Builder(name, SlaGoal.RESPOND);
    }

    /**
     * A promise to resolve.
     *
     * @param name the name of the target
     * @return a builder for an SLA around the clock
     */
    public static Builder resolve(String name) {
        return new Builder(name, SlaGoal.RESOLVE);
    }

    /**
     * How much working time may pass.
     *
     * @param priority a priority
     * @return the limit, empty if it has none
     */
    public Optional<Duration> limit(Priority priority) {
        return Optional.ofNullable(limits.get(Require.present("priority", priority)));
    }

    /** When it warns: that share of the limit, in whole microseconds. */
    Duration warning(Duration limit) {
        return Duration.ofNanos(Math.round(limit.toNanos() / 1_000.0 * warnAt) * 1_000);
    }

    /** Whether time counts while an incident stands so, unless the goal is reached. */
    boolean counts(SlaMoment moment) {
        if (kind == SlaKind.UNDERPINNING_CONTRACT) {
            return binds(moment);
        }
        return !pausedIn.contains(moment.category())
                || moment.hold().filter(reason -> !holds.contains(reason)).isPresent();
    }

    /**
     * Whether it binds whoever has the incident.
     *
     * @param moment how the incident stands
     * @return true for an SLA; for an operational level agreement while the incident lies with a queue that it binds; for an
     *     underpinning contract on hold for a vendor that it binds
     */
    public boolean binds(SlaMoment moment) {
        Require.present("moment", moment);
        return switch (kind) {
            case SLA -> true;
            case OLA -> binds(moment.queue());
            case UNDERPINNING_CONTRACT -> moment.hold().filter(holds::contains).isPresent() && binds(moment.vendor());
        };
    }

    private boolean binds(Optional<String> who) {
        return party.isPresent()
                ? party.equals(who)
                : who.filter(name -> exempt.contains(name)).isEmpty();
    }

    /** Whether it is a target of the same goal, kind and party as another. */
    boolean like(SlaTarget other) {
        return goal == other.goal && kind == other.kind && party.equals(other.party);
    }

    /** The same, not binding those who have a target of their own. */
    SlaTarget butFor(SortedSet<String> parties) {
        return parties.isEmpty()
                ? this
                : new SlaTarget(
                        name,
                        goal,
                        kind,
                        party,
                        parties,
                        limits,
                        services,
                        calendar,
                        pausedIn,
                        holds,
                        warnAt,
                        retroactiveStart,
                        retroactivePause);
    }

    /** Whether it is for a service by name. */
    boolean names(ServiceId service) {
        return services.contains(service);
    }

    /**
     * Collects the parts of a target.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final String name;
        private final SlaGoal goal;
        private SlaKind kind = SlaKind.SLA;
        private Optional<String> party = Optional.empty();
        private final SortedMap<Priority, Duration> limits = new TreeMap<>();
        private final SortedSet<ServiceId> services = new TreeSet<>();
        private BusinessCalendar calendar = BusinessCalendar.always();
        private Set<IncidentCategory> pausedIn = EnumSet.of(IncidentCategory.ON_HOLD);
        private Set<HoldReason> holds = EnumSet.allOf(HoldReason.class);
        private double warnAt = 0.75;
        private boolean retroactiveStart = true;
        private boolean retroactivePause = true;

        private Builder(String name, SlaGoal goal) {
            this.name = Require.text("SLA target", Require.slug("SLA target", name), MAX_NAME);
            this.goal = goal;
        }

        /**
         * Makes it an operational level agreement that binds every queue without one of its own with the same goal.
         *
         * @return this
         */
        public Builder ola() {
            kind = SlaKind.OLA;
            party = Optional.empty();
            return this;
        }

        /**
         * Makes it an operational level agreement that binds a queue: it counts while the incident lies there.
         *
         * @param queue the queue, at most 100 characters
         * @return this
         */
        public Builder ola(String queue) {
            kind = SlaKind.OLA;
            party = Optional.of(partyName(queue));
            return this;
        }

        /**
         * Makes it the promise of vendors: it counts only while the incident is on hold for a vendor without a contract of its own with the
         * same goal.
         *
         * @return this
         */
        public Builder underpinning() {
            kind = SlaKind.UNDERPINNING_CONTRACT;
            party = Optional.empty();
            holds = EnumSet.of(HoldReason.VENDOR);
            return this;
        }

        /**
         * Makes it a vendor's promise: it counts only while the incident is on hold for that vendor.
         *
         * @param vendor the vendor's name, at most 100 characters
         * @return this
         */
        public Builder underpinning(String vendor) {
            underpinning();
            party = Optional.of(partyName(vendor));
            return this;
        }

        /**
         * How much working time may pass for a priority.
         *
         * @param priority the priority
         * @param limit more than zero, at most 3,653 days
         * @return this
         */
        public Builder within(Priority priority, Duration limit) {
            Require.that(
                    limits.putIfAbsent(Require.present("priority", priority), SlaTarget.limit(limit)) == null,
                    "limit of a priority",
                    "be given once",
                    priority);
            return this;
        }

        /**
         * Only for a service; adds to those given before. It takes the place of targets of the same goal and kind for all services.
         *
         * @param service the service
         * @return this
         */
        public Builder service(ServiceId service) {
            services.add(Require.present("service", service));
            return this;
        }

        /**
         * When time counts; around the clock unless given.
         *
         * @param hours the calendar
         * @return this
         */
        public Builder calendar(BusinessCalendar hours) {
            calendar = Require.present("business calendar", hours);
            return this;
        }

        /**
         * The kinds of states in which time does not count; on hold unless given.
         *
         * @param categories of triage, on hold and mitigated
         * @return this
         */
        public Builder pausedIn(IncidentCategory... categories) {
            EnumSet<IncidentCategory> given = EnumSet.noneOf(IncidentCategory.class);
            given.addAll(Require.listOf("categories that pause", categories));
            pausedIn = given;
            return this;
        }

        /**
         * The reasons of a hold that pause it, or for which a vendor's clock runs; all of them, or the vendor, unless given.
         *
         * @param reasons the reasons
         * @return this
         */
        public Builder holds(HoldReason... reasons) {
            EnumSet<HoldReason> given = EnumSet.noneOf(HoldReason.class);
            given.addAll(Require.listOf("hold reasons", reasons));
            holds = given;
            return this;
        }

        /**
         * The share of the limit at which it warns; three quarters unless given.
         *
         * @param share more than 0 and less than 1
         * @return this
         */
        public Builder warnAt(double share) {
            Require.that(share > 0 && share < 1, "share to warn at", "lie between 0 and 1", share);
            warnAt = share;
            return this;
        }

        /**
         * What a new limit counts when the priority changes; both unless given.
         *
         * @param start whether it counts from the opening
         * @param pause whether it leaves out what was paused before
         * @return this
         */
        public Builder retroactive(boolean start, boolean pause) {
            retroactiveStart = start;
            retroactivePause = pause;
            return this;
        }

        /**
         * The target.
         *
         * @return the target
         * @throws InvalidInputException if no priority has a limit, or a kind of state cannot pause it
         */
        public SlaTarget build() {
            return new SlaTarget(
                    name,
                    goal,
                    kind,
                    party,
                    new TreeSet<>(),
                    limits,
                    services,
                    calendar,
                    pausedIn,
                    holds,
                    warnAt,
                    retroactiveStart,
                    retroactivePause);
        }
    }
}
