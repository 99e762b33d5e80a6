package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.CHECKOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.catalog.CatalogContent;
import io.itops.core.catalog.Service;
import io.itops.core.signal.Signal;
import io.itops.incident.review.ActionItem;
import io.itops.incident.review.ActionItemCommand;
import io.itops.incident.review.Prompt;
import io.itops.incident.review.ReviewDraft;
import io.itops.incident.review.ReviewMarkdown;
import io.itops.incident.review.Reviews;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecurrenceAtOpeningTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final ServiceId LEDGER = ServiceId.of("ledger");
    private static final ServiceId MAIL = ServiceId.of("mail");

    private final Scene scene = Scene.of(Scene.annThenBob());
    private final Reviews reviews = scene.incidents.reviews();

    @AfterEach
    void close() {
        scene.close();
    }

    private Incident fired(String key, ServiceId service, String summary) {
        scene.ops.accept(Signal.firing(key, service, Severity.SEV2, summary));
        scene.settle();
        Incident incident = scene.incidents.open(key).orElseThrow();
        scene.pass(Duration.ofMinutes(1));
        scene.incidents.resolve(incident.id(), "", ANN);
        scene.incidents.close(incident.id(), "", ANN);
        scene.pass(DAY);
        return incident;
    }

    private ActionItem item(IncidentId incident, String title) {
        return reviews.add(
                incident, title, Optional.empty(), scene.clock.instant().plus(Duration.ofDays(90)), ANN);
    }

    private ActionItem done(IncidentId incident, String title) {
        ActionItem item = item(incident, title);
        reviews.execute(item.id(), new ActionItemCommand.Complete(""), ANN).orElseThrow();
        return item;
    }

    private ActionItem now(ActionItem item) {
        return scene.ops.records().get(ActionItem.TYPE, item.id()).value();
    }

    private double flagged() {
        return scene.meters.get("itops.incident.items.ineffective").counter().count();
    }

    private static List<String> rules(ReviewDraft draft) {
        return draft.wentBadly().stream().map(Prompt::rule).toList();
    }

    @Test
    void whatWasDoneAgainstItAndDidNotHelpIsFlaggedInTheSameCommit() {
        Incident first = fired("k", CHECKOUT, "errors");
        ActionItem useless = done(first.id(), "widen the pool");
        ActionItem open = item(first.id(), "alert earlier");
        Incident second = fired("k", CHECKOUT, "errors");

        assertThat(now(useless).ineffectiveIn()).containsExactly(second.id());
        assertThat(now(open).ineffectiveIn()).as("it has not been tried").isEmpty();
        var about = scene.ops.journal().about(second.id().ref());
        var flag = about.stream()
                .filter(entry -> entry.event().type().equals("action-item.ineffective"))
                .findFirst()
                .orElseThrow();
        assertThat(flag.event().subjects())
                .containsExactly(useless.ref(), second.id().ref());
        assertThat(flag.event().at()).as("as it opens").isEqualTo(second.openedAt());
        assertThat(flagged()).isEqualTo(1);
        assertThat(scene.incidents.why(second.id()).render())
                .contains("it came back although this was done", "widen the pool");
        ReviewDraft draft = reviews.draft(second.id());
        assertThat(rules(draft)).contains("action-ineffective", "seen-before");
        assertThat(ReviewMarkdown.render(draft))
                .contains("## Before", "seen once in 30 d before", "1 action item open, 1 done");
    }

    @Test
    void whatIsOpenStillStandsInThePageInTheExplanationAndInTheDraft() {
        Incident first = fired("k", CHECKOUT, "errors");
        item(first.id(), "widen the pool");
        String sentence = "seen once in 30 d before, last review's action still open: widen the pool";
        scene.ops.accept(Signal.firing("k", CHECKOUT, Severity.SEV2, "errors"));
        scene.passMinutes(6);
        Incident second = scene.incidents.open("k").orElseThrow();
        var pages = scene.pager.deliveries().stream()
                .map(delivery -> delivery.notification())
                .filter(page ->
                        page.subject().equals(second.id().ref()) && page.kind().equals("page"))
                .toList();
        assertThat(pages)
                .as("the second step too")
                .hasSize(2)
                .allSatisfy(page -> assertThat(page.body()).startsWith(sentence));
        assertThat(scene.incidents.why(second.id()).evidence()).containsEntry("seen before", sentence);
        assertThat(reviews.draft(second.id()).wentBadly())
                .extracting(Prompt::text)
                .anySatisfy(text -> assertThat(text).contains(sentence));
        assertThat(scene.incidents.why(first.id()).evidence()).doesNotContainKey("seen before");
    }

    @Test
    void theSameTroubleNearbyIsARecurrenceAndFarAwayIsNone() {
        scene.ops
                .catalog()
                .define(
                        CatalogContent.builder()
                                .service(Service.builder("checkout").build())
                                .service(Service.builder("ledger").build())
                                .service(Service.builder("mail").build())
                                .dependsOn(CHECKOUT.ref(), LEDGER.ref())
                                .build(),
                        ANN);
        ActionItem item =
                done(fired("k1", CHECKOUT, "queue of shop-17 is 93 % full").id(), "more workers");
        fired("k2", MAIL, "queue of shop-2 is 95 % full");
        fired("k3", LEDGER, "certificate expired");
        assertThat(now(item).ineffectiveIn()).isEmpty();
        Incident near = fired("k4", LEDGER, "queue of shop-3 is 99 % full");
        assertThat(now(item).ineffectiveIn()).containsExactly(near.id());
    }

    @Test
    void whatLiesTooLongBackOrWasTakenUpAgainIsNotFlagged() {
        Incident first = fired("k", CHECKOUT, "errors");
        ActionItem longAgo = done(first.id(), "widen the pool");
        ActionItem again = done(first.id(), "alert earlier");
        reviews.execute(again.id(), new ActionItemCommand.Reopen("not enough"), ANN)
                .orElseThrow();
        scene.pass(Duration.ofDays(31));
        fired("k", CHECKOUT, "errors");
        assertThat(now(longAgo).ineffectiveIn()).isEmpty();
        assertThat(now(again).ineffectiveIn()).isEmpty();
        assertThat(flagged()).isZero();
    }

    /** What opening reads does not grow with the past: at most 20 of what was done, newest first, each in at most 20 incidents. */
    @Test
    void aStormFlagsAnItemAtMostTwentyTimesUntilItIsDoneAgain() {
        ActionItem item = done(fired("k", CHECKOUT, "errors").id(), "widen the pool");
        List<Incident> storm = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            storm.add(scene.incidents.declare(
                    io.itops.incident.workflow.Trouble.of("k" + i, CHECKOUT, Severity.SEV4, "errors"), ANN));
        }
        assertThat(now(item).ineffectiveIn())
                .hasSize(20)
                .startsWith(storm.get(0).id());
        reviews.execute(item.id(), new ActionItemCommand.Reopen("not enough"), ANN)
                .orElseThrow();
        reviews.execute(item.id(), new ActionItemCommand.Complete(""), ANN).orElseThrow();
        assertThat(now(item).ineffectiveIn()).isEmpty();
    }

    /** Whatever the past holds, a page looks at thirty incidents of each kind, and says that there were more. */
    @Test
    void aPageThatCannotTellHowOftenSaysAtLeast() {
        for (int i = 0; i < 40; i++) {
            scene.ops.accept(Signal.firing("k" + i, CHECKOUT, Severity.SEV2, "errors on host " + i));
            scene.passMinutes(1);
        }
        Incident last = scene.incidents.open("k39").orElseThrow();
        assertThat(scene.incidents.why(last.id()).evidence())
                .containsEntry("seen before", "seen at least 30 times in 30 d before");
        assertThat(reviews.past(last.id(), Duration.ofDays(30), 0).incidents()).hasSize(39);
    }

    @Test
    void aDraftTellsOfTargetsUpdatesProblemsAndWhatHelped() {
        Incident incident = fired("k", CHECKOUT, "errors");
        scene.ops.run(ANN, unit -> {
            for (String type :
                    List.of("sla.breached", "incident-response.update-missed", "incident-response.role-vacant")) {
                unit.event(
                        type,
                        List.of(incident.id().ref()),
                        type + " it was",
                        io.itops.core.record.Tree.Obj.of(java.util.Map.of()));
            }
            unit.put(
                    io.itops.incident.problem.IncidentProblems.TYPE,
                    new io.itops.incident.problem.IncidentProblems(
                            incident.id(), List.of(io.itops.incident.problem.ProblemId.of("p1"))));
            unit.put(
                    io.itops.incident.knowledge.IncidentKnowledge.TYPE,
                    new io.itops.incident.knowledge.IncidentKnowledge(
                            incident.id(), List.of(io.itops.incident.knowledge.KnowledgeId.of("kb1"))));
        });
        ReviewDraft draft = reviews.draft(incident.id());
        assertThat(rules(draft)).contains("target-missed", "update-missed", "role-vacant", "linked-problem");
        assertThat(draft.wentWell()).extracting(Prompt::rule).contains("knowledge-helped");
        assertThat(ReviewMarkdown.render(draft))
                .contains("## What helped", "kb1", "## Problems behind it", "problem/p1")
                .as("why the page was sent, below its line")
                .containsPattern("\\*\\*incident\\.paged\\*\\*[^\\n]*\\n  - ");
    }
}
