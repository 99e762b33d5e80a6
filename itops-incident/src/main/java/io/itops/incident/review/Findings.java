package io.itops.incident.review;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Words;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Suspect;
import io.itops.incident.metrics.TimeTo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What the rules of a review go by: read off the envelopes of a timeline. Immutable and thread-safe. */
record Findings(
        IncidentFacts incident,
        Timeline timeline,
        List<Suspect> suspects,
        ReviewBackground background,
        Instant firstSign,
        Optional<TimelineEntry> acknowledged,
        Optional<Instant> mitigatedAt,
        Optional<Instant> resolvedAt) {

    static Findings of(IncidentFacts incident, Timeline timeline, List<Suspect> suspects, ReviewBackground background) {
        Ref ref = incident.incident();
        Instant firstSign = timeline.entries().stream()
                .filter(Findings::aboutSignals)
                .map(TimelineEntry::at)
                .filter(at -> !at.isAfter(incident.openedAt()))
                .min(Instant::compareTo)
                .orElse(incident.openedAt());
        return new Findings(
                incident,
                timeline,
                List.copyOf(suspects),
                background,
                firstSign,
                timeline.first("incident.acknowledged", ref),
                incident.mitigatedAt(),
                incident.resolvedAt());
    }

    private static boolean aboutSignals(TimelineEntry entry) {
        return entry.subjects().stream().anyMatch(subject -> subject.type().equals("signal"));
    }

    Instant impactStart() {
        return background.faultBeganAt().orElse(firstSign);
    }

    Optional<Instant> impactEnd() {
        return mitigatedAt.isPresent() ? mitigatedAt : resolvedAt;
    }

    List<Measure> measures() {
        Instant opened = incident.openedAt();
        Optional<Instant> fault = background.faultBeganAt();
        return List.of(
                // the same two ends as those of the metric of this name
                new Measure(
                        "time to detect",
                        TimeTo.DETECT.from(),
                        TimeTo.DETECT.to(),
                        fault.map(at -> between(at, opened))),
                new Measure(
                        "time from the first sign", "first sign", "opened", Optional.of(between(firstSign, opened))),
                new Measure("time to acknowledge", "opened", "first acknowledged", timeToAcknowledge()),
                new Measure("time to mitigate", "opened", "mitigated", mitigatedAt.map(at -> between(opened, at))),
                new Measure("time to resolve", "opened", "resolved", timeToResolve()),
                new Measure(
                        "duration of impact",
                        fault.isPresent() ? TimeTo.DETECT.from() : "first sign",
                        "mitigated or resolved",
                        impactEnd().map(at -> between(impactStart(), at))));
    }

    Optional<Duration> timeToAcknowledge() {
        return acknowledged.map(entry -> between(incident.openedAt(), entry.at()));
    }

    Optional<Duration> timeToResolve() {
        return resolvedAt.map(at -> between(incident.openedAt(), at));
    }

    /** Entries of a type about the incident itself. */
    List<TimelineEntry> entries(String type) {
        return timeline.of(type, incident.incident());
    }

    /** The summaries of all entries of a type, as one text. */
    String told(String type) {
        return String.join(
                "; ",
                entries(type).stream()
                        .map(TimelineEntry::summary)
                        .distinct()
                        .limit(5)
                        .toList());
    }

    int count(String type) {
        return entries(type).size();
    }

    /** Whether whoever acknowledged it first kept it: nobody had to be looked for again, and nobody else took it over. */
    boolean firstAnswerHeld() {
        return acknowledged
                .map(first -> timeline.entries().stream()
                        .noneMatch(entry -> entry.sequence() > first.sequence() && endsAnswer(entry, first)))
                .orElse(false);
    }

    private boolean endsAnswer(TimelineEntry entry, TimelineEntry answer) {
        return entry.subjects().contains(incident.incident())
                && switch (entry.type()) {
                    case "incident.acknowledgement-lapsed",
                            "incident.unacknowledged",
                            "incident.escalated",
                            "incident.reopened" -> true;
                    case "incident.acknowledged" -> !entry.actor().equals(answer.actor());
                    default -> false;
                };
    }

    /** The pages before the first acknowledgement; all, if there was none. */
    List<TimelineEntry> pagesBeforeAnswer() {
        long until = acknowledged.map(TimelineEntry::sequence).orElse(Long.MAX_VALUE);
        return entries("incident.paged").stream()
                .filter(entry -> entry.sequence() < until)
                .toList();
    }

    /** The people who were paged and did not answer first. */
    List<String> silent() {
        TreeSet<String> people = new TreeSet<>();
        pagesBeforeAnswer()
                .forEach(entry -> entry.subjects().stream()
                        .filter(subject -> subject.type().equals("user"))
                        .forEach(subject -> people.add(subject.id())));
        acknowledged.ifPresent(entry -> people.remove(entry.actor().id()));
        return List.copyOf(people);
    }

    /** Who took it last: whom follow-up work is proposed to. */
    Optional<String> owner() {
        return timeline.last("incident.acknowledged", incident.incident())
                .map(TimelineEntry::actor)
                .filter(actor -> actor.kind() == Actor.Kind.USER)
                .map(Actor::id);
    }

    /** Whether a signal preceded it, so that monitoring noticed it. */
    boolean noticedBySignals() {
        return timeline.entries().stream()
                .anyMatch(entry -> aboutSignals(entry)
                        && entry.type().startsWith("signal.")
                        && !entry.at().isAfter(incident.openedAt()));
    }

    /** The likeliest suspect, if it is a thing and not the unknown cause. */
    Optional<Suspect> culprit() {
        return suspects.stream().findFirst().filter(suspect -> suspect.cause().isPresent());
    }

    String summary() {
        List<String> sentences = new ArrayList<>();
        sentences.add("At " + incident.openedAt() + " an incident of " + incident.severity() + " was opened on "
                + incident.service() + ": " + incident.summary());
        sentences.add(answer());
        mitigatedAt.ifPresent(at -> sentences.add(
                "Users no longer suffered from it after " + Words.about(between(incident.openedAt(), at))));
        sentences.add(timeToResolve()
                .map(time -> "It was resolved after " + Words.about(time))
                .orElse("It is not resolved"));
        return String.join(". ", sentences) + ".";
    }

    private String answer() {
        if (acknowledged.isEmpty()) {
            return "Nobody acknowledged it";
        }
        TimelineEntry first = acknowledged.get();
        String answered = "It was acknowledged by " + by(first);
        if (firstAnswerHeld()) {
            return answered;
        }
        TimelineEntry last =
                timeline.last("incident.acknowledged", incident.incident()).orElse(first);
        return answered + ", which did not last"
                + (last.sequence() == first.sequence() ? "" : "; the last to acknowledge it was " + by(last));
    }

    private String by(TimelineEntry acknowledgement) {
        return acknowledgement.actor().id() + " after "
                + Words.about(between(incident.openedAt(), acknowledgement.at()));
    }

    private static Duration between(Instant from, Instant to) {
        // a clock that went back between two entries must not make a negative duration
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
