package io.itops.incident.review;

import static io.itops.testkit.lifecycle.ChainActions.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.TreeMap;
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

/** Chains of actions on the action items of an incident against a list that is kept by hand. */
class ActionItemProperties {
    private final RefusedShare share = new RefusedShare();

    /** One item as a person would tell it. It shares no code with the product. */
    private static final class Row {
        private final String id;
        private String where = "open";
        private String owner = "";
        private static final long NEVER = Long.MAX_VALUE;

        private long due;
        private long ended = -1;
        private long remindAt = NEVER;
        private long ringAt = NEVER;
        private boolean late;

        Row(String id, long due, long now) {
            this.id = id;
            this.due = due;
            arm(now);
        }

        /** A reminder a day before, unless that is over, and a bell at the due date. */
        private void arm(long now) {
            remindAt = due - 1 > now ? due - 1 : NEVER;
            ringAt = due;
            late = false;
        }

        void tick(long now, List<String> told) {
            if (remindAt <= now) {
                remindAt = NEVER;
                tell("action-item-due", told);
            }
            if (ringAt <= now) {
                ringAt = NEVER;
                late = true;
                tell("action-item-overdue", told);
            }
        }

        private void tell(String what, List<String> told) {
            if (!owner.isEmpty()) {
                told.add(what + ':' + owner + ':' + id);
            }
        }

        boolean assign(String who, long day, long now) {
            boolean may = where.equals("open") && (day >= now || day == due);
            if (may) {
                owner = who;
                if (day != due) {
                    due = day;
                    arm(now);
                }
            }
            return may;
        }

        boolean end(String how, long now) {
            boolean may = where.equals("open");
            if (may) {
                where = how;
                ended = now;
                remindAt = NEVER;
                ringAt = NEVER;
                late = false;
            }
            return may;
        }

        boolean reopen(long now) {
            boolean may = !where.equals("open");
            where = "open";
            ended = -1;
            if (may) {
                arm(now);
            }
            return may;
        }
    }

    @Provide
    Arbitrary<ActionChain<Bench>> chains() {
        return chains(40);
    }

    /** As long as a campaign has time for. */
    @Provide
    Arbitrary<ActionChain<Bench>> campaignChains() {
        return chains(ChainLength.CAMPAIGN);
    }

    private static Arbitrary<ActionChain<Bench>> chains(int most) {
        return chains(() -> new Bench(false), most);
    }

