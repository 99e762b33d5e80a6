package io.itops.quickstart.receiver;

import com.sun.net.httpserver.HttpServer;
import io.itops.notifiers.webhook.WebhookVerifier;
import io.itops.quickstart.Clocks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The receiver's process. */
public final class Receiver {
    /** The path at which pages are taken in. */
    public static final String PATH = "/pages";

    private static final String READY = "/ready";
    private static final int BACKLOG = 64;

    private Receiver() {}

    /**
     * Takes pages in until the standard input ends; prints the port on which it does.
     *
     * @param args none: the settings come over the standard input
     * @throws IOException if there is no port, or the settings cannot be read
     * @throws InterruptedException if the process is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ReceiverSettings settings = ReceiverSettings.read(in);
        InstantSource clock = Clocks.system();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        try (ReceiverLog log = new ReceiverLog(settings.log());
                Answering answering = new Answering(settings, log, clock)) {
            Inbox inbox = new Inbox(settings, log, clock, page -> strike(settings, page), answering::consider);
            server.createContext(PATH, inbox::handle);
            server.setExecutor(threads);
            server.createContext(READY, exchange -> {
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            warmUp(settings, clock, server.getAddress().getPort());
            System.out.println(server.getAddress().getPort());
            answering.catchUp();
            while (in.read() >= 0) {
                // whoever started the receiver holds its input open as long as it lives, and says nothing more
            }
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** Loads what the first page would otherwise wait for: a sender's patience is short where leases are. */
    private static void warmUp(ReceiverSettings settings, InstantSource clock, int port)
            throws IOException, InterruptedException {
        byte[] body = {'{', '}'};
        String now = Long.toString(clock.instant().getEpochSecond());
        String signature = settings.pageSecret().sign("warm-up", Long.parseLong(now), body);
        WebhookVerifier.Verdict verdict = new WebhookVerifier(List.of(settings.pageSecret()), clock)
                .verify(
                        Map.of("webhook-id", "warm-up", "webhook-timestamp", now, "webhook-signature", signature),
                        body);
        int status = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + READY))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (verdict != WebhookVerifier.Verdict.VALID || status != 204) {
            throw new IOException("the receiver is not ready: " + verdict + ", HTTP " + status);
        }
    }

    /** Kills the sender at the worst moment: the page was accepted, and the sender has not heard of it. */
    private static void strike(ReceiverSettings settings, LogLine page) {
        if (page.times() == 1 && page.kind().equals("page") && page.person().equals(settings.killOn())) {
            ProcessHandle sender = ProcessHandle.current().parent().orElseThrow();
            sender.destroyForcibly();
            sender.onExit().join();
        }
    }
}
