package io.itops.core.delivery;

import static io.itops.core.delivery.Pages.page;
import static io.itops.core.delivery.Pages.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Limits;
import io.itops.core.TestClock;
import io.itops.core.store.InMemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waiting for a rate or a breaker, on a clock that is set: no attempt, no parking, nothing lost. */
class DeliveryWaitingTest {
    /** The kernel gives a job up after three claims: waiting must not count. */
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(30), 64, 20, 3, Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Scripted pager = new Scripted("pager", clock);

    private ItOps with(DeliveryPolicy policy) {
        return ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .ids(IdSource.seeded(7))
                .limits(LIMITS)
                .meterRegistry(meters)
                .notifier(pager, policy)
                .build();
    }

    private static List<String> storm(ItOps ops, int count) {
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            send(ops, page("pager", "ann", "p" + i));
            titles.add("p" + i);
        }
        return titles;
    }

    @Test
    void aStormGoesOutAtTheRateInOrderAndNothingIsParked() {
        ItOps ops =
                with(DeliveryPolicy.builder().rate(2, Duration.ofSeconds(10)).build());
        List<String> titles = storm(ops, 40);
        ops.runUntil(clock.instant().plus(Duration.ofMinutes(10)));
        assertThat(pager.titles()).isEqualTo(titles);
        for (int i = 0; i < 40; i++) {
            assertThat(pager.times.get(i)).isEqualTo(Duration.ofSeconds(i / 2 * 10L));
        }
        assertThat(pager.attempts)
                .allSatisfy(attempt -> assertThat(attempt.attempt()).isEqualTo(1));
        assertThat(ops.agenda().parked()).isEmpty();
        assertThat(meters.counter("itops.delivery.possible.duplicates").count()).isZero();
    }

    @Test
    void bothUrgenciesOfADestinationShareItsRateAndOtherDestinationsDoNot() {
        ItOps ops =
                with(DeliveryPolicy.builder().rate(1, Duration.ofSeconds(10)).build());
        for (int i = 0; i < 3; i++) {
            send(
                    ops,
                    page("pager", "ann", "p" + i),
                    Pages.of("pager", "ann", Urgency.NEWS, "n" + i),
                    page("pager", "bob", "b" + i));
        }
        ops.runUntil(clock.instant().plus(Duration.ofMinutes(2)));
        List<Duration> toAnn = new ArrayList<>();
        for (int i = 0; i < pager.attempts.size(); i++) {
            if (!pager.titles().get(i).startsWith("b")) {
                toAnn.add(pager.times.get(i));
            }
        }
        assertThat(toAnn)
                .containsExactly(
                        Duration.ofSeconds(0),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(50));
        assertThat(pager.titles()).filteredOn(title -> title.startsWith("b")).containsExactly("b0", "b1", "b2");
        // Neither urgency starves the other.
        assertThat(pager.titles().indexOf("n2")).isGreaterThan(pager.titles().indexOf("p1"));
        assertThat(pager.titles().indexOf("p2")).isGreaterThan(pager.titles().indexOf("n1"));
    }

    @Test
    void aDestinationThatIsDownForADayLosesNoPageToItsBreaker() {
        ItOps ops = with(DeliveryPolicy.builder()
                .jitter(0)
                .maxAttempts(1_000)
                .breaker(3, 1, Duration.ofMinutes(7))
                .build());
        Duration down = Duration.ofHours(24);
        pager.always(delivery -> clock.instant().isBefore(Instant.parse("2026-11-25T02:00:00Z"))
                ? DeliveryResult.refused("down")
                : DeliveryResult.ok("accepted"));
        List<String> titles = storm(ops, 5);
        send(ops, Pages.of("pager", "ann", Urgency.NEWS, "news"));
        ops.runUntil(clock.instant().plus(down).plus(Duration.ofMinutes(8)));
        assertThat(ops.agenda().parked()).isEmpty();
        assertThat(pager.titles()).containsAll(titles).contains("news");
        List<String> pages =
                pager.titles().stream().filter(titles::contains).distinct().toList();
        assertThat(pages).isEqualTo(titles);
        // One try each time the breaker half opens, and three before it opened at first.
        assertThat(pager.attempts.size()).isLessThan(24 * 60 / 7 + 20);
        assertThat(meters.counter("itops.delivery.waited", "for", "breaker").count())
                .isBetween(LIMITS.maxAttempts() * 10.0, 500.0);
        assertThat(meters.get("itops.delivery.breakers.open").gauge().value()).isZero();
    }

    @Test
    void anOpenBreakerIsSeenInAGaugeThatNamesNoDestination() {
        ItOps ops = with(
                DeliveryPolicy.builder().breaker(1, 1, Duration.ofMinutes(7)).build());
        pager.always(delivery -> DeliveryResult.retry("down"));
        send(ops, page("pager", "ann", "a"), page("pager", "bob", "b"));
        ops.runUntil(clock.instant());
        assertThat(meters.get("itops.delivery.breakers.open").gauge().value()).isEqualTo(2);
        assertThat(meters.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .noneMatch(tag -> tag.getValue().contains("ann"));
    }

    @Test
    void answersThatRefuseTheMessageLeaveTheBreakerClosed() {
        ItOps ops =
                with(DeliveryPolicy.builder().breaker(1, 1, Duration.ofHours(7)).build());
        pager.then(DeliveryResult.permanent("malformed"), DeliveryResult.retryAfter(Duration.ofSeconds(3), "429"));
        storm(ops, 3);
        ops.runUntil(clock.instant().plusSeconds(10));
        assertThat(pager.titles()).containsExactly("p0", "p1", "p1", "p2");
    }
}
