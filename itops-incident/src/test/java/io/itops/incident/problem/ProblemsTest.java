package io.itops.incident.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.signal.ChangeFacts;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.knowledge.KnowledgeEntry;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private static final Actor ANN = Actor.user("ann");

    private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
    private final List<String> asked = new ArrayList<>();
    private String denied = "";
    private final ItOps ops = ItOps.builder()
            .store(new InMemoryStore(clock))
            .clock(clock)
            .ids(IdSource.seeded(3))
            .notifier(new RecordingNotifier("pager"))
            .authorizer((actor, permission, subject) -> {
                asked.add(permission.name());
                return permission.name().equals(denied) ? AccessDecision.deny("not you") : AccessDecision.allow("test");
            })
            .build();
    private final Incidents incidents = Incidents.attach(
            ops, EscalationPolicy.builder().step("ann", Duration.ofDays(7)).build());
    private final Problems problems = Problems.attach(ops);

    @AfterEach
    void close() {
        ops.close();
    }

    private ProblemId open(String title) {
        return problems.open(ProblemStatement.of(title), Priority.P3, ANN).id();
    }

    private Problem does(ProblemId id, ProblemCommand command) {
        return problems.execute(id, command, ANN).orElseThrow();
    }

    private String refusal(ProblemId id, ProblemCommand command) {
        Outcome<Problem> outcome = problems.execute(id, command, ANN);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        return outcome.reasons().get(0).code();
    }

    private IncidentId incident(String key) {
        return incidents
                .declare(new Trouble(key, ServiceId.of("checkout"), Severity.SEV3, "slow", new TreeMap<>()), ANN)
                .id();
    }

    private List<String> types(Ref ref) {
        return ops.journal().about(ref).stream()
                .map(entry -> entry.event().type())
                .toList();
    }

    @Test
    void aProblemGoesFromSuspicionToAFixInAChange() {
        ProblemId id = open("checkout loses its connections");
        does(id, new ProblemCommand.Queue("databases", "theirs"));
        does(id, new ProblemCommand.Assess("bob"));
        does(id, new ProblemCommand.Analyse("bob"));
        does(id, new ProblemCommand.DeclareKnownError("restart the pool"));
        assertThat(refusal(id, new ProblemCommand.FixInChange(Ref.of("change", "c1"))))
                .isEqualTo("no-root-cause");
        does(id, new ProblemCommand.FindRootCause("the pool has no limit of age"));
        Problem fixing = does(id, new ProblemCommand.FixInChange(Ref.of("change", "c1")));
        assertThat(fixing.state()).isEqualTo(ProblemState.FIX_IN_CHANGE);
        assertThat(fixing.findings().workaround()).contains("restart the pool");
        assertThat(fixing.owner()).contains("bob");
        assertThat(problems.list(ProblemState.KNOWN_ERROR)).isEmpty();
        assertThat(problems.knownErrors())
                .as("still one while a change is to fix it")
                .containsExactly(fixing);
        Problem over = does(id, new ProblemCommand.Resolve(ResolutionCode.FIXED, "seen for a week"));
        assertThat(over.resolution().orElseThrow().at()).isEqualTo(clock.instant());
        assertThat(does(id, new ProblemCommand.Close(Optional.empty(), "")).category())
                .isEqualTo(ProblemCategory.CLOSED);
        assertThat(types(Ref.of("change", "c1"))).containsExactly("problem.fix-planned");
        assertThat(problems.knownErrors()).isEmpty();
        Problem queued = does(id, new ProblemCommand.Reopen("it is back", Optional.of("databases")));
        assertThat(queued.state()).isEqualTo(ProblemState.QUEUED);
        assertThat(queued.owner()).isEmpty();
        assertThat(problems.waiting("databases")).containsExactly(queued);
        assertThat(asked).contains("problem.reopen").noneMatch(name -> name.contains("queued"));
        assertThat(problems.knownErrors()).containsExactly(queued);
    }

    @Test
    void aFixIsNotInPlaceWhileItsChangeSaysOtherwise() {
        ProblemId id = open("leak");
        does(id, new ProblemCommand.Analyse("bob"));
        does(id, new ProblemCommand.FindRootCause("a cache without a bound"));
        does(id, new ProblemCommand.FixInChange(Ref.of("change", "c1")));
        publish(Optional.empty());
        assertThat(refusal(id, new ProblemCommand.Resolve(ResolutionCode.FIXED, "")))
                .isEqualTo("fix-not-in-place");
        publish(Optional.of(ChangeFacts.Outcome.BACKED_OUT));
        Outcome<Problem> refused =
                problems.execute(id, new ProblemCommand.Close(Optional.of(ResolutionCode.FIXED), ""), ANN);
        assertThat(refused.reasons().get(0).text()).isEqualTo("change c1, which is to fix it, was backed out");
        assertThat(does(id, new ProblemCommand.Resolve(ResolutionCode.GONE, "")).state())
                .as("what does not rest on the change is not held up by it")
                .isEqualTo(ProblemState.RESOLVED);
        does(id, new ProblemCommand.Reopen("no"));
        publish(Optional.of(ChangeFacts.Outcome.SUCCESSFUL));
        assertThat(does(id, new ProblemCommand.Resolve(ResolutionCode.FIXED, ""))
                        .state())
                .isEqualTo(ProblemState.RESOLVED);
    }

    private void publish(Optional<ChangeFacts.Outcome> outcome) {
        ops.run(Actor.system("changes"), unit -> {
            unit.find(ChangeFacts.TYPE, "c1");
            unit.put(
                    ChangeFacts.TYPE,
                    new ChangeFacts(
                            "c1",
                            "bound the cache",
                            List.of(),
                            List.of(),
                            clock.instant(),
                            outcome.map(is -> clock.instant()),
                            outcome,
                            0.1));
        });
    }

    @Test
    void anAcceptedRiskIsQueuedAgainOnItsDayAndNotBefore() {
        ProblemId id = open("an old library");
        does(id, new ProblemCommand.Analyse("bob"));
        var month = new RiskAcceptance("eve", clock.instant().plus(Duration.ofDays(30)), "it is replaced in spring");
        does(id, new ProblemCommand.AcceptRisk(month));
        var more = new RiskAcceptance("eve", clock.instant().plus(Duration.ofDays(60)), "spring is late");
        does(id, new ProblemCommand.AcceptRisk(more));
        ops.runUntil(clock.instant().plus(Duration.ofDays(59)));
        assertThat(problems.get(id).state())
                .as("extended: the first day does not count any more")
                .isEqualTo(ProblemState.RISK_ACCEPTED);
        ops.runUntil(clock.instant().plus(Duration.ofDays(1)));
        assertThat(problems.get(id).state()).isEqualTo(ProblemState.QUEUED);
        assertThat(problems.get(id).risk()).isEmpty();
        assertThat(types(id.ref())).last().isEqualTo("problem.risk-lapsed");
    }

    @Test
    void aRiskThatIsAcceptedNoLongerHasNoDay() {
        ProblemId id = open("an old library");
        does(id, new ProblemCommand.Analyse("bob"));
        does(
                id,
                new ProblemCommand.AcceptRisk(
                        new RiskAcceptance("eve", clock.instant().plus(Duration.ofDays(30)), "cheap")));
        Problem closed = does(id, new ProblemCommand.Close(Optional.of(ResolutionCode.RISK_ACCEPTED), ""));
        assertThat(closed.risk())
                .as("a close for that reason says who answers for it")
                .isPresent();
        int entries = types(id.ref()).size();
        ops.runUntil(clock.instant().plus(Duration.ofDays(40)));
        assertThat(types(id.ref())).hasSize(entries);
        assertThat(problems.get(id).state()).isEqualTo(ProblemState.CLOSED);
    }

    @Test
    void aRiskIsNotAcceptedUntilADayThatIsOver() {
        ProblemId id = open("an old library");
        does(id, new ProblemCommand.Analyse("bob"));
        var past = new RiskAcceptance("eve", clock.instant().minusSeconds(1), "cheap");
        assertThat(refusal(id, new ProblemCommand.AcceptRisk(past))).isEqualTo("past-until");
    }

    @Test
    void problemsAndIncidentsAreLinkedManyToManyAndJournaledOnBoth() {
        ProblemId pool = open("pool");
        ProblemId disk = open("disk");
        IncidentId one = incident("k1");
        IncidentId two = incident("k2");
        does(pool, new ProblemCommand.Link(one));
        does(pool, new ProblemCommand.Link(two));
        does(pool, new ProblemCommand.Link(two));
        does(disk, new ProblemCommand.Link(one));
        assertThat(problems.get(pool).incidents()).containsExactly(one, two);
        assertThat(problems.behind(one)).extracting(Problem::id).containsExactlyInAnyOrder(pool, disk);
        assertThat(types(two.ref()))
                .filteredOn(type -> type.startsWith("problem."))
                .hasSize(1);
        does(pool, new ProblemCommand.Unlink(one, "another pool"));
        assertThat(problems.behind(one)).extracting(Problem::id).containsExactly(disk);
        assertThat(types(one.ref()))
                .filteredOn(type -> type.startsWith("problem."))
                .containsExactly("problem.incident-linked", "problem.incident-linked", "problem.incident-unlinked");
        assertThat(refusal(pool, new ProblemCommand.Link(IncidentId.of("nobody"))))
                .isEqualTo("no-incident");
    }

    @Test
    void duplicatesNameAProblemThatStandsAndNeverFormACircle() {
        ProblemId one = open("pool");
        ProblemId two = open("pool again");
        assertThat(refusal(one, new ProblemCommand.Cancel("twin", Optional.of(one))))
                .isEqualTo("own-duplicate");
        assertThat(refusal(one, new ProblemCommand.Cancel("twin", Optional.of(ProblemId.of("p9")))))
                .isEqualTo("no-problem");
        does(two, new ProblemCommand.Cancel("twin", Optional.of(one)));
        assertThat(problems.get(two).duplicateOf()).contains(one);
        assertThat(refusal(one, new ProblemCommand.Cancel("twin", Optional.of(two))))
                .isEqualTo("cancelled-duplicate");
        assertThat(does(two, new ProblemCommand.Reopen("it is another one")).duplicateOf())
                .isEmpty();
        assertThat(types(one.ref())).contains("problem.cancelled");
    }

    @Test
    void aKnownErrorBecomesADraftOfAKnowledgeEntryOnce() {
        ProblemStatement said = new ProblemStatement(
                "the pool of ledger runs out", "payments time out", Optional.of(ServiceId.of("ledger")));
        ProblemId id = problems.open(said, Priority.P2, ANN).id();
        does(id, new ProblemCommand.Analyse("bob"));
        assertThatThrownBy(() -> problems.publish(id, ANN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no workaround");
        does(id, new ProblemCommand.DeclareKnownError("restart ledger"));
        asked.clear();
        var entryId = problems.publish(id, ANN).findings().knowledge().orElseThrow();
        assertThat(asked).as("drafting the entry follows from it").containsExactly("problem.publish");
        assertThat(problems.publish(id, ANN).findings().knowledge()).contains(entryId);
        var entry = ops.records().get(KnowledgeEntry.TYPE, entryId.value()).value();
        assertThat(entry.origins()).containsExactly(id.ref());
        assertThat(entry.writers()).containsExactly(ANN);
        assertThat(entry.content().tags()).containsExactly("ledger");
        assertThat(entry.content().text()).isEqualTo("What is seen: payments time out\n\nWhat helps: restart ledger");
        assertThat(types(id.ref())).contains("problem.published", "knowledge-entry.drafted");
    }

    @Test
    void aQueueGivesTheMostImportantFirst() {
        ProblemId late = open("late");
        ProblemId early = open("early");
        ProblemId taken = open("taken");
        for (ProblemId id : List.of(late, early, taken)) {
            does(id, new ProblemCommand.Queue("databases", ""));
        }
        does(early, new ProblemCommand.Prioritise(Priority.P1));
        does(taken, new ProblemCommand.Assess("bob"));
        assertThat(problems.waiting("databases")).extracting(Problem::id).containsExactly(early, late);
        assertThat(problems.list(ProblemCategory.IN_PROGRESS))
                .extracting(Problem::id)
                .containsExactly(taken);
        assertThat(problems.list(ProblemState.QUEUED)).hasSize(2);
    }

    @Test
    void everyCommandHasAPermissionAndWhoMayNotLearnsNothing() {
        ProblemId id = open("pool");
        denied = "problem.note";
        assertThatThrownBy(() -> does(id, new ProblemCommand.Note("n"))).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> does(ProblemId.of("p9"), new ProblemCommand.Note("n")))
                .isInstanceOf(AccessDeniedException.class);
        denied = "";
        assertThatThrownBy(() -> does(ProblemId.of("p9"), new ProblemCommand.Note("n")))
                .isInstanceOf(NotFoundException.class);
        does(id, new ProblemCommand.Analyse("bob"));
        does(id, new ProblemCommand.Hold(ProblemHoldReason.OTHER, "the moon"));
        does(id, new ProblemCommand.Resume());
        assertThat(asked).contains("problem.open", "problem.analyse", "problem.hold", "problem.resume");
    }

    @Test
    void aLogOfAnotherSystemIsTakenOverAsItIs() {
        Instant began = clock.instant().minus(Duration.ofDays(100));
        Problem taken = problems.importNew(
                ProblemStatement.of("1-109135791"), Priority.P2, ProblemState.QUEUED, began, "the log says so", ANN);
        assertThat(taken.openedAt()).isEqualTo(began);
        ProblemId id = taken.id();
        does(id, new ProblemCommand.Analyse("minnie"));
        does(id, new ProblemCommand.Close(Optional.of(ResolutionCode.NOT_RECORDED), ""));
        assertThat(refusal(id, new ProblemCommand.Queue("a2", ""))).isEqualTo("wrong-state");
        Problem back = problems.importState(id, ProblemState.QUEUED, clock.instant(), "the log says so", ANN);
        assertThat(back.state()).isEqualTo(ProblemState.QUEUED);
        assertThat(back.reopenings()).isEqualTo(1);
        assertThat(back.resolution()).isEmpty();
        Problem held = problems.importState(id, ProblemState.ON_HOLD, clock.instant(), "", ANN);
        assertThat(held.hold().orElseThrow().from()).isEqualTo(ProblemState.QUEUED);
        Problem accepted = problems.importState(id, ProblemState.RISK_ACCEPTED, clock.instant(), "", ANN);
        assertThat(problems.execute(id, new ProblemCommand.LapseRisk(), ANN).orElseThrow())
                .as("nobody said until when")
                .isEqualTo(accepted);
        assertThat(types(id.ref()))
                .containsExactly(
                        "problem.imported",
                        "problem.analysis-begun",
                        "problem.closed",
                        "problem.corrected",
                        "problem.corrected",
                        "problem.corrected");
        Problem closed = problems.importState(id, ProblemState.CLOSED, clock.instant(), "", ANN);
        assertThat(closed.resolution().orElseThrow().code()).isEqualTo(ResolutionCode.NOT_RECORDED);
        assertThat(problems.importState(id, ProblemState.CLOSED, clock.instant(), "", ANN))
                .isEqualTo(closed);
        assertThatThrownBy(() -> problems.importState(
                        id, ProblemState.NEW, clock.instant().plusSeconds(1), "", ANN))
                .isInstanceOf(InvalidInputException.class);
        denied = "problem.import";
        assertThatThrownBy(() -> problems.importState(id, ProblemState.NEW, clock.instant(), "", ANN))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whoSawAnotherVersionIsToldSo() {
        ProblemId id = open("pool");
        long seen = problems.current(id).version();
        does(id, new ProblemCommand.Analyse("bob"));
        assertThatThrownBy(
                        () -> problems.execute(id, OptionalLong.of(seen), new ProblemCommand.FindRootCause("x"), ANN))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void aHoldForAnotherReasonSaysWhich() {
        assertThatThrownBy(() -> new ProblemCommand.Hold(ProblemHoldReason.OTHER, " "))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Problems.attach(ops)).isInstanceOf(InvalidInputException.class);
    }
}
