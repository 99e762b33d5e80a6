package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which gaps of a schedule have been told, and how long before their begin.
 *
 * <p>Immutable and thread-safe.
 *
 * @param schedule the schedule's id
 * @param gaps the gaps that were told and are not over, in the order of time
 */
record GapWatch(String schedule, List<Told> gaps) {
    static final RecordType<GapWatch> TYPE = RecordType.of("on-call-gap-watch", 1, t -> {
        t.id(GapWatch::schedule);
        var schedule = t.field("schedule", Codec.TEXT, GapWatch::schedule);
        var gaps = t.field("gaps", Told.CODEC.list(), GapWatch::gaps);
        return row -> new GapWatch(row.get(schedule), row.get(gaps));
    });

    /**
     * A gap that was told.
     *
     * @param gap from when until when nobody is on call; where it goes beyond the horizon, until there
     * @param notice how long before the begin it was told last, zero for at the begin
     */
    record Told(Window gap, Duration notice) {
        static final Codec<Told> CODEC = Shape.of("told gap", s -> {
            var gap = s.field("gap", Values.WINDOW, Told::gap);
            var notice = s.field("notice", Codec.DURATION, Told::notice);
            return row -> new Told(row.get(gap), row.get(notice));
        });
    }

    /**
     * What a look at a schedule leads to.
     *
     * @param next what has been told then
     * @param announced gaps to come, to be told now
     * @param begun gaps that have begun, to be told now
     * @param closed gaps that were told and do not come, or end now, because the schedule has changed
     * @param due when to look again
     */
    record Plan(GapWatch next, List<Window> announced, List<Window> begun, List<Window> closed, Instant due) {}

    GapWatch {
        gaps = Require.list("told gaps", gaps);
    }

    /**
     * Decides what to tell, by the gaps from now on. What is over by now is never told; what was told and now lasts longer is told again.
     */
    Plan look(GapForecast forecast, GapPolicy policy) {
        Instant now = forecast.window().start();
        Instant due = forecast.complete()
                ? forecast.window().end().minus(policy.longest())
                : forecast.window().end();
        List<Told> told = new ArrayList<>();
        List<Window> announced = new ArrayList<>();
        List<Window> begun = new ArrayList<>();
        for (Window ahead : forecast.unwanted()) {
            Window gap = sinceItsBegin(ahead, now);
            Optional<Told> known = known(gap.start());
            for (Duration notice : steps(policy)) {
                Instant at = gap.start().minus(notice);
                due = at.isAfter(now) && at.isBefore(due) ? at : due;
            }
            boolean complete = gap.end().isBefore(forecast.window().end());
            Optional<Duration> notice = reached(gap, policy, now)
                    .filter(step -> known.isEmpty()
                            || step.compareTo(known.get().notice()) < 0
                            || (complete && gap.end().isAfter(known.get().gap().end())));
            notice.ifPresent(step -> (step.isZero() ? begun : announced).add(gap));
            notice.or(() -> known.map(Told::notice)).ifPresent(step -> told.add(new Told(gap, step)));
        }
        return new Plan(new GapWatch(schedule, told), announced, begun, closed(told, now), due);
    }

    /** The longest notice first, and at the begin. */
    private static List<Duration> steps(GapPolicy policy) {
        List<Duration> steps = new ArrayList<>(policy.notices());
        steps.add(Duration.ZERO);
        return steps;
    }

    /** The shortest notice for which it is time. */
    private static Optional<Duration> reached(Window gap, GapPolicy policy, Instant now) {
        return steps(policy).stream()
                .filter(notice -> !gap.start().minus(notice).isAfter(now))
                .reduce((longer, shorter) -> shorter);
    }

    /** A gap that lasts was cut at the present by the forecast. */
    private Window sinceItsBegin(Window gap, Instant now) {
        if (gap.start().isAfter(now)) {
            return gap;
        }
        return gaps.stream()
                .filter(told -> told.gap().contains(now))
                .findFirst()
                .map(told -> new Window(told.gap().start(), gap.end()))
                .orElse(gap);
    }

    private Optional<Told> known(Instant begin) {
        return gaps.stream().filter(told -> told.gap().start().equals(begin)).findFirst();
    }

    private List<Window> closed(List<Told> next, Instant now) {
        return gaps.stream()
                .map(Told::gap)
                .filter(gap -> gap.end().isAfter(now))
                .filter(gap ->
                        next.stream().noneMatch(told -> told.gap().start().equals(gap.start())))
                .toList();
    }
}
