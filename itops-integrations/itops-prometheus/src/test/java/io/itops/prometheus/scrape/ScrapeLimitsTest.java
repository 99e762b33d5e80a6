package io.itops.prometheus.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.access.AccessDecision;
import io.itops.core.access.HostResolver;
import io.itops.core.spi.EgressPolicy;
import io.itops.monitoring.metric.MetricStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What targets, and names of hosts, may do to a scraper: nothing but fail. */
class ScrapeLimitsTest {
    private static final Instant T0 = Instant.parse("2026-11-24T02:00:00Z");
    private static final EgressPolicy LOOPBACK = (target, resolved) -> resolved.isLoopbackAddress()
            ? AccessDecision.allow("a test")
            : AccessDecision.deny("only loopback in tests");

    private final FakeTarget target = new FakeTarget();
    private final MetricStore metrics = MetricStore.create();

    @AfterEach
    void close() {
        target.close();
    }

    private ScrapeResult scrape(Consumer<ScrapeLimits.Builder> limits) {
        ScrapeLimits.Builder builder = ScrapeLimits.builder();
        limits.accept(builder);
        Scraper scraper =
                Scraper.builder(metrics, LOOPBACK).limits(builder.build()).build();
        ScrapeResult result =
                scraper.scrape(ScrapeTarget.builder("node", target.uri()).build(), T0);
        if (!result.up()) {
            assertThat(metrics.seriesCount())
                    .as("nothing but the series about the scrape")
                    .isEqualTo(3);
        }
        return result;
    }

    @Test
    void aSlowAnswerIsCutOff() {
        target.stoppingAfter("a 1\n");

        ScrapeResult result = scrape(limits -> limits.time(Duration.ofMillis(150)));

        assertThat(result.outcome()).isEqualTo(ScrapeOutcome.TIMED_OUT);
        assertThat(result.detail()).isEqualTo("the scrape must take at most PT0.15S, but took longer");
    }

