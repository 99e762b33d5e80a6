package io.itops.prometheus.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.access.StandardEgressPolicy;
import io.itops.core.spi.EgressPolicy;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.metric.AppendOutcome;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.SeriesSamples;
import io.itops.monitoring.metric.StaleMarker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What scrapes leave in the metric store. */
class ScraperTest {
    private static final Instant T0 = Instant.parse("2026-11-24T02:00:00Z");
    private static final Instant T1 = T0.plusSeconds(15);

    private final FakeTarget target = new FakeTarget();
    private final MetricStore metrics = MetricStore.create();
    private final Scraper scraper = Scraper.builder(
                    metrics,
                    StandardEgressPolicy.builder()
                            .allow("127.0.0.1", target.port())
                            .build())
            .build();
    private final ScrapeTarget node = node().build();

    private ScrapeTarget.Builder node() {
        return ScrapeTarget.builder("node", target.uri()).label("instance", "n1");
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void samplesAreKeptWithTheLabelsOfTheTargetAtTheInstantOfTheScrape() {
        target.exposing("# TYPE jobs gauge\njobs{queue=\"a\"} 3\njobs{queue=\"b\"} NaN\nup_since 1e9\n");

        ScrapeResult result = scraper.scrape(node, T0);

        assertThat(result.up()).as(result.detail()).isTrue();
        assertThat(result.samples()).isEqualTo(3);
        assertThat(result.appended()).containsExactly(Map.entry(AppendOutcome.ACCEPTED, 3));
        assertThat(kept())
                .containsEntry("jobs{instance=\"n1\",job=\"node\",queue=\"a\"}", at(T0, 3))
                .containsEntry("jobs{instance=\"n1\",job=\"node\",queue=\"b\"}", at(T0, Double.NaN))
                .containsEntry("up_since{instance=\"n1\",job=\"node\"}", at(T0, 1e9))
                .containsEntry("up{instance=\"n1\",job=\"node\"}", at(T0, 1))
                .containsEntry("scrape_samples_scraped{instance=\"n1\",job=\"node\"}", at(T0, 3))
                .containsKey("scrape_duration_seconds{instance=\"n1\",job=\"node\"}")
                .hasSize(6);
    }

    @Test
    void theTargetIsAskedForBothFormatsAndAnswersInEither() {
        List<String> accepted = new ArrayList<>();
        target.answering(exchange -> {
            accepted.add(exchange.getRequestHeaders().getFirst("Accept"));
            accepted.add(exchange.getRequestHeaders().getFirst("X-Prometheus-Scrape-Timeout-Seconds"));
            accepted.add(exchange.getRequestMethod());
            FakeTarget.send(
                    exchange, 200, FakeTarget.OPENMETRICS, "# TYPE a counter\na_total 4.0 1764036000.5\n# EOF\n");
        });

        ScrapeResult result = scraper.scrape(node, Instant.parse("2025-11-25T02:00:15Z"));

        assertThat(result.up()).as(result.detail()).isTrue();
        assertThat(accepted)
                .containsExactly(
                        "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                        "10.000",
                        "GET");
        assertThat(kept().get("a_total{instance=\"n1\",job=\"node\"}"))
                .as("the timestamp that the target tells")
                .isEqualTo("[1764036000500 4.0]");
    }

    @Test
    void boundsAreStoredAsTheVersionDoes() {
        target.exposing("# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 3\nh_sum 1\nh_count 3\n"
                + "# TYPE s summary\ns{quantile=\"1\"} 4\n# TYPE g gauge\ng{le=\"1\"} 5\n");

        scraper.scrape(node, T0);

        assertThat(kept())
                .containsEntry("h_bucket{instance=\"n1\",job=\"node\",le=\"1.0\"}", at(T0, 2))
                .containsEntry("h_bucket{instance=\"n1\",job=\"node\",le=\"+Inf\"}", at(T0, 3))
                .containsEntry("s{instance=\"n1\",job=\"node\",quantile=\"1.0\"}", at(T0, 4))
                .containsEntry("g{instance=\"n1\",job=\"node\",le=\"1\"}", at(T0, 5));

        EgressPolicy egress =
                StandardEgressPolicy.builder().allow("127.0.0.1", target.port()).build();
        Scraper old = Scraper.builder(metrics, egress)
                .semantics(Semantics.PROMETHEUS_2_42)
                .build();
        old.scrape(node, T1);

        assertThat(kept())
                .containsEntry("h_bucket{instance=\"n1\",job=\"node\",le=\"1\"}", at(T1, 2))
                .containsEntry("s{instance=\"n1\",job=\"node\",quantile=\"1\"}", at(T1, 4));
    }

    @Test
    void timestampsThatAreNotHonoredAreThoseOfTheScrape() {
        target.exposing("a 1 1764000000000\n");

        scraper.scrape(node().honorTimestamps(false).build(), T0);

        assertThat(kept()).containsEntry("a{instance=\"n1\",job=\"node\"}", at(T0, 1));
    }

    @Test
    void labelsThatAreNotHonoredStandAsExportedOnes() {
        target.exposing("a{job=\"x\",exported_job=\"y\",le=\"1\"} 1\n");

        scraper.scrape(node, T0);

        assertThat(kept())
                .containsKey("a{exported_exported_job=\"x\",exported_job=\"y\",instance=\"n1\",job=\"node\",le=\"1\"}");
    }

    @Test
    void honoredLabelsStayAsTheyAre() {
        target.exposing("a{job=\"x\"} 1\n");

        scraper.scrape(node().honorLabels(true).build(), T0);

        assertThat(kept()).containsKey("a{instance=\"n1\",job=\"x\"}");
    }

    @Test
    void aSeriesThatVanishesEnds() {
        target.exposing("a 1\nb 2\n");
        scraper.scrape(node, T0);
        target.exposing("b 3\n");

        ScrapeResult result = scraper.scrape(node, T1);

        assertThat(result.ended()).isEqualTo(1);
        assertThat(kept())
                .containsEntry("a{instance=\"n1\",job=\"node\"}", at(T0, 1) + at(T1, StaleMarker.VALUE))
                .containsEntry("b{instance=\"n1\",job=\"node\"}", at(T0, 2) + at(T1, 3));
    }

    @Test
    void aSeriesWhoseTimestampsTheTargetTellsIsNotEnded() {
        target.exposing("a 1 " + T0.toEpochMilli() + "\n");
        scraper.scrape(node, T0);
        target.exposing("b 3\n");

        assertThat(scraper.scrape(node, T1).ended()).isZero();
    }

    @Test
    void allSeriesEndWhereTheScrapeFailsAndUpTellsOfIt() {
        target.exposing("a 1\nb 2\n");
        scraper.scrape(node, T0);
        target.answering(exchange -> FakeTarget.send(exchange, 500, FakeTarget.TEXT, "a 4\n"));

        ScrapeResult result = scraper.scrape(node, T1);

        assertThat(result.outcome()).isEqualTo(ScrapeOutcome.REFUSED);
        assertThat(result.detail()).isEqualTo("the target must answer with status 200, but answered with 500");
        assertThat(result.ended()).isEqualTo(2);
        assertThat(kept())
                .containsEntry("a{instance=\"n1\",job=\"node\"}", at(T0, 1) + at(T1, StaleMarker.VALUE))
                .containsEntry("up{instance=\"n1\",job=\"node\"}", at(T0, 1) + at(T1, 0))
                .containsEntry("scrape_samples_scraped{instance=\"n1\",job=\"node\"}", at(T0, 2) + at(T1, 0));
    }

    @Test
    void whatATargetSaysInThePlaceOfTheScrapesOwnSeriesIsNotKept() {
        target.exposing("up 0\nup 7 " + T1.plusSeconds(60).toEpochMilli() + "\na 1\n");
        ScrapeResult first = scraper.scrape(node, T0);
        target.answering(exchange -> FakeTarget.send(exchange, 500, FakeTarget.TEXT, ""));

        scraper.scrape(node, T1);

        assertThat(first.appended()).containsEntry(AppendOutcome.DUPLICATE, 2);
        assertThat(kept()).containsEntry("up{instance=\"n1\",job=\"node\"}", at(T0, 1) + at(T1, 0));
    }

    @Test
    void anAnswerThatIsWrongHalfWayLeavesNothing() {
        target.exposing("a 1\nb 2\n}wrong\nc 3\n");

        ScrapeResult result = scraper.scrape(node, T0);

        assertThat(result.outcome()).isEqualTo(ScrapeOutcome.MALFORMED);
        assertThat(result.detail()).contains("line 3");
        assertThat(kept().keySet()).allMatch(series -> series.startsWith("up{") || series.startsWith("scrape_"));
    }

    @Test
    void anOpenMetricsAnswerThatEndsTooEarlyLeavesNothing() {
        target.exposing(FakeTarget.OPENMETRICS, "# TYPE a gauge\na 1\n");

        assertThat(scraper.scrape(node, T0).outcome()).isEqualTo(ScrapeOutcome.MALFORMED);
        assertThat(kept()).hasSize(3);
    }

    @Test
    void whatTheStoreRefusesIsCounted() {
        target.exposing("a 1\na 2\nb 1 %d\nb 2 %d\nfar 1 %d\n"
                .formatted(
                        T0.toEpochMilli(),
                        T0.minusSeconds(5).toEpochMilli(),
                        T0.plusSeconds(601).toEpochMilli()));

        ScrapeResult result = scraper.scrape(node, T0);

        assertThat(result.up()).isTrue();
        assertThat(result.samples()).isEqualTo(5);
        assertThat(result.ahead()).isEqualTo(1);
        assertThat(result.appended())
                .containsOnly(
                        Map.entry(AppendOutcome.ACCEPTED, 2),
                        Map.entry(AppendOutcome.DUPLICATE, 1),
                        Map.entry(AppendOutcome.OUT_OF_ORDER, 1));
        assertThat(kept())
                .containsEntry("a{instance=\"n1\",job=\"node\"}", at(T0, 1))
                .containsEntry("b{instance=\"n1\",job=\"node\"}", at(T0, 1))
                .doesNotContainKey("far{instance=\"n1\",job=\"node\"}");
    }

    @Test
    void aTargetThatIsAskedNoMoreLeavesNoSeriesOpen() {
        target.exposing("a 1\n");
        scraper.scrape(node, T0);

        assertThat(scraper.end(node, T1)).isEqualTo(1);

        assertThat(kept().values()).allMatch(samples -> samples.endsWith(at(T1, StaleMarker.VALUE)));
        assertThat(scraper.end(node, T1)).as("it is not known any more").isZero();
    }

    @Test
    void aScrapeBeforeTheLastOneIsRefused() {
        target.exposing("a 1\n");
        scraper.scrape(node, T1);

        assertThatThrownBy(() -> scraper.scrape(node, T0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("instant of the scrape must lie after that of the scrape before, but was " + T0);
        assertThatThrownBy(() -> scraper.end(node, T1)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void gzipIsRead() {
        target.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            byte[] body = FakeTarget.gzip("a 1\n".getBytes(StandardCharsets.UTF_8));
            FakeTarget.send(exchange, 200, FakeTarget.TEXT, body);
        });

        assertThat(scraper.scrape(node, T0).samples()).isEqualTo(1);
    }

    @Test
    void aTargetIsHeldToItsRules() {
        ScrapeTarget node = ScrapeTarget.builder("node", URI.create("http://10.0.0.7:9100/metrics"))
                .label("zone", "north")
                .build();

        assertThat(node.labels()).isEqualTo(Labels.of("instance", "10.0.0.7:9100", "job", "node", "zone", "north"));
        for (String wrong : List.of(
                "ftp://a/",
                "/metrics",
                "http:metrics",
                "http://u:p@a/",
                "http://a/#part",
                "http://a:99999/",
                "http://a:0/")) {
            assertThatThrownBy(() -> ScrapeTarget.builder("node", URI.create(wrong))
                            .label("instance", "n1")
                            .build())
                    .as(wrong)
                    .isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> node().label("__name__", "a").build()).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> node().label("instance", "").build()).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void theExampleAsksATarget() {
        ScrapeTarget node = ScrapeTarget.builder("node", target.uri()).build();
        EgressPolicy egress =
                StandardEgressPolicy.builder().allow("127.0.0.1", target.port()).build();
        target.exposing("a 1\n");
        InstantSource clock = InstantSource.fixed(T0);
        Scraper scraper = Scraper.builder(metrics, egress)
                .limits(ScrapeLimits.builder().time(Duration.ofSeconds(5)).build())
                .build();
        ScrapeResult result = scraper.scrape(node, clock.instant());
        assertThat(result.up()).isTrue();
    }

    private static String at(Instant instant, double value) {
        return "[" + instant.toEpochMilli() + " " + (StaleMarker.is(value) ? "stale" : value) + "]";
    }

    private Map<String, String> kept() {
        Map<String, String> kept = new TreeMap<>();
        metrics.select(
                List.of(Matcher.matching(Labels.METRIC_NAME, ".+")),
                0,
                T1.plusSeconds(3_600).toEpochMilli(),
                series -> kept.put(series.labels().toString().replace(", ", ","), text(series)));
        return kept;
    }

    private static String text(SeriesSamples series) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < series.size(); i++) {
            text.append(at(Instant.ofEpochMilli(series.timestampAt(i)), series.valueAt(i)));
        }
        return text.toString();
    }
}