    private static Arbitrary<ActionChain<Bench>> chains(java.util.function.Supplier<Bench> bench, int most) {
        Arbitrary<Integer> days = Arbitraries.integers().between(-1, 4);
        Arbitrary<Integer> places = Arbitraries.integers().between(0, 2);
        return ActionChain.startWith(bench)
                .withAction(2, with(days, "add, due in days", Bench::add))
                .withAction(3, with(days, "assign, due in days", Bench::assign))
                .withAction(1, with(places, "assign as it is", Bench::assignAsItIs))
                .withAction(
                        2,
                        with(
                                places,
                                "complete",
                                (b, place) -> b.end(place, new ActionItemCommand.Complete(""), "done")))
                .withAction(
                        1,
                        with(places, "drop", (b, place) -> b.end(place, new ActionItemCommand.Drop("no"), "dropped")))
                .withAction(2, with(places, "reopen", Bench::reopen))
                .withAction(2, with(Arbitraries.integers().between(1, 2), "pass days", Bench::pass))
                .withMaxTransformations(most);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
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
            share.check("action items");
        }
    }

    /** A model that forgets when an item was done is told apart, or the chains prove nothing. */
    @Example
    void aFaultIsFoundByAFewActions() {
        Bench bench = new Bench(false);
        bench.pass(1);
        bench.rows.get(0).ended = 0;
        assertThatThrownBy(() -> bench.end(0, new ActionItemCommand.Complete(""), "dropped"))
                .isInstanceOf(AssertionError.class);
        bench.ops.close();
    }

    /** A product that loses the timers of a date that moves is found by the generator. */
    @Example
    void lostTimersAreFound() {
        assertThat(ChainActions.fault(
                        chains(() -> new Bench(true), 12),
                        300,
                        chain -> chain.run().end()))
                .isPresent();
    }

    /** The code and the model side by side. */
    static final class Bench {
        private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
        private static final Actor ANN = Actor.user("ann");

        private final List<Row> rows = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private final RecordingNotifier pager = new RecordingNotifier("pager");
        private final boolean losesTimers;
        private final ManualClock clock = ManualClock.at(START);
        private final ItOps ops;
        private final Reviews reviews;
        private final IncidentId incident;
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
                    EscalationPolicy.builder().step("ann", Duration.ofDays(7)).build());
            reviews = incidents.reviews();
            incident = incidents
                    .declare(new Trouble("k", ServiceId.of("checkout"), Severity.SEV3, "slow", new TreeMap<>()), ANN)
                    .id();
            add(1);
        }

        private long day() {
            return Duration.between(START, clock.instant()).toDays();
        }

        private Instant at(long day) {
            return START.plus(Duration.ofDays(day));
        }

        private Row row(int place) {
            return rows.get(place % rows.size());
        }

        void add(int days) {
            boolean added = true;
            try {
                ActionItem item = reviews.add(incident, "widen", Optional.empty(), at(day() + days), ANN);
                rows.add(new Row(item.id(), day() + days, day()));
            } catch (io.itops.core.RefusedException e) {
                added = false;
            }
            share.answered("add", days >= 0, added);
            settle();
        }

        private void settle() {
            ops.runUntil(clock.instant());
            rows.forEach(row -> row.tick(day(), told));
            compare();
        }

        private void give(Row row, ActionItemCommand command, boolean expected) {
            Outcome<ActionItem> outcome = reviews.execute(row.id, command, ANN);
            share.answered(command, expected, outcome);
            settle();
        }

        void assign(int days) {
            Row row = row((int) share.commands());
            long due = day() + days;
            boolean may = row.assign("bob", due, day());
            give(row, new ActionItemCommand.Assign(Optional.of("bob"), at(due)), may);
            if (losesTimers && may) {
                ops.run(ANN, unit -> {
                    unit.cancelTimer(new TimerKey(ActionItem.TYPE.ref(row.id), FollowUp.DUE));
                    unit.cancelTimer(new TimerKey(ActionItem.TYPE.ref(row.id), FollowUp.REMINDER));
                });
            }
        }

        void assignAsItIs(int place) {
            Row row = row(place);
            give(row, new ActionItemCommand.Assign(Optional.of("cat"), at(row.due)), row.assign("cat", row.due, day()));
        }

        void end(int place, ActionItemCommand command, String how) {
            give(row(place), command, row(place).end(how, day()));
        }

        void reopen(int place) {
            give(row(place), new ActionItemCommand.Reopen("again"), row(place).reopen(day()));
        }

        void pass(int days) {
            for (int i = 0; i < days; i++) {
                ops.runUntil(clock.instant().plus(Duration.ofDays(1)));
                rows.forEach(row -> row.tick(day(), told));
            }
            compare();
        }

        private void compare() {
            List<ActionItem> items = reviews.items(incident);
            assertThat(items).hasSize(rows.size());
            for (Row row : rows) {
                ActionItem item = items.stream()
                        .filter(one -> one.id().equals(row.id))
                        .findFirst()
                        .orElseThrow();
                String where = switch (item.state()) {
                    case OPEN -> "open";
                    case DONE -> "done";
                    case DROPPED -> "dropped";
                };
                assertThat(where).isEqualTo(row.where);
                assertThat(item.owner().orElse("")).isEqualTo(row.owner);
                assertThat(item.overdue()).isEqualTo(row.late);
                assertThat(item.due()).isEqualTo(at(row.due));
                assertThat(item.endedAt()).isEqualTo(row.ended < 0 ? Optional.empty() : Optional.of(at(row.ended)));
            }
            assertThat(pager.deliveries().stream()
                            .map(delivery -> delivery.notification())
                            .filter(news -> news.kind().startsWith("action-item"))
                            .map(news -> news.kind()
                                    + ':'
                                    + news.to().address()
                                    + ':'
                                    + news.subject().id()))
                    .containsExactlyInAnyOrderElementsOf(told);
            assertThat(reviews.overdue(clock.instant())).hasSize((int) rows.stream()
                    .filter(row -> row.where.equals("open") && row.due <= day())
                    .count());
            assertThat(reviews.items(ActionItemState.OPEN)).hasSize((int)
                    rows.stream().filter(row -> row.where.equals("open")).count());
        }

        void end() {
            for (Row row : rows) {
                List<ActionItemEvent> events = ops.journal().about(ActionItem.TYPE.ref(row.id)).stream()
                        .flatMap(entry -> ActionItemCommand.WORKFLOW.eventOf(entry.event()).stream())
                        .toList();
                ActionItem kept = ops.records().get(ActionItem.TYPE, row.id).value();
                assertThat(ActionItemCommand.WORKFLOW.fold(null, events)).isEqualTo(kept);
            }
            ops.close();
        }
    }
}
