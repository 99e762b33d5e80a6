package io.itops.incident.review;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.knowledge.KnowledgeCommand;
import io.itops.incident.knowledge.KnowledgeContent;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.knowledge.KnowledgeWorkflow;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The lessons of an SDK instance. Once that is closed, what changes something throws {@link io.itops.core.ClosedException}.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Lessons {
    private final ItOps ops;
    private final ReviewDesk desk;
    private final ReadingRights rights;

    Lessons(ItOps ops, ReviewDesk desk, ReadingRights rights) {
        this.ops = ops;
        this.desk = desk;
        this.rights = rights;
    }

    /**
     * Proposes a lesson.
     *
     * @param incident the incident that teaches it
     * @param text what is to change and why, not blank, at most 2,000 characters
     * @param changes what it changes, 1 to 20 things: an alert rule, a runbook, a risk factor, a policy, a schedule
     * @param actor who proposes it
     * @return the lesson
     * @throws io.itops.core.RefusedException if there is no such incident ({@code no-incident})
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public Lesson propose(IncidentId incident, String text, List<Ref> changes, Actor actor) {
        Require.present("incident id", incident);
        return ops.transact(actor, unit -> {
                    var command = new LessonCommand.Propose(unit.newId(), incident, text, changes);
                    return desk.lesson(unit, command.id(), incident, command);
                })
                .orElseThrow();
    }

    /**
     * Gives a command to a lesson.
     *
     * @param lessonId the lesson
     * @param command what is asked
     * @param actor who asks
     * @return the lesson after the command, or why it was refused
     * @throws NotFoundException if there is no such lesson
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public Outcome<Lesson> execute(String lessonId, LessonCommand command, Actor actor) {
        Require.id("lesson id", lessonId);
        Require.present("command", command);
        return ops.transact(actor, unit -> {
            Lesson lesson = desk.existing(
                    unit, Lesson.TYPE, lessonId, LessonCommand.WORKFLOW.permission(command.action()), Lesson::incident);
            Outcome<Lesson> outcome = desk.lesson(unit, lessonId, lesson.incident(), command);
            if (command instanceof LessonCommand.Publish publish && outcome.kind() == Outcome.Kind.ACCEPTED) {
                var draft = new KnowledgeCommand.Draft(
                        publish.entry(),
                        content(
                                lesson,
                                unit.find(Incident.TYPE, lesson.incident().value())),
                        List.of(lesson.ref(), lesson.incident().ref()));
                KnowledgeWorkflow.WORKFLOW
                        .follow(
                                unit,
                                publish.entry().value(),
                                draft,
                                new KnowledgeCommand.Facts(unit.actor(), Optional.empty()))
                        .orElseThrow();
            }
            return outcome;
        });
    }

    /**
     * Drafts a knowledge entry that says what a lesson says; it goes through the review of the knowledge base from there.
     *
     * @param lessonId the lesson
     * @param actor who asks; nobody is asked for the draft besides
     * @return the lesson, which names the entry
     * @throws NotFoundException if there is no such lesson
     * @throws io.itops.core.RefusedException if it was published before ({@code published}) or is rejected
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public Lesson publish(String lessonId, Actor actor) {
        return execute(
                        lessonId,
                        new LessonCommand.Publish(
                                KnowledgeId.of(ops.kernel().ids().next())),
                        actor)
                .orElseThrow();
    }

    private static KnowledgeContent content(Lesson lesson, Optional<Versioned<Incident>> incident) {
        String changes =
                String.join(", ", lesson.changes().stream().map(Ref::toString).toList());
        String learned = incident.map(known -> "Learned from: " + known.value().summary() + "\n\n")
                .orElse("");
        List<String> tags = incident.stream()
                .map(known -> SafeText.shorten(known.value().service().value(), 60))
                .toList();
        return new KnowledgeContent(
                SafeText.shorten(SafeText.oneLine(lesson.text()), 200),
                learned + lesson.text() + "\n\nChanges: " + changes,
                tags);
    }

    /**
     * A lesson.
     *
     * @param lessonId its id
     * @return the lesson
     * @throws NotFoundException if there is no such lesson
     */
    public Lesson get(String lessonId) {
        Lesson found = ops.records()
                .get(Lesson.TYPE, Require.id("lesson id", lessonId))
                .value();
        if (!rights.reads(found.incident())) {
            throw new NotFoundException(found.ref());
        }
        return found;
    }

    /**
     * Whether that which a lesson names was changed since it was proposed, as far as the journal knows.
     *
     * @param lessonId the lesson
     * @return one check for each thing that the lesson names, in their order
     * @throws NotFoundException if there is no such lesson
     */
    public List<LessonCheck> check(String lessonId) {
        return desk.checks(get(lessonId));
    }

    /**
     * The lessons of an incident.
     *
     * @param incident the incident
     * @return all of them, the first proposed first
     */
    public List<Lesson> of(IncidentId incident) {
        return values("incident", Require.present("incident id", incident).value());
    }

    /**
     * The lessons in a state.
     *
     * @param state the state
     * @return all of them, the first proposed first
     */
    public List<Lesson> list(LessonState state) {
        return values("state", Require.present("state", state).name());
    }

    /**
     * What was learned and has not been done: the lessons that are proposed or accepted.
     *
     * @return all of them, the first proposed first
     */
    public List<Lesson> owed() {
        return Stream.concat(list(LessonState.PROPOSED).stream(), list(LessonState.ACCEPTED).stream())
                .sorted((a, b) -> a.proposedAt().compareTo(b.proposedAt()))
                .toList();
    }

    private List<Lesson> values(String index, String value) {
        return ops.records().all(RecordQuery.of(Lesson.TYPE).where(index, value).orderBy("proposed-at")).stream()
                .map(Versioned::value)
                .filter(lesson -> rights.reads(lesson.incident()))
                .toList();
    }
}
