package io.itops.incident.review;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.catalog.CatalogSnapshot;
import io.itops.core.catalog.Direction;
import io.itops.core.journal.JournalEntry;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Suspect;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Timelines, review drafts and action items of an SDK instance. Once that is closed, what changes something throws {@link
 * io.itops.core.ClosedException}.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Reviews {
    /** How long before an incident the entries about its suspects are part of its story. */
    private static final Duration LOOK_BACK = Duration.ofDays(1);

    private static final int SUSPECTS_TOLD = 3;
    private static final Set<String> ENDS = Set.of("incident.closed", "incident.cancelled");

    private final ItOps ops;

    /**
     * The reviews of an SDK instance.
     *
     * @param ops holds the store, the journal and the suspect sources
     */
    public Reviews(ItOps ops) {
        this.ops = Require.present("ops", ops);
    }

    /**
     * What happened in an incident: its own entries, and those of its signals since they last said that the trouble was over, or
     * since the incident ended that it follows.
     *
     * @param id the incident
     * @return the timeline
     * @throws NotFoundException if there is no such incident
     */
    public Timeline timeline(IncidentId id) {
        return Timeline.of(story(facts(id)));
    }

    /**
     * Drafts a review. The timeline also tells of the three likeliest suspects, from a day before the incident on.
     *
     * @param id the incident
     * @return the draft
     * @throws NotFoundException if there is no such incident
     */
    public ReviewDraft draft(IncidentId id) {
        IncidentFacts facts = facts(id);
        List<JournalEntry> entries = new ArrayList<>(story(facts));
        List<Suspect> suspects = ops.suspects(facts.id());
        long last = entries.get(entries.size() - 1).sequence();
        Instant from = facts.openedAt().minus(LOOK_BACK);
        suspects.stream()
                .flatMap(suspect -> suspect.cause().stream())
                .limit(SUSPECTS_TOLD)
                .forEach(cause -> ops.journal().about(cause).stream()
                        .filter(entry ->
                                entry.sequence() <= last && !entry.event().at().isBefore(from))
                        .forEach(entries::add));
        return ReviewDraft.of(facts, entries, suspects, ops.kernel().now());
    }

    /**
     * Whether an incident has been there before: by its dedup key, by what kind of trouble it tells of, and on services nearby.
     *
     * @param id the incident
     * @param within how far to look back from its opening, at most 3,660 days
     * @param maxHops how many dependencies of the catalog may lie between the services, either way, 0 to 20; 0 for the same service alone
     * @return the earlier incidents that are like it, with what was to be done after them
     * @throws NotFoundException if there is no such incident
     */
    public PastIncidents past(IncidentId id, Duration within, int maxHops) {
        Require.range("greatest distance", maxHops, 0, 20);
        Require.positive("time to look back", within, Duration.ofDays(3_660));
        Incident incident = ops.records()
                .get(Incident.TYPE, Require.present("incident id", id).value())
                .value();
        Instant opened = incident.openedAt();
        List<Incident> earlier = ops
                .records()
                .all(RecordQuery.of(Incident.TYPE).orderBy("opened-at").between(opened.minus(within), opened))
                .stream()
                .map(Versioned::value)
                .toList();
        return PastIncidents.of(incident, earlier, near(incident.service(), maxHops), this::items, within);
    }

    /** Services within some hops, which depend on one or on which it depends. */
    private Map<ServiceId, Integer> near(ServiceId service, int maxHops) {
        Map<ServiceId, Integer> near = new TreeMap<>();
        near.put(service, 0);
        CatalogSnapshot catalog = ops.catalog().snapshot();
        Ref ref = Ref.of("service", service.value());
        if (catalog.contains(ref)) {
            catalog.distances(ref, Direction.BOTH, maxHops).forEach((thing, distance) -> {
                if (thing.type().equals(ref.type())) {
                    near.put(ServiceId.of(thing.id()), distance);
                }
            });
        }
        return near;
    }

    /**
     * Makes an action item of a proposal.
     *
     * @param id the incident
     * @param proposal what a rule proposed, possibly edited
     * @param actor who accepts it
     * @return the action item
     * @throws io.itops.core.RefusedException if there is no such incident ({@code no-incident}), or the proposal's due instant is over
     *     meanwhile ({@code past-due})
     */
    public ActionItem accept(IncidentId id, ProposedAction proposal, Actor actor) {
        Require.present("proposal", proposal);
        return add(id, proposal.rule(), proposal.title(), proposal.owner(), proposal.due(), actor);
    }

    /**
     * Adds an action item that people thought of.
     *
     * @param id the incident
     * @param title one line, at most 300 characters
     * @param owner who is to do it, if anybody has taken it
     * @param due until when, not before now
     * @param actor who adds it
     * @return the action item
     * @throws io.itops.core.RefusedException if there is no such incident ({@code no-incident}), or the due instant is over ({@code
     *     past-due})
     */
    public ActionItem add(IncidentId id, String title, Optional<String> owner, Instant due, Actor actor) {
        return add(id, "review", title, owner, due, actor);
    }

    /**
     * Gives a command to an action item.
     *
     * @param itemId the action item
     * @param command what is asked
     * @param actor who asks
     * @return the action item after the command, or why it was refused
     * @throws NotFoundException if there is no such action item
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public Outcome<ActionItem> execute(String itemId, ActionItemCommand command, Actor actor) {
        Require.present("command", command);
        Ref ref = ActionItem.TYPE.ref(itemId);
        return ops.transact(actor, unit -> {
            if (unit.find(ActionItem.TYPE, itemId).isEmpty()) {
                unit.authorize(ActionItemCommand.WORKFLOW.permission(command.action()), ref);
                throw new NotFoundException(ref);
            }
            return run(unit, itemId, command, true);
        });
    }

    /**
     * The action items of an incident.
     *
     * @param id the incident
     * @return all of them, the first due first
     */
    public List<ActionItem> items(IncidentId id) {
        return values(RecordQuery.of(ActionItem.TYPE)
                .where("incident", Require.present("incident id", id).value())
                .orderBy("due"));
    }

    /**
     * The action items of all incidents in a state.
     *
     * @param state the state
     * @return all of them, the first due first
     */
    public List<ActionItem> items(ActionItemState state) {
        return values(RecordQuery.of(ActionItem.TYPE)
                .where("state", Require.present("state", state).name())
                .orderBy("due"));
    }

    private ActionItem add(IncidentId id, String rule, String title, Optional<String> owner, Instant due, Actor actor) {
        Require.present("incident id", id);
        return ops.transact(actor, unit -> {
                    var command = new ActionItemCommand.Add(unit.newId(), id, rule, title, owner, due);
                    boolean exists = unit.find(Incident.TYPE, id.value()).isPresent();
                    return run(unit, command.id(), command, exists);
                })
                .orElseThrow();
    }

    private static Outcome<ActionItem> run(
            UnitOfWork unit, String itemId, ActionItemCommand command, boolean incidentExists) {
        return ActionItemCommand.WORKFLOW.execute(
                unit, itemId, OptionalLong.empty(), command, new ActionItemCommand.Facts(incidentExists));
    }

    private IncidentFacts facts(IncidentId id) {
        return ops.records()
                .find(IncidentFacts.TYPE, Require.present("incident id", id).value())
                .orElseThrow(() -> new NotFoundException(id.ref()))
                .value();
    }

    /** The entries about an incident and its signals, as far as the journal's envelopes connect them. */
    private List<JournalEntry> story(IncidentFacts facts) {
        List<JournalEntry> own = ops.journal().about(facts.incident());
        List<JournalEntry> story = new ArrayList<>(own);
        if (!own.isEmpty()) {
            JournalEntry opened = own.get(0);
            long last = own.get(own.size() - 1).sequence();
            long before = endOfTheOneBefore(facts, opened);
            subjects(opened, "signal")
                    .forEach(signal ->
                            story.addAll(signs(ops.journal().about(signal), before, opened.sequence(), last)));
        }
        return story.stream()
                .sorted((a, b) -> Long.compare(a.sequence(), b.sequence()))
                .toList();
    }

    /** The place in the journal at which the incident ended that this one follows, 0 if it follows none. */
    private long endOfTheOneBefore(IncidentFacts facts, JournalEntry opened) {
        return subjects(opened, "incident")
                .filter(subject -> !subject.equals(facts.incident()))
                .flatMap(subject -> ops.journal().about(subject).stream())
                .filter(entry -> entry.sequence() < opened.sequence()
                        && ENDS.contains(entry.event().type()))
                .mapToLong(JournalEntry::sequence)
                .max()
                .orElse(0);
    }

    private static Stream<Ref> subjects(JournalEntry entry, String type) {
        return entry.event().subjects().stream()
                .filter(subject -> subject.type().equals(type));
    }

    /** The entries about a signal that belong to the trouble that opened an incident. */
    private static List<JournalEntry> signs(List<JournalEntry> entries, long before, long opened, long last) {
        long over = entries.stream()
                .filter(entry ->
                        entry.sequence() < opened && entry.event().type().equals("signal.resolved"))
                .mapToLong(JournalEntry::sequence)
                .max()
                .orElse(0);
        long begin = Math.max(before, over);
        return entries.stream()
                .filter(entry -> entry.sequence() > begin && entry.sequence() <= last)
                .toList();
    }

    private List<ActionItem> values(RecordQuery<ActionItem> query) {
        return ops.records().all(query).stream().map(Versioned::value).toList();
    }
}
