package io.itops.change;

import static io.itops.change.ChangeWorld.ANN;
import static io.itops.change.ChangeWorld.BOB;
import static io.itops.change.ChangeWorld.CAT;
import static io.itops.change.ChangeWorld.DAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeCommand;
import io.itops.change.workflow.ChangeContent;
import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ChangePhase;
import io.itops.change.workflow.ChangePolicy;
import io.itops.change.workflow.ChangeTemplate;
import io.itops.change.workflow.ContentHash;
import io.itops.change.workflow.Delegations;
import io.itops.change.workflow.PlanStep;
import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.ComponentId;
import io.itops.core.ConflictException;
import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.record.CanonicalJson;
import io.itops.core.signal.ChangeFacts;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChangesTest {
    private final ChangeWorld world = new ChangeWorld();
    private final Changes changes = world.changes;

    private ContentHash hash(ChangeId id) {
        return changes.get(id).content().hash();
    }

    private static void assertRefused(Runnable command, String code) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.reasons())
                                .extracting(reason -> reason.code())
                                .containsExactly(code));
    }

    @Test
    void aNormalChangeGoesFromDraftToClosed() {
        ChangeId id = world.proposed(ChangeWorld.ledger());
        assertThat(changes.get(id).phase()).isEqualTo(ChangePhase.DRAFT);
        assertThat(changes.submit(id, ANN).phase()).isEqualTo(ChangePhase.ASSESS);
        assertThat(changes.assess(id, "fine", BOB).phase()).isEqualTo(ChangePhase.AUTHORISE);
        assertThat(changes.approve(id, hash(id), BOB).phase()).isEqualTo(ChangePhase.SCHEDULED);
        assertThat(changes.start(id, DAN).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
        assertThat(changes.finish(id, "in place", DAN).phase()).isEqualTo(ChangePhase.REVIEW);
        assertThat(changes.close(id, "nothing to learn", CAT).phase()).isEqualTo(ChangePhase.CLOSED);
        assertThat(world.ops.journal().about(id.ref()))
                .extracting(entry -> entry.event().type())
                .containsExactly(
                        "change.proposed",
                        "change.submitted",
                        "change.assessed",
                        "change.approved",
                        "change.started",
                        "change.finished",
                        "change.closed");
    }

    @Test
    void anEmergencyChangeSkipsTheAssessmentAndDoesNotWaitForItsWindow() {
        Instant later = world.clock.instant().plus(Duration.ofHours(3));
        ChangeId id = world.proposed(Change.emergency("restart the ledger")
                .service("ledger")
                .plan(PlanStep.of("restart"))
                .window(new Window(later, later.plusSeconds(60))));
        assertThat(changes.submit(id, ANN).phase()).isEqualTo(ChangePhase.AUTHORISE);
        changes.approve(id, hash(id), BOB);
        assertThat(changes.start(id, ANN).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    private static ChangeTemplate template() {
        return new ChangeTemplate(
                "rotate-certificates",
                "rotate certificates",
                List.of(ComponentId.of("ledger-db"), ComponentId.of("search-index")),
                List.of(PlanStep.checked("rotate", "the new certificate is served")),
                Optional.of(BackOutPlan.rehearsed(PlanStep.of("restore the old one"))),
                "nobody");
    }

    @Test
    void aStandardChangeNeedsNoVoteButFollowsItsApprovedTemplate() {
        ChangeTemplate approved = changes.approveTemplate(template(), CAT);
        ChangeId id =
                world.proposed(Change.standard("rotate the ledger's", approved).component("ledger-db"));
        assertThat(changes.submit(id, ANN).phase()).isEqualTo(ChangePhase.SCHEDULED);
        assertThat(changes.start(id, ANN).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    @Test
    void aStandardChangeThatStraysFromItsTemplateIsRefused() {
        ChangeTemplate approved = changes.approveTemplate(template(), CAT);
        ChangeId otherPlan = world.proposed(
                Change.standard("a", approved).component("ledger-db").plan(PlanStep.of("and one more thing")));
        assertRefused(() -> changes.submit(otherPlan, ANN), "not-by-template");
        ChangeId otherComponent = world.proposed(Change.standard("b", approved).component("cache"));
        assertRefused(() -> changes.submit(otherComponent, ANN), "not-by-template");
        ChangeId stale = world.proposed(Change.standard("c", approved).component("ledger-db"));
        changes.approveTemplate(
                new ChangeTemplate(
                        template().id(),
                        "rotate",
                        template().components(),
                        template().plan(),
                        Optional.empty(),
                        "x"),
                CAT);
        assertRefused(() -> changes.submit(stale, ANN), "not-by-template");
    }

    @Test
    void aStandardChangeOfAnUnknownTemplateIsRefused() {
        ChangeId id = world.proposed(Change.standard("a", template()).component("ledger-db"));
        assertRefused(() -> changes.submit(id, ANN), "not-by-template");
    }

    @Test
    void anEditVoidsTheVotesAndTakesTheChangeBackToItsDraft() {
        ChangeId id = world.scheduled(ChangeWorld.ledger());
        ChangeContent edited =
                changes.get(id).content().toBuilder().component("search-index").build();
        Change after = changes.edit(id, edited, CAT);
        assertThat(after.phase()).isEqualTo(ChangePhase.DRAFT);
        assertThat(after.votes()).isEmpty();
        assertThat(after.editors()).containsExactly("cat");
        assertRefused(() -> changes.start(id, DAN), "wrong-state");
    }

    @Test
    void commentsLabelsAndLinksLeaveTheHashAndTheVotesAsTheyAre() {
        ChangeId id = world.scheduled(ChangeWorld.ledger());
        ContentHash before = hash(id);
        changes.comment(id, "remember the backup", CAT);
        Change after = changes.annotate(id, Map.of("team", "payments"), List.of("https://wiki.example/ledger"), CAT);
        assertThat(after.content().hash()).isEqualTo(before);
        assertThat(after.votes()).hasSize(1);
        assertThat(changes.start(id, DAN).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    @Test
    void everyFieldOfTheContentChangesTheHash() {
        ChangeContent content = ChangeWorld.ledger().build();
        Instant now = world.clock.instant();
        List<ChangeContent> others = List.of(
                content.toBuilder().title("ledger 2.5").build(),
                content.toBuilder().description("more").build(),
                content.toBuilder().service("ledger").build(),
                content.toBuilder().component("x").build(),
                content.toBuilder().plan(PlanStep.of("x")).build(),
                content.toBuilder()
                        .backOut(BackOutPlan.unrehearsed(PlanStep.of("deploy 2.3")))
                        .build(),
                content.toBuilder().window(new Window(now, now.plusSeconds(1))).build(),
                content.toBuilder().implementer("eve").build());
        assertThat(Stream.concat(Stream.of(content), others.stream())
                        .map(ChangeContent::hash)
                        .distinct())
                .hasSize(others.size() + 1);
    }

    @Test
    void aVoteForAnotherContentThanThePresentOneIsRefused() {
        ChangeId id = world.authorising(ChangeWorld.ledger());
        ContentHash seen = hash(id);
        changes.edit(
                id, changes.get(id).content().toBuilder().description("changed").build(), CAT);
        changes.submit(id, ANN);
        changes.assess(id, "fine", BOB);
        assertRefused(() -> changes.approve(id, seen, BOB), "other-content");
    }

    @Test
    void neitherRequesterNorEditorNorImplementerApproves() {
        ChangeId id = world.authorising(ChangeWorld.ledger());
        changes.edit(
                id, changes.get(id).content().toBuilder().description("changed").build(), CAT);
        changes.submit(id, ANN);
        changes.assess(id, "fine", BOB);
        for (Actor involved : List.of(ANN, CAT, DAN)) {
            assertRefused(() -> changes.approve(id, hash(id), involved), "separation-of-duties");
        }
        assertThat(changes.approve(id, hash(id), BOB).phase()).isEqualTo(ChangePhase.SCHEDULED);
    }

    @Test
    void whoStandsInForAnInvolvedPersonDoesNotApproveWhileTheyDo() {
        Instant now = world.clock.instant();
        changes.delegate("ann", "bob", now, now.plus(Duration.ofHours(1)), ANN);
        ChangeId id = world.authorising(ChangeWorld.ledger());
        assertRefused(() -> changes.approve(id, hash(id), BOB), "separation-of-duties");
        world.clock.advance(Duration.ofHours(1));
        assertThat(changes.approve(id, hash(id), BOB).phase()).isEqualTo(ChangePhase.SCHEDULED);
    }

    @Test
    void theRequesterMayCarryTheChangeOutAndAnApproverMayNot() {
        ChangeId id = world.authorising(open());
        changes.approve(id, hash(id), BOB);
        assertRefused(() -> changes.start(id, BOB), "separation-of-duties");
        assertThat(changes.start(id, ANN).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    @Test
    void nobodyStartsAChangeThatTheirDelegateApproved() {
        Instant now = world.clock.instant();
        ChangeId id = world.authorising(open());
        changes.delegate("eve", "bob", now, now.plus(Duration.ofHours(1)), CAT);
        changes.approve(id, hash(id), BOB);
        // It stood when the vote was given, whatever happens to the delegation afterwards.
        world.clock.advance(Duration.ofHours(2));
        assertRefused(() -> changes.start(id, Actor.user("eve")), "separation-of-duties");
        assertThat(changes.start(id, DAN).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    @Test
    void nobodyStartsAChangeThatSomeoneApprovedForWhomTheyStandIn() {
        ChangeId id = world.scheduled(open());
        Instant now = world.clock.instant();
        changes.delegate("bob", "eve", now, now.plus(Duration.ofHours(1)), BOB);
        assertRefused(() -> changes.start(id, Actor.user("eve")), "separation-of-duties");
        world.clock.advance(Duration.ofHours(1));
        assertThat(changes.start(id, Actor.user("eve")).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    @Test
    void aDelegationAddedAfterTheVoteIsLookedAtAgainByTheStart() {
        Instant now = world.clock.instant();
        for (String involved : List.of("ann", "dan")) {
            ChangeId id = world.scheduled(ChangeWorld.ledger());
            // said only now, but so it was when bob voted
            changes.delegate(involved, "bob", now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)), CAT);
            assertRefused(() -> changes.start(id, DAN), "separation-of-duties");
            world.clock.advance(Duration.ofHours(2));
            assertRefused(() -> changes.start(id, DAN), "separation-of-duties");
            now = world.clock.instant();
        }
    }

    @Test
    void aDelegationThatBeganAfterTheVoteLeavesTheVotesOfOthersThanTheStarterAlone() {
        ChangeId id = world.scheduled(ChangeWorld.ledger());
        world.clock.advance(Duration.ofMinutes(1));
        Instant now = world.clock.instant();
        changes.delegate("ann", "bob", now, now.plus(Duration.ofHours(1)), ANN);
        assertThat(changes.start(id, DAN).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    @Test
    void delegationsMayGoOnForEverAndVotesStayLookedAt() {
        Instant now = world.clock.instant();
        ChangeId id = world.authorising(open());
        changes.delegate("eve", "bob", now, now.plus(Duration.ofHours(1)), CAT);
        changes.approve(id, hash(id), BOB);
        world.clock.advance(Duration.ofHours(1));
        for (int day = 0; day < 1_100; day++) {
            Instant start = world.clock.instant();
            changes.delegate("cat", "bob", start, start.plus(Duration.ofMinutes(1)), CAT);
            world.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(world.ops.records().get(Delegations.TYPE, "bob").value().from())
                .hasSize(Delegations.ENDED_KEPT + 1);
        assertRefused(() -> changes.start(id, Actor.user("eve")), "separation-of-duties");
        assertThat(changes.start(id, ANN).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    @Test
    void aDelegationEndsEarly() {
        Instant now = world.clock.instant();
        changes.delegate("ann", "bob", now, now.plus(Duration.ofHours(8)), ANN);
        changes.delegate("ann", "bob", now.plus(Duration.ofHours(9)), now.plus(Duration.ofHours(10)), ANN);
        changes.delegate("dan", "bob", now, now.plus(Duration.ofHours(8)), DAN);
        ChangeId id = world.authorising(open());
        world.clock.advance(Duration.ofHours(1));
        assertRefused(() -> changes.approve(id, hash(id), BOB), "separation-of-duties");
        changes.endDelegation("ann", "bob", ANN);
        assertThat(changes.approve(id, hash(id), BOB).phase()).isEqualTo(ChangePhase.SCHEDULED);
        assertThat(world.ops.records().get(Delegations.TYPE, "bob").value().at(world.clock.instant()))
                .as("those for others stay")
                .containsExactly("dan");
        assertThatThrownBy(() -> changes.endDelegation("ann", "bob", ANN)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> changes.endDelegation("ann", "cat", ANN)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void theJournalHoldsTheFactsOfDelegationsAndTemplates() {
        Instant now = world.clock.instant();
        changes.delegate("ann", "bob", now, now.plus(Duration.ofHours(8)), ANN);
        world.clock.advance(Duration.ofHours(1));
        changes.endDelegation("ann", "bob", ANN);
        changes.approveTemplate(template(), CAT);
        changes.withdrawTemplate(template().id(), "no longer", CAT);
        String hash = template().ref().hash().toString();
        String id = template().id();
        Map<String, String> data = new TreeMap<>();
        world.ops
                .journal()
                .all()
                .forEach(entry -> data.put(
                        entry.event().type(), CanonicalJson.write(entry.event().data())));
        assertThat(data)
                .containsEntry(
                        "change-delegations.added",
                        "{\"delegate\":\"bob\",\"end\":\"" + now.plus(Duration.ofHours(8))
                                + "\",\"person\":\"ann\",\"start\":\"" + now + "\"}")
                .containsEntry(
                        "change-delegations.ended",
                        "{\"at\":\"" + now.plus(Duration.ofHours(1)) + "\",\"delegate\":\"bob\",\"person\":\"ann\","
                                + "\"planned\":[{\"end\":\"" + now.plus(Duration.ofHours(8)) + "\",\"start\":\"" + now
                                + "\"}]}")
                .containsEntry("change-template.approved", "{\"hash\":\"" + hash + "\",\"id\":\"" + id + "\"}")
                .containsEntry(
                        "change-template.withdrawn",
                        "{\"hash\":\"" + hash + "\",\"id\":\"" + id + "\",\"why\":\"no longer\"}");
    }

    @Test
    void whereAnImplementerIsNamedOnlyTheyOrTheirDelegateStart() {
        ChangeId id = world.scheduled(ChangeWorld.ledger());
        Instant now = world.clock.instant();
        assertRefused(() -> changes.start(id, ANN), "other-implementer");
        changes.delegate("dan", "eve", now, now.plus(Duration.ofHours(1)), DAN);
        assertThat(changes.start(id, Actor.user("eve")).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    @Test
    void aStandardChangeIsNotStartedOnceItsTemplateIsAnotherOrWithdrawn() {
        ChangeTemplate approved = changes.approveTemplate(template(), CAT);
        ChangeId id = world.proposed(Change.standard("rotate", approved).component("ledger-db"));
        changes.submit(id, ANN);
        ChangeTemplate other = new ChangeTemplate(
                approved.id(), "other", approved.components(), approved.plan(), Optional.empty(), "x");
        changes.approveTemplate(other, CAT);
        assertRefused(() -> changes.start(id, ANN), "not-by-template");
        changes.withdrawTemplate(approved.id(), "the certificates rotate themselves", CAT);
        assertRefused(() -> changes.start(id, ANN), "not-by-template");
        assertThatThrownBy(() -> changes.withdrawTemplate(approved.id(), "again", CAT))
                .isInstanceOf(NotFoundException.class);
        changes.approveTemplate(template(), CAT);
        assertThat(changes.start(id, ANN).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    private static ChangeContent.Builder open() {
        return Change.normal("ledger 2.4").component("ledger-db").plan(PlanStep.of("deploy"));
    }

    @Test
    void nobodyGivesACommandInTheNameOfAnother() {
        ChangeId id = world.authorising(ChangeWorld.ledger());
        assertThatThrownBy(() ->
                        changes.execute(id, OptionalLong.empty(), new ChangeCommand.Approve("cat", hash(id)), ANN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("person who gives the command must be the actor, user:ann, but was \"cat\"");
        assertThat(changes.get(id).votes()).isEmpty();
    }

    @Test
    void aSecondVoteOfAPersonCountsForNothing() {
        ChangeWorld strict = new ChangeWorld(new ChangePolicy("two", 2, 2, 0.3, new TreeSet<>(), Duration.ofDays(1)));
        ChangeId id = strict.authorising(ChangeWorld.ledger());
        ContentHash hash = strict.changes.get(id).content().hash();
        assertThat(strict.changes.approve(id, hash, BOB).phase()).isEqualTo(ChangePhase.AUTHORISE);
        assertThat(strict.changes.approve(id, hash, BOB).votes()).hasSize(1);
        assertThat(strict.changes.approve(id, hash, CAT).phase()).isEqualTo(ChangePhase.SCHEDULED);
    }

    @Test
    void onlyApproversOfThePolicyApproveAndReject() {
        ChangeWorld strict = new ChangeWorld(
                new ChangePolicy("board", 1, 1, 0.3, new TreeSet<>(List.of("cat")), Duration.ofDays(1)));
        ChangeId id = strict.authorising(ChangeWorld.ledger());
        assertRefused(
                () -> strict.changes.approve(
                        id, strict.changes.get(id).content().hash(), BOB),
                "no-approver");
        assertRefused(() -> strict.changes.reject(id, "no", BOB), "no-approver");
        assertThat(strict.changes.reject(id, "no", CAT).phase()).isEqualTo(ChangePhase.REJECTED);
    }

    @Test
    void aRiskyChangeNeedsMoreVotes() {
        ChangeContent.Builder risky = Change.emergency("rewrite")
                .service("ledger")
                .service("checkout")
                .service("x")
                .plan(PlanStep.of("hope"));
        ChangeWorld wary = new ChangeWorld(new ChangePolicy("wary", 1, 2, 0.2, new TreeSet<>(), Duration.ofDays(1)));
        ChangeId id = wary.proposed(risky);
        wary.changes.submit(id, ANN);
        assertThat(wary.changes.risk(id).probability()).isGreaterThan(0.2);
        ContentHash hash = wary.changes.get(id).content().hash();
        assertThat(wary.changes.approve(id, hash, BOB).phase()).isEqualTo(ChangePhase.AUTHORISE);
        assertThat(wary.changes.approve(id, hash, CAT).phase()).isEqualTo(ChangePhase.SCHEDULED);
    }

    @Test
    void aChangeIsStartedInItsWindowAlone() {
        Instant opens = world.clock.instant().plus(Duration.ofHours(1));
        ChangeId id = world.scheduled(ChangeWorld.ledger().window(new Window(opens, opens.plus(Duration.ofHours(2)))));
        assertRefused(() -> changes.start(id, DAN), "outside-window");
        world.ops.runUntil(opens);
        assertThat(world.ops.journal().about(id.ref()))
                .extracting(entry -> entry.event().type())
                .contains("change.window-opened");
        world.clock.set(opens.plus(Duration.ofHours(2)));
        assertRefused(() -> changes.start(id, DAN), "outside-window");
        world.clock.set(opens.plus(Duration.ofHours(2)).minusNanos(1_000));
        assertThat(changes.start(id, DAN).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    @Test
    void aChangeWhoseWindowIsOverIsNeitherSubmittedNorApprovedUntilItHasALaterOne() {
        Instant now = world.clock.instant();
        Window past = new Window(now.minusSeconds(60), now);
        ChangeId late = world.proposed(ChangeWorld.ledger().window(past));
        assertRefused(() -> changes.submit(late, ANN), "window-over");
        assertThatThrownBy(() -> changes.submit(late, ANN))
                .hasMessageContaining("the window of the change ended at 2026-11-24T02:00:00Z, and it is"
                        + " 2026-11-24T02:00:00Z; edit the change to give it a later one");
        changes.edit(
                late,
                changes.get(late).content().toBuilder()
                        .window(new Window(now, now.plusSeconds(60)))
                        .build(),
                ANN);
        changes.submit(late, ANN);
        changes.assess(late, "fine", BOB);
        ContentHash hash = changes.get(late).content().hash();
        world.clock.set(now.plusSeconds(60));
        assertRefused(() -> changes.approve(late, hash, BOB), "window-over");
        assertThat(changes.get(late).votes()).isEmpty();
        world.clock.set(now.plusSeconds(60).minusNanos(1_000));
        assertThat(changes.approve(late, hash, BOB).phase()).isEqualTo(ChangePhase.SCHEDULED);
    }

    @Test
    void anEmergencyDoesNotWaitForItsWindowHoweverLongItIsOver() {
        Instant now = world.clock.instant();
        ChangeId id = world.proposed(Change.emergency("rewrite")
                .component("ledger-db")
                .plan(PlanStep.of("hope"))
                .window(new Window(now.minusSeconds(60), now)));
        changes.submit(id, ANN);
        changes.approve(id, changes.get(id).content().hash(), BOB);
        assertThat(changes.start(id, DAN).phase()).isEqualTo(ChangePhase.IMPLEMENTING);
    }

    /** A merged duplicate, a false alarm and a suspicion are no incidents of a service that is changed. */
    @Test
    void onlyIncidentsOfTheirOwnCountForTheRisk() {
        ChangeId id = world.proposed(Change.normal("tune").service("ledger").plan(PlanStep.of("do")));
        double calm = changes.risk(id).probability();
        Instant at = world.clock.instant().minusSeconds(3_600);
        IncidentFacts real = new IncidentFacts(
                "i1",
                ServiceId.of("ledger"),
                Severity.SEV2,
                "errors",
                new TreeMap<>(),
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        for (IncidentFacts none : List.of(
                ended(real, "i2", Optional.of("i1")),
                ended(real, "i3", Optional.empty()),
                new IncidentFacts(
                        "i4",
                        real.service(),
                        real.severity(),
                        real.summary(),
                        real.labels(),
                        at,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true))) {
            world.ops.run(ANN, unit -> unit.put(IncidentFacts.TYPE, none));
            assertThat(changes.risk(id).probability()).as(none.id()).isEqualTo(calm);
        }
        world.ops.run(ANN, unit -> unit.put(IncidentFacts.TYPE, real));
        assertThat(changes.risk(id).probability()).isGreaterThan(calm);
    }

    private static IncidentFacts ended(IncidentFacts like, String id, Optional<String> into) {
        return new IncidentFacts(
                id,
                like.service(),
                like.severity(),
                like.summary(),
                like.labels(),
                like.openedAt(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(like.openedAt().plusSeconds(60)),
                into,
                false);
    }

    @Test
    void aMistypedComponentIsNamedByTheRisk() {
        ChangeId id = world.proposed(Change.normal("typo").component("ledgr-db").plan(PlanStep.of("do")));
        assertThat(changes.risk(id).explanation().render())
                .contains("1 thing is not in the catalog: component/ledgr-db");
    }

    @Test
    void anOverdueReviewIsNotedOnceAndAReviewInTimeIsNot() {
        ChangeId late = world.started(ChangeWorld.ledger());
        changes.finish(late, "", DAN);
        ChangeId timely = world.started(ChangeWorld.ledger());
        changes.finish(timely, "", DAN);
        changes.close(timely, "fine", CAT);
        world.ops.runUntil(world.clock.instant().plus(Duration.ofDays(20)));
        assertThat(world.ops.journal().about(late.ref()))
                .extracting(entry -> entry.event().type())
                .containsOnlyOnce("change.review-overdue");
        assertThat(world.ops.journal().about(timely.ref()))
                .extracting(entry -> entry.event().type())
                .doesNotContain("change.review-overdue");
    }

    @Test
    void whatOthersMayKnowIsPublishedWithTheChange() {
        ChangeId id = world.scheduled(ChangeWorld.ledger());
        assertThat(world.ops.records().find(ChangeFacts.TYPE, id.value())).isEmpty();
        changes.start(id, DAN);
        ChangeFacts started =
                world.ops.records().get(ChangeFacts.TYPE, id.value()).value();
        assertThat(started.startedAt()).isEqualTo(world.clock.instant());
        assertThat(started.outcome()).isEmpty();
        changes.finish(id, "", DAN);
        world.clock.advance(Duration.ofMinutes(10));
        changes.backOut(id, "it fails", DAN);
        ChangeFacts after =
                world.ops.records().get(ChangeFacts.TYPE, id.value()).value();
        assertThat(after.outcome()).contains(ChangeFacts.Outcome.BACKED_OUT);
        assertThat(after.finishedAt()).as("when it was taken back").contains(world.clock.instant());
        assertThat(after.risk()).isEqualTo(changes.risk(id).probability());
        assertThat(changes.backOut(id, "again", DAN).outcome()).contains(ChangeFacts.Outcome.BACKED_OUT);
    }

    @Test
    void anEditAfterTheStartIsRefused() {
        ChangeId id = world.started(ChangeWorld.ledger());
        assertRefused(
                () -> changes.edit(
                        id, changes.get(id).content().toBuilder().title("x").build(), ANN),
                "wrong-state");
    }

    @Test
    void aStaleVersionIsAConflict() {
        ChangeId id = world.proposed(ChangeWorld.ledger());
        changes.submit(id, ANN);
        assertThatThrownBy(() -> changes.execute(id, OptionalLong.of(1), new ChangeCommand.Assess("bob", "fine"), BOB))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void anUnknownChangeIsNotFoundOrRefused() {
        ChangeId nobody = ChangeId.of("nobody");
        assertThatThrownBy(() -> changes.get(nobody)).isInstanceOf(NotFoundException.class);
        assertRefused(() -> changes.start(nobody, DAN), "wrong-state");
    }

    @Test
    void malformedContentIsRefusedWithItsRule() {
        assertThatThrownBy(() -> Change.normal(" ").component("x").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("change title must not be blank, but was \" \"");
        assertThatThrownBy(() -> Change.normal("a").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("be at least one together");
        ChangeId unplanned = world.proposed(Change.normal("a").component("ledger-db"));
        assertRefused(() -> changes.submit(unplanned, ANN), "no-plan");
    }

    static Stream<Arguments> commands() {
        ContentHash hash = ChangeWorld.ledger().build().hash();
        return Stream.<Map.Entry<String, BiConsumer<Changes, ChangeId>>>of(
                        Map.entry("change.propose", (c, id) -> c.propose(ChangeWorld.ledger(), ANN)),
                        Map.entry(
                                "change.edit",
                                (c, id) -> c.edit(id, ChangeWorld.ledger().build(), ANN)),
                        Map.entry("change.submit", (c, id) -> c.submit(id, ANN)),
                        Map.entry("change.assess", (c, id) -> c.assess(id, "x", BOB)),
                        Map.entry("change.approve", (c, id) -> c.approve(id, hash, BOB)),
                        Map.entry("change.reject", (c, id) -> c.reject(id, "x", BOB)),
                        Map.entry("change.start", (c, id) -> c.start(id, DAN)),
                        Map.entry("change.finish", (c, id) -> c.finish(id, "", DAN)),
                        Map.entry("change.finish", (c, id) -> c.fail(id, "", DAN)),
                        Map.entry("change.back-out", (c, id) -> c.backOut(id, "x", DAN)),
                        Map.entry("change.close", (c, id) -> c.close(id, "x", CAT)),
                        Map.entry("change.cancel", (c, id) -> c.cancel(id, "x", ANN)),
                        Map.entry("change.comment", (c, id) -> c.comment(id, "x", ANN)),
                        Map.entry("change.annotate", (c, id) -> c.annotate(id, Map.of(), List.of(), ANN)),
                        Map.entry("change-template.approve", (c, id) -> c.approveTemplate(template(), CAT)),
                        Map.entry("change-template.withdraw", (c, id) -> c.withdrawTemplate("t", "x", CAT)),
                        Map.entry("change-delegations.end", (c, id) -> c.endDelegation("a", "b", CAT)),
                        Map.entry(
                                "change-delegations.add",
                                (c, id) -> c.delegate("a", "b", Instant.EPOCH, Instant.EPOCH.plusSeconds(1), CAT)))
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void everyCommandAsksForItsPermission(String permission, BiConsumer<Changes, ChangeId> command) {
        ChangeId id = world.proposed(ChangeWorld.ledger());
        try (ItOps denying = ItOps.builder()
                .store(world.store)
                .clock(world.clock)
                .ids(IdSource.seeded(9))
                .authorizer((actor, asked, subject) -> asked.name().equals(permission)
                        ? AccessDecision.deny("not this one")
                        : AccessDecision.allow("all others"))
                .build()) {
            Changes denied = Changes.attach(denying);
            assertThatThrownBy(() -> command.accept(denied, id))
                    .isInstanceOfSatisfying(
                            AccessDeniedException.class,
                            e -> assertThat(e.permission()).isEqualTo(permission));
        }
    }
}
