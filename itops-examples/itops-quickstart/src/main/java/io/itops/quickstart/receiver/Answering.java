package io.itops.quickstart.receiver;

import io.itops.core.Ref;
import io.itops.notifiers.webhook.AcknowledgeEndpoint;
import io.itops.notifiers.webhook.WebhookSecret;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends acknowledgements in the name of one person, each again until it is replied to. Thread-safe. */
final class Answering implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ReceiverSettings settings;
    private final WebhookSecret secret;
    private final ReceiverLog log;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ScheduledExecutorService person = Executors.newSingleThreadScheduledExecutor();

    Answering(ReceiverSettings settings, ReceiverLog log, InstantSource clock) {
        this.settings = settings;
        this.secret = settings.answerSecret();
        this.log = log;
        this.clock = clock;
    }

    /** Answers the pages that an earlier receiver of this log took in and got no reply for. */
    void catchUp() {
        List<LogLine> lines = log.lines();
        lines.stream()
                .filter(line -> line.what() == LogLine.What.ACCEPTED && line.times() == 1)
                .filter(page -> lines.stream()
                        .noneMatch(line -> line.what() == LogLine.What.ANSWERED
                                && line.delivery().equals(page.delivery())))
                .forEach(this::consider);
    }

    /** Answers a page, once the person has had the time to, if it is for that person. */
    void consider(LogLine page) {
        if (page.kind().equals("page") && page.person().equals(settings.answersFor())) {
            var unused = person.schedule(() -> answer(page), settings.thinking().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void answer(LogLine page) {
        log.write(page.then(LogLine.What.ANSWERING, clock.instant(), "acknowledgement of version " + page.version()));
        try {
            int status = http.send(request(page), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status < 500) {
                log.write(page.then(LogLine.What.ANSWERED, clock.instant(), "HTTP " + status));
                return;
            }
        } catch (IOException e) {
            // nobody took it in: tried again below
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        var unused = person.schedule(() -> answer(page), PAUSE.toNanos(), TimeUnit.NANOSECONDS);
    }

    private HttpRequest request(LogLine page) {
        byte[] body = AcknowledgeEndpoint.body(Ref.parse(page.subject()), page.version(), page.person());
        String id = "answer-" + page.delivery();
        long timestamp = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(settings.answerTo())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", secret.sign(id, timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    @Override
    public void close() {
        person.shutdownNow();
    }
}
