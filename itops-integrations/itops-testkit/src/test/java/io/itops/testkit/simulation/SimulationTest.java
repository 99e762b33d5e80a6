package io.itops.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.testkit.fault.Answer;
import io.itops.testkit.fault.Answers;
import io.itops.testkit.fault.FaultyStore.Fault;
import io.itops.testkit.fault.StoreCall.Boundary;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void aCalmRunDeliversEverythingOnceAndHarmsNothing() {
        History history = Errands.busy(Errands::new, 1)
                .notifier("pager", Answers.accepting())
                .refold(Errands.WORKFLOW)
                .build()
                .run();
        assertThat(violations(history)).isEmpty();
        int sent = history.moments(Moment.Accepted.class).size();
        // Thirty errands get one reminder, and thirty get three.
        assertThat(sent).isEqualTo(30 + 3 * 30);
        assertThat(history.marks()).containsEntry("told.delivery.sent", (long) sent);
        assertThat(history.moments(Moment.Begun.class)).hasSize(sent);
    }

    @Test
    void theSameSeedGivesTheSameJournalByteForByte() {
        History first = storm(5);
        History again = storm(5);
        assertThat(again.digest()).isEqualTo(first.digest());
        assertThat(again.root()).isEqualTo(first.root());
        assertThat(again.moments()).hasSameSizeAs(first.moments());
        assertThat(again.marks()).isEqualTo(first.marks());
        assertThat(storm(6).digest()).isNotEqualTo(first.digest());
    }

    @Test
    void stormsAreSurvivedAndEveryFaultStrikes() {
        Map<String, Long> marks = new TreeMap<>();
        LongStream.range(0, 40).forEach(seed -> {
            History history = storm(seed);
            assertThat(violations(history)).as("seed " + seed).isEmpty();
            assertThat(history.unstruck()).as("seed " + seed).isEmpty();
            history.marks().forEach((mark, times) -> marks.merge(mark, times, Long::sum));
        });
        for (Fault fault : Fault.values()) {
            assertThat(marks).containsKey("struck." + fault);
        }
        for (Answer.Kind kind : Answer.Kind.values()) {
            assertThat(marks).containsKey("answer." + kind);
        }
        assertThat(marks).containsKeys("struck.PAUSE", "told.job.parked");
    }

    @Test
    void aZombieThatGoesOnAfterItsLeaseEndsNothing() {
        History history = Errands.busy(Errands::new, 3)
                .notifier("pager", Answers.accepting())
                .disturb(Disturbance.pause(
                        Duration.ofMinutes(3),
                        Duration.ofMinutes(2),
                        call -> call.boundary() == Boundary.BEFORE_COMMIT && call.tells("delivery.sent")))
                .build()
                .run();
        assertThat(violations(history)).isEmpty();
        List<JobBook.Life> twice = history.jobs().lives().stream()
                .filter(life -> life.handings.size() == 2)
                .toList();
        // The lane's head, and perhaps what else the node held.
        assertThat(twice).isNotEmpty();
        assertThat(twice.get(0).handings.get(0).claimed().node())
                .isNotEqualTo(twice.get(0).handings.get(1).claimed().node());
        assertThat(history.moments(Moment.Accepted.class).size())
                .isGreaterThan(history.marks().get("told.delivery.sent").intValue());
    }

    /** An hour and a half in which everything that can go wrong does. */
    static History storm(long seed) {
        Map<Answer.Kind, Double> shares = new EnumMap<>(Answer.Kind.class);
        for (Answer.Kind kind : Answer.Kind.values()) {
            if (kind != Answer.Kind.ACCEPT) {
                shares.put(kind, 0.04);
            }
        }
        Simulation.Builder<Errands> builder = Errands.busy(Errands::new, seed)
                .notifier("pager", Answers.seeded(seed, shares))
                .refold(Errands.WORKFLOW);
        int minute = 2;
        for (Fault fault : Fault.values()) {
            builder.disturb(Disturbance.strike(Duration.ofMinutes(minute), fault));
            minute += 3;
        }
        for (Boundary boundary : Boundary.values()) {
            if (boundary != Boundary.READ) {
                builder.disturb(Disturbance.pause(
                        Duration.ofMinutes(minute), Duration.ofSeconds(45), call -> call.boundary() == boundary));
                minute += 2;
            }
        }
        builder.disturb(Disturbance.jump(Duration.ofMinutes(10), Duration.ofHours(1)));
        builder.disturb(Disturbance.jump(Duration.ofMinutes(20), Duration.ofMinutes(-90)));
        builder.rate(Fault.CONFLICT, 0.02).rate(Fault.FAIL_AFTER_COMMIT, 0.01).rate(Fault.FAIL_READ, 0.005);
        return builder.build().run();
    }

    static List<Violation> violations(History history) {
        return java.util.stream.Stream.concat(
                        history.violations().stream(),
                        Checks.all().stream().flatMap(check -> check.check(history).stream()))
                .toList();
    }
}
