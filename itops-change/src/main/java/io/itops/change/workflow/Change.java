package io.itops.change.workflow;

import io.itops.change.risk.RiskScore;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.signal.ChangeFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A change as it stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the change's id
 * @param requester who asked for it
 * @param phase where it stands
 * @param content what it is
 * @param editors who has edited it since it was first submitted, sorted
 * @param votes the votes for the present content, in order
 * @param risk the score at its submission
 * @param submittedAt when it was first submitted
 * @param startedAt when its implementation began
 * @param finishedAt when its implementation ended or, if it was backed out, when it was taken back
 * @param outcome how it ended
 * @param labels labels by name; no part of the content
 * @param links links in order; no part of the content
 * @since 0.1
 */
public record Change(
        ChangeId id,
        String requester,
        ChangePhase phase,
        ChangeContent content,
        SortedSet<String> editors,
        List<Vote> votes,
        Optional<RiskScore> risk,
        Optional<Instant> submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<ChangeFacts.Outcome> outcome,
        SortedMap<String, String> labels,
        List<String> links) {
    /** How changes are kept; indexes {@code phase} and {@code submitted-at}. */
    public static final RecordType<Change> TYPE = RecordType.of("change", 1, t -> {
        t.id(change -> change.id().value());
        t.textIndex("phase", change -> change.phase().name());
        t.optionalInstantIndex("submitted-at", Change::submittedAt);
        var id = t.field("id", ChangeId.CODEC, Change::id);
        var requester = t.field("requester", Codec.TEXT, Change::requester);
        var phase = t.field("phase", Codec.ofEnum(ChangePhase.class), Change::phase);
        var content = t.field("content", ChangeContent.CODEC, Change::content);
        var editors = t.field("editors", Codec.TEXT.list(), change -> List.copyOf(change.editors()));
        var votes = t.field("votes", Vote.CODEC.list(), Change::votes);
        var risk = t.optional("risk", RiskScore.CODEC, Change::risk);
        var submittedAt = t.optional("submittedAt", Codec.INSTANT, Change::submittedAt);
        var startedAt = t.optional("startedAt", Codec.INSTANT, Change::startedAt);
        var finishedAt = t.optional("finishedAt", Codec.INSTANT, Change::finishedAt);
        var outcome = t.optional("outcome", Codec.ofEnum(ChangeFacts.Outcome.class), Change::outcome);
        var labels = t.field("labels", Codec.TEXT.map(), Change::labels);
        var links = t.field("links", Codec.TEXT.list(), Change::links);
        return row -> new Change(
                row.get(id),
                row.get(requester),
                row.get(phase),
                row.get(content),
                new TreeSet<>(row.get(editors)),
                row.get(votes),
                row.get(risk),
                row.get(submittedAt),
                row.get(startedAt),
                row.get(finishedAt),
                row.get(outcome),
                row.get(labels),
                row.get(links));
    });

    /** Checks and copies the parts. */
    public Change {
        Require.present("change id", id);
        Require.id("requester", requester);
        Require.present("phase", phase);
        Require.present("content", content);
        editors = Collections.unmodifiableSortedSet(new TreeSet<>(editors));
        votes = List.copyOf(votes);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) labels));
        links = List.copyOf(links);
    }

    /**
     * Starts the content of a normal change.
     *
     * @param title one line
     * @return a builder
     */
    public static ChangeContent.Builder normal(String title) {
        return new ChangeContent.Builder(ChangeType.NORMAL, title);
    }

    /**
     * Starts the content of an emergency change.
     *
     * @param title one line
     * @return a builder
     */
    public static ChangeContent.Builder emergency(String title) {
        return new ChangeContent.Builder(ChangeType.EMERGENCY, title);
    }

    /**
     * Starts the content of a standard change: plan and back-out plan are the template's.
     *
     * @param title one line
     * @param template the approved template
     * @return a builder
     */
    public static ChangeContent.Builder standard(String title, ChangeTemplate template) {
        ChangeContent.Builder builder = new ChangeContent.Builder(ChangeType.STANDARD, title)
                .template(Require.present("template", template).ref())
                .plan(template.plan().toArray(PlanStep[]::new));
        template.backOut().ifPresent(builder::backOut);
        return builder;
    }

    /**
     * Who may not approve it: the requester, those who have edited it since its submission, and the implementer. To submit or to assess
     * it is no involvement.
     *
     * @return the persons, sorted
     */
    public SortedSet<String> involved() {
        TreeSet<String> involved = new TreeSet<>(editors);
        involved.add(requester);
        content.implementer().ifPresent(involved::add);
        return involved;
    }

    Change in(ChangePhase next) {
        return new Successor(this, next).state();
    }

    Change edited(ChangeContent next, String by) {
        Successor after = new Successor(this, ChangePhase.DRAFT);
        after.content = next;
        after.votes.clear();
        after.risk = Optional.empty();
        if (submittedAt.isPresent()) {
            after.editors.add(by);
        }
        return after.state();
    }

    Change submitted(ChangePhase next, RiskScore score, Instant at) {
        Successor after = new Successor(this, next);
        after.risk = Optional.of(score);
        after.submittedAt = submittedAt.or(() -> Optional.of(at));
        return after.state();
    }

    Change voted(Vote vote, ChangePhase next) {
        Successor after = new Successor(this, next);
        after.votes.add(vote);
        return after.state();
    }

    Change started(Instant at) {
        Successor after = new Successor(this, ChangePhase.IMPLEMENTING);
        after.startedAt = Optional.of(at);
        return after.state();
    }

    Change finished(ChangeFacts.Outcome how, Instant at) {
        Successor after = new Successor(this, ChangePhase.REVIEW);
        after.finishedAt = Optional.of(at);
        after.outcome = Optional.of(how);
        return after.state();
    }

    Change annotated(SortedMap<String, String> newLabels, List<String> newLinks) {
        Successor after = new Successor(this, phase);
        after.labels = newLabels;
        after.links = newLinks;
        return after.state();
    }

    /** A next state while its parts are set: at first they are those of the state before. */
    private static final class Successor {
        private final Change before;
        private final ChangePhase phase;
        private ChangeContent content;
        private final SortedSet<String> editors;
        private final List<Vote> votes;
        private Optional<RiskScore> risk;
        private Optional<Instant> submittedAt;
        private Optional<Instant> startedAt;
        private Optional<Instant> finishedAt;
        private Optional<ChangeFacts.Outcome> outcome;
        private SortedMap<String, String> labels;
        private List<String> links;

        Successor(Change before, ChangePhase phase) {
            this.before = before;
            this.phase = phase;
            this.content = before.content;
            this.editors = new TreeSet<>(before.editors);
            this.votes = new ArrayList<>(before.votes);
            this.risk = before.risk;
            this.submittedAt = before.submittedAt;
            this.startedAt = before.startedAt;
            this.finishedAt = before.finishedAt;
            this.outcome = before.outcome;
            this.labels = before.labels;
            this.links = before.links;
        }

        Change state() {
            return new Change(
                    before.id,
                    before.requester,
                    phase,
                    content,
                    editors,
                    votes,
                    risk,
                    submittedAt,
                    startedAt,
                    finishedAt,
                    outcome,
                    labels,
                    links);
        }
    }
}
