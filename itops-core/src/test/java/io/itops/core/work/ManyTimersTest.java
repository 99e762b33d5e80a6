package io.itops.core.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.Kernel;
import io.itops.core.Kernels;
import io.itops.core.Limits;
import io.itops.core.Ref;
import io.itops.core.TestClock;
import io.itops.core.journal.Journal;
import io.itops.core.record.Tree;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What many timers cost; each rings at an instant of its own, writes an entry, and is completed by a commit of its own. */
@Tag("campaign")
class ManyTimersTest {
    /** A whole million where there is time for it: {@code -Ditops.timers=1000000}. */
    private static final int TIMERS = Integer.getInteger("itops.timers", 200_000);

    private static final int A_UNIT = 500;
    private static final Tree.Obj NOTHING = Tree.Obj.of(Map.of());

    @Test
    void aMillionDueTimersTakeLessThanAMinute() {
        TestClock clock = new TestClock("2026-11-24T02:00:00Z");
        InMemoryStore store = new InMemoryStore(clock);
        Kernel kernel = Kernels.with(store, clock, Limits.DEFAULTS);
        Agenda agenda = new Agenda(kernel);
        int[] rung = {0};
        agenda.register("a.ring", (claim, unit) -> {
            rung[0]++;
            Ref subject = claim.job().timer().orElseThrow().subject();
            unit.event("box.rung", List.of(subject), "it rang", NOTHING);
            return JobOutcome.DONE;
        });
        for (int first = 0; first < TIMERS; first += A_UNIT) {
            UnitOfWork unit = new UnitOfWork(kernel, Actor.user("ann"));
            for (int i = first; i < first + A_UNIT; i++) {
                // an order that is not the one in which they are set
                long millis = Math.floorMod(i * 7_919L, (long) TIMERS);
                unit.setTimer(
                        new TimerKey(Ref.of("box", "box-" + i), "ring"),
                        "a.ring",
                        clock.instant().plusMillis(millis),
                        NOTHING);
            }
            unit.commit();
        }

        long before = processorTime();
        for (var next = agenda.runDue(); next.isPresent(); next = agenda.runDue()) {
            clock.set(next.get().plus(Duration.ofSeconds(1)));
        }
        Duration took = Duration.ofNanos(processorTime() - before);
        System.out.printf("%,d timers took %s of processor time%n", TIMERS, took);

        assertThat(rung[0]).isEqualTo(TIMERS);
        assertThat(new Journal(store).head().size()).isEqualTo(TIMERS);
        assertThat(took).isLessThan(Duration.ofSeconds(60).multipliedBy(TIMERS).dividedBy(1_000_000));
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
