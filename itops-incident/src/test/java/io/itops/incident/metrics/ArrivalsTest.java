package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.InvalidInputException;
import io.itops.core.time.Window;
import io.itops.incident.metrics.Arrivals.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private static Window days(int count) {
        return Window.of(START, Duration.ofDays(count));
    }

    private static List<Instant> poisson(long seed, int days, double perDay, int burst) {
        Draws draws = new Draws(seed);
        List<Instant> arrivals = new ArrayList<>();
        for (double at = 0; ; ) {
            at += draws.exponential() * burst / perDay;
            if (at >= days) {
                return arrivals;
            }
            for (int i = 0; i < burst; i++) {
                arrivals.add(START.plusMillis((long) (at * 86_400_000)));
            }
        }
    }

    /** By hand: ten days with 0, 1, 2, 3, 4, 0, 1, 2, 3, 4 arrivals have mean 2, variance 20 / 9. */
    @Test
    void dispersionIsVarianceOverMean() {
        List<Instant> arrivals = new ArrayList<>();
        for (int day = 0; day < 10; day++) {
            for (int i = 0; i < day % 5; i++) {
                arrivals.add(START.plus(Duration.ofDays(day)).plusSeconds(i));
            }
        }
        arrivals.add(START.plus(Duration.ofDays(10)).plusSeconds(1)); // the half day at the end is not looked at
        Collections.shuffle(arrivals, new Random(1));

        Arrivals found = Arrivals.of(arrivals, Window.of(START, Duration.ofHours(252)), DAY, 0.95);

        assertThat(found.count()).isEqualTo(20);
        assertThat(found.bins()).isEqualTo(10);
        assertThat(found.dispersion()).isCloseTo(10.0 / 9, within(1e-12));
        assertThat(found.kind()).isEqualTo(Kind.LIKE_POISSON);
        // chi-square of 9 degrees: 19.0228 at 0.975 and 5.3801 at 0.2
        assertThat(found.smallestSeen().orElseThrow()).isCloseTo(19.0228 / 5.3801, within(1e-4));
    }

    @Test
    void burstsAreToldFromChanceAndEvenArrivalsToo() {
        assertThat(Arrivals.of(poisson(1, 200, 2, 5), days(200), DAY, 0.95).kind())
                .isEqualTo(Kind.OVERDISPERSED);
        List<Instant> even = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            even.add(START.plus(Duration.ofHours(12L * i)));
        }
        assertThat(Arrivals.of(even, days(200), DAY, 0.95).kind()).isEqualTo(Kind.UNDERDISPERSED);
        assertThat(Arrivals.of(List.of(START), days(200), DAY, 0.95).kind()).isEqualTo(Kind.TOO_FEW);
        assertThat(Arrivals.of(List.of(), days(5), DAY, 0.95).rate().shape()).isEqualTo(0.5);
    }

    @Test
    void chanceAloneIsTakenForBurstsAboutAsOftenAsTheLevelSays() {
        int wrong = 0;
        for (int seed = 0; seed < 400; seed++) {
            Arrivals found = Arrivals.of(poisson(seed, 60, 3, 1), days(60), DAY, 0.9);
            wrong += found.kind() == Kind.LIKE_POISSON ? 0 : 1;
        }
        assertThat(wrong).isBetween(22, 60);
    }

    /** Gamma(0.5, 100 days) after no event: its 0.975 quantile is the chi-square's of one degree, 5.0239, over 200. */
    @Test
    void noEventBoundsTheRateToo() {
        RatePosterior none = RatePosterior.ofCount(0, Duration.ofDays(100));

        assertThat(none.perDay(0.95).value()).isEqualTo(0.005);
        assertThat(none.perDay(0.95).interval().orElseThrow().high().orElseThrow())
                .isCloseTo(0.025119, within(1e-6));
        assertThat(none.updated(3, Duration.ofDays(100))).isEqualTo(new RatePosterior(3.5, 200));
        assertThat(new RatePosterior(2, 10).chanceOfNone(Duration.ofDays(10))).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void badBinsAreRefused() {
        assertThatThrownBy(() -> Arrivals.of(List.of(), days(1), Duration.ofDays(2), 0.95))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("bin must be at most PT24H, but was PT48H");
        assertThatThrownBy(() -> Arrivals.of(List.of(), days(1), Duration.ofNanos(1_000), 0.95))
                .hasMessage("bin must be no less than a millionth of the window, but was PT0.000001S");
    }

    /** 277 incidents a day with a variance a hundred times that: weekends. */
    @Test
    @Tag("data")
    void realArrivalsAreNotPoisson() {
        List<Instant> opened =
                RealLogs.uci().stream().map(IncidentTimes::openedAt).toList();
        Window seventyDays = Window.of(Instant.parse("2016-03-01T00:00:00Z"), Duration.ofDays(70));

        Arrivals found = Arrivals.of(opened, seventyDays, DAY, 0.95);

        assertThat(found.kind()).isEqualTo(Kind.OVERDISPERSED);
        assertThat(found.dispersion()).isCloseTo(27831.374 / 277.4, within(0.01));
    }
}
