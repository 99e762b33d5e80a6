package io.itops.incident.problem;

import static io.itops.testkit.lifecycle.ChainActions.does;
import static io.itops.testkit.lifecycle.ChainActions.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.ChainLength;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.priority.Priority;
import io.itops.incident.problem.ProblemCommand.AcceptRisk;
import io.itops.incident.problem.ProblemCommand.Analyse;
import io.itops.incident.problem.ProblemCommand.Assess;
import io.itops.incident.problem.ProblemCommand.Assign;
import io.itops.incident.problem.ProblemCommand.Cancel;
import io.itops.incident.problem.ProblemCommand.Close;
import io.itops.incident.problem.ProblemCommand.DeclareKnownError;
import io.itops.incident.problem.ProblemCommand.FindRootCause;
import io.itops.incident.problem.ProblemCommand.FixInChange;
import io.itops.incident.problem.ProblemCommand.Hold;
import io.itops.incident.problem.ProblemCommand.Link;
import io.itops.incident.problem.ProblemCommand.Queue;
import io.itops.incident.problem.ProblemCommand.Reopen;
import io.itops.incident.problem.ProblemCommand.Resolve;
import io.itops.incident.problem.ProblemCommand.Resume;
import io.itops.incident.problem.ProblemCommand.Unlink;
import io.itops.incident.problem.ProblemCommand.WithdrawFix;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import io.itops.testkit.lifecycle.ChainActions;
import io.itops.testkit.lifecycle.RefusedShare;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.state.ActionChain;

/** Chains of actions on a problem against {@link NaiveProblem}, with the journal refolded at the end. */
class ProblemProperties {
    private static final Map<ProblemState, String> WORDS = Map.ofEntries(
            Map.entry(ProblemState.NEW, "new"),
            Map.entry(ProblemState.QUEUED, "queued"),
            Map.entry(ProblemState.ASSESSMENT, "assessment"),
            Map.entry(ProblemState.ANALYSIS, "analysis"),
            Map.entry(ProblemState.ON_HOLD, "hold"),
            Map.entry(ProblemState.KNOWN_ERROR, "known error"),
            Map.entry(ProblemState.ROOT_CAUSE_FOUND, "root cause"),
            Map.entry(ProblemState.FIX_IN_CHANGE, "fix"),
            Map.entry(ProblemState.RISK_ACCEPTED, "risk"),
            Map.entry(ProblemState.RESOLVED, "resolved"),
            Map.entry(ProblemState.CLOSED, "closed"),
            Map.entry(ProblemState.CANCELLED, "cancelled"));

    private final RefusedShare share = new RefusedShare();

    @Provide
    Arbitrary<ActionChain<Bench>> chains() {
        return chains(() -> new Bench(new NaiveProblem()), 40);
    }

    /** As long as a campaign has time for. */
    @Provide
    Arbitrary<ActionChain<Bench>> campaignChains() {
        return chains(() -> new Bench(new NaiveProblem()), ChainLength.CAMPAIGN);
    }

