package io.itops.quickstart.receiver;

import io.itops.core.Secret;
import io.itops.notifiers.webhook.WebhookSecret;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a receiver is told when it starts, over its standard input, since an argument could be read by every process of the machine.
 *
 * @param pages what signs the pages that come in
 * @param answers what signs the acknowledgements that go out
 * @param answerTo where acknowledgements go
 * @param log where it writes down what it saw
 * @param answersFor for whom it acknowledges
 * @param thinking how long that person takes to answer
 * @param killOn the person on whose first page it kills who started it, instead of replying; blank: nobody
 */
public record ReceiverSettings(
        Secret pages, Secret answers, URI answerTo, Path log, String answersFor, Duration thinking, String killOn) {
    /** The lines that {@link #read} reads back. */
    public String lines() {
        return "pages=" + pages.use(text -> text) + "\nanswers=" + answers.use(text -> text) + "\nanswerTo=" + answerTo
                + "\nlog=" + log + "\nanswersFor=" + answersFor + "\nthinking=" + thinking + "\nkillOn=" + killOn
                + "\n\n";
    }

    static ReceiverSettings read(BufferedReader in) throws IOException {
        Map<String, String> given = new TreeMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int sign = line.indexOf('=');
            given.put(line.substring(0, sign), line.substring(sign + 1));
        }
        return new ReceiverSettings(
                Secret.of(given.getOrDefault("pages", "")),
                Secret.of(given.getOrDefault("answers", "")),
                URI.create(given.getOrDefault("answerTo", "")),
                Path.of(given.getOrDefault("log", "")),
                given.getOrDefault("answersFor", ""),
                Duration.parse(given.getOrDefault("thinking", "PT0S")),
                given.getOrDefault("killOn", ""));
    }

    WebhookSecret pageSecret() {
        return WebhookSecret.of(pages);
    }

    WebhookSecret answerSecret() {
        return WebhookSecret.of(answers);
    }
}
