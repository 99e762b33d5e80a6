package io.itops.quickstart.guide;

import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.delivery.Notification;
import io.itops.core.spi.Notifier;
import java.io.IOException;
import java.util.Map;

// example: notifier
final class ChatNotifier implements Notifier {
    private static final int LONGEST = 16_000;

    private final Chat chat;
    private final Map<String, String> rooms;

    ChatNotifier(Chat chat, Map<String, String> rooms) {
        this.chat = chat;
        this.rooms = Map.copyOf(rooms);
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public DeliveryResult send(Delivery delivery) {
        String room = rooms.get(delivery.notification().to().address());
        if (room == null) {
            return DeliveryResult.permanent("no room is configured for this address");
        }
        try {
            var post = new Chat.Post(room, delivery.id(), text(delivery.notification()));
            Chat.Reply reply = chat.post(post, delivery.limit().dividedBy(2));
            return switch (reply.status()) {
                case 200 -> DeliveryResult.ok("posted");
                case 410 -> DeliveryResult.disable("the room is gone");
                case 429 -> DeliveryResult.retryAfter(reply.pause(), "the chat asks for a pause");
                case 500 -> DeliveryResult.retry("the chat failed");
                default -> DeliveryResult.permanent("the chat refused the post: " + reply.status());
            };
        } catch (IOException e) {
            return DeliveryResult.retry("no reply: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DeliveryResult.retry("interrupted");
        }
    }

    private static String text(Notification notification) {
        StringBuilder text =
                new StringBuilder(notification.title()).append('\n').append(notification.body());
        notification
                .facts()
                .forEach((name, value) ->
                        text.append('\n').append(name).append(": ").append(value));
        int end = Math.min(text.length(), LONGEST);
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
// end
