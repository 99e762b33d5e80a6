package io.itops.quickstart.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    @Test
    void lendsAsManyConnectionsAsItHas() throws InterruptedException {
        ConnectionPool pool = new ConnectionPool(2);

        assertThat(pool.take(AT_ONCE)).isTrue();
        assertThat(pool.take(AT_ONCE)).isTrue();
        assertThat(pool.take(Duration.ofMillis(5))).isFalse();
        assertThat(pool.lent()).isEqualTo(2);
    }

    @Test
    void aConnectionThatComesBackGoesToWhoeverWaits() throws InterruptedException {
        ConnectionPool pool = new ConnectionPool(1);
        assertThat(pool.take(AT_ONCE)).isTrue();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return pool.take(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                return false;
            }
        });

        pool.giveBack();

        assertThat(waiting.join()).isTrue();
        assertThat(pool.lent()).isEqualTo(1);
    }

    @Test
    void aSmallerSizeHoldsOnceConnectionsComeBack() throws InterruptedException {
        ConnectionPool pool = new ConnectionPool(2);
        assertThat(pool.take(AT_ONCE)).isTrue();
        assertThat(pool.take(AT_ONCE)).isTrue();

        pool.resize(1);
        pool.giveBack();
        assertThat(pool.take(AT_ONCE)).isFalse();
        pool.giveBack();

        assertThat(pool.take(AT_ONCE)).isTrue();
        assertThat(pool.take(AT_ONCE)).isFalse();
    }

    @Test
    void aLargerSizeHoldsAtOnce() throws InterruptedException {
        ConnectionPool pool = new ConnectionPool(1);
        assertThat(pool.take(AT_ONCE)).isTrue();

        pool.resize(32);

        assertThat(pool.take(AT_ONCE)).isTrue();
        assertThat(pool.size()).isEqualTo(32);
    }
}
