package io.itops.incident.oncall;

import io.itops.core.Require;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One way to have somebody on call, with its people and its price, to be compared with others.
 *
 * <p>All figures are the caller's; there are no default prices.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what it is called, at most 100 characters
 * @param sourcing who stands behind it
 * @param schedules the schedules, 1 to 100; somebody in any of them covers
 * @param people the calendars of everybody who is on call, by id
 * @param costPerHour what an hour on call of a person costs, by id, 0 to 1,000,000 of any currency
 * @param fixedCost what the option costs besides, over the time that is compared, 0 to 1,000,000,000,000
 * @since 0.1
 */
public record CoverageOption(
        String name,
        Sourcing sourcing,
        List<OnCallSchedule> schedules,
        SortedMap<String, PersonCalendar> people,
        SortedMap<String, BigDecimal> costPerHour,
        BigDecimal fixedCost) {
    /** Checks and copies the parts. */
    public CoverageOption {
        Values.name("option name", name);
        Require.present("sourcing", sourcing);
        Require.size("schedules", schedules, 1, 100);
        schedules = Require.list("schedules", schedules);
        people = Require.map("people", people);
        Require.size("people", people.keySet(), 1, 10_000);
        costPerHour = Require.map("costs per hour", costPerHour);
        costPerHour.values().forEach(cost -> amount("cost per hour", cost, 1_000_000));
        for (String person : people.keySet()) {
            Require.that(costPerHour.containsKey(person), "costs per hour", "hold each of the people", person);
        }
        amount("fixed cost", fixedCost, 1_000_000_000_000L);
    }

    private static void amount(String what, BigDecimal amount, long most) {
        Require.present(what, amount);
        Require.that(
                amount.signum() >= 0 && amount.compareTo(BigDecimal.valueOf(most)) <= 0 && amount.scale() <= 20,
                what,
                "be 0 to " + most + " with at most 20 decimals",
                amount);
    }

    /**
     * Starts an option.
     *
     * @param name what it is called
     * @param sourcing who stands behind it
     * @return a builder
     */
    public static Builder builder(String name, Sourcing sourcing) {
        return new Builder(Values.name("option name", name), Require.present("sourcing", sourcing));
    }

    /**
     * Collects the parts of an option.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final String name;
        private final Sourcing sourcing;
        private final List<OnCallSchedule> schedules = new ArrayList<>();
        private final Map<String, PersonCalendar> people = new TreeMap<>();
        private final Map<String, BigDecimal> costPerHour = new TreeMap<>();
        private BigDecimal fixedCost = BigDecimal.ZERO;

        private Builder(String name, Sourcing sourcing) {
            this.name = name;
            this.sourcing = sourcing;
        }

        /**
         * Adds schedules.
         *
         * @param more somebody in any of them covers
         * @return this
         */
        public Builder schedules(Collection<OnCallSchedule> more) {
            schedules.addAll(Require.list("schedules", more));
            return this;
        }

        /**
         * Adds a person.
         *
         * @param person the person's id
         * @param calendar when the person sleeps, works and rests
         * @param hourlyCost what an hour on call of the person costs
         * @return this
         */
        public Builder person(String person, PersonCalendar calendar, BigDecimal hourlyCost) {
            Values.person("person", person);
            amount("cost per hour", hourlyCost, 1_000_000);
            people.put(person, Require.present("person's calendar", calendar));
            costPerHour.put(person, hourlyCost);
            return this;
        }

        /**
         * What the option costs besides.
         *
         * @param cost over the time that is compared
         * @return this
         */
        public Builder fixedCost(BigDecimal cost) {
            amount("fixed cost", cost, 1_000_000_000_000L);
            fixedCost = cost;
            return this;
        }

        /**
         * The option.
         *
         * @return the option
         * @throws io.itops.core.InvalidInputException if there is no schedule or nobody in it
         */
        public CoverageOption build() {
            return new CoverageOption(
                    name, sourcing, schedules, new TreeMap<>(people), new TreeMap<>(costPerHour), fixedCost);
        }
    }
}
