package io.itops.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.ConflictException;
import io.itops.core.InvalidInputException;
import io.itops.core.Ref;
import io.itops.core.Secret;
import io.itops.core.access.AccessDecision;
import io.itops.notifiers.webhook.WebhookVerifier.Verdict;
import io.itops.testkit.ManualClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever makes no sense is refused by a typed error that shows no secret; what comes in from outside is answered, and changes nothing. */
class BadInputTest {
    private static final WebhookSecret SECRET = secret(24);
    private static final URI TARGET = URI.create("https://hooks.example/a");
    private static final Ref INCIDENT = Ref.of("incident", "i1");

    private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
    private final WebhookVerifier verifier = new WebhookVerifier(List.of(SECRET), clock);
    private final List<Long> acknowledged = new ArrayList<>();
    private final AcknowledgeEndpoint endpoint =
            new AcknowledgeEndpoint(verifier, (subject, version, actor) -> acknowledged.add(version));

    private static WebhookSecret secret(int bytes) {
        return WebhookSecret.of(Secret.of("whsec_" + Base64.getEncoder().encodeToString(new byte[bytes])));
    }

    private static WebhookNotifier.Builder builder() {
        return WebhookNotifier.builder("pager")
                .endpoint("ann", TARGET, SECRET)
                .egress((target, address) -> AccessDecision.deny("test"));
    }

    private static URI ofLength(int length) {
        String start = "https://hooks.example/";
        return URI.create(start + "p".repeat(length - start.length()));
    }

    private static Map<String, Runnable> calls(WebhookNotifier.Builder builder, WebhookVerifier verifier) {
        Map<String, Runnable> bad = new LinkedHashMap<>();
        bad.put("notifier name must be 1 to 64 of", () -> WebhookNotifier.builder(" "));
        bad.put("address must not be blank", () -> builder.endpoint("", TARGET, SECRET));
        bad.put("address must be at most 200", () -> builder.endpoint("a".repeat(201), TARGET, SECRET));
        bad.put("address must be unique", () -> builder.endpoint("ann", TARGET, SECRET));
        bad.put("webhook secrets must have 1 to 4 elements, but was 0", () -> builder.endpoint("bob", TARGET));
        bad.put(
                "webhook secrets must have 1 to 4 elements, but was 5",
                () -> builder.endpoint("bob", TARGET, SECRET, SECRET, SECRET, SECRET, SECRET));
        bad.put("each of the webhook secrets must be given", () -> builder.endpoint("bob", TARGET, SECRET, none()));
        bad.put("webhook target must be given", () -> builder.endpoint("bob", none(), SECRET));
        bad.put(
                "webhook target must be at most 2000 characters",
                () -> builder.endpoint("bob", ofLength(2_001), SECRET));
        for (String target : List.of(
                "https://hooks.example/\u00fc",
                "https://hooks.example:0/",
                "https://hooks.example:65536/",
                "https://under_score.example/",
                "HTTPS:opaque",
                "")) {
            bad.put(
                    "webhook target must be an http or https URI in ASCII with a host and nothing before or behind,"
                            + " but was \"<secret>\"" + " ".repeat(bad.size()),
                    () -> builder.endpoint("bob", URI.create(target), SECRET));
        }
        bad.put("resolver must be given", () -> builder.resolver(none()));
        bad.put("clock must be given", () -> builder.clock(none()));
        bad.put("TLS context must be given", () -> builder.tls(none()));
        bad.put("bytes of the webhook secret must be 24 to 64, but was 23", () -> secret(23));
        bad.put("bytes of the webhook secret must be 24 to 64, but was 65", () -> secret(65));
        bad.put("secret must be a well-formed text", () -> WebhookSecret.of(Secret.of(" ")));
        bad.put("message id must have no full stop", () -> SECRET.sign("a.b", 1, new byte[0]));
        bad.put("message id must not be blank", () -> SECRET.sign(" ", 1, new byte[0]));
        bad.put("message id must be at most 200", () -> SECRET.sign("i".repeat(201), 1, new byte[0]));
        bad.put("timestamp must be at least 0, but was -1", () -> SECRET.sign("i", -1, new byte[0]));
        bad.put(
                "webhook secrets must have 1 to 16 elements, but was 0",
                () -> new WebhookVerifier(List.of(), ManualClock.at("2026-11-24T02:00:00Z")));
        bad.put(
                "webhook secrets must have 1 to 16 elements, but was 17",
                () -> new WebhookVerifier(Collections.nCopies(17, SECRET), ManualClock.at("2026-11-24T02:00:00Z")));
        bad.put(
                "each of the webhook secrets must be given, but was null",
                () -> new WebhookVerifier(Collections.singletonList(none()), ManualClock.at("2026-11-24T02:00:00Z")));
        bad.put("acknowledger must be given", () -> new AcknowledgeEndpoint(verifier, none()));
        bad.put("version must be at least 1, but was 0", () -> AcknowledgeEndpoint.body(INCIDENT, 0, "ann"));
        bad.put("by must not be blank", () -> AcknowledgeEndpoint.body(INCIDENT, 1, ""));
        bad.put("by must be at most 200", () -> AcknowledgeEndpoint.body(INCIDENT, 1, "b".repeat(201)));
        Map<String, String> unnamed = new HashMap<>();
        unnamed.put(none(), "HTTP/1.1 200 OK");
        bad.put("each name of the headers must be given", () -> new InboundRequest("POST", unnamed, new byte[0]));
        bad.put(
                "each value of the headers must be given",
                () -> new InboundRequest("POST", Collections.singletonMap("a", none()), new byte[0]));
        bad.put("HTTP status must be 100 to 599, but was 0", () -> new InboundReply(0, "{}"));
        bad.put("body must be given", () -> new InboundReply(200, none()));
        return bad;
    }

