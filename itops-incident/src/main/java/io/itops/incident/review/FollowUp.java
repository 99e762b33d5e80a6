package io.itops.incident.review;

import io.itops.core.SafeText;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.workflow.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The timers of what is due at some time, and whom they tell. Two timers stand for each: one a while before, one at the due instant.
 * Setting them again replaces them, so a due date that moves takes its timers along.
 */
final class FollowUp {
    static final String REMINDER = "reminder";
    static final String DUE = "due";

    /** The fact that names the due date which a notification is about. */
    static final String DUE_FACT = "due";

    private FollowUp() {}

    /** The names of the jobs that the timers of a kind of thing are. */
    record Jobs(String reminder, String due) {}

    /** Sets both timers anew; a reminder whose time is over is left out. What is due already rings at once. */
    static <E> Decision.Accept<E> expect(
            Decision.Accept<E> decision, Jobs jobs, Instant due, Duration lead, Instant now) {
        return reminder(decision, jobs, due, lead, now).setTimer(DUE, jobs.due(), due);
    }

    /** Sets the reminder anew, or takes it away if its time is over. */
    static <E> Decision.Accept<E> reminder(
            Decision.Accept<E> decision, Jobs jobs, Instant due, Duration lead, Instant now) {
        Instant before = due.minus(lead);
        return lead.isZero() || !before.isAfter(now)
                ? decision.cancelTimer(REMINDER)
                : decision.setTimer(REMINDER, jobs.reminder(), before);
    }

    /** Takes both timers away. */
    static <E> Decision.Accept<E> forget(Decision.Accept<E> decision) {
        return decision.cancelTimer(REMINDER).cancelTimer(DUE);
    }

    /** What is told. */
    record News(io.itops.core.Ref subject, String kind, String what, String body, Instant due) {}

    /**
     * Tells the owner; if nobody owns it or the owner cannot be reached the facilitator of the review, and else the team. If
     * nobody of them can, the journal says so.
     *
     * @param nobody makes the event that nobody could be told, of what was to be told and who cannot be reached
     */
    static <E> Decision.Accept<E> tell(
            Decision.Accept<E> decision,
            Optional<String> owner,
            ReviewFacts facts,
            News news,
            BiFunction<String, List<String>, E> nobody) {
        SortedSet<String> tried = new TreeSet<>();
        for (List<String> people :
                List.of(owner.stream().toList(), facts.facilitator().stream().toList(), facts.team())) {
            List<Notification> notifications = new ArrayList<>();
            for (String person : people) {
                facts.contacts().find(person).ifPresent(to -> notifications.add(notification(person, to, facts, news)));
            }
            if (!notifications.isEmpty()) {
                Decision.Accept<E> told = decision;
                for (Notification notification : notifications) {
                    told = told.send(notification);
                }
                return told;
            }
            tried.addAll(people);
        }
        return decision.and(nobody.apply(SafeText.shorten(SafeText.oneLine(news.what()), 300), List.copyOf(tried)));
    }

    private static Notification notification(String person, Destination to, ReviewFacts facts, News news) {
        TreeMap<String, String> named = new TreeMap<>();
        named.put("person", person);
        named.put(DUE_FACT, news.due().toString());
        facts.incident()
                .ifPresent(incident -> named.put("incident", incident.id().value()));
        Severity severity = facts.incident().map(Incident::severity).orElse(Severity.SEV5);
        String on =
                facts.incident().map(incident -> " " + incident.service() + ":").orElse("");
        return new Notification(
                to,
                Urgency.NEWS,
                news.kind(),
                news.subject(),
                facts.version(),
                severity,
                SafeText.shorten(SafeText.oneLine("[" + severity + "]" + on + " " + news.what()), 300),
                news.body() + "\n",
                named);
    }
}
