package io.itops.prometheus.scrape;

import io.itops.core.internal.http.EgressGate;
import io.itops.core.internal.http.HttpContent;
import io.itops.core.internal.http.HttpRequest;
import io.itops.core.internal.http.PinnedHttp;
import io.itops.core.internal.http.TooLongException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Gets the text that a target exposes: follows redirects, each past the gate again, and decompresses. Thread-safe. */
final class Fetch {
    static final String ACCEPT =
            "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final EgressGate gate;
    private final PinnedHttp http;
    private final InstantSource clock;
    private final ScrapeLimits limits;

    Fetch(EgressGate gate, PinnedHttp http, InstantSource clock, ScrapeLimits limits) {
        this.gate = gate;
        this.http = http;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * What a target answered.
     *
     * @param text its body
     * @param contentType what it says it is; empty if it says nothing
     */
    record Answer(String text, String contentType) {}

    Answer from(URI target) throws ScrapeFailure {
        Instant deadline = clock.instant().plus(limits.time());
        URI next = target;
        for (int i = 0; i <= limits.redirects(); i++) {
            HttpContent content = get(next, deadline);
            int status = content.reply().status();
            if (!REDIRECTS.contains(status)) {
                return answer(content);
            }
            next = location(next, content);
        }
        throw new ScrapeFailure(
                ScrapeOutcome.REFUSED, "redirects must be at most " + limits.redirects() + ", but were more");
    }

    private HttpContent get(URI target, Instant deadline) throws ScrapeFailure {
        Duration left = Duration.between(clock.instant(), deadline);
        try {
            if (left.toMillis() <= 0) {
                throw new SocketTimeoutException();
            }
            InetAddress address = gate.open(target);
            return http.fetch(HttpRequest.get(target, fields()), address, left, limits.bodyBytes());
        } catch (EgressGate.DeniedException e) {
            throw new ScrapeFailure(ScrapeOutcome.DENIED, String.valueOf(e.getMessage()));
        } catch (SocketTimeoutException e) {
            throw new ScrapeFailure(
                    ScrapeOutcome.TIMED_OUT, "the scrape must take at most " + limits.time() + ", but took longer");
        } catch (TooLongException e) {
            throw new ScrapeFailure(ScrapeOutcome.TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            throw new ScrapeFailure(ScrapeOutcome.UNREACHABLE, "the host's name was not found");
        } catch (IOException e) {
            throw new ScrapeFailure(
                    ScrapeOutcome.UNREACHABLE,
                    "no complete answer: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        fields.put("Accept", ACCEPT);
        fields.put("Accept-Encoding", "gzip");
        fields.put("User-Agent", "itops-scraper");
        fields.put(
                "X-Prometheus-Scrape-Timeout-Seconds",
                String.format(Locale.ROOT, "%.3f", limits.time().toMillis() / 1_000.0));
        return fields;
    }

    private static URI location(URI from, HttpContent content) throws ScrapeFailure {
        String given = content.reply()
                .field("Location")
                .orElseThrow(() -> new ScrapeFailure(ScrapeOutcome.REFUSED, "a redirect must say where to"));
        try {
            URI to = from.resolve(given);
            String scheme = to.getScheme() == null ? "" : to.getScheme().toLowerCase(Locale.ROOT);
            boolean secured = from.getScheme().equalsIgnoreCase("https");
            if (to.getHost() == null
                    || to.getPort() == 0
                    || to.getPort() > 65_535
                    || !(scheme.equals("https") || (scheme.equals("http") && !secured))) {
                throw new ScrapeFailure(
                        ScrapeOutcome.REFUSED,
                        "a redirect must lead to an http or https URI, and never away from https");
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new ScrapeFailure(ScrapeOutcome.REFUSED, "a redirect must lead to a well-formed URI");
        }
    }

    private Answer answer(HttpContent content) throws ScrapeFailure {
        if (content.reply().status() != 200) {
            throw new ScrapeFailure(
                    ScrapeOutcome.REFUSED,
                    "the target must answer with status 200, but answered with "
                            + content.reply().status());
        }
        byte[] bytes = decoded(content);
        if (bytes.length > limits.textBytes()) {
            throw new ScrapeFailure(
                    ScrapeOutcome.TOO_LARGE,
                    "the decompressed body must be at most " + limits.textBytes() + " bytes, but was more");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Answer(text, content.reply().field("Content-Type").orElse(""));
        } catch (CharacterCodingException e) {
            throw new ScrapeFailure(ScrapeOutcome.MALFORMED, "the body must be UTF-8, but was other bytes");
        }
    }

    /** At most one byte more than may be. */
    private byte[] decoded(HttpContent content) throws ScrapeFailure {
        String coding = content.reply()
                .field("Content-Encoding")
                .map(given -> given.toLowerCase(Locale.ROOT))
                .orElse("identity");
        switch (coding) {
            case "identity", "" -> {
                return content.body();
            }
            case "gzip", "x-gzip" -> {
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content.body()))) {
                    return in.readNBytes(limits.textBytes() + 1);
                } catch (IOException e) {
                    throw new ScrapeFailure(ScrapeOutcome.MALFORMED, "the body must be gzip, but was not");
                }
            }
            default ->
                throw new ScrapeFailure(ScrapeOutcome.MALFORMED, "the body must be plain or gzip, but was " + coding);
        }
    }
}