    @TestFactory
    Stream<DynamicTest> everyBuilderAndFactoryRefusesWhatMakesNoSense() {
        WebhookNotifier.Builder builder = builder();
        String before = builder.build().toString();
        return calls(builder, verifier).entrySet().stream()
                .map(bad -> DynamicTest.dynamicTest(bad.getKey().strip(), () -> {
                    assertThatThrownBy(() -> bad.getValue().run())
                            .isInstanceOf(InvalidInputException.class)
                            .hasMessageStartingWith(bad.getKey().strip())
                            .hasMessageContaining(", but was ");
                    assertThat(builder.build()).hasToString(before);
                }));
    }

    @Test
    void theLimitsThemselvesAreAccepted() {
        WebhookNotifier notifier = builder()
                .endpoint("b".repeat(200), ofLength(2_000), secret(24), secret(64), SECRET, SECRET)
                .build();
        assertThat(notifier.name()).isEqualTo("pager");
        assertThat(new WebhookVerifier(Collections.nCopies(16, SECRET), clock)
                        .verify(signed("i".repeat(200), 0, new byte[0]), new byte[0]))
                .isEqualTo(Verdict.VALID);
    }

    private Map<String, String> signed(String id, long late, byte[] body) {
        long at = clock.instant().getEpochSecond() - late;
        Map<String, String> headers = new TreeMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(at));
        headers.put("webhook-signature", SECRET.sign(id, at, body));
        return headers;
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new TreeMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    @TestFactory
    Stream<DynamicTest> whatComesInMalformedIsAnsweredAndChangesNothing() {
        byte[] body = AcknowledgeEndpoint.body(INCIDENT, 3, "ann");
        Map<String, String> fine = signed("m1", 0, body);
        Map<String, Map<String, String>> bad = new LinkedHashMap<>();
        bad.put("no header at all", Map.of());
        for (String name : fine.keySet()) {
            Map<String, String> without = new TreeMap<>(fine);
            without.remove(name);
            bad.put("no " + name, without);
            bad.put("blank " + name, with(fine, name, " "));
            bad.put("NUL in " + name, with(fine, name, fine.get(name) + "\0"));
            bad.put("lone surrogate in " + name, with(fine, name, "\ud800" + fine.get(name)));
            bad.put("endless " + name, with(fine, name, "1".repeat(100_000)));
        }
        bad.put("an id with a full stop", with(fine, "webhook-id", "m.1"));
        bad.put("an id that is no ASCII", with(fine, "webhook-id", "m\u00fc"));
        bad.put("five minutes and a second late", signed("m2", 301, body));
        bad.put("five minutes and a second early", signed("m3", -301, body));
        bad.put("another version of signatures", with(fine, "webhook-signature", "v2,AAAA"));
        bad.put("a signature that is no base64", with(fine, "webhook-signature", "v1,%%%"));
        bad.put("a signature without its version", with(fine, "webhook-signature", "AAAA"));
        bad.put(
                "a good signature behind too many",
                with(fine, "webhook-signature", "v1,AAAA ".repeat(20) + fine.get("webhook-signature")));
        return bad.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    InboundReply reply = endpoint.handle(new InboundRequest("POST", each.getValue(), body));
                    assertThat(reply.status()).isEqualTo(401);
                    assertThat(acknowledged).isEmpty();
                }));
    }

    @Test
    void aBodyOfTheGreatestLengthIsReadAndALongerOneIsNot() {
        byte[] body = AcknowledgeEndpoint.body(INCIDENT, 3, "ann");
        byte[] largest = Arrays.copyOf(body, AcknowledgeEndpoint.MAX_BODY);
        Arrays.fill(largest, body.length, largest.length, (byte) ' ');
        assertThat(endpoint.handle(new InboundRequest("POST", signed("m1", 0, largest), largest))
                        .status())
                .isEqualTo(200);
        byte[] longer = Arrays.copyOf(largest, largest.length + 1);
        longer[largest.length] = ' ';
        assertThat(endpoint.handle(new InboundRequest("POST", signed("m2", 0, longer), longer))
                        .status())
                .isEqualTo(413);
        assertThat(acknowledged).containsExactly(3L);
    }

    @TestFactory
    Stream<DynamicTest> aSignedVersionThatIsNoneIsABadRequest() {
        return Stream.of("0", "-1", "1.5", "1e400", "9007199254740993", "\"3\"", "null", "NaN")
                .map(version -> DynamicTest.dynamicTest(version, () -> {
                    byte[] body = ("{\"by\":\"ann\",\"subject\":\"incident/i1\",\"version\":" + version + "}")
                            .getBytes(StandardCharsets.UTF_8);
                    assertThat(endpoint.handle(new InboundRequest("POST", signed("m1", 0, body), body))
                                    .status())
                            .isEqualTo(400);
                    assertThat(acknowledged).isEmpty();
                }));
    }

    @Test
    void aStaleVersionIsAConflictThatNamesBoth() {
        AcknowledgeEndpoint stale = new AcknowledgeEndpoint(verifier, (subject, version, actor) -> {
            throw new ConflictException(subject, version, 5);
        });
        byte[] body = AcknowledgeEndpoint.body(INCIDENT, 3, "ann");
        InboundReply reply = stale.handle(new InboundRequest("POST", signed("m1", 0, body), body));
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.body()).contains("incident/i1 must be at version 3, but was 5");
    }

    @SuppressWarnings("NullAway")
    private static <T> T none() {
        return null;
    }
}
