package io.itops.quickstart.check;

import io.itops.core.journal.JournalEntry;
import io.itops.core.record.Tree;
import io.itops.quickstart.receiver.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What must have happened, in order: one table for a guilty change, one for trouble from outside. */
final class Steps {
    static final int CHANGES = 9;

    private Steps() {}

    /** The steps of a run in which a change is at fault. */
    static List<Step> guiltyChange(String title) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("the change is deployed", (e, after) -> deployed(e, after, title)));
        steps.addAll(alarm());
        steps.add(new Step(
                "the guilty change is ranked first among nine",
                (e, after) -> e.first(
                        "demo.suspects-ranked",
                        after,
                        entry -> e.change(title).isPresent()
                                && first(entry).equals(e.change(title).get().toString())
                                && changes(entry) == CHANGES)));
        steps.add(new Step(
                "the guilty change is backed out",
                (e, after) -> e.first(
                        "change.finished",
                        after,
                        Evidence.about(e.change(title))
                                .and(entry -> Json.text(entry.event().data(), "outcome")
                                        .equals("BACKED_OUT")))));
        steps.addAll(end());
        return List.copyOf(steps);
    }

    /** The steps of a run in which no change is at fault. */
    static List<Step> troubleFromOutside() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("the provider fails", (e, after) -> e.first("demo.provider-failed", after, entry -> true)));
        steps.addAll(alarm());
        steps.add(new Step(
                "an unknown cause is ranked first",
                (e, after) -> e.first(
                        "demo.suspects-ranked", after, entry -> first(entry).isEmpty() && changes(entry) > 0)));
        steps.add(new Step(
                "the provider recovers", (e, after) -> e.first("demo.provider-recovered", after, entry -> true)));
        steps.addAll(end());
        return List.copyOf(steps);
    }

    private static List<Step> alarm() {
        return List.of(
                new Step("the rule fires", (e, after) -> e.first("alert.firing", after, entry -> true)),
                new Step("an incident opens", (e, after) -> e.first("incident.opened", after, entry -> true)),
                new Step("ann is paged", (e, after) -> paged(e, after, "ann", 1)),
                new Step("ann's page is verified by the receiver", false, (e, after) -> verified(e, after, "ann")),
                new Step("the page escalates to bob", (e, after) -> paged(e, after, "bob", 2)),
                new Step("bob's page is verified by the receiver", false, (e, after) -> verified(e, after, "bob")),
                new Step("bob acknowledges over HTTP what he saw", Steps::acknowledged));
    }

    private static List<Step> end() {
        return List.of(
                new Step("the alert resolves", (e, after) -> e.first("alert.resolved", after, entry -> true)),
                ofIncident("the incident resolves", "incident.resolved", entry -> true),
                ofIncident("the incident closes", "incident.closed", entry -> true),
                ofIncident(
                        "a review is drafted",
                        "demo.review-drafted",
                        entry -> Json.number(entry.event().data(), "timeline") > 0
                                && Json.number(entry.event().data(), "actions") > 0));
    }

    private static Step ofIncident(String name, String type, Predicate<JournalEntry> condition) {
        return new Step(
                name,
                (e, after) -> e.first(type, after, Evidence.about(e.incident()).and(condition)));
    }

    /** It was started, and behind that the ledger came to run on a pool of one connection. */
    private static Optional<JournalEntry> deployed(Evidence evidence, long after, String title) {
        return evidence.first("change.started", after, Evidence.about(evidence.change(title)))
                .flatMap(started -> evidence.first(
                        "demo.configured",
                        started.sequence(),
                        entry -> Json.number(entry.event().data(), "connections") == 1));
    }

    private static Optional<JournalEntry> paged(Evidence evidence, long after, String person, int step) {
        return evidence.first(
                "incident.paged",
                after,
                Evidence.about(evidence.incident())
                        .and(entry -> Json.number(entry.event().data(), "position", "step") == step)
                        .and(entry -> Json.items(entry.event().data(), "pages").stream()
                                .anyMatch(page -> Json.text(page, "person").equals(person))));
    }

    /** A page that the receiver has verified and the journal knows as sent. */
    private static Optional<JournalEntry> verified(Evidence evidence, long after, String person) {
        return evidence.first(
                "delivery.sent",
                after,
                entry -> evidence.verifiedPages(person)
                        .anyMatch(page -> entry.event().subjects().stream()
                                .anyMatch(subject -> subject.toString().equals("delivery/" + page.delivery()))));
    }

    /** Bob's answer named the version that his page showed; it was taken in, and the journal has it in his name. */
    private static Optional<JournalEntry> acknowledged(Evidence evidence, long after) {
        boolean answered = evidence.verifiedPages("bob").anyMatch(page -> answered(evidence, page));
        return evidence.first(
                "incident.acknowledged",
                after,
                Evidence.about(evidence.incident())
                        .and(entry -> answered)
                        .and(entry -> entry.event().actor().toString().equals("user:bob")));
    }

    /**
     * The reply is 200; or it is 409, since an answer before it was taken in and the sender died before it could reply: then there are
     * two answers to one page.
     */
    private static boolean answered(Evidence evidence, LogLine page) {
        List<LogLine> about = evidence.receiver().stream()
                .filter(line -> line.delivery().equals(page.delivery()) && line.version() == page.version())
                .toList();
        long answers = about.stream()
                .filter(line -> line.what() == LogLine.What.ANSWERING)
                .count();
        return about.stream()
                .filter(line -> line.what() == LogLine.What.ANSWERED)
                .anyMatch(line ->
                        line.detail().equals("HTTP 200") || (line.detail().equals("HTTP 409") && answers > 1));
    }

    private static String first(JournalEntry ranked) {
        List<Tree> suspects = Json.items(ranked.event().data(), "suspects");
        return suspects.isEmpty() ? "nobody" : Json.text(suspects.get(0), "cause");
    }

    private static long changes(JournalEntry ranked) {
        return Json.items(ranked.event().data(), "suspects").stream()
                .filter(suspect -> !Json.text(suspect, "cause").isEmpty())
                .count();
    }
}
