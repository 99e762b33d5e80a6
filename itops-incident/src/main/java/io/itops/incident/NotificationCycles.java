package io.itops.incident;

import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.Words;
import io.itops.core.delivery.Notification;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRule;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.PolicySnapshot;
import io.itops.incident.internal.IncidentFollower;
import io.itops.incident.internal.NotificationCycle;
import io.itops.incident.internal.PageText;
import io.itops.incident.internal.Parcel;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rules of people who were paged: a cycle begins with a page, in the same commit, and ends when its rules do, when the
 * incident is no longer triggered, or when the person has acknowledged. It rests while the incident is merged. Thread-safe.
 */
final class NotificationCycles implements IncidentFollower {
    private final NotificationPlan plan;

    NotificationCycles(NotificationPlan plan) {
        this.plan = plan;
    }

    void register(ItOps ops) {
        ops.agenda().register(NotificationCycle.JOB, (claim, unit) -> {
            tick(unit, claim.job().timer().orElseThrow().subject());
            return JobOutcome.DONE;
        });
    }

    @Override
    public void follow(UnitOfWork unit, @Nullable Incident before, Incident after) {
        if (plan.people().isEmpty()) {
            return;
        }
        Map<String, Long> known =
                before == null ? Map.of() : before.escalation().paged();
        boolean triggered = after.state() == IncidentState.TRIGGERED;
        boolean merged = after.state() == IncidentState.MERGED;
        boolean back = before != null && before.state() == IncidentState.MERGED && !merged;
        boolean left = before != null
                && (!triggered || before.stateVersion() != after.stateVersion())
                && (before.state() == IncidentState.TRIGGERED || back);
        after.escalation()
                .paged()
                .forEach((person, version) -> plan.rulesOf(person).ifPresent(rules -> {
                    if (back && triggered) {
                        find(unit, after, person)
                                .filter(cycle -> cycle.stateVersion() == after.stateVersion())
                                .ifPresent(cycle -> goOn(unit, cycle, rules));
                    }
                    boolean paged = triggered && !version.equals(known.get(person));
                    if (paged) {
                        start(unit, after, rules);
                    } else if (left && merged) {
                        find(unit, after, person).ifPresent(cycle -> unit.cancelTimer(timer(cycle)));
                    } else if ((left && !(back && triggered))
                            || after.escalation().answered().containsKey(person)) {
                        find(unit, after, person).ifPresent(cycle -> end(unit, cycle));
                    }
                }));
    }

    /** What was merged comes back: its rules go on from where they stood, and what was due meanwhile is due at once. */
    private static void goOn(UnitOfWork unit, NotificationCycle cycle, NotificationRules rules) {
        cycle.nextAt(rules)
                .ifPresentOrElse(
                        at -> unit.setTimer(timer(cycle), NotificationCycle.JOB, at, Tree.Obj.of(Map.of())),
                        () -> end(unit, cycle));
    }

    private void start(UnitOfWork unit, Incident incident, NotificationRules rules) {
        PageUrgency urgency =
                policy(unit, incident).step(incident.escalation().position()).urgency();
        if (!rules.later(urgency)) {
            return;
        }
        Optional<NotificationCycle> running =
                find(unit, incident, rules.person()).filter(cycle -> cycle.stateVersion() == incident.stateVersion());
        // a later step must not cut short what an earlier one began, unless it is more urgent
        if (running.isPresent() && (running.get().urgency() == urgency || urgency == PageUrgency.LOW)) {
            return;
        }
        NotificationCycle cycle = NotificationCycle.start(
                incident.id().value(), rules.person(), urgency, incident.stateVersion(), unit.now());
        keep(unit, cycle.tick(rules, unit.now()));
    }

    private static EscalationPolicy policy(UnitOfWork unit, Incident incident) {
        return unit.find(PolicySnapshot.TYPE, incident.escalation().policy().id())
                .orElseThrow()
                .value()
                .policy();
    }

    private static Optional<NotificationCycle> find(UnitOfWork unit, Incident incident, String person) {
        return unit.find(
                        NotificationCycle.TYPE,
                        NotificationCycle.id(incident.id().value(), person))
                .map(Versioned::value);
    }

    private static void keep(UnitOfWork unit, NotificationCycle.Tick tick) {
        unit.put(NotificationCycle.TYPE, tick.after());
        unit.setTimer(timer(tick.after()), NotificationCycle.JOB, tick.nextAt().orElseThrow(), Tree.Obj.of(Map.of()));
    }

    private static void end(UnitOfWork unit, NotificationCycle cycle) {
        unit.remove(NotificationCycle.TYPE, NotificationCycle.TYPE.refOf(cycle).id());
        unit.cancelTimer(timer(cycle));
    }

    private static TimerKey timer(NotificationCycle cycle) {
        return new TimerKey(NotificationCycle.TYPE.refOf(cycle), NotificationCycle.TIMER);
    }

    private void tick(UnitOfWork unit, Ref ref) {
        Optional<NotificationCycle> found =
                unit.find(NotificationCycle.TYPE, ref.id()).map(Versioned::value);
        if (found.isEmpty()) {
            return;
        }
        NotificationCycle cycle = found.get();
        Optional<Versioned<Incident>> incident = unit.find(Incident.TYPE, cycle.incident());
        Optional<NotificationRules> rules = plan.rulesOf(cycle.person());
        if (rules.isEmpty()
                || incident.isEmpty()
                || !wanted(cycle, incident.get().value())) {
            end(unit, cycle);
            return;
        }
        if (incident.get().value().state() == IncidentState.MERGED) {
            // it rang while the merge was being made; taken out again, the incident sets it anew
            return;
        }
        NotificationCycle.Tick tick = cycle.tick(rules.get(), unit.now());
        tick.due().forEach(rule -> tell(unit, cycle, rule, incident.get()));
        if (tick.nextAt().isPresent()) {
            keep(unit, tick);
        } else {
            end(unit, cycle);
        }
    }

    private static boolean wanted(NotificationCycle cycle, Incident incident) {
        boolean triggered = incident.state() == IncidentState.TRIGGERED
                && incident.stateVersion() == cycle.stateVersion()
                && !incident.escalation().answered().containsKey(cycle.person());
        return triggered || incident.state() == IncidentState.MERGED;
    }

    private void tell(UnitOfWork unit, NotificationCycle cycle, NotificationRule rule, Versioned<Incident> found) {
        Incident incident = found.value();
        String after = Words.duration(rule.delay());
        Notification page = PageText.page(
                incident,
                new PageText.Addressee(cycle.person(), cycle.person(), rule.to()),
                incident.escalation().position(),
                policy(unit, incident).describe(incident.escalation().position()),
                "nobody acknowledged within " + after + " of your page",
                found.version());
        Parcel.of(
                        PageText.with(page, PageText.DELAY, rule.delay().toString()),
                        cycle.person(),
                        cycle.urgency(),
                        plan,
                        unit.now())
                .post(unit);
        unit.event(
                "notification-cycle.told",
                List.of(incident.id().ref(), Ref.of("user", cycle.person())),
                "told " + cycle.person() + " by " + rule.to() + ", " + after + " after the page",
                Tree.Obj.of(Map.of("rule", new Tree.Text(rule.toString()))));
    }
}
