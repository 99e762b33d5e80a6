package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every jump of every zone from 2000 to 2040, against an oracle that knows only which offset holds at an instant. */
class LocalTimesZonesTest {
    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2041-01-01T00:00:00Z");

    /** A place where the clocks of a zone jump. */
    private record Jump(ZoneId zone, ZoneOffsetTransition at) {
        /** Local times around it, ascending: a grid of minutes over the jump and two hours to both sides, and its very edges. */
        List<LocalDateTime> around() {
            LocalDateTime first = at.isGap() ? at.getDateTimeBefore() : at.getDateTimeAfter();
            LocalDateTime last = at.isGap() ? at.getDateTimeAfter() : at.getDateTimeBefore();
            TreeSet<LocalDateTime> locals = new TreeSet<>();
            Duration step = Duration.between(first, last).dividedBy(6);
            for (LocalDateTime t = first.minusHours(2); t.isBefore(last.plusHours(2)); t = t.plus(step)) {
                locals.add(t);
            }
            for (LocalDateTime edge : List.of(first, last)) {
                locals.add(edge.minusNanos(1_000));
                locals.add(edge);
                locals.add(edge.plusNanos(1_000));
            }
            return new ArrayList<>(locals);
        }
    }

    private static final List<Jump> JUMPS = new ArrayList<>();

    @BeforeAll
    static void findJumps() {
        Map<ZoneRules, ZoneId> distinct = new HashMap<>();
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneRules rules = ZoneId.of(id).getRules();
            if (distinct.putIfAbsent(rules, ZoneId.of(id)) == null) {
                for (ZoneOffsetTransition jump = rules.nextTransition(FROM);
                        jump != null && jump.getInstant().isBefore(UNTIL);
                        jump = rules.nextTransition(jump.getInstant())) {
                    JUMPS.add(new Jump(ZoneId.of(id), jump));
                }
            }
        }
    }

    /** What the three policies should give: {@code [JAVA_AND_RFC5545, START_FIRST, END_LAST]}. */
    private static List<Instant> expected(LocalDateTime local, Jump jump) {
        ZoneRules rules = jump.zone().getRules();
        ZoneOffset before = rules.getOffset(jump.at().getInstant().minusNanos(1));
        ZoneOffset after = rules.getOffset(jump.at().getInstant());
        TreeSet<Instant> occurrences = new TreeSet<>();
        for (ZoneOffset offset : List.of(before, after)) {
            Instant candidate = local.toInstant(offset);
            if (rules.getOffset(candidate).equals(offset)) {
                occurrences.add(candidate);
            }
        }
        if (!occurrences.isEmpty()) {
            return List.of(occurrences.first(), occurrences.first(), occurrences.last());
        }
        Instant resumed = resumed(local, rules, jump.at().getInstant());
        return List.of(local.toInstant(before), resumed, resumed);
    }

    /** The first instant at which the zone's clocks show a given time or a later one, found by halving. */
    private static Instant resumed(LocalDateTime local, ZoneRules rules, Instant near) {
        long low = near.getEpochSecond() - 3_600;
        long high = near.getEpochSecond() + 3_600;
        while (high - low > 1) {
            long middle = Math.floorDiv(low + high, 2);
            Instant instant = Instant.ofEpochSecond(middle);
            boolean shown = !LocalDateTime.ofEpochSecond(middle, 0, rules.getOffset(instant))
                    .isBefore(local);
            if (shown) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Instant.ofEpochSecond(high);
    }

    @Test
    void theJumpsAreThere() {
        assertThat(JUMPS).hasSizeGreaterThan(5_000);
        assertThat(JUMPS)
                .anyMatch(jump -> jump.at().getDuration().equals(Duration.ofMinutes(30)))
                .anyMatch(jump -> jump.at().getDuration().equals(Duration.ofHours(24)))
                .anyMatch(jump -> jump.at().isGap()
                        && jump.at().getDateTimeBefore().toLocalTime().toSecondOfDay() == 0);
    }

    @Test
    void everyPolicyGivesWhatTheOracleGives() {
        for (Jump jump : JUMPS) {
            for (LocalDateTime local : jump.around()) {
                List<Instant> found = new ArrayList<>();
                for (DstPolicy policy : DstPolicy.values()) {
                    found.add(LocalTimes.toInstant(local, jump.zone(), policy));
                }
                assertThat(found).as("%s %s", local, jump).isEqualTo(expected(local, jump));
            }
        }
    }

    @Test
    void laterLocalTimesAreNeverEarlierInstantsAndEndsNeverComeBeforeStarts() {
        for (Jump jump : JUMPS) {
            List<LocalDateTime> locals = jump.around();
            for (int i = 0; i < locals.size(); i++) {
                Instant start = LocalTimes.toInstant(locals.get(i), jump.zone(), DstPolicy.START_FIRST);
                Instant end = LocalTimes.toInstant(locals.get(i), jump.zone(), DstPolicy.END_LAST);
                assertThat(end).as("%s %s", locals.get(i), jump).isAfterOrEqualTo(start);
                if (i > 0) {
                    LocalDateTime previous = locals.get(i - 1);
                    assertThat(start)
                            .as("%s %s", locals.get(i), jump)
                            .isAfterOrEqualTo(LocalTimes.toInstant(previous, jump.zone(), DstPolicy.START_FIRST));
                    assertThat(end)
                            .as("%s %s", locals.get(i), jump)
                            .isAfterOrEqualTo(LocalTimes.toInstant(previous, jump.zone(), DstPolicy.END_LAST));
                }
            }
        }
    }

    @Test
    void javasRuleFailsToBeMonotoneInEveryGapAndNowhereElse() {
        for (Jump jump : JUMPS) {
            List<LocalDateTime> locals = jump.around();
            boolean monotone = true;
            for (int i = 1; i < locals.size(); i++) {
                monotone &= !LocalTimes.toInstant(locals.get(i), jump.zone())
                        .isBefore(LocalTimes.toInstant(locals.get(i - 1), jump.zone()));
            }
            assertThat(monotone).as("%s", jump).isEqualTo(jump.at().isOverlap());
        }
    }

    @Test
    void adjacentShiftsShareTheirEndsUnderOnePolicyAndNeverLeaveAGapUnderTwo() {
        for (Jump jump : JUMPS) {
            List<LocalDateTime> cuts = jump.around();
            assertThat(shifts(cuts, jump.zone(), DstPolicy.START_FIRST, DstPolicy.START_FIRST))
                    .satisfies(shifts -> {
                        for (int i = 1; i < shifts.size(); i++) {
                            assertThat(shifts.get(i).start())
                                    .isEqualTo(shifts.get(i - 1).end());
                        }
                    });
            List<Window> generous = shifts(cuts, jump.zone(), DstPolicy.START_FIRST, DstPolicy.END_LAST);
            Window all = new Window(
                    generous.get(0).start(), generous.get(generous.size() - 1).end());
            assertThat(Windows.of(generous).firstGap(all)).as("%s", jump).isEmpty();
        }
    }

    /** Shifts between neighbouring cuts; one that lies wholly in a gap does not exist. */
    private static List<Window> shifts(List<LocalDateTime> cuts, ZoneId zone, DstPolicy starts, DstPolicy ends) {
        List<Window> shifts = new ArrayList<>();
        for (int i = 1; i < cuts.size(); i++) {
            Instant start = LocalTimes.toInstant(cuts.get(i - 1), zone, starts);
            Instant end = LocalTimes.toInstant(cuts.get(i), zone, ends);
            if (start.isBefore(end)) {
                shifts.add(new Window(start, end));
            }
        }
        return shifts;
    }
}
