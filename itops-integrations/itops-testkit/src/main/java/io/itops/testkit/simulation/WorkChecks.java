package io.itops.testkit.simulation;

import io.itops.core.delivery.Deliveries;
import io.itops.testkit.simulation.JobBook.Handing;
import io.itops.testkit.simulation.JobBook.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What holds for jobs of any kind. */
final class WorkChecks {
    /** A delivery that was added so late may be on its way when the simulation ends. */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

    private WorkChecks() {}

    static List<Violation> noEarly(History history) {
        List<Violation> found = new ArrayList<>();
        for (Life life : history.jobs().lives()) {
            for (Handing handing : life.handings) {
                Instant now = handing.claimed().clock();
                if (now.isBefore(handing.due())) {
                    found.add(new Violation(
                            "I2 NoEarly",
                            name(life) + " is due at " + handing.due() + ", but was handed out for " + now));
                }
            }
        }
        return found;
    }

    static List<Violation> boundedLate(History history) {
        Duration limit = history.moments(Moment.Begun.class).stream()
                .map(begun -> begun.delivery().limit())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        List<Violation> found = new ArrayList<>();
        for (Life life : history.jobs().lives()) {
            Moment.Committed first = life.firstEnd;
            if (first != null) {
                late(history.timeline(), life, first.at(), limit, found);
            }
        }
        return found;
    }

    private static void late(Timeline timeline, Life life, Instant end, Duration limit, List<Violation> found) {
        List<Handing> upToEnd = life.handings.stream()
                .filter(handing -> !handing.claimed().at().isAfter(end))
                .toList();
        Duration lease = Duration.ZERO;
        int lost = 0;
        for (int i = 0; i < upToEnd.size(); i++) {
            Handing handing = upToEnd.get(i);
            Instant at = handing.claimed().at();
            Duration length = Duration.between(at, handing.leaseUntil());
            lease = length.compareTo(lease) > 0 ? length : lease;
            if (i < upToEnd.size() - 1) {
                lost++;
                boolean accounted = timeline.disturbed(handing.claimed().node(), at, handing.leaseUntil())
                        || timeline.setBack(at, handing.leaseUntil());
                if (!accounted) {
                    found.add(new Violation(
                            "I3 BoundedLate",
                            name(life) + " was claimed by " + handing.claimed().node() + " at " + at
                                    + ", which let the lease end though nothing disturbed it"));
                }
            }
        }
        Instant ready = timeline.dueSince(life.headSince, life.job.due(), end);
        int leases = Math.max(1, lost);
        Duration bound = limit.plus(lease.multipliedBy(leases)).plus(timeline.asleep(ready, end));
        Duration late = Duration.between(ready, end);
        if (late.compareTo(bound) > 0) {
            found.add(new Violation(
                    "I3 BoundedLate",
                    name(life) + " could be run from " + ready + " on, but its first attempt ended at " + end + ": "
                            + late + " late, where " + bound + " is the bound"));
        }
    }

    static List<Violation> lanesInOrder(History history) {
        List<Violation> found = new ArrayList<>();
        for (Life life : history.jobs().lives()) {
            for (Handing handing : life.handings) {
                if (!handing.head()) {
                    found.add(new Violation(
                            "LanesInOrder",
                            name(life) + " was handed out at "
                                    + handing.claimed().at() + " though it was not the head of lane "
                                    + life.job.lane().orElse("(none: the job was gone)")));
                }
            }
        }
        return found;
    }

    static List<Violation> fenced(History history) {
        List<Violation> found = new ArrayList<>();
        history.jobs().staleCompletions().forEach(text -> found.add(new Violation("Fenced", text)));
        for (Life life : history.jobs().lives()) {
            int before = 0;
            for (Handing handing : life.handings) {
                Moment.Claimed claimed = handing.claimed();
                if (handing.leased()) {
                    found.add(new Violation(
                            "Fenced",
                            name(life) + " was handed out to " + claimed.node() + " at " + claimed.at()
                                    + " while another lease of it was running"));
                }
                if (handing.attempt() != before + 1) {
                    found.add(new Violation(
                            "Fenced",
                            name(life) + " was handed out as attempt " + handing.attempt() + " after attempt "
                                    + before));
                }
                before = handing.attempt();
            }
        }
        return found;
    }

    static List<Violation> eventuallyQuiescent(History history) {
        if (history.moments(Moment.Healed.class).isEmpty()) {
            return List.of(new Violation("I12 EventuallyQuiescent", "the simulation never healed"));
        }
        List<Violation> found = new ArrayList<>();
        Instant clock = history.timeline().clockAt(history.end());
        for (Life life : history.jobs().outstanding()) {
            boolean delivery = life.job.type().equals(Deliveries.JOB);
            if (delivery && !life.addedAt.isBefore(history.end().minus(ON_ITS_WAY))) {
                continue;
            }
            if (delivery
                    || life.held
                    || (!life.due.isAfter(clock) && history.jobs().head(life))) {
                found.add(new Violation(
                        "I12 EventuallyQuiescent",
                        name(life) + " is still there at the end, due at " + life.due + ", claimed "
                                + life.handings.size() + " times"));
            }
        }
        return found;
    }

    static String name(Life life) {
        return "job " + life.job.id() + " (" + life.job.type() + ", added " + life.addedAt + ")";
    }
}
