package io.itops.incident.oncall;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the load of being on call is spread over people, and what would spread it better.
 *
 * <p>Everybody who is named counts, also who is never on call.
 *
 * <p>Immutable and thread-safe.
 *
 * @param schedules the schedules that were looked at, 1 to 100
 * @param window the time that counts
 * @param people the people by their ids, with their calendars
 * @param weights how heavy time and pages weigh
 * @param loads what each of them bears, by id
 * @since 0.1
 */
public record Fairness(
        List<OnCallSchedule> schedules,
        Window window,
        SortedMap<String, PersonCalendar> people,
        BurdenWeights weights,
        SortedMap<String, Load> loads) {
    /** The time between two shifts of a person that suggestions leave unless told otherwise: {@value} hours. */
    public static final int REST_HOURS = 11;

    private static final Duration LONGEST = Duration.ofDays(3_660);
    private static final Duration LONGEST_REST = Duration.ofDays(31);

    /** Checks and copies the parts. */
    public Fairness {
        Require.size("schedules", schedules, 1, 100);
        schedules = Require.list("schedules", schedules);
        Require.present("window", window);
        people = Require.map("people", people);
        Require.size("people", people.keySet(), 1, 10_000);
        Require.present("weights", weights);
        loads = Require.map("loads", loads);
        Require.that(loads.keySet().equals(people.keySet()), "loads", "be of the same people", loads.keySet());
    }

    /**
     * The loads of people in schedules.
     *
     * @param schedules the schedules, at most 100
     * @param window the time that counts, at most ten years
     * @param people the calendars of everybody who counts by id, at least of whoever is on call, at most 10,000
     * @param pages pages in that time, of those people, in any order; others are left out
     * @param weights how heavy time and pages weigh
     * @return the loads
     * @throws InvalidInputException if somebody is on call whose calendar is not given
     */
    public static Fairness of(
            List<OnCallSchedule> schedules,
            Window window,
            Map<String, PersonCalendar> people,
            Collection<PageRecord> pages,
            BurdenWeights weights) {
        Require.size("schedules", schedules, 1, 100);
        Require.present("window", window);
        Require.positive("window", window.duration(), LONGEST);
        SortedMap<String, PersonCalendar> calendars = Require.map("people", people);
        Require.size("people", calendars.keySet(), 1, 10_000);
        Require.present("weights", weights);
        Map<String, List<Window>> shifts = shifts(Require.list("schedules", schedules), window);
        for (String person : new TreeSet<>(shifts.keySet())) {
            Require.that(calendars.containsKey(person), "people", "hold everybody who is on call", person);
        }
        Map<String, List<PageRecord>> paged = new HashMap<>();
        for (PageRecord page : Require.list("pages", pages)) {
            if (window.contains(page.at())) {
                paged.computeIfAbsent(page.person(), person -> new ArrayList<>())
                        .add(page);
            }
        }
        SortedMap<String, Load> loads = new TreeMap<>();
        calendars.forEach((person, calendar) -> loads.put(
                person,
                new LoadMeter(calendar, weights, window)
                        .load(
                                Windows.of(shifts.getOrDefault(person, List.of())),
                                paged.getOrDefault(person, List.of()))));
        return new Fairness(schedules, window, calendars, weights, loads);
    }

    private static Map<String, List<Window>> shifts(List<OnCallSchedule> schedules, Window window) {
        Map<String, List<Window>> shifts = new HashMap<>();
        for (OnCallSchedule schedule : schedules) {
            for (Shift shift : OnCall.shifts(schedule, window.start(), window.end())) {
                shifts.computeIfAbsent(shift.person(), person -> new ArrayList<>())
                        .add(shift.window());
            }
        }
        return shifts;
    }

    /**
     * How unequal the burdens are, by Gini's coefficient.
     *
     * @return 0 if all bear the same, near 1 if one bears all
     */
    public double gini() {
        List<Double> burdens = burdens();
        int size = burdens.size();
        double sum = 0;
        double ranked = 0;
        for (int i = 0; i < size; i++) {
            sum += burdens.get(i);
            ranked += (2.0 * (i + 1) - size - 1) * burdens.get(i);
        }
        return sum == 0 ? 0 : ranked / (size * sum);
    }

    /**
     * The least burden.
     *
     * @return in the unit of the weights
     */
    public double least() {
        return burdens().get(0);
    }

    /**
     * The greatest burden.
     *
     * @return in the unit of the weights
     */
    public double greatest() {
        return burdens().get(loads.size() - 1);
    }

    /**
     * How far burdens lie from their mean.
     *
     * @return their standard deviation, in the unit of the weights
     */
    public double spread() {
        return Rebalance.spread(burdens());
    }

    private List<Double> burdens() {
        List<Double> burdens = new ArrayList<>();
        loads.values().forEach(load -> burdens.add(load.burden()));
        Collections.sort(burdens);
        return burdens;
    }

    /**
     * Trades and gifts of whole shifts, with at least eleven hours between two shifts of a person, as {@link #rebalance(String, int,
     * Duration)} finds them.
     *
     * @param schedule the id of one of the schedules that were looked at
     * @param most the greatest number of suggestions, 1 to 100
     * @return the suggestions; empty if no trade or gift lowers the spread
     * @throws io.itops.core.LimitExceededException if there are more than 1,000 people, or the schedule has more than 2,000 shifts in the
     *     window
     */
    public List<SwapSuggestion> rebalance(String schedule, int most) {
        return rebalance(schedule, most, Duration.ofHours(REST_HOURS));
    }

    /**
     * Trades and gifts of whole shifts that bring the burdens closer to each other: each time the one that lowers the spread most. They
     * build on each other in their order, and no shift moves twice. The same input gives the same suggestions.
     *
     * <p>A shift goes only to who takes part in the rotation of its layer, or, if it is no turn of a layer, in some rotation of the
     * schedule. Nobody is given a shift that leaves less than the rest to another shift of that person, in any of the schedules that were
     * looked at, or that lies in a vacation of that person.
     *
     * @param schedule the id of one of the schedules that were looked at
     * @param most the greatest number of suggestions, 1 to 100
     * @param rest the least time between two shifts of a person, 0 to 31 days
     * @return the suggestions; empty if no trade or gift lowers the spread
     * @throws io.itops.core.LimitExceededException if there are more than 1,000 people, or the schedule has more than 2,000 shifts in the
     *     window
     */
    public List<SwapSuggestion> rebalance(String schedule, int most, Duration rest) {
        Require.id("schedule id", schedule);
        Require.range("number of suggestions", most, 1, 100);
        Require.span("rest between shifts", rest, LONGEST_REST);
        OnCallSchedule chosen = schedules.stream()
                .filter(looked -> looked.id().equals(schedule))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "schedule",
                        "be one of those that were looked at, "
                                + schedules.stream().map(OnCallSchedule::id).toList(),
                        schedule));
        return new Rebalance(this, chosen, rest).suggestions(most);
    }
}
