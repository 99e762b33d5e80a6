package io.itops.core.delivery;

import static io.itops.core.delivery.Pages.page;
import static io.itops.core.delivery.Pages.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.TestClock;
import io.itops.core.spi.Notifier;
import io.itops.core.store.InMemoryStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Notifiers that block, once workers run. The clock stands still until the test sets it. */
@Timeout(120)
class DeliveryThreadsTest {
    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemoryStore store = new InMemoryStore(clock);

    /** Tells of each attempt, then does what the test says. */
    private static final class Blocking implements Notifier {
        private final String name;
        private final Function<Delivery, DeliveryResult> does;
        final BlockingQueue<Delivery> begun = new LinkedBlockingQueue<>();

        Blocking(String name, Function<Delivery, DeliveryResult> does) {
            this.name = name;
            this.does = does;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public DeliveryResult send(Delivery delivery) {
            begun.add(delivery);
            return does.apply(delivery);
        }

        Delivery next() throws InterruptedException {
            Delivery delivery = begun.poll(60, TimeUnit.SECONDS);
            assertThat(delivery).isNotNull();
            return delivery;
        }
    }

    private ItOps start(DeliveryPolicy policy, Notifier... notifiers) {
        ItOps ops = ops(policy, notifiers);
        ops.start();
        return ops;
    }

    private ItOps ops(DeliveryPolicy policy, Notifier... notifiers) {
        ItOps.Builder builder = ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(7))
                .meterRegistry(meters);
        for (Notifier notifier : notifiers) {
            builder.notifier(notifier, policy);
        }
        return builder.build();
    }

    private static DeliveryPolicy.Builder policy() {
        return DeliveryPolicy.builder().jitter(0).attemptLimit(Duration.ofSeconds(4));
    }

    /** Waits for a latch as an attempt does: an interrupt ends it. */
    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private List<String> journal(ItOps ops, String id) {
        return ops.journal().about(Ref.of("delivery", id)).stream()
                .map(entry -> entry.event().type())
                .toList();
    }

