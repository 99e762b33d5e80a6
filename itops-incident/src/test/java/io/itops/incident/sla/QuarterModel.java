package io.itops.incident.sla;

import io.itops.incident.workflow.IncidentCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a clock must show, by going through every quarter of an hour since the opening and asking the calendar whether it is open
 * then. It shares nothing with the clock but the values; all instants are whole quarters.
 */
final class QuarterModel {
    private static final Set<IncidentCategory> VOID = Set.of(IncidentCategory.CANCELLED, IncidentCategory.MERGED);
    private static final Set<IncidentCategory> OVER = Set.of(IncidentCategory.RESOLVED, IncidentCategory.CLOSED);
    private static final Set<IncidentCategory> ANSWERED = Set.of(
            IncidentCategory.IN_PROGRESS,
            IncidentCategory.MITIGATED,
            IncidentCategory.RESOLVED,
            IncidentCategory.CLOSED);

    static final long QUARTER = 900;

    private final SlaTarget target;
    private final List<SlaMoment> moments;
    /** The moment since which nothing counts any more, because the response was given; else that which holds at the end. */
    private int last;

    private boolean done;
    private Optional<Instant> breachedAt = Optional.empty();
    private final Duration elapsed;

    QuarterModel(SlaTarget target, List<SlaMoment> moments, Instant end) {
        this.target = target;
        this.moments = moments;
        Instant at = moments.get(0).at();
        done = answers(0);
        while (!done) {
            while (last + 1 < moments.size() && moments.get(last + 1).at().equals(at) && !done) {
                last++;
                done = answers(last);
                breachIf(!done && active(last), at);
            }
            if (done || !at.isBefore(end)) {
                break;
            }
            boolean ran = runs(last);
            at = at.plusSeconds(QUARTER);
            breachIf(ran, at);
        }
        elapsed = done ? towards(moments.get(last).at()) : towards(end);
    }

    private boolean answers(int i) {
        SlaMoment moment = moments.get(i);
        if (target.goal() != SlaGoal.RESPOND || VOID.contains(moment.category())) {
            return false;
        }
        if (target.kind() == SlaKind.UNDERPINNING_CONTRACT) {
            return i > 0 && runs(i - 1) && !waitsForVendor(moment);
        }
        return ANSWERED.contains(moment.category());
    }

    private void breachIf(boolean may, Instant at) {
        Optional<Duration> limit = target.limit(moments.get(last).priority());
        if (may && breachedAt.isEmpty() && limit.isPresent() && towards(at).compareTo(limit.get()) >= 0) {
            breachedAt = Optional.of(at);
        }
    }

    private boolean active(int i) {
        IncidentCategory category = moments.get(i).category();
        return !VOID.contains(category) && !(target.goal() == SlaGoal.RESOLVE && OVER.contains(category));
    }

    private boolean waitsForVendor(SlaMoment moment) {
        return moment.hold().isPresent()
                && target.holds().contains(moment.hold().get());
    }

    private boolean runs(int i) {
        SlaMoment moment = moments.get(i);
        if (!active(i)) {
            return false;
        }
        if (target.kind() == SlaKind.UNDERPINNING_CONTRACT) {
            return waitsForVendor(moment);
        }
        boolean paused = target.pausedIn().contains(moment.category())
                && (moment.hold().isEmpty()
                        || target.holds().contains(moment.hold().get()));
        return !paused;
    }

    /** Where the limit that holds now came to hold. */
    private Instant attached() {
        int since = last;
        while (since > 0
                && target.limit(moments.get(since - 1).priority())
                        .equals(target.limit(moments.get(last).priority()))) {
            since--;
        }
        return moments.get(since).at();
    }

    /** What has passed towards the limit that holds after the last moment, quarter by quarter from the opening. */
    private Duration towards(Instant end) {
        Instant attached = attached();
        boolean first = attached.equals(moments.get(0).at()) || neverChanged();
        int quarters = 0;
        int current = 0;
        for (Instant at = moments.get(0).at(); at.isBefore(end); at = at.plusSeconds(QUARTER)) {
            while (current < last && !moments.get(current + 1).at().isAfter(at)) {
                current++;
            }
            boolean before = !first && at.isBefore(attached);
            boolean counts = runs(current);
            if (before) {
                boolean creditless =
                        !target.retroactivePause() && active(current) && target.kind() != SlaKind.UNDERPINNING_CONTRACT;
                counts = target.retroactiveStart() && (counts || creditless);
            }
            quarters += counts && target.calendar().isOpen(at) ? 1 : 0;
        }
        return Duration.ofSeconds(QUARTER * quarters);
    }

    private boolean neverChanged() {
        return moments.subList(0, last + 1).stream()
                        .map(moment -> target.limit(moment.priority()))
                        .distinct()
                        .count()
                == 1;
    }

    SlaStage stage() {
        SlaMoment moment = moments.get(last);
        if (target.limit(moment.priority()).isEmpty() || (!done && VOID.contains(moment.category()))) {
            return SlaStage.CANCELLED;
        }
        return done || !active(last) ? SlaStage.COMPLETED : runs(last) ? SlaStage.IN_PROGRESS : SlaStage.PAUSED;
    }

    Optional<Instant> breachedAt() {
        return breachedAt;
    }

    Duration elapsed() {
        return elapsed;
    }
}
