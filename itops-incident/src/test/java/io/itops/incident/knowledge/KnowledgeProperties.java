package io.itops.incident.knowledge;

import static io.itops.testkit.lifecycle.ChainActions.does;
import static io.itops.testkit.lifecycle.ChainActions.with;
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
import java.util.Set;
import java.util.TreeSet;
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

/** Chains of actions on a knowledge entry against a model in words, with the journal refolded at the end. */
class KnowledgeProperties {
    private final RefusedShare share = new RefusedShare();

    /** One entry as a person would tell it. It shares no code with the product. */
    private static class Model {
        String where = "draft";
        Set<String> writers = new TreeSet<>(Set.of("ann"));
        private String text = "text 0";
        private String out = "";
        private int versions;
        private long due = -1;
        private boolean called;

        boolean edit(String who, String next) {
            boolean may = where.equals("draft");
            if (may && !next.equals(text)) {
                text = next;
                writers.add(who);
            }
            return may;
        }

        boolean submit() {
            return go("draft", "review");
        }

        boolean giveBack() {
            return go("review", "draft");
        }

        boolean publish(String who, long day, long now) {
            boolean may = where.equals("review") && !writers.contains(who) && day >= now;
            if (may) {
                where = "published";
                out = text;
                versions++;
                due = day;
                called = false;
            }
            return may;
        }

        boolean confirm(long day, long now) {
            boolean may = where.equals("published") && day >= now;
            if (may) {
                due = day;
                called = false;
            }
            return may;
        }

        void pass(long now) {
            called |= where.equals("published") && due <= now;
        }

        boolean revise(String who) {
            return anew(go("published", "draft"), who);
        }

        boolean restore(String who) {
            return anew(go("retired", "draft"), who);
        }

        private boolean anew(boolean done, String who) {
            if (done) {
                writers = new TreeSet<>(Set.of(who));
            }
            return done;
        }

        boolean retire() {
            boolean may = !where.equals("retired");
            if (may) {
                where = "retired";
                out = "";
                forget();
            }
            return may;
        }

        private boolean go(String from, String to) {
            boolean may = where.equals(from);
            if (may) {
                where = to;
                forget();
            }
            return may;
        }

        private void forget() {
            due = -1;
            called = false;
        }
    }

    @Provide
    Arbitrary<ActionChain<Bench>> chains() {
        return chains(() -> new Bench(new Model()), 40);
    }

    /** As long as a campaign has time for. */
    @Provide
    Arbitrary<ActionChain<Bench>> campaignChains() {
        return chains(() -> new Bench(new Model()), ChainLength.CAMPAIGN);
    }

