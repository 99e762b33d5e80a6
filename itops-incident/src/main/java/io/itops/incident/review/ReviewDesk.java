package io.itops.incident.review;

import io.itops.core.ItOps;
import io.itops.core.Meters;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.TeamId;
import io.itops.core.access.Permission;
import io.itops.core.catalog.Service;
import io.itops.core.catalog.Team;
import io.itops.core.journal.JournalEntry;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.RecordType;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.internal.AskedContacts;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Runs commands on reviews, lessons and action items inside a unit of work: reads what decisions rest on. Thread-safe. */
final class ReviewDesk {
    private final ItOps ops;
    private final ReviewOptions options;
    private final Contacts contacts;
    private final Meters.Counter itemsOverdue;
    private final Meters.Counter itemsIneffective;
    private final Meters.Counter reviewsOverdue;
    private final Meters.Counter untold;

    ReviewDesk(ItOps ops, ReviewOptions options, Contacts contacts) {
        this.ops = ops;
        this.options = options;
        this.contacts = contacts;
        Meters meters = ops.kernel().meters();
        this.itemsOverdue = meters.counter("itops.incident.items.overdue");
        this.itemsIneffective = meters.counter("itops.incident.items.ineffective");
        this.reviewsOverdue = meters.counter("itops.incident.reviews.overdue");
        this.untold = meters.counter("itops.incident.reviews.untold");
    }

    /** Registers the timers of reviews and action items. */
    void register() {
        ops.deliveries().guard(Review.TYPE.name(), new ReviewNews());
        ops.deliveries().guard(ActionItem.TYPE.name(), new ReviewNews());
        item(ActionItemCommand.REMINDER_JOB, new ActionItemCommand.ReminderTimeout());
        item(ActionItemCommand.DUE_JOB, new ActionItemCommand.DueTimeout());
        review(ReviewWorkflow.REMINDER_JOB, new ReviewCommand.ReminderTimeout());
        review(ReviewWorkflow.DUE_JOB, new ReviewCommand.DueTimeout());
    }

    /** A timer that meets a thing in another state finds its command refused, and there is nothing to do. */
    private void item(String job, ActionItemCommand command) {
        ops.agenda().register(job, (claim, unit) -> {
            String id = claim.job().timer().orElseThrow().subject().id();
            unit.find(ActionItem.TYPE, id)
                    .ifPresent(item -> item(unit, id, item.value().incident(), command, false));
            return JobOutcome.DONE;
        });
    }

    private void review(String job, ReviewCommand command) {
        ops.agenda().register(job, (claim, unit) -> {
            String id = claim.job().timer().orElseThrow().subject().id();
            if (unit.find(Review.TYPE, id).isPresent()) {
                review(unit, IncidentId.of(id), OptionalLong.empty(), command, false);
            }
            return JobOutcome.DONE;
        });
    }

    /** Runs a command on an action item, and keeps the trace of what is done in step with it. */
    Outcome<ActionItem> item(
            UnitOfWork unit, String id, IncidentId incident, ActionItemCommand command, boolean asked) {
        Optional<Versioned<ActionItem>> before = unit.find(ActionItem.TYPE, id);
        long version = before.map(Versioned::version).orElse(0L);
        ReviewFacts facts = facts(
                unit,
                incident,
                version,
                asked,
                !asked && !(command instanceof ActionItemCommand.Recur),
                before.flatMap(item -> item.value().owner()),
                List.of(),
                List.of());
        Outcome<ActionItem> outcome = asked
                ? ActionItemCommand.WORKFLOW.execute(unit, id, OptionalLong.empty(), command, facts)
                : ActionItemCommand.WORKFLOW.follow(unit, id, command, facts);
        if (outcome.kind() == Outcome.Kind.ACCEPTED
                && before.isPresent()
                && says(command.decide(before.get().value(), facts, unit.now()), ActionItemEvent.NobodyTold.class)) {
            unit.afterCommit(untold::add);
        }
        if (outcome instanceof Outcome.Accepted<ActionItem> accepted && accepted.version() > version) {
            ActionItem after = accepted.state();
            Remedy.follow(unit, before.map(Versioned::value), after, facts.incident());
            boolean late = after.overdue()
                    && before.filter(item -> item.value().overdue()).isEmpty();
            boolean failed = command instanceof ActionItemCommand.Recur;
            unit.afterCommit(() -> {
                itemsOverdue.add(late ? 1 : 0);
                itemsIneffective.add(failed ? 1 : 0);
            });
        }
        return outcome;
    }

    ReviewOptions options() {
        return options;
    }

    /** Whether a decision says something; it is a pure function, so it is asked once more what it came to. */
    private static <E> boolean says(Decision<E> decision, Class<? extends E> event) {
        return decision instanceof Decision.Accept<E> accepted
                && accepted.events().stream().anyMatch(event::isInstance);
    }

