package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What incidents of one service cost: how often they come, how long they last, what an hour costs, who works on them, what customers get back.
 *
 * <p>Immutable and thread-safe.
 *
 * @param service the service
 * @param frequency how many incidents a year has
 * @param duration how long they last
 * @param rate what an hour of downtime costs
 * @param people what the people cost
 * @param credits what customers get back, by rising downtime; at most 100
 * @since 0.1
 */
public record ServiceCost(
        ServiceId service,
        Frequency frequency,
        DurationModel duration,
        RateCard rate,
        PeopleCost people,
        List<SlaCredit> credits) {
    /** Checks the parts. */
    public ServiceCost {
        Require.present("service", service);
        Require.present("frequency of " + service, frequency);
        Require.present("duration of " + service, duration);
        Require.present("downtime rate of " + service, rate);
        Require.present("people of " + service, people);
        credits = Require.list("credits", credits).stream()
                .sorted(Comparator.comparing(SlaCredit::downtimeAbove).thenComparing(SlaCredit::amount))
                .toList();
        Require.size("credits", credits, 0, 100);
    }

    /**
     * What incidents of a service cost.
     *
     * @param service the service
     * @return a builder
     */
    public static Builder builder(ServiceId service) {
        return new Builder(Require.present("service", service));
    }

    double credit(double downtime) {
        double amount = 0;
        for (SlaCredit credit : credits) {
            if (downtime > DurationSample.seconds(credit.downtimeAbove())) {
                amount = credit.amount();
            }
        }
        return amount;
    }

    /**
     * Gathers what a service's incidents cost. Frequency, duration and rate must be given; nothing is assumed for them.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final ServiceId service;
        private Optional<Frequency> frequency = Optional.empty();
        private Optional<DurationModel> duration = Optional.empty();
        private Optional<RateCard> rate = Optional.empty();
        private PeopleCost people = PeopleCost.NONE;
        private List<SlaCredit> credits = List.of();

        private Builder(ServiceId service) {
            this.service = service;
        }

        /**
         * How many incidents a year has.
         *
         * @param given the frequency
         * @return this builder
         */
        public Builder frequency(Frequency given) {
            frequency = Optional.of(Require.present("frequency", given));
            return this;
        }

        /**
         * How long they last.
         *
         * @param given the model
         * @return this builder
         */
        public Builder duration(DurationModel given) {
            duration = Optional.of(Require.present("duration", given));
            return this;
        }

        /**
         * What an hour of downtime costs.
         *
         * @param given the rates
         * @return this builder
         */
        public Builder rate(RateCard given) {
            rate = Optional.of(Require.present("downtime rate", given));
            return this;
        }

        /**
         * What the people cost.
         *
         * @param given the cost; none if not given
         * @return this builder
         */
        public Builder people(PeopleCost given) {
            people = Require.present("people", given);
            return this;
        }

        /**
         * What customers get back for months with much downtime.
         *
         * @param given at most 100 credits; none if not given
         * @return this builder
         */
        public Builder credits(SlaCredit... given) {
            credits = Require.listOf("credits", given);
            Require.size("credits", credits, 0, 100);
            return this;
        }

        /**
         * What incidents of the service cost.
         *
         * @return a value
         * @throws InvalidInputException if the frequency, the duration or the rate is missing
         */
        public ServiceCost build() {
            return new ServiceCost(
                    service,
                    given("frequency", frequency),
                    given("duration", duration),
                    given("downtime rate", rate),
                    people,
                    credits);
        }

        private <T> T given(String what, Optional<T> value) {
            return value.orElseThrow(() -> new InvalidInputException(what + " of " + service, "be given", null));
        }
    }
}
