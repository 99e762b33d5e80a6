package io.itops.simulation.check;

import io.itops.core.store.Commit;
import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Moment;
import io.itops.testkit.simulation.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * I8. Follows the clock through every schedule as it is kept at each moment: whenever nobody is on call, and nobody wants that, the journal
 * must have said so by the time that the work of a gap's timer may take; and whatever it says must be so.
 */
final class SomeoneOnCall {
    private static final String INVARIANT = "I8 SomeoneOnCall";

    /** More than a timer is late when nodes crash, stand still, and find the store failing. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final List<Violation> found = new ArrayList<>();
    private final Map<String, Watched> schedules = new TreeMap<>();
    private Duration ahead = Duration.ZERO;

    private SomeoneOnCall() {}

    /** A time in which somebody was said to be missing. */
    private record Gap(Instant start, Instant end) {}

    /** A schedule, and how far it has been followed. */
    private static final class Watched {
        private Rota rota;
        private Instant until;
        private @Nullable Instant openSince;
        private final List<Gap> told = new ArrayList<>();

        Watched(Rota rota, Instant at) {
            this.rota = rota;
            this.until = at;
        }
    }

    static List<Violation> check(History history) {
        SomeoneOnCall check = new SomeoneOnCall();
        for (Moment moment : history.moments()) {
            if (moment instanceof Moment.Jumped jumped) {
                check.followAll(jumped.at());
                check.ahead = check.ahead.plus(jumped.by());
                // What the clock leaves out nobody can be told of, and what it repeats was told.
                check.schedules.values().forEach(watched -> {
                    watched.openSince = null;
                    watched.until = jumped.at().plus(check.ahead);
                });
            } else if (moment instanceof Moment.Committed committed) {
                check.commit(committed);
            }
        }
        check.followAll(history.end());
        return check.found;
    }

    private void commit(Moment.Committed committed) {
        Instant clock = committed.at().plus(ahead);
        for (Commit.Put put : committed.commit().puts()) {
            if (put.record().ref().type().equals("on-call-schedule")) {
                String id = put.record().ref().id();
                Rota rota = Rota.of(Facts.of(put.record()));
                Watched watched = schedules.get(id);
                if (watched == null) {
                    schedules.put(id, new Watched(rota, clock));
                } else {
                    follow(id, watched, clock);
                    watched.rota = rota;
                }
            }
        }
        for (Told told : Told.about("on-call-schedule", committed)) {
            Watched watched = schedules.get(told.about().id());
            if (watched != null && told.what().equals("gap")) {
                follow(told.about().id(), watched, clock);
                told.data().list("gaps").forEach(gap -> said(told, watched, gap, true));
            } else if (watched != null && told.what().equals("gap-ahead")) {
                told.data().list("gaps").forEach(gap -> said(told, watched, gap, false));
            }
        }
    }

    /** Nobody is on call in all the time of which the journal says so, and somebody is right before. */
    private void said(Told told, Watched watched, Facts data, boolean begun) {
        Gap gap = new Gap(data.instant("start"), data.instant("end"));
        Instant at = told.event().at();
        if (begun) {
            watched.told.add(gap);
        }
        if (begun == gap.start().isAfter(at) || !gap.end().isAfter(at)) {
            report(told + " tells of " + gap + " at the wrong time");
        }
        Instant first = gap.start().isAfter(at) ? gap.start() : at;
        for (Instant inside : List.of(first, gap.end().minusNanos(1_000))) {
            if (!watched.rota.isUnwantedGap(inside)) {
                report(told + " tells of " + gap + ", but at " + inside + " " + watched.rota.at(inside)
                        + " is on call, or nobody needs to be");
            }
        }
        if (gap.start().isAfter(at) && watched.rota.isUnwantedGap(gap.start().minusNanos(1_000))) {
            report(told + " tells of " + gap + ", which begins before");
        }
    }

    private void followAll(Instant at) {
        schedules.forEach((id, watched) -> follow(id, watched, at.plus(ahead)));
    }

    /** From where the schedule was followed last to an instant of the clock. */
    private void follow(String id, Watched watched, Instant clock) {
        if (!watched.until.isBefore(clock)) {
            return;
        }
        for (Instant edge : watched.rota.edges(watched.until, clock)) {
            if (!watched.rota.isUnwantedGap(edge)) {
                close(id, watched, edge);
            } else if (watched.openSince == null) {
                watched.openSince = edge;
            }
        }
        if (watched.openSince != null && isLong(watched.openSince, clock)) {
            mustBeTold(id, watched, watched.openSince, clock);
        }
        watched.until = clock;
    }

    private void close(String id, Watched watched, Instant at) {
        if (watched.openSince != null && isLong(watched.openSince, at)) {
            mustBeTold(id, watched, watched.openSince, at);
        }
        watched.openSince = null;
    }

    private static boolean isLong(Instant since, Instant until) {
        return since.plus(GRACE).isBefore(until);
    }

    private void mustBeTold(String id, Watched watched, Instant since, Instant until) {
        boolean told = watched.told.stream()
                .anyMatch(gap ->
                        !gap.start().isAfter(since.plusSeconds(60)) && gap.end().isAfter(since));
        if (!told) {
            report("nobody was on call in schedule " + id + " from " + since + " to " + until
                    + ", and the journal did not say so");
            watched.told.add(new Gap(since, until));
        }
    }

    private void report(String what) {
        found.add(new Violation(INVARIANT, what));
    }
}
