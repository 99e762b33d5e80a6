package io.itops.quickstart.check;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.journal.JournalEvent;
import io.itops.core.journal.Merkle;
import io.itops.core.journal.MerkleFrontier;
import io.itops.core.journal.StoredEvent;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import io.itops.quickstart.receiver.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The evidence of a run, written by hand, so that parts of it can be taken away. */
final class HandMade {
    static final String TITLE = "ledger 2.4";
    static final Instant START = Instant.parse("2026-11-24T02:00:00Z");

    private final List<JournalEvent> events;
    private final List<LogLine> receiver;

    private HandMade(List<JournalEvent> events, List<LogLine> receiver) {
        this.events = List.copyOf(events);
        this.receiver = List.copyOf(receiver);
    }

    /** A run in which everything happened. */
    static HandMade complete() {
        List<JournalEvent> events = new ArrayList<>();
        events.add(event("change.proposed", "kim", "{\"content\":{\"title\":\"ledger 2.4\"}}", "change/guilty"));
        events.add(event("change.started", "kim", "{}", "change/guilty"));
        events.add(event("demo.configured", "deployer", "{\"connections\":1}", "component/ledger-app"));
        events.add(event("alert.firing", "rules", "{}", "alert/checkout"));
        events.add(event("incident.opened", "signal", "{}", "incident/one"));
        events.add(event("incident.paged", "signal", paged("ann", 1), "incident/one"));
        events.add(event("delivery.sent", "delivery", "{\"mayRepeat\":false}", "incident/one", "delivery/a"));
        events.add(event("incident.paged", "escalation", paged("bob", 2), "incident/one"));
        events.add(event("delivery.sent", "delivery", "{\"mayRepeat\":false}", "incident/one", "delivery/b"));
        events.add(event("incident.acknowledged", "bob", "{}", "incident/one"));
        events.add(event("demo.suspects-ranked", "bob", ranked("change/guilty", 9), "incident/one"));
        events.add(event("change.finished", "bob", "{\"outcome\":\"BACKED_OUT\"}", "change/guilty"));
        events.add(event("alert.resolved", "rules", "{}", "alert/checkout"));
        events.add(event("incident.resolved", "signal", "{}", "incident/one"));
        events.add(event("incident.closed", "bob", "{}", "incident/one"));
        events.add(event("demo.review-drafted", "bob", "{\"actions\":2,\"timeline\":20}", "incident/one"));
        return new HandMade(
                events,
                List.of(
                        line(LogLine.What.ACCEPTED, "a", "ann", 1, "VALID", 1),
                        line(LogLine.What.ACCEPTED, "b", "bob", 2, "VALID", 1),
                        line(LogLine.What.ANSWERING, "b", "bob", 2, "", 1),
                        line(LogLine.What.ANSWERED, "b", "bob", 2, "HTTP 200", 1)));
    }

    static String paged(String person, int step) {
        return "{\"pages\":[{\"person\":\"" + person + "\"}],\"position\":{\"step\":" + step + "}}";
    }

    /** A ranking of some changes in which one is the first, and an unknown cause the last. */
    static String ranked(String first, int changes) {
        return IntStream.range(1, changes)
                .mapToObj(i -> "{\"cause\":\"change/other" + i + "\"}")
                .collect(Collectors.joining(",", "{\"suspects\":[{\"cause\":\"" + first + "\"},", ",{}]}"));
    }

    static JournalEvent event(String type, String actor, String data, String... subjects) {
        return new JournalEvent(
                type,
                1,
                START,
                Actor.user(actor),
                Arrays.stream(subjects).map(Ref::parse).toList(),
                type + " by hand",
                Optional.empty(),
                (Tree.Obj) CanonicalJson.read(data));
    }

    static LogLine line(LogLine.What what, String delivery, String person, long version, String detail, int times) {
        return new LogLine(what, START, delivery, detail, "page", person, "incident/one", version, times);
    }

    HandMade without(Predicate<JournalEvent> event) {
        return new HandMade(events.stream().filter(event.negate()).toList(), receiver);
    }

    HandMade withoutLines(Predicate<LogLine> line) {
        return new HandMade(events, receiver.stream().filter(line.negate()).toList());
    }

    /** With an event in the place of the first of its type. */
    HandMade with(JournalEvent other) {
        List<JournalEvent> changed = new ArrayList<>(events);
        int place = IntStream.range(0, events.size())
                .filter(i -> events.get(i).type().equals(other.type())
                        && events.get(i).subjects().equals(other.subjects()))
                .findFirst()
                .orElseThrow();
        changed.set(place, other);
        return new HandMade(changed, receiver);
    }

    HandMade plus(LogLine line) {
        List<LogLine> more = new ArrayList<>(receiver);
        more.add(line);
        return new HandMade(events, more);
    }

    HandMade plus(JournalEvent event) {
        List<JournalEvent> more = new ArrayList<>(events);
        more.add(event);
        return new HandMade(more, receiver);
    }

    List<StoredEvent> journal() {
        return IntStream.range(0, events.size())
                .mapToObj(i -> new StoredEvent(i + 1, events.get(i).toJson(i + 1)))
                .toList();
    }

    String head() {
        MerkleFrontier frontier = MerkleFrontier.EMPTY;
        for (StoredEvent event : journal()) {
            frontier = frontier.append(Merkle.leafHash(event.json().getBytes(StandardCharsets.UTF_8)));
        }
        return frontier.root().toString();
    }

    List<LogLine> receiver() {
        return receiver;
    }

    Verdict judge() {
        return judge(Steps.guiltyChange(TITLE));
    }

    Verdict judge(List<Step> steps) {
        return Checker.judge(journal(), head(), receiver, steps);
    }
}
