package io.itops.incident.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.time.BusinessCalendar;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.IncidentCategory;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The clock against a model that goes through the quarters of an hour of the whole history for every question. */
class SlaClockProperties {
    private static final Instant START = Instant.parse("2026-10-30T12:00:00Z");
    private static final BusinessCalendar NIGHTS = BusinessCalendar.in(ZoneId.of("America/New_York"))
            .open(LocalTime.of(20, 0), LocalTime.of(3, 30), DayOfWeek.values())
            .build();

    private static Duration quarters(int number) {
        return Duration.ofSeconds(QuarterModel.QUARTER * number);
    }

    static SlaTarget target(Random random) {
        SlaTarget.Builder target = random.nextBoolean() ? SlaTarget.resolve("t") : SlaTarget.respond("t");
        for (Priority priority : Priority.values()) {
            if (priority == Priority.P1 || random.nextInt(3) > 0) {
                target.within(priority, quarters(1 + random.nextInt(100)));
            }
        }
        if (random.nextInt(4) == 0) {
            target.underpinning();
        } else if (random.nextBoolean()) {
            target.holds(HoldReason.CALLER, HoldReason.VENDOR);
        }
        if (random.nextInt(3) == 0) {
            target.pausedIn(IncidentCategory.ON_HOLD, IncidentCategory.MITIGATED);
        }
        if (random.nextBoolean()) {
            target.calendar(NIGHTS);
        }
        return target.retroactive(random.nextInt(3) > 0, random.nextInt(3) > 0).build();
    }

    static List<SlaMoment> history(Random random) {
        List<SlaMoment> moments = new ArrayList<>();
        Instant at = START;
        Priority priority = Priority.of(1 + random.nextInt(5));
        moments.add(SlaMoment.of(at, IncidentCategory.OPEN, priority));
        int length = random.nextInt(10);
        for (int i = 0; i < length; i++) {
            at = at.plus(quarters(random.nextInt(5) == 0 ? 0 : random.nextInt(60)));
            priority = random.nextInt(3) == 0 ? Priority.of(1 + random.nextInt(5)) : priority;
            IncidentCategory category = random.nextInt(3) == 0
                    ? IncidentCategory.ON_HOLD
                    : IncidentCategory.values()[random.nextInt(IncidentCategory.values().length)];
            HoldReason[] reasons = HoldReason.values();
            moments.add(
                    category == IncidentCategory.ON_HOLD
                            ? SlaMoment.onHold(at, reasons[random.nextInt(reasons.length)], priority)
                            : SlaMoment.of(at, category, priority));
        }
        return moments;
    }

    @Property(tries = 400)
    void theClockShowsWhatTheQuartersSay(@ForAll long seed) {
        Random random = new Random(seed);
        SlaTarget target = target(random);
        List<SlaMoment> moments = history(random);
        SlaClock clock = SlaClock.of(target, moments);
        Instant at = moments.get(moments.size() - 1).at().plus(quarters(random.nextInt(200)));
        QuarterModel model = new QuarterModel(target, moments, at);
        SlaReading reading = clock.reading(target, at);
        assertThat(reading.stage()).isEqualTo(model.stage());
        assertThat(reading.breached())
                .as("breached")
                .isEqualTo(model.breachedAt().isPresent());
        if (reading.breached()) {
            assertThat(reading.breachesAt()).isEqualTo(model.breachedAt());
        }
        if (reading.stage() != SlaStage.CANCELLED) {
            assertThat(reading.elapsed()).isEqualTo(model.elapsed());
        }
        // what is foretold comes true if nothing happens, at that instant and not before
        if (reading.stage() == SlaStage.IN_PROGRESS
                && !reading.breached()
                && reading.breachesAt().isPresent()) {
            Instant up = reading.breachesAt().get();
            assertThat(new QuarterModel(target, moments, up).breachedAt()).contains(up);
            assertThat(new QuarterModel(target, moments, up.minusSeconds(QuarterModel.QUARTER)).breachedAt())
                    .isEmpty();
        }
    }

    @Property(tries = 200)
    void oneFoldAndManyAgreeAndABreachIsForGood(@ForAll long seed) {
        Random random = new Random(seed);
        SlaTarget target = target(random);
        List<SlaMoment> moments = history(random);
        SlaClock clock = SlaClock.start(target, moments.get(0));
        boolean breached = false;
        for (int i = 1; i < moments.size(); i++) {
            SlaMoment next = moments.get(i);
            // a look in between changes nothing of what is shown later
            Instant between = clock.last()
                    .at()
                    .plusSeconds(Duration.between(clock.last().at(), next.at()).toSeconds() / 2);
            SlaClock looked =
                    clock.done() ? clock : clock.then(target, clock.last().at(between));
            clock = clock.then(target, next);
            SlaReading reading = clock.reading(target, next.at());
            assertThat(looked.then(target, next).reading(target, next.at())).isEqualTo(reading);
            assertThat(reading.breached() || !breached).isTrue();
            breached = reading.breached();
        }
        assertThat(clock).isEqualTo(SlaClock.of(target, moments));
    }

    /** A clock that never pauses, as if nobody had thought of holds: the model must tell it from the right one. */
    @Example
    void theModelTellsAClockThatForgetsPauses() {
        int told = 0;
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            SlaTarget target = target(random);
            List<SlaMoment> moments = history(random);
            SlaTarget wrong = new SlaTarget(
                    target.name(),
                    target.goal(),
                    SlaKind.SLA,
                    Optional.empty(),
                    new TreeSet<>(),
                    target.limits(),
                    target.services(),
                    target.calendar(),
                    EnumSet.noneOf(IncidentCategory.class),
                    target.holds(),
                    target.warnAt(),
                    target.retroactiveStart(),
                    target.retroactivePause());
            Instant at = moments.get(moments.size() - 1).at();
            QuarterModel model = new QuarterModel(target, moments, at);
            told += SlaClock.of(wrong, moments).reading(wrong, at).elapsed().equals(model.elapsed()) ? 0 : 1;
        }
        assertThat(told).isGreaterThan(20);
    }
}
