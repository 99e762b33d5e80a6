package io.itops.quickstart.receiver;

import com.sun.net.httpserver.HttpExchange;
import io.itops.core.FormatException;
import io.itops.core.delivery.Notification;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import io.itops.notifiers.webhook.WebhookVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Takes pages in: verifies, writes down, replies, in this order. Thread-safe. */
final class Inbox {
    private static final int REFUSED = 401;
    private static final int ACCEPTED = 204;

    private final WebhookVerifier verifier;
    private final ReceiverLog log;
    private final InstantSource clock;
    private final Consumer<LogLine> beforeReply;
    private final Consumer<LogLine> afterReply;

    Inbox(
            ReceiverSettings settings,
            ReceiverLog log,
            InstantSource clock,
            Consumer<LogLine> beforeReply,
            Consumer<LogLine> afterReply) {
        this.verifier = new WebhookVerifier(List.of(settings.pageSecret()), clock);
        this.log = log;
        this.clock = clock;
        this.beforeReply = beforeReply;
        this.afterReply = afterReply;
    }

    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            WebhookVerifier.Verdict verdict = verifier.verify(headers, body);
            LogLine page = line(headers, body, verdict);
            if (verdict != WebhookVerifier.Verdict.VALID && verdict != WebhookVerifier.Verdict.REPLAYED) {
                log.write(page);
                exchange.sendResponseHeaders(REFUSED, -1);
                return;
            }
            LogLine accepted = log.accepted(page);
            beforeReply.accept(accepted);
            exchange.sendResponseHeaders(ACCEPTED, -1);
            if (accepted.times() == 1) {
                afterReply.accept(accepted);
            }
        }
    }

    private LogLine line(Map<String, String> headers, byte[] body, WebhookVerifier.Verdict verdict) {
        String delivery = headers.getOrDefault("Webhook-id", "unknown");
        try {
            Tree.Obj message = (Tree.Obj) CanonicalJson.read(new String(body, StandardCharsets.UTF_8));
            Notification told = Notification.CODEC.read(message.members().getOrDefault("data", Tree.Null.NULL));
            return new LogLine(
                    LogLine.What.REFUSED,
                    clock.instant(),
                    delivery,
                    verdict.name(),
                    told.kind(),
                    told.to().address(),
                    told.subject().toString(),
                    told.subjectVersion(),
                    0);
        } catch (FormatException | ClassCastException e) {
            return new LogLine(
                    LogLine.What.REFUSED,
                    clock.instant(),
                    delivery,
                    verdict.name(),
                    "unknown",
                    "",
                    "unknown/unknown",
                    0,
                    0);
        }
    }
}
