package io.itops.quickstart;

import io.itops.change.Changes;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Limits;
import io.itops.core.Secret;
import io.itops.core.access.AccessDecision;
import io.itops.core.spi.EgressPolicy;
import io.itops.core.spi.Store;
import io.itops.incident.IncidentOptions;
import io.itops.incident.Incidents;
import io.itops.incident.workflow.IncidentId;
import io.itops.monitoring.Monitoring;
import io.itops.monitoring.MonitoringOptions;
import io.itops.notifiers.webhook.AcknowledgeEndpoint;
import io.itops.notifiers.webhook.WebhookNotifier;
import io.itops.notifiers.webhook.WebhookSecret;
import io.itops.notifiers.webhook.WebhookVerifier;
import io.itops.quickstart.receiver.ReceiverSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/** The SDK as this program embeds it: one instance with all modules attached, the receiver of pages, and the way back in. */
final class Operations implements AutoCloseable {
    private final AckServer acknowledgements = new AckServer();
    private final ReceiverProcess receiver;
    private final ItOps ops;
    private final Monitoring monitoring;
    private final Incidents incidents;
    private final Changes changes;

    Operations(Store store, Options options, FailureRule rule, Path receiverLog, InstantSource clock) {
        IdSource random = IdSource.random();
        Secret pages = secret(random);
        Secret answers = secret(random);
        receiver = new ReceiverProcess(new ReceiverSettings(
                options.sabotage() == Sabotage.WRONG_SECRET ? secret(random) : pages,
                answers,
                acknowledgements.uri(),
                receiverLog,
                People.BOB,
                options.pace().thinking(),
                options.killOnPage().orElse("")));
        ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .authorizer(Permissions.ALL)
                .limits(Limits.DEFAULTS.withLease(options.pace().lease()))
                .notifier(WebhookNotifier.builder("pager")
                        .endpoint(People.ANN, receiver.pages(), WebhookSecret.of(pages))
                        .endpoint(People.BOB, receiver.pages(), WebhookSecret.of(pages))
                        .egress(only(receiver.pages()))
                        .clock(clock)
                        .build())
                .build();
        monitoring = Monitoring.attach(
                        ops,
                        MonitoringOptions.builder()
                                .sampleEvery(options.pace().interval())
                                .evaluateEvery(options.pace().interval())
                                .build())
                .add(rule.group());
        incidents = Incidents.attach(
                ops, IncidentOptions.of(People.escalation(options.pace().step())));
        changes = Changes.attach(ops, History.POLICY);
        if (options.sabotage() == Sabotage.ACK_DROPPED) {
            acknowledgements.drop();
        } else {
            acknowledgements.serve(new AcknowledgeEndpoint(
                    new WebhookVerifier(List.of(WebhookSecret.of(answers)), clock),
                    (subject, seen, actor) -> incidents.acknowledge(IncidentId.of(subject.id()), seen, actor)));
        }
    }

    /** Connections go to the receiver and nowhere else. */
    private static EgressPolicy only(URI receiver) {
        return (target, resolved) -> target.equals(receiver) && resolved.isLoopbackAddress()
                ? AccessDecision.allow("it is the receiver of this run")
                : AccessDecision.deny("only the receiver of this run may be connected to");
    }

    private static Secret secret(IdSource random) {
        byte[] bytes = (random.next() + random.next()).getBytes(StandardCharsets.US_ASCII);
        return Secret.of("whsec_" + Base64.getEncoder().encodeToString(bytes));
    }

    ItOps ops() {
        return ops;
    }

    Monitoring monitoring() {
        return monitoring;
    }

    Incidents incidents() {
        return incidents;
    }

    Changes changes() {
        return changes;
    }

    @Override
    public void close() {
        ops.close();
        acknowledgements.close();
        receiver.close();
    }
}
