package io.itops.incident;

import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.Claim;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobHandler;
import io.itops.core.work.JobOutcome;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.internal.IncidentFollower;
import io.itops.incident.sla.IncidentSla;
import io.itops.incident.sla.SlaClock;
import io.itops.incident.sla.SlaKind;
import io.itops.incident.sla.SlaMoment;
import io.itops.incident.sla.SlaPolicy;
import io.itops.incident.sla.SlaReading;
import io.itops.incident.sla.SlaStage;
import io.itops.incident.sla.SlaTarget;
import io.itops.incident.workflow.Acknowledgement;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Merge;
import io.itops.incident.workflow.Milestones;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the service level clocks of incidents: in step with every change, and by one timer each for what comes next. */
final class SlaDesk implements IncidentFollower, JobHandler {
    static final String JOB = "incident.sla-timeout";

    private static final List<Function<Milestones, Optional<Instant>>> MILESTONES =
            List.of(Milestones::reopenedAt, Milestones::mitigatedAt, Milestones::resolvedAt, Milestones::endedAt);

    private final SlaPolicy policy;
    private final SlaTold told;

    SlaDesk(SlaPolicy policy, Contacts contacts, Meters meters) {
        this.policy = policy;
        this.told = new SlaTold(policy, contacts, meters);
    }

    @Override
    public void follow(UnitOfWork unit, @Nullable Incident before, Incident after) {
        SlaMoment next = moment(after, before == null ? after.openedAt() : since(before, after, unit.now()));
        @Nullable SlaMoment last = before == null ? null : moment(before, before.openedAt());
        if (last != null && last.alike(next)) {
            return;
        }
        Optional<IncidentSla> found =
                unit.find(IncidentSla.TYPE, after.id().value()).map(Versioned::value);
        IncidentSla known =
                found.orElseGet(() -> IncidentSla.none(after.id(), before == null ? after.queue() : before.queue()));
        IncidentSla sla = known;
        List<SlaNews> handedOn = new ArrayList<>();
        List<SlaNews> news = new ArrayList<>();
        boolean moves = !known.lying(next).queue().equals(known.queue());
        for (IncidentSla.Step step : known.steps(policy, after.service(), next)) {
            SlaTarget target = step.target();
            IncidentSla.@Nullable Entry entry = step.known().orElse(null);
            SlaMoment at = entry == null ? next : notBefore(entry.clock(), next);
            IncidentSla.@Nullable Entry present = null;
            if (entry != null) {
                SlaClock moved = holdEnded(target, asNeverMerged(target, entry.clock(), before), before, at.at())
                        .then(target, at);
                present = changed(
                        target, entry, entry.since(), moved, moves && target.kind() == SlaKind.OLA ? handedOn : news);
                sla = sla.with(target.name(), present);
            }
            if (step.begins()) {
                Optional<Instant> since = target.kind() == SlaKind.OLA ? Optional.of(at.at()) : Optional.empty();
                present = changed(target, null, since, first(target, known, last, at), news);
                sla = sla.begun(target, present);
            }
            if (present != null) {
                SlaReading reading =
                        present.clock().reading(target, present.clock().last().at());
                setTimer(unit, after.id(), reading, present.warned(), entry != null);
            }
        }
        if (!sla.clocks().isEmpty()) {
            sla = sla.lying(next);
            unit.put(IncidentSla.TYPE, sla);
            told.tell(unit, after, sla, handedOn);
            told.tell(unit, after, sla, news);
        }
    }

    /** A clock of the machine that was set back does not take time back that has counted. */
    private static SlaMoment notBefore(SlaClock clock, SlaMoment next) {
        return next.at().isBefore(clock.last().at()) ? next.at(clock.last().at()) : next;
    }

    /**
     * A clock that begins. What was promised after an incident had opened counts as if it had stood since then as it last did; who is bound
     * only while having it is bound from now on.
     */
    private static SlaClock first(SlaTarget target, IncidentSla known, @Nullable SlaMoment last, SlaMoment next) {
        boolean sinceOpening = target.kind() != SlaKind.OLA && target.party().isEmpty();
        return last != null && sinceOpening
                ? SlaClock.start(target, last).then(target, next)
                : SlaClock.start(target, known.lying(next).placed(next));
    }

    /** What comes back from a merge is judged as if it had never been merged: its clock ran on as it had stood before. */
    private static SlaClock asNeverMerged(SlaTarget target, SlaClock clock, @Nullable Incident before) {
        Optional<Merge> merge =
                before == null ? Optional.empty() : before.family().merge();
        return merge.map(known -> clock.then(
                        target,
                        new SlaMoment(
                                clock.last().at(),
                                known.from().category(),
                                known.stay().hold().map(Hold::reason),
                                known.stay().hold().flatMap(Hold::vendor),
                                Optional.empty(),
                                clock.last().priority())))
                .orElse(clock);
    }

