package io.itops.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.Secret;
import io.itops.notifiers.webhook.WebhookVerifier.Verdict;
import io.itops.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final WebhookSecret SECRET = WebhookSecret.of(Secret.of(KEY));
    private static final WebhookSecret OTHER = WebhookSecret.of(Secret.of("whsec_"
            + Base64.getEncoder().encodeToString("another secret of 24+ bytes".getBytes(StandardCharsets.UTF_8))));
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final long SENT = 1_614_265_330;

    private final ManualClock clock = ManualClock.at(Instant.ofEpochSecond(SENT).toString());
    private final WebhookVerifier verifier = new WebhookVerifier(List.of(SECRET), clock);

    private static Map<String, String> headers(String id, long timestamp, String signatures) {
        return Map.of("webhook-id", id, "Webhook-Timestamp", Long.toString(timestamp), "WEBHOOK-SIGNATURE", signatures);
    }

    private static Map<String, String> signed(String id, long timestamp) {
        return headers(id, timestamp, SECRET.sign(id, timestamp, BODY));
    }

    @Test
    void theSignatureOfThePublishedExampleIsMade() {
        assertThat(SECRET.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", SENT, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aSignedAndTimelyMessageIsValidOnceAndAReplayThen() {
        assertThat(verifier.verify(signed("m1", SENT), BODY)).isEqualTo(Verdict.VALID);
        assertThat(verifier.verify(signed("m1", SENT), BODY)).isEqualTo(Verdict.REPLAYED);
        assertThat(verifier.verify(signed("m2", SENT), BODY)).isEqualTo(Verdict.VALID);
    }

    @Test
    void everyFlippedBitOfTheBodyIsAForgery() {
        Map<String, String> headers = signed("m1", SENT);
        for (int bit = 0; bit < BODY.length * 8; bit++) {
            byte[] body = BODY.clone();
            body[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(verifier.verify(headers, body)).isEqualTo(Verdict.FORGED);
        }
        assertThat(verifier.verify(headers, BODY)).isEqualTo(Verdict.VALID);
    }

    @Test
    void anotherIdOrTimestampThanTheSignedOneIsAForgery() {
        String signature = SECRET.sign("m1", SENT, BODY);
        assertThat(verifier.verify(headers("m2", SENT, signature), BODY)).isEqualTo(Verdict.FORGED);
        assertThat(verifier.verify(headers("m1", SENT + 1, signature), BODY)).isEqualTo(Verdict.FORGED);
    }

    @Test
    void oneGoodSignatureAmongSeveralIsEnoughWhileSecretsAreRotated() {
        String both = OTHER.sign("m1", SENT, BODY) + " " + SECRET.sign("m1", SENT, BODY);
        assertThat(verifier.verify(headers("m1", SENT, both), BODY)).isEqualTo(Verdict.VALID);
        WebhookVerifier either = new WebhookVerifier(List.of(OTHER, SECRET), clock);
        assertThat(either.verify(signed("m1", SENT), BODY)).isEqualTo(Verdict.VALID);
        assertThat(new WebhookVerifier(List.of(OTHER), clock).verify(signed("m1", SENT), BODY))
                .isEqualTo(Verdict.FORGED);
    }

    @Test
    void theToleranceIsFiveMinutesEitherWay() {
        clock.set(Instant.ofEpochSecond(SENT).plus(Duration.ofMinutes(5)));
        assertThat(verifier.verify(signed("m1", SENT), BODY)).isEqualTo(Verdict.VALID);
        clock.set(Instant.ofEpochSecond(SENT).plus(Duration.ofMinutes(5)).plusMillis(1));
        assertThat(verifier.verify(signed("m2", SENT), BODY)).isEqualTo(Verdict.UNTIMELY);
        clock.set(Instant.ofEpochSecond(SENT).minus(Duration.ofMinutes(5)).minusMillis(1));
        assertThat(verifier.verify(signed("m3", SENT), BODY)).isEqualTo(Verdict.UNTIMELY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "Webhook-Timestamp", "WEBHOOK-SIGNATURE"})
    void aMissingFieldIsMalformed(String missing) {
        Map<String, String> headers = new TreeMap<>(signed("m1", SENT));
        headers.remove(missing);
        assertThat(verifier.verify(headers, BODY)).isEqualTo(Verdict.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e9", "99999999999999999999", "1614265330.5", "١٦١٤"})
    void aTimestampThatIsNoWholeSecondIsMalformed(String timestamp) {
        Map<String, String> headers = new TreeMap<>(signed("m1", SENT));
        headers.put("Webhook-Timestamp", timestamp);
        assertThat(verifier.verify(headers, BODY)).isEqualTo(Verdict.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64!"})
    void aMalformedSecretIsRefusedWithoutBeingShown(String secret) {
        assertThatThrownBy(() -> WebhookSecret.of(Secret.of(secret)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("c2hvcnQ")
                .hasMessageNotContaining("MfKQ9r8");
    }

    @Test
    void secretsNeverPrint() {
        assertThat(SECRET.toString()).isEqualTo("<secret>");
        assertThat(Secret.of(KEY).toString()).isEqualTo("<secret>");
        assertThat(new WebhookEndpoint(java.net.URI.create("https://a.example/T0KEN"), List.of(SECRET)).toString())
                .doesNotContain("T0KEN");
    }
}
