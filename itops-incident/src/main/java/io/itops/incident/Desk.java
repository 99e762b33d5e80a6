package io.itops.incident;

import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Reason;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobHandler;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.PolicySnapshot;
import io.itops.incident.escalation.Roster;
import io.itops.incident.internal.IncidentFollower;
import io.itops.incident.review.Reviews;
import io.itops.incident.workflow.Circumstances;
import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentKey;
import io.itops.incident.workflow.IncidentSeries;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Runs commands on incidents inside a unit of work: reads what the decision rests on, and keeps the claim of the dedup key and all that
 * follows incidents in step with them.
 */
final class Desk {
    private final IncidentOptions options;
    private final Contacts contacts;
    private final IncidentMeters meters;
    private final List<IncidentFollower> followers;
    private final PolicySnapshots policies;
    private final Logger log;
    private final Reviews reviews;
    private final FamilyDesk families;
    private final NeedToKnowDesk needToKnow;

    Desk(
            ItOps ops,
            IncidentOptions options,
            Contacts contacts,
            Reviews reviews,
            PolicySnapshots policies,
            List<IncidentFollower> followers,
            Logger log) {
        this.reviews = reviews;
        this.log = log;
        this.policies = policies;
        this.followers = List.copyOf(followers);
        this.options = options;
        this.contacts = contacts;
        this.meters = new IncidentMeters(ops.kernel().meters());
        this.families = new FamilyDesk(this, ops.records(), options.resolveChildren());
        this.needToKnow = new NeedToKnowDesk(ops, options.needToKnow());
    }

    /** How an incident begins. */
    @FunctionalInterface
    interface Opening {
        IncidentCommand command(Trouble trouble, IncidentId id, Optional<IncidentId> follows);
    }

    /** Opens a triggered incident, the next one of its dedup key. */
    Outcome<Incident> open(UnitOfWork unit, Trouble trouble, boolean bySignal, Optional<Explanation> because) {
        return open(
                unit,
                trouble,
                (marked, id, follows) -> new IncidentCommand.Open(marked, id, bySignal, follows, because));
    }

    /** Opens an incident, the next one of its dedup key. */
    Outcome<Incident> open(UnitOfWork unit, Trouble trouble, Opening opening) {
        IncidentId id = IncidentId.of(unit.newId());
        Optional<IncidentSeries> series = series(unit, trouble.dedupKey());
        Optional<IncidentId> last = series.map(IncidentSeries::last);
        IncidentCommand command = opening.command(needToKnow.opening(unit, trouble, last), id, last);
        Outcome<Incident> outcome =
                run(unit, id, OptionalLong.empty(), command, trouble.dedupKey(), trouble.service(), true);
        if (outcome.kind() == Outcome.Kind.ACCEPTED) {
            append(unit, series, trouble.dedupKey(), id);
        }
        return outcome;
    }

    static Optional<IncidentSeries> series(UnitOfWork unit, String dedupKey) {
        return unit.find(IncidentSeries.TYPE, dedupKey).map(Versioned::value);
    }

    static void append(UnitOfWork unit, Optional<IncidentSeries> series, String dedupKey, IncidentId id) {
        long before = series.map(IncidentSeries::length).orElse(0L);
        unit.put(IncidentSeries.TYPE, new IncidentSeries(dedupKey, id, before + 1));
    }

    PolicyRef policyOf(UnitOfWork unit, ServiceId service) {
        return policies.of(unit, service).ref();
    }

    /** Opens what was split off another incident, which has given it the dedup key. */
    void openPart(UnitOfWork unit, FamilyCommand.Split split, IncidentId from) {
        Trouble part = needToKnow.opening(unit, split.part(), Optional.of(from));
        Optional<IncidentSeries> series = series(unit, part.dedupKey());
        run(
                        unit,
                        split.id(),
                        OptionalLong.empty(),
                        new IncidentCommand.Open(part, split.id(), false, Optional.of(from), Optional.empty()),
                        part.dedupKey(),
                        part.service(),
                        false)
                .orElseThrow();
        append(unit, series, part.dedupKey(), split.id());
    }

    /** Does to an incident what follows from a command to another one; whoever was allowed that one is not asked again. */
    void follow(UnitOfWork unit, IncidentId id, IncidentCommand command) {
        Incident incident = unit.find(Incident.TYPE, id.value()).orElseThrow().value();
        run(unit, id, OptionalLong.empty(), command, incident.dedupKey(), incident.service(), false)
                .orElseThrow();
    }

