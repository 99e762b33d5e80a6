package io.itops.simulation;

import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.ChangePolicy;
import io.itops.change.workflow.ChangeTemplate;
import io.itops.change.workflow.PlanStep;
import io.itops.core.ComponentId;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.catalog.CatalogContent;
import io.itops.core.catalog.Component;
import io.itops.core.catalog.Service;
import io.itops.core.time.WeeklyHours;
import io.itops.incident.IncidentOptions;
import io.itops.incident.communication.CadenceRule;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.RoleRule;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.oncall.Layer;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.Rotation;
import io.itops.incident.oncall.TurnUnit;
import io.itops.incident.priority.Priority;
import io.itops.incident.sla.SlaPolicy;
import io.itops.incident.sla.SlaTarget;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.monitoring.MonitoringOptions;
import io.itops.monitoring.expr.Expressions;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What the simulated program watches, and how it is configured: the same on every node and for every seed. */
final class Landscape {
    static final int ZONES = 4;
    static final int SERVICES_PER_ZONE = 5;
    static final int INSTANCES = 6;

    /** How often rules are evaluated. */
    static final Duration SLOT = Duration.ofMinutes(20);

    static final String PAGER = "pager";
    static final String SCHEDULE = "primary";
    static final String BACKUP = "backup";
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final List<String> ROTATION = List.of("ann", "bob", "cyd");

    /** Reached without any fault, so that what others suffer can be seen not to touch her. */
    static final String LEAD = "lea";

    /** A wall board that cannot be reached for a part of the day. */
    static final String BOARD = "board";

    static final String MANAGER = "max";
    static final List<String> APPROVERS = List.of("gus", "hal", "ida", "kim");

    static final int VOTES = 1;
    static final int VOTES_AT_RISK = 2;
    static final double RISKY_FROM = 0.08;

    static final EscalationPolicy POLICY = EscalationPolicy.builder()
            .name("day")
            .step(EscalationTarget.schedule(SCHEDULE), Duration.ofMinutes(5))
            .step(List.of(EscalationTarget.person(LEAD), EscalationTarget.person(BOARD)), Duration.ofMinutes(7))
            .step(MANAGER, Duration.ofMinutes(10))
            .repeat(1)
            .ackTimeout(Duration.ofMinutes(40))
            .build();

    /** What people call about, and who is told of it. */
    static final ServiceId CALLS = ServiceId.of("calls");

    static final String CUSTOMERS = "customers";

    static final IncidentOptions INCIDENTS = IncidentOptions.builder()
            .policy(POLICY)
            .notifier(PAGER)
            .closeAfter(Optional.of(Duration.ofMinutes(90)))
            .sla(SlaPolicy.of(
                            SlaTarget.respond("answer")
                                    .within(Priority.P2, Duration.ofMinutes(6))
                                    .within(Priority.P3, Duration.ofMinutes(12))
                                    .service(CALLS)
                                    .warnAt(0.5)
                                    .build(),
                            SlaTarget.resolve("repair")
                                    .within(Priority.P2, Duration.ofMinutes(60))
                                    .within(Priority.P3, Duration.ofMinutes(90))
                                    .service(CALLS)
                                    .pausedIn(IncidentCategory.ON_HOLD)
                                    .holds(HoldReason.VENDOR, HoldReason.CALLER)
                                    .build())
                    .telling(MANAGER))
            .communication(CommunicationPolicy.builder()
                    .cadence(CadenceRule.of(CUSTOMERS, Severity.SEV2, Duration.ofMinutes(100)))
                    .role(new RoleRule(IncidentRole.COMMANDER, Severity.SEV1, Duration.ofMinutes(10)))
                    .remindBefore(Duration.ofMinutes(10))
                    .build())
            .build();

    static final ChangePolicy CHANGES =
            new ChangePolicy("day-1", VOTES, VOTES_AT_RISK, RISKY_FROM, new TreeSet<>(APPROVERS), Duration.ofHours(3));

    static final MonitoringOptions MONITORING = MonitoringOptions.builder()
            .retention(Duration.ofHours(2))
            .sampleEvery(Duration.ofHours(1))
            .evaluateEvery(SLOT)
            .warmAtMost(SLOT.multipliedBy(3))
            .keepEnded(SLOT)
            .build();

