package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.time.Window;
import java.util.Collection;
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

    /**
     * What the incidents of a service cost by what was seen of them, ready to be simulated. Their frequency is the number that were opened in the
     * window, uncertain as a count is, or in bursts where the days show more of those than chance makes ({@link Arrivals}); they last as long as users
     * felt them ({@link TimeTo#RESPOND}), those that go on counted by the Kaplan-Meier curve. What was cancelled or merged before its effect ended is no
     * outage of its own, and counts in neither. Nothing is assumed of the cost: the caller gives the rates.
     *
     * @param incidents at most 2,000,000 incidents in any order; those of other services or opened at another time are not looked at
     * @param service the service
     * @param window the time: incidents opened in it, as they stood at its end; 1 to 36,600 days
     * @param rate what an hour of downtime costs
     * @return what they cost, without people and credits, which {@link #toBuilder} adds
     * @throws InvalidInputException if the effect of none of them has ended, so that nobody knows how long they last
     */
    public static ServiceCost ofIncidents(
            Collection<IncidentTimes> incidents, ServiceId service, Window window, RateCard rate) {
        return MeasuredCost.of(
                Require.size("incidents", incidents, 0, DurationSample.MAX),
                Require.present("service", service),
                Require.present("window", window),
                Require.present("downtime rate", rate));
    }

    /**
     * A builder that begins with what these incidents cost.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = builder(service)
                .frequency(frequency)
                .duration(duration)
                .rate(rate)
                .people(people);
        builder.credits = credits;
        return builder;
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