    /** Applies an event that the table is not asked about. */
    Outcome<Incident> corrected(UnitOfWork unit, IncidentId id, IncidentEvent event, @Nullable Incident before) {
        boolean held = before != null && holder(unit, before.dedupKey()).isPresent();
        Outcome.Accepted<Incident> outcome =
                IncidentWorkflow.WORKFLOW.correct(unit, id.value(), event, IncidentWorkflow.TIMERS);
        settle(unit, before, outcome.state(), held);
        return outcome;
    }

    /** Keeps what depends on an incident in step with it. */
    private void settle(UnitOfWork unit, @Nullable Incident before, Incident after, boolean held) {
        claim(unit, before, after, held);
        policies.follow(unit, before, after);
        followers.forEach(follower -> follower.follow(unit, before, after));
        unit.afterCommit(() -> meters.count(before, after));
    }

    /**
     * Runs a command that somebody gives. What it asks of other incidents is asked before anything is told; what follows from signals,
     * timers and other incidents alone is given by nobody.
     */
    Outcome<Incident> asked(UnitOfWork unit, IncidentId id, OptionalLong seen, IncidentCommand command) {
        Optional<Versioned<Incident>> found = unit.find(Incident.TYPE, id.value());
        if (found.filter(known -> known.value().restricted()).isPresent()) {
            unit.authorize(IncidentWorkflow.WORKFLOW.permission(command.action()), id.ref());
            needToKnow.require(unit, found.get().value());
        }
        List<FamilyDesk.Asked> others = families.asked(unit, id, command);
        boolean internal = InternalCommands.contain(command);
        if (internal || !others.isEmpty()) {
            unit.authorize(IncidentWorkflow.WORKFLOW.permission(command.action()), id.ref());
        }
        if (internal) {
            return new Outcome.Refused<>(
                    id.ref(),
                    label(command),
                    List.of(Reason.of("internal", "it follows from signals, timers and other incidents alone")));
        }
        if (command.needsSeen() && seen.isEmpty()) {
            unit.authorize(IncidentWorkflow.WORKFLOW.permission(command.action()), id.ref());
            throw new InvalidInputException("version seen", "be given to " + label(command), "none");
        }
        others.forEach(other ->
                needToKnow.authorize(unit, IncidentWorkflow.WORKFLOW.permission(other.action()), other.of(), id));
        return execute(unit, id, seen, command);
    }

