package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.internal.Declared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which audiences are told how often, and which roles must be filled how soon.
 *
 * <pre>{@code
 * CommunicationPolicy.builder()
 *         .cadence(new CadenceRule("public", Severity.SEV2, Duration.ofMinutes(20), Duration.ofHours(2), Duration.ofHours(1)))
 *         .cadence(CadenceRule.of("executives", Severity.SEV1, Duration.ofMinutes(30)))
 *         .role(new RoleRule(IncidentRole.COMMANDER, Severity.SEV2, Duration.ofMinutes(5)))
 *         .separateFrom(Severity.SEV1)
 *         .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param cadences how often audiences are told; of several rules for an audience whose severity is reached the strictest
 *     one holds, at each age of the incident; no two for one audience and severity; at most 100
 * @param roles which roles must be filled; of several rules for a role the one that leaves the least time holds; no two for one role and
 *     severity; at most 20
 * @param separateFrom from this severity on one person holds at most one role; empty: never demanded
 * @param remindBefore how long before an update is due whoever leads the communication is reminded; zero: not at all; at most a day
 * @param audiences the audiences that there are: those given, at most 1,000, and those of the cadence rules; none: any name is that of an
 *     audience
 * @since 0.1
 */
public record CommunicationPolicy(
        List<CadenceRule> cadences,
        List<RoleRule> roles,
        Optional<Severity> separateFrom,
        Duration remindBefore,
        SortedSet<String> audiences) {
    /** Nobody has to be told anything, and no role has to be filled. */
    public static final CommunicationPolicy NONE = builder().build();

    /** Checks and copies the parts. */
    public CommunicationPolicy {
        Require.size("cadence rules", cadences, 0, 100);
        cadences = Require.list("cadence rules", cadences);
        Require.size("role rules", roles, 0, 20);
        roles = Require.list("role rules", roles);
        once("audience and severity of a cadence rule", cadences, rule -> rule.audience() + " " + rule.atLeast());
        once("role and severity of a role rule", roles, rule -> rule.role() + " " + rule.atLeast());
        Require.present("severity of separate roles", separateFrom);
        Require.span("time of a reminder", remindBefore, Duration.ofDays(1));
        Duration before = remindBefore;
        cadences.stream()
                .flatMap(rule -> Stream.of(rule.every(), rule.thenEvery()))
                .min(Duration::compareTo)
                .ifPresent(shortest -> Require.that(
                        before.compareTo(shortest) < 0,
                        "time of a reminder",
                        "be shorter than the shortest time between updates, " + shortest,
                        before));
        SortedSet<String> known = new TreeSet<>(Require.list("audiences", audiences));
        Require.size("audiences", known, 0, 1_000).forEach(CadenceRule::audience);
        cadences.forEach(rule -> known.add(rule.audience()));
        audiences = Collections.unmodifiableSortedSet(known);
    }

    private static <T> void once(String what, List<T> rules, Function<T, String> key) {
        Set<String> seen = new HashSet<>();
        rules.forEach(rule -> Require.that(seen.add(key.apply(rule)), what, "have one rule", key.apply(rule)));
    }

    /**
     * Starts a policy that demands nothing.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How often an audience is told about an incident.
     *
     * @param audience the audience
     * @param severity how bad the incident is
     * @param age how long ago it was opened or last reopened, up to 36,600 days
     * @return the strictest of the rules that hold, which is the one with the shortest time between updates at that age, or empty if the audience need not be told
     * @throws io.itops.core.InvalidInputException if audiences are declared, and it is none of them
     */
    public Optional<CadenceRule> cadence(String audience, Severity severity, Duration age) {
        Duration since = Require.span("age", age, Duration.ofDays(36_600));
        return rule(known(audience), Require.present("severity", severity), since);
    }

    /** As {@link #cadence}, and nothing for an audience that was told before it was declared no more. */
    Optional<CadenceRule> rule(String audience, Severity severity, Duration age) {
        return cadences.stream()
                .filter(rule -> rule.audience().equals(audience) && rule.concerns(severity))
                .min(Comparator.comparing(rule -> rule.everyAt(age)));
    }

    /** The rule that leaves the least time to fill a role, if it must be filled. */
    Optional<RoleRule> rule(IncidentRole role, Severity severity) {
        return roles.stream()
                .filter(rule -> rule.role() == role && rule.concerns(severity))
                .min(Comparator.comparing(RoleRule::within));
    }

    /**
     * The audiences that are told about an incident.
     *
     * @param severity how bad it is
     * @return their names, sorted
     */
    public SortedSet<String> audiences(Severity severity) {
        SortedSet<String> names = new TreeSet<>();
        cadences.stream().filter(rule -> rule.concerns(severity)).forEach(rule -> names.add(rule.audience()));
        return names;
    }

    /** Whether there is such an audience. */
    boolean knows(String audience) {
        return Declared.knows(audiences, audience);
    }

    /**
     * An audience that is known.
     *
     * @param audience its name
     * @return the name
     * @throws io.itops.core.InvalidInputException if audiences are declared, and it is none of them
     */
    public String known(String audience) {
        CadenceRule.audience(audience);
        return Require.that(knows(audience), "audience", "be " + Declared.oneOf(audiences), audience);
    }

    /** Why one of some audiences cannot be told, if one cannot. */
    Optional<Decision<ResponseEvent>> refused(Collection<String> names) {
        return names.stream()
                .filter(name -> !knows(name))
                .findFirst()
                .map(name -> Decision.refuse(
                        "unknown-audience", "the audience must be " + Declared.oneOf(audiences) + ", but was " + name));
    }

    /** Whether an incident of a severity needs a response without anybody asking for one. */
    boolean concerns(Severity severity) {
        return cadences.stream().anyMatch(rule -> rule.concerns(severity))
                || roles.stream().anyMatch(rule -> rule.concerns(severity));
    }

    boolean separates(Severity severity) {
        return separateFrom.filter(from -> !from.worseThan(severity)).isPresent();
    }

    /**
     * Collects the parts of a policy.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final List<CadenceRule> cadences = new ArrayList<>();
        private final List<RoleRule> roles = new ArrayList<>();
        private Optional<Severity> separateFrom = Optional.empty();
        private Duration remindBefore = Duration.ZERO;
        private final SortedSet<String> audiences = new TreeSet<>();

        private Builder() {}

        /**
         * Adds how often an audience is told.
         *
         * @param rule the rule; the order does not matter
         * @return this
         */
        public Builder cadence(CadenceRule rule) {
            cadences.add(Require.present("cadence rule", rule));
            return this;
        }

        /**
         * Adds a role that must be filled.
         *
         * @param rule the rule
         * @return this
         */
        public Builder role(RoleRule rule) {
            roles.add(Require.present("role rule", rule));
            return this;
        }

        /**
         * Demands from a severity on that one person holds at most one role.
         *
         * @param severity the severity
         * @return this
         */
        public Builder separateFrom(Severity severity) {
            separateFrom = Optional.of(Require.present("severity of separate roles", severity));
            return this;
        }

        /**
         * Reminds whoever leads the communication before an update is due.
         *
         * @param before how long before
         * @return this
         */
        public Builder remindBefore(Duration before) {
            remindBefore = Require.span("time of a reminder", before, Duration.ofDays(1));
            return this;
        }

        /**
         * The audiences that there are besides those of the cadence rules; adds to those given before. Where there are neither, any name
         * is that of an audience; otherwise nobody can tell, put off or subscribe to another one.
         *
         * @param names the audiences: slugs such as {@code press}, at most 40 characters each
         * @return this
         */
        public Builder audiences(String... names) {
            List<String> given = Require.listOf("audiences", names);
            given.forEach(CadenceRule::audience);
            audiences.addAll(given);
            return this;
        }

        /**
         * The policy.
         *
         * @return the policy
         * @throws io.itops.core.InvalidInputException if there are too many rules or audiences, or two rules for one audience or role and severity
         */
        public CommunicationPolicy build() {
            return new CommunicationPolicy(cadences, roles, separateFrom, remindBefore, audiences);
        }
    }
}
