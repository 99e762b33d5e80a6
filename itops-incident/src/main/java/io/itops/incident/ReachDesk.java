package io.itops.incident;

import io.itops.core.ItOps;
import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.ServiceId;
import io.itops.core.Words;
import io.itops.core.catalog.Service;
import io.itops.core.catalog.Team;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import io.itops.core.work.JobOutcome;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationAnalysis;
import io.itops.incident.escalation.EscalationFinding;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationReport;
import io.itops.incident.escalation.EscalationScope;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.ReachTarget;
import io.itops.incident.escalation.ReachTargets;
import io.itops.incident.escalation.ServicePolicy;
import io.itops.incident.oncall.OnCall;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.Shift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Judges escalation policies by the times within which somebody must be told and respond: when incidents are attached, as well as it can
 * be known then, and by what is stored whenever a schedule, a team or a service changes. Thread-safe if the given Store and contacts are.
 */
final class ReachDesk {
    /** The job type that judges the policies that go by a schedule. */
    static final String JOB = "incident.reach-check";

    /** How far ahead is looked where nobody says. */
    static final Duration AHEAD = Duration.ofDays(7);

    private static final ServiceId OTHERS = ServiceId.of("other-services");

    private final ItOps ops;
    private final IncidentOptions options;
    private final Contacts contacts;
    private final PoliciesInForce policies;
    private final Meters.Counter exceeded;

    ReachDesk(ItOps ops, IncidentOptions options, Contacts contacts, PoliciesInForce policies) {
        this.policies = policies;
        this.ops = ops;
        this.options = options;
        this.contacts = contacts;
        this.exceeded = ops.kernel().meters().counter("itops.incident.reach.exceeded");
    }

    void register() {
        ops.agenda().register(JOB, (claim, unit) -> {
            Tree.Obj payload = (Tree.Obj) CanonicalJson.read(claim.job().payload());
            texts(payload, "schedule").forEach(schedule -> scheduleChanged(unit, schedule));
            if (payload.members().containsKey("service") || payload.members().containsKey("team")) {
                catalogChanged(unit, texts(payload, "service"), texts(payload, "team"));
            }
            return JobOutcome.DONE;
        });
        ops.catalog().follow(this::edited);
    }

    /** One text, or several of them. */
    private static List<String> texts(Tree.Obj payload, String name) {
        Tree found = payload.members().getOrDefault(name, new Tree.Arr(List.of()));
        List<Tree> items = found instanceof Tree.Arr list ? list.items() : List.of(found);
        return items.stream().map(item -> ((Tree.Text) item).value()).toList();
    }

    /** Has the policies judged anew of services that are defined otherwise, and those that page teams that are. */
    private void edited(UnitOfWork unit, SortedSet<Ref> written) {
        if (options.reach().equals(ReachTargets.NONE)) {
            return;
        }
        Map<String, Tree> changed = new TreeMap<>();
        for (String type : List.of(Service.TYPE.name(), Team.TYPE.name())) {
            List<Tree> ids = written.stream()
                    .filter(ref -> ref.type().equals(type))
                    .<Tree>map(ref -> new Tree.Text(ref.id()))
                    .toList();
            if (!ids.isEmpty()) {
                changed.put(type, new Tree.Arr(ids));
            }
        }
        if (!changed.isEmpty()) {
            unit.enqueue(JOB, "reach-check:catalog", unit.now(), Tree.Obj.of(changed));
        }
    }

    /** Has the policies judged anew that go by a schedule. */
    void changed(UnitOfWork unit, String schedule) {
        if (targets().keySet().stream()
                .anyMatch(service -> policyOf(service).schedules().contains(schedule))) {
            unit.enqueue(
                    JOB,
                    "reach-check:" + schedule,
                    unit.now(),
                    Tree.Obj.of(Map.of("schedule", new Tree.Text(schedule))));
        }
    }

    /** Has the policy of a service judged anew, which is another one from now on. */
    void changed(UnitOfWork unit, ServicePolicy stored) {
        if (!options.reach().equals(ReachTargets.NONE)) {
            stored.service()
                    .ifPresent(service -> unit.enqueue(
                            JOB,
                            "reach-check:" + stored.ref().id(),
                            unit.now(),
                            Tree.Obj.of(Map.of("service", new Tree.Text(service.value())))));
        }
    }

    private PoliciesInForce.Found found(ServiceId service) {
        return policies.find(PoliciesInForce.Lookup.in(ops.records()), service);
    }

    private EscalationPolicy policyOf(ServiceId service) {
        return found(service).policy();
    }

