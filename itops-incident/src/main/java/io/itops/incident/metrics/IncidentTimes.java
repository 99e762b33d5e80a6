package io.itops.incident.metrics;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.signal.IncidentFacts;
import io.itops.incident.workflow.Incident;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The instants of one incident that metrics are made of. An incident of the SDK gives them ({@link #of(Incident)}), and so does what it
 * publishes ({@link #of(IncidentFacts)}, which knows no acknowledgement); any other log fills in a {@link Builder}.
 *
 * <p>Instants out of order are taken, since real logs have them; a measure that would be negative leaves the incident out and counts it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param service the service that was in trouble
 * @param severity how bad it was
 * @param openedAt when the incident was opened: when somebody or something noticed
 * @param faultBeganAt when the fault began, if somebody found that out; no incident knows it by itself
 * @param reopenedAt when it was last reopened, if ever: what it had reached before that is known by its spells, or not at all
 * @param acknowledgedAt when it was first acknowledged, if ever
 * @param mitigatedAt when its effect on users ended, if that was told
 * @param resolvedAt when it was resolved, if it is
 * @param leftAt when it was closed, cancelled or merged, if it was: whatever it had not reached by then it never will
 * @param fingerprint what makes two incidents the same trouble, if known: the dedup key
 * @param spells the stretches in which users felt it, in their order, of which only the last may go on; empty if only its last end is known
 * @param unknown the measures of which its source says nothing, so that an instant that is missing does not mean "not yet"
 * @since 0.1
 */
public record IncidentTimes(
        ServiceId service,
        Severity severity,
        Instant openedAt,
        Optional<Instant> faultBeganAt,
        Optional<Instant> reopenedAt,
        Optional<Instant> acknowledgedAt,
        Optional<Instant> mitigatedAt,
        Optional<Instant> resolvedAt,
        Optional<Instant> leftAt,
        Optional<String> fingerprint,
        List<Spell> spells,
        Set<TimeTo> unknown) {
    private static final int MAX_SPELLS = 10_000;

    /** Checks the parts. */
    public IncidentTimes {
        Require.present("service", service);
        Require.present("severity", severity);
        openedAt = Require.instant("opening instant", openedAt);
        faultBeganAt = kept("instant at which the fault began", faultBeganAt);
        reopenedAt = kept("reopening instant", reopenedAt);
        acknowledgedAt = kept("acknowledgement instant", acknowledgedAt);
        mitigatedAt = kept("mitigation instant", mitigatedAt);
        resolvedAt = kept("resolution instant", resolvedAt);
        leftAt = kept("end instant", leftAt);
        Require.present("fingerprint", fingerprint).ifPresent(IncidentTimes::print);
        spells = Require.size("spells", Require.list("spells", spells), 0, MAX_SPELLS);
        for (int i = 1; i < spells.size(); i++) {
            Optional<Instant> before = spells.get(i - 1).end();
            Instant next = spells.get(i).start();
            Require.that(
                    before.isPresent() && !next.isBefore(before.get()),
                    "spells",
                    "follow each other, and only the last go on",
                    next);
        }
        unknown = inOrder(Require.list("unknown measures", unknown));
    }

    /** In the order of the measures: the order of {@link Set#copyOf} differs from one process to the next. */
    private static Set<TimeTo> inOrder(List<TimeTo> measures) {
        EnumSet<TimeTo> all = EnumSet.noneOf(TimeTo.class);
        all.addAll(measures);
        return Collections.unmodifiableSet(all);
    }

    private static Optional<Instant> kept(String what, Optional<Instant> instant) {
        return Require.present(what, instant).map(at -> Require.instant(what, at));
    }

    private static String print(String fingerprint) {
        return Require.text("fingerprint", fingerprint, 1_000);
    }

    /**
     * The instants of an incident.
     *
     * @param incident any incident
     * @return its instants; its dedup key is the fingerprint
     */
    public static IncidentTimes of(Incident incident) {
        Require.present("incident", incident);
        Builder times = ofFacts(incident.facts()).fingerprint(incident.dedupKey());
        incident.milestones().reopenedAt().ifPresent(times::reopenedAt);
        incident.acknowledgedAt().ifPresent(times::acknowledgedAt);
        return times.build();
    }

    /**
     * The instants that an incident publishes. They do not tell who acknowledged it and when, so that measures of the acknowledgement are unknown.
     *
     * @param facts what was published
     * @return the instants, without a reopening, an acknowledgement and a fingerprint
     */
    public static IncidentTimes of(IncidentFacts facts) {
        return ofFacts(Require.present("incident facts", facts))
                .unknown(TimeTo.ACKNOWLEDGE, TimeTo.REPAIR)
                .build();
    }

    private static Builder ofFacts(IncidentFacts facts) {
        Builder times = builder(facts.service(), facts.severity(), facts.openedAt());
        facts.mitigatedAt().ifPresent(times::mitigatedAt);
        facts.resolvedAt().ifPresent(times::resolvedAt);
        facts.endedAt().ifPresent(times::leftAt);
        return times;
    }

    /**
     * The instants of an incident of any log.
     *
     * @param service the service that was in trouble
     * @param severity how bad it was
     * @param openedAt when it was opened
     * @return a builder
     */
    public static Builder builder(ServiceId service, Severity severity, Instant openedAt) {
        return new Builder(
                Require.present("service", service),
                Require.present("severity", severity),
                Require.instant("opening instant", openedAt));
    }

    /**
     * These instants with the one at which the fault began, which a review may find out.
     *
     * @param at when it began
     * @return new instants
     */
    public IncidentTimes withFaultBeganAt(Instant at) {
        return but().faultBeganAt(at).build();
    }

    /**
     * These instants with the stretches in which users felt it.
     *
     * @param all at most 10,000 in their order, of which only the last may go on
     * @return new instants
     */
    public IncidentTimes withSpells(List<Spell> all) {
        Builder times = but();
        times.spells = all;
        return times.build();
    }

    private Builder but() {
        Builder times = new Builder(service, severity, openedAt);
        times.faultBeganAt = faultBeganAt;
        times.reopenedAt = reopenedAt;
        times.acknowledgedAt = acknowledgedAt;
        times.mitigatedAt = mitigatedAt;
        times.resolvedAt = resolvedAt;
        times.leftAt = leftAt;
        times.fingerprint = fingerprint;
        times.spells = spells;
        times.unknown = unknown;
        return times;
    }

    /**
     * When its effect on users ended.
     *
     * @return the mitigation, or else the resolution; empty if there was neither
     */
    public Optional<Instant> effectEndedAt() {
        return mitigatedAt.or(() -> resolvedAt);
    }

    /**
     * Gathers the instants of one incident.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final ServiceId service;
        private final Severity severity;
        private final Instant openedAt;
        private Optional<Instant> faultBeganAt = Optional.empty();
        private Optional<Instant> reopenedAt = Optional.empty();
        private Optional<Instant> acknowledgedAt = Optional.empty();
        private Optional<Instant> mitigatedAt = Optional.empty();
        private Optional<Instant> resolvedAt = Optional.empty();
        private Optional<Instant> leftAt = Optional.empty();
        private Optional<String> fingerprint = Optional.empty();
        private List<Spell> spells = List.of();
        private Set<TimeTo> unknown = Set.of();

        private Builder(ServiceId service, Severity severity, Instant openedAt) {
            this.service = service;
            this.severity = severity;
            this.openedAt = openedAt;
        }

        /**
         * When the fault began.
         *
         * @param at the instant
         * @return this builder
         */
        public Builder faultBeganAt(Instant at) {
            faultBeganAt = Optional.of(Require.instant("instant at which the fault began", at));
            return this;
        }

        /**
         * When it was last reopened.
         *
         * @param at the instant
         * @return this builder
         */
        public Builder reopenedAt(Instant at) {
            reopenedAt = Optional.of(Require.instant("reopening instant", at));
            return this;
        }

        /**
         * When it was first acknowledged.
         *
         * @param at the instant
         * @return this builder
         */
        public Builder acknowledgedAt(Instant at) {
            acknowledgedAt = Optional.of(Require.instant("acknowledgement instant", at));
            return this;
        }

        /**
         * When its effect on users ended.
         *
         * @param at the instant
         * @return this builder
         */
        public Builder mitigatedAt(Instant at) {
            mitigatedAt = Optional.of(Require.instant("mitigation instant", at));
            return this;
        }

        /**
         * When it was resolved.
         *
         * @param at the instant
         * @return this builder
         */
        public Builder resolvedAt(Instant at) {
            resolvedAt = Optional.of(Require.instant("resolution instant", at));
            return this;
        }

        /**
         * When it was closed, cancelled or merged.
         *
         * @param at the instant
         * @return this builder
         */
        public Builder leftAt(Instant at) {
            leftAt = Optional.of(Require.instant("end instant", at));
            return this;
        }

        /**
         * What makes two incidents the same trouble.
         *
         * @param text 1 to 1,000 characters
         * @return this builder
         */
        public Builder fingerprint(String text) {
            fingerprint = Optional.of(print(text));
            return this;
        }

        /**
         * The stretches in which users felt it, where it was reopened.
         *
         * @param all at most 10,000 in their order, of which only the last may go on
         * @return this builder
         */
        public Builder spells(Spell... all) {
            spells = Require.listOf("spells", all);
            return this;
        }

        /**
         * The measures of which its source says nothing: they leave the incident out, instead of taking it for one that has not come so far.
         *
         * @param measures what the source does not tell
         * @return this builder
         */
        public Builder unknown(TimeTo... measures) {
            unknown = inOrder(Require.listOf("unknown measures", measures));
            return this;
        }

        /**
         * The instants.
         *
         * @return a value
         */
        public IncidentTimes build() {
            return new IncidentTimes(
                    service,
                    severity,
                    openedAt,
                    faultBeganAt,
                    reopenedAt,
                    acknowledgedAt,
                    mitigatedAt,
                    resolvedAt,
                    leftAt,
                    fingerprint,
                    spells,
                    unknown);
        }
    }
}