    private static String label(IncidentCommand command) {
        return command.action().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    JobHandler parts() {
        return families.parts();
    }

    /** Runs a command on an incident that must exist. */
    Outcome<Incident> execute(UnitOfWork unit, IncidentId id, OptionalLong seen, IncidentCommand command) {
        Optional<Versioned<Incident>> found = unit.find(Incident.TYPE, id.value());
        if (found.isEmpty()) {
            // Whoever may not give the command does not learn what exists either.
            unit.authorize(IncidentWorkflow.WORKFLOW.permission(command.action()), id.ref());
            throw new NotFoundException(id.ref());
        }
        Incident incident = found.get().value();
        if (incident.restricted()) {
            unit.authorize(IncidentWorkflow.WORKFLOW.permission(command.action()), id.ref());
            needToKnow.require(unit, incident);
        }
        boolean fresh = seen.isPresent()
                && seen.getAsLong() >= command.oldestSeen(incident)
                && seen.getAsLong() <= found.get().version();
        // A version that is not fresh differs from the present one, so the workflow refuses it, once the actor is known
        // to be allowed.
        Outcome<Incident> outcome = run(
                unit, id, fresh ? OptionalLong.empty() : seen, command, incident.dedupKey(), incident.service(), true);
        return outcome instanceof Outcome.Refused<Incident> refused && incident.state() == IncidentState.MERGED
                ? merged(unit, incident, refused)
                : outcome;
    }

    NeedToKnowDesk needToKnow() {
        return needToKnow;
    }

    /** Whoever asks something of a merged incident is told where it goes on. */
    private Outcome<Incident> merged(UnitOfWork unit, Incident incident, Outcome.Refused<Incident> refused) {
        IncidentId root = FamilyDesk.root(unit, incident).id();
        List<Reason> reasons = new ArrayList<>();
        reasons.add(Reason.of("merged", "it goes on as incident " + root));
        reasons.addAll(refused.reasons());
        return needToKnow.told(
                unit, new Outcome.Refused<>(refused.subject(), refused.action(), reasons), List.of(root));
    }

    /** The incident that holds a dedup key. */
    static Optional<IncidentId> holder(UnitOfWork unit, String dedupKey) {
        return unit.find(IncidentKey.TYPE, dedupKey).map(key -> key.value().incident());
    }

    private Outcome<Incident> run(
            UnitOfWork unit,
            IncidentId id,
            OptionalLong seen,
            IncidentCommand command,
            String dedupKey,
            ServiceId service,
            boolean asked) {
        Optional<Versioned<Incident>> found = unit.find(Incident.TYPE, id.value());
        @Nullable Incident before = found.map(Versioned::value).orElse(null);
        long version = found.map(Versioned::version).orElse(0L);
        PolicySnapshot policy = policies.of(unit, service);
        Optional<PolicySnapshot> followed = policies.followed(unit, before);
        boolean pages =
                command.pages(before, options.rules(), followed.orElse(policy).policy());
        List<EscalationPolicy> both =
                pages ? List.of(policy.policy(), followed.orElse(policy).policy()) : List.of();
        Roster roster = pages ? Rosters.of(unit, both) : Roster.NONE;
        Circumstances unturned = new Circumstances(
                unit.actor(),
                version + 1,
                policy,
                followed,
                roster,
                Rosters.asked(contacts, both, roster, before),
                options.notifications(),
                holder(unit, dedupKey),
                options.rules(),
                families.relatives(unit, before, command),
                pages ? seenBefore(unit, id, before, command) : Optional.empty());
        Circumstances facts = pages ? Turns.read(unit, before, command, unturned) : unturned;
        Outcome<Incident> outcome = asked
                ? IncidentWorkflow.WORKFLOW.execute(unit, id.value(), seen, command, facts)
                : IncidentWorkflow.WORKFLOW.follow(unit, id.value(), command, facts);
        if (outcome instanceof Outcome.Accepted<Incident> accepted && accepted.version() > version) {
            Incident after = accepted.state();
            settle(unit, before, after, facts.keyHolder().isPresent());
            families.after(unit, command, before, after, facts.relatives());
            if (pages) {
                unit.afterCommit(() -> UnknownSchedules.warn(log, before, after, policy.policy(), facts.roster()));
            }
        }
        return asked ? needToKnow.told(unit, outcome, others(facts)) : outcome;
    }

    /** The incidents that a refusal may name. */
    private static List<IncidentId> others(Circumstances facts) {
        List<IncidentId> others = new ArrayList<>(facts.relatives().line());
        Stream.of(
                        facts.keyHolder(),
                        facts.relatives().keyHolder(),
                        facts.relatives().root(),
                        facts.relatives().other().map(Incident::id))
                .flatMap(Optional::stream)
                .forEach(others::add);
        return others;
    }

    /** What pages tell of the past. */
    private Optional<String> seenBefore(
            UnitOfWork unit, IncidentId id, @Nullable Incident before, IncidentCommand command) {
        if (before != null) {
            return reviews.seenBefore(before.trouble(), before.openedAt(), Optional.of(id));
        }
        return command instanceof IncidentCommand.Open open
                ? reviews.seenBefore(open.trouble(), unit.now(), Optional.of(id))
                : Optional.empty();
    }

    private static void claim(UnitOfWork unit, @Nullable Incident before, Incident incident, boolean held) {
        boolean moved =
                incident.state() == IncidentState.MERGED || (before != null && before.state() == IncidentState.MERGED);
        if (moved) {
            // its keys go over to another incident, or come back from it
            return;
        }
        if (incident.state().holdsKey() && !held) {
            unit.put(IncidentKey.TYPE, new IncidentKey(incident.dedupKey(), incident.id()));
        } else if (!incident.state().holdsKey()) {
            free(unit, incident.dedupKey(), incident.id());
            if (before != null) {
                before.family().keys().keySet().forEach(key -> free(unit, key, incident.id()));
            }
        }
    }

    private static void free(UnitOfWork unit, String key, IncidentId id) {
        if (holder(unit, key).equals(Optional.of(id))) {
            unit.remove(IncidentKey.TYPE, key);
        }
    }

    /** The incident that a timer is about. */
    static IncidentId of(Ref subject) {
        return IncidentId.of(subject.id());
    }
}
