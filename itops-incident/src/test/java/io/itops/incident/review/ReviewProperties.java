package io.itops.incident.review;

import static io.itops.testkit.lifecycle.ChainActions.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.TimerKey;
import io.itops.incident.ChainLength;
import io.itops.incident.IncidentOptions;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
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
import java.util.Optional;
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

/** Chains of actions on the review of an incident, with its reminders, against a page that is kept by hand. */
class ReviewProperties {
    private final RefusedShare share = new RefusedShare();

    /** A review as a person would keep it on paper, in hours from the start. It shares no code with the product. */
    private static final class Page {
        private static final int NEVER = Integer.MAX_VALUE;

        private String where = "draft";
        private int text = 1;
        private int version = 1;
        private boolean factor;
        private String leader = "cat";
        private int due = 48;
        private int remindAt = 24;
        private int ringAt = 48;
        private boolean late;
        private int fault = 1;
        private int agreed;
        private final List<String> told = new ArrayList<>();

        boolean owed() {
            return where.equals("draft") || where.equals("talk");
        }

        boolean edit(int words, boolean withFactor) {
            if (owed() && (words != text || withFactor != factor)) {
                version++;
                text = words;
                factor = withFactor;
            }
            return owed();
        }

        boolean assign(String who, int hour, int now) {
            boolean may = owed() && (hour == due || hour == NEVER || hour >= now);
            if (may) {
                leader = who;
                if (hour != due) {
                    due = hour;
                    late = false;
                    arm(now);
                }
            }
            return may;
        }

        private void arm(int now) {
            ringAt = due;
            remindAt = due != NEVER && due - 24 > now ? due - 24 : NEVER;
        }

        boolean move(String from, String to) {
            boolean may = where.equals(from);
            where = may ? to : where;
            return may;
        }

        boolean agree(int read) {
            boolean may = where.equals("talk") && read == version && factor;
            if (may) {
                where = "agreed";
                agreed = version;
                remindAt = NEVER;
                ringAt = NEVER;
            }
            return may;
        }

        boolean reopen(int now) {
            boolean may = !owed();
            if (may) {
                where = "talk";
                agreed = 0;
                if (due > now) {
                    arm(now);
                }
            }
            return may;
        }

        void tick(int now) {
            if (remindAt <= now) {
                remindAt = NEVER;
                tell("review-due");
            }
            if (ringAt <= now) {
                ringAt = NEVER;
                if (!late) {
                    late = true;
                    tell("review-overdue");
                }
            }
        }

        private void tell(String what) {
            if (!leader.isEmpty()) {
                told.add(what + ':' + leader);
            }
        }
    }

    @Provide
    Arbitrary<ActionChain<Bench>> chains() {
        return chains(() -> new Bench(false), 40);
    }

    /** As long as a campaign has time for. */
    @Provide
    Arbitrary<ActionChain<Bench>> campaignChains() {
        return chains(() -> new Bench(false), ChainLength.CAMPAIGN);
    }

    private static Arbitrary<ActionChain<Bench>> chains(Supplier<Bench> bench, int most) {
        Arbitrary<Integer> hours = Arbitraries.integers().between(-2, 40);
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 3);
        Arbitrary<Boolean> flags = Arbitraries.of(true, true, true, false);
        return ActionChain.startWith(bench)
                .withAction(3, with(flags, "edit, with a factor", Bench::edit))
                .withAction(3, with(hours, "assign, due in hours", Bench::assign))
                .withAction(1, with(few, "assign as it is", Bench::assignAsItIs))
                .withAction(2, with(few, "submit", (b, n) -> b.move(new ReviewCommand.Submit(), "draft", "talk")))
                .withAction(1, with(few, "return", (b, n) -> b.move(new ReviewCommand.Return("no"), "talk", "draft")))
                .withAction(3, with(flags, "agree, with what stands there", Bench::agree))
                .withAction(1, with(few, "publish", (b, n) -> b.publish()))
                .withAction(1, with(few, "reopen", (b, n) -> b.reopen()))
                .withAction(1, with(few, "date the fault", Bench::date))
                .withAction(4, with(Arbitraries.integers().between(1, 30), "pass hours", Bench::pass))
                .withMaxTransformations(most);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
    void everyChainGoesAsThePageSays(@ForAll("chains") ActionChain<Bench> chain) {
        compared(chain);
    }

