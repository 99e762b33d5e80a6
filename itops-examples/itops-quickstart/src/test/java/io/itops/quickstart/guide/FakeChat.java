package io.itops.quickstart.guide;

import io.itops.core.spi.Notifier;
import io.itops.testkit.contract.NotifierHarness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A chat that does as it is told, and the notifier that posts to it. Thread-safe. */
final class FakeChat implements Chat, NotifierHarness {
    private static final String ROOM = "room-4-token-5f2e8c1d";

    private final Notifier notifier = new ChatNotifier(this, Map.of("shop", ROOM));
    private final List<Message> received = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Behaviour behaviour = Behaviour.ACCEPT;

    @Override
    public Reply post(Post post, Duration limit) throws IOException, InterruptedException {
        Behaviour now = take(post);
        return switch (now) {
            case ACCEPT -> new Reply(200, Duration.ZERO);
            case REFUSE -> new Reply(400, Duration.ZERO);
            case FAIL -> new Reply(500, Duration.ZERO);
            case ASK_FOR_A_PAUSE -> new Reply(429, PAUSE);
            case GONE -> new Reply(410, Duration.ZERO);
            case CLOSE_AFTER_ACCEPT -> throw new IOException("closed by " + post.room());
            case HANG -> {
                boolean ended = closed.await(limit.toMillis(), TimeUnit.MILLISECONDS);
                throw new IOException(ended ? "closed" : "no reply in time");
            }
        };
    }

    private synchronized Behaviour take(Post post) {
        received.add(new Message(post.id(), List.of("room", "id"), "text", post.text(), List.of()));
        notifyAll();
        return behaviour;
    }

    @Override
    public Notifier notifier() {
        return notifier;
    }

    @Override
    public String address() {
        return "shop";
    }

    @Override
    public synchronized void behave(Behaviour other) {
        behaviour = other;
    }

    @Override
    public synchronized List<Message> received() {
        return List.copyOf(received);
    }

    @Override
    public synchronized void awaitReceived(int count) throws InterruptedException {
        while (received.size() < count) {
            wait();
        }
    }

    @Override
    public Set<String> secrets() {
        return Set.of(ROOM);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