    static final ChangeTemplate TEMPLATE = new ChangeTemplate(
            "restart",
            "restart a component",
            List.of(ComponentId.of("node-0"), ComponentId.of("node-1")),
            List.of(PlanStep.of("restart it"), PlanStep.checked("watch it", "it answers")),
            Optional.of(BackOutPlan.rehearsed(PlanStep.of("start the old one"))),
            "nobody");

    private Landscape() {}

    static String zone(int zone) {
        return "zone-" + zone;
    }

    static String service(int zone, int number) {
        return "svc-" + zone + number;
    }

    static RuleGroup rules() {
        return RuleGroup.of(
                "day",
                SLOT,
                AlertRule.named("Errors")
                        .when(Expressions.metric("errors_per_second").above(5))
                        .severity(Severity.SEV2)
                        .dedupBy("zone")
                        .annotation("summary", "errors all over a zone")
                        .build(),
                AlertRule.named("Slow")
                        .when(Expressions.metric("latency_seconds").above(1))
                        .holdFor(SLOT)
                        .severity(Severity.SEV3)
                        .build(),
                AlertRule.named("NoTraffic")
                        .when(Expressions.rate(Expressions.metric("requests_total"), SLOT.multipliedBy(3))
                                .sumBy("zone")
                                .below(1))
                        .severity(Severity.SEV1)
                        .service("edge")
                        .dedupBy("alertname", "zone")
                        .build());
    }

    /** Who is paged: by turns of a few hours in the day, of a week in the night. */
    static OnCallSchedule schedule() {
        return OnCallSchedule.builder(SCHEDULE, ZONE.getId())
                .layer(Layer.of(
                                "watch",
                                Rotation.builder(TurnUnit.HOUR, LocalDateTime.of(2026, 11, 3, 8, 0))
                                        .every(3)
                                        .people(ROTATION)
                                        .build())
                        .during(WeeklyHours.daily(LocalTime.of(8, 0), LocalTime.of(20, 0))))
                .layer(Layer.of("rest", Rotation.weekly(LocalDateTime.of(2026, 11, 3, 12, 0), ROTATION)))
                .managers(List.of(MANAGER))
                .build();
    }

    /** Who stands behind: of them nobody is needed at night, and one turn in the day is deliberately nobody's. */
    static OnCallSchedule backup() {
        return OnCallSchedule.builder(BACKUP, ZONE.getId())
                .layer(Layer.of(
                        "watch",
                        Rotation.builder(TurnUnit.HOUR, LocalDateTime.of(2026, 11, 3, 6, 0))
                                .lengths(List.of(4, 3, 2, 1))
                                .people("bob", "cyd", "ann")
                                .nobody()
                                .build()))
                .coverageHours(WeeklyHours.daily(LocalTime.of(6, 0), LocalTime.of(23, 0)))
                .build();
    }

    static CatalogContent catalog() {
        CatalogContent.Builder content = CatalogContent.builder();
        for (int zone = 0; zone < ZONES; zone++) {
            content.component(Component.of("node-" + zone, "host"));
            for (int i = 0; i < SERVICES_PER_ZONE; i++) {
                content.service(Service.builder(service(zone, i))
                        .name("service " + i + " of " + zone(zone))
                        .component("node-" + zone)
                        .build());
            }
        }
        return content.build();
    }

    /** The label sets of the error rates, by zone, service and instance. */
    static List<Labels> errors() {
        List<Labels> all = new ArrayList<>();
        for (int zone = 0; zone < ZONES; zone++) {
            for (int i = 0; i < SERVICES_PER_ZONE; i++) {
                for (int instance = 0; instance < INSTANCES; instance++) {
                    all.add(Labels.metric(
                            "errors_per_second",
                            "zone",
                            zone(zone),
                            "service",
                            service(zone, i),
                            "instance",
                            String.valueOf(instance)));
                }
            }
        }
        return all;
    }

    /** The label sets of the latencies, by zone and some services. */
    static List<Labels> latencies() {
        List<Labels> all = new ArrayList<>();
        for (int zone = 0; zone < ZONES; zone++) {
            for (int i = 0; i < 2; i++) {
                all.add(Labels.metric("latency_seconds", "zone", zone(zone), "service", service(zone, i)));
            }
        }
        return all;
    }

    /** The label sets of the request counters, by zone. */
    static List<Labels> requests() {
        List<Labels> all = new ArrayList<>();
        for (int zone = 0; zone < ZONES; zone++) {
            all.add(Labels.metric("requests_total", "zone", zone(zone)));
        }
        return all;
    }
}
