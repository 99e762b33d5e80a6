package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.InvalidInputException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What incidents cost by what was seen of them. */
class MeasuredCostTest {
    private static final ServiceId CHECKOUT = ServiceId.of("checkout");
    private static final Window YEAR = Window.of(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(365));
    private static final RateCard TEN = RateCard.flat(10);

    private static IncidentTimes.Builder opened(Duration after) {
        return IncidentTimes.builder(CHECKOUT, Severity.SEV2, YEAR.start().plus(after));
    }

    /** An incident every 30 days, of one hour and of three in turn. */
    private static List<IncidentTimes> monthly() {
        List<IncidentTimes> incidents = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Duration after = Duration.ofDays(30L * i + 1);
            incidents.add(opened(after)
                    .resolvedAt(YEAR.start().plus(after).plus(Duration.ofHours(i % 2 == 0 ? 1 : 3)))
                    .build());
        }
        return incidents;
    }

    @Test
    void frequencyAndDurationsAreThoseThatWereSeen() {
        ServiceCost cost = ServiceCost.ofIncidents(monthly(), CHECKOUT, YEAR, TEN);

        assertThat(cost.frequency()).isEqualTo(new Frequency.Uncertain(RatePosterior.ofCount(12, YEAR.duration())));
        assertThat(cost.duration())
                .isEqualTo(new DurationModel.Empirical(
                        TimeTo.RESPOND.measure(monthly(), YEAR.end()).sample()));
        double perYear = 12.5 / 365 * 365.25;
        assertThat(new CostSimulation(3, 100_000)
                        .run(List.of(cost))
                        .expected(0.95)
                        .value())
                .as("two hours at ten each")
                .isCloseTo(perYear * 20, within(3.0));
        assertThat(new CostSimulation(3, 1_000).run(List.of(cost)))
                .isEqualTo(new CostSimulation(3, 1_000).run(List.of(cost)));
    }

    @Test
    void whatGoesOnCountsAndWhatWasCancelledDoesNot() {
        List<IncidentTimes> incidents = monthly();
        incidents.add(opened(Duration.ofDays(360)).build());
        incidents.add(opened(Duration.ofDays(300))
                .leftAt(YEAR.start().plus(Duration.ofDays(301)))
                .build());
        incidents.add(IncidentTimes.builder(ServiceId.of("ledger"), Severity.SEV1, YEAR.start())
                .build());
        incidents.add(opened(Duration.ofDays(400)).build());
        ServiceCost cost = ServiceCost.ofIncidents(incidents, CHECKOUT, YEAR, TEN);

        assertThat(cost.frequency()).isEqualTo(new Frequency.Uncertain(RatePosterior.ofCount(13, YEAR.duration())));
        assertThat(cost.duration())
                .isInstanceOfSatisfying(
                        DurationModel.Empirical.class,
                        durations ->
                                assertThat(durations.sample()).hasToString("12 durations that ended and 1 that go on"));
    }

    @Test
    void burstsStayBursts() {
        List<IncidentTimes> incidents = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Duration after = Duration.ofDays(i / 20 * 30).plusMinutes(i);
            incidents.add(opened(after)
                    .resolvedAt(YEAR.start().plus(after).plusSeconds(60))
                    .build());
        }
        assertThat(ServiceCost.ofIncidents(incidents, CHECKOUT, YEAR, TEN).frequency())
                .isInstanceOfSatisfying(Frequency.NegativeBinomial.class, bursts -> {
                    assertThat(bursts.perYear()).isCloseTo(200 / 365.0 * 365.25, within(1e-9));
                    assertThat(bursts.perYear() / bursts.size() + 1).isGreaterThan(15);
                });
    }

    @Test
    void peopleAndCreditsAreAddedToIt() {
        ServiceCost cost = ServiceCost.ofIncidents(monthly(), CHECKOUT, YEAR, TEN);
        SlaCredit credit = new SlaCredit(Duration.ofHours(2), 500);

        ServiceCost more = cost.toBuilder().credits(credit).build();
        assertThat(more.credits()).containsExactly(credit);
        assertThat(more.toBuilder().credits().build()).isEqualTo(cost);
    }

    @Test
    void nothingIsMadeUpWhereNothingWasSeen() {
        List<IncidentTimes> open = List.of(opened(Duration.ofDays(3)).build());
        assertThatThrownBy(() -> ServiceCost.ofIncidents(open, CHECKOUT, YEAR, TEN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("incidents of checkout in the window must have one whose effect on users ended,"
                        + " but was 0 durations that ended and 1 that go on");
        assertThatThrownBy(() -> ServiceCost.ofIncidents(
                        monthly(), CHECKOUT, Window.of(YEAR.start(), Duration.ofHours(23)), TEN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("window must last 1 to 36600 days, but was PT23H");
    }
}
