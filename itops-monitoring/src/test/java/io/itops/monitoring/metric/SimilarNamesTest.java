package io.itops.monitoring.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarNamesTest {
    private static final List<String> HELD = List.of(
            "http_server_requests_seconds_bucket",
            "http_server_requests_seconds_count",
            "http_server_requests_seconds_sum",
            "http_server_requests_seconds_max",
            "jvm_memory_used_bytes",
            "orders_total",
            "orders_placed_total",
            "up");

    private static List<String> like(String name) {
        return SimilarNames.of(name, HELD, 3);
    }

    @Test
    void aSuffixThatWasForgottenOrMistakenIsFound() {
        assertThat(like("orders")).containsExactly("orders_total");
        assertThat(like("orders_count")).containsExactly("orders_total");
        assertThat(like("jvm_memory_used")).containsExactly("jvm_memory_used_bytes");
        assertThat(like("http_server_requests"))
                .containsExactly(
                        "http_server_requests_seconds_bucket",
                        "http_server_requests_seconds_count",
                        "http_server_requests_seconds_max");
    }

    @Test
    void theNamesOfMetersAreFoundUnderTheirPrometheusNames() {
        assertThat(like("orders.placed")).containsExactly("orders_placed_total");
        assertThat(like("Orders-Placed")).containsExactly("orders_placed_total");
    }

    @Test
    void aSlipOfThePenIsFoundAndTheNearestIsFirst() {
        assertThat(like("odrers_total")).containsExactly("orders_total");
        assertThat(like("order_total")).containsExactly("orders_total");
        assertThat(SimilarNames.of("requests_a", List.of("requests_abc", "requests_ab", "requests_zz"), 3))
                .containsExactly("requests_ab", "requests_abc", "requests_zz");
    }

    @Test
    void whatIsNotLikeItIsNotNamedNorIsTheNameItself() {
        assertThat(like("disk_free_bytes")).isEmpty();
        assertThat(like("xy")).as("short names are unlike one another").isEmpty();
        assertThat(like("orders_total")).doesNotContain("orders_total");
    }

    @Test
    void aStoreKnowsTheNamesThatItHoldsAndForgetsThoseThatItDropped() {
        MetricStore store = MetricStore.create();
        Instant at = Instant.parse("2026-11-24T02:00:00Z");
        store.append(Labels.metric("orders_total", "shop", "a"), at, 1);
        store.append(Labels.metric("orders_total", "shop", "b"), at, 1);

        assertThat(store.holds("orders_total")).isTrue();
        assertThat(store.holds("orders")).isFalse();
        assertThat(store.similarNames("orders", 3)).containsExactly("orders_total");

        store.expire(at.plus(store.retention()));
        assertThat(store.holds("orders_total")).isFalse();
        assertThat(store.similarNames("orders", 3)).isEmpty();
    }
}
