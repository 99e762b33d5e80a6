package io.itops.incident.internal;

import io.itops.core.Require;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.Throttle;
import io.itops.incident.workflow.IncidentWorkflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Pages of one urgency that wait for one destination: for the end of quiet hours, or for room in the throttles. What waits and is wanted
 * no more is left out when its time comes; what is wanted is sent, together with all else that is ready. Nothing is dropped otherwise.
 *
 * <p>Immutable and thread-safe.
 *
 * @param to the destination
 * @param urgency the urgency of the pages
 * @param sent when notifications went out lately, in the order of time
 * @param waiting what waits, in the order in which it came
 */
public record Mailbox(Destination to, PageUrgency urgency, List<Instant> sent, List<Waiting> waiting) {
    /** Where so many pages wait, all are sent together at once, whatever else was asked for: a mailbox must not grow for ever. */
    public static final int MOST_WAITING = 200;

    /** How mailboxes are kept. */
    public static final RecordType<Mailbox> TYPE = RecordType.of("page-mailbox", 1, t -> {
        t.id(mailbox -> id(mailbox.to(), mailbox.urgency()));
        var to = t.field("to", Destination.CODEC, Mailbox::to);
        var urgency = t.field("urgency", Codec.ofEnum(PageUrgency.class), Mailbox::urgency);
        var sent = t.field("sent", Codec.INSTANT.list(), Mailbox::sent);
        var waiting = t.field("waiting", Waiting.CODEC.list(), Mailbox::waiting);
        return row -> new Mailbox(row.get(to), row.get(urgency), row.get(sent), row.get(waiting));
    });

    /** The job type of the timer that looks through a mailbox. */
    public static final String JOB = "incident.page-mailbox";

    /** The name of the timer that looks through a mailbox. */
    public static final String TIMER = "flush";

    /**
     * A page that waits.
     *
     * @param page the notification without its text, which is made when it goes out
     * @param notBefore when it may be sent
     * @param since the version that the first of the pages tells of that have given way to it, or it itself
     */
    public record Waiting(Notification page, Instant notBefore, long since) {
        static final Codec<Waiting> CODEC = Shape.of("waiting page", s -> {
            var page = s.field("page", Notification.CODEC, Waiting::page);
            var notBefore = s.field("notBefore", Codec.INSTANT, Waiting::notBefore);
            var since = s.field("since", Codec.LONG, Waiting::since);
            return row -> new Waiting(row.get(page), row.get(notBefore), row.get(since));
        });

        /** Checks the parts. */
        public Waiting {
            Require.present("page", page);
            notBefore = Require.instant("instant before which a page is not sent", notBefore);
        }
    }

    /**
     * What looking through a mailbox brings.
     *
     * @param after the mailbox after it
     * @param out the pages to send, together in one notification; possibly none
     * @param wakeAt when to look again, empty if nothing waits
     */
    public record Flush(Mailbox after, List<Notification> out, Optional<Instant> wakeAt) {}

    /** Checks and copies the parts. */
    public Mailbox {
        Require.present("destination", to);
        Require.present("urgency", urgency);
        sent = Require.list("instants of notifications", sent);
        waiting = Require.list("waiting pages", waiting);
    }

    /** An empty mailbox. */
    public static Mailbox empty(Destination to, PageUrgency urgency) {
        return new Mailbox(to, urgency, List.of(), List.of());
    }

    /** The id of the mailbox of a destination, within the length that ids may have. */
    public static String id(Destination to, PageUrgency urgency) {
        return urgency + ":" + Digests.fitting(to.toString());
    }

    /**
     * This mailbox with one more page. One of the same kind about the same incident to the same person that waits already gives way to
     * it, and leaves it its place and the earlier of both times.
     */
    public Mailbox with(Notification page, Instant notBefore) {
        Map<String, Waiting> byIncident = new LinkedHashMap<>();
        waiting.forEach(other -> byIncident.put(key(other.page()), other));
        byIncident.merge(
                key(page),
                new Waiting(page, notBefore, page.subjectVersion()),
                (old, fresh) -> new Waiting(
                        old.page().subjectVersion() > page.subjectVersion() ? old.page() : page,
                        old.notBefore().isBefore(notBefore) ? old.notBefore() : notBefore,
                        Math.min(old.since(), page.subjectVersion())));
        return new Mailbox(to, urgency, sent, List.copyOf(byIncident.values()));
    }

    private static String key(Notification page) {
        return page.kind() + " " + page.subject() + " " + page.facts().getOrDefault(PageText.PERSON, "");
    }

    /** This mailbox without what is wanted no more, which must not lend its place and time to what comes. */
    public Mailbox keeping(Predicate<Notification> wanted) {
        return new Mailbox(
                to,
                urgency,
                sent,
                waiting.stream().filter(one -> wanted.test(one.page())).toList());
    }

    /** Since which version of an incident pages about it to a person wait here, if one does. */
    public OptionalLong waitsSince(String incident, String person) {
        return waiting.stream()
                .filter(one -> one.page().kind().equals(IncidentWorkflow.PAGE)
                        && one.page().subject().id().equals(incident)
                        && person.equals(one.page().facts().getOrDefault(PageText.PERSON, "")))
                .mapToLong(Waiting::since)
                .min();
    }

    /** Looks through the mailbox: what goes out now, and when to look again. */
    public Flush flush(List<Throttle> throttles, Instant now, Predicate<Notification> wanted) {
        List<Waiting> alive =
                waiting.stream().filter(one -> wanted.test(one.page())).toList();
        boolean full = alive.size() >= MOST_WAITING;
        List<Waiting> ready = alive.stream()
                .filter(one -> full || !one.notBefore().isAfter(now))
                .toList();
        List<Instant> history = recent(throttles, sent, now);
        Instant room = earliest(throttles, history, now);
        if (!ready.isEmpty() && (full || !room.isAfter(now))) {
            List<Instant> more = new ArrayList<>(history);
            more.add(now);
            List<Waiting> held = new ArrayList<>(alive);
            held.removeAll(ready);
            return new Flush(
                    new Mailbox(to, urgency, recent(throttles, more, now), held),
                    ready.stream().map(Waiting::page).toList(),
                    held.stream().map(Waiting::notBefore).min(Instant::compareTo));
        }
        return new Flush(
                new Mailbox(to, urgency, history, alive),
                List.of(),
                alive.stream()
                        .map(one -> one.notBefore().isAfter(room) ? one.notBefore() : room)
                        .min(Instant::compareTo));
    }

    private static Instant earliest(List<Throttle> throttles, List<Instant> history, Instant now) {
        Instant latest = now;
        for (Throttle throttle : throttles) {
            Instant at = throttle.earliest(history, now);
            latest = at.isAfter(latest) ? at : latest;
        }
        return latest;
    }

    /** What the throttles still have to know; an instant that lies ahead, since the clock went back, counts as now. */
    private static List<Instant> recent(List<Throttle> throttles, List<Instant> history, Instant now) {
        Duration longest = throttles.stream()
                .map(Throttle::period)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Instant since = now.minus(longest);
        return history.stream()
                .map(at -> at.isAfter(now) ? now : at)
                .filter(at -> at.isAfter(since))
                .toList();
    }

    /** Whether there is nothing to remember. */
    public boolean idle() {
        return sent.isEmpty() && waiting.isEmpty();
    }
}
