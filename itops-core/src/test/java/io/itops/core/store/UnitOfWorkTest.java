package io.itops.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.Kernel;
import io.itops.core.Kernels;
import io.itops.core.LimitExceededException;
import io.itops.core.Limits;
import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.TestClock;
import io.itops.core.access.AccessDecision;
import io.itops.core.access.Permission;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.record.Records;
import io.itops.core.record.Tree;
import io.itops.core.spi.Authorizer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitOfWorkTest {
    private record Box(String id, String content) {
        static final RecordType<Box> TYPE = RecordType.of("box", 1, t -> {
            t.id(Box::id);
            var id = t.field("id", Codec.TEXT, Box::id);
            var content = t.field("content", Codec.TEXT, Box::content);
            return row -> new Box(row.get(id), row.get(content));
        });
    }

    private static final Tree.Obj NO_DATA = Tree.Obj.of(Map.of());
    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final InMemoryStore store = new InMemoryStore(clock);
    private final Kernel kernel = Kernels.over(store, clock);

    private UnitOfWork unit() {
        return new UnitOfWork(kernel, Actor.user("ann"));
    }

    private void put(String id, String content) {
        UnitOfWork unit = unit();
        unit.find(Box.TYPE, id);
        unit.put(Box.TYPE, new Box(id, content));
        unit.commit();
    }

    @Test
    void aRecordThatWasReadAndChangedMeanwhileMakesTheCommitConflict() {
        put("a", "one");
        UnitOfWork unit = unit();
        unit.find(Box.TYPE, "a");
        unit.put(Box.TYPE, new Box("b", "rests on a"));
        put("a", "two");

        assertThatThrownBy(unit::commit).isInstanceOfSatisfying(ConflictException.class, e -> {
            assertThat(e.entity()).isEqualTo(Ref.of("box", "a"));
            assertThat(e.expected()).isEqualTo(1);
            assertThat(e.found()).isEqualTo(2);
        });
        assertThat(new Records(store).find(Box.TYPE, "b")).isEmpty();
    }

    @Test
    void aRecordThatIsExpectedAtAnotherVersionThanItHasIsAConflictWhenItIsRead() {
        put("a", "one");
        UnitOfWork right = unit();
        right.expect(Ref.of("box", "a"), 1);
        assertThat(right.find(Box.TYPE, "a")).isPresent();
        UnitOfWork wrong = unit();
        wrong.expect(Ref.of("box", "a"), 5);
        assertThatThrownBy(() -> wrong.find(Box.TYPE, "a")).isInstanceOf(ConflictException.class);
    }

    /** One operation of each kind, some of them twice: a record read and put, read and removed, and put without being read. */
    private UnitOfWork filled(int events) {
        UnitOfWork unit = unit();
        for (String id : List.of("a", "b", "absent", "a")) {
            unit.find(Box.TYPE, id);
        }
        unit.expect(Ref.of("box", "elsewhere"), 0);
        unit.put(Box.TYPE, new Box("a", "two"));
        unit.put(Box.TYPE, new Box("a", "three"));
        unit.remove(Box.TYPE, "b");
        unit.put(Box.TYPE, new Box("new", "one"));
        TimerKey key = new TimerKey(Ref.of("box", "a"), "ring");
        unit.setTimer(key, "box.ring", clock.instant(), NO_DATA);
        unit.cancelTimer(key);
        unit.enqueue("a.job", "lane", clock.instant(), NO_DATA);
        unit.cancelJob("some-job");
        for (int i = 0; i < events; i++) {
            unit.event("box.told", List.of(Ref.of("box", "a")), "told", NO_DATA);
        }
        return unit;
    }

    @Test
    void whatTheCommitWouldHoldIsKnownBefore() {
        assertThat(unit().operations()).isZero();
        put("a", "one");
        put("b", "one");
        int rest = Commit.MAX_OPERATIONS - filled(0).operations();
        assertThat(rest).isEqualTo(Commit.MAX_OPERATIONS - 8);

        UnitOfWork more = filled(rest + 1);
        assertThat(more.operations()).isEqualTo(Commit.MAX_OPERATIONS + 1);
        assertThatThrownBy(more::commit)
                .isInstanceOfSatisfying(
                        LimitExceededException.class,
                        e -> assertThat(e).hasMessageContaining("but was " + more.operations()));
        UnitOfWork full = filled(rest);
        assertThatThrownBy(() -> full.tentatively(() -> {
                    full.find(Box.TYPE, "other");
                    throw new IllegalStateException("the part failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        full.commit();
        assertThat(new Records(store).find(Box.TYPE, "new")).isPresent();
    }

    @Test
    void anAbsenceThatWasReadIsExpectedToo() {
        UnitOfWork unit = unit();
        assertThat(unit.find(Box.TYPE, "a")).isEmpty();
        unit.put(Box.TYPE, new Box("b", "rests on the absence of a"));
        put("a", "one");
        assertThatThrownBy(unit::commit).isInstanceOf(ConflictException.class);
    }

    @Test
    void whatTheUnitHasPutIsReadBackWithTheVersionThatItWillHave() {
        put("a", "one");
        UnitOfWork unit = unit();
        unit.find(Box.TYPE, "a");
        unit.put(Box.TYPE, new Box("a", "two"));
        unit.put(Box.TYPE, new Box("a", "three"));
        assertThat(unit.find(Box.TYPE, "a")).hasValueSatisfying(box -> {
            assertThat(box.value().content()).isEqualTo("three");
            assertThat(box.version()).isEqualTo(2);
        });
        unit.commit();
        assertThat(new Records(store).get(Box.TYPE, "a").version()).isEqualTo(2);
    }

    @Test
    void aNewRecordConflictsWithOneThatIsThereAlready() {
        put("a", "one");
        UnitOfWork unit = unit();
        unit.put(Box.TYPE, new Box("a", "as if new"));
        assertThatThrownBy(unit::commit).isInstanceOf(ConflictException.class);
    }

    @Test
    void aRemovedRecordIsGoneForTheUnitAndAfterTheCommit() {
        put("a", "one");
        UnitOfWork unit = unit();
        unit.find(Box.TYPE, "a");
        unit.remove(Box.TYPE, "a");
        assertThat(unit.find(Box.TYPE, "a")).isEmpty();
        unit.commit();
        assertThat(new Records(store).find(Box.TYPE, "a")).isEmpty();
    }

    @Test
    void theLastWordOnATimerInAUnitHolds() {
        TimerKey key = new TimerKey(Ref.of("box", "a"), "ring");
        UnitOfWork unit = unit();
        unit.setTimer(key, "box.ring", clock.instant(), NO_DATA);
        unit.cancelTimer(key);
        unit.setTimer(key, "box.ring", clock.instant().plusSeconds(5), NO_DATA);
        unit.commit();
        assertThat(claim()).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(claim()).hasSize(1);
    }

    private List<Claim> claim() {
        return store.claim(new ClaimRequest(Set.of("box.ring"), clock.instant(), 10, Duration.ofSeconds(30)))
                .claims();
    }

    @Test
    void aUnitThatOnlyReadsCommitsNothing() {
        UnitOfWork unit = unit();
        unit.find(Box.TYPE, "a");
        put("a", "one");
        assertThat(unit.commit().firstSequence()).isZero();
    }

    @Test
    void anAuthorizerThatThrowsDenies() {
        assertDenied(
                (actor, permission, subject) -> {
                    throw new IllegalStateException("policy server away");
                },
                "policy server away");
    }

    @Test
    @SuppressWarnings("NullAway") // an authorizer that was not compiled with the checks
    void anAuthorizerThatGivesNoAnswerDenies() {
        assertDenied((actor, permission, subject) -> null, "no answer");
    }

    private void assertDenied(Authorizer authorizer, String reason) {
        Kernel strict = new Kernel(store, clock, IdSource.seeded(1), authorizer, Meters.none(), Limits.DEFAULTS);
        UnitOfWork unit = new UnitOfWork(strict, Actor.user("ann"));
        assertThatThrownBy(() -> unit.authorize(Permission.of("box.open"), Ref.of("box", "a")))
                .isInstanceOfSatisfying(AccessDeniedException.class, e -> {
                    assertThat(e.permission()).isEqualTo("box.open");
                    assertThat(e.reason()).contains(reason);
                });
    }

    private Kernel strict() {
        return new Kernel(
                store,
                clock,
                IdSource.seeded(1),
                (actor, permission, subject) -> AccessDecision.deny("nobody"),
                Meters.none(),
                Limits.DEFAULTS);
    }

    @Test
    void anActorThatCallsItselfAPartOfTheSdkIsAskedForLikeAnyOther() {
        UnitOfWork unit = new UnitOfWork(strict(), Actor.parse("system:escalation"));
        assertThatThrownBy(() -> unit.authorize(Permission.of("box.open"), Ref.of("box", "a")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aClaimedJobNeedsNoPermissionAndItsCommitEndsTheClaim() {
        UnitOfWork adding = unit();
        adding.enqueue("a.job", "lane", clock.instant(), NO_DATA);
        adding.commit();
        Claim claim = store.claim(new ClaimRequest(Set.of("a.job"), clock.instant(), 1, Duration.ofSeconds(30)))
                .claims()
                .get(0);
        UnitOfWork open = UnitOfWork.of(strict(), claim);
        open.authorize(Permission.of("box.open"), Ref.of("box", "a"));
        open.put(Box.TYPE, new Box("a", "left open"));
        assertThatThrownBy(open::commit)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("unit of work of a claimed job must end the claim");

        UnitOfWork ended = UnitOfWork.of(strict(), claim);
        ended.put(Box.TYPE, new Box("a", "done"));
        ended.complete(Completion.done(claim));
        ended.commit();
        // The same claim, no longer held: the store itself refuses.
        UnitOfWork forged = UnitOfWork.of(strict(), claim);
        forged.put(Box.TYPE, new Box("b", "forged"));
        forged.complete(Completion.done(claim));
        assertThatThrownBy(forged::commit).isInstanceOf(ConflictException.class);
        assertThat(new Records(store).find(Box.TYPE, "b")).isEmpty();
    }

    @Test
    void aPartThatThrowsLeavesNoTraceInTheUnit() {
        put("a", "one");
        put("b", "one");
        UnitOfWork unit = unit();
        unit.find(Box.TYPE, "a");
        unit.put(Box.TYPE, new Box("a", "two"));
        unit.event("box.kept", List.of(Ref.of("box", "a")), "kept", NO_DATA);
        assertThatThrownBy(() -> unit.tentatively(() -> {
                    unit.find(Box.TYPE, "b");
                    unit.put(Box.TYPE, new Box("a", "three"));
                    unit.put(Box.TYPE, new Box("c", "one"));
                    unit.remove(Box.TYPE, "b");
                    unit.event("box.lost", List.of(Ref.of("box", "a")), "lost", NO_DATA);
                    unit.enqueue("a.job", "lane", unit.now(), NO_DATA);
                    unit.afterCommit(() -> {
                        throw new IllegalStateException("taken back");
                    });
                    throw new IllegalArgumentException("the part failed");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        put("b", "two");
        put("c", "two");
        assertThat(unit.<String>tentatively(() -> {
                    unit.put(Box.TYPE, new Box("d", "one"));
                    return "what it gave";
                }))
                .isEqualTo("what it gave");
        unit.commit();

        Records records = new Records(store);
        assertThat(records.get(Box.TYPE, "a").value().content()).isEqualTo("two");
        assertThat(records.get(Box.TYPE, "b").value().content()).isEqualTo("two");
        assertThat(records.find(Box.TYPE, "d")).isPresent();
        assertThat(new io.itops.core.journal.Journal(store).all())
                .extracting(entry -> entry.event().type())
                .containsExactly("box.kept");
        assertThat(store.claim(new ClaimRequest(Set.of("a.job"), clock.instant(), 1, Duration.ofSeconds(30)))
                        .claims())
                .isEmpty();
    }
}
