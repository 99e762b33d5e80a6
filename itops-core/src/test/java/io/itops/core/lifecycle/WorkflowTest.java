package io.itops.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.Kernel;
import io.itops.core.Kernels;
import io.itops.core.Limits;
import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.TestClock;
import io.itops.core.access.AccessDecision;
import io.itops.core.journal.Journal;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.RecordType;
import io.itops.core.record.Records;
import io.itops.core.record.Shape;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A door, small enough to see a whole workflow at once. */
class WorkflowTest {
    private enum Phase {
        OPEN,
        SHUT,
        GONE
    }

    private enum Action {
        BUILD,
        SHUT_DOOR,
        KNOCK,
        REMOVE
    }

    private static final Lifecycle<Phase, Action> TABLE = Lifecycle.builder("door", Phase.class, Action.class)
            .start(Action.BUILD, Phase.OPEN)
            .on(Phase.OPEN, Action.SHUT_DOOR, Phase.SHUT)
            .stay(Phase.SHUT, Action.KNOCK)
            .on(Phase.SHUT, Action.REMOVE, Phase.GONE)
            .end(Phase.GONE)
            .build();

    private record Door(String id, Phase phase, int knocks) {
        static final RecordType<Door> TYPE = RecordType.of("door", 1, t -> {
            t.id(Door::id);
            var id = t.field("id", Codec.TEXT, Door::id);
            var phase = t.field("phase", Codec.ofEnum(Phase.class), Door::phase);
            var knocks = t.field("knocks", Codec.INT, Door::knocks);
            return row -> new Door(row.get(id), row.get(phase), row.get(knocks));
        });
    }

    private sealed interface Event extends WorkflowEvent<Door> {
        record Built(String id) implements Event {
            @Override
            public Door applyTo(@Nullable Door door) {
                return new Door(id, Phase.OPEN, 0);
            }

            @Override
            public String summary() {
                return "built";
            }
        }

        record Moved(Phase to) implements Event {
            @Override
            public Door applyTo(@Nullable Door door) {
                return new Door(door.id(), to, door.knocks());
            }

            @Override
            public String summary() {
                return "moved to " + to;
            }
        }

        record Knocked(int times) implements Event {
            @Override
            public Door applyTo(@Nullable Door door) {
                return new Door(door.id(), door.phase(), door.knocks() + times);
            }

            @Override
            public String summary() {
                return "knocked " + times + " times";
            }

            @Override
            public List<Ref> alsoAbout() {
                return List.of(Ref.of("guest", "bob"));
            }
        }
    }

    private record Command(Action action, Decision<Event> decision)
            implements WorkflowCommand<Door, String, Action, Event> {
        @Override
        public Decision<Event> decide(@Nullable Door door, String facts, Instant now) {
            return decision;
        }
    }

    private static final Workflow<Door, Phase, Action, Event> DOORS = Workflow.of(
            Door.TYPE,
            TABLE,
            Door::phase,
            Family.of("door", Event.class)
                    .with("built", Event.Built.class, Shape.of("built", s -> {
                        var id = s.field("id", Codec.TEXT, Event.Built::id);
                        return row -> new Event.Built(row.get(id));
                    }))
                    .with("moved", Event.Moved.class, Shape.of("moved", s -> {
                        var to = s.field("to", Codec.ofEnum(Phase.class), Event.Moved::to);
                        return row -> new Event.Moved(row.get(to));
                    }))
                    .with("knocked", Event.Knocked.class, Shape.of("knocked", s -> {
                        var times = s.field("times", Codec.INT, Event.Knocked::times);
                        return row -> new Event.Knocked(row.get(times));
                    }))
                    .build());

    private static final Command BUILD = new Command(Action.BUILD, Decision.accept(new Event.Built("d1")));
    private static final Command SHUT = new Command(
            Action.SHUT_DOOR,
            Decision.<Event>accept(new Event.Moved(Phase.SHUT))
                    .setTimer("creak", "door.creak", Instant.parse("2026-11-24T03:00:00Z")));

    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final InMemoryStore store = new InMemoryStore(clock);
    private final Kernel kernel = Kernels.over(store, clock);

    private Outcome<Door> run(Command command, OptionalLong seen) {
        UnitOfWork unit = new UnitOfWork(kernel, Actor.user("ann"));
        Outcome<Door> outcome = DOORS.execute(unit, "d1", seen, command, "facts");
        unit.commit();
        return outcome;
    }

