package io.itops.quickstart.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ShopTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void copesWithItsCustomersOnTheUsualPool() {
        try (Shop shop = new Shop(Shop.USUAL_POOL, meters)) {
            until(() -> count("checkout", "200") >= 20);

            assertThat(count("checkout", "503")).isZero();
            assertThat(shop.answers()).doesNotContainKey(503);
            assertThat(count("ledger", "201")).isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void failsWithOneConnectionAndRecoversWithTheUsualPool() {
        try (Shop shop = new Shop(1, meters)) {
            until(() -> count("checkout", "503") >= 5);
            assertThat(count("ledger", "503")).as("the ledger's own refusals").isGreaterThanOrEqualTo(5);

            shop.ledgerPool(Shop.USUAL_POOL);
            until(() -> count("checkout", "200") >= 40);
            long refused = count("ledger", "503");
            until(() -> count("checkout", "200") >= 80);

            assertThat(count("ledger", "503")).isEqualTo(refused);
        }
    }

    @Test
    void failsWhenThePaymentProviderFailsThoughTheLedgerIsWell() {
        try (Shop shop = new Shop(Shop.USUAL_POOL, meters)) {
            shop.providerFails(true);
            until(() -> count("checkout", "503") >= 5);

            assertThat(count("ledger", "503")).isZero();

            shop.providerFails(false);
            long before = count("checkout", "200");
            until(() -> count("checkout", "200") >= before + 5);
        }
    }

    @Test
    void customersGetWhatTheMetersSay() {
        try (Shop shop = new Shop(Shop.USUAL_POOL, meters)) {
            until(() -> shop.answers().getOrDefault(200, 0L) >= 5);

            assertThat(count("checkout", "200")).isGreaterThanOrEqualTo(5);
        }
    }

    private long count(String service, String status) {
        return meters.find("http.server.requests").tag("service", service).tag("status", status).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** Waits without looking at a clock: the latch is never released. */
    private static void until(BooleanSupplier condition) {
        CountDownLatch never = new CountDownLatch(1);
        Duration step = Duration.ofMillis(20);
        for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
            try {
                assertThat(never.await(step.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(condition.getAsBoolean()).as("it happened in time").isTrue();
    }
}
