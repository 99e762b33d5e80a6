package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.signal.IncidentFacts;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.priority.Assessment;
import io.itops.incident.priority.Priority;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One incident as it stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its id
 * @param trouble what is wrong; the severity is the worst that any signal of its dedup keys gave
 * @param state where it stands
 * @param stateVersion the version that its state has held since: a person who saw an older one saw another state
 * @param escalation how far paging has come
 * @param milestones when it went through its states
 * @param acknowledgement who has taken it; present from the acknowledgement on until it is given back, lapses or is reopened
 * @param signals how many firing signals belong to it
 * @param reopenings how often it was reopened
 * @param follows the incident of the same dedup key that had ended before, if there was one
 * @param stay what is said about its state: a label, its queue, what it waits for
 * @param family how it hangs together with other incidents
 * @param assessment how much it was found to hit and how soon it hurts, if someone said so
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
        Optional<IncidentId> follows,
        Stay stay,
        Family family,
        Optional<Assessment> assessment) {
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
        var stay = t.optional(
                "stay", Stay.CODEC, incident -> Optional.of(incident.stay()).filter(said -> !said.equals(Stay.PLAIN)));
        var family = t.optional(
                "family",
                Family.CODEC,
                incident -> Optional.of(incident.family()).filter(others -> !others.equals(Family.NONE)));
        var assessment = t.optional("assessment", Assessment.CODEC, Incident::assessment);
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
                row.get(follows),
                row.get(stay).orElse(Stay.PLAIN),
                row.get(family).orElse(Family.NONE),
                row.get(assessment));
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
        Require.present("stay", stay);
        Require.present("family", family);
        Require.present("assessment", assessment);
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
     * How soon it is to be worked on.
     *
     * @return what its assessment gave, or else what goes with its severity
     */
    public Priority priority() {
        return assessment.map(Assessment::priority).orElseGet(() -> Priority.of(severity()));
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
     * Who may know of it, if not everyone.
     *
     * @return the mark of a restricted incident
     */
    public Optional<NeedToKnow> needToKnow() {
        return trouble.needToKnow();
    }

    /**
     * Whether only those read it who need to know of it.
     *
     * @return true from its restriction on until it is lifted
     */
    public boolean restricted() {
        return needToKnow().isPresent();
    }

    /**
     * The people whom it names: who was added as a reader, was paged, has answered, or has taken it.
     *
     * @return their ids
     */
    public SortedSet<String> involved() {
        SortedSet<String> people = new TreeSet<>();
        needToKnow().ifPresent(mark -> people.addAll(mark.readers()));
        people.addAll(escalation.paged().keySet());
        people.addAll(acknowledgers());
        return people;
    }

    /**
     * The people who have acknowledged it: alone or as the last of several, or while others still had to.
     *
     * @return their ids; those whose acknowledgement was given back, or lapsed, are not among them
     */
    public SortedSet<String> acknowledgers() {
        SortedSet<String> people = new TreeSet<>(escalation.answerers());
        acknowledgedBy().filter(actor -> actor.kind() == Actor.Kind.USER).ifPresent(actor -> people.add(actor.id()));
        return people;
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
     * What other modules may know of it: of a restricted incident neither the summary nor the labels.
     *
     * @return the facts to publish
     */
    public IncidentFacts facts() {
        return restricted() ? facts("restricted incident", Collections.emptySortedMap()) : wholeFacts();
    }

    /**
     * The same facts with all their content, for those who may read the incident even where it is restricted.
     *
     * @return the facts
     */
    public IncidentFacts wholeFacts() {
        return facts(summary(), labels());
    }

    private IncidentFacts facts(String said, SortedMap<String, String> known) {
        return new IncidentFacts(
                id.value(),
                service(),
                severity(),
                said,
                known,
                openedAt(),
                reopenedAt(),
                mitigatedAt(),
                resolvedAt(),
                milestones.endedAt(),
                mergedInto().map(IncidentId::value),
                state == IncidentState.TRIAGE);
    }

    /**
     * What the program calls its state.
     *
     * @return the label, if it has one
     */
    public Optional<String> label() {
        return stay.label();
    }

    /**
     * The queue that it waits in.
     *
     * @return the queue's name; empty unless it is queued
     */
    public Optional<String> queue() {
        return stay.queue();
    }

    /**
     * What it waits for.
     *
     * @return the hold; empty unless it is on hold
     */
    public Optional<Hold> hold() {
        return stay.hold();
    }

    /**
     * Where it stands, in words for people.
     *
     * @return its label or else its state, with the queue or what it waits for: {@code on hold (vendor: ticket 4711)}
     */
    public String status() {
        String more = queue().orElseGet(() -> hold().map(Hold::words).orElse(""));
        return label().orElseGet(() -> Lines.state(state)) + (more.isEmpty() ? "" : " (" + more + ')');
    }

    /**
     * Into which incident it went.
     *
     * @return the incident, if it is merged; that one may have been merged since
     */
    public Optional<IncidentId> mergedInto() {
        return family.merge().map(Merge::into);
    }

    /**
     * Whether the trouble of all its dedup keys is over when that of one of them is.
     *
     * @param key one of its keys
     * @return true if the signals of all others have said that the trouble is over
     */
    public boolean endsWith(String key) {
        return family.keys().isEmpty() || family.endsWith(Require.id("dedup key", key));
    }

    /**
     * All its dedup keys and how they stand.
     *
     * @return its own key, and those that others left to it
     */
    public SortedMap<String, KeyStand> keys() {
        return family.keys().isEmpty()
                ? new TreeMap<>(Map.of(dedupKey(), new KeyStand(severity(), state == IncidentState.RESOLVED)))
                : family.keys();
    }

    /**
     * Whether it was declared a major incident.
     *
     * @return true from then on until it is none any more
     */
    public boolean isMajor() {
        return family.major().isPresent();
    }

    /**
     * The incident as someone sees it who may not know of all the incidents that it hangs together with.
     *
     * @param known says of which incidents the reader may know
     * @return the incident without the others
     */
    public Incident knownTo(Predicate<IncidentId> known) {
        Require.present("what is known", known);
        Family relatives = family.knownTo(known);
        if (follows.filter(known).equals(follows) && relatives.equals(family)) {
            return this;
        }
        Incident seen = new Incident(
                id,
                trouble,
                state,
                stateVersion,
                escalation,
                milestones,
                acknowledgement,
                signals,
                reopenings,
                follows.filter(known),
                stay,
                family,
                assessment);
        return seen.with(relatives);
    }

    /** In a state, with all that cannot hold there gone. */
    Incident inState(IncidentState next, long version) {
        return new Incident(
                id,
                trouble,
                next,
                version,
                escalation,
                milestones.in(next),
                acknowledgement,
                signals,
                reopenings,
                follows,
                stay.into(state, next),
                family,
                assessment);
    }

    /** In a state; to leave an end for it counts as a reopening, and escalation begins anew: by the policy given, or by its own. */
    Incident entering(IncidentState next, Instant at, Optional<PolicyRef> policy, long version) {
        boolean again = state.over() && !next.over();
        Incident moved = again
                ? reopened(0)
                        .with(milestones.reopened(at))
                        .with(Escalation.starting(policy.orElse(escalation.policy())))
                        .refired(Optional.empty())
                : this;
        return moved.inState(next, version);
    }

    /** The incident as it is known to stand since an instant, whatever the table says; nobody is to be paged for it. */
    Incident standing(IncidentState next, Instant at, Actor by, String reason, long version) {
        Incident moved = entering(next, at, Optional.empty(), version);
        moved = moved.with(moved.milestones().entered(next, at))
                .with(moved.escalation().stopped());
        return switch (next) {
            case ACKNOWLEDGED -> moved.with(Optional.of(new Acknowledgement(by, at, Optional.empty())));
            case TRIAGE, TRIGGERED, QUEUED -> moved.with(Optional.<Acknowledgement>empty());
            case ON_HOLD -> moved.with(moved.stay().waiting(Hold.imported(reason)));
            case MITIGATED -> moved;
            case RESOLVED -> moved.silenced();
            case CLOSED, CANCELLED, MERGED -> moved.keyless();
        };
    }

    Incident restrictedTo(Optional<NeedToKnow> mark) {
        return of(trouble.with(mark), escalation, milestones, acknowledgement, signals, reopenings, stay);
    }

    /** Where it is restricted, whoever was involved stays so. */
    private Trouble involving() {
        return restricted() ? trouble.with(needToKnow().map(mark -> mark.and(involved()))) : trouble;
    }

    Incident with(Escalation next) {
        return of(involving(), next, milestones, acknowledgement, signals, reopenings, stay);
    }

    Incident with(Milestones next) {
        return of(trouble, escalation, next, acknowledgement, signals, reopenings, stay);
    }

    private Incident with(Optional<Acknowledgement> next, long nextSignals) {
        return of(trouble, escalation, milestones, next, nextSignals, reopenings, stay);
    }

    Incident with(Optional<Acknowledgement> next) {
        return of(involving(), escalation, milestones, next, signals, reopenings, stay);
    }

    Incident with(Stay next) {
        return of(trouble, escalation, milestones, acknowledgement, signals, reopenings, next);
    }

    Incident with(Family next) {
        return new Incident(
                id,
                trouble,
                state,
                stateVersion,
                escalation,
                milestones,
                acknowledgement,
                signals,
                reopenings,
                follows,
                stay,
                next,
                assessment);
    }

    Incident with(Assessment found) {
        return new Incident(
                id,
                trouble,
                state,
                stateVersion,
                escalation,
                milestones,
                acknowledgement,
                signals,
                reopenings,
                follows,
                stay,
                family,
                Optional.of(found));
    }

    /** With these dedup keys, as bad as the worst of them. */
    Incident keyed(SortedMap<String, KeyStand> all) {
        return of(
                        trouble.withSeverity(KeyStand.worst(all.values())),
                        escalation,
                        milestones,
                        acknowledgement,
                        signals,
                        reopenings,
                        stay)
                .with(family.having(all));
    }

    /** The trouble of all its keys is over, since it was resolved. */
    Incident silenced() {
        return with(family.having(KeyStand.silenced(family.keys())));
    }

    /** The keys that others left to it are gone when it ends. */
    Incident keyless() {
        return with(family.having(Collections.emptySortedMap()));
    }

    /** A key fires, one of several if it says which; it was at least as bad as the incident is where that is not told. */
    Incident fired(Optional<String> key, Severity severity) {
        String fired = key.orElse(dedupKey());
        SortedMap<String, KeyStand> all = new TreeMap<>(keys());
        all.computeIfPresent(fired, (name, stand) -> stand.fired(severity));
        return keyed(all);
    }

    /** It is back: by the signal of one of its keys, or else someone says so, and its own key stands for that. */
    Incident refired(Optional<String> key) {
        if (family.keys().isEmpty()) {
            return this;
        }
        SortedMap<String, KeyStand> all = new TreeMap<>(family.keys());
        all.computeIfPresent(key.orElse(dedupKey()), (name, stand) -> stand.silent(false));
        return with(family.having(all));
    }

    Incident signalled(Optional<String> key, Severity severity) {
        return fired(key, severity).with(acknowledgement, signals + 1);
    }

    Incident reopened(long signalsMore) {
        return of(trouble, escalation, milestones, acknowledgement, signals + signalsMore, reopenings + 1, stay);
    }

    private Incident of(
            Trouble nextTrouble,
            Escalation nextEscalation,
            Milestones nextMilestones,
            Optional<Acknowledgement> nextAcknowledgement,
            long nextSignals,
            int nextReopenings,
            Stay nextStay) {
        return new Incident(
                id,
                nextTrouble,
                state,
                stateVersion,
                nextEscalation,
                nextMilestones,
                nextAcknowledgement,
                nextSignals,
                nextReopenings,
                follows,
                nextStay,
                family,
                assessment);
    }
}