    /** The targets by service; those of tiers and of all others stand under the policy of all others. */
    private Map<ServiceId, ReachTarget> targets() {
        Map<ServiceId, ReachTarget> targets =
                new LinkedHashMap<>(options.reach().services());
        Stream.concat(
                        options.policies().keySet().stream(),
                        PoliciesInForce.stored(ops.records()).stream().flatMap(stored -> stored.service().stream()))
                .forEach(service -> target(service).ifPresent(target -> targets.put(service, target)));
        options.reach()
                .tiers()
                .forEach((tier, target) ->
                        targets.putIfAbsent(ServiceId.of(tier.name().toLowerCase(Locale.ROOT) + "-services"), target));
        options.reach().others().ifPresent(target -> targets.putIfAbsent(OTHERS, target));
        return targets;
    }

    private Optional<ReachTarget> target(ServiceId service) {
        return options.reach()
                .of(
                        service,
                        ops.records()
                                .find(Service.TYPE, service.value())
                                .map(found -> found.value().tier()));
    }

    /**
     * Judges what no schedule can make better: each schedule and team counts as if somebody were always on call and reached at once. Of what
     * is stored the log only warns: it is mended through incidents.
     *
     * @throws io.itops.core.InvalidDefinitionException if a policy of the options is too slow that must not be
     */
    void judge(Logger log) {
        targets().forEach((service, target) -> {
            PoliciesInForce.Found found = found(service);
            judge(service, found.policy(), target, !found.stored(), log);
        });
    }

    /**
     * Judges a policy that is to be stored.
     *
     * @throws io.itops.core.InvalidDefinitionException if it is too slow and must not be
     */
    void require(ServicePolicy given, Logger log) {
        if (given.service().isPresent()) {
            ServiceId service = given.service().get();
            target(service).ifPresent(target -> judge(service, given.policy(), target, true, log));
        } else {
            targets().forEach((service, target) -> {
                if (!found(service).own()) {
                    judge(service, given.policy(), target, true, log);
                }
            });
        }
    }

    private void judge(ServiceId service, EscalationPolicy policy, ReachTarget target, boolean refuses, Logger log) {
        Instant now = ops.kernel().now();
        EscalationReport report = EscalationAnalysis.of(policy, atBest(policy, new Window(now, now.plus(AHEAD))))
                .judgedBy(target);
        if (refuses && target.otherwise() == ReachTarget.Otherwise.REFUSE) {
            report.require(EscalationFinding.Rule.WITHIN_TARGET, EscalationFinding.Rule.WITHIN_RESPONSE);
        }
        boolean slow = !report.within(target);
        // what the schedules and teams of another process's time make too slow is no reason to refuse: they are
        // mended through incidents
        if (slow
                || (fills(policy)
                        && !stored(policy, new Window(now, now.plus(AHEAD))).within(target))) {
            log.atWarn()
                    .addKeyValue("service", service)
                    .addKeyValue("policy", policy.name())
                    .addKeyValue("target", target.within())
                    .addKeyValue("response", target.response())
                    .log(
                            slow
                                    ? "an escalation policy is too slow in its worst case, however schedules are filled"
                                    : "an escalation policy is too slow in its worst case, as schedules and teams are filled now");
        }
    }

    /** Whether any schedule or team is stored that the policy names. */
    private boolean fills(EscalationPolicy policy) {
        return policy.schedules().stream()
                        .anyMatch(id ->
                                ops.records().find(OnCallSchedule.TYPE, id).isPresent())
                || policy.teams().stream()
                        .anyMatch(id -> ops.records().find(Team.TYPE, id).isPresent());
    }

    private EscalationScope atBest(EscalationPolicy policy, Window openings) {
        Windows always = Windows.of(EscalationScope.known(openings));
        SortedMap<String, SortedMap<String, Windows>> onCall = new TreeMap<>();
        policy.schedules().forEach(id -> onCall.put(id, new TreeMap<>(Map.of("whoever is on call", always))));
        SortedMap<String, List<String>> teams = new TreeMap<>();
        policy.teams().forEach(id -> teams.put(id, List.of("whoever is a member")));
        return new EscalationScope(openings, onCall, teams, options.notifications(), unreachable(named(policy)));
    }

    /** The worst case of a service's policy by what is stored, judged by its target if it has one. */
    EscalationReport analyse(ServiceId service, Window openings) {
        EscalationReport report = stored(policyOf(Require.present("service", service)), openings);
        return target(service).map(report::judgedBy).orElse(report);
    }

    private EscalationReport stored(EscalationPolicy policy, Window openings) {
        Window known = EscalationScope.known(Require.present("openings", openings));
        SortedSet<String> people = named(policy);
        SortedMap<String, SortedMap<String, Windows>> onCall = new TreeMap<>();
        for (String id : policy.schedules()) {
            ops.records().find(OnCallSchedule.TYPE, id).ifPresent(schedule -> {
                SortedMap<String, Windows> byPerson = byPerson(schedule.value(), known);
                people.addAll(byPerson.keySet());
                onCall.put(id, byPerson);
            });
        }
        SortedMap<String, List<String>> teams = new TreeMap<>();
        for (String id : policy.teams()) {
            ops.records().find(Team.TYPE, id).map(Versioned::value).ifPresent(team -> {
                List<String> members =
                        team.members().stream().map(member -> member.id()).toList();
                people.addAll(members);
                teams.put(id, members);
            });
        }
        return EscalationAnalysis.of(
                policy, new EscalationScope(openings, onCall, teams, options.notifications(), unreachable(people)));
    }

