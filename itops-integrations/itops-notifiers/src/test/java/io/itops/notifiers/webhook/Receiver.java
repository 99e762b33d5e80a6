package io.itops.notifiers.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A receiver on a real socket that reads each request whole and answers with the bytes that a script gives, or closes without any. */
final class Receiver implements AutoCloseable {
    /** One request as it came over the wire. */
    record Request(List<String> headLines, Map<String, String> headers, byte[] body) {}

    private final ServerSocket server;
    private final Thread thread;
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    private Receiver(ServerSocket server, Function<Request, @Nullable String> script) {
        this.server = server;
        this.thread = new Thread(() -> serve(script), "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers as the script says; null closes the connection without an answer, the empty text leaves it open without one. */
    static Receiver answering(Function<Request, @Nullable String> script) {
        try {
            return new Receiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Receiver answering(String reply) {
        return answering(request -> reply);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hook?team=a%20b");
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void serve(Function<Request, @Nullable String> script) {
        List<Socket> left = new ArrayList<>();
        try {
            while (true) {
                Socket socket = server.accept();
                Request request = read(socket.getInputStream());
                requests.add(request);
                String reply = script.apply(request);
                if (reply == null) {
                    socket.close();
                } else if (reply.isEmpty()) {
                    left.add(socket);
                } else {
                    socket.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().flush();
                    left.add(socket);
                }
            }
        } catch (IOException e) {
            left.forEach(socket -> {
                try {
                    socket.close();
                } catch (IOException ignored) {
                    // The test is over.
                }
            });
        }
    }

    private static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        List<String> lines =
                List.of(head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n"));
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            headers.put(
                    line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        return new Request(lines, headers, body);
    }

    @Override
    public void close() {
        try {
            server.close();
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
