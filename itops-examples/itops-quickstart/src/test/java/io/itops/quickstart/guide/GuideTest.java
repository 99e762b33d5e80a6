package io.itops.quickstart.guide;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.itops.change.workflow.ChangeId;
import io.itops.change.workflow.ChangePhase;
import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.Secret;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.metrics.DurationSample;
import io.itops.incident.metrics.RatePosterior;
import io.itops.incident.review.ActionItemState;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import io.itops.notifiers.webhook.AcknowledgeEndpoint;
import io.itops.notifiers.webhook.WebhookSecret;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuideTest {
    private final ManualClock clock = ManualClock.at("2026-11-24T09:00:00Z");
    private final CompositeMeterRegistry meters = new CompositeMeterRegistry();
    private final List<String> pages = new CopyOnWriteArrayList<>();
    private final HttpServer receiver;
    private final Secret answers = secret("answers");

    @TempDir
    private Path data;

    GuideTest() throws IOException {
        meters.add(new SimpleMeterRegistry());
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                pages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private static Secret secret(String seed) {
        byte[] bytes = seed.repeat(8).substring(0, 32).getBytes(StandardCharsets.US_ASCII);
        return Secret.of("whsec_" + Base64.getEncoder().encodeToString(bytes));
    }

    private Settings settings() {
        return settings(answers);
    }

    private Settings settings(Secret answered) {
        URI target = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/pages");
        return new Settings(data, clock, IdSource.seeded(1), meters, target, secret("pages"), answered);
    }

    private void serve(ShopOperations shop, String status, int slots) {
        Timer requests = Timer.builder("http.server.requests")
                .tag("service", "checkout")
                .tag("status", status)
                .register(meters);
        for (int slot = 0; slot < slots; slot++) {
            for (int i = 0; i < 30; i++) {
                requests.record(ofMillis(20));
            }
            shop.ops.runUntil(clock.instant().plus(ofSeconds(15)));
        }
    }

    private int acknowledge(ShopOperations shop, Incident incident, String by)
            throws IOException, InterruptedException {
        URI uri = shop.acknowledgements.uri();
        String id = "answer-of-" + by;
        long seen = shop.incidents.current(incident.id()).version();
        // example: answer
        byte[] body = AcknowledgeEndpoint.body(incident.id().ref(), seen, by);
        long second = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(second))
                .header("webhook-signature", WebhookSecret.of(answers).sign(id, second, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        // end
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void theDayOfTheGuideGoesAsItSays() throws IOException, InterruptedException {
        String kept;
        try (ShopOperations shop = new ShopOperations(settings())) {
            ShopDay day = new ShopDay(shop);
            serve(shop, "200", 8);
            ChangeId change = day.propose();
            assertThat(day.approveTwice(change)).singleElement().asString().startsWith("wrong-state: approve");
            day.carryOut(change, () -> serve(shop, "200", 4));
            assertThat(day.startAgain(change)).contains("start is not allowed while the change is in review");
            kept = day.anchor();

            serve(shop, "500", 16);
            Incident incident = day.incident();
            assertThat(incident.dedupKey()).isEqualTo("{alertname=\"CheckoutErrors\", service=\"checkout\"}");
            assertThat(day.ofRule()).contains(incident);
            assertThat(day.explain()).startsWith("the rule has 1 firing and 0 pending alerts");
            assertThat(pages).singleElement().asString().contains("[SEV2] checkout: checkouts fail");
            assertThat(acknowledge(shop, incident, "eve")).isEqualTo(403);
            assertThat(acknowledge(shop, incident, "ann")).isEqualTo(200);
            assertThat(day.suspects(incident).get(0)).isEqualTo("ledger 2.4: 0.52");

            day.backOut(change, () -> serve(shop, "200", 12));
            assertThat(shop.changes.get(change).phase()).isEqualTo(ChangePhase.CLOSED);
            assertThat(shop.incidents.get(incident.id()).state()).isEqualTo(IncidentState.RESOLVED);
            assertThat(day.review(incident.id())).contains("- ledger 2.4 (0.52): it touched something 2 hops");
            assertThat(shop.incidents.reviews().items(ActionItemState.DONE)).hasSize(1);
            assertThat(shop.incidents.reviews().items(ActionItemState.OPEN)).hasSize(1);
            assertThat(day.figures())
                    .contains("1 incidents opened from ")
                    .contains("| checkout | SEV2 | MTTA: opened to first acknowledged | 1 | 0 | 0 |");
            DurationSample outages =
                    DurationSample.of(List.of(ofMinutes(6), ofMinutes(11), ofMinutes(50), ofMinutes(300)));
            assertThat(day.losses(outages, RatePosterior.ofCount(4, ofDays(365)))
                            .parts()
                            .downtime())
                    .isBetween(4_000.0, 9_000.0);
            assertThat(day.follow())
                    .hasSameSizeAs(shop.ops.journal().all())
                    .anyMatch(line -> line.endsWith(" dora backed the change out: checkouts fail since"));
        }
        try (ShopOperations again = new ShopOperations(settings())) {
            ShopDay day = new ShopDay(again);
            assertThat(day.examine(kept).intact()).isTrue();
            assertThat(day.examine(kept.replace("0", "1")).intact()).isFalse();
            assertThat(day.prove(kept, 3)).isTrue();
        }
    }

    @Test
    void aSignalOpensAnIncidentOnlyWhenJobsAreRun() {
        try (ShopOperations shop = new ShopOperations(settings())) {
            ShopDay day = new ShopDay(shop);
            assertThat(day.signal()).isEmpty();
            shop.ops.runUntil(clock.instant());
            assertThat(day.signal()).isPresent();
            assertThat(pages).hasSize(1);
        }
    }

    @Test
    void whatCannotBeDeliveredIsParkedAndQueuedAgain() {
        receiver.removeContext("/");
        try (ShopOperations shop = new ShopOperations(settings())) {
            ShopDay day = new ShopDay(shop);
            shop.ops.runUntil(clock.instant().plus(ofMinutes(1)));
            day.signal();
            shop.ops.runUntil(clock.instant());
            assertThat(day.parked()).singleElement().asString().isEqualTo("delivery.send: HTTP 404");
            assertThat(shop.ops.agenda().parked()).isEmpty();
            shop.ops.runUntil(clock.instant().plus(ofMinutes(2)));
            assertThat(shop.monitoring.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.identity().labels().get("alertname"))
                            .isEqualTo("JobsParked"));
        }
    }

    @Test
    void alertsOutliveARestart() {
        try (ShopOperations shop = new ShopOperations(settings())) {
            serve(shop, "500", 16);
            assertThat(shop.monitoring.alerts()).hasSize(1);
        }
        try (ShopOperations again = new ShopOperations(settings())) {
            serve(again, "200", 2);
            assertThat(again.monitoring.alerts()).hasSize(1);
            assertThat(again.monitoring.explain("CheckoutErrors").render())
                    .contains("warming up=yes: restored alerts are held");
            serve(again, "200", 14);
            assertThat(again.monitoring.alerts()).isEmpty();
        }
    }

    @Test
    void aStartThatFailsLeavesTheStoreToTheNext() {
        assertThatThrownBy(() -> new ShopOperations(settings(Secret.of("whsec_short"))))
                .isInstanceOf(InvalidInputException.class);
        try (ShopOperations shop = new ShopOperations(settings())) {
            assertThat(shop.ops.journal().all()).isNotEmpty();
        }
    }

    @Test
    void theProgramStartsAndCloses() {
        try (ShopOperations shop = new ShopOperations(settings())) {
            shop.start();
            assertThatThrownBy(() -> Incidents.attach(
                            shop.ops,
                            EscalationPolicy.builder().step("ann", ofMinutes(5)).build()))
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    // example: test
    @Test
    void bobIsPagedWhenAnnDoesNotAnswer() {
        var clock = ManualClock.at("2026-11-24T02:00:00Z");
        var pager = new RecordingNotifier("pager");
        var policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(10))
                .build();
        try (var ops = ItOps.builder()
                .store(new InMemoryStore())
                .clock(clock)
                .notifier(pager)
                .build()) {
            Incidents.attach(ops, policy);
            ops.accept(Signal.firing("disk", ServiceId.of("ledger"), Severity.SEV1, "the disk is full"));
            ops.runUntil(clock.instant().plus(ofMinutes(4)));
            assertThat(pager.recipients()).containsExactly("ann");
            ops.runUntil(clock.instant().plus(ofMinutes(2)));
            assertThat(pager.recipients()).containsExactly("ann", "bob");
        }
    }
    // end

    @Test
    void whatIsMalformedIsSaidExactly() {
        assertThat(ShopDay.malformed()).isEqualTo("delay of an escalation step | be at most PT168H | PT720H");
    }

    @Test
    void theBoundsOfAnInstanceCanBeGiven() {
        var chat = new ChatNotifier((post, limit) -> new Chat.Reply(200, limit), Map.of("shop", "room-1"));
        try (ItOps ops = ShopOperations.bounded(ItOps.builder().store(new InMemoryStore()), chat)
                .build()) {
            assertThat(ops.deliveries().notifiers()).containsExactly("chat");
        }
    }
}