    private static Arbitrary<ActionChain<Bench>> chains(Supplier<Bench> bench, int most) {
        Arbitrary<String> people = Arbitraries.of("ann", "bob", "cat");
        Arbitrary<Integer> days = Arbitraries.integers().between(-1, 4);
        return ActionChain.startWith(bench)
                .withAction(3, with(people, "edit", Bench::edit))
                .withAction(3, does("submit", b -> b.give("ann", new KnowledgeCommand.Submit(), b.model.submit())))
                .withAction(
                        1, does("return", b -> b.give("bob", new KnowledgeCommand.Return("no"), b.model.giveBack())))
                .withAction(4, with(people, "publish", (b, who) -> b.publish(who, 2)))
                .withAction(1, with(days, "publish for days", (b, day) -> b.publish("bob", day)))
                .withAction(2, with(days, "confirm for days", Bench::confirm))
                .withAction(
                        2,
                        with(
                                people,
                                "revise",
                                (b, who) -> b.give(who, new KnowledgeCommand.Revise(), b.model.revise(who))))
                .withAction(1, does("retire", b -> b.give("bob", new KnowledgeCommand.Retire("old"), b.model.retire())))
                .withAction(
                        1,
                        with(
                                people,
                                "restore",
                                (b, who) -> b.give(who, new KnowledgeCommand.Restore(), b.model.restore(who))))
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
            share.check("knowledge entries");
        }
    }

    /** Models that are wrong in one thing are told apart by chains of the same kind, or the chains prove nothing. */
    @Example
    void aFaultOfTheModelIsFound() {
        for (Supplier<Model> wrong : WRONG) {
            assertThat(ChainActions.fault(
                            chains(() -> new Bench(wrong.get()), 40),
                            300,
                            chain -> chain.run().end()))
                    .as("%s", wrong.get().getClass())
                    .isPresent();
        }
    }

    private static final List<Supplier<Model>> WRONG = List.of(
            // writers publish what they wrote
            () -> new Model() {
                @Override
                boolean publish(String who, long day, long now) {
                    return super.publish("nobody", day, now);
                }
            },
            // what is published is never looked at again
            () -> new Model() {
                @Override
                void pass(long now) {}
            },
            // who wrote the version before may not publish the next
            () -> new Model() {
                @Override
                boolean revise(String who) {
                    Set<String> before = writers;
                    boolean done = super.revise(who);
                    writers.addAll(before);
                    return done;
                }
            });

    /** The code and the model side by side. */
    static final class Bench {
        private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");

        private final Model model;
        private final ManualClock clock = ManualClock.at(START);
        private final ItOps ops;
        private final KnowledgeBase base;
        private final KnowledgeId id;
        private int texts;
        final RefusedShare share = new RefusedShare();

        Bench(Model model) {
            this.model = model;
            ops = ItOps.builder()
                    .store(new InMemoryStore(clock))
                    .clock(clock)
                    .ids(IdSource.seeded(7))
                    .authorizer((actor, permission, subject) -> AccessDecision.allow("test"))
                    .build();
            base = KnowledgeBase.attach(ops);
            id = base.draft(KnowledgeContent.of("pool", "text 0"), List.of(), Actor.user("ann"))
                    .id();
        }

        private long day() {
            return Duration.between(START, clock.instant()).toDays();
        }

        void give(String who, KnowledgeCommand command, boolean expected) {
            Outcome<KnowledgeEntry> outcome = base.execute(id, command, Actor.user(who));
            share.answered(command, expected, outcome);
            compare();
        }

        void edit(String who) {
            texts++;
            String next = "text " + texts % 3;
            give(who, new KnowledgeCommand.Edit(KnowledgeContent.of("pool", next)), model.edit(who, next));
        }

        void publish(String who, int days) {
            give(
                    who,
                    new KnowledgeCommand.Publish(clock.instant().plus(Duration.ofDays(days))),
                    model.publish(who, day() + days, day()));
            settle();
        }

        void confirm(int days) {
            give(
                    "cat",
                    new KnowledgeCommand.Confirm(clock.instant().plus(Duration.ofDays(days))),
                    model.confirm(day() + days, day()));
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

        private void compare() {
            KnowledgeEntry entry = base.get(id);
            String state = switch (entry.state()) {
                case DRAFT -> "draft";
                case IN_REVIEW -> "review";
                case PUBLISHED -> "published";
                case RETIRED -> "retired";
            };
            assertThat(state).isEqualTo(model.where);
            assertThat(entry.writers().stream().map(Actor::id)).containsExactlyInAnyOrderElementsOf(model.writers);
            assertThat(entry.content().text()).isEqualTo(model.text);
            assertThat(entry.versions()).isEqualTo(model.versions);
            assertThat(entry.reviewBy()
                            .map(by -> Duration.between(START, by).toDays())
                            .orElse(-1L))
                    .isEqualTo(model.due);
            assertThat(entry.reviewDue()).isEqualTo(model.called);
            assertThat(base.search("pool", 5).stream()
                            .map(hit -> hit.version().content().text())
                            .toList())
                    .isEqualTo(model.out.isEmpty() ? List.of() : List.of(model.out));
        }

        void end() {
            List<KnowledgeEvent> events = ops.journal().about(id.ref()).stream()
                    .flatMap(entry -> KnowledgeWorkflow.WORKFLOW.eventOf(entry.event()).stream())
                    .toList();
            assertThat(KnowledgeWorkflow.WORKFLOW.fold(null, events)).isEqualTo(base.get(id));
            ops.close();
        }
    }
}
