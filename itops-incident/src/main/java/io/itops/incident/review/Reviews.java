package io.itops.incident.review;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.journal.JournalEntry;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Suspect;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.internal.Merges;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.knowledge.IncidentKnowledge;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.problem.IncidentProblems;
import io.itops.incident.problem.ProblemId;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Timelines, reviews, lessons and action items of an SDK instance. Once that is closed, what changes something throws {@link
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
    private final ReviewDesk desk;
    private final Lessons lessons;
    private final History history;
    private final ReadingRights rights;

    private Reviews(ItOps ops, ReviewDesk desk, ReadingRights rights) {
        this.ops = ops;
        this.desk = desk;
        this.lessons = new Lessons(ops, desk, rights);
        this.history = new History(ops, desk.options());
        this.rights = rights;
    }

    /**
     * Attaches reviews: the timers of reviews and action items run from now on.
     *
     * @param ops holds the store, the journal and the suspect sources; its workers are not started yet
     * @param options due dates and reminders
     * @param contacts where people are reached
     * @return the reviews
     * @throws io.itops.core.InvalidInputException if they are attached already, or workers were started
     */
    public static Reviews attach(ItOps ops, ReviewOptions options, Contacts contacts) {
        Require.present("ops", ops);
        ReviewDesk desk =
                new ReviewDesk(ops, Require.present("review options", options), Require.present("contacts", contacts));
        desk.register();
        return new Reviews(ops, desk, ReadingRights.ofProgram(ops));
    }

    /**
     * Reviews, timelines, lessons and action items as an actor may read: of restricted incidents what the {@link
     * io.itops.core.spi.Authorizer} allows. Commands are judged by the actor that they are given with, here as there.
     *
     * @param actor who reads
     * @return the same, read on behalf of the actor
     */
    public Reviews as(Actor actor) {
        return new Reviews(ops, desk, ReadingRights.of(ops, Require.present("actor", actor)));
    }

    /**
     * What was learned from incidents, and whether it was done.
     *
     * @return the lessons
     */
    public Lessons lessons() {
        return lessons;
    }

    /**
     * Begins the review of an incident, with what a draft can say.
     *
     * @param id the incident: mitigated, resolved or closed
     * @param facilitator who leads it, if anybody does
     * @param actor who begins it
     * @return the review
     * @throws NotFoundException if there is no such incident
     * @throws io.itops.core.RefusedException if it goes on ({@code not-over}), was merged ({@code merged}), or has a review
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public Review start(IncidentId id, Optional<String> facilitator, Actor actor) {
        return execute(
                        id,
                        new ReviewCommand.Start(id, ReviewContent.of(as(actor).draft(id)), facilitator),
                        actor)
                .orElseThrow();
    }

    /**
     * Changes what a review says, unless somebody has changed it since it was read.
     *
     * @param seen the review as it was read
     * @param content all that it is to say
     * @param actor who writes
     * @return the review
     * @throws io.itops.core.ConflictException if it was changed since
     * @throws NotFoundException if there is no such review
     * @throws io.itops.core.RefusedException if it is agreed, or evidence names an entry that the journal does not have ({@code
     *     no-entry})
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public Review edit(Versioned<Review> seen, ReviewContent content, Actor actor) {
        Require.present("review", seen);
        return execute(seen.value().incident(), OptionalLong.of(seen.version()), new ReviewCommand.Edit(content), actor)
                .orElseThrow();
    }

    /**
     * Gives a command to the review of an incident.
     *
     * @param id the incident
     * @param command what is asked
     * @param actor who asks
     * @return the review after the command, or why it was refused
     * @throws NotFoundException if it has no review, and none is to begin
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public Outcome<Review> execute(IncidentId id, ReviewCommand command, Actor actor) {
        return execute(id, OptionalLong.empty(), command, actor);
    }

    /**
     * Gives a command to the review of an incident, as it was seen.
     *
     * @param id the incident
     * @param seen the version of the review that the caller saw, if the command must not meet another
     * @param command what is asked
     * @param actor who asks
     * @return the review after the command, or why it was refused
     * @throws NotFoundException if it has no review, and none is to begin
     * @throws io.itops.core.ConflictException if the review is not at the version that was seen
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public Outcome<Review> execute(IncidentId id, OptionalLong seen, ReviewCommand command, Actor actor) {
        Require.present("incident id", id);
        Require.present("seen version", seen);
        Require.present("command", command);
        return ops.transact(actor, unit -> {
            if (!(command instanceof ReviewCommand.Start)) {
                desk.existing(
                        unit,
                        Review.TYPE,
                        id.value(),
                        ReviewWorkflow.WORKFLOW.permission(command.action()),
                        Review::incident);
            }
            return desk.review(unit, id, seen, command, true);
        });
    }

    /**
     * The review of an incident.
     *
     * @param id the incident
     * @return the review with its version, if it was begun
     */
    public Optional<Versioned<Review>> review(IncidentId id) {
        Require.present("incident id", id);
        return rights.reads(id) ? ops.records().find(Review.TYPE, id.value()) : Optional.empty();
    }

    /**
     * The reviews in a state.
     *
     * @param state the state
     * @return all of them, the first begun first
     */
    public List<Review> list(ReviewState state) {
        return ops
                .records()
                .all(RecordQuery.of(Review.TYPE)
                        .where("state", Require.present("state", state).name())
                        .orderBy("started-at"))
                .stream()
                .map(Versioned::value)
                .filter(review -> rights.reads(review.incident()))
                .toList();
    }

    /**
     * The reviews that should have been agreed by now.
     *
     * @param now the instant
     * @return all of them, the first due first
     */
    public List<Review> overdueReviews(Instant now) {
        Instant until = Require.instant("now", now);
        return Stream.of(ReviewState.DRAFT, ReviewState.IN_REVIEW)
                .flatMap(state -> list(state).stream())
                .filter(review ->
                        review.due().filter(due -> !due.isAfter(until)).isPresent())
                .sorted(Comparator.comparing(review -> review.due().orElseThrow()))
                .toList();
    }

    /**
     * What happened in an incident: its own entries, and those of its signals since they last said that the trouble was over, or
     * since the incident ended that it follows; the same of all that was merged into it.
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
        Instant from = LookBack.from(facts.openedAt(), LOOK_BACK);
        suspects.stream()
                .flatMap(suspect -> suspect.cause().stream())
                .limit(SUSPECTS_TOLD)
                .forEach(cause -> rights.shown(ops.journal().about(cause)).stream()
                        .filter(entry ->
                                entry.sequence() <= last && !entry.event().at().isBefore(from))
                        .forEach(entries::add));
        return ReviewDraft.of(
                facts, entries, suspects, background(id), ops.kernel().now());
    }

    private ReviewBackground background(IncidentId id) {
        ReviewOptions options = desk.options();
        return new ReviewBackground(
                ops.records()
                        .find(Incident.TYPE, id.value())
                        .map(incident ->
                                history.past(incident.value(), options.recurrence(), options.hops(), rights::reads)),
                review(id).flatMap(review -> review.value().faultBeganAt()),
                ops.records().find(IncidentKnowledge.TYPE, id.value()).stream()
                        .flatMap(links -> links.value().entries().stream())
                        .map(KnowledgeId::ref)
                        .toList(),
                ops.records().find(IncidentProblems.TYPE, id.value()).stream()
                        .flatMap(links -> links.value().problems().stream())
                        .map(ProblemId::ref)
                        .toList());
    }

    /**
     * Whether an incident has been there before: by its dedup key, by what kind of trouble it tells of, and on services nearby.
     *
     * @param id the incident
     * @param within how far to look back from its opening, at most 3,660 days; of each kind the newest
     *     200 are looked at
     * @param maxHops how many dependencies of the catalog may lie between the services, either way, 0 to 20; 0 for the same service alone
     * @return the earlier incidents that are like it, with what was to be done after them
     * @throws NotFoundException if there is no such incident
     */
    public PastIncidents past(IncidentId id, Duration within, int maxHops) {
        Require.range("greatest distance", maxHops, 0, 20);
        Require.positive("time to look back", within, Duration.ofDays(3_660));
        return history.past(incident(id), within, maxHops, rights::reads);
    }

    /**
     * What there is to say of a trouble that has been there before, in one sentence: what pages and explanations tell. {@code
     * Incidents} asks for it; the look-back is that of the {@linkplain ReviewOptions options}.
     *
     * @param trouble the trouble
     * @param opened when it began
     * @param incident its incident, if that is open already
     * @return such as {@code seen 3 times in 30 d before}, or empty if it has not been seen
     */
    public Optional<String> seenBefore(Trouble trouble, Instant opened, Optional<IncidentId> incident) {
        var sought = new PastIncidents.Sought(
                Require.present("incident id", incident),
                Require.present("trouble", trouble),
                Require.instant("opening instant", opened));
        // what is told of an incident that everyone may read must not come from restricted ones
        boolean open = trouble.needToKnow().isEmpty();
        return history.seenBefore(sought, other -> rights.reads(other) && !(open && other.restricted()));
    }

    /**
     * Flags the action items that were done against what has come back. {@code Incidents} calls it with every incident that opens, in
     * the unit of work that opens it.
     *
     * @param unit gathers reads and writes of the change
     * @param opened the incident that opens
     */
    public void follow(UnitOfWork unit, Incident opened) {
        history.recurred(Require.present("unit of work", unit), Require.present("incident", opened), desk);
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
        return ops.transact(actor, unit -> {
            ActionItem item = desk.existing(
                    unit,
                    ActionItem.TYPE,
                    itemId,
                    ActionItemCommand.WORKFLOW.permission(command.action()),
                    ActionItem::incident);
            return desk.item(unit, itemId, item.incident(), command, true);
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

    /**
     * The action items that should have been done by now.
     *
     * @param now the instant
     * @return all that are open and due at it or before, the first due first
     */
    public List<ActionItem> overdue(Instant now) {
        Instant until = Require.instant("now", now);
        return items(ActionItemState.OPEN).stream()
                .filter(item -> !item.due().isAfter(until))
                .toList();
    }

    private ActionItem add(IncidentId id, String rule, String title, Optional<String> owner, Instant due, Actor actor) {
        Require.present("incident id", id);
        return ops.transact(actor, unit -> {
                    var command = new ActionItemCommand.Add(unit.newId(), id, rule, title, owner, due);
                    Ref ref = ActionItem.TYPE.ref(command.id());
                    unit.authorize(ActionItemCommand.WORKFLOW.permission(command.action()), ref);
                    return unit.find(Incident.TYPE, id.value())
                            .map(Versioned::value)
                            .filter(ReadingRights.in(ops, unit)::reads)
                            .flatMap(found -> Merges.<ActionItem>refusal(
                                    unit, found, ref, "add", ReadingRights.in(ops, unit)::reads))
                            .orElseGet(() -> desk.item(unit, command.id(), id, command, true));
                })
                .orElseThrow();
    }

    private IncidentFacts facts(IncidentId id) {
        return incident(id).wholeFacts();
    }

    private Incident incident(IncidentId id) {
        Incident found = ops.records()
                .get(Incident.TYPE, Require.present("incident id", id).value())
                .value();
        rights.require(id);
        return found;
    }

    /** The entries about an incident, all that went into it, and their signals; each once, in the order of the journal. */
    private List<JournalEntry> story(IncidentFacts facts) {
        TreeMap<Long, JournalEntry> story = new TreeMap<>();
        own(facts).forEach(entry -> story.put(entry.sequence(), entry));
        ops.records()
                .find(Incident.TYPE, facts.id())
                .map(found -> Merges.within(ops.records(), found.value()))
                .orElse(List.of())
                .forEach(child -> own(child.wholeFacts()).forEach(entry -> story.put(entry.sequence(), entry)));
        return rights.shown(List.copyOf(story.values()));
    }

    /** The entries about an incident and its signals, as far as the journal's envelopes connect them. */
    private List<JournalEntry> own(IncidentFacts facts) {
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
        return story;
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
        return ops.records().all(query).stream()
                .map(Versioned::value)
                .filter(item -> rights.reads(item.incident()))
                .toList();
    }
}
