package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static io.itops.incident.Scene.CHECKOUT;
import static io.itops.incident.Scene.KEY;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.NotFoundException;
import io.itops.core.Reason;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.Tree;
import io.itops.core.signal.Signal;
import io.itops.core.signal.Suspect;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.review.ActionItem;
import io.itops.incident.review.ActionItemCommand;
import io.itops.incident.review.ActionItemState;
import io.itops.incident.review.Measure;
import io.itops.incident.review.Prompt;
import io.itops.incident.review.ProposedAction;
import io.itops.incident.review.ReviewDraft;
import io.itops.incident.review.ReviewMarkdown;
import io.itops.incident.review.TimelineEntry;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewsTest {
    private static final Ref CHANGE = Ref.of("change", "c1");

    /** Something that another module journals. */
    private static void journal(Scene scene, String type, Ref subject, String summary) {
        scene.ops.run(
                ANN, unit -> unit.event(type, List.of(subject), summary, Tree.Obj.of(Map.of("secret", Tree.num(1)))));
    }

    private static List<String> rules(List<Prompt> prompts) {
        return prompts.stream().map(Prompt::rule).toList();
    }

    @Test
    void aBadNightIsToldByItsDraft() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.schedule("nowhere"), ofMinutes(5))
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(10))
                .ackTimeout(ofMinutes(30))
                .build();
        try (Scene scene = Scene.of(policy)) {
            journal(scene, "change.started", CHANGE, "ledger 2.4 rolls out");
            scene.ops.register(incident -> List.of(
                    new Suspect(Optional.of(CHANGE), "ledger 2.4", 0.7, Explanation.of("it began just before")),
                    Suspect.unknown(0.3, Explanation.of("nothing else is known"))));
            scene.passMinutes(3);
            Incident incident = scene.fire();
            scene.passMinutes(16);
            scene.incidents.acknowledge(incident.id(), BOB);
            scene.passMinutes(30);
            scene.incidents.acknowledge(incident.id(), BOB);
            scene.passMinutes(1);
            scene.incidents.mitigate(incident.id(), "rolled back", BOB);
            scene.over();
            scene.passMinutes(10);
            scene.fire();
            scene.over();
            journal(scene, "change.reviewed", CHANGE, "long after, and no part of the story");

            ReviewDraft draft = scene.incidents.reviews().draft(incident.id());
            assertThat(rules(draft.wentWell())).containsExactly("noticed-by-signals");
            assertThat(rules(draft.wentBadly()))
                    .containsExactly(
                            "escalation-exhausted",
                            "escalated-unanswered",
                            "nobody-to-page",
                            "acknowledgement-lapsed",
                            "reopened",
                            "suspected-change");
            assertThat(draft.wentBadly().get(1).text()).contains("2 steps", "Not answered by: ann");
            assertThat(draft.actions())
                    .extracting(ProposedAction::rule)
                    .containsExactly(
                            "escalation-exhausted",
                            "escalated-unanswered",
                            "nobody-to-page",
                            "reopened",
                            "suspected-change");
            assertThat(draft.actions()).extracting(ProposedAction::owner).containsOnly(Optional.of("bob"));
            assertThat(draft.actions().get(2).due())
                    .isEqualTo(scene.clock.instant().plus(Duration.ofDays(3)));
            assertThat(draft.timeline().entries())
                    .extracting(TimelineEntry::type)
                    .startsWith("change.started", "signal.firing", "incident.opened", "incident.step-skipped")
                    .contains("incident.acknowledgement-lapsed", "delivery.sent")
                    .doesNotContain("change.reviewed");
            assertThat(scene.incidents.reviews().timeline(incident.id()).entries())
                    .extracting(TimelineEntry::type)
                    .as("suspicion is a matter of drafts")
                    .startsWith("signal.firing", "incident.opened")
                    .doesNotContain("change.started");
            assertThat(draft.suspects()).hasSize(2);
        }
    }

    @Test
    void anAnswerThatDidNotLastIsNotPraised() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(10))
                .ackTimeout(ofMinutes(30))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.passMinutes(55);
            scene.incidents.acknowledge(incident.id(), BOB);
            scene.over();

            ReviewDraft draft = scene.incidents.reviews().draft(incident.id());
            assertThat(rules(draft.wentWell())).containsExactly("noticed-by-signals");
            assertThat(rules(draft.wentBadly())).contains("acknowledgement-lapsed");
            assertThat(draft.summary())
                    .contains(" It was acknowledged by ann after 0 s, which did not last;"
                            + " the last to acknowledge it was bob after 55 min.");
        }
    }

    @Test
    void whoeverGivesItBackIsNamedOnce() {
        try (Scene scene =
                Scene.of(EscalationPolicy.builder().step("ann", ofMinutes(5)).build())) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.incidents.unacknowledge(incident.id(), "not mine", ANN);

            ReviewDraft draft = scene.incidents.reviews().draft(incident.id());
            assertThat(rules(draft.wentWell())).containsExactly("noticed-by-signals");
            assertThat(draft.summary()).contains(" It was acknowledged by ann after 0 s, which did not last. ");
        }
    }

    @Test
    void theAnswerToAnIncidentThatWasReopenedIsNotPraised() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.incidents.resolve(incident.id(), "restarted", ANN);
            assertThat(rules(scene.incidents.reviews().draft(incident.id()).wentWell()))
                    .contains("quick-answer", "first-step-answered");

            scene.incidents.reopen(incident.id(), "still slow", BOB);
            scene.passMinutes(6);
            scene.incidents.acknowledge(incident.id(), BOB);
            scene.over();

            ReviewDraft draft = scene.incidents.reviews().draft(incident.id());
            assertThat(rules(draft.wentWell())).containsExactly("noticed-by-signals");
            assertThat(draft.summary())
                    .contains("by ann after 0 s, which did not last; the last to acknowledge it was bob after 6 min");
        }
    }

    @Test
    void whoeverPassesItOnOrIsRelievedDidNotKeepIt() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident passedOn = scene.fire();
            scene.incidents.acknowledge(passedOn.id(), ANN);
            long seen = scene.incidents.current(passedOn.id()).version();
            scene.incidents.escalate(passedOn.id(), seen, "needs the database", ANN);
            scene.incidents.acknowledge(passedOn.id(), BOB);
            scene.over();
            ReviewDraft draft = scene.incidents.reviews().draft(passedOn.id());
            assertThat(rules(draft.wentWell())).containsExactly("noticed-by-signals");
            assertThat(draft.summary())
                    .contains("by ann after 0 s, which did not last; the last to acknowledge it was bob");
        }
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident takenOver = scene.fire();
            scene.incidents.acknowledge(takenOver.id(), ANN);
            scene.passMinutes(1);
            scene.incidents.acknowledge(takenOver.id(), BOB);
            scene.over();
            assertThat(rules(scene.incidents.reviews().draft(takenOver.id()).wentWell()))
                    .containsExactly("noticed-by-signals");
        }
    }

    @Test
    void anAnswerAfterAllStepsWereTriedMayLast() {
        try (Scene scene =
                Scene.of(EscalationPolicy.builder().step("ann", ofMinutes(5)).build())) {
            Incident incident = scene.fire();
            scene.passMinutes(7);
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.over();

            ReviewDraft draft = scene.incidents.reviews().draft(incident.id());
            assertThat(rules(draft.wentBadly())).contains("escalation-exhausted");
            assertThat(rules(draft.wentWell())).containsExactly("noticed-by-signals");
            assertThat(draft.summary()).contains(" It was acknowledged by ann after 7 min. ");
        }
    }

    @Test
    void measuresAreNamedForWhatTheyMeasure() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            scene.ops.accept(Signal.firing(KEY, CHECKOUT, Severity.SEV2, "errors"));
            scene.clock.advance(Duration.ofSeconds(7));
            scene.settle();
            Incident incident = scene.incidents.open(KEY).orElseThrow();
            scene.pass(Duration.ofSeconds(53));
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.passMinutes(9);
            scene.incidents.mitigate(incident.id(), "", ANN);
            scene.passMinutes(20);
            scene.over();
            ReviewDraft draft = scene.incidents.reviews().draft(incident.id());
            assertThat(draft.measures())
                    .containsExactly(
                            new Measure("time to detect", "the fault began", "opened", Optional.empty()),
                            measure("time from the first sign", "first sign", "opened", Duration.ofSeconds(7)),
                            measure("time to acknowledge", "opened", "first acknowledged", Duration.ofSeconds(53)),
                            measure("time to mitigate", "opened", "mitigated", Duration.ofSeconds(593)),
                            measure("time to resolve", "opened", "resolved", Duration.ofSeconds(1793)),
                            measure("duration of impact", "first sign", "mitigated or resolved", ofMinutes(10)));
            assertThat(draft.impactStart()).isEqualTo(scene.minute(0));
            assertThat(draft.impactEnd()).contains(scene.minute(10));
            assertThat(rules(draft.wentWell()))
                    .containsExactly("noticed-by-signals", "quick-answer", "first-step-answered", "mitigated-first");
            assertThat(draft.wentBadly()).isEmpty();
            assertThat(draft.actions()).isEmpty();
            assertThat(draft.summary())
                    .isEqualTo("At 2026-11-24T02:00:07Z an incident of SEV2 was opened on checkout: errors."
                            + " It was acknowledged by ann after 53 s."
                            + " Users no longer suffered from it after 9 min 53 s."
                            + " It was resolved after 29 min 53 s.");
        }
    }

    private static Measure measure(String name, String from, String to, Duration duration) {
        return new Measure(name, from, to, Optional.of(duration));
    }

    @Test
    void whatPeopleNoticedAndNobodyTookIsTold() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident =
                    scene.incidents.declare(Trouble.of(KEY, CHECKOUT, Severity.SEV1, "customers call"), BOB);
            scene.ops.register(facts -> List.of(Suspect.unknown(1, Explanation.of("no change is near"))));
            scene.passMinutes(1);
            ReviewDraft draft = scene.incidents.reviews().draft(incident.id());
            assertThat(rules(draft.wentBadly())).containsExactly("noticed-by-people", "unknown-cause");
            assertThat(draft.measures())
                    .filteredOn(measure -> measure.duration().isEmpty())
                    .hasSize(5);
            assertThat(draft.summary()).contains("Nobody acknowledged it", "It is not resolved");
            assertThat(draft.impactEnd()).isEmpty();
            assertThat(draft.actions()).extracting(ProposedAction::owner).containsOnly(Optional.empty());
        }
    }

    @Test
    void signsOfAnEarlierIncidentAreNoPartOfTheStory() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident first = scene.fire();
            scene.incidents.cancel(first.id(), "a test", ANN);
            scene.passMinutes(60);
            Incident second = scene.fire();
            ReviewDraft draft = scene.incidents.reviews().draft(second.id());
            assertThat(draft.impactStart()).isEqualTo(scene.minute(60));
            scene.over();
            scene.incidents.close(second.id(), "", ANN);
            scene.passMinutes(60);
            Incident third = scene.fire();
            assertThat(scene.incidents.reviews().draft(third.id()).impactStart())
                    .isEqualTo(scene.minute(120));
        }
    }

    @Test
    void markdownTellsTheDraftAndNoTextMakesMarkup() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            String nasty = "# <script>alert(1)</script> [x](http://evil) | `a` *b* _c_ ![i](u)";
            scene.ops.accept(Signal.firing(KEY, CHECKOUT, Severity.SEV2, nasty));
            scene.passMinutes(6);
            Incident incident = scene.incidents.open(KEY).orElseThrow();
            scene.incidents.note(incident.id(), "line\n## heading\n- list", ANN);
            String markdown = ReviewMarkdown.render(scene.incidents.reviews().draft(incident.id()));
            assertThat(markdown)
                    .startsWith("# Review of incident ")
                    .contains("## Impact\n\n- SEV2 on checkout from 2026-11-24T02:00:00Z until now: it is not over\n")
                    .contains("| time to acknowledge | opened | first acknowledged | has not happened |")
                    .contains("## Timeline\n\n- 2026-11-24T02:00:00Z **signal.firing** ")
                    .endsWith("Drafted at 2026-11-24T02:06:00Z from the journal. Times are UTC.\n")
                    .doesNotContain("<script>", "[x](", "![i]");
            assertThat(markdown.lines().filter(line -> line.startsWith("#")))
                    .containsExactly(
                            "# Review of incident " + incident.id(),
                            "## Impact",
                            "## Measures",
                            "## What may have caused it",
                            "## What went well",
                            "## What went badly",
                            "## Proposed actions",
                            "## Timeline");
            assertThat(markdown.lines().filter(line -> line.startsWith("- #") || line.startsWith("- - ")))
                    .isEmpty();
            assertThat(ReviewMarkdown.render(scene.incidents.reviews().draft(incident.id())))
                    .as("the same draft gives the same text")
                    .isEqualTo(markdown);
        }
    }

    @Test
    void proposalsBecomeActionItemsWithALifeOfTheirOwn() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.passMinutes(20);
            scene.incidents.acknowledge(incident.id(), BOB);
            var reviews = scene.incidents.reviews();
            ProposedAction proposal = reviews.draft(incident.id()).actions().get(0);
            ActionItem item = reviews.accept(incident.id(), proposal, ANN);
            assertThat(item.owner()).contains("bob");
            assertThat(item.state()).isEqualTo(ActionItemState.OPEN);
            Instant soon = scene.clock.instant().plus(Duration.ofDays(1));
            ActionItem own = reviews.add(incident.id(), "Buy a bigger pool", Optional.empty(), soon, ANN);
            assertThat(reviews.items(incident.id())).extracting(ActionItem::id).containsExactly(own.id(), item.id());

            reviews.execute(own.id(), new ActionItemCommand.Assign(Optional.of("cat"), soon), ANN)
                    .orElseThrow();
            reviews.execute(own.id(), new ActionItemCommand.Complete("64 now"), ANN)
                    .orElseThrow();
            reviews.execute(item.id(), new ActionItemCommand.Drop("nobody's fault"), ANN)
                    .orElseThrow();
            assertThat(reviews.items(ActionItemState.OPEN)).isEmpty();
            assertThat(reviews.items(ActionItemState.DONE))
                    .extracting(ActionItem::owner)
                    .containsExactly(Optional.of("cat"));
            assertThat(reviews.items(ActionItemState.DROPPED))
                    .extracting(ActionItem::endedAt)
                    .containsExactly(Optional.of(scene.clock.instant()));
            assertThat(reviews.execute(own.id(), new ActionItemCommand.Complete(""), ANN)
                            .kind())
                    .isEqualTo(Outcome.Kind.REFUSED);
            ActionItem again = reviews.execute(own.id(), new ActionItemCommand.Reopen("64 is not enough"), ANN)
                    .orElseThrow();
            assertThat(again.endedAt()).isEmpty();
            assertThat(reviews.timeline(incident.id()).entries())
                    .as("what was decided is part of the story")
                    .extracting(TimelineEntry::type)
                    .contains("action-item.added");
        }
    }

    @Test
    void aPolicyThatIsExhaustedIsAskedAboutAndNobodyIsPraised() {
        EscalationPolicy policy =
                EscalationPolicy.builder().step("ann", ofMinutes(5)).build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.passMinutes(4);
            assertThat(rules(scene.incidents.reviews().draft(incident.id()).wentBadly()))
                    .as("the last step's time is not over yet")
                    .doesNotContain("escalation-exhausted");
            scene.passMinutes(1);
            scene.over();

            ReviewDraft draft = scene.incidents.reviews().draft(incident.id());
            assertThat(rules(draft.wentWell())).containsExactly("noticed-by-signals");
            assertThat(draft.wentBadly().get(0).rule()).isEqualTo("escalation-exhausted");
            assertThat(draft.wentBadly().get(0).text())
                    .startsWith("The escalation policy came to its end once without an acknowledgement.");
            assertThat(draft.summary()).contains(" Nobody acknowledged it. ");
            assertThat(draft.actions().get(0))
                    .isEqualTo(new ProposedAction(
                            "escalation-exhausted",
                            "Make the escalation policy of checkout reach someone who answers",
                            Optional.empty(),
                            scene.clock.instant().plus(Duration.ofDays(7))));
        }
    }

    @Test
    void nothingNewIsDueBeforeNowAndWhatIsOverdueFindsAnotherOwner() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            var reviews = scene.incidents.reviews();
            Instant now = scene.clock.instant();
            ActionItem item = reviews.add(incident.id(), "widen the pool", Optional.empty(), now, ANN);
            scene.passMinutes(1);

            assertThatThrownBy(() -> reviews.add(incident.id(), "widen it", Optional.empty(), now, ANN))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(
                            "it would be due at 2026-11-24T02:00:00Z, which is over: it is" + " 2026-11-24T02:01:00Z");
            assertThatThrownBy(() -> reviews.accept(
                            incident.id(), new ProposedAction("reopened", "widen it", Optional.empty(), now), ANN))
                    .isInstanceOf(RefusedException.class);
            assertThat(reviews.items(incident.id())).extracting(ActionItem::id).containsExactly(item.id());

            var earlier = new ActionItemCommand.Assign(Optional.of("bob"), now.minusSeconds(1));
            assertThat(reviews.execute(item.id(), earlier, ANN).reasons())
                    .extracting(Reason::code)
                    .containsExactly("past-due");
            var asItIs = new ActionItemCommand.Assign(Optional.of("bob"), now);
            assertThat(reviews.execute(item.id(), asItIs, ANN).orElseThrow().owner())
                    .contains("bob");
        }
    }

    @Test
    void whatDoesNotExistHasNoReview() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            IncidentId unknown = IncidentId.of("unknown");
            var reviews = scene.incidents.reviews();
            assertThatThrownBy(() -> reviews.timeline(unknown))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("incident/unknown");
            assertThatThrownBy(() -> reviews.draft(unknown)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> reviews.add(unknown, "do it", Optional.empty(), scene.minute(0), ANN))
                    .isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> reviews.execute("unknown", new ActionItemCommand.Complete(""), ANN))
                    .isInstanceOf(NotFoundException.class);
        }
    }
}
