package io.itops.notifiers.webhook;

import io.itops.core.SafeText;
import io.itops.core.delivery.Notification;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Renders a notification as the body of a webhook: the same bytes on every attempt, at most 20,000 of them. */
final class WebhookPayload {
    /** What the Standard Webhooks specification advises receivers to expect at most. */
    static final int MAX_BYTES = 20_000;

    private static final int SHORT_BODY = 200;
    private static final int SHORT_FACT = 100;

    private WebhookPayload() {}

    static byte[] of(Notification notification) {
        byte[] whole = bytes(notification);
        if (whole.length <= MAX_BYTES) {
            return whole;
        }
        int keep = notification.body().codePointCount(0, notification.body().length());
        byte[] shortened = whole;
        while (shortened.length > MAX_BYTES && keep > SHORT_BODY) {
            // Of what is too much, every character takes at least a byte; the mark of the cut takes a little more.
            keep = Math.max(SHORT_BODY, Math.min(keep - (shortened.length - MAX_BYTES) / 4, keep - 10));
            shortened = bytes(cut(notification, keep, notification.facts()));
        }
        SortedMap<String, String> facts = new TreeMap<>();
        for (Map.Entry<String, String> fact : notification.facts().entrySet()) {
            facts.put(fact.getKey(), SafeText.shorten(fact.getValue(), SHORT_FACT));
        }
        if (shortened.length > MAX_BYTES) {
            shortened = bytes(cut(notification, keep, facts));
        }
        while (shortened.length > MAX_BYTES && !facts.isEmpty()) {
            facts.remove(facts.lastKey());
            shortened = bytes(cut(notification, keep, facts));
        }
        return shortened;
    }

    private static Notification cut(Notification whole, int bodyLength, SortedMap<String, String> facts) {
        return new Notification(
                whole.to(),
                whole.urgency(),
                whole.kind(),
                whole.subject(),
                whole.subjectVersion(),
                whole.severity(),
                whole.title(),
                SafeText.shorten(whole.body(), bodyLength),
                facts);
    }

    private static byte[] bytes(Notification notification) {
        Tree body = Tree.Obj.of(Map.of(
                "type",
                new Tree.Text("itops.notification." + notification.kind()),
                "data",
                Notification.CODEC.write(notification)));
        return CanonicalJson.write(body).getBytes(StandardCharsets.UTF_8);
    }
}
