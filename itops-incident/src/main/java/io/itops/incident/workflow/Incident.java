package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.signal.IncidentFacts;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One incident as it stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its id
 * @param trouble what is wrong; the severity is the worst that any signal gave
 * @param state where it stands
 * @param stateVersion the version that its state has held since: a person who saw an older one saw another state
 * @param escalation how far paging has come
 * @param milestones when it went through its states
 * @param acknowledgement who has taken it; present from the acknowledgement on until it is given back, lapses or is reopened
 * @param signals how many firing signals belong to it
 * @param reopenings how often it was reopened
 * @param follows the incident of the same dedup key that had ended before, if there was one
 * @since 0.1
 */
public record Incident(
        IncidentId id,
        Trouble trouble,
        IncidentState state,
        long stateVersion,
        Escalation escalation,
        Milestones milestones,
        Optional<Acknowledgement> acknowledgement,
        long signals,
        int reopenings,
        Optional<IncidentId> follows) {
    /** How incidents are kept; indexes {@code state}, {@code service}, {@code dedup-key} and {@code opened-at}. */
    public static final RecordType<Incident> TYPE = RecordType.of("incident", 1, t -> {
        t.id(incident -> incident.id().value());
        t.textIndex("state", incident -> incident.state().name());
        t.textIndex("service", incident -> incident.service().value());
        t.textIndex("dedup-key", Incident::dedupKey);
        t.instantIndex("opened-at", Incident::openedAt);
        var id = t.field("id", IncidentId.CODEC, Incident::id);
        var trouble = t.field("trouble", Trouble.CODEC, Incident::trouble);
        var state = t.field("state", Codec.ofEnum(IncidentState.class), Incident::state);
        var stateVersion = t.field("stateVersion", Codec.LONG, Incident::stateVersion);
        var escalation = t.field("escalation", Escalation.CODEC, Incident::escalation);
        var milestones = t.field("milestones", Milestones.CODEC, Incident::milestones);
        var acknowledgement = t.optional("acknowledgement", Acknowledgement.CODEC, Incident::acknowledgement);
        var signals = t.field("signals", Codec.LONG, Incident::signals);
        var reopenings = t.field("reopenings", Codec.INT, Incident::reopenings);
        var follows = t.optional("follows", IncidentId.CODEC, Incident::follows);
        return row -> new Incident(
                row.get(id),
                row.get(trouble),
                row.get(state),
                row.get(stateVersion),
                row.get(escalation),
                row.get(milestones),
                row.get(acknowledgement),
                row.get(signals),
                row.get(reopenings),
                row.get(follows));
    });

    /** Checks the parts. */
    public Incident {
        Require.present("incident id", id);
        Require.present("trouble", trouble);
        Require.present("incident state", state);
        Require.that(stateVersion >= 1, "state version", "be at least 1", stateVersion);
        Require.present("escalation", escalation);
        Require.present("milestones", milestones);
        Require.present("acknowledgement", acknowledgement);
        Require.that(signals >= 0, "number of signals", "be at least 0", signals);
        Require.that(reopenings >= 0, "number of reopenings", "be at least 0", reopenings);
        Require.present("followed incident", follows);
    }

    /**
     * Signals of this key belong to the incident.
     *
     * @return the key
     */
    public String dedupKey() {
        return trouble.dedupKey();
    }

    /**
     * The service that is in trouble.
     *
     * @return its id
     */
    public ServiceId service() {
        return trouble.service();
    }

    /**
     * How bad it is.
     *
     * @return the worst severity that any signal gave
     */
    public Severity severity() {
        return trouble.severity();
    }

    /**
     * What is wrong, in one line.
     *
     * @return the summary
     */
    public String summary() {
        return trouble.summary();
    }

    /**
     * What is known about the trouble.
     *
     * @return names and values
     */
    public SortedMap<String, String> labels() {
        return trouble.labels();
    }

    /**
     * When it was opened first.
     *
     * @return the instant
     */
    public Instant openedAt() {
        return milestones.openedAt();
    }

    /**
     * When it was last reopened.
     *
     * @return the instant, if it ever was
     */
    public Optional<Instant> reopenedAt() {
        return milestones.reopenedAt();
    }

    /**
     * When it was first acknowledged.
     *
     * @return the instant, if it ever was
     */
    public Optional<Instant> acknowledgedAt() {
        return milestones.acknowledgedAt();
    }

    /**
     * Who has taken it.
     *
     * @return who acknowledged it last, if the acknowledgement holds or held when it ended
     */
    public Optional<Actor> acknowledgedBy() {
        return acknowledgement.map(Acknowledgement::by);
    }

    /**
     * When its effect on users ended.
     *
     * @return the instant, if it has
     */
    public Optional<Instant> mitigatedAt() {
        return milestones.mitigatedAt();
    }

    /**
     * When it was resolved.
     *
     * @return the instant, if it is
     */
    public Optional<Instant> resolvedAt() {
        return milestones.resolvedAt();
    }

    /**
     * When it was closed.
     *
     * @return the instant, if it is
     */
    public Optional<Instant> closedAt() {
        return state == IncidentState.CLOSED ? milestones.endedAt() : Optional.empty();
    }

    /**
     * What other modules may know of it.
     *
     * @return the facts to publish
     */
    public IncidentFacts facts() {
        return new IncidentFacts(
                id.value(),
                service(),
                severity(),
                summary(),
                labels(),
                openedAt(),
                reopenedAt(),
                mitigatedAt(),
                resolvedAt());
    }

    Incident inState(IncidentState next, long version) {
        return new Incident(
                id, trouble, next, version, escalation, milestones, acknowledgement, signals, reopenings, follows);
    }

    Incident with(Escalation next) {
        return new Incident(
                id, trouble, state, stateVersion, next, milestones, acknowledgement, signals, reopenings, follows);
    }

    Incident with(Milestones next) {
        return new Incident(
                id, trouble, state, stateVersion, escalation, next, acknowledgement, signals, reopenings, follows);
    }

    Incident with(Optional<Acknowledgement> next) {
        return new Incident(
                id, trouble, state, stateVersion, escalation, milestones, next, signals, reopenings, follows);
    }

    Incident signalled(Severity worst) {
        return new Incident(
                id,
                trouble.withSeverity(worst),
                state,
                stateVersion,
                escalation,
                milestones,
                acknowledgement,
                signals + 1,
                reopenings,
                follows);
    }

    Incident reopened(long signalsMore) {
        return new Incident(
                id,
                trouble,
                state,
                stateVersion,
                escalation,
                milestones,
                acknowledgement,
                signals + signalsMore,
                reopenings + 1,
                follows);
    }

    /** The incident as it is known to stand since an instant, whatever the table says; nobody is to be paged for it. */
    Incident standing(IncidentState next, Instant at, Actor by, long version) {
        boolean again = state.over() && !next.over();
        Incident moved = (again ? reopened(0) : this)
                .inState(next, version)
                .with((again ? milestones.reopened(at) : milestones).entered(next, at))
                .with(escalation.stopped());
        if (next == IncidentState.ACKNOWLEDGED) {
            return moved.with(Optional.of(new Acknowledgement(by, at, Optional.empty())));
        }
        return next == IncidentState.TRIGGERED ? moved.with(Optional.<Acknowledgement>empty()) : moved;
    }
}
