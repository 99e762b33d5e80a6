package io.itops.incident;

import io.itops.core.ItOps;
import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.ServiceId;
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
import io.itops.incident.oncall.OnCall;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.Shift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;

/**
 * Judges escalation policies by the time within which somebody must be told: when incidents are attached, as well as it can be known
 * then, and by the stored schedules whenever one of them changes. Thread-safe if the given Store and contacts are.
 */
final class ReachDesk {
    /** The job type that judges the policies that go by a schedule. */
    static final String JOB = "incident.reach-check";

    /** How far ahead is looked where nobody says. */
    static final Duration AHEAD = Duration.ofDays(7);

    private final ItOps ops;
    private final IncidentOptions options;
    private final Contacts contacts;
    private final Meters.Counter exceeded;

    ReachDesk(ItOps ops, IncidentOptions options, Contacts contacts) {
        this.ops = ops;
        this.options = options;
        this.contacts = contacts;
        this.exceeded = ops.kernel().meters().counter("itops.incident.reach.exceeded");
    }

    void register() {
        ops.agenda().register(JOB, (claim, unit) -> {
            Tree.Obj payload = (Tree.Obj) CanonicalJson.read(claim.job().payload());
            Tree schedule = payload.members().getOrDefault("schedule", new Tree.Text(""));
            check(unit, ((Tree.Text) schedule).value());
            return JobOutcome.DONE;
        });
    }

    /** Has the policies judged anew that go by a schedule. */
    void changed(UnitOfWork unit, String schedule) {
        if (targets().keySet().stream()
                .anyMatch(service -> options.policyOf(service).schedules().contains(schedule))) {
            unit.enqueue(
                    JOB,
                    "reach-check:" + schedule,
                    unit.now(),
                    Tree.Obj.of(Map.of("schedule", new Tree.Text(schedule))));
        }
    }

    /** The targets by service; those of tiers and of all others stand under the policy of all others. */
    private Map<ServiceId, ReachTarget> targets() {
        Map<ServiceId, ReachTarget> targets =
                new LinkedHashMap<>(options.reach().services());
        options.policies()
                .keySet()
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

    private static final ServiceId OTHERS = ServiceId.of("other-services");

    /**
     * Judges what no schedule can make better: each schedule and team counts as if somebody were always on call and reached at once.
     *
     * @throws io.itops.core.InvalidDefinitionException if a policy is too slow that must not be
     */
    void judge(Logger log) {
        Instant now = ops.kernel().now();
        targets().forEach((service, target) -> {
            EscalationPolicy policy = options.policyOf(service);
            EscalationReport report = EscalationAnalysis.of(policy, atBest(policy, new Window(now, now.plus(AHEAD))))
                    .judgedBy(target.within());
            if (target.otherwise() == ReachTarget.Otherwise.REFUSE) {
                report.require(EscalationFinding.Rule.WITHIN_TARGET);
            } else if (!report.within(target.within())) {
                log.atWarn()
                        .addKeyValue("service", service)
                        .addKeyValue("policy", policy.name())
                        .addKeyValue("target", target.within())
                        .log(
                                "an escalation policy tells nobody in time in its worst case, however schedules are filled");
            }
        });
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
        EscalationPolicy policy = options.policyOf(Require.present("service", service));
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
        EscalationReport report = EscalationAnalysis.of(
                policy, new EscalationScope(openings, onCall, teams, options.notifications(), unreachable(people)));
        return target(service).map(target -> report.judgedBy(target.within())).orElse(report);
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
            if (options.notifications().rulesOf(person).isEmpty()) {
                try {
                    Require.present("destination of " + person, contacts.of(person));
                } catch (RuntimeException e) {
                    unreachable.add(person);
                }
            }
        }
        return unreachable;
    }

    private void check(UnitOfWork unit, String schedule) {
        Window openings = new Window(unit.now(), unit.now().plus(AHEAD));
        targets().forEach((service, target) -> {
            EscalationPolicy policy = options.policyOf(service);
            if (policy.schedules().contains(schedule)) {
                EscalationReport report = analyse(service, openings);
                if (!report.within(target.within())) {
                    Optional<Duration> worst = report.worst().time();
                    unit.event(
                            "on-call-schedule.too-slow",
                            List.of(OnCallSchedule.TYPE.ref(schedule), Ref.of("service", service.value())),
                            "with on-call schedule " + schedule + " as it is now, escalation policy " + policy.name()
                                    + " of " + service + " tells "
                                    + worst.map(time -> "somebody after " + io.itops.core.Words.duration(time))
                                            .orElse("nobody")
                                    + " at worst, and not within " + io.itops.core.Words.duration(target.within()),
                            Tree.Obj.of(Map.of("policy", new Tree.Text(policy.name()))));
                    unit.afterCommit(exceeded::add);
                }
            }
        });
    }
}
