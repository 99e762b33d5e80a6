package io.itops.incident.internal;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.incident.escalation.NotificationRule;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far the notification rules of one person have been gone through about one incident. The steps of the escalation policy do not cut
 * it short: it ends when its rules do, or when the incident is no longer triggered.
 *
 * <p>Each tick sends every rule whose delay lies after the last tick and not after this one, both counted from the start, so that an
 * engine that comes late sends late and leaves out nothing, and one that comes twice sends nothing twice.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident's id
 * @param person the person's id
 * @param urgency the urgency of the page
 * @param stateVersion the version since which the incident has been triggered when the person was paged
 * @param startedAt when the person was paged
 * @param lastTick up to when the rules have been gone through
 */
public record NotificationCycle(
        String incident, String person, PageUrgency urgency, long stateVersion, Instant startedAt, Instant lastTick) {
    /** How cycles are kept; the index {@code incident} finds those of an incident. */
    public static final RecordType<NotificationCycle> TYPE = RecordType.of("notification-cycle", 1, t -> {
        t.id(NotificationCycle::id);
        t.textIndex("incident", NotificationCycle::incident);
        var incident = t.field("incident", Codec.TEXT, NotificationCycle::incident);
        var person = t.field("person", Codec.TEXT, NotificationCycle::person);
        var urgency = t.field("urgency", Codec.ofEnum(PageUrgency.class), NotificationCycle::urgency);
        var stateVersion = t.field("stateVersion", Codec.LONG, NotificationCycle::stateVersion);
        var startedAt = t.field("startedAt", Codec.INSTANT, NotificationCycle::startedAt);
        var lastTick = t.field("lastTick", Codec.INSTANT, NotificationCycle::lastTick);
        return row -> new NotificationCycle(
                row.get(incident),
                row.get(person),
                row.get(urgency),
                row.get(stateVersion),
                row.get(startedAt),
                row.get(lastTick));
    });

    /** The job type of the timer that ticks. */
    public static final String JOB = "incident.notification-cycle";

    /** The name of the timer that ticks. */
    public static final String TIMER = "tick";

    /**
     * What a tick brings.
     *
     * @param due the rules whose time has come, in the order of their delays
     * @param after the cycle after the tick
     * @param nextAt when the next rule is due, empty if there is none
     */
    public record Tick(List<NotificationRule> due, NotificationCycle after, Optional<Instant> nextAt) {}

    /** Checks the parts. */
    public NotificationCycle {
        Require.id("incident id", incident);
        Require.id("person", person);
        Require.present("urgency", urgency);
        Require.that(stateVersion >= 1, "state version", "be at least 1", stateVersion);
        startedAt = Require.instant("start of the cycle", startedAt);
        lastTick = Require.instant("last tick", lastTick);
    }

    /** A cycle that begins now: the rules without a delay are sent with the page itself. */
    public static NotificationCycle start(
            String incident, String person, PageUrgency urgency, long stateVersion, Instant now) {
        return new NotificationCycle(incident, person, urgency, stateVersion, now, now);
    }

    /** The id of the cycle of a person about an incident. */
    public static String id(String incident, String person) {
        return Digests.fitting(incident + ":" + person);
    }

    private String id() {
        return id(incident, person);
    }

    /** When the first rule is due that has not been gone through, which may be over already; empty if there is none. */
    public Optional<Instant> nextAt(NotificationRules rules) {
        return next(rules, Duration.between(startedAt, lastTick));
    }

    private Optional<Instant> next(NotificationRules rules, Duration after) {
        return rules.of(urgency).stream()
                .map(NotificationRule::delay)
                .filter(delay -> delay.compareTo(after) > 0)
                .min(Duration::compareTo)
                .map(startedAt::plus);
    }

    /** What is due now, by rules that may have changed since the last tick. A clock that went back finds nothing due. */
    public Tick tick(NotificationRules rules, Instant now) {
        Instant until = now.isBefore(lastTick) ? lastTick : now;
        Duration from = Duration.between(startedAt, lastTick);
        Duration to = Duration.between(startedAt, until);
        List<NotificationRule> ofUrgency = rules.of(urgency);
        List<NotificationRule> due = ofUrgency.stream()
                .filter(rule -> rule.delay().compareTo(from) > 0 && rule.delay().compareTo(to) <= 0)
                .toList();
        return new Tick(
                due, new NotificationCycle(incident, person, urgency, stateVersion, startedAt, until), next(rules, to));
    }
}
