package io.itops.prometheus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.core.FormatException;
import io.itops.core.LimitExceededException;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.metric.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatTest {
    private static final String PLAIN = """
            # HELP http_requests_total The total\\nof "requests" \\\\ so far.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
              http_requests_total { method = "post" , code="400", }   3   -1

            # a comment
            #another
            msdos_file_access_time_seconds{path="C:\\\\DIR\\\\\\"F\\"\\nx\\q"} 1.458255915e9
            metric_without_timestamp_and_labels 12.47
            something_weird{problem="division by zero"} +Inf -3982045
            {"utf.8 name","label.x"="ä"} NaN
            # TYPE rpc histogram
            rpc_bucket{le="+Inf"} 5e-3
            """;

    private static final String OPEN = """
            # TYPE acme_http_router_request_seconds summary
            # UNIT acme_http_router_request_seconds seconds
            # HELP acme_http_router_request_seconds Latency.
            acme_http_router_request_seconds_sum{path="/api/v1"} 9036.32
            acme_http_router_request_seconds_count{path="/api/v1"} 807283.0
            acme_http_router_request_seconds_created{path="/api/v1"} 1605281325.0
            # TYPE foo counter
            foo_total 17.0 1520879607.789 # {trace_id="KOO5S4vxi0o"} 0.67
            # TYPE h histogram
            h_bucket{le="1"} 2 # {} 0.5 123.456
            h_bucket{le="+Inf"} 3
            h_count 3
            h_sum 4
            plain 1
            # EOF
            """;

    @Test
    void samplesAndMetadataOfPrometheusAreRead() {
        Exposition read = TextFormat.PROMETHEUS.parse(PLAIN);
        assertThat(read.samples())
                .containsExactly(
                        sample(
                                1027,
                                1395066363000L,
                                Labels.metric("http_requests_total", "method", "post", "code", "200")),
                        sample(3, -1L, Labels.metric("http_requests_total", "method", "post", "code", "400")),
                        sample(
                                1.458255915e9,
                                null,
                                Labels.metric("msdos_file_access_time_seconds", "path", "C:\\DIR\\\"F\"\nx\\q")),
                        sample(12.47, null, Labels.metric("metric_without_timestamp_and_labels")),
                        sample(
                                Double.POSITIVE_INFINITY,
                                -3982045L,
                                Labels.metric("something_weird", "problem", "division by zero")),
                        sample(Double.NaN, null, Labels.metric("utf.8 name", "label.x", "ä")),
                        sample(0.005, null, Labels.metric("rpc_bucket", "le", "+Inf")));
        assertThat(read.metadata())
                .containsExactly(
                        new MetricMetadata(
                                "http_requests_total", MetricType.COUNTER, "The total\nof \"requests\" \\ so far.", ""),
                        new MetricMetadata("rpc", MetricType.HISTOGRAM, "", ""));
    }

    @Test
    void samplesAndMetadataOfOpenMetricsAreRead() {
        Exposition read = TextFormat.OPENMETRICS.parse(OPEN);
        assertThat(read.samples()).hasSize(9);
        assertThat(read.samples().get(3)).isEqualTo(sample(17, 1520879607789L, Labels.metric("foo_total")));
        assertThat(read.samples().get(4)).isEqualTo(sample(2, null, Labels.metric("h_bucket", "le", "1.0")));
        assertThat(read.metadata().get(0))
                .isEqualTo(new MetricMetadata(
                        "acme_http_router_request_seconds", MetricType.SUMMARY, "Latency.", "seconds"));
        assertThat(read.metadata().get(1).type()).isEqualTo(MetricType.COUNTER);
    }

    @Test
    void boundsAreThoseThatTheVersionStoresWhereTheTypeSaysSo() {
        String body = """
                # TYPE h histogram
                h_bucket{le="1",quantile="1"} 1
                h_bucket{le="1e3"} 2
                h_bucket{le="x"} 3
                other{le="2"} 4
                # TYPE s summary
                s{quantile="1",le="1"} 5
                # TYPE g gauge
                g{quantile="1",le="1"} 6
                """;

        assertThat(series(TextFormat.PROMETHEUS.parse(body)))
                .containsExactly(
                        "h_bucket{le=\"1.0\", quantile=\"1\"}",
                        "h_bucket{le=\"1000.0\"}",
                        "h_bucket{le=\"x\"}",
                        "other{le=\"2.0\"}",
                        "s{le=\"1\", quantile=\"1.0\"}",
                        "g{le=\"1\", quantile=\"1\"}");
        assertThat(series(TextFormat.PROMETHEUS.parse(body, TextLimits.STANDARD, Semantics.PROMETHEUS_2_42)))
                .containsExactly(
                        "h_bucket{le=\"1\", quantile=\"1\"}",
                        "h_bucket{le=\"1e3\"}",
                        "h_bucket{le=\"x\"}",
                        "other{le=\"2\"}",
                        "s{le=\"1\", quantile=\"1\"}",
                        "g{le=\"1\", quantile=\"1\"}");
    }

    private static List<String> series(Exposition read) {
        return read.samples().stream().map(s -> s.labels().toString()).toList();
    }

    private static ExposedSample sample(double value, Long timestamp, Labels labels) {
        return new ExposedSample(labels, value, timestamp == null ? OptionalLong.empty() : OptionalLong.of(timestamp));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '\0',
            value = {
                "a => line 1, column 2 must have a number as its value",
                "a b => line 1, column 3 must have a number as its value",
                "a 0x1p3 => line 1, column 3 must have a number as its value",
                "a 1_0 => line 1, column 3 must have a number as its value",
                "a -1e999 => line 1, column 3 must have a number as its value that 64 bits hold",
                "a 1 2.5 => line 1, column 5 must have a timestamp in whole milliseconds",
                "a 1 2 3 => line 1, column 7 must end after the sample",
                "1a 1 => line 1, column 1 must have the name of a metric",
                "{a=\"b\"} 1 => line 1, column 1 must have the name of a metric",
                "a{b} 1 => line 1, column 4 must have = after the name",
                "a{b=c} 1 => line 1, column 5 must have a text in double quotes",
                "a{b=\"c} 1 => line 1, column 10 must end the text by a double quote",
                "a{b=\"c\" d=\"e\"} 1 => line 1, column 9 must have a comma",
                "a{b=\"1\",b=\"2\"} 1 => line 1, column 9 must have each label once",
                "a{__name__=\"x\"} 1 => line 1, column 3 must have each label once",
                "a{\"x\"} 1 => line 1, column 3 must have each label once",
                "# TYPE a foo => line 1, column 10 must have a type",
                "# TYPE 9 counter => line 1, column 8 must have the name of a metric",
            })
    void wrongLinesOfPrometheusAreRefused(String line, String reason) {
        assertThatThrownBy(() -> TextFormat.PROMETHEUS.parse(line.strip()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(reason.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '\0',
            value = {
                "a 1 => line 2, column 1 must end by # EOF",
                "# EOF|a 1 => line 2, column 1 must have nothing after # EOF",
                "# EOFx => line 1, column 6 must have nothing after # EOF",
                "|# EOF => line 1, column 1 must have the name of a metric",
                "# a comment|# EOF => line 1, column 3 must be TYPE, UNIT, HELP or EOF",
                "a  1|# EOF => line 1, column 3 must have a number as its value",
                "# HELP a|# EOF => line 1, column 9 must have one space after the name",
                "# UNIT a|# EOF => line 1, column 9 must have one space after the name",
                "a 1 |# EOF => line 1, column 5 must have a timestamp in seconds",
                "a 1 NaN|# EOF => line 1, column 5 must have a finite timestamp",
                "a{b=\"\\q\"} 1|# EOF => line 1, column 7 must escape",
                "# TYPE a counter|a 1|# EOF => line 2, column 1 must have a suffix of its type",
                "# TYPE a gauge|# TYPE a gauge|# EOF => line 2, column 9 must say TYPE of a family once",
                "a 1|b 1|a 2|# EOF => line 3, column 1 must have the lines of a family in one piece",
                "a 1|# TYPE a gauge|# EOF => line 2, column 9 must say TYPE of a family once, before its samples",
                "# UNIT a_seconds bytes|# EOF => line 1, column 18 must have a unit that the name ends by",
                "a 1 # {b=\"1\"}|# EOF => line 1, column 14 must have one space before the value of an exemplar",
                "a 1 # b|# EOF => line 1, column 7 must have the labels of an exemplar",
            })
    void wrongLinesOfOpenMetricsAreRefused(String lines, String reason) {
        assertThatThrownBy(() -> TextFormat.OPENMETRICS.parse(lines.replace('|', '\n')))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(reason.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\ud800"})
    void aBoundThatNoLabelMayHaveIsRefusedAsTheLabelIs(String bound) {
        String body = "# TYPE h histogram\nh_bucket{le=\"" + bound + "\"} 1\n";

        assertThatThrownBy(() -> TextFormat.PROMETHEUS.parse(body))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("line 2, column 1 must have labels that keep their limits");
    }

    @Test
    void exemplarsAreHeldToTheirLength() {
        String body = "a 1 # {x=\"" + "y".repeat(128) + "\"} 1\n# EOF\n";
        assertThatThrownBy(() -> TextFormat.OPENMETRICS.parse(body)).hasMessageContaining("at most 128 characters");
    }

    @Test
    void limitsAreNamed() {
        TextLimits small = new TextLimits(100, 20, 2, 2);
        assertThat(catchThrowable(() -> TextFormat.PROMETHEUS.parse("a 1\n".repeat(26), small)))
                .isInstanceOfSatisfying(
                        LimitExceededException.class,
                        e -> assertThat(e.what()).isEqualTo("characters of an exposition"));
        assertThatThrownBy(() -> TextFormat.PROMETHEUS.parse("aaaaaaaaaaaaaaaaaaaaaaa 1", small))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("characters of a line");
        assertThatThrownBy(() -> TextFormat.PROMETHEUS.parse("a 1\n".repeat(3), small))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("samples of an exposition");
        assertThatThrownBy(() -> TextFormat.PROMETHEUS.parse("a{b=\"\",c=\"\"} 1", small))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("labels of a sample");
    }

    @Test
    void contentTypesNameFormats() {
        assertThat(TextFormat.ofContentType("application/openmetrics-text; version=1.0.0; charset=utf-8"))
                .contains(TextFormat.OPENMETRICS);
        assertThat(TextFormat.ofContentType("text/plain; version=0.0.4")).contains(TextFormat.PROMETHEUS);
        assertThat(TextFormat.ofContentType("text/html")).isEmpty();
    }

    @Test
    @Tag("data")
    void whatPromtoolReadsIsRead() throws IOException {
        Path folder = Path.of(System.getProperty("itops.data")).resolve("rules/promtool");
        assumeTrue(Files.isDirectory(folder), () -> "no real data: " + folder + " is not there");
        Exposition metrics = TextFormat.PROMETHEUS.parse(Files.readString(folder.resolve("metrics-test.prom")));
        assertThat(metrics.samples()).hasSize(27);
        assertThat(metrics.metadata()).hasSize(4);
        Exposition dump = TextFormat.OPENMETRICS.parse(Files.readString(folder.resolve("dump-openmetrics-test.prom")));
        assertThat(dump.samples()).hasSize(10);
        assertThat(dump.samples().get(9).timestamp()).hasValue(240_000);
    }
}
