package io.itops.testkit.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The receiver of {@link WireNotifier}'s frames: header lines, an empty line, then a line for each text; thread-safe. */
final class WireReceiver implements AutoCloseable {
    static final int LARGEST = 12_000;

    /** An at sign or an opening bracket that is not escaped calls someone to attention. */
    private static final Pattern MENTION = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*[@<]\\S*");

    private final List<NotifierHarness.Message> received = new ArrayList<>();
    private final List<CompletableFuture<Reply>> open = new ArrayList<>();
    private NotifierHarness.Behaviour behaviour = NotifierHarness.Behaviour.ACCEPT;

    /** What the receiver says. */
    record Reply(int code, String text) {}

    synchronized void behave(NotifierHarness.Behaviour other) {
        behaviour = other;
    }

    synchronized CompletableFuture<Reply> post(String frame) {
        if (frame.length() > LARGEST) {
            return CompletableFuture.completedFuture(new Reply(413, "too large"));
        }
        received.add(parse(frame));
        notifyAll();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        switch (behaviour) {
            case ACCEPT -> reply.complete(new Reply(202, "accepted"));
            case REFUSE -> reply.complete(new Reply(400, "not understood: " + frame));
            case FAIL -> reply.complete(new Reply(500, "failed"));
            case ASK_FOR_A_PAUSE -> reply.complete(new Reply(429, Long.toString(NotifierHarness.PAUSE.toSeconds())));
            case GONE -> reply.complete(new Reply(410, "gone"));
            case CLOSE_AFTER_ACCEPT -> reply.completeExceptionally(new IOException("closed"));
            case HANG -> open.add(reply);
        }
        return reply;
    }

    private static NotifierHarness.Message parse(String frame) {
        int end = frame.indexOf("\n\n");
        List<String> names = new ArrayList<>();
        String id = "";
        for (String line : frame.substring(0, end).split("\n", -1)) {
            String name = line.substring(0, Math.max(0, line.indexOf(": ")));
            names.add(name);
            id = name.equals("Delivery-Id") ? line.substring("Delivery-Id: ".length()) : id;
        }
        List<String> keys = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        List<String> mentions = new ArrayList<>();
        for (String line : frame.substring(end + 2).split("\n", -1)) {
            int equals = line.indexOf('=');
            keys.add(line.substring(0, Math.max(0, equals)));
            text.append(decode(line.substring(equals + 1))).append('\n');
            Matcher mention = MENTION.matcher(line);
            while (mention.find()) {
                mentions.add(mention.group());
            }
        }
        return new NotifierHarness.Message(id, names, String.join(",", keys), text.toString(), mentions);
    }

    private static String decode(String value) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                char next = value.charAt(++i);
                out.append(next == 'n' ? '\n' : next);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    synchronized List<NotifierHarness.Message> received() {
        return List.copyOf(received);
    }

    synchronized void awaitReceived(int count) throws InterruptedException {
        while (received.size() < count) {
            wait();
        }
    }

    @Override
    public synchronized void close() {
        open.forEach(reply -> reply.completeExceptionally(new IOException("closed")));
    }
}
