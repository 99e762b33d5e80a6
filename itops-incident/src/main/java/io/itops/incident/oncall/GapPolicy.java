package io.itops.incident.oncall;

import io.itops.core.Require;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How long before a gap that nobody wants people are told of it, and who, where the schedule has no managers. At its begin they are told
 * in any case.
 *
 * <p>Immutable and thread-safe.
 *
 * @param notices how long before the begin of a gap it is told, the longest first, at most 10 of one minute to 90 days each; none for
 *     at its begin alone
 * @param told ids of the people who are told where a schedule has no {@linkplain OnCallSchedule#managers managers}, at most 20; if empty,
 *     the people whom escalation policies name that go by the schedule
 * @since 0.1
 */
public record GapPolicy(List<Duration> notices, List<String> told) {
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final Duration BEYOND = Duration.ofDays(7);

    /** A week and a day before, and at the begin of a gap. */
    public static final GapPolicy DEFAULT = new GapPolicy(List.of(Duration.ofDays(7), Duration.ofDays(1)), List.of());

    /** Checks and copies the parts. */
    public GapPolicy {
        notices = Require.list("notices of a gap", notices);
        Require.size("notices of a gap", notices, 0, 10);
        Duration before = LONGEST.plusNanos(1);
        for (Duration notice : notices) {
            Require.positive("notice of a gap", notice, LONGEST);
            Require.that(
                    notice.compareTo(Duration.ofMinutes(1)) >= 0, "notice of a gap", "be at least one minute", notice);
            Require.that(notice.compareTo(before) < 0, "notice of a gap", "be shorter than the one before it", notice);
            before = notice;
        }
        told = Require.list("people told of gaps", told);
        Require.size("people told of gaps", told, 0, 20);
        Set<String> named = new HashSet<>();
        told.forEach(person -> Require.that(
                named.add(Values.person("person told of gaps", person)),
                "person told of gaps",
                "be given once",
                person));
    }

    /** How long before its begin a gap is told first. */
    Duration longest() {
        return notices.isEmpty() ? Duration.ZERO : notices.get(0);
    }

    /** How far ahead gaps are looked for: a week more than they are told ahead, so that a quiet schedule is looked at once a week. */
    Duration horizon() {
        return longest().plus(BEYOND);
    }
}