    /** Runs a command on the review of an incident. */
    Outcome<Review> review(
            UnitOfWork unit, IncidentId incident, OptionalLong seen, ReviewCommand command, boolean asked) {
        Optional<Versioned<Review>> before = unit.find(Review.TYPE, incident.value());
        long version = before.map(Versioned::version).orElse(0L);
        List<Long> missing = command instanceof ReviewCommand.Edit edit ? missing(edit.content()) : List.of();
        ReviewFacts facts = facts(unit, incident, version, asked, !asked, Optional.empty(), missing, List.of());
        Outcome<Review> outcome = asked
                ? ReviewWorkflow.WORKFLOW.execute(unit, incident.value(), seen, command, facts)
                : ReviewWorkflow.WORKFLOW.follow(unit, incident.value(), command, facts);
        if (outcome.kind() == Outcome.Kind.ACCEPTED
                && before.isPresent()
                && says(command.decide(before.get().value(), facts, unit.now()), ReviewEvent.NobodyTold.class)) {
            unit.afterCommit(untold::add);
        }
        if (outcome instanceof Outcome.Accepted<Review> accepted
                && accepted.state().overdue()
                && before.filter(review -> review.value().overdue()).isEmpty()) {
            unit.afterCommit(reviewsOverdue::add);
        }
        return outcome;
    }

    /** Runs a command on a lesson. */
    Outcome<Lesson> lesson(UnitOfWork unit, String id, IncidentId incident, LessonCommand command) {
        Optional<Versioned<Lesson>> before = unit.find(Lesson.TYPE, id);
        List<LessonCheck> checks = command instanceof LessonCommand.Complete && before.isPresent()
                ? checks(before.get().value())
                : List.of();
        ReviewFacts facts = facts(
                unit,
                incident,
                before.map(Versioned::version).orElse(0L),
                true,
                false,
                Optional.empty(),
                List.of(),
                checks);
        return LessonCommand.WORKFLOW.execute(unit, id, OptionalLong.empty(), command, facts);
    }

    /** Runs a command on a thing that must exist: whoever may not give it does not learn what exists either. */
    <T> T existing(
            UnitOfWork unit, RecordType<T> type, String id, Permission permission, Function<T, IncidentId> incident) {
        Ref ref = type.ref(id);
        Optional<T> found = unit.find(type, id)
                .map(Versioned::value)
                .filter(thing -> ReadingRights.in(ops, unit).reads(incident.apply(thing)));
        if (found.isEmpty()) {
            unit.authorize(permission, ref);
            throw new NotFoundException(ref);
        }
        return found.get();
    }

    /** What the journal knows of the changes that a lesson asks for. */
    List<LessonCheck> checks(Lesson lesson) {
        long since = ops.journal().about(lesson.ref()).stream()
                .findFirst()
                .map(JournalEntry::sequence)
                .orElse(Long.MAX_VALUE);
        return lesson.changes().stream()
                .map(thing -> LessonCheck.of(thing, since, ops.journal().about(thing)))
                .toList();
    }

    /** Entries are never changed or removed, so that they may be looked for outside the unit. */
    private List<Long> missing(ReviewContent content) {
        return content.factors().stream()
                .flatMap(factor -> factor.evidence().stream())
                .filter(evidence -> evidence.entry()
                        .filter(place -> !tells(place, evidence.about()))
                        .isPresent())
                .map(evidence -> evidence.entry().orElseThrow())
                .toList();
    }

    private boolean tells(long place, Ref thing) {
        return ops.journal().after(place - 1).stream()
                .limit(1)
                .anyMatch(entry ->
                        entry.sequence() == place && entry.event().subjects().contains(thing));
    }

    /** What a decision rests on; for someone who asks, an incident that may not be read is as good as none. */
    private ReviewFacts facts(
            UnitOfWork unit,
            IncidentId id,
            long version,
            boolean asked,
            boolean tells,
            Optional<String> owner,
            List<Long> missing,
            List<LessonCheck> checks) {
        Optional<Incident> incident = value(unit, Incident.TYPE, id.value(), Function.<Incident>identity())
                .filter(known -> !asked || ReadingRights.in(ops, unit).reads(known));
        Optional<String> facilitator = tells
                ? value(unit, Review.TYPE, id.value(), Review::facilitator).flatMap(person -> person)
                : Optional.empty();
        List<String> team = tells ? incident.map(known -> team(unit, known)).orElse(List.of()) : List.of();
        List<String> told = new ArrayList<>(team);
        owner.ifPresent(told::add);
        facilitator.ifPresent(told::add);
        return new ReviewFacts(
                unit.actor(),
                version + 1,
                incident,
                facilitator,
                team,
                AskedContacts.of(contacts, tells ? told : List.of()),
                options,
                missing,
                checks);
    }

    private static List<String> team(UnitOfWork unit, Incident incident) {
        Optional<TeamId> owner = value(unit, Service.TYPE, incident.service().value(), Service::owner)
                .flatMap(team -> team);
        return owner.flatMap(team -> value(unit, Team.TYPE, team.value(), Team::members))
                .map(members -> members.stream().map(actor -> actor.id()).toList())
                .orElse(List.of());
    }

    private static <T, V> Optional<V> value(UnitOfWork unit, RecordType<T> type, String id, Function<T, V> part) {
        return unit.find(type, id).map(Versioned::value).map(part);
    }
}
