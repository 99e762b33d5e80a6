package io.itops.quickstart;

import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeId;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.Words;
import io.itops.core.journal.JournalEntry;
import io.itops.core.record.Tree;
import io.itops.core.signal.ChangeFacts;
import io.itops.core.signal.Suspect;
import io.itops.incident.Incidents;
import io.itops.incident.review.ReviewDraft;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.quickstart.shop.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the people of the shop and the world around it do in the course of a run. Every act first looks into the journal and the
 * records whether it was done in an earlier life of the process; what the SDK does by itself is only waited for.
 */
final class Story {
    private static final Duration NEWS = Duration.ofSeconds(3);

    private final Options options;
    private final Pace pace;
    private final PlannedChanges planned;
    private final ItOps ops;
    private final Operations operations;
    private final Shop shop;
    private final Watch watch;
    private final Deployer deployer;
    private final ChangeDriver driver;

    Story(Options options, PlannedChanges planned, Operations operations, Shop shop, Watch watch) {
        this.options = options;
        this.pace = options.pace();
        this.planned = planned;
        this.ops = operations.ops();
        this.operations = operations;
        this.shop = shop;
        this.watch = watch;
        this.deployer = new Deployer(ops, shop);
        this.driver = new ChangeDriver(ops, operations.changes());
    }

    /** From the healthy shop to the draft of the review. */
    void tell() {
        if (options.scenario() == Scenario.CHANGE) {
            deploy();
        } else {
            failOutside();
        }
        IncidentId incident = alarm();
        Optional<Ref> cause = rank(incident);
        watch.pause(pace.reading());
        if (cause.isPresent()) {
            backOut(cause.get());
        } else {
            waitForTheProvider(incident);
        }
        calm(incident);
        review(incident);
    }

    private void deploy() {
        if (!watch.has(DemoEvents.CONFIGURED)) {
            watch.pause(pace.healthy());
        }
        if (options.sabotage() != Sabotage.NOT_DEPLOYED) {
            driver.carryOut(
                    planned.guilty(),
                    () -> deployer.carryOut(planned.guilty().content().plan()));
        }
        driver.carryOut(planned.distant(), () -> {});
    }

    private void failOutside() {
        driver.carryOut(planned.distant(), () -> {});
        if (!watch.has(DemoEvents.PROVIDER_FAILED)) {
            watch.pause(pace.healthy());
            shop.providerFails(true);
            demo(
                    DemoEvents.PROVIDER_FAILED,
                    List.of(Ref.of("component", "payment-provider")),
                    "the payment provider is slow and refuses charges; nobody here has changed anything",
                    new TreeMap<>());
        }
    }

    /** What the SDK does by itself, up to the answer of the second person who is paged. */
    private IncidentId alarm() {
        await("the rule to fire", "alert.firing");
        JournalEntry opened = await("an incident", "incident.opened");
        await("an acknowledgement", "incident.acknowledged");
        return IncidentId.of(opened.event().subjects().get(0).id());
    }

    private Optional<Ref> rank(IncidentId incident) {
        Optional<JournalEntry> before = watch.last(DemoEvents.RANKED);
        if (before.isPresent()) {
            return Rankings.first(before.get());
        }
        List<Suspect> suspects = operations.incidents().suspects(incident);
        ops.run(People.OPERATOR, unit -> unit.event(Rankings.event(incident.ref(), suspects, unit)));
        return suspects.get(0).cause();
    }

    private void backOut(Ref cause) {
        ChangeId id = ChangeId.of(cause.id());
        Change change = operations.changes().get(id);
        if (change.outcome().equals(Optional.of(ChangeFacts.Outcome.BACKED_OUT))) {
            return;
        }
        if (options.sabotage() != Sabotage.BACK_OUT_WITHOUT_EFFECT) {
            change.content().backOut().map(BackOutPlan::steps).ifPresent(deployer::carryOut);
        }
        operations.changes().backOut(id, "it is the first suspect", People.OPERATOR);
    }

    private void waitForTheProvider(IncidentId incident) {
        if (!watch.has("incident.noted")) {
            operations
                    .incidents()
                    .note(
                            incident,
                            "no change accounts for it; the provider's status page says an outage",
                            People.OPERATOR);
        }
        if (!watch.has(DemoEvents.PROVIDER_RECOVERED)) {
            shop.providerFails(false);
            demo(
                    DemoEvents.PROVIDER_RECOVERED,
                    List.of(Ref.of("component", "payment-provider")),
                    "the payment provider works again",
                    new TreeMap<>());
        }
    }

    /** Waits for the end of the trouble: what resolved before the remedy, in a run that was cut, was no end of it. */
    private void calm(IncidentId incident) {
        long remedied = Stream.of("change.finished", DemoEvents.PROVIDER_RECOVERED)
                .flatMap(type -> watch.last(type).stream())
                .mapToLong(JournalEntry::sequence)
                .max()
                .orElse(0);
        Incidents incidents = operations.incidents();
        IncidentState state = incidents.get(incident).state();
        if (state != IncidentState.RESOLVED && state != IncidentState.CLOSED) {
            awaitBehind(remedied, "the alert to resolve", "alert.resolved");
            awaitBehind(remedied, "the incident to resolve", "incident.resolved");
        }
        if (incidents.get(incident).state() == IncidentState.RESOLVED) {
            incidents.close(incident, "", People.OPERATOR);
        }
    }

    private void review(IncidentId incident) {
        var reviews = operations.incidents().reviews();
        if (!watch.has(DemoEvents.DRAFTED)) {
            ReviewDraft draft = reviews.draft(incident);
            if (reviews.items(incident).isEmpty()) {
                draft.actions().forEach(action -> reviews.accept(incident, action, People.OPERATOR));
            }
            demo(
                    DemoEvents.DRAFTED,
                    List.of(incident.ref()),
                    "a review is drafted: "
                            + Words.count(draft.timeline().entries().size(), "entry", "entries") + ", "
                            + Words.count(draft.actions().size(), "action"),
                    Map.of(
                            "timeline",
                            Tree.num(draft.timeline().entries().size()),
                            "actions",
                            Tree.num(draft.actions().size())));
        }
        awaitNews(People.ANN);
        awaitNews(People.BOB);
    }

    /** Those who were paged are told that it is over; if that is slow, the store keeps it for the next start. */
    private void awaitNews(String person) {
        try {
            watch.await(
                    "the news",
                    NEWS,
                    entry -> entry.event().type().startsWith("delivery.")
                            && entry.event().summary().startsWith("resolved ")
                            && entry.event().summary().contains("pager:" + person));
        } catch (Watch.GaveUp e) {
            // the run does not depend on it
        }
    }

    private JournalEntry await(String what, String type) {
        return awaitBehind(0, what, type);
    }

    private JournalEntry awaitBehind(long sequence, String what, String type) {
        return watch.await(
                what,
                pace.patience(),
                entry -> entry.sequence() > sequence && entry.event().type().equals(type));
    }

    private void demo(String type, List<Ref> subjects, String summary, Map<String, ? extends Tree> data) {
        ops.run(People.SETUP, unit -> unit.event(type, subjects, summary, Tree.Obj.of(data)));
    }
}
