package io.itops.incident.sla;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.time.BusinessCalendar;
import io.itops.incident.workflow.IncidentCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The clock of one target and one incident: a fold over the moments at which state, hold or priority changed.
 *
 * <p>It counts the working time since the opening for every priority, those without a limit too, so that a limit that comes to hold
 * later knows what has passed. Its time is up at the first instant by which the limit has passed while the goal is not reached; to reach it
 * at that very instant is too late. A promise that was broken once stays broken, whatever the priority becomes. A response, once given, is given: later moments
 * change nothing. A resolution that is taken back lets the clock go on from where it stood. The clock of an operational level agreement
 * is over for good when the incident is put into another queue; where it comes back, another one starts.
 *
 * <p>Immutable and thread-safe.
 *
 * @param last the moment since which nothing has changed; that of the response, once given
 * @param run how much working time has counted since the opening, until that moment
 * @param paused how much working time has passed in pauses since the opening, until that moment
 * @param offset what is added to the counted time to get what has passed towards the limit: it makes up for starts and pauses that are not retroactive
 * @param done whether a response was given, or the queue that is bound has handed the incident on
 * @param breachedAt when its time was up first, if it was by that moment
 * @since 0.1
 */
public record SlaClock(
        SlaMoment last, Duration run, Duration paused, Duration offset, boolean done, Optional<Instant> breachedAt) {
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999Z");
    static final Duration MAX = Duration.ofDays(366L * 10_000);
    private static final Set<IncidentCategory> VOID = EnumSet.of(IncidentCategory.CANCELLED, IncidentCategory.MERGED);
    private static final Set<IncidentCategory> OVER = EnumSet.of(IncidentCategory.RESOLVED, IncidentCategory.CLOSED);
    private static final Set<IncidentCategory> RESPONSES = EnumSet.of(
            IncidentCategory.IN_PROGRESS,
            IncidentCategory.MITIGATED,
            IncidentCategory.RESOLVED,
            IncidentCategory.CLOSED);

    /** Checks the parts. */
    public SlaClock {
        Require.present("moment", last);
        Require.span("counted time", run, MAX);
        Require.span("paused time", paused, MAX);
        Require.present("offset", offset);
        Require.span("offset", offset.abs(), MAX);
        breachedAt = Require.present("instant of the breach", breachedAt)
                .map(at -> Require.instant("instant of the breach", at));
    }

    /**
     * The clock of an incident that opens, or comes to the queue that an operational level agreement binds.
     *
     * @param target what was promised
     * @param opened how it stands since then
     * @return the clock
     * @throws InvalidInputException if the target is an operational level agreement that does not bind the queue
     */
    public static SlaClock start(SlaTarget target, SlaMoment opened) {
        Require.present("SLA target", target);
        SlaMoment first = Require.present("moment", opened).seenBy(target.kind(), Optional.empty());
        Require.that(
                target.kind() != SlaKind.OLA || target.binds(first),
                "queue of the first moment",
                "be one that " + target.name() + " binds",
                first.queue().orElse("none"));
        boolean given = target.goal() == SlaGoal.RESPOND
                && target.kind() != SlaKind.UNDERPINNING_CONTRACT
                && RESPONSES.contains(first.category());
        return new SlaClock(first, Duration.ZERO, Duration.ZERO, Duration.ZERO, given, Optional.empty());
    }

    /**
     * The clock when a hold is over that was to end by itself: what waited goes on as open from that very instant, however late that is
     * noticed.
     *
     * @param target what was promised
     * @param until when the hold was to end
     * @return this clock itself if it is not on hold, or counts from a later instant already
     */
    public SlaClock holdEnding(SlaTarget target, Instant until) {
        Instant end = Require.instant("end of the hold", until);
        return last.category() == IncidentCategory.ON_HOLD && !end.isBefore(last.at())
                ? then(target, SlaMoment.of(end, IncidentCategory.OPEN, last.priority()))
                : this;
    }

    /**
     * The clock of an incident by its history.
     *
     * @param target what was promised
     * @param moments its moments, at least the opening, none before the one ahead of it
     * @return the clock
     * @throws InvalidInputException if there is no moment, or time goes back
     */
    public static SlaClock of(SlaTarget target, List<SlaMoment> moments) {
        List<SlaMoment> all = Require.list("moments", moments);
        Require.size("moments", all, 1, 1_000_000);
        SlaClock clock = start(target, all.get(0));
        for (SlaMoment moment : all.subList(1, all.size())) {
            clock = clock.then(target, moment);
        }
        return clock;
    }

    /**
     * The clock after another moment, be it one that has come or one that is supposed: what would be if it were resolved then, or had
     * that priority.
     *
     * @param target what was promised
     * @param next the moment, not before the last one
     * @return the clock
     * @throws InvalidInputException if the moment lies before the last one: a clock does not go back
     */
    public SlaClock then(SlaTarget target, SlaMoment next) {
        Require.present("SLA target", target);
        Require.present("moment", next);
        Require.that(!next.at().isBefore(last.at()), "moment", "not be before the last one, " + last.at(), next.at());
        if (done) {
            return this;
        }
        SlaMoment seen = next.seenBy(target.kind(), last.queue());
        // what is handed on is judged by how it stood until then
        return seen.queue().equals(last.queue())
                ? then(target, seen, responds(target, seen))
                : then(target, last.at(seen.at()), !VOID.contains(last.category()));
    }

    private SlaClock then(SlaTarget target, SlaMoment next, boolean reached) {
        boolean runs = runs(target);
        boolean stands = !runs && active(target, last) && target.kind() != SlaKind.UNDERPINNING_CONTRACT;
        Duration passed = runs || stands ? target.calendar().workingTime(last.at(), next.at()) : Duration.ZERO;
        Duration ran = runs ? run.plus(passed) : run;
        Duration stood = stands ? paused.plus(passed) : paused;
        boolean other = !target.limit(next.priority()).equals(target.limit(last.priority()));
        SlaClock clock = new SlaClock(
                next,
                ran,
                stood,
                other ? offset(target, ran, stood) : offset,
                reached,
                breachedAt.or(() -> upBy(target, passed, next.at())));
        return clock.overdue(target) ? clock.breached(next.at()) : clock;
    }

    /** What makes up for a start or pauses that a new limit does not reach back to. */
    private static Duration offset(SlaTarget target, Duration ran, Duration stood) {
        if (!target.retroactiveStart()) {
            return ran.negated();
        }
        return target.retroactivePause() ? Duration.ZERO : stood;
    }

    private boolean responds(SlaTarget target, SlaMoment next) {
        if (target.goal() != SlaGoal.RESPOND || VOID.contains(next.category())) {
            return false;
        }
        return target.kind() == SlaKind.UNDERPINNING_CONTRACT
                ? target.counts(last) && !target.counts(next)
                : RESPONSES.contains(next.category());
    }

    private static boolean active(SlaTarget target, SlaMoment moment) {
        return !VOID.contains(moment.category())
                && !(target.goal() == SlaGoal.RESOLVE && OVER.contains(moment.category()));
    }

    /** Whether the incident is closed: what the clock came to stands, unless the incident is reopened. */
    boolean closed() {
        return last.category() == IncidentCategory.CLOSED;
    }

    private boolean runs(SlaTarget target) {
        return !done && active(target, last) && target.counts(last);
    }

    private Duration elapsed() {
        return run.plus(offset);
    }

    /** When the time is up in the stretch that ends at an instant, of which so much counted. */
    private Optional<Instant> upBy(SlaTarget target, Duration passed, Instant end) {
        if (!runs(target)) {
            return Optional.empty();
        }
        return target.limit(last.priority())
                .map(limit -> limit.minus(elapsed()))
                .filter(left -> passed.compareTo(left) >= 0)
                .flatMap(left -> target.calendar().reach(last.at(), left, end));
    }

    /** Whether a limit that came to hold, or holds again, was passed before. */
    private boolean overdue(SlaTarget target) {
        return breachedAt.isEmpty()
                && !done
                && active(target, last)
                && target.limit(last.priority())
                        .filter(limit -> elapsed().compareTo(limit) >= 0)
                        .isPresent();
    }

    private SlaClock breached(Instant at) {
        return new SlaClock(last, run, paused, offset, done, Optional.of(at));
    }

    /**
     * How it stands.
     *
     * @param target what was promised
     * @return the stage since the last moment
     */
    public SlaStage stage(SlaTarget target) {
        Require.present("SLA target", target);
        if (target.limit(last.priority()).isEmpty() || (!done && VOID.contains(last.category()))) {
            return SlaStage.CANCELLED;
        }
        if (done || !active(target, last)) {
            return SlaStage.COMPLETED;
        }
        return target.counts(last) ? SlaStage.IN_PROGRESS : SlaStage.PAUSED;
    }

    /**
     * What it shows at an instant, if nothing changes until then.
     *
     * @param target what was promised
     * @param at the instant, not before the last moment
     * @return the reading
     * @throws InvalidInputException if the instant lies before the last moment
     */
    public SlaReading reading(SlaTarget target, Instant at) {
        Instant now = Require.instant("instant of a reading", at);
        SlaStage stage = stage(target);
        Require.that(
                !now.isBefore(last.at()), "instant of a reading", "not be before the last moment, " + last.at(), now);
        Optional<Duration> limit = target.limit(last.priority());
        Duration passed = elapsed();
        Optional<Instant> warns = Optional.empty();
        Optional<Instant> up = breachedAt;
        if (stage == SlaStage.IN_PROGRESS) {
            BusinessCalendar calendar = target.calendar();
            warns = reached(calendar, target.warning(limit.orElseThrow()).minus(passed));
            up = up.or(() -> reached(calendar, limit.orElseThrow().minus(elapsed())));
            passed = passed.plus(calendar.workingTime(last.at(), now));
        }
        boolean breached = up.filter(instant -> !instant.isAfter(now)).isPresent();
        Optional<String> party = target.kind() == SlaKind.OLA ? last.queue() : target.party();
        return new SlaReading(target.name(), party, now, stage, limit, passed, warns, up, breached);
    }

    /** When so much more time has counted: at the last moment if no more is needed, never if it takes more than ten years. */
    private Optional<Instant> reached(BusinessCalendar calendar, Duration more) {
        Instant horizon = last.at().isAfter(END.minus(BusinessCalendar.HORIZON))
                ? END
                : last.at().plus(BusinessCalendar.HORIZON);
        return more.isNegative() ? Optional.of(last.at()) : calendar.reach(last.at(), more, horizon);
    }
}