    @Test
    void aNotifierThatHangsHoldsUpNoOtherAndIsInterruptedAtTheLimit() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Blocking hangs = new Blocking("hangs", delivery -> {
            if (delivery.attempt() == 1 && !await(never)) {
                interrupted.countDown();
            }
            return DeliveryResult.ok("at last");
        });
        Blocking works = new Blocking("works", delivery -> DeliveryResult.ok("accepted"));
        ItOps ops = start(policy().build(), hangs, works);
        String id = send(ops, page("hangs", "ann", "one")).get(0);
        assertThat(hangs.next().attempt()).isEqualTo(1);
        for (int i = 0; i < 20; i++) {
            send(ops, page("works", "ann", "w" + i));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(works.next().notification().title()).isEqualTo("w" + i);
        }
        clock.advance(Duration.ofSeconds(4));
        ops.agenda().wake();
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        // The pause is counted from the instant at which the failure is written.
        while (journal(ops, id).isEmpty()) {
            Thread.onSpinWait();
        }
        clock.advance(Duration.ofSeconds(1));
        ops.agenda().wake();
        assertThat(hangs.next().attempt()).isEqualTo(2);
        ops.close();
        assertThat(journal(ops, id)).containsExactly("delivery.failed", "delivery.sent");
    }

    @Test
    void anAttemptThatHeedsNoInterruptLosesItsThreadToAnother() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        Blocking stubborn = new Blocking("stubborn", delivery -> {
            if (delivery.notification().title().equals("hang")) {
                boolean open = false;
                while (!open) {
                    open = await(release);
                }
                returned.countDown();
            }
            return DeliveryResult.ok("accepted");
        });
        ItOps ops = start(policy().concurrency(1).maxAttempts(1).build(), stubborn);
        String id = send(ops, page("stubborn", "ann", "hang")).get(0);
        stubborn.next();
        clock.advance(Duration.ofSeconds(4));
        ops.agenda().wake();
        send(ops, page("stubborn", "bob", "go"));
        assertThat(stubborn.next().notification().title()).isEqualTo("go");
        assertThat(meters.get("itops.delivery.threads.hanging").gauge().value()).isEqualTo(1);
        release.countDown();
        assertThat(returned.await(60, TimeUnit.SECONDS)).isTrue();
        ops.close();
        assertThat(journal(ops, id)).containsExactly("delivery.failed");
        assertThat(ops.agenda().parked()).hasSize(1);
    }

    @Test
    void noMoreAttemptsThanAllowedAreUnderWayAtOnceAndTheOthersWaitTheirTurn() throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        Blocking bounded = new Blocking("bounded", delivery -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            both.countDown();
            await(both);
            now.decrementAndGet();
            return DeliveryResult.ok("accepted");
        });
        ItOps ops = start(policy().concurrency(2).build(), bounded);
        for (int i = 0; i < 12; i++) {
            send(ops, page("bounded", "a" + i, "p" + i));
        }
        for (int i = 0; i < 12; i++) {
            bounded.next();
        }
        ops.close();
        assertThat(most).hasValue(2);
        assertThat(ops.agenda().parked()).isEmpty();
        assertThat(meters.counter("itops.delivery.sent").count()).isEqualTo(12);
    }

    @Test
    void whatFindsNoThreadComesBackLaterAndHasMadeNoAttempt() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        Blocking crowded = new Blocking("crowded", delivery -> {
            await(open);
            return DeliveryResult.ok("accepted");
        });
        ItOps ops = start(policy().concurrency(1).build(), crowded);
        List<String> ids = new ArrayList<>();
        // One runs, eight wait for its thread, the others are sent back.
        for (int i = 0; i < 12; i++) {
            ids.add(send(ops, page("crowded", "a" + i, "p" + i)).get(0));
        }
        crowded.next();
        // Their pause is counted from the instant at which they are sent back, so the clock may only be set after that.
        while (sentBack() < 3) {
            Thread.onSpinWait();
        }
        open.countDown();
        for (int i = 1; i < 9; i++) {
            crowded.next();
        }
        clock.advance(Duration.ofSeconds(1));
        ops.agenda().wake();
        for (int i = 9; i < 12; i++) {
            assertThat(crowded.next().attempt()).isEqualTo(1);
        }
        ops.close();
        assertThat(ids).allSatisfy(id -> assertThat(journal(ops, id)).containsExactly("delivery.sent"));
    }

    private double sentBack() {
        Counter counter =
                meters.find("itops.delivery.waited").tag("for", "threads").counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void aNotificationIsAskedAboutOnceMoreAfterWaitingForAThread() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        Blocking slow = new Blocking("slow", delivery -> {
            await(open);
            return DeliveryResult.ok("accepted");
        });
        ItOps ops = ops(policy().concurrency(1).build(), slow);
        CountDownLatch asked = new CountDownLatch(2);
        ops.deliveries().guard("incident", (notification, records) -> {
            if (!notification.title().equals("second")) {
                return Optional.empty();
            }
            asked.countDown();
            return asked.getCount() == 0 ? Optional.of("acknowledged") : Optional.empty();
        });
        ops.start();
        send(ops, page("slow", "ann", "first"));
        slow.next();
        String second = send(ops, page("slow", "bob", "second")).get(0);
        send(ops, page("slow", "eve", "third"));
        while (asked.getCount() == 2) {
            Thread.onSpinWait();
        }
        open.countDown();
        assertThat(slow.next().notification().title()).isEqualTo("third");
        // the next one begins before it is written that this one is not wanted
        while (journal(ops, second).isEmpty()) {
            Thread.onSpinWait();
        }
        ops.close();
        assertThat(journal(ops, second)).containsExactly("delivery.obsolete");
    }

    @Test
    void closingLetsAnAttemptEndAndCommitsWhatCameOfIt() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        Blocking slow = new Blocking("slow", delivery -> {
            await(open);
            return DeliveryResult.ok("accepted");
        });
        ItOps ops = start(policy().build(), slow);
        String id = send(ops, page("slow", "ann", "one")).get(0);
        slow.next();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(ops::close);
        open.countDown();
        closing.get(60, TimeUnit.SECONDS);
        assertThat(journal(ops, id)).containsExactly("delivery.sent");
        assertThat(threads("itops-delivery-slow")).isEmpty();
    }

    @Test
    void closingInterruptsWhatDoesNotEnd() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Blocking hangs = new Blocking("hangs", delivery -> {
            await(never);
            return DeliveryResult.retry("interrupted");
        });
        ItOps ops = start(policy().build(), hangs);
        String id = send(ops, page("hangs", "ann", "one")).get(0);
        hangs.next();
        ops.close();
        assertThat(journal(ops, id)).containsExactly("delivery.failed");
        assertThat(threads("itops-delivery-hangs")).isEmpty();
    }

    /** The threads of that name that do not end. */
    private static List<Thread> threads(String prefix) throws InterruptedException {
        List<Thread> found = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(prefix)) {
                thread.join(60_000);
                if (thread.isAlive()) {
                    found.add(thread);
                }
            }
        }
        return found;
    }
}
