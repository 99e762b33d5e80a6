package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static io.itops.incident.Scene.CHECKOUT;
import static io.itops.incident.Scene.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Signal;
import io.itops.core.spi.Authorizer;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.Subscription;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.priority.Priority;
import io.itops.incident.problem.Problem;
import io.itops.incident.problem.ProblemCommand;
import io.itops.incident.problem.ProblemId;
import io.itops.incident.problem.ProblemStatement;
import io.itops.incident.problem.Problems;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What restricted incidents tell to whom. */
class NeedToKnowTest {
    static final Actor EVE = Actor.user("eve");
    static final Actor SAM = Actor.user("sam");
    static final String SECRET = "customer data left by the export job";

    /** Sam, of the security team, reads every restricted incident; everyone else what they are involved in; the rest is allowed to all. */
    static final Authorizer SECURITY_TEAM =
            (actor, permission, subject) -> permission.name().equals("incident.read") && !actor.equals(SAM)
                    ? AccessDecision.deny("only the security team reads what is restricted")
                    : AccessDecision.allow("everyone may");

    /** Not even those involved may read what is restricted. */
    static final Authorizer SECURITY_TEAM_ALONE =
            (actor, permission, subject) -> permission.name().startsWith("incident.read") && !actor.equals(SAM)
                    ? AccessDecision.deny("only the security team reads what is restricted")
                    : AccessDecision.allow("everyone may");

    static Scene scene(IncidentOptions.Builder options) {
        return Scene.of(options.build(), SECURITY_TEAM);
    }

    static IncidentOptions.Builder options() {
        return IncidentOptions.builder().policy(Scene.annThenBob());
    }

    static Trouble secret(String key) {
        return Trouble.of(key, CHECKOUT, Severity.SEV2, SECRET).restrictedTo(List.of());
    }

    @Test
    void aRestrictedIncidentIsReadByWhoMayAndByThoseInvolvedAndToOthersThereIsNone() {
        try (Scene scene = scene(options())) {
            Incident incident = scene.incidents.declare(secret(KEY), BOB);
            assertThat(incident.restricted()).isTrue();
            assertThat(scene.incidents.get(incident.id()).summary()).isEqualTo(SECRET);
            for (Actor reader : List.of(SAM, ANN, BOB)) {
                assertThat(scene.incidents.as(reader).get(incident.id()).summary())
                        .as("read by %s", reader)
                        .isEqualTo(SECRET);
                assertThat(scene.incidents.as(reader).list(IncidentQuery.newest()))
                        .hasSize(1);
            }
            IncidentReader eve = scene.incidents.as(EVE);
            assertThatThrownBy(() -> eve.get(incident.id())).isInstanceOf(NotFoundException.class);
            assertThat(eve.open(KEY)).isEmpty();
            assertThat(eve.list(IncidentQuery.newest())).isEmpty();
        }
    }

