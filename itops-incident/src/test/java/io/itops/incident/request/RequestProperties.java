package io.itops.incident.request;

import static io.itops.testkit.lifecycle.ChainActions.does;
import static io.itops.testkit.lifecycle.ChainActions.with;
import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.access.AccessDecision;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.ChainLength;
import io.itops.testkit.ManualClock;
import io.itops.testkit.lifecycle.ChainActions;
import io.itops.testkit.lifecycle.RefusedShare;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/** Chains of actions on a service request against {@link NaiveRequest}, with the journal refolded at the end. */
class RequestProperties {
    private static final Map<RequestState, String> WORDS = Map.of(
            RequestState.DRAFT, "draft",
            RequestState.AWAITING_APPROVAL, "asked",
            RequestState.APPROVED, "approved",
            RequestState.REJECTED, "rejected",
            RequestState.IN_FULFILMENT, "worked",
            RequestState.ON_HOLD, "hold",
            RequestState.FULFILLED, "fulfilled",
            RequestState.CLOSED, "closed",
            RequestState.CANCELLED, "cancelled");

    private final RefusedShare share = new RefusedShare();

    @Provide
    Arbitrary<ActionChain<Bench>> chains() {
        return chains(() -> new Bench(new NaiveRequest()), 40);
    }

    /** As long as a campaign has time for. */
    @Provide
    Arbitrary<ActionChain<Bench>> campaignChains() {
        return chains(() -> new Bench(new NaiveRequest()), ChainLength.CAMPAIGN);
    }

