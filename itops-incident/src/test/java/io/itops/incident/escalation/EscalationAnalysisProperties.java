package io.itops.incident.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import io.itops.core.time.ZonedHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The worst case against a plain walk that tries every opening: everything happens at whole minutes, so those and the next tick do. */
class EscalationAnalysisProperties {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
    private static final int MINUTES = 120;
    private static final long MINUTE = 60_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    /** A step in plain numbers: who is on call in its schedule by minutes, and what it asks for; -1 where it asks for nothing. */
    record Plain(
            int delay,
            int from,
            int until,
            int worstSeverity,
            int signals,
            int age,
            int hoursFrom,
            int hoursUntil,
            boolean waits) {}

    record Case(
            List<Plain> steps,
            int repeats,
            int personalDelay,
            int quietFrom,
            int quietUntil,
            int persons,
            int timeout) {}

    /** What is asked about: the first one told, the last one of a round, and that where acknowledgements lapse. */
    enum About {
        FIRST,
        CHAIN,
        LAPSES
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Integer> minute = Arbitraries.integers().between(0, 200);
        Arbitrary<Plain> step = Combinators.combine(
                        Arbitraries.integers().between(1, 40),
                        minute,
                        minute,
                        Arbitraries.of(-1, -1, -1, 2),
                        Arbitraries.of(-1, -1, -1, 3),
                        Arbitraries.of(-1, -1, 15, 40),
                        Arbitraries.integers().between(-100, 200),
                        Arbitraries.of(true, false))
                .as((delay, from, length, severity, signals, age, hours, waits) -> new Plain(
                        delay,
                        from,
                        from + length,
                        waits ? -1 : severity,
                        waits ? -1 : signals,
                        age,
                        Math.max(-1, hours),
                        hours < 0 ? -1 : hours + 30,
                        waits));
        return Combinators.combine(
                        step.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(-200, 200),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 60))
                .as((steps, repeats, delay, quiet, persons, timeout) -> new Case(
                        steps, repeats, delay, Math.max(-1, quiet), quiet < 0 ? -1 : quiet + 50, persons, timeout));
    }

    private static LocalTime time(int minute) {
        return LocalTime.of(minute / 60, minute % 60);
    }

    private static ZonedHours daily(int from, int until) {
        return WeeklyHours.on(EnumSet.allOf(java.time.DayOfWeek.class), time(from), time(until))
                .in(ZoneId.of("UTC"));
    }

    private static EscalationReport analysed(Case one) {
        EscalationPolicy.Builder policy =
                EscalationPolicy.builder().repeat(one.repeats()).ackTimeout(Duration.ofMinutes(one.timeout()));
        EscalationScope scope = EscalationScope.of(Window.of(START, Duration.ofMinutes(MINUTES)));
        int number = 0;
        for (Plain plain : one.steps()) {
            EscalationStep.Builder step = EscalationStep.builder(Duration.ofMinutes(plain.delay()))
                    .page(EscalationTarget.schedule("s" + number));
            if (plain.worstSeverity() > 0) {
                step.when(StepCondition.atLeast(Severity.values()[plain.worstSeverity() - 1]));
            }
            if (plain.signals() > 0) {
                step.when(StepCondition.signals(plain.signals()));
            }
            if (plain.age() > 0) {
                step.when(StepCondition.olderThan(Duration.ofMinutes(plain.age())));
            }
            if (plain.hoursFrom() >= 0) {
                step.when(StepCondition.within(daily(plain.hoursFrom(), plain.hoursUntil())));
            }
            policy.step(plain.waits() ? step.waiting().build() : step.build());
            Windows when = plain.from() == plain.until()
                    ? Windows.none()
                    : Windows.of(new Window(
                            START.plus(Duration.ofMinutes(plain.from())),
                            START.plus(Duration.ofMinutes(plain.until()))));
            SortedMap<String, Windows> people = new TreeMap<>();
            people.put("p" + number % one.persons(), when);
            scope = scope.withSchedule("s" + number, people);
            number++;
        }
        NotificationPlan.Builder plan = NotificationPlan.builder();
        for (int person = 0; person < one.persons(); person++) {
            NotificationRules.Builder rules = NotificationRules.builder("p" + person)
                    .after(Duration.ofMinutes(one.personalDelay()), new Destination("push", "p" + person));
            if (one.quietFrom() >= 0) {
                rules.quiet(new QuietHours(daily(one.quietFrom(), one.quietUntil()), EnumSet.of(PageUrgency.HIGH)));
            }
            plan.person(rules.build());
        }
        return EscalationAnalysis.of(policy.build(), scope.withPlan(plan.build()));
    }

    private static boolean holds(Plain step, int severity, int signals, long opened, long at) {
        return (step.worstSeverity() < 0 || severity <= step.worstSeverity())
                && (step.signals() < 0 || signals >= step.signals())
                && (step.age() < 0 || at - opened >= step.age() * MINUTE)
                && inside(step.hoursFrom(), step.hoursUntil(), at);
    }

    private static boolean inside(int from, int until, long at) {
        long ofDay = at % (1_440 * MINUTE);
        return from < 0 || (ofDay >= from * MINUTE && ofDay < until * MINUTE);
    }

    /** When a step is taken that has its turn: at once, later if it waits for that, or never. */
    private static long taken(Plain step, int severity, int signals, long opened, long at) {
        if (holds(step, severity, signals, opened, at)) {
            return at;
        }
        for (long minute = at / MINUTE; step.waits() && minute < at / MINUTE + 3_000; minute++) {
            for (long tick : new long[] {minute * MINUTE, minute * MINUTE + opened % MINUTE}) {
                if (tick >= at && holds(step, severity, signals, opened, tick)) {
                    return tick;
                }
            }
        }
        return NEVER;
    }

    private static boolean pages(Plain step, long at) {
        return at >= step.from() * MINUTE && at < step.until() * MINUTE;
    }

    private static long sent(Case one, long at) {
        long sent = at + one.personalDelay() * MINUTE;
        while (one.quietFrom() >= 0 && inside(one.quietFrom(), one.quietUntil(), sent)) {
            sent = sent / (1_440 * MINUTE) * (1_440 * MINUTE) + one.quietUntil() * MINUTE;
        }
        return sent;
    }

    /** How long it takes from an opening, in microseconds; waits go forward minute by minute, from the opening's own tick on. */
    private static long naive(Case one, About about, int severity, int signals, long opened) {
        long at = opened;
        int size = one.steps().size();
        long[] told = new long[one.persons()];
        Arrays.fill(told, NEVER);
        int tried = 1;
        boolean over = false;
        for (int i = 0; i < size * (one.repeats() + 1); i++) {
            Plain step = one.steps().get(i % size);
            int person = i % size % one.persons();
            if (i >= size && about != About.FIRST) {
                over |= Arrays.stream(told).anyMatch(time -> time != NEVER);
            }
            if (over) {
                break;
            }
            // taken twice where an acknowledgement lapses
            boolean paged = false;
            for (int round = 0; round < (about == About.LAPSES ? 2 : 1) && (round == 0 || paged); round++) {
                if (round == 1) {
                    at += (step.delay() + one.timeout()) * MINUTE;
                    tried = 1;
                }
                long taken = taken(step, severity, signals, opened, at);
                if (taken != NEVER && taken > at) {
                    at = taken;
                    tried = 1;
                }
                paged = taken != NEVER && pages(step, at);
                if (paged) {
                    told[person] = Math.min(told[person], sent(one, at));
                }
            }
            if (paged || tried == size) {
                at += step.delay() * MINUTE;
                tried = 1;
            } else {
                tried++;
            }
        }
        LongStream times = Arrays.stream(told).filter(time -> time != NEVER);
        OptionalLong found = about == About.FIRST ? times.min() : times.max();
        return found.isPresent() ? found.getAsLong() - opened : NEVER;
    }

    private static long worst(Case one, About about) {
        long worst = -1;
        for (int severity : new int[] {1, 5}) {
            for (int signals : new int[] {0, 3}) {
                for (long minute = 0; minute < MINUTES; minute++) {
                    worst = Math.max(worst, naive(one, about, severity, signals, minute * MINUTE));
                    worst = Math.max(worst, naive(one, about, severity, signals, minute * MINUTE + 1));
                }
            }
        }
        return worst;
    }

    private static long micros(EscalationReport.Worst worst) {
        return worst.time().map(time -> time.toNanos() / 1_000).orElse(NEVER);
    }

    @Property(tries = 60)
    void theWorstCaseIsThatOfAllOpenings(@ForAll("cases") Case one) {
        EscalationReport report = analysed(one);
        assertThat(micros(report.worst())).isEqualTo(worst(one, About.FIRST));
        assertThat(micros(report.chain())).isEqualTo(worst(one, About.CHAIN));
        assertThat(micros(report.lapsing().orElseThrow())).isEqualTo(worst(one, About.LAPSES));
    }

    /** The planted fault: an analysis that looks at full hours alone misses the worst opening. */
    @Test
    void anAnalysisOfFullHoursAloneMissesTheWorst() {
        Case one = new Case(
                List.of(
                        new Plain(10, 0, 95, -1, -1, -1, -1, -1, false),
                        new Plain(10, 100, 300, -1, -1, -1, -1, -1, false)),
                2,
                0,
                -1,
                -1,
                1,
                60);
        List<Long> hours = new ArrayList<>();
        for (long minute = 0; minute < MINUTES; minute += 60) {
            hours.add(naive(one, About.FIRST, 1, 1, minute * MINUTE));
        }
        assertThat(hours.stream().mapToLong(Long::longValue).max().orElseThrow())
                .isZero();
        assertThat(micros(analysed(one).worst()))
                .isEqualTo(worst(one, About.FIRST))
                .isPositive();
    }

    /** The planted fault: a check of the first page alone passes a policy that asks the second person after the time for a response. */
    @Test
    void theFirstPageAloneSaysNothingOfWhoIsAskedLast() {
        Plain always = new Plain(40, 0, 300, -1, -1, -1, -1, -1, false);
        Case one = new Case(List.of(always, always), 0, 0, -1, -1, 2, 60);
        EscalationReport report = analysed(one);
        assertThat(micros(report.worst())).isZero();
        assertThat(micros(report.chain())).isEqualTo(40 * MINUTE);
        // 40 min until the acknowledgement, 60 min until it lapses, 40 min until the next step
        assertThat(micros(report.lapsing().orElseThrow())).isEqualTo(140 * MINUTE);
        ReachTarget half = ReachTarget.refusing(Duration.ofMinutes(1)).responding(Duration.ofMinutes(30));
        assertThat(report.within(Duration.ofMinutes(30))).isTrue();
        assertThat(report.within(half)).isFalse();
        assertThat(report.judgedBy(half).findings())
                .extracting(EscalationFinding::rule)
                .startsWith(EscalationFinding.Rule.WITHIN_RESPONSE);
        assertThat(report.judgedBy(ReachTarget.refusing(Duration.ofMinutes(1)).responding(Duration.ofMinutes(40))))
                .isEqualTo(report);
    }
}
