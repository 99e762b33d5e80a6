package io.itops.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.Ref;
import io.itops.core.Secret;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import io.itops.core.spi.EgressPolicy;
import io.itops.testkit.ManualClock;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookNotifierTest {
    private static final WebhookSecret SECRET = WebhookSecret.of(Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    private static final EgressPolicy ANYWHERE = (target, address) -> AccessDecision.allow("test");

    private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");

    private WebhookNotifier to(URI target) {
        return WebhookNotifier.builder("pager")
                .endpoint("ann", target, SECRET)
                .egress(ANYWHERE)
                .clock(clock)
                .build();
    }

    private static Notification notification(String title, String body, Map<String, String> facts) {
        return new Notification(
                new Destination("pager", "ann"),
                Urgency.PAGE,
                "page",
                Ref.of("incident", "i1"),
                3,
                Severity.SEV2,
                title,
                body,
                new TreeMap<>(facts));
    }

    private static Delivery delivery(Notification notification) {
        return new Delivery("d1", 1, notification, Duration.ofSeconds(10));
    }

    private static Delivery delivery() {
        return delivery(notification("checkout is failing", "error rate above 5 %", Map.of("service", "checkout")));
    }

    private static String reply(int status, String... fields) {
        return "HTTP/1.1 " + status + " Some Words\r\n" + String.join("\r\n", fields)
                + (fields.length > 0 ? "\r\n" : "") + "Content-Length: 0\r\n\r\n";
    }

    @Test
    void theReceiverGetsASignedBodyUnderTheDeliveryId() {
        try (Receiver receiver = Receiver.answering(reply(204))) {
            assertThat(to(receiver.uri()).send(delivery())).isEqualTo(DeliveryResult.ok("HTTP 204"));
            Receiver.Request request = receiver.requests().get(0);
            assertThat(request.headLines().get(0)).isEqualTo("POST /hook?team=a%20b HTTP/1.1");
            assertThat(request.headers()).containsEntry("webhook-id", "d1");
            assertThat(new WebhookVerifier(List.of(SECRET), clock).verify(request.headers(), request.body()))
                    .isEqualTo(WebhookVerifier.Verdict.VALID);
            Tree.Obj body = (Tree.Obj) CanonicalJson.read(new String(request.body(), StandardCharsets.UTF_8));
            assertThat(body.members().get("type")).isEqualTo(new Tree.Text("itops.notification.page"));
            assertThat(Notification.CODEC.read(body.members().get("data")))
                    .isEqualTo(delivery().notification());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, OK",
        "204, OK",
        "301, PERMANENT",
        "307, PERMANENT",
        "400, PERMANENT",
        "404, PERMANENT",
        "408, RETRY",
        "410, DISABLE",
        "413, PERMANENT",
        "425, RETRY",
        "429, RETRY",
        "500, RETRY",
        "503, RETRY"
    })
    void eachStatusHasItsClass(int status, DeliveryResult.Kind kind) {
        try (Receiver receiver = Receiver.answering(reply(status, "Location: http://127.0.0.1/elsewhere"))) {
            assertThat(to(receiver.uri()).send(delivery()).kind()).isEqualTo(kind);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 120 | PT2M",
                "503 | Tue, 24 Nov 2026 02:01:30 GMT | PT1M30S",
                "503 | Tue, 24 Nov 2026 01:00:00 GMT | PT0S",
                "429 | 999999999 | PT24H"
            })
    void aPauseThatTheReceiverNamesIsKept(int status, String retryAfter, Duration pause) {
        try (Receiver receiver = Receiver.answering(reply(status, "retry-after: " + retryAfter))) {
            DeliveryResult result = to(receiver.uri()).send(delivery());
            assertThat(result.kind()).isEqualTo(DeliveryResult.Kind.RETRY_AFTER);
            assertThat(result.retryAfter()).contains(pause);
        }
    }

    @Test
    void aPauseThatCannotBeReadIsAnOrdinaryRetry() {
        try (Receiver receiver = Receiver.answering(reply(429, "Retry-After: soon"))) {
            assertThat(to(receiver.uri()).send(delivery()).kind()).isEqualTo(DeliveryResult.Kind.RETRY);
        }
    }

    @Test
    void aConnectionClosedAfterTheRequestIsARetry() {
        try (Receiver receiver = Receiver.answering(request -> null)) {
            assertThat(to(receiver.uri()).send(delivery()).kind()).isEqualTo(DeliveryResult.Kind.RETRY);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void aReceiverThatNeverAnswersIsGivenUpWithinTheLimit() {
        try (Receiver receiver = Receiver.answering("")) {
            Delivery shortOne = new Delivery("d1", 1, delivery().notification(), Duration.ofMillis(1_200));
            assertThat(to(receiver.uri()).send(shortOne).kind()).isEqualTo(DeliveryResult.Kind.RETRY);
        }
    }

    @Test
    void anInterruptEndsAnAttemptAtAReceiverThatNeverAnswers() throws InterruptedException {
        List<Thread> sender = new ArrayList<>();
        try (Receiver receiver = Receiver.answering(request -> {
            sender.get(0).interrupt();
            return "";
        })) {
            WebhookNotifier notifier = to(receiver.uri());
            List<DeliveryResult> results = new ArrayList<>();
            Thread thread = new Thread(() -> results.add(
                    notifier.send(new Delivery("d1", 1, delivery().notification(), Duration.ofMinutes(10)))));
            sender.add(thread);
            thread.start();
            thread.join();
            assertThat(results).singleElement().extracting(DeliveryResult::kind).isEqualTo(DeliveryResult.Kind.RETRY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 999 OK\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n\r\n"
            })
    void whatIsNoReplyIsARetry(String wire) {
        try (Receiver receiver = Receiver.answering(wire)) {
            assertThat(to(receiver.uri()).send(delivery()).kind()).isEqualTo(DeliveryResult.Kind.RETRY);
        }
    }

    @Test
    void anEndlessHeadIsARetry() {
        try (Receiver receiver = Receiver.answering("HTTP/1.1 200 OK\r\nX: " + "a".repeat(20_000) + "\r\n\r\n")) {
            assertThat(to(receiver.uri()).send(delivery()).kind()).isEqualTo(DeliveryResult.Kind.RETRY);
        }
    }

    @Test
    void anInterimReplyIsPassedOver() {
        try (Receiver receiver = Receiver.answering("HTTP/1.1 103 Early Hints\r\n\r\n" + reply(202))) {
            assertThat(to(receiver.uri()).send(delivery())).isEqualTo(DeliveryResult.ok("HTTP 202"));
        }
    }

    @Test
    void nothingIsSentWhenOneOfTheAddressesIsDenied() throws UnknownHostException {
        InetAddress allowed = InetAddress.getByName("127.0.0.1");
        InetAddress denied = InetAddress.getByName("169.254.169.254");
        try (Receiver receiver = Receiver.answering(reply(200))) {
            WebhookNotifier notifier = WebhookNotifier.builder("pager")
                    .endpoint(
                            "ann",
                            URI.create("http://hooks.example:" + receiver.uri().getPort() + "/"),
                            SECRET)
                    .egress((target, address) ->
                            address.equals(denied) ? AccessDecision.deny("link-local") : AccessDecision.allow("test"))
                    .resolver(host -> List.of(allowed, denied))
                    .build();
            DeliveryResult result = notifier.send(delivery());
            assertThat(result.kind()).isEqualTo(DeliveryResult.Kind.PERMANENT);
            assertThat(result.detail()).contains("link-local");
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void aNameThatResolvesDifferentlyTheSecondTimeDoesNotEscapeTheCheck() throws UnknownHostException {
        InetAddress checked = InetAddress.getByName("127.0.0.1");
        List<String> asked = new ArrayList<>();
        try (Receiver receiver = Receiver.answering(reply(200))) {
            WebhookNotifier notifier = WebhookNotifier.builder("pager")
                    .endpoint(
                            "ann",
                            URI.create("http://rebind.invalid:" + receiver.uri().getPort() + "/"),
                            SECRET)
                    .egress(ANYWHERE)
                    .resolver(host -> {
                        asked.add(host);
                        return List.of(checked);
                    })
                    .build();
            assertThat(notifier.send(delivery()).kind()).isEqualTo(DeliveryResult.Kind.OK);
            assertThat(asked).containsExactly("rebind.invalid");
            assertThat(receiver.requests().get(0).headers())
                    .containsEntry("Host", "rebind.invalid:" + receiver.uri().getPort());
        }
    }

    @Test
    void anUnknownHostIsARetryAndAnUnknownAddressIsPermanent() {
        WebhookNotifier notifier = WebhookNotifier.builder("pager")
                .endpoint("ann", URI.create("https://nowhere.invalid/"), SECRET)
                .egress(ANYWHERE)
                .resolver(host -> {
                    throw new UnknownHostException(host);
                })
                .build();
        assertThat(notifier.send(delivery()).kind()).isEqualTo(DeliveryResult.Kind.RETRY);
        Notification stranger = new Notification(
                new Destination("pager", "zoe"),
                Urgency.PAGE,
                "page",
                Ref.of("incident", "i1"),
                1,
                Severity.SEV1,
                "t",
                "",
                new TreeMap<>());
        assertThat(notifier.send(delivery(stranger)).kind()).isEqualTo(DeliveryResult.Kind.PERMANENT);
    }

    @Test
    void textOfAnyKindChangesNoHeaderAndArrivesAsItIs() {
        String nasty = "a\r\nX-Injected: 1\u2028\u0085\"\\<!channel> @here \uD83D\uDE00";
        try (Receiver receiver = Receiver.answering(reply(200))) {
            Notification notification = notification(nasty.replaceAll("[\r\n]", " "), nasty, Map.of(nasty, nasty));
            to(receiver.uri()).send(delivery(notification));
            Receiver.Request request = receiver.requests().get(0);
            assertThat(request.headers().keySet())
                    .containsExactlyInAnyOrder(
                            "Connection",
                            "Content-Length",
                            "Content-Type",
                            "Host",
                            "User-Agent",
                            "webhook-id",
                            "webhook-signature",
                            "webhook-timestamp");
            Tree.Obj body = (Tree.Obj) CanonicalJson.read(new String(request.body(), StandardCharsets.UTF_8));
            assertThat(Notification.CODEC.read(body.members().get("data"))).isEqualTo(notification);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\uD83D\uDE00", "\u0001", "\""})
    void anOversizeNotificationIsShortenedAndSent(String filler) {
        Map<String, String> facts = new TreeMap<>();
        for (int i = 0; i < 64; i++) {
            facts.put("fact " + i, filler.repeat(2_000));
        }
        try (Receiver receiver = Receiver.answering(reply(200))) {
            Notification huge = notification("title", filler.repeat(20_000), facts);
            assertThat(to(receiver.uri()).send(delivery(huge)).kind()).isEqualTo(DeliveryResult.Kind.OK);
            byte[] sent = receiver.requests().get(0).body();
            assertThat(sent.length).isBetween(1_000, WebhookPayload.MAX_BYTES);
            Tree.Obj body = (Tree.Obj) CanonicalJson.read(new String(sent, StandardCharsets.UTF_8));
            assertThat(Notification.CODEC.read(body.members().get("data")).body())
                    .endsWith("…");
        }
    }

    @Test
    void aDeliveryIdThatIsNoHeaderIsPermanent() {
        try (Receiver receiver = Receiver.answering(reply(200))) {
            Delivery odd = new Delivery("dé", 1, delivery().notification(), Duration.ofSeconds(10));
            assertThat(to(receiver.uri()).send(odd).kind()).isEqualTo(DeliveryResult.Kind.PERMANENT);
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a.example/",
                "https://user:pw@a.example/",
                "https:///path",
                "/relative",
                "https://a.example/#x",
                "mailto:a@b.c"
            })
    void aTargetThatIsNoPlainWebAddressIsRefusedWithoutBeingShown(String target) {
        assertThatThrownBy(() -> WebhookNotifier.builder("pager").endpoint("ann", URI.create(target), SECRET))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("pw")
                .hasMessageContaining("<secret>");
    }

    @Test
    void aNotifierWithoutAnEgressPolicyIsRefused() {
        assertThatThrownBy(() -> WebhookNotifier.builder("pager").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("egress policy must be given, but was null");
    }
}