    private Outcome<Door> run(Command command) {
        return run(command, OptionalLong.empty());
    }

    @Test
    void stateJournalAndTimerAreWrittenByOneCommit() {
        run(BUILD);
        assertThat(run(SHUT)).isEqualTo(new Outcome.Accepted<>(new Door("d1", Phase.SHUT, 0), 2));
        assertThat(new Records(store).get(Door.TYPE, "d1").value().phase()).isEqualTo(Phase.SHUT);
        assertThat(new Journal(store).about(Ref.of("door", "d1")))
                .extracting(
                        entry -> entry.event().type(), entry -> entry.event().summary())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("door.built", "built"),
                        org.assertj.core.groups.Tuple.tuple("door.moved", "moved to SHUT"));
        assertThat(store.claim(new ClaimRequest(Set.of("door.creak"), clock.instant(), 1, Duration.ofSeconds(30)))
                        .nextDue())
                .contains(Instant.parse("2026-11-24T03:00:00Z"));
    }

    @Test
    void whatTheTableDoesNotAllowIsRefusedWithAGeneratedReason() {
        assertThat(run(BUILD).reasons()).isEmpty();
        Outcome<Door> outcome = run(new Command(Action.REMOVE, Decision.accept(new Event.Moved(Phase.GONE))));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(outcome.reasons()).hasSize(1);
        assertThatThrownBy(outcome::orElseThrow).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.subject()).isEqualTo(Ref.of("door", "d1"));
            assertThat(e.action()).isEqualTo("remove");
            assertThat(e.reasons())
                    .singleElement()
                    .satisfies(reason -> assertThat(reason.code()).isEqualTo("wrong-state"));
        });
        assertThat(new Records(store).get(Door.TYPE, "d1").version()).isEqualTo(1);
    }

    @Test
    void whatFollowsFromAnAllowedCommandIsNotAskedForAgain() {
        List<String> asked = new ArrayList<>();
        Kernel strict = new Kernel(
                store,
                clock,
                IdSource.seeded(1),
                (actor, permission, subject) -> {
                    asked.add(permission.name());
                    return AccessDecision.allow("test");
                },
                Meters.none(),
                Limits.DEFAULTS);
        UnitOfWork unit = new UnitOfWork(strict, Actor.user("ann"));
        DOORS.execute(unit, "d1", OptionalLong.empty(), BUILD, "facts");
        assertThat(DOORS.follow(unit, "d1", SHUT, "facts").kind()).isEqualTo(Outcome.Kind.ACCEPTED);
        assertThat(DOORS.follow(unit, "d1", SHUT, "facts").kind()).isEqualTo(Outcome.Kind.REFUSED);
        unit.commit();
        assertThat(asked).containsExactly("door.build");
        assertThat(new Records(store).get(Door.TYPE, "d1").value().phase()).isEqualTo(Phase.SHUT);
    }

    @Test
    void aStaleVersionIsAConflict() {
        run(BUILD);
        run(SHUT);
        assertThatThrownBy(() -> run(new Command(Action.KNOCK, Decision.nothing()), OptionalLong.of(1)))
                .isInstanceOf(ConflictException.class)
                .hasMessage("door/d1 must be at version 1, but was 2");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aVersionThatNothingHasIsBadInputAndNoConflict(long seen) {
        run(BUILD);
        assertThatThrownBy(() -> run(SHUT, OptionalLong.of(seen)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("seen version must be at least 1, but was " + seen);
    }

    @Test
    void aDecisionWithoutEventsChangesNothing() {
        run(BUILD);
        run(SHUT);
        assertThat(run(new Command(Action.KNOCK, Decision.nothing())))
                .isEqualTo(new Outcome.Accepted<>(new Door("d1", Phase.SHUT, 0), 2));
        assertThat(new Records(store).get(Door.TYPE, "d1").version()).isEqualTo(2);
    }

    @Test
    void eventsThatLeadElsewhereThanTheTableAreABug() {
        run(BUILD);
        assertThatThrownBy(() -> run(new Command(Action.SHUT_DOOR, Decision.accept(new Event.Moved(Phase.GONE)))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lead to GONE, not to SHUT");
    }

    @Test
    void eventsThatStayWhereTheTableMovesOnAreABug() {
        run(BUILD);
        assertThatThrownBy(() -> run(new Command(Action.SHUT_DOOR, Decision.accept(new Event.Knocked(1)))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lead to OPEN, not to SHUT");
        assertThat(new Records(store).get(Door.TYPE, "d1").version()).isEqualTo(1);
    }

    @Test
    void whatIsAskedMayComeToDifferentMovesByTheStateItMeets() {
        // Knocking thrice breaks the door down.
        var knock = new WorkflowCommand<Door, String, Action, Event>() {
            @Override
            public Action action() {
                return Action.KNOCK;
            }

            @Override
            public Action action(@Nullable Door door, String facts) {
                return breaks(door) ? Action.REMOVE : Action.KNOCK;
            }

            @Override
            public Decision<Event> decide(@Nullable Door door, String facts, Instant now) {
                return Decision.accept(breaks(door) ? new Event.Moved(Phase.GONE) : new Event.Knocked(1));
            }

            private boolean breaks(@Nullable Door door) {
                return door != null && door.knocks() == 2;
            }
        };
        run(BUILD);
        run(SHUT);
        for (int i = 0; i < 3; i++) {
            UnitOfWork unit = new UnitOfWork(kernel, Actor.user("ann"));
            DOORS.execute(unit, "d1", OptionalLong.empty(), knock, "facts").orElseThrow();
            unit.commit();
        }
        assertThat(new Records(store).get(Door.TYPE, "d1").value()).isEqualTo(new Door("d1", Phase.GONE, 2));
    }

    @Test
    void theJournalGivesTheEventsBackAndTheyFoldToTheState() {
        run(BUILD);
        run(SHUT);
        run(new Command(Action.KNOCK, Decision.accept(new Event.Knocked(2))));
        List<Event> events = new Journal(store)
                .about(Ref.of("door", "d1")).stream()
                        .map(entry -> DOORS.eventOf(entry.event()).orElseThrow())
                        .toList();
        assertThat(DOORS.fold(null, events))
                .isEqualTo(new Records(store).get(Door.TYPE, "d1").value());
        assertThat(new Journal(store).about(Ref.of("guest", "bob"))).hasSize(1);
    }

    @Test
    void aCommandThatMakesAThingOfAnotherIdIsRefusedWhole() {
        Command stray = new Command(Action.BUILD, Decision.accept(new Event.Built("d2")));
        UnitOfWork unit = new UnitOfWork(kernel, Actor.user("ann"));

        assertThatThrownBy(() -> DOORS.execute(unit, "d1", OptionalLong.empty(), stray, "facts"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("id of the door after BUILD must be d1, but was \"d2\"");
        assertThat(unit.changes()).isFalse();
    }

    private Outcome<Door> correct(Event event, String... timers) {
        UnitOfWork unit = new UnitOfWork(kernel, Actor.user("ann"));
        Outcome<Door> outcome = DOORS.correct(unit, "d1", event, List.of(timers));
        unit.commit();
        return outcome;
    }

    @Test
    void aCorrectionMovesWhereTheTableHasNoCellAndIsJournaled() {
        run(BUILD);
        run(SHUT);
        run(new Command(Action.REMOVE, Decision.accept(new Event.Moved(Phase.GONE))));
        assertThat(correct(new Event.Moved(Phase.OPEN)))
                .isEqualTo(new Outcome.Accepted<>(new Door("d1", Phase.OPEN, 0), 4));
        assertThat(new Records(store).get(Door.TYPE, "d1").version()).isEqualTo(4);
        assertThat(new Journal(store).about(Ref.of("door", "d1")))
                .extracting(entry -> entry.event().summary())
                .containsExactly("built", "moved to SHUT", "moved to GONE", "moved to OPEN");
    }

    @Test
    void aCorrectionMakesAThingThatBeganElsewhereAndCancelsTheTimersItNames() {
        correct(new Event.Built("d1"));
        run(SHUT);
        correct(new Event.Moved(Phase.OPEN), "creak");
        assertThat(store.claim(new ClaimRequest(Set.of("door.creak"), clock.instant(), 1, Duration.ofSeconds(30)))
                        .nextDue())
                .isEmpty();
    }

    @Test
    void aCorrectionNeedsItsOwnPermissionAndMakesNoOtherThing() {
        assertThat(DOORS.importPermission().name()).isEqualTo("door.import");
        UnitOfWork unit = new UnitOfWork(kernel, Actor.user("ann"));
        assertThatThrownBy(() -> DOORS.correct(unit, "d1", new Event.Built("d2"), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("id of the door after correction must be d1, but was \"d2\"");
        assertThat(unit.changes()).isFalse();
    }
}
