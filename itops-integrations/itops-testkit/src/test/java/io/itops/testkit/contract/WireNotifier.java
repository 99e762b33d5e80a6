package io.itops.testkit.contract;

import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.delivery.Notification;
import io.itops.core.spi.Notifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A sound notifier over a channel in memory; what a fault changes is overridden. Thread-safe. */
class WireNotifier implements Notifier {
    static final String ADDRESS = "ann";
    static final String TOKEN = "token-canary-4f1d9c";

    private final WireReceiver receiver;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    WireNotifier(WireReceiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public String name() {
        return "wire";
    }

    @Override
    public DeliveryResult send(Delivery delivery) {
        if (!delivery.notification().to().address().equals(ADDRESS)) {
            return unknown(delivery);
        }
        String frame = frame(delivery);
        log("sending " + delivery.id(), frame);
        try {
            return classify(await(receiver.post(frame), delivery.limit()));
        } catch (TimeoutException e) {
            return DeliveryResult.retry("no answer in time");
        } catch (ExecutionException e) {
            return closed();
        } catch (InterruptedException e) {
            return interrupted(delivery);
        }
    }

    WireReceiver.Reply await(CompletableFuture<WireReceiver.Reply> reply, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return reply.get(limit.toMillis() / 10, TimeUnit.MILLISECONDS);
    }

    DeliveryResult classify(WireReceiver.Reply reply) {
        return switch (reply.code()) {
            case 202 -> DeliveryResult.ok("accepted");
            case 410 -> DeliveryResult.disable("gone");
            case 429 ->
                DeliveryResult.retryAfter(Duration.ofSeconds(Long.parseLong(reply.text())), "asked for a pause");
            case 500 -> DeliveryResult.retry("failed");
            default -> DeliveryResult.permanent("refused: " + reply.code());
        };
    }

    DeliveryResult unknown(Delivery delivery) {
        return DeliveryResult.permanent("no such address");
    }

    DeliveryResult closed() {
        return DeliveryResult.retry("closed without an answer");
    }

    DeliveryResult interrupted(Delivery delivery) {
        Thread.currentThread().interrupt();
        return DeliveryResult.retry("interrupted");
    }

    String frame(Delivery delivery) {
        StringBuilder out = new StringBuilder();
        headers(delivery).forEach(header -> out.append(header).append('\n'));
        StringBuilder content = new StringBuilder();
        Notification notification = delivery.notification();
        add(content, "title", notification.title());
        add(content, "body", notification.body());
        for (Map.Entry<String, String> fact : notification.facts().entrySet()) {
            add(content, "fact." + fact.getKey().replace('=', ' ').replace('\n', ' '), fact.getValue());
        }
        return out.append(shorten(content.toString(), WireReceiver.LARGEST - out.length()))
                .toString();
    }

    List<String> headers(Delivery delivery) {
        return List.of("Delivery-Id: " + delivery.id(), "Authorization: " + TOKEN);
    }

    private void add(StringBuilder out, String name, String value) {
        out.append('\n').append(name).append('=').append(escape(value));
    }

    String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("@", "\\@")
                .replace("<", "\\<");
    }

    String shorten(String content, int most) {
        return content.length() <= most ? content : content.substring(0, most);
    }

    void log(String line, String frame) {
        log.add(line);
    }

    void logged(String line) {
        log.add(line);
    }

    List<String> log() {
        return List.copyOf(log);
    }

    @Override
    public String toString() {
        return "wire notifier";
    }
}