    private static SortedMap<String, Windows> byPerson(OnCallSchedule schedule, Window known) {
        SortedMap<String, List<Window>> windows = new TreeMap<>();
        for (Shift shift : OnCall.shifts(schedule, known.start(), known.end())) {
            windows.computeIfAbsent(shift.person(), person -> new ArrayList<>()).add(shift.window());
        }
        SortedMap<String, Windows> byPerson = new TreeMap<>();
        windows.forEach((person, all) -> byPerson.put(person, Windows.of(all)));
        return byPerson;
    }

    private static SortedSet<String> named(EscalationPolicy policy) {
        SortedSet<String> people = new TreeSet<>();
        policy.steps().forEach(step -> step.targets().forEach(target -> named(target, people)));
        return people;
    }

    private static void named(EscalationTarget target, SortedSet<String> people) {
        if (target instanceof EscalationTarget.Person person) {
            people.add(person.id());
        } else if (target instanceof EscalationTarget.Group group) {
            people.addAll(group.members());
        } else if (target instanceof EscalationTarget.RoundRobin turns) {
            turns.targets().forEach(one -> named(one, people));
        }
    }

    private SortedSet<String> unreachable(SortedSet<String> people) {
        SortedSet<String> unreachable = new TreeSet<>();
        for (String person : people) {
            if (options.notifications().rulesOf(person).isEmpty()
                    && contacts.find(person).isEmpty()) {
                unreachable.add(person);
            }
        }
        return unreachable;
    }

    private void scheduleChanged(UnitOfWork unit, String schedule) {
        Ref ref = OnCallSchedule.TYPE.ref(schedule);
        check(unit, targets(), policy -> policy.schedules().contains(schedule), "on-call-schedule.too-slow", ref);
    }

    private void catalogChanged(UnitOfWork unit, List<String> services, List<String> teams) {
        Map<EscalationPolicy, EscalationReport> reports = new HashMap<>();
        Window openings = ahead(unit);
        for (String id : services) {
            ServiceId service = ServiceId.of(id);
            if (ops.records().find(Service.TYPE, id).isEmpty()) {
                // removed: what was wanted of it is wanted no more
                continue;
            }
            target(service).ifPresent(target -> {
                EscalationPolicy policy = policyOf(service);
                EscalationReport report = reports.computeIfAbsent(policy, own -> stored(own, openings));
                tell(unit, new Slow("service.too-slow", service.ref(), service, target), report);
            });
        }
        for (String team : teams) {
            check(unit, targets(), policy -> policy.teams().contains(team), "team.too-slow", Team.TYPE.ref(team));
        }
    }

    private static Window ahead(UnitOfWork unit) {
        return new Window(unit.now(), unit.now().plus(AHEAD));
    }

    private void check(
            UnitOfWork unit,
            Map<ServiceId, ReachTarget> targets,
            Predicate<EscalationPolicy> concerned,
            String event,
            Ref changed) {
        Map<EscalationPolicy, EscalationReport> reports = new HashMap<>();
        targets.forEach((service, target) -> {
            EscalationPolicy policy = policyOf(service);
            if (concerned.test(policy)) {
                EscalationReport report = reports.computeIfAbsent(policy, own -> stored(own, ahead(unit)));
                tell(unit, new Slow(event, changed, service, target), report);
            }
        });
    }

    /** What has changed, whose policy is judged because of it, and by which target. */
    private record Slow(String event, Ref changed, ServiceId service, ReachTarget target) {
        String line(EscalationReport report) {
            boolean late = !report.within(target.within());
            EscalationReport.Worst worst = late ? report.worst() : report.chain();
            Duration limit = late ? target.within() : target.response().orElse(target.within());
            return "with " + changed.type().replace("on-call-schedule", "on-call schedule") + " " + changed.id()
                    + " as it is now, escalation policy " + report.policy() + " of " + service + " tells "
                    + worst.time()
                            .map(time -> (late ? "somebody after " : "the last one of a round after ")
                                    + Words.duration(time))
                            .orElse("nobody")
                    + " at worst, and not within " + Words.duration(limit);
        }
    }

    private void tell(UnitOfWork unit, Slow slow, EscalationReport report) {
        if (!report.within(slow.target())) {
            Ref service = slow.service().ref();
            unit.event(
                    slow.event(),
                    slow.changed().equals(service) ? List.of(service) : List.of(slow.changed(), service),
                    SafeText.shorten(slow.line(report), 500),
                    Tree.Obj.of(Map.of("policy", new Tree.Text(report.policy()))));
            unit.afterCommit(exceeded::add);
        }
    }
}
