package io.itops.incident;

import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.Words;
import io.itops.core.delivery.Notification;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRule;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.PolicySnapshot;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.internal.IncidentFollower;
import io.itops.incident.internal.NotificationCycle;
import io.itops.incident.internal.PageText;
import io.itops.incident.internal.Parcel;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rules of people who were paged: a cycle begins with a page, in the same commit, and ends when its rules do, when the
 * incident is no longer triggered, or when the person has acknowledged. It rests while the incident is merged. Thread-safe.
 */
final class NotificationCycles implements IncidentFollower {
    /** The type of the journal entry about a rule that told somebody. */
    static final String TOLD = "notification-cycle.told";

    /** The job type that begins cycles of many people, some in each commit. */
    static final String BEGIN = "incident.notification-cycles";

    /** How many cycles one commit begins or ends; those that are not ended find at their next tick that they are. */
    private static final int AT_ONCE = 50;

    private static final Codec<Beginning> BEGINNING = Shape.of("beginning of cycles", s -> {
        var incident = s.field("incident", Codec.TEXT, Beginning::incident);
        var stateVersion = s.field("stateVersion", Codec.LONG, Beginning::stateVersion);
        var people = s.field("people", Codec.TEXT.list(), Beginning::people);
        return row -> new Beginning(row.get(incident), row.get(stateVersion), row.get(people));
    });

    private final NotificationPlan plan;

    NotificationCycles(NotificationPlan plan) {
        this.plan = plan;
    }

    /** Whose cycles about an incident are still to begin. */
    private record Beginning(String incident, long stateVersion, List<String> people) {}

    void register(ItOps ops) {
        ops.agenda().register(BEGIN, (claim, unit) -> {
            begin(unit, BEGINNING.read(CanonicalJson.read(claim.job().payload())));
            return JobOutcome.DONE;
        });
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
        List<String> paged = new ArrayList<>();
        List<String> over = new ArrayList<>();
        List<String> resting = new ArrayList<>();
        List<String> returning = new ArrayList<>();
        after.escalation().paged().forEach((person, version) -> {
            Optional<NotificationRules> rules = plan.rulesOf(person);
            if (rules.isEmpty()) {
                return;
            }
            if (back && triggered) {
                returning.add(person);
            }
            if (triggered && !version.equals(known.get(person))) {
                if (rules.get().later(after.escalation().urgencyOf(person))) {
                    paged.add(person);
                }
            } else if (left && merged) {
                resting.add(person);
            } else if ((left && !(back && triggered)) || answeredNow(before, after, person)) {
                over.add(person);
            }
        });
        // of many, the timers of the others ring, and find that there is nothing to do
        returning.forEach(person -> find(unit, after, person)
                .filter(cycle -> cycle.stateVersion() == after.stateVersion())
                .ifPresent(cycle -> plan.rulesOf(person).ifPresent(rules -> goOn(unit, cycle, rules))));
        resting.stream()
                .limit(AT_ONCE)
                .forEach(person -> find(unit, after, person).ifPresent(cycle -> unit.cancelTimer(timer(cycle))));
        begin(unit, new Beginning(after.id().value(), after.stateVersion(), paged), after);
        over.stream().limit(AT_ONCE).forEach(person -> find(unit, after, person).ifPresent(cycle -> end(unit, cycle)));
    }

    private static boolean answeredNow(@Nullable Incident before, Incident after, String person) {
        return after.escalation().answeredBy(person)
                && (before == null || !before.escalation().answeredBy(person));
    }

    private void begin(UnitOfWork unit, Beginning beginning) {
        unit.find(Incident.TYPE, beginning.incident())
                .map(Versioned::value)
                .filter(incident -> incident.state() == IncidentState.TRIGGERED
                        && incident.stateVersion() == beginning.stateVersion())
                .ifPresent(incident -> begin(unit, beginning, incident));
    }

    private void begin(UnitOfWork unit, Beginning beginning, Incident incident) {
        List<String> people = beginning.people();
        int first = Math.min(AT_ONCE, people.size());
        for (String person : people.subList(0, first)) {
            if (!incident.escalation().answeredBy(person)) {
                plan.rulesOf(person).ifPresent(rules -> start(unit, incident, rules));
            }
        }
        if (first < people.size()) {
            Beginning rest =
                    new Beginning(beginning.incident(), beginning.stateVersion(), people.subList(first, people.size()));
            unit.enqueue(BEGIN, "cycles:" + beginning.incident(), unit.now(), BEGINNING.write(rest));
        }
    }

    /** What was merged comes back: its rules go on from where they stood, and what was due meanwhile is due at once. */
    private static void goOn(UnitOfWork unit, NotificationCycle cycle, NotificationRules rules) {
        cycle.nextAt(rules)
                .ifPresentOrElse(
                        at -> unit.setTimer(timer(cycle), NotificationCycle.JOB, at, Tree.Obj.of(Map.of())),
                        () -> end(unit, cycle));
    }

    private void start(UnitOfWork unit, Incident incident, NotificationRules rules) {
        PageUrgency urgency = incident.escalation().urgencyOf(rules.person());
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

    /** The step that an incident stands at, in words: fewer of them where its policy is lost. */
    private static String place(UnitOfWork unit, Incident incident) {
        StepPosition position = incident.escalation().position();
        return unit.find(PolicySnapshot.TYPE, incident.escalation().policy().id())
                .map(found -> found.value().policy().describe(position))
                .orElse(position.toString());
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
                && !incident.escalation().answeredBy(cycle.person());
        return triggered || incident.state() == IncidentState.MERGED;
    }

    private void tell(UnitOfWork unit, NotificationCycle cycle, NotificationRule rule, Versioned<Incident> found) {
        Incident incident = found.value();
        String after = Words.duration(rule.delay());
        Notification page = PageText.page(
                incident,
                new PageText.Addressee(cycle.person(), cycle.person(), rule.to()),
                incident.escalation().position(),
                place(unit, incident),
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
                TOLD,
                List.of(incident.id().ref(), Ref.of("user", cycle.person())),
                "told " + cycle.person() + " by " + rule.to() + ", " + after + " after the page",
                Tree.Obj.of(Map.of("rule", new Tree.Text(rule.toString()))));
    }
}