    @Property
    @Tag("campaign")
    void manyChainsGoAsThePageSays(@ForAll("campaignChains") ActionChain<Bench> chain) {
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
            share.check("reviews");
        }
    }

    /** A product that loses the timers of a date that moves is found by the generator, or the chains prove nothing. */
    @Example
    void lostTimersAreFound() {
        assertThat(ChainActions.fault(
                        chains(() -> new Bench(true), 12),
                        300,
                        chain -> chain.run().end()))
                .isPresent();
    }

    /** The code and the page side by side. */
    static final class Bench {
        private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
        private static final Actor ANN = Actor.user("ann");

        private final Page page = new Page();
        private final ManualClock clock = ManualClock.at(START.minus(Duration.ofHours(1)));
        private final RecordingNotifier pager = new RecordingNotifier("pager");
        private final boolean losesTimers;
        private final ItOps ops;
        private final Reviews reviews;
        private final IncidentId incident;
        private final ReviewContent content;
        final RefusedShare share = new RefusedShare();

        Bench(boolean losesTimers) {
            this.losesTimers = losesTimers;
            ops = ItOps.builder()
                    .store(new InMemoryStore(clock))
                    .clock(clock)
                    .ids(IdSource.seeded(7))
                    .notifier(pager)
                    .authorizer((actor, permission, subject) -> AccessDecision.allow("test"))
                    .build();
            Incidents incidents = Incidents.attach(
                    ops,
                    IncidentOptions.builder()
                            .policy(EscalationPolicy.builder()
                                    .step("ann", Duration.ofDays(7))
                                    .build())
                            .closeAfter(Optional.empty())
                            .reviews(ReviewOptions.builder()
                                    .target(Severity.SEV3, ReviewTarget.days(2))
                                    .build())
                            .build());
            reviews = incidents.reviews();
            incident = incidents
                    .declare(Trouble.of("k", ServiceId.of("checkout"), Severity.SEV3, "slow"), ANN)
                    .id();
            clock.set(START);
            incidents.resolve(incident, "", ANN);
            content = reviews.start(incident, Optional.of("cat"), ANN).content().withSummary("text 1");
            reviews.execute(incident, new ReviewCommand.Edit(content), ANN).orElseThrow();
            page.version = 2;
            settle();
        }

        private int hour() {
            return (int) Duration.between(START, clock.instant()).toHours();
        }

        private static Instant at(int hour) {
            return START.plus(Duration.ofHours(hour));
        }

        private void settle() {
            ops.runUntil(clock.instant());
            page.tick(hour());
            compare();
        }

        private void give(ReviewCommand command, boolean expected) {
            Outcome<Review> outcome = reviews.execute(incident, command, ANN);
            share.answered(command, expected, outcome);
            settle();
        }

        void edit(boolean factor) {
            int words = (int) share.commands() % 3;
            ReviewContent text = content.withSummary("text " + words);
            give(
                    new ReviewCommand.Edit(
                            factor ? text.with(new ContributingFactor(FactorKind.PROCESS, "haste", List.of())) : text),
                    page.edit(words, factor));
        }

        void assign(int hours) {
            boolean never = hours == 40;
            String who = List.of("", "bob", "cat").get((int) share.commands() % 3);
            int due = never ? Page.NEVER : hour() + hours;
            boolean moves = due != page.due;
            boolean may = page.assign(who, due, hour());
            give(
                    new ReviewCommand.Assign(
                            who.isEmpty() ? Optional.empty() : Optional.of(who),
                            never ? Optional.empty() : Optional.of(at(due))),
                    may);
            if (losesTimers && may && moves) {
                ops.run(ANN, unit -> {
                    unit.cancelTimer(new TimerKey(Review.TYPE.ref(incident.value()), FollowUp.DUE));
                    unit.cancelTimer(new TimerKey(Review.TYPE.ref(incident.value()), FollowUp.REMINDER));
                });
            }
        }

        void assignAsItIs(int place) {
            String who = place == 0 ? "bob" : "dan";
            boolean may = page.assign(who, page.due, hour());
            give(
                    new ReviewCommand.Assign(
                            Optional.of(who), page.due == Page.NEVER ? Optional.empty() : Optional.of(at(page.due))),
                    may);
        }

        void move(ReviewCommand command, String from, String to) {
            give(command, page.move(from, to));
        }

        void agree(boolean present) {
            int read = present ? page.version : page.version + 1;
            give(new ReviewCommand.Agree(read), page.agree(read));
        }

        void publish() {
            give(new ReviewCommand.Publish(), page.move("agreed", "published"));
        }

        void reopen() {
            give(new ReviewCommand.Reopen("again"), page.reopen(hour()));
        }

        void date(int hours) {
            // the incident was opened an hour before the start
            int began = hours - 3;
            if (began <= -1) {
                page.fault = began;
            }
            give(new ReviewCommand.DateFault(at(began), "a log"), began <= -1);
        }

        void pass(int hours) {
            for (int i = 0; i < hours; i++) {
                ops.runUntil(clock.instant().plus(Duration.ofHours(1)));
                page.tick(hour());
            }
            compare();
        }

        private void compare() {
            Review review = reviews.review(incident).orElseThrow().value();
            String where = switch (review.state()) {
                case DRAFT -> "draft";
                case IN_REVIEW -> "talk";
                case AGREED -> "agreed";
                case PUBLISHED -> "published";
            };
            assertThat(where).isEqualTo(page.where);
            assertThat(review.content().summary()).isEqualTo("text " + page.text);
            assertThat(review.content().factors()).hasSize(page.factor ? 1 : 0);
            assertThat(review.contentVersion()).isEqualTo(page.version);
            assertThat(review.facilitator().orElse("")).isEqualTo(page.leader);
            assertThat(review.due()).isEqualTo(page.due == Page.NEVER ? Optional.empty() : Optional.of(at(page.due)));
            assertThat(review.overdue()).isEqualTo(page.late);
            assertThat(review.agreement().map(Agreement::contentVersion).orElse(0))
                    .isEqualTo(page.agreed);
            assertThat(review.publishedAt().isPresent()).isEqualTo(page.where.equals("published"));
            assertThat(review.faultBeganAt())
                    .isEqualTo(page.fault == 1 ? Optional.empty() : Optional.of(at(page.fault)));
            assertThat(pager.deliveries().stream()
                            .map(delivery -> delivery.notification())
                            .filter(news -> news.kind().startsWith("review"))
                            .map(news -> news.kind() + ':' + news.to().address()))
                    .isEqualTo(page.told);
            assertThat(reviews.overdueReviews(clock.instant())).hasSize(page.owed() && page.due <= hour() ? 1 : 0);
        }

        void end() {
            List<ReviewEvent> events = ops.journal().about(Review.TYPE.ref(incident.value())).stream()
                    .flatMap(entry -> ReviewWorkflow.WORKFLOW.eventOf(entry.event()).stream())
                    .toList();
            assertThat(ReviewWorkflow.WORKFLOW.fold(null, events))
                    .isEqualTo(reviews.review(incident).orElseThrow().value());
            ops.close();
        }
    }
}
