package io.itops.quickstart.guide;

import static io.itops.monitoring.expr.Expressions.eq;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.rate;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.itops.change.Changes;
import io.itops.change.workflow.ChangePolicy;
import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Limits;
import io.itops.core.Ref;
import io.itops.core.Severity;
import io.itops.core.access.StandardEgressPolicy;
import io.itops.core.catalog.CatalogContent;
import io.itops.core.catalog.Component;
import io.itops.core.catalog.Service;
import io.itops.core.catalog.Team;
import io.itops.core.catalog.Tier;
import io.itops.core.delivery.DeliveryPolicy;
import io.itops.core.spi.Notifier;
import io.itops.incident.IncidentOptions;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.workflow.IncidentId;
import io.itops.jdbc.JdbcStore;
import io.itops.monitoring.Monitoring;
import io.itops.monitoring.MonitoringOptions;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.notifiers.webhook.AcknowledgeEndpoint;
import io.itops.notifiers.webhook.WebhookNotifier;
import io.itops.notifiers.webhook.WebhookSecret;
import io.itops.notifiers.webhook.WebhookVerifier;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The SDK as a program that lives on embeds it. */
final class ShopOperations implements AutoCloseable {
    final JdbcStore store;
    final ItOps ops;
    final Monitoring monitoring;
    final Incidents incidents;
    final Changes changes;
    final Acknowledgements acknowledgements;

    // example: whole
    ShopOperations(Settings settings) {
        store = store(settings);
        try {
            ops = ops(settings, store);
            catalog();
            monitoring = Monitoring.attach(ops, options());
            rules(settings.meters());
            incidents = incidents();
            changes = changes();
            acknowledgements = acknowledgements(settings);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }
    // end

    private static JdbcStore store(Settings settings) {
        // example: store
        JdbcStore store = JdbcStore.h2(settings.data()).open();
        // end
        return store;
    }

    private static WebhookNotifier pager(Settings settings) {
        URI receiver = settings.receiver();
        // example: webhook
        WebhookSecret secret = WebhookSecret.of(settings.pages());
        WebhookNotifier pager = WebhookNotifier.builder("pager")
                .endpoint("ann", receiver, secret)
                .endpoint("bob", receiver, secret)
                .egress(StandardEgressPolicy.builder()
                        .allow(receiver.getHost(), receiver.getPort())
                        .build())
                .clock(settings.clock())
                .build();
        // end
        return pager;
    }

    private static ItOps ops(Settings settings, JdbcStore store) {
        WebhookNotifier pager = pager(settings);
        Roles roles = roles();
        // example: build
        ItOps ops = ItOps.builder()
                .store(store)
                .clock(settings.clock())
                .ids(settings.ids())
                .meterRegistry(settings.meters())
                .notifier(pager)
                .authorizer(roles)
                .build();
        // end
        return ops;
    }

    private static Roles roles() {
        // example: roles
        Set<String> onCall = Set.of(
                "incident.acknowledge",
                "incident.note",
                "incident.resolve",
                "incident.close",
                "incident.read-involved",
                "action-item.add",
                "action-item.complete",
                "job.requeue");
        Roles roles = new Roles(Map.of(
                Actor.user("ann"), onCall,
                Actor.user("bob"), onCall,
                Actor.user("kim"), Set.of("change.propose", "change.submit", "change.start", "change.finish"),
                Actor.user("dora"), Set.of("change.assess", "change.approve", "change.back-out", "change.close"),
                Actor.integration("shop"), Set.of("catalog.define", "on-call-schedule.put", "signal.accept")));
        // end
        return roles;
    }

    private void catalog() {
        // example: catalog
        ops.catalog()
                .define(
                        CatalogContent.builder()
                                .team(Team.of("payments"))
                                .component(Component.of("checkout-app", "program"))
                                .component(Component.of("ledger-app", "program"))
                                .service(Service.builder("checkout")
                                        .tier(Tier.TIER1)
                                        .owner("payments")
                                        .component("checkout-app")
                                        .build())
                                .service(Service.builder("ledger")
                                        .owner("payments")
                                        .component("ledger-app")
                                        .build())
                                .dependsOn(Ref.of("service", "checkout"), Ref.of("service", "ledger"))
                                .build(),
                        Actor.integration("shop"));
        // end
    }

    private static MonitoringOptions options() {
        // example: monitoring-options
        MonitoringOptions options = MonitoringOptions.builder()
                .sampleEvery(ofSeconds(15))
                .retention(ofHours(1))
                .warmAtMost(ofMinutes(10))
                .build();
        // end
        return options;
    }

    private void rules(CompositeMeterRegistry meters) {
        // example: rules
        meters.add(monitoring.meterRegistry());
        monitoring.add(AlertRule.named("CheckoutErrors")
                .when(rate(metric("http_server_requests_seconds_count", eq("status", "500")), ofMinutes(2))
                        .sumBy("service")
                        .above(0.5))
                .holdFor(ofMinutes(1))
                .severity(Severity.SEV2)
                .service("checkout")
                .annotation("summary", "checkouts fail")
                .build());
        // end
        // example: own-meters
        monitoring.add(RuleGroup.of(
                "sdk",
                ofMinutes(1),
                AlertRule.named("JobsParked")
                        .when(rate(metric("itops_work_parked_total"), ofMinutes(10))
                                .above(0))
                        .severity(Severity.SEV3)
                        .service("checkout")
                        .build()));
        // end
    }

    private Incidents incidents() {
        // example: escalation
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.schedule("shop"), ofMinutes(5))
                .step("bob", ofMinutes(10))
                .repeat(1)
                .ackTimeout(ofHours(1))
                .build();
        Incidents incidents = Incidents.attach(
                ops, IncidentOptions.builder().policy(policy).notifier("pager").build());
        incidents
                .schedules()
                .put(
                        OnCallSchedule.weekly(
                                "shop",
                                "Europe/Berlin",
                                DayOfWeek.MONDAY,
                                LocalTime.of(9, 0),
                                LocalDate.of(2026, 11, 23),
                                List.of("ann", "bob")),
                        Actor.integration("shop"));
        // end
        return incidents;
    }

    private Changes changes() {
        // example: change-policy
        ChangePolicy policy = ChangePolicy.named("shop-1")
                .votes(1, 2)
                .riskThreshold(0.5)
                .approvers(List.of("dora", "emil"))
                .reviewWithin(ofDays(5))
                .build();
        Changes changes = Changes.attach(ops, policy);
        // end
        return changes;
    }

    private Acknowledgements acknowledgements(Settings settings) {
        InstantSource clock = settings.clock();
        // example: acknowledge
        AcknowledgeEndpoint endpoint = new AcknowledgeEndpoint(
                new WebhookVerifier(List.of(WebhookSecret.of(settings.answers())), clock),
                (subject, seen, actor) -> incidents.acknowledge(IncidentId.of(subject.id()), seen, actor));
        // end
        return new Acknowledgements(endpoint);
    }

    // example: start
    void start() {
        ops.start();
    }

    @Override
    public void close() {
        acknowledgements.close();
        ops.close();
        store.close();
    }
    // end

    static ItOps.Builder bounded(ItOps.Builder builder, Notifier chat) {
        // example: limits
        builder.limits(Limits.DEFAULTS.withLease(ofSeconds(20)))
                .notifier(
                        chat,
                        DeliveryPolicy.builder()
                                .attemptLimit(ofSeconds(5))
                                .maxAttempts(50)
                                .build());
        // end
        return builder;
    }
}
