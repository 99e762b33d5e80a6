package io.itops.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Limits;
import io.itops.core.TestClock;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.InMemoryStore;
import io.itops.core.work.ParkedJob;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever receivers do and whenever workers die: nothing is lost, lanes keep their order, duplicates are counted. */
class DeliveryProperties {
    /** What a receiver does with one attempt. */
    enum Receiver {
        ACCEPTS(true, delivery -> DeliveryResult.ok("200")),
        CLOSES_AFTER_ACCEPTING(true, delivery -> DeliveryResult.retry("no answer")),
        IS_DOWN(false, delivery -> DeliveryResult.refused("connection refused")),
        FAILS(false, delivery -> DeliveryResult.retry("500")),
        IS_BUSY(false, delivery -> DeliveryResult.retryAfter(Duration.ofSeconds(7), "429")),
        REJECTS(false, delivery -> DeliveryResult.permanent("400")),
        THROWS(false, delivery -> {
            throw new IllegalStateException("thrown");
        }),
        THROWS_AFTER_ACCEPTING(true, delivery -> {
            throw new StackOverflowError();
        }),
        /** A notifier that breaks its rules: the check must find it. */
        LIES(true, delivery -> DeliveryResult.refused("not accepted"));

        private final boolean takes;
        private final Function<Delivery, DeliveryResult> answer;

        Receiver(boolean takes, Function<Delivery, DeliveryResult> answer) {
            this.takes = takes;
            this.answer = answer;
        }
    }

    /** A notification to one of three destinations, and what befalls it: a crash of the worker before it, and its first attempts. */
    record Step(int destination, boolean page, boolean crash, List<Receiver> befalls) {}

    /** What came of a run. */
    record Run(
            Map<String, List<String>> queued,
            Map<String, List<String>> received,
            Set<String> parked,
            int repeated,
            double counted) {}

    @Provide
    Arbitrary<List<Step>> days() {
        Arbitrary<Receiver> receiver = Arbitraries.of(Receiver.class).filter(any -> any != Receiver.LIES);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(true, false),
                        Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true)),
                        receiver.list().ofMaxSize(6))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    @Property(tries = 300)
    void nothingIsLostLanesKeepTheirOrderAndEveryDuplicateIsCounted(@ForAll("days") List<Step> day) {
        check(run(day));
    }

    @Example
    void theCheckFindsALossAnOvertakingAndADuplicateThatWasNotCounted() {
        Run fine = new Run(Map.of("a", List.of("1", "2")), Map.of("a", List.of("1", "2")), Set.of(), 0, 0);
        check(fine);
        assertRefused(new Run(fine.queued(), Map.of("a", List.of("1")), Set.of(), 0, 0));
        assertRefused(new Run(fine.queued(), Map.of("a", List.of("2", "1")), Set.of(), 0, 0));
        assertRefused(new Run(fine.queued(), Map.of("a", List.of("1", "1", "2")), Set.of(), 1, 0));
        check(new Run(fine.queued(), Map.of("a", List.of("1", "1", "2")), Set.of(), 1, 1));
        check(new Run(fine.queued(), Map.of("a", List.of("2")), Set.of("1"), 0, 0));
    }

    @Example
    void theCheckFindsANotifierThatDeniesWhatItHasSent() {
        Step honest = new Step(0, true, false, List.of(Receiver.CLOSES_AFTER_ACCEPTING));
        check(run(List.of(honest)));
        assertRefused(run(List.of(new Step(0, true, false, List.of(Receiver.LIES)))));
    }

    private static void assertRefused(Run run) {
        assertThatThrownBy(() -> check(run)).isInstanceOf(AssertionError.class);
    }

    private static void check(Run run) {
        run.queued().forEach((lane, ids) -> {
            List<String> first = run.received().getOrDefault(lane, List.of()).stream()
                    .distinct()
                    .toList();
            List<String> expected = ids.stream()
                    .filter(id -> !run.parked().contains(id) || first.contains(id))
                    .toList();
            assertThat(first).isEqualTo(expected);
        });
        assertThat(run.counted()).isGreaterThanOrEqualTo(run.repeated());
    }

    private static Run run(List<Step> day) {
        TestClock clock = new TestClock("2026-11-24T02:00:00Z");
        InMemoryStore store = new InMemoryStore(clock);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Map<String, List<Receiver>> befalls = new HashMap<>();
        Map<String, List<String>> received = new HashMap<>();
        Set<String> known = new HashSet<>();
        int[] repeated = {0};
        Scripted pager = new Scripted("pager", clock);
        pager.always(delivery -> {
            List<Receiver> script = befalls.getOrDefault(delivery.id(), List.of());
            int made = (int) pager.attempts.stream()
                    .filter(attempt -> attempt.id().equals(delivery.id()))
                    .count();
            Receiver receiver = made <= script.size() ? script.get(made - 1) : Receiver.ACCEPTS;
            if (receiver.takes) {
                received.computeIfAbsent(delivery.notification().lane(), lane -> new ArrayList<>())
                        .add(delivery.id());
                repeated[0] += known.add(delivery.id()) ? 0 : 1;
            }
            return receiver.answer.apply(delivery);
        });
        ItOps ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(7))
                .meterRegistry(meters)
                .notifier(
                        pager,
                        DeliveryPolicy.builder()
                                .maxAttempts(6)
                                .rate(2, Duration.ofSeconds(5))
                                .build())
                .build();
        Map<String, List<String>> queued = new HashMap<>();
        for (Step step : day) {
            Notification notification =
                    Pages.of("pager", "d" + step.destination(), step.page() ? Urgency.PAGE : Urgency.NEWS, "title");
            String id = Pages.send(ops, notification).get(0);
            befalls.put(id, step.befalls());
            queued.computeIfAbsent(notification.lane(), lane -> new ArrayList<>())
                    .add(id);
            if (step.crash()) {
                store.claim(new ClaimRequest(Set.of(Deliveries.JOB), clock.instant(), 3, Limits.DEFAULTS.lease()));
                clock.advance(Limits.DEFAULTS.lease());
            }
            ops.runUntil(clock.instant().plusSeconds(1));
        }
        ops.runUntil(clock.instant().plus(Duration.ofHours(6)));
        Set<String> parked = new HashSet<>();
        ops.agenda().parked().stream().map(ParkedJob::id).forEach(parked::add);
        return new Run(
                queued,
                received,
                parked,
                repeated[0],
                meters.counter("itops.delivery.possible.duplicates").count());
    }
}