    /** A hold that was to end by itself paused the clock no longer than that, however late it is noticed. */
    private static SlaClock holdEnded(SlaTarget target, SlaClock clock, @Nullable Incident before, Instant by) {
        Optional<Hold> hold = before == null
                ? Optional.empty()
                : before.family().merge().map(merge -> merge.stay().hold()).orElseGet(before::hold);
        return hold.flatMap(Hold::until)
                .filter(end -> !end.isAfter(by))
                .map(end -> clock.holdEnding(target, end))
                .orElse(clock);
    }

    private static SlaMoment moment(Incident incident, Instant at) {
        return new SlaMoment(
                at,
                incident.state().category(),
                incident.hold().map(Hold::reason),
                incident.hold().flatMap(Hold::vendor),
                incident.queue(),
                incident.priority());
    }

    /** The present, or the past instant that an import gives for what it puts right. */
    private static Instant since(Incident before, Incident after, Instant now) {
        return Stream.concat(
                        MILESTONES.stream()
                                .filter(part -> !part.apply(before.milestones()).equals(part.apply(after.milestones())))
                                .flatMap(part -> part.apply(after.milestones()).stream()),
                        after
                                .acknowledgement()
                                .filter(taken -> !before.acknowledgement().equals(Optional.of(taken)))
                                .map(Acknowledgement::at)
                                .stream())
                .max(Instant::compareTo)
                .filter(at -> at.isBefore(now))
                .orElse(now);
    }

    private static IncidentSla.Entry changed(
            SlaTarget target,
            IncidentSla.@Nullable Entry before,
            Optional<Instant> since,
            SlaClock after,
            List<SlaNews> news) {
        @Nullable SlaClock clock = before == null ? null : before.clock();
        boolean started = before != null && before.started();
        SlaReading reading = after.reading(target, after.last().at());
        List<SlaNews.Kind> kinds = SlaNews.between(target, clock, after, started);
        kinds.forEach(kind -> news.add(new SlaNews(kind, reading)));
        boolean begun = reading.stage() != SlaStage.CANCELLED && (started || kinds.contains(SlaNews.Kind.STARTED));
        boolean newLimit = kinds.contains(SlaNews.Kind.RETARGETED) || kinds.contains(SlaNews.Kind.STARTED);
        boolean warned = reading.breached() || (before != null && before.warned() && !newLimit);
        return new IncidentSla.Entry(after, since, begun, warned);
    }

    private static void setTimer(UnitOfWork unit, IncidentId id, SlaReading reading, boolean warned, boolean mayRing) {
        TimerKey key = new TimerKey(IncidentSla.TYPE.ref(id.value()), reading.target());
        Optional<Instant> due = reading.stage() != SlaStage.IN_PROGRESS || reading.breached()
                ? Optional.empty()
                : warned ? reading.breachesAt() : reading.warnsAt();
        if (due.isPresent()) {
            unit.setTimer(key, JOB, due.get(), new Tree.Obj(new TreeMap<>()));
        } else if (mayRing) {
            unit.cancelTimer(key);
        }
    }

    /** Something is due: what it is, the clock tells. A timer that comes too late tells what is so by then. */
    @Override
    public JobOutcome handle(Claim claim, UnitOfWork unit) {
        TimerKey key = claim.job().timer().orElseThrow();
        Ref subject = key.subject();
        Optional<IncidentSla> found = unit.find(IncidentSla.TYPE, subject.id()).map(Versioned::value);
        Optional<Versioned<Incident>> incident = unit.find(Incident.TYPE, subject.id());
        if (found.isEmpty() || incident.isEmpty()) {
            return JobOutcome.DONE;
        }
        IncidentSla sla = found.get();
        Optional<IncidentSla.Entry> entry = sla.clock(key.name());
        Optional<SlaTarget> target = policy.target(incident.get().value().service(), key.name());
        if (entry.isEmpty() || target.isEmpty()) {
            return JobOutcome.DONE;
        }
        ring(unit, incident.get().value(), sla, target.get(), entry.get());
        return JobOutcome.DONE;
    }

    private void ring(UnitOfWork unit, Incident incident, IncidentSla sla, SlaTarget target, IncidentSla.Entry entry) {
        SlaMoment last = entry.clock().last();
        Instant now = unit.now().isBefore(last.at()) ? last.at() : unit.now();
        SlaClock clock = entry.clock().then(target, last.at(now));
        SlaReading reading = clock.reading(target, now);
        List<SlaNews> news = new ArrayList<>();
        boolean warned = entry.warned();
        if (reading.breached() && entry.clock().breachedAt().isEmpty()) {
            news.add(new SlaNews(SlaNews.Kind.BREACHED, reading));
            warned = true;
        } else if (!warned && reading.warnsAt().filter(at -> !at.isAfter(now)).isPresent()) {
            news.add(new SlaNews(SlaNews.Kind.WARNED, reading));
            warned = true;
        }
        IncidentSla next =
                sla.with(target.name(), new IncidentSla.Entry(clock, entry.since(), entry.started(), warned));
        unit.put(IncidentSla.TYPE, next);
        setTimer(unit, incident.id(), reading, warned, false);
        told.tell(unit, incident, next, news);
    }
}
