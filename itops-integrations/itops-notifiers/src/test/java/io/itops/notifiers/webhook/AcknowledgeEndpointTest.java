package io.itops.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.ClosedException;
import io.itops.core.ConflictException;
import io.itops.core.NotFoundException;
import io.itops.core.Reason;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.Secret;
import io.itops.core.StoreException;
import io.itops.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcknowledgeEndpointTest {
    private static final WebhookSecret SECRET = WebhookSecret.of(Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    private static final Ref INCIDENT = Ref.of("incident", "i1");

    private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
    private final List<String> acknowledged = new ArrayList<>();

    private AcknowledgeEndpoint endpoint(Acknowledger acknowledger) {
        return new AcknowledgeEndpoint(new WebhookVerifier(List.of(SECRET), clock), acknowledger);
    }

    private final AcknowledgeEndpoint endpoint =
            endpoint((subject, version, actor) -> acknowledged.add(subject + " at " + version + " by " + actor));

    private InboundRequest signed(String id, byte[] body) {
        long now = clock.instant().getEpochSecond();
        return new InboundRequest(
                "POST",
                Map.of(
                        "Webhook-Id", id,
                        "Webhook-Timestamp", Long.toString(now),
                        "Webhook-Signature", SECRET.sign(id, now, body)),
                body);
    }

    private InboundRequest signed(String id, String body) {
        return signed(id, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSignedAcknowledgementCarriesTheVersionThatWasSeen() {
        assertThat(endpoint.handle(signed("a1", AcknowledgeEndpoint.body(INCIDENT, 3, "bob")))
                        .status())
                .isEqualTo(200);
        assertThat(acknowledged).containsExactly("incident/i1 at 3 by user:bob");
    }

    @Test
    void aRepeatedMessageIsAnsweredAndChangesNothing() {
        InboundRequest request = signed("a1", AcknowledgeEndpoint.body(INCIDENT, 3, "bob"));
        endpoint.handle(request);
        assertThat(endpoint.handle(request)).isEqualTo(new InboundReply(200, "{\"message\":\"taken before\"}"));
        assertThat(acknowledged).hasSize(1);
    }

    @Test
    void aForgedMessageChangesNothing() {
        InboundRequest good = signed("a1", AcknowledgeEndpoint.body(INCIDENT, 3, "bob"));
        InboundRequest forged =
                new InboundRequest("POST", good.headers(), AcknowledgeEndpoint.body(INCIDENT, 3, "eve"));
        assertThat(endpoint.handle(forged).status()).isEqualTo(401);
        assertThat(endpoint.handle(new InboundRequest("POST", Map.of(), good.body()))
                        .status())
                .isEqualTo(401);
        assertThat(acknowledged).isEmpty();
    }

    @Test
    void otherMethodsAndLongBodiesAreRefused() {
        assertThat(endpoint.handle(new InboundRequest("GET", Map.of(), new byte[0]))
                        .status())
                .isEqualTo(405);
        assertThat(endpoint.handle(signed("a1", "x".repeat(AcknowledgeEndpoint.MAX_BODY + 1)))
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"by\":\"bob\",\"subject\":\"incident/i1\"}",
                "{\"by\":\"\",\"subject\":\"incident/i1\",\"version\":3}",
                "{\"by\":\"bob\",\"subject\":\"incident\",\"version\":3}",
                "{\"by\":\"bob\",\"subject\":\"incident/i1\",\"version\":0}",
                "{\"by\":\"bob\",\"subject\":\"incident/i1\",\"version\":1.5}",
                "{\"by\":\"bob\",\"subject\":\"incident/i1\",\"version\":3,\"x\":1}",
                "{\"by\":\"bob\",\"by\":\"eve\",\"subject\":\"incident/i1\",\"version\":3}"
            })
    void aSignedBodyThatIsNoAcknowledgementIsABadRequest(String body) {
        assertThat(endpoint.handle(signed("a1", body)).status()).isEqualTo(400);
        assertThat(acknowledged).isEmpty();
    }

    @Test
    void aBodyThatIsNoUtf8IsABadRequest() {
        assertThat(endpoint.handle(signed("a1", new byte[] {(byte) 0xC3, 0x28})).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasItsStatus(RuntimeException failure, int status) {
        AcknowledgeEndpoint failing = endpoint((subject, version, actor) -> {
            throw failure;
        });
        assertThat(failing.handle(signed("a1", AcknowledgeEndpoint.body(INCIDENT, 3, "bob")))
                        .status())
                .isEqualTo(status);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new AccessDeniedException(Actor.user("bob"), "incident.acknowledge", INCIDENT, "no"), 403),
                Arguments.of(new NotFoundException(INCIDENT), 404),
                Arguments.of(new ConflictException(INCIDENT, 3, 4), 409),
                Arguments.of(new RefusedException(INCIDENT, "acknowledge", List.of(Reason.of("x", "y"))), 409),
                Arguments.of(new ClosedException("instance"), 503),
                Arguments.of(new StoreException("commit", null), 503));
    }

    @Test
    void theRepeatOfAMessageThatWasRefusedIsNotTakenForDone() {
        AcknowledgeEndpoint refusing = endpoint((subject, version, actor) -> {
            throw new ConflictException(INCIDENT, 3, 4);
        });
        InboundRequest request = signed("a1", AcknowledgeEndpoint.body(INCIDENT, 3, "bob"));
        assertThat(refusing.handle(request).status()).isEqualTo(409);
        assertThat(refusing.handle(request).status()).isEqualTo(409);
    }

    @Test
    void theRepeatOfAMessageUnderWayIsSentAwayForAWhileAndNotTakenForDone() {
        InboundRequest request = signed("a1", AcknowledgeEndpoint.body(INCIDENT, 3, "bob"));
        List<AcknowledgeEndpoint> self = new ArrayList<>();
        List<InboundReply> meanwhile = new ArrayList<>();
        boolean[] broken = {true};
        AcknowledgeEndpoint slow = endpoint((subject, version, actor) -> {
            meanwhile.add(self.get(0).handle(request));
            if (broken[0]) {
                throw new StoreException("commit", null);
            }
            acknowledged.add(subject.toString());
        });
        self.add(slow);

        assertThat(slow.handle(request).status()).isEqualTo(503);
        broken[0] = false;
        assertThat(slow.handle(request).status()).as("the first try failed").isEqualTo(200);
        assertThat(slow.handle(request).body()).contains("taken before");
        assertThat(acknowledged).hasSize(1);
        assertThat(meanwhile).hasSize(2).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.headers()).containsEntry("Retry-After", "2");
        });
    }

    @Test
    void aMessageThatBroughtTheHandlerDownMayComeAgain() {
        boolean[] broken = {true};
        AcknowledgeEndpoint shaky = endpoint((subject, version, actor) -> {
            if (broken[0]) {
                throw new IllegalStateException("a fault of the handler");
            }
            acknowledged.add(subject.toString());
        });
        InboundRequest request = signed("a1", AcknowledgeEndpoint.body(INCIDENT, 3, "bob"));
        assertThatThrownBy(() -> shaky.handle(request)).isInstanceOf(IllegalStateException.class);
        broken[0] = false;
        assertThat(shaky.handle(request).status()).isEqualTo(200);
        assertThat(acknowledged).hasSize(1);
    }

    @Test
    void aMessageUnderWayIsNotForgottenHoweverManyOthersCome() {
        InboundRequest request = signed("a1", AcknowledgeEndpoint.body(INCIDENT, 3, "bob"));
        WebhookVerifier small = new WebhookVerifier(List.of(SECRET), clock, 4);
        List<AcknowledgeEndpoint> self = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();
        AcknowledgeEndpoint slow = new AcknowledgeEndpoint(small, (subject, version, actor) -> {
            if (version == 3) {
                for (int i = 0; i < 100; i++) {
                    self.get(0).handle(signed("other" + i, AcknowledgeEndpoint.body(INCIDENT, 4, "bob")));
                }
                statuses.add(self.get(0).handle(request).status());
            }
        });
        self.add(slow);
        assertThat(slow.handle(request).status()).isEqualTo(200);
        assertThat(statuses).containsExactly(503);
    }

    @Test
    void onlySoManyMessagesAreUnderWayAtATime() {
        WebhookVerifier small = new WebhookVerifier(List.of(SECRET), clock, 4);
        List<AcknowledgeEndpoint> self = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();
        AcknowledgeEndpoint deep = new AcknowledgeEndpoint(
                small,
                (subject, version, actor) -> statuses.add(self.get(0)
                        .handle(signed("a" + version, AcknowledgeEndpoint.body(INCIDENT, version + 1, "bob")))
                        .status()));
        self.add(deep);
        assertThat(deep.handle(signed("a0", AcknowledgeEndpoint.body(INCIDENT, 1, "bob")))
                        .status())
                .isEqualTo(200);
        assertThat(statuses).containsExactly(503, 200, 200, 200);
    }

    @Test
    void aMessageWhoseHandlingFailedForAWhileMayComeAgain() {
        boolean[] broken = {true};
        AcknowledgeEndpoint shaky = endpoint((subject, version, actor) -> {
            if (broken[0]) {
                throw new StoreException("commit", null);
            }
            acknowledged.add(subject.toString());
        });
        InboundRequest request = signed("a1", AcknowledgeEndpoint.body(INCIDENT, 3, "bob"));
        assertThat(shaky.handle(request).status()).isEqualTo(503);
        broken[0] = false;
        assertThat(shaky.handle(request).body()).contains("acknowledged");
        assertThat(acknowledged).hasSize(1);
    }
}