    private static Arbitrary<ActionChain<Bench>> chains(Supplier<Bench> bench, int most) {
        Arbitrary<String> names = Arbitraries.of("ann", "bob");
        Arbitrary<ResolutionCode> codes = Arbitraries.of(ResolutionCode.class);
        return ActionChain.startWith(bench)
                .withAction(2, with(names, "queue", (b, n) -> b.give(new Queue(n, ""), () -> b.model.queue(n))))
                .withAction(2, with(names, "assess", (b, n) -> b.give(new Assess(n), () -> b.model.assess(n))))
                .withAction(3, with(names, "analyse", (b, n) -> b.give(new Analyse(n), () -> b.model.analyse(n))))
                .withAction(2, does("hold", b -> b.give(new Hold(ProblemHoldReason.VENDOR, ""), b.model::hold)))
                .withAction(2, does("resume", b -> b.give(new Resume(), b.model::resume)))
                .withAction(2, does("find cause", b -> b.give(new FindRootCause("it leaks"), b.model::findCause)))
                .withAction(2, does("known error", b -> b.give(new DeclareKnownError("restart"), b.model::knownError)))
                .withAction(2, does("fix", b -> b.give(new FixInChange(Ref.of("change", "c")), b.model::fix)))
                .withAction(1, does("withdraw", b -> b.give(new WithdrawFix("no"), b.model::withdrawFix)))
                .withAction(2, with(Arbitraries.integers().between(-1, 5), "accept risk", Bench::acceptRisk))
                .withAction(3, with(Arbitraries.integers().between(1, 3), "pass days", Bench::pass))
                .withAction(
                        1,
                        with(
                                codes,
                                "resolve",
                                (b, code) -> b.give(new Resolve(code, ""), () -> b.model.resolve(code.name()))))
                .withAction(1, does("close", b -> b.close(Optional.empty())))
                .withAction(1, with(codes, "close", (b, code) -> b.close(Optional.of(code))))
                .withAction(1, does("cancel", b -> b.give(new Cancel("none", Optional.empty()), b.model::cancel)))
                .withAction(2, does("reopen", b -> b.give(new Reopen("again"), b.model::reopen)))
                .withAction(
                        1,
                        with(
                                names,
                                "reopen into",
                                (b, n) -> b.give(new Reopen("again", Optional.of(n)), () -> b.model.reopenInto(n))))
                .withAction(
                        1, with(names, "assign", (b, n) -> b.give(new Assign(Optional.of(n)), () -> b.model.assign(n))))
                .withAction(1, with(Arbitraries.of(0, 1), "link", (b, i) -> b.link(b.incidents.get(i))))
                .withAction(1, with(Arbitraries.of(0, 1), "unlink", (b, i) -> b.unlink(b.incidents.get(i))))
                .withMaxTransformations(most);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void everyChainGoesAsTheModelSays(@ForAll("chains") ActionChain<Bench> chain) {
        compared(chain);
    }

    @Property
    @Tag("campaign")
    void manyChainsGoAsTheModelSays(@ForAll("campaignChains") ActionChain<Bench> chain) {
        compared(chain);
    }

    private void compared(ActionChain<Bench> chain) {
        Bench bench = chain.run();
        bench.end();
        share.add(bench.share);
    }

    @AfterProperty
    void aFairShareOfActionsIsRefused() {
        if (share.chains() > 0) {
            share.check("problems");
        }
    }

    /** Models that are wrong in one thing are told apart by chains of the same kind, or the chains prove nothing. */
    @Example
    void aFaultOfTheModelIsFound() {
        for (Supplier<NaiveProblem> wrong : WRONG) {
            assertThat(ChainActions.fault(
                            chains(() -> new Bench(wrong.get()), 40),
                            300,
                            chain -> chain.run().end()))
                    .as("%s", wrong.get().getClass())
                    .isPresent();
        }
    }

    private static final List<Supplier<NaiveProblem>> WRONG = List.of(
            // it forgets where a problem waited
            () -> new NaiveProblem() {
                @Override
                boolean resume() {
                    boolean done = super.resume();
                    where = done ? "analysis" : where;
                    return done;
                }
            },
            // a risk is accepted for good
            () -> new NaiveProblem() {
                @Override
                void pass(long now) {}
            },
            // it is closed though nobody says how it ended
            () -> new NaiveProblem() {
                @Override
                boolean close(Optional<String> how) {
                    return super.close(Optional.of(how.orElse(code.isEmpty() ? "GONE" : code)));
                }
            },
            // a fix is sought for an unknown cause
            () -> new NaiveProblem() {
                @Override
                boolean fix() {
                    cause = true;
                    return super.fix();
                }
            });

    /** The code and the model side by side. */
    static final class Bench {
        private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");

        private final NaiveProblem model;
        private final ManualClock clock = ManualClock.at(START);
        private final ItOps ops;
        private final Problems problems;
        private final ProblemId id;
        private final List<IncidentId> incidents = new ArrayList<>();
        final RefusedShare share = new RefusedShare();

        Bench(NaiveProblem model) {
            this.model = model;
            ops = ItOps.builder()
                    .store(new InMemoryStore(clock))
                    .clock(clock)
                    .ids(IdSource.seeded(7))
                    .notifier(new RecordingNotifier("pager"))
                    .authorizer((actor, permission, subject) -> AccessDecision.allow("test"))
                    .build();
            Incidents all = Incidents.attach(
                    ops,
                    EscalationPolicy.builder().step("ann", Duration.ofDays(7)).build());
            problems = Problems.attach(ops);
            for (String key : List.of("k1", "k2")) {
                Trouble trouble =
                        new Trouble(key, ServiceId.of("checkout"), Severity.SEV3, "slow", new java.util.TreeMap<>());
                incidents.add(all.declare(trouble, Actor.user("ann")).id());
            }
            id = problems.open(ProblemStatement.of("checkout is slow"), Priority.P3, Actor.user("ann"))
                    .id();
        }

        private long day() {
            return Duration.between(START, clock.instant()).toDays();
        }

        void give(ProblemCommand command, BooleanSupplier says) {
            Outcome<Problem> outcome = problems.execute(id, command, Actor.user("eve"));
            boolean expected = says.getAsBoolean();
            share.answered(command, expected, outcome);
            compare();
        }

        void acceptRisk(int days) {
            RiskAcceptance acceptance =
                    new RiskAcceptance("eve", clock.instant().plus(Duration.ofDays(days)), "cheap");
            give(new AcceptRisk(acceptance), () -> model.acceptRisk(day() + days, day()));
            settle();
        }

        void pass(int days) {
            ops.runUntil(clock.instant().plus(Duration.ofDays(days)));
            settle();
        }

        private void settle() {
            ops.runUntil(clock.instant());
            model.pass(day());
            compare();
        }

        void close(Optional<ResolutionCode> code) {
            give(new Close(code, ""), () -> model.close(code.map(Enum::name)));
        }

        void link(IncidentId incident) {
            give(new Link(incident), () -> model.link(incident.value()));
        }

        void unlink(IncidentId incident) {
            give(new Unlink(incident, ""), () -> model.unlink(incident.value()));
        }

        private void compare() {
            Problem problem = problems.get(id);
            assertThat(WORDS.get(problem.state())).isEqualTo(model.where);
            assertThat(problem.queue().orElse("")).isEqualTo(model.queue);
            assertThat(problem.owner().orElse("")).isEqualTo(model.owner);
            assertThat(problem.findings().rootCause().isPresent()).isEqualTo(model.cause);
            assertThat(problem.findings().workaround().isPresent()).isEqualTo(model.workaround);
            assertThat(problem.hold().map(hold -> WORDS.get(hold.from())).orElse(""))
                    .isEqualTo(model.back);
            assertThat(problem.risk()
                            .map(risk -> Duration.between(START, risk.until()).toDays())
                            .orElse(-1L))
                    .isEqualTo(model.riskUntil);
            assertThat(problem.resolution().map(ended -> ended.code().name()).orElse(""))
                    .isEqualTo(model.code);
            assertThat(problem.reopenings()).isEqualTo(model.reopenings);
            assertThat(problem.incidents().stream().map(IncidentId::value)).containsExactlyElementsOf(model.incidents);
            for (IncidentId incident : incidents) {
                assertThat(problems.behind(incident).size())
                        .as("problems behind incident %s", incident.value().toLowerCase(Locale.ROOT))
                        .isEqualTo(model.incidents.contains(incident.value()) ? 1 : 0);
            }
        }

        void end() {
            List<ProblemEvent> events = ops.journal().about(id.ref()).stream()
                    .filter(entry -> entry.event().subjects().get(0).equals(id.ref()))
                    .flatMap(entry -> ProblemWorkflow.WORKFLOW.eventOf(entry.event()).stream())
                    .toList();
            assertThat(ProblemWorkflow.WORKFLOW.fold(null, events)).isEqualTo(problems.get(id));
            ops.close();
        }
    }
}
