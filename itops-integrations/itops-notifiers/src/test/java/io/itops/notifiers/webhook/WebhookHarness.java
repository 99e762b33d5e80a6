package io.itops.notifiers.webhook;

import io.itops.core.Secret;
import io.itops.core.access.AccessDecision;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import io.itops.core.spi.Notifier;
import io.itops.testkit.contract.NotifierHarness;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The webhook notifier and a receiver on a real socket that answers in HTTP as it is told. */
final class WebhookHarness implements NotifierHarness {
    private static final String ADDRESS = "ann";
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Receiver receiver = Receiver.answering(this::reply);
    private final WebhookNotifier notifier = WebhookNotifier.builder("webhook")
            .endpoint(ADDRESS, receiver.uri(), WebhookSecret.of(Secret.of("whsec_" + KEY)))
            .egress((target, address) -> AccessDecision.allow("test"))
            .build();

    private volatile Behaviour behaviour = Behaviour.ACCEPT;

    /** The receiver has put the request down before it asks for the reply. */
    private @Nullable String reply(Receiver.Request request) {
        synchronized (this) {
            notifyAll();
        }
        return switch (behaviour) {
            case ACCEPT -> http("202 Accepted", "");
            case REFUSE -> http("400 Bad Request", "X-Quoted: " + KEY + String.join("|", request.headLines()) + "\r\n");
            case FAIL -> http("500 Internal Server Error", "");
            case ASK_FOR_A_PAUSE -> http("429 Too Many Requests", "Retry-After: " + PAUSE.toSeconds() + "\r\n");
            case GONE -> http("410 Gone", "");
            case HANG -> "";
            case CLOSE_AFTER_ACCEPT -> null;
        };
    }

    private static String http(String status, String fields) {
        return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: 0\r\n\r\n";
    }

    @Override
    public Notifier notifier() {
        return notifier;
    }

    @Override
    public String address() {
        return ADDRESS;
    }

    @Override
    public void behave(Behaviour next) {
        behaviour = next;
    }

    @Override
    public List<Message> received() {
        return receiver.requests().stream().map(WebhookHarness::message).toList();
    }

    private static Message message(Receiver.Request request) {
        StringBuilder structure = new StringBuilder();
        StringBuilder text = new StringBuilder();
        take(CanonicalJson.read(new String(request.body(), StandardCharsets.UTF_8)), structure, text);
        return new Message(
                request.headers().getOrDefault("webhook-id", ""),
                List.copyOf(request.headers().keySet()),
                structure.toString(),
                text.toString(),
                List.of());
    }

    private static void take(Tree tree, StringBuilder structure, StringBuilder text) {
        if (tree instanceof Tree.Obj object) {
            structure.append('{');
            object.members().forEach((name, member) -> {
                structure.append(name).append(':');
                take(member, structure, text);
            });
            structure.append('}');
        } else if (tree instanceof Tree.Arr array) {
            structure.append('[');
            array.items().forEach(item -> take(item, structure, text));
            structure.append(']');
        } else if (tree instanceof Tree.Text value) {
            structure.append("text,");
            text.append(value.value()).append('\n');
        } else {
            structure.append("value,");
        }
    }

    @Override
    public synchronized void awaitReceived(int count) throws InterruptedException {
        while (receiver.requests().size() < count) {
            wait();
        }
    }

    @Override
    public Set<String> secrets() {
        return Set.of(KEY);
    }

    @Override
    public void close() {
        receiver.close();
    }
}
