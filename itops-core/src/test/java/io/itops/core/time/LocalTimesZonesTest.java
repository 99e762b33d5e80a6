package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every jump of every zone from 2000 to 2040, against an oracle that knows only which offset holds at an instant. */
class LocalTimesZonesTest {
    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2041-01-01T00:00:00Z");

    /** A place where the clocks of a zone jump. */
    private record Jump(ZoneId zone, ZoneOffsetTransition at, List<LocalDateTime> around) {
        /** With local times around it, ascending: a grid of minutes over the jump and two hours to both sides, and its very edges. */
        static Jump of(ZoneId zone, ZoneOffsetTransition at) {
            LocalDateTime first = at.isGap() ? at.getDateTimeBefore() : at.getDateTimeAfter();
            LocalDateTime last = at.isGap() ? at.getDateTimeAfter() : at.getDateTimeBefore();
            TreeSet<LocalDateTime> locals = new TreeSet<>();
            Duration step = Duration.between(first, last).dividedBy(4);
            for (LocalDateTime t = first.minusHours(2); t.isBefore(last.plusHours(2)); t = t.plus(step)) {
                locals.add(t);
            }
            for (LocalDateTime edge : List.of(first, last)) {
                locals.add(edge.minusNanos(1_000));
                locals.add(edge);
                locals.add(edge.plusNanos(1_000));
            }
            return new Jump(zone, at, List.copyOf(locals));
        }

        @Override
        public String toString() {
            return zone + " " + at;
        }
    }

    private static final List<Jump> JUMPS = new ArrayList<>();

    @BeforeAll
    static void findJumps() {
        Map<ZoneRules, ZoneId> distinct = new HashMap<>();
        for (String id : Zones.ids()) {
            ZoneRules rules = ZoneId.of(id).getRules();
            if (distinct.putIfAbsent(rules, ZoneId.of(id)) == null) {
                for (ZoneOffsetTransition jump = rules.nextTransition(FROM);
                        jump != null && jump.getInstant().isBefore(UNTIL);
                        jump = rules.nextTransition(jump.getInstant())) {
                    JUMPS.add(Jump.of(ZoneId.of(id), jump));
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
        assertThat(strayFromOracle(LocalTimes::toInstant)).isEmpty();
    }

    @Test
    void theOracleCatchesRulesThatAreWrongInTheUsualWays() {
        assertThat(strayFromOracle((local, zone, policy) -> LocalTimes.toInstant(local, zone)))
                .isPresent();
        assertThat(strayFromOracle((local, zone, policy) ->
                        ZonedDateTime.of(local, zone).withLaterOffsetAtOverlap().toInstant()))
                .isPresent();
        assertThat(strayFromOracle((local, zone, policy) -> {
                    Instant right = LocalTimes.toInstant(local, zone, policy);
                    boolean atTheEdge = zone.getRules().isDaylightSavings(right)
                            && !zone.getRules().isDaylightSavings(right.minusNanos(1_000));
                    return atTheEdge ? right.minusSeconds(1) : right;
                }))
                .isPresent();
    }

    /** A rule under test. */
    private interface Rule {
        Instant toInstant(LocalDateTime local, ZoneId zone, DstPolicy policy);
    }

    private static Optional<String> strayFromOracle(Rule rule) {
        for (Jump jump : JUMPS) {
            for (LocalDateTime local : jump.around()) {
                List<Instant> found = new ArrayList<>();
                for (DstPolicy policy : DstPolicy.values()) {
                    found.add(rule.toInstant(local, jump.zone(), policy));
                }
                List<Instant> expected = expected(local, jump);
                if (!found.equals(expected)) {
                    return Optional.of(local + " at " + jump + ": " + found + " instead of " + expected);
                }
            }
        }
        return Optional.empty();
    }

    @Test
    void laterLocalTimesAreNeverEarlierInstantsAndEndsNeverComeBeforeStarts() {
        for (Jump jump : JUMPS) {
            List<Instant> starts = instants(jump, DstPolicy.START_FIRST);
            List<Instant> ends = instants(jump, DstPolicy.END_LAST);
            assertThat(ascends(starts)).as("starts at %s", jump).isTrue();
            assertThat(ascends(ends)).as("ends at %s", jump).isTrue();
            boolean inOrder = true;
            for (int i = 0; i < starts.size(); i++) {
                inOrder &= !ends.get(i).isBefore(starts.get(i));
            }
            assertThat(inOrder).as("starts and ends at %s", jump).isTrue();
        }
    }

    @Test
    void javasRuleFailsToBeMonotoneInEveryGapAndNowhereElse() {
        for (Jump jump : JUMPS) {
            assertThat(ascends(instants(jump, DstPolicy.JAVA_AND_RFC5545)))
                    .as("%s", jump)
                    .isEqualTo(jump.at().isOverlap());
        }
    }

    private static List<Instant> instants(Jump jump, DstPolicy policy) {
        return jump.around().stream()
                .map(local -> LocalTimes.toInstant(local, jump.zone(), policy))
                .toList();
    }

    private static boolean ascends(List<Instant> instants) {
        return instants.stream().sorted().toList().equals(instants);
    }

    @Test
    void adjacentShiftsShareTheirEndsUnderOnePolicyAndNeverLeaveAGapUnderTwo() {
        for (Jump jump : JUMPS) {
            List<Instant> starts = instants(jump, DstPolicy.START_FIRST);
            List<Window> exact = shifts(starts, starts);
            boolean shared = true;
            for (int i = 1; i < exact.size(); i++) {
                shared &= exact.get(i).start().equals(exact.get(i - 1).end());
            }
            assertThat(shared).as("%s", jump).isTrue();
            List<Window> generous = shifts(starts, instants(jump, DstPolicy.END_LAST));
            Window all = new Window(
                    generous.get(0).start(), generous.get(generous.size() - 1).end());
            assertThat(Windows.of(generous).firstGap(all)).as("%s", jump).isEmpty();
        }
    }

    /** Shifts between neighbouring cuts; one that lies wholly in a gap does not exist. */
    private static List<Window> shifts(List<Instant> starts, List<Instant> ends) {
        List<Window> shifts = new ArrayList<>();
        for (int i = 1; i < starts.size(); i++) {
            if (starts.get(i - 1).isBefore(ends.get(i))) {
                shifts.add(new Window(starts.get(i - 1), ends.get(i)));
            }
        }
        return shifts;
    }
}
