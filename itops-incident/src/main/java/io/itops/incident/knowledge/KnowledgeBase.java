package io.itops.incident.knowledge;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The knowledge entries of an SDK instance.
 *
 * <p>A method that changes an entry throws {@link io.itops.core.AccessDeniedException} where the actor may not, {@link NotFoundException}
 * where there is no such entry, and {@link io.itops.core.ClosedException} once the instance is closed; nothing has changed then.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class KnowledgeBase {
    private static final int MAX_TERMS = 20;

    private final ItOps ops;
    private final ReadingRights rights;

    private KnowledgeBase(ItOps ops, ReadingRights rights) {
        this.ops = ops;
        this.rights = rights;
    }

    /**
     * Entries as an actor may read: nothing in them names a restricted incident that the actor may not read.
     *
     * @param actor who reads
     * @return the same, read on behalf of the actor
     */
    public KnowledgeBase as(Actor actor) {
        return new KnowledgeBase(ops, ReadingRights.of(ops, Require.present("actor", actor)));
    }

    /**
     * Attaches the knowledge base: from now on reviews of entries are reminded of. Attach before {@link ItOps#start}.
     *
     * @param ops the SDK instance
     * @return the knowledge base
     * @throws io.itops.core.InvalidInputException if it is attached already, or workers were started
     */
    public static KnowledgeBase attach(ItOps ops) {
        return Require.present("ops", ops).attach("knowledge", () -> {
            ops.agenda().register(KnowledgeWorkflow.REVIEW_JOB, (claim, unit) -> {
                String id = claim.job().timer().orElseThrow().subject().id();
                // refused if it is not published any more: there is nothing to be reminded of then
                run(ops, unit, id, OptionalLong.empty(), new KnowledgeCommand.Remind());
                return JobOutcome.DONE;
            });
            return new KnowledgeBase(ops, ReadingRights.ofProgram(ops));
        });
    }

    /**
     * Writes down what someone knows.
     *
     * @param content what it is
     * @param origins where it comes from, such as a problem, or the incident whose review taught it; at most 30
     * @param actor who writes
     * @return the entry, in draft
     */
    public KnowledgeEntry draft(KnowledgeContent content, List<Ref> origins, Actor actor) {
        Require.present("content", content);
        List<Ref> from = Require.list("origins", origins);
        return ops.transact(actor, unit -> {
                    var id = KnowledgeId.of(unit.newId());
                    return run(
                            ops, unit, id.value(), OptionalLong.empty(), new KnowledgeCommand.Draft(id, content, from));
                })
                .orElseThrow();
    }

    /**
     * Gives a command to an entry.
     *
     * @param id the entry
     * @param command what is asked
     * @param actor who asks
     * @return the entry after the command, or why it was refused
     */
    public Outcome<KnowledgeEntry> execute(KnowledgeId id, KnowledgeCommand command, Actor actor) {
        return execute(id, OptionalLong.empty(), command, actor);
    }

    /**
     * Gives a command to an entry as it was seen.
     *
     * @param id the entry
     * @param seen the version of the record that the actor saw, if the command must not meet another
     * @param command what is asked
     * @param actor who asks
     * @return the entry after the command, or why it was refused
     * @throws io.itops.core.ConflictException if it has changed since that version
     */
    public Outcome<KnowledgeEntry> execute(KnowledgeId id, OptionalLong seen, KnowledgeCommand command, Actor actor) {
        Require.present("knowledge entry id", id);
        Require.present("seen version", seen);
        Require.present("command", command);
        Outcome<KnowledgeEntry> outcome = ops.transact(actor, unit -> {
            if (unit.find(KnowledgeEntry.TYPE, id.value()).isEmpty()) {
                // whoever may not give the command does not learn what exists either
                unit.authorize(KnowledgeWorkflow.WORKFLOW.permission(command.action()), id.ref());
                throw new NotFoundException(id.ref());
            }
            return run(ops, unit, id.value(), seen, command);
        });
        return outcome instanceof Outcome.Accepted<KnowledgeEntry> accepted
                ? new Outcome.Accepted<>(
                        accepted.state().knownTo(ReadingRights.of(ops, actor).refs()), accepted.version())
                : outcome;
    }

    /**
     * Says that an entry helped in an incident. An incident counts once.
     *
     * @param id the entry
     * @param incident the incident
     * @param actor who says so
     * @return the entry
     * @throws io.itops.core.RefusedException if nothing of it is out ({@code not-published}), or there is no such incident ({@code
     *     no-incident})
     */
    public KnowledgeEntry helped(KnowledgeId id, IncidentId incident, Actor actor) {
        return execute(id, new KnowledgeCommand.Help(incident), actor).orElseThrow();
    }

    /**
     * An entry by its id.
     *
     * @param id the id
     * @return the entry as it stands
     * @throws NotFoundException if there is none
     */
    public KnowledgeEntry get(KnowledgeId id) {
        return current(id).value();
    }

    /**
     * An entry by its id, with the version of its record that commands may carry.
     *
     * @param id the id
     * @return the entry as it stands, and the version
     * @throws NotFoundException if there is none
     */
    public Versioned<KnowledgeEntry> current(KnowledgeId id) {
        Versioned<KnowledgeEntry> found = ops.records()
                .get(
                        KnowledgeEntry.TYPE,
                        Require.present("knowledge entry id", id).value());
        return new Versioned<>(found.value().knownTo(rights.refs()), found.version());
    }

    /**
     * What an entry said whenever it was published.
     *
     * @param id the entry
     * @return all versions, the first one first
     */
    public List<KnowledgeVersion> versions(KnowledgeId id) {
        return ops
                .records()
                .all(RecordQuery.of(KnowledgeVersion.TYPE)
                        .where(
                                "entry",
                                Require.present("knowledge entry id", id).value())
                        .orderBy("number"))
                .stream()
                .map(Versioned::value)
                .toList();
    }

    /**
     * Finds published entries. It reads all of them, so it is made for some thousand.
     *
     * <p>A term of three letters or more finds longer words too that begin with it, {@code timeout} finds {@code timeouts}. Scripts without
     * blanks between words are found by any two neighbours in them.
     *
     * @param terms words, at most 20 (each two neighbours of a script without blanks are one), in any case of letters; all of them must
     *     stand in the title, the text or the tags
     * @param most the greatest number of entries, 1 to 1,000
     * @return those found, the best first; of equal ones the newer first
     * @throws io.itops.core.InvalidInputException if there is no word in the terms, or too many
     */
    public List<KnowledgeHit> search(String terms, int most) {
        Require.text("terms", terms, 1_000);
        Require.range("number of entries", most, 1, 1_000);
        List<String> words = KnowledgeSearch.terms(terms).stream().distinct().toList();
        Require.size("words of the terms", words, 1, MAX_TERMS);
        List<KnowledgeVersion> published =
                ops.records().all(RecordQuery.of(KnowledgeVersion.TYPE).where("current", "yes")).stream()
                        .map(Versioned::value)
                        .toList();
        return KnowledgeSearch.find(published, words, most);
    }

    /**
     * The entries that come from something. It reads all entries that there are.
     *
     * @param origin a problem, an incident or whatever else was named
     * @return in the order of their ids, retired ones too
     */
    public List<KnowledgeEntry> from(Ref origin) {
        Require.present("origin", origin);
        if (!rights.refs().test(origin)) {
            return List.of();
        }
        return ops.records().all(RecordQuery.of(KnowledgeEntry.TYPE)).stream()
                .map(found -> found.value().knownTo(rights.refs()))
                .filter(entry -> entry.origins().contains(origin))
                .toList();
    }

    /**
     * The entries that helped in an incident.
     *
     * @param incident the incident
     * @return in the order of their ids
     */
    public List<KnowledgeEntry> helpedIn(IncidentId incident) {
        Require.present("incident id", incident);
        if (!rights.reads(incident)) {
            return List.of();
        }
        return ops.records().find(IncidentKnowledge.TYPE, incident.value()).stream()
                .flatMap(links -> links.value().entries().stream())
                .map(this::get)
                .toList();
    }

    /**
     * The entries in a state.
     *
     * @param state the state
     * @return in the order of their ids
     */
    public List<KnowledgeEntry> list(KnowledgeState state) {
        return ops
                .records()
                .all(RecordQuery.of(KnowledgeEntry.TYPE)
                        .where("state", Require.present("state", state).name()))
                .stream()
                .map(found -> found.value().knownTo(rights.refs()))
                .toList();
    }

    /**
     * The published entries whose day of review has come, and which nobody has looked at since.
     *
     * @return the one due first before the others
     */
    public List<KnowledgeEntry> due() {
        return ops
                .records()
                .all(RecordQuery.of(KnowledgeEntry.TYPE)
                        .where("state", KnowledgeState.PUBLISHED.name())
                        .orderBy("review-by"))
                .stream()
                .map(found -> found.value().knownTo(rights.refs()))
                .filter(KnowledgeEntry::reviewDue)
                .toList();
    }

    private static Outcome<KnowledgeEntry> run(
            ItOps ops, UnitOfWork unit, String id, OptionalLong seen, KnowledgeCommand command) {
        Optional<Versioned<KnowledgeEntry>> before = unit.find(KnowledgeEntry.TYPE, id);
        Optional<IncidentKnowledge> incident = command instanceof KnowledgeCommand.Help help
                ? unit.find(Incident.TYPE, help.incident().value())
                        .map(Versioned::value)
                        .filter(ReadingRights.in(ops, unit)::reads)
                        .map(found -> links(unit, found.id()))
                : Optional.empty();
        Outcome<KnowledgeEntry> outcome = KnowledgeWorkflow.WORKFLOW.execute(
                unit, id, seen, command, new KnowledgeCommand.Facts(unit.actor(), incident));
        if (outcome instanceof Outcome.Accepted<KnowledgeEntry> accepted
                && before.isPresent()
                && accepted.version() > before.get().version()) {
            settle(unit, before.get().value(), accepted.state(), command);
        }
        return outcome;
    }

    private static IncidentKnowledge links(UnitOfWork unit, IncidentId incident) {
        return unit.find(IncidentKnowledge.TYPE, incident.value())
                .map(Versioned::value)
                .orElseGet(() -> new IncidentKnowledge(incident, List.of()));
    }

    /** Keeps versions and the incidents' side of the links in step. */
    private static void settle(UnitOfWork unit, KnowledgeEntry before, KnowledgeEntry after, KnowledgeCommand command) {
        if (command instanceof KnowledgeCommand.Help help) {
            unit.put(IncidentKnowledge.TYPE, links(unit, help.incident()).with(after.id()));
        }
        boolean next = after.versions() > before.versions();
        if (before.out() && (next || !after.out())) {
            unit.find(KnowledgeVersion.TYPE, KnowledgeVersion.id(before.id(), before.versions()))
                    .ifPresent(
                            old -> unit.put(KnowledgeVersion.TYPE, old.value().superseded()));
        }
        if (next) {
            unit.put(
                    KnowledgeVersion.TYPE,
                    new KnowledgeVersion(
                            after.id(), after.versions(), after.content(), unit.actor(), unit.now(), true));
        }
    }
}