    private static Arbitrary<ActionChain<Bench>> chains(Supplier<Bench> bench, int most) {
        Arbitrary<String> voters = Arbitraries.of("eve", "fay", "gus", "ann");
        Arbitrary<String> workers = Arbitraries.of("bob", "cat", "zoe");
        return ActionChain.startWith(bench)
                .withAction(8, with(voters, "go on", Bench::goOn))
                .withAction(1, with(Arbitraries.of("13", "15", "99"), "answer", Bench::edit))
                .withAction(
                        4,
                        does("submit", b -> b.give("ann", new RequestCommand.Submit(), () -> b.model.submit(b.day()))))
                .withAction(1, does("return", b -> b.give("ann", new RequestCommand.Return("anew"), b.model::giveBack)))
                .withAction(
                        6,
                        with(
                                voters,
                                "approve",
                                (b, who) -> b.give(
                                        who, new RequestCommand.Approve(""), () -> b.model.approve(who, b.day()))))
                .withAction(
                        1,
                        with(
                                voters,
                                "reject",
                                (b, who) -> b.give(who, new RequestCommand.Reject("no"), () -> b.model.reject(who))))
                .withAction(
                        4,
                        with(
                                workers,
                                "take",
                                (b, who) -> b.give(who, new RequestCommand.Take(), () -> b.model.take(who))))
                .withAction(
                        1,
                        with(
                                workers,
                                "assign",
                                (b, who) -> b.give("ann", new RequestCommand.Assign(who), () -> b.model.take(who))))
                .withAction(
                        1,
                        with(
                                Arbitraries.of("stores", "repairs"),
                                "requeue",
                                (b, name) -> b.give(
                                        "bob", new RequestCommand.Requeue(name, ""), () -> b.model.requeue(name))))
                .withAction(
                        4,
                        does(
                                "complete",
                                b -> b.give(
                                        "bob", new RequestCommand.CompleteStep(""), () -> b.model.complete(b.day()))))
                .withAction(
                        2,
                        does("hold", b -> b.give("bob", new RequestCommand.Hold("parts"), () -> b.model.hold(b.day()))))
                .withAction(
                        2,
                        does("resume", b -> b.give("bob", new RequestCommand.Resume(), () -> b.model.resume(b.day()))))
                .withAction(1, does("close", b -> b.give("ann", new RequestCommand.Close(""), b.model::close)))
                .withAction(
                        1,
                        does(
                                "reopen",
                                b -> b.give("ann", new RequestCommand.Reopen("no"), () -> b.model.reopen(b.day()))))
                .withAction(1, does("cancel", b -> b.rarely()))
                .withAction(3, with(Arbitraries.integers().between(1, 2), "pass days", Bench::pass))
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
            share.check("service requests");
        }
    }

    /** Models that are wrong in one thing are told apart by chains of the same kind, or the chains prove nothing. */
    @Example
    void aFaultOfTheModelIsFound() {
        for (Supplier<NaiveRequest> wrong : WRONG) {
            assertThat(ChainActions.fault(
                            chains(() -> new Bench(wrong.get()), 40),
                            300,
                            chain -> chain.run().end()))
                    .as("%s", wrong.get().getClass())
                    .isPresent();
        }
    }

    private static final List<Supplier<NaiveRequest>> WRONG = List.of(
            // the target runs on while the request is on hold
            () -> new NaiveRequest() {
                private long held;

                @Override
                boolean hold(long now) {
                    held = now;
                    return super.hold(now);
                }

                @Override
                boolean resume(long now) {
                    boolean done = super.resume(now);
                    due -= done ? Math.min(due - now, now - held) : 0;
                    return done;
                }
            },
            // whoever asks approves
            () -> new NaiveRequest() {
                @Override
                boolean approve(String who, long now) {
                    return super.approve(who.equals("ann") ? "gus" : who, now);
                }
            },
            // nobody need vote in time
            () -> new NaiveRequest() {
                @Override
                void tick(long now) {
                    if (!where.equals("asked")) {
                        super.tick(now);
                    }
                }
            });

    /** The code and the model side by side. */
    static final class Bench {
        private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");

        private final NaiveRequest model;
        private final ManualClock clock = ManualClock.at(START);
        private final ItOps ops;
        private final ServiceRequests requests;
        private final RequestId id;
        final RefusedShare share = new RefusedShare();

        Bench(NaiveRequest model) {
            this.model = model;
            ops = ItOps.builder()
                    .store(new InMemoryStore(clock))
                    .clock(clock)
                    .ids(IdSource.seeded(7))
                    .authorizer((actor, permission, subject) -> AccessDecision.allow("test"))
                    .build();
            requests = ServiceRequests.attach(ops);
            Actor admin = Actor.user("admin");
            requests.queues().put(WorkQueue.of("stores", "bob", "cat"), admin);
            requests.catalogue()
                    .put(
                            CatalogueItem.builder("laptop", "a laptop")
                                    .ask(FormField.required(
                                            "size", "Which size?", new FieldType.Choice(List.of("13", "15"))))
                                    .approval(ApprovalPolicy.atLeast(2, "ann", "eve", "fay", "gus")
                                            .within(ofDays(3)))
                                    .step("pick it", "stores", ofDays(1))
                                    .step("set it up", "desk", ofDays(2))
                                    .build(),
                            admin);
            id = requests.draft("laptop", Map.of("size", "13"), Actor.user("ann"))
                    .id();
        }

        private long day() {
            return Duration.between(START, clock.instant()).toDays();
        }

        void give(String who, RequestCommand command, BooleanSupplier says) {
            Outcome<ServiceRequest> outcome = requests.execute(id, command, Actor.user(who));
            boolean expected = says.getAsBoolean();
            share.answered(command, expected, outcome);
            settle();
        }

        void edit(String answer) {
            give("ann", RequestCommand.Edit.of(Map.of("size", answer)), () -> model.edit(answer));
        }

        /** Whatever comes next where all goes well. */
        void goOn(String voter) {
            switch (model.where) {
                case "draft" -> give("ann", new RequestCommand.Submit(), () -> model.submit(day()));
                case "asked" -> give(voter, new RequestCommand.Approve(""), () -> model.approve(voter, day()));
                case "rejected" -> give("ann", new RequestCommand.Return("anew"), model::giveBack);
                case "hold" -> give("bob", new RequestCommand.Resume(), () -> model.resume(day()));
                case "approved" -> give("cat", new RequestCommand.Take(), () -> model.take("cat"));
                case "worked" -> {
                    give("bob", new RequestCommand.Take(), () -> model.take("bob"));
                    give("bob", new RequestCommand.CompleteStep(""), () -> model.complete(day()));
                }
                default -> give("ann", new RequestCommand.Note("a note"), () -> true);
            }
        }

        /** Cancelled for good: late in a chain, or nothing else would happen in it. */
        void rarely() {
            if (share.commands() > 20) {
                give("ann", new RequestCommand.Cancel("no"), model::cancel);
            }
        }

        void pass(int days) {
            for (int i = 0; i < days; i++) {
                ops.runUntil(clock.instant().plus(ofDays(1)));
                settle();
            }
        }

        private void settle() {
            ops.runUntil(clock.instant());
            model.tick(day());
            compare();
        }

        private long days(Instant at) {
            return Duration.between(START, at).toDays();
        }

        private void compare() {
            ServiceRequest request = requests.get(id);
            assertThat(WORDS.get(request.state())).isEqualTo(model.where);
            assertThat(request.answers()).containsEntry("size", model.size);
            assertThat(request.breaches()).isEqualTo(model.misses);
            Optional<Approval> approval = request.approval();
            assertThat(approval.stream().flatMap(now -> now.votes().stream()).map(RequestVote::by))
                    .hasSize(model.pro.size() + model.contra.size());
            assertThat(approval.flatMap(Approval::expiresAt).map(this::days).orElse(-1L))
                    .isEqualTo(model.expires);
            request.fulfilment().ifPresent(now -> {
                if (!model.where.equals("draft") && !model.where.equals("asked")) {
                    assertThat(now.step()).isEqualTo(model.step);
                    assertThat(now.queue()).isEqualTo(model.queue);
                    assertThat(now.assignee().orElse("")).isEqualTo(model.worker);
                    assertThat(now.due().map(this::days).orElse(-1L)).isEqualTo(model.due);
                    assertThat(now.left().map(Duration::toDays).orElse(-1L)).isEqualTo(model.left);
                    assertThat(now.breached()).isEqualTo(model.late);
                }
            });
            boolean waits = List.of("approved", "worked").contains(model.where) && model.worker.isEmpty();
            assertThat(requests.waiting(model.queue.isEmpty() ? "stores" : model.queue))
                    .hasSize(waits ? 1 : 0);
        }

        void end() {
            List<RequestEvent> events = ops.journal().about(id.ref()).stream()
                    .filter(entry -> entry.event().subjects().get(0).equals(id.ref()))
                    .flatMap(entry -> RequestWorkflow.WORKFLOW.eventOf(entry.event()).stream())
                    .toList();
            assertThat(RequestWorkflow.WORKFLOW.fold(null, events)).isEqualTo(requests.get(id));
            ops.close();
        }
    }
}
