package io.itops.core.delivery;

import static io.itops.core.BadInput.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.BadInput;
import io.itops.core.IdSource;
import io.itops.core.InvalidDefinitionException;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.TestClock;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Effect;
import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.LifecycleBuilder;
import io.itops.core.record.Tree;
import io.itops.core.store.Claim;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.EffectHandler;
import io.itops.core.work.JobOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever makes no sense in deliveries, jobs and lifecycles is refused by a typed error, and nothing of it is applied. */
class BadInputTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Ref REF = Ref.of("thing", "a");

    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final ItOps ops = ItOps.builder()
            .store(new InMemoryStore(clock))
            .clock(clock)
            .ids(IdSource.seeded(1))
            .build();

    private enum State {
        OPEN,
        SHUT
    }

    private enum Action {
        MAKE,
        CLOSE
    }

    private static Notification notification(String kind, String title, String body, Map<String, String> facts) {
        return new Notification(
                new Destination("pager", "ann"),
                Urgency.PAGE,
                kind,
                REF,
                0,
                Severity.SEV1,
                title,
                body,
                new TreeMap<>(facts));
    }

    private static DeliveryPolicy.Builder policy() {
        return DeliveryPolicy.builder();
    }

    @TestFactory
    Stream<DynamicTest> notificationsAndResults() {
        Notification fine = notification("page", "t", "", Map.of());
        return new BadInput()
                .refuses("notifier must be 1 to 64 of", () -> new Destination("Pager", "ann"))
                .refuses("address must not be blank", () -> new Destination("pager", ""))
                .refuses("address must be at most 200 characters", () -> new Destination("pager", "a".repeat(201)))
                .refuses("notification kind must be 1 to 64 of", () -> notification("", "t", "", Map.of()))
                .refuses("title must not be blank", () -> notification("page", " ", "", Map.of()))
                .refuses("title must be at most 300", () -> notification("page", "t".repeat(301), "", Map.of()))
                .refuses("title must not contain NUL", () -> notification("page", "\0t", "", Map.of()))
                .refuses("body must be at most 20000", () -> notification("page", "t", "b".repeat(20_001), Map.of()))
                .refuses("body must be well-formed Unicode", () -> notification("page", "t", "\ud800", Map.of()))
                .refuses("facts must have 0 to 64 elements, but was 65", () -> notification("page", "t", "", facts(65)))
                .refuses("fact name must not be blank", () -> notification("page", "t", "", Map.of("", "v")))
                .refuses(
                        "fact name must be at most 200",
                        () -> notification("page", "t", "", Map.of("n".repeat(201), "v")))
                .refuses(
                        "value of fact \"n\" must be at most 4000",
                        () -> notification("page", "t", "", Map.of("n", "v".repeat(4_001))))
                .refuses(
                        "each value of the facts must be given",
                        () -> notification("page", "t", "", Collections.singletonMap("n", none())))
                .refuses(
                        "subject version must be at least 0, but was -1",
                        () -> new Notification(
                                fine.to(), Urgency.PAGE, "page", REF, -1, Severity.SEV1, "t", "", new TreeMap<>()))
                .refuses("delivery id must not be blank", () -> new Delivery(" ", 1, fine, SECOND))
                .refuses("attempt must be at least 1, but was 0", () -> new Delivery("d", 0, fine, SECOND))
                .refuses(
                        "attempt limit must be positive, but was PT0S", () -> new Delivery("d", 1, fine, Duration.ZERO))
                .refuses("attempt limit must be at most PT1H", () -> new Delivery("d", 1, fine, FOREVER))
                .refuses(
                        "pause must not be negative, but was PT-1S",
                        () -> DeliveryResult.retryAfter(SECOND.negated(), "busy"))
                .refuses(
                        "pause must be given with RETRY_AFTER alone",
                        () -> new DeliveryResult(DeliveryResult.Kind.OK, "d", Optional.of(SECOND), false))
                .refuses(
                        "unknown arrival must be given with RETRY alone",
                        () -> new DeliveryResult(DeliveryResult.Kind.OK, "d", Optional.empty(), true))
                .refuses(
                        "notifier of a step must be that of a notifier given to the instance, which has none",
                        () -> ops.deliveries().requireNotifier("notifier of a step", "pager"))
                .refuses(
                        "subject type must be 1 to 64 of",
                        () -> ops.deliveries().guard("", (n, r) -> none()))
                .refuses("destination must be given", () -> ops.deliveries().enable(none(), Actor.user("ann")))
                .tests(() -> assertThat(ops.journal().head().size()).isZero());
    }

    private static Map<String, String> facts(int count) {
        Map<String, String> facts = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            facts.put("f" + i, "v");
        }
        return facts;
    }

    @Test
    void theLargestNotificationIsAccepted() {
        Notification largest = notification("k".repeat(64), "t".repeat(300), "\ud83d\ude80".repeat(20_000), facts(64));
        assertThat(largest.facts()).hasSize(64);
        assertThat(DeliveryResult.retryAfter(FOREVER, "busy").retryAfter()).contains(Duration.ofDays(1));
    }

    @TestFactory
    Stream<DynamicTest> policies() {
        DeliveryPolicy.Builder builder = policy().jitter(0.1);
        DeliveryPolicy before = builder.build();
        return new BadInput()
                .refuses(
                        "attempt limit must be positive, but was PT0S",
                        () -> policy().attemptLimit(Duration.ZERO).build())
                .refuses(
                        "attempt limit must be positive, but was PT-1S",
                        () -> policy().attemptLimit(SECOND.negated()).build())
                .refuses(
                        "attempt limit must be at least a millisecond",
                        () -> policy().attemptLimit(Duration.ofNanos(999_999)).build())
                .refuses(
                        "attempt limit must be at most PT1H",
                        () -> policy().attemptLimit(Duration.ofHours(2)).build())
                .refuses(
                        "attempt limit must be given",
                        () -> policy().attemptLimit(none()).build())
                .refuses(
                        "attempts must be 1 to 1000, but was 0",
                        () -> policy().maxAttempts(0).build())
                .refuses(
                        "attempts must be 1 to 1000, but was 1001",
                        () -> policy().maxAttempts(1_001).build())
                .refuses(
                        "first back-off must be positive",
                        () -> policy().backOff(Duration.ZERO, SECOND).build())
                .refuses(
                        "longest back-off must be at most PT24H",
                        () -> policy().backOff(SECOND, FOREVER).build())
                .refuses(
                        "longest back-off must be at least the first, PT1S, but was PT0.1S",
                        () -> policy().backOff(SECOND, Duration.ofMillis(100)).build())
                .refuses(
                        "jitter must be 0.0 to 1.0, but was NaN",
                        () -> policy().jitter(Double.NaN).build())
                .refuses(
                        "jitter must be 0.0 to 1.0, but was -0.1",
                        () -> policy().jitter(-0.1).build())
                .refuses(
                        "concurrency must be 1 to 256, but was 257",
                        () -> policy().concurrency(257).build())
                .refuses("permits must be 1 to 1000000, but was 0", () -> builder.rate(0, SECOND))
                .refuses("rate period must be at least a millisecond", () -> builder.rate(1, Duration.ofNanos(1)))
                .refuses("rate period must be at most PT24H", () -> builder.rate(1, FOREVER))
                .refuses("breaker window must be 1 to 1000, but was 1001", () -> builder.breaker(1_001, 0.5, SECOND))
                .refuses(
                        "breaker threshold must be above 0 and at most 1, but was 0.0",
                        () -> builder.breaker(1, 0, SECOND))
                .refuses(
                        "breaker threshold must be above 0 and at most 1, but was NaN",
                        () -> builder.breaker(1, Double.NaN, SECOND))
                .refuses("breaker's open time must be positive", () -> builder.breaker(1, 0.5, Duration.ZERO))
                .tests(() -> assertThat(builder.build()).isEqualTo(before));
    }

    @Test
    void theLargestPolicyIsAccepted() {
        Duration day = Duration.ofDays(1);
        DeliveryPolicy largest = policy().attemptLimit(Duration.ofHours(1))
                .maxAttempts(1_000)
                .backOff(day, day)
                .jitter(1)
                .rate(1_000_000, day)
                .breaker(1_000, 1, day)
                .concurrency(256)
                .build();
        assertThat(largest.maxAttempts()).isEqualTo(1_000);
    }

    /** A handler that never gets to act. */
    private record Idle(Duration attemptLimit) implements EffectHandler<String> {
        @Override
        public CompletionStage<String> begin(Claim claim) {
            return CompletableFuture.completedFuture("done");
        }

        @Override
        public JobOutcome end(Claim claim, @Nullable String result, @Nullable Throwable failure, UnitOfWork unit) {
            return JobOutcome.DONE;
        }
    }

    @TestFactory
    Stream<DynamicTest> jobs() {
        return new BadInput()
                .refuses("job type must be 1 to 64 of", () -> ops.agenda().register("", (c, u) -> JobOutcome.DONE))
                .refuses(
                        "handler must be registered once a job type",
                        () -> ops.agenda().register(Deliveries.JOB, (c, u) -> JobOutcome.DONE))
                .refuses(
                        "attempt limit of a.job must be positive, but was PT-1S",
                        () -> ops.agenda().register("a.job", new Idle(SECOND.negated())))
                .refuses(
                        "attempt limit of a.job must be positive, but was PT0S",
                        () -> ops.agenda().register("a.job", new Idle(Duration.ZERO)))
                .refuses(
                        "attempt limit of a.job must be below half of the lease, PT15S, but was PT15S",
                        () -> ops.agenda().register("a.job", new Idle(Duration.ofSeconds(15))))
                .refuses(
                        "worker threads must be 1 to 64, but was 0",
                        () -> ops.agenda().start(0))
                .refuses(
                        "worker threads must be 1 to 64, but was 65",
                        () -> ops.agenda().start(65))
                .refuses("reference id must not be blank", () -> ops.agenda().requeue(" ", Actor.user("ann")))
                .refuses(
                        "retry instant must lie in the years 1 to 9999", () -> new JobOutcome.Retry(Instant.MAX, "why"))
                .refuses("reason must be given", () -> new JobOutcome.Retry(NOW, none()))
                .refuses(
                        "subjects must have 0 to 31 elements, but was 32",
                        () -> new JobOutcome.Park("why", Collections.nCopies(32, REF)))
                .refuses(
                        "each of the subjects must be given",
                        () -> new JobOutcome.Park("why", Collections.singletonList(none())))
                .tests(() -> assertThat(ops.journal().head().size()).isZero());
    }

    @Test
    void aJobThatIsNotParkedIsNotFound() {
        assertThatThrownBy(() -> ops.agenda().requeue("nobody", Actor.user("ann")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void aHandlerWhoseFailureCannotBeStoredAsItIsIsParkedAllTheSame() {
        ops.agenda().register("a.job", (claim, unit) -> {
            throw new IllegalStateException("a\0b\ud800" + "x".repeat(2_000_000));
        });
        ops.run(Actor.user("ann"), unit -> unit.enqueue("a.job", "lane", NOW, Tree.Obj.of(Map.of())));
        ops.runUntil(NOW.plus(Duration.ofHours(3)));
        assertThat(ops.agenda().parked())
                .singleElement()
                .satisfies(parked -> assertThat(parked.reason())
                        .startsWith("java.lang.IllegalStateException: a\\u0000b\\ud800xxx")
                        .hasSizeLessThan(2_100));
    }

    @Test
    void aJobParkedWithAsManySubjectsAsThereMayBeIsQueuedAgain() {
        List<Ref> most = Stream.iterate(0, i -> i + 1)
                .limit(31)
                .map(i -> Ref.of("thing", "t" + i))
                .toList();
        ops.agenda().register("a.job", (claim, unit) -> new JobOutcome.Park("why", most));
        ops.run(Actor.user("ann"), unit -> unit.enqueue("a.job", "lane", NOW, Tree.Obj.of(Map.of())));
        ops.runUntil(NOW);
        assertThat(ops.agenda().parked()).singleElement().satisfies(parked -> {
            assertThat(parked.subjects()).isEqualTo(most);
            ops.agenda().requeue(parked.id(), Actor.user("ann"));
        });
        assertThat(ops.agenda().parked()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> lifecyclesAndDecisions() {
        return new BadInput()
                .refuses("lifecycle name must be 1 to 64 of", () -> Lifecycle.builder("", State.class, Action.class))
                .refuses(
                        "states must be given",
                        () -> Lifecycle.builder("door", BadInput.<Class<State>>none(), Action.class))
                .refuses(
                        "timer name must be 1 to 64 of",
                        () -> Decision.nothing().setTimer("", "a.job", NOW))
                .refuses("job type must be 1 to 64 of", () -> Decision.nothing().setTimer("t", " ", NOW))
                .refuses(
                        "timer due must lie in the years",
                        () -> Decision.nothing().setTimer("t", "a", Instant.MAX))
                .refuses("lane must not be blank", () -> new Effect.Enqueue("a", "", Tree.Obj.of(Map.of())))
                .refuses(
                        "each of the effects must be given",
                        () -> new Decision.Accept<>(List.of("e"), Collections.singletonList(none())))
                .refuses("reason text must not be blank", () -> Decision.refuse("code", ""))
                .refuses("reasons must have 1 to 100 elements, but was 0", () -> new Decision.Refuse<>(List.of()))
                .tests();
    }

    @Test
    void aLabelThatCannotBeReadIsAProblemOfTheDefinition() {
        LifecycleBuilder<State, Action> builder = Lifecycle.builder("door", State.class, Action.class)
                .start(Action.MAKE, State.OPEN)
                .on(State.OPEN, Action.CLOSE, State.SHUT)
                .end(State.SHUT);
        Lifecycle<State, Action> before = builder.build();
        assertThatThrownBy(() -> builder.label(none(), "words")).isInstanceOf(InvalidInputException.class);
        assertThat(builder.build().cells()).isEqualTo(before.cells());
        for (String label : List.of("", " ", "a\0b", "x".repeat(201))) {
            builder.label(State.SHUT, label);
            assertThatThrownBy(builder::build)
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("label of state SHUT must ");
        }
    }
}
