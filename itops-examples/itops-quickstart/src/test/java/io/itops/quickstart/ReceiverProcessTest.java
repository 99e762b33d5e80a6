package io.itops.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.itops.core.Ref;
import io.itops.core.Secret;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.notifiers.webhook.AcknowledgeEndpoint;
import io.itops.notifiers.webhook.WebhookNotifier;
import io.itops.notifiers.webhook.WebhookSecret;
import io.itops.notifiers.webhook.WebhookVerifier;
import io.itops.quickstart.receiver.LogLine;
import io.itops.quickstart.receiver.ReceiverLog;
import io.itops.quickstart.receiver.ReceiverSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverProcessTest {
    private static final Secret PAGES = secret("the secret that signs the pages.");
    private static final Secret ANSWERS = secret("the secret that signs the answers");

    @TempDir
    private Path folder;

    @Test
    void verifiesPagesLogsThemAndAnswersForBob() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Path log = folder.resolve("receiver.log");
        try (AckServer acknowledgements = new AckServer();
                ReceiverProcess receiver = new ReceiverProcess(settings(PAGES, acknowledgements, log))) {
            acknowledgements.serve(new AcknowledgeEndpoint(
                    new WebhookVerifier(List.of(WebhookSecret.of(ANSWERS)), Clocks.system()),
                    (subject, seen, actor) -> answer.complete(actor + " " + subject + " " + seen)));

            assertThat(send(receiver, "ann", "one").kind()).isEqualTo(DeliveryResult.Kind.OK);
            assertThat(send(receiver, "bob", "two").kind()).isEqualTo(DeliveryResult.Kind.OK);
            assertThat(send(receiver, "ann", "one").kind()).isEqualTo(DeliveryResult.Kind.OK);

            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("user:bob incident/1 4");
        }
        assertThat(ReceiverLog.read(log))
                .filteredOn(line -> line.what() == LogLine.What.ACCEPTED)
                .extracting(LogLine::delivery, LogLine::person, LogLine::detail, LogLine::times)
                .containsExactly(
                        tuple("one", "ann", "VALID", 1),
                        tuple("two", "bob", "VALID", 1),
                        tuple("one", "ann", "REPLAYED", 2));
    }

    @Test
    void turnsAwayWhatAnotherSecretSigned() {
        Path log = folder.resolve("receiver.log");
        try (AckServer acknowledgements = new AckServer();
                ReceiverProcess receiver = new ReceiverProcess(settings(ANSWERS, acknowledgements, log))) {
            assertThat(send(receiver, "ann", "one").kind()).isEqualTo(DeliveryResult.Kind.PERMANENT);
        }
        assertThat(ReceiverLog.read(log))
                .singleElement()
                .satisfies(line -> assertThat(line.what()).isEqualTo(LogLine.What.REFUSED))
                .satisfies(line -> assertThat(line.detail()).isEqualTo("FORGED"));
    }

    @Test
    void aSecondReceiverAnswersWhatTheFirstDidNot() throws Exception {
        Path log = folder.resolve("receiver.log");
        try (AckServer nobody = new AckServer();
                ReceiverProcess first = new ReceiverProcess(settings(PAGES, nobody, log))) {
            nobody.drop();
            assertThat(send(first, "bob", "two").kind()).isEqualTo(DeliveryResult.Kind.OK);
        }
        CompletableFuture<Long> answer = new CompletableFuture<>();
        try (AckServer acknowledgements = new AckServer();
                ReceiverProcess second = new ReceiverProcess(settings(PAGES, acknowledgements, log))) {
            acknowledgements.serve(new AcknowledgeEndpoint(
                    new WebhookVerifier(List.of(WebhookSecret.of(ANSWERS)), Clocks.system()),
                    (subject, seen, actor) -> answer.complete(seen)));

            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(4);
            assertThat(second.pages()).isNotNull();
        }
    }

    private static ReceiverSettings settings(Secret pages, AckServer acknowledgements, Path log) {
        return new ReceiverSettings(pages, ANSWERS, acknowledgements.uri(), log, "bob", Duration.ofMillis(50), "");
    }

    private static DeliveryResult send(ReceiverProcess receiver, String person, String id) {
        Notification page = new Notification(
                new Destination("pager", person),
                Urgency.PAGE,
                "page",
                Ref.of("incident", "1"),
                4,
                Severity.SEV2,
                "checkout fails",
                "",
                new TreeMap<>());
        return WebhookNotifier.builder("pager")
                .endpoint(person, receiver.pages(), WebhookSecret.of(PAGES))
                .egress((target, resolved) -> AccessDecision.allow("a test"))
                .build()
                .send(new Delivery(id, 1, page, Duration.ofSeconds(10)));
    }

    private static Secret secret(String text) {
        return Secret.of("whsec_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