    @Test
    void anEndlessAnswerIsReadUpToTheLimit() {
        byte[] line = "a{n=\"1\"} 1\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        target.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", FakeTarget.TEXT);
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(line);
                }
            } catch (IOException e) {
                // whoever reads has gone
            }
        });

        ScrapeResult result = scrape(limits -> limits.bodyBytes(1_000_000));

        assertThat(result.outcome()).isEqualTo(ScrapeOutcome.TOO_LARGE);
        assertThat(result.detail()).isEqualTo("body of the reply must be at most 1000000 bytes, but was more");
    }

    @Test
    void anAnswerThatSaysItIsLongerIsNotRead() {
        target.exposing("a 1\n".repeat(100));

        assertThat(scrape(limits -> limits.bodyBytes(399)).outcome()).isEqualTo(ScrapeOutcome.TOO_LARGE);
    }

    @Test
    void anAnswerOfJustTheLimitIsRead() {
        target.exposing("a 1\n");

        assertThat(scrape(limits -> limits.bodyBytes(4).textBytes(4).samples(1)).up())
                .isTrue();
    }

    @Test
    void aBombIsDecompressedUpToTheLimit() throws IOException {
        byte[] bomb = FakeTarget.gzip(new byte[30_000_000]);
        assertThat(bomb.length).isLessThan(50_000);
        target.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            FakeTarget.send(exchange, 200, FakeTarget.TEXT, bomb);
        });

        ScrapeResult result = scrape(limits -> limits.textBytes(1_000_000));

        assertThat(result.outcome()).isEqualTo(ScrapeOutcome.TOO_LARGE);
        assertThat(result.detail()).isEqualTo("the decompressed body must be at most 1000000 bytes, but was more");
    }

    @Test
    void aBodyThatIsCutOrOfAnotherCodingIsMalformed() throws IOException {
        byte[] whole = FakeTarget.gzip("a 1\n".repeat(500).getBytes(StandardCharsets.UTF_8));
        target.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            FakeTarget.send(exchange, 200, FakeTarget.TEXT, Arrays.copyOf(whole, whole.length - 9));
        });
        assertThat(scrape(limits -> {}).outcome()).isEqualTo(ScrapeOutcome.MALFORMED);

        target.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "br");
            FakeTarget.send(exchange, 200, FakeTarget.TEXT, "a 1\n");
        });
        assertThat(scrape(limits -> {}).detail()).isEqualTo("the body must be plain or gzip, but was br");
    }

    @Test
    void anotherContentTypeAndOtherBytesAreMalformed() {
        target.exposing("application/json", "{}");
        assertThat(scrape(limits -> {}).detail())
                .isEqualTo("content type must be text/plain or application/openmetrics-text, but was application/json");

        target.answering(exchange ->
                FakeTarget.send(exchange, 200, FakeTarget.TEXT, new byte[] {'a', ' ', '1', '\n', (byte) 0xff}));
        assertThat(scrape(limits -> {}).detail()).isEqualTo("the body must be UTF-8, but was other bytes");
    }

    @Test
    void samplesAndLabelsAreLimited() {
        target.exposing("abcde{fgh=\"ijklmnopqrstuvwxyz012345678\"} 1\nb 1\n");

        assertThat(scrape(limits -> limits.samples(1)).outcome()).isEqualTo(ScrapeOutcome.TOO_LARGE);
        assertThat(scrape(limits -> limits.labels(3)).detail())
                .isEqualTo("labels of a sample must be at most 3, but was 4");
        assertThat(scrape(limits -> limits.labelName(7)).detail())
                .isEqualTo("characters of a label's name must be at most 7, but was 8");
        assertThat(scrape(limits -> limits.labelValue(26)).detail())
                .isEqualTo("characters of a label's value must be at most 26, but was 27");
        assertThat(scrape(limits -> limits.samples(2).labels(4).labelName(8).labelValue(27))
                        .up())
                .isTrue();
    }

    @Test
    void seriesAreLimitedBesideSamplesAndNothingIsKeptOfTooMany() {
        target.exposing("a{b=\"1\"} 1 1000\na{b=\"1\"} 2 2000\na{b=\"2\"} 3\nc 4\n");

        ScrapeResult refused = scrape(limits -> limits.series(2));
        assertThat(refused.outcome()).isEqualTo(ScrapeOutcome.TOO_LARGE);
        assertThat(refused.detail()).isEqualTo("series of a scrape must be at most 2, but was 3");
        assertThat(refused.samples()).isZero();
        assertThat(refused.appended()).isEmpty();
        assertThat(scrape(limits -> limits.series(3)).samples()).isEqualTo(4);
        assertThatThrownBy(() -> ScrapeLimits.builder().series(0).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("series of a scrape");
    }

    @Test
    void redirectsAreFollowedWithinTheLimit() {
        AtomicInteger left = new AtomicInteger();
        target.answering(exchange -> {
            if (left.getAndDecrement() == 0) {
                FakeTarget.send(exchange, 200, FakeTarget.TEXT, "a 1\n");
            } else {
                exchange.getResponseHeaders().set("Location", "/hop" + left.get() + "?x=1");
                exchange.sendResponseHeaders(307, -1);
            }
        });

        left.set(3);
        ScrapeResult tooOften = scrape(limits -> limits.redirects(2));
        assertThat(tooOften.outcome()).isEqualTo(ScrapeOutcome.REFUSED);
        assertThat(tooOften.detail()).isEqualTo("redirects must be at most 2, but were more");

        left.set(2);
        assertThat(scrape(limits -> limits.redirects(2)).up()).isTrue();
        assertThat(target.asked()).contains("/metrics", "/hop1?x=1", "/hop0?x=1");
    }

    @Test
    void aLoopOfRedirectsEnds() {
        target.answering(exchange -> {
            exchange.getResponseHeaders().set("Location", target.uri().toString());
            exchange.sendResponseHeaders(302, -1);
        });

        assertThat(scrape(limits -> {}).outcome()).isEqualTo(ScrapeOutcome.REFUSED);
        assertThat(target.asked()).hasSize(6);
    }

    @Test
    void aRedirectIsAskedOfThePolicyAgain() {
        target.answering(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://10.1.2.3/secrets");
            exchange.sendResponseHeaders(302, -1);
        });

        ScrapeResult result = scrape(limits -> {});

        assertThat(result.outcome()).isEqualTo(ScrapeOutcome.DENIED);
        assertThat(result.detail()).isEqualTo("the egress policy denies the target: only loopback in tests");
    }

    @Test
    void aRedirectToNowhereIsRefused() {
        for (String location : List.of("ftp://127.0.0.1/", "http:", "http://%", "mailto:ann")) {
            target.answering(exchange -> {
                exchange.getResponseHeaders().set("Location", location);
                exchange.sendResponseHeaders(302, -1);
            });
            assertThat(scrape(limits -> {}).outcome()).as(location).isEqualTo(ScrapeOutcome.REFUSED);
        }
        target.answering(exchange -> exchange.sendResponseHeaders(302, -1));
        assertThat(scrape(limits -> {}).detail()).isEqualTo("a redirect must say where to");
    }

    @Test
    void aNameIsResolvedOnceAndTheConnectionGoesToTheAddressThatWasAllowed() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        InetAddress inside = InetAddress.getByName("10.1.2.3");
        List<String> resolved = Collections.synchronizedList(new ArrayList<>());
        HostResolver rebinding = host -> {
            resolved.add(host);
            return resolved.size() == 1 ? List.of(loopback) : List.of(inside);
        };
        target.exposing("a 1\n");
        Scraper scraper = Scraper.builder(metrics, LOOPBACK).resolver(rebinding).build();
        ScrapeTarget named = ScrapeTarget.builder("node", URI.create("http://rebinding.example:" + target.port() + "/"))
                .build();

        assertThat(scraper.scrape(named, T0).up()).isTrue();
        assertThat(resolved).containsExactly("rebinding.example");

        ScrapeResult denied = scraper.scrape(named, T0.plusSeconds(1));
        assertThat(denied.outcome()).as("the second scrape resolves anew").isEqualTo(ScrapeOutcome.DENIED);
        assertThat(target.asked()).hasSize(1);
    }

    @Test
    void oneAddressThatIsDeniedDeniesTheName() throws IOException {
        List<InetAddress> both = List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("10.1.2.3"));
        Scraper scraper =
                Scraper.builder(metrics, LOOPBACK).resolver(host -> both).build();
        ScrapeTarget named = ScrapeTarget.builder("node", URI.create("http://both.example:" + target.port() + "/"))
                .build();

        assertThat(scraper.scrape(named, T0).outcome()).isEqualTo(ScrapeOutcome.DENIED);
        assertThat(target.asked()).isEmpty();
    }

    @Test
    void aTargetThatIsNotThereIsUnreachable() {
        int port = target.port();
        target.close();
        Scraper scraper = Scraper.builder(metrics, LOOPBACK)
                .resolver(host -> {
                    if (host.equals("nowhere.example")) {
                        throw new UnknownHostException(host);
                    }
                    return HostResolver.system().resolve(host);
                })
                .build();
        ScrapeTarget closed = ScrapeTarget.builder("node", URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        ScrapeTarget unknown = ScrapeTarget.builder("node", URI.create("http://nowhere.example/"))
                .build();

        assertThat(scraper.scrape(closed, T0).outcome()).isEqualTo(ScrapeOutcome.UNREACHABLE);
        assertThat(scraper.scrape(unknown, T0).detail()).isEqualTo("the host's name was not found");
    }

    @Test
    void limitsAreHeldToTheirRanges() {
        assertThatThrownBy(() -> ScrapeLimits.builder().samples(0).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("samples of a scrape");
        assertThatThrownBy(() -> ScrapeLimits.builder().time(Duration.ZERO).build())
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(
                        () -> ScrapeLimits.builder().time(Duration.ofNanos(1)).build())
                .isInstanceOf(InvalidInputException.class);
    }
}