    @Test
    void theAuthorizerHasTheLastWordAlsoAboutThoseInvolved() {
        Authorizer nobody = (actor, permission, subject) -> permission.name().startsWith("incident.read")
                ? AccessDecision.deny("nobody reads it")
                : AccessDecision.allow("the rest");
        try (Scene scene = Scene.of(options().build(), nobody)) {
            Incident incident = scene.incidents.declare(secret(KEY), BOB);
            assertThatThrownBy(() -> scene.incidents.as(BOB).get(incident.id())).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void whatIsHiddenTakesNoPlaceInLists() {
        try (Scene scene = scene(options())) {
            for (int i = 0; i < 30; i++) {
                Trouble open = Trouble.of("k" + i, CHECKOUT, Severity.SEV3, "slow " + i);
                scene.incidents.declare(i % 3 == 0 ? open : open.restrictedTo(List.of()), SAM);
                scene.clock.advance(Duration.ofSeconds(1));
            }
            assertThat(scene.incidents.as(EVE).list(IncidentQuery.newest().atMost(4)))
                    .extracting(Incident::summary)
                    .containsExactly("slow 27", "slow 24", "slow 21", "slow 18");
        }
    }

    @Test
    void commandsOfThoseWhoMayNotReadItMeetWhatIsNotThere() {
        Authorizer noNotes = (actor, permission, subject) -> permission.name().equals("incident.close")
                ? AccessDecision.deny("nobody closes")
                : SECURITY_TEAM.authorize(actor, permission, subject);
        try (Scene scene = Scene.of(options().build(), noNotes)) {
            Incident incident = scene.incidents.declare(secret(KEY), BOB);
            assertThatThrownBy(() -> scene.incidents.note(incident.id(), "what is it?", EVE))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> scene.incidents.close(incident.id(), "", EVE))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> scene.incidents.communication().identify(incident.id(), "a leak", EVE))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> scene.incidents
                            .reviews()
                            .add(incident.id(), "ask", java.util.Optional.empty(), scene.minute(90), EVE))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("there is no incident");
            scene.incidents.note(incident.id(), "I am on it", BOB);
        }
    }

    @Test
    void refusalsNameNoHiddenIncident() {
        try (Scene scene = scene(options())) {
            Incident hidden = scene.incidents.declare(secret(KEY), BOB);
            Incident open = scene.incidents.declare(Trouble.of("open", CHECKOUT, Severity.SEV3, "slow"), EVE);
            assertThatThrownBy(() -> scene.incidents.declare(Trouble.of(KEY, CHECKOUT, Severity.SEV1, "x"), EVE))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("another incident")
                    .hasMessageNotContaining(hidden.id().value());
            // a merge into it is refused just as one into an incident that does not exist
            String unknown = refusal(scene, open.id(), IncidentId.of("nowhere"));
            assertThat(refusal(scene, open.id(), hidden.id()))
                    .isEqualTo(unknown.replace("nowhere", hidden.id().value()));
        }
    }

    @Test
    void aLinkToAHiddenIncidentIsTakenAwayByThoseAloneWhoMayReadIt() {
        try (Scene scene = scene(options())) {
            Problems problems = Problems.attach(scene.ops);
            Incident hidden = scene.incidents.declare(secret(KEY), SAM);
            ProblemId id = problems.open(ProblemStatement.of("the pool is small"), Priority.P3, SAM)
                    .id();
            problems.execute(id, new ProblemCommand.Link(hidden.id()), SAM).orElseThrow();
            long version = problems.current(id).version();
            for (IncidentId guessed : List.of(hidden.id(), IncidentId.of("nowhere"))) {
                var outcome = (Outcome.Accepted<Problem>)
                        problems.execute(id, new ProblemCommand.Unlink(guessed, "a guess"), EVE);
                assertThat(outcome.version()).as("unlinked %s", guessed).isEqualTo(version);
                assertThat(outcome.state().incidents()).isEmpty();
            }
            assertThat(problems.as(SAM).get(id).incidents()).containsExactly(hidden.id());
            problems.execute(id, new ProblemCommand.Unlink(hidden.id(), "another pool"), SAM)
                    .orElseThrow();
            assertThat(problems.as(SAM).get(id).incidents()).isEmpty();
        }
    }

    private static String refusal(Scene scene, IncidentId id, IncidentId into) {
        try {
            scene.incidents.merge(id, into, "", EVE);
            return "merged";
        } catch (RefusedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void servicesAndLabelsRestrictWhatSignalsOpen() {
        try (Scene scene = scene(options().restrict(ServiceId.of("vault")).restrict("kind", "security"))) {
            scene.ops.accept(Signal.firing("a", ServiceId.of("vault"), Severity.SEV2, "sealed"));
            scene.ops.accept(
                    Signal.firing("b", CHECKOUT, Severity.SEV2, "odd logins").withLabels(Map.of("kind", "security")));
            scene.ops.accept(Signal.firing("c", CHECKOUT, Severity.SEV2, "slow").withLabels(Map.of("kind", "load")));
            scene.settle();
            assertThat(scene.incidents.list(IncidentQuery.newest()))
                    .extracting(Incident::dedupKey, Incident::restricted)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("a", true),
                            org.assertj.core.groups.Tuple.tuple("b", true),
                            org.assertj.core.groups.Tuple.tuple("c", false));
            assertThat(scene.incidents.as(EVE).list(IncidentQuery.newest()))
                    .extracting(Incident::dedupKey)
                    .containsExactly("c");
        }
    }

    @Test
    void itIsRestrictedAndOpenedAgainByCommandsWithReasonsInTheJournal() {
        try (Scene scene = scene(options())) {
            Incident incident = scene.fire(Severity.SEV2, SECRET);
            assertThat(scene.incidents.as(EVE).get(incident.id()).summary()).isEqualTo(SECRET);
            scene.incidents.restrict(incident.id(), List.of("eve"), "it looks like a breach", SAM);
            assertThat(scene.incidents.as(EVE).get(incident.id()).needToKnow()).isPresent();
            scene.incidents.restrict(incident.id(), Set.of(), "eve has left the team", SAM);
            assertThatThrownBy(() -> scene.incidents.as(EVE).get(incident.id())).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> scene.incidents.unrestrict(incident.id(), "let me see", EVE))
                    .isInstanceOf(NotFoundException.class);
            scene.incidents.unrestrict(incident.id(), "it was a test", SAM);
            assertThat(scene.incidents.as(EVE).get(incident.id()).restricted()).isFalse();
            assertThat(scene.types(incident)).endsWith("restricted", "restricted", "unrestricted");
        }
    }

    @Test
    void whoIsPagedOrHasARoleReadsItAndStaysInvolvedWhenItIsReopened() {
        try (Scene scene = scene(options())) {
            Incident incident = scene.incidents.declare(secret(KEY), SAM);
            assertThatThrownBy(() -> scene.incidents.as(BOB).get(incident.id())).isInstanceOf(NotFoundException.class);
            scene.passMinutes(6);
            assertThat(scene.incidents.as(BOB).get(incident.id()).id()).isEqualTo(incident.id());
            scene.incidents.resolve(incident.id(), "", SAM);
            scene.incidents.reopen(incident.id(), "again", SAM);
            assertThat(scene.incidents.get(incident.id()).escalation().paged()).doesNotContainKey("bob");
            assertThat(scene.incidents.as(BOB).get(incident.id()).id()).isEqualTo(incident.id());
            scene.incidents.communication().assign(incident.id(), IncidentRole.SCRIBE, "eve", "", SAM);
            assertThat(scene.incidents.as(EVE).get(incident.id()).id()).isEqualTo(incident.id());
        }
    }

    @Test
    void theMarkGoesToTheRootOfAMergeAndToWhatIsSplitOffAndToWhatFollows() {
        try (Scene scene = scene(options())) {
            Incident hidden = scene.incidents.declare(secret(KEY), BOB);
            Incident root = scene.incidents.declare(Trouble.of("root", CHECKOUT, Severity.SEV3, "slow"), SAM);
            scene.incidents.merge(hidden.id(), root.id(), "", SAM);
            assertThat(scene.incidents.get(root.id()).restricted()).isTrue();
            assertThat(scene.incidents.as(BOB).get(root.id()).id())
                    .as("who was involved in the part")
                    .isEqualTo(root.id());
            Incident part = scene.incidents.split(
                    root.id(), Trouble.of(KEY + "-2", CHECKOUT, Severity.SEV3, "a part"), "", SAM);
            assertThat(part.restricted()).isTrue();
            scene.incidents.unmerge(hidden.id(), "", SAM);
            assertThat(scene.incidents.get(root.id()).restricted())
                    .as("never lost")
                    .isTrue();
            assertThat(scene.incidents.get(hidden.id()).restricted()).isTrue();
            scene.incidents.cancel(hidden.id(), "over", SAM);
            Incident next = scene.fire(Severity.SEV3, "again");
            assertThat(next.follows()).contains(hidden.id());
            assertThat(next.restricted()).isTrue();
            assertThat(scene.incidents.as(BOB).get(next.id()).id()).isEqualTo(next.id());
        }
    }

    @Test
    void anOpenIncidentShowsNoneOfItsHiddenRelatives() {
        try (Scene scene = scene(options())) {
            Incident hidden = scene.incidents.declare(secret(KEY), SAM);
            Incident whole = scene.incidents.declare(Trouble.of("whole", CHECKOUT, Severity.SEV3, "all"), EVE);
            Incident part = scene.incidents.declare(Trouble.of("part", CHECKOUT, Severity.SEV3, "part"), EVE);
            scene.incidents.link(hidden.id(), java.util.Optional.of(whole.id()), SAM);
            scene.incidents.merge(part.id(), hidden.id(), "", SAM);
            assertThat(scene.incidents.get(whole.id()).family().children()).containsExactly(hidden.id());
            IncidentReader eve = scene.incidents.as(EVE);
            assertThat(eve.get(whole.id()).family().children()).isEmpty();
            assertThat(eve.get(part.id()).mergedInto()).isEmpty();
            assertThat(eve.get(part.id()).state()).isEqualTo(IncidentState.MERGED);
            assertThat(scene.incidents.note(whole.id(), "a note", EVE).family().children())
                    .isEmpty();
            assertThat(eve.why(whole.id()).toString())
                    .doesNotContain(hidden.id().value());
            assertThatThrownBy(() -> scene.incidents.acknowledge(part.id(), EVE))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageNotContaining(hidden.id().value());
        }
    }

    @Test
    void publishedFactsTellNeitherSummaryNorLabels() {
        try (Scene scene = scene(options())) {
            Incident incident = scene.incidents.declare(
                    Trouble.of(KEY, CHECKOUT, Severity.SEV2, SECRET)
                            .withLabels(Map.of("tenant", "acme"))
                            .restrictedTo(List.of()),
                    SAM);
            IncidentFacts facts = published(scene, incident);
            assertThat(facts.summary()).isEqualTo("restricted incident");
            assertThat(facts.labels()).isEmpty();
            scene.incidents.unrestrict(incident.id(), "it was none", SAM);
            assertThat(published(scene, incident).summary()).isEqualTo(SECRET);
            assertThat(published(scene, incident).labels()).containsEntry("tenant", "acme");
        }
    }

    private static IncidentFacts published(Scene scene, Incident incident) {
        return scene.ops
                .records()
                .get(IncidentFacts.TYPE, incident.id().value())
                .value();
    }

    @Test
    void theJournalOfTheServiceDoesNotTellWhatItIsAbout() {
        try (Scene scene = scene(options())) {
            scene.incidents.declare(secret(KEY), SAM);
            Ref service = Ref.of("service", CHECKOUT.value());
            assertThat(scene.ops.journal().about(service))
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.event().summary()).doesNotContain(SECRET));
            assertThat(scene.incidents.as(SAM).journal(service)).isNotEmpty();
            assertThat(scene.incidents.as(EVE).journal(service)).isEmpty();
        }
    }

    @Test
    void pagesTellWhatItIsAboutOnlyToThoseWhoMayReadIt() {
        EscalationPolicy both = EscalationPolicy.builder()
                .step("ann", Duration.ofMinutes(5))
                .step("mallory", Duration.ofMinutes(5))
                .build();
        Authorizer notMallory = (actor, permission, subject) ->
                permission.name().equals("incident.read-involved") && actor.id().equals("mallory")
                        ? AccessDecision.deny("mallory reads nothing restricted")
                        : SECURITY_TEAM.authorize(actor, permission, subject);
        try (Scene scene = Scene.of(IncidentOptions.of(both), notMallory)) {
            Incident incident = scene.incidents.declare(secret(KEY), SAM);
            scene.passMinutes(6);
            var pages = scene.pager.deliveries().stream()
                    .map(delivery -> delivery.notification())
                    .toList();
            assertThat(pages).hasSize(2);
            assertThat(pages.get(0).title()).contains(SECRET);
            assertThat(pages.get(1).to().address()).isEqualTo("mallory");
            assertThat(pages.get(1).title()).isEqualTo("[SEV2] Restricted incident " + incident.id());
            assertThat(pages.get(1).body()).doesNotContain(SECRET);
            assertThat(pages.get(1).facts())
                    .containsKeys("incident", "version", "severity")
                    .doesNotContainKeys("dedup-key", "service", "reason");
        }
    }

    @Test
    void whatHadBeenWaitingWhenItWasRestrictedTellsNothingEither() {
        try (Scene scene = Scene.of(options().build(), SECURITY_TEAM_ALONE)) {
            // nothing has run yet: the page waits in its lane
            Incident incident = scene.incidents.declare(Trouble.of(KEY, CHECKOUT, Severity.SEV2, SECRET), SAM);
            scene.incidents.restrict(incident.id(), List.of(), "a breach", SAM);
            scene.settle();
            assertThat(scene.pager.deliveries())
                    .singleElement()
                    .satisfies(page -> assertThat(page.notification().title())
                            .isEqualTo("[SEV2] Restricted incident " + incident.id()));
        }
    }

    @Test
    void updatesGoToSubscribersWhoMayReadTheIncidentAndTheStatusTellsNothingOfWhoPublished() {
        try (Scene scene = scene(options())) {
            var communication = scene.incidents.communication();
            var to = new io.itops.core.delivery.Destination("pager", "list");
            communication.subscriptions().put(Subscription.of("list", "staff", to), SAM);
            communication
                    .subscriptions()
                    .put(Subscription.of("eve", "staff", to).readBy("eve"), SAM);
            communication
                    .subscriptions()
                    .put(
                            Subscription.of("sam", "staff", new io.itops.core.delivery.Destination("pager", "sam"))
                                    .readBy("sam"),
                            SAM);
            Incident incident = scene.incidents.declare(secret(KEY), SAM);
            communication.publish(incident.id(), List.of("staff"), "we look into it", SAM);
            scene.settle();
            assertThat(scene.sent()).contains("status-update:sam").doesNotContain("status-update:list");
            assertThat(communication.status(incident.id(), "staff").updates())
                    .singleElement()
                    .satisfies(update -> assertThat(update.toString()).doesNotContain("sam"));
        }
    }

    /** The examples of the documentation. */
    @Test
    void incidentsAreReadOnBehalfOfAnActor() {
        try (Scene scene = scene(options())) {
            Incidents incidents = scene.incidents;
            Trouble trouble = Trouble.of(KEY, CHECKOUT, Severity.SEV2, SECRET);
            Incident breach = incidents.declare(trouble.restrictedTo(List.of("sam")), Actor.user("ann"));
            IncidentReader seen = incidents.as(Actor.user("eve"));
            seen.list(IncidentQuery.newest()); // without the restricted incidents that eve does not need to know of
            assertThat(seen.list(IncidentQuery.newest())).isEmpty();
            assertThat(incidents.as(Actor.user("ann")).get(breach.id())).isEqualTo(breach);
        }
    }
}
