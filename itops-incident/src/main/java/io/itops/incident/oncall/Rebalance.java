package io.itops.incident.oncall;

import io.itops.core.LimitExceededException;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for moves of shifts that lower the sum of the squared burdens, and so, since the total is nearly the same, their spread.
 *
 * <p>Not thread-safe; confine to one thread.
 */
final class Rebalance {
    private static final int MOST_SHIFTS = 2_000;
    private static final int MOST_PEOPLE = 1_000;
    private static final double LEAST_GAIN = 1e-9;

    private final OnCallSchedule schedule;
    private final List<String> people;
    private final double[] burdens;
    private final List<Shift> shifts = new ArrayList<>();
    private final int[] owners;
    private final boolean[] moved;
    /** What each shift weighs for each person. */
    private final double[][] weights;

    private double mean;

    private record Move(int given, int to, int back, double gain) {}

    Rebalance(Fairness fairness, OnCallSchedule schedule) {
        this.schedule = schedule;
        this.people = List.copyOf(fairness.people().keySet());
        if (people.size() > MOST_PEOPLE) {
            throw new LimitExceededException("people to balance", MOST_PEOPLE, people.size());
        }
        this.burdens = new double[people.size()];
        int person = 0;
        for (Load load : fairness.loads().values()) {
            burdens[person++] = load.burden();
        }
        Window window = fairness.window();
        for (Shift shift : OnCall.wholeShifts(schedule, window.start(), window.end())) {
            if (people.contains(shift.person()) && inside(shift.window(), window)) {
                shifts.add(shift);
            }
        }
        if (shifts.size() > MOST_SHIFTS) {
            throw new LimitExceededException("shifts to move", MOST_SHIFTS, shifts.size());
        }
        this.owners = new int[shifts.size()];
        this.moved = new boolean[shifts.size()];
        this.weights = new double[people.size()][shifts.size()];
        for (int i = 0; i < owners.length; i++) {
            owners[i] = people.indexOf(shifts.get(i).person());
        }
        person = 0;
        for (PersonCalendar calendar : fairness.people().values()) {
            LoadMeter meter = new LoadMeter(calendar, fairness.weights(), window);
            for (int i = 0; i < owners.length; i++) {
                weights[person][i] = meter.burden(Windows.of(shifts.get(i).window()));
            }
            person++;
        }
    }

    private static boolean inside(Window shift, Window window) {
        return !shift.start().isBefore(window.start()) && !shift.end().isAfter(window.end());
    }

    static double spread(List<Double> burdens) {
        double mean =
                burdens.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double squares =
                burdens.stream().mapToDouble(b -> (b - mean) * (b - mean)).sum();
        return Math.sqrt(squares / burdens.size());
    }

    private double spread() {
        List<Double> all = new ArrayList<>(burdens.length);
        for (double burden : burdens) {
            all.add(burden);
        }
        return spread(all);
    }

    List<SwapSuggestion> suggestions(int most) {
        List<SwapSuggestion> suggestions = new ArrayList<>();
        while (suggestions.size() < most) {
            Move best = best();
            if (best == null) {
                break;
            }
            double before = spread();
            Shift given = shifts.get(best.given());
            Optional<Shift> back = best.back() < 0 ? Optional.empty() : Optional.of(shifts.get(best.back()));
            carryOut(best);
            double after = spread();
            suggestions.add(new SwapSuggestion(given, people.get(best.to()), back, before, Math.min(before, after)));
        }
        return List.copyOf(suggestions);
    }

    private void carryOut(Move move) {
        int from = owners[move.given()];
        burdens[from] -= weights[from][move.given()];
        burdens[move.to()] += weights[move.to()][move.given()];
        owners[move.given()] = move.to();
        moved[move.given()] = true;
        if (move.back() >= 0) {
            burdens[move.to()] -= weights[move.to()][move.back()];
            burdens[from] += weights[from][move.back()];
            owners[move.back()] = from;
            moved[move.back()] = true;
        }
    }

    private @Nullable Move best() {
        mean = mean();
        Move best = null;
        for (int given = 0; given < owners.length; given++) {
            if (moved[given]) {
                continue;
            }
            for (int to = 0; to < burdens.length; to++) {
                best = better(best, given, to, -1);
            }
            for (int back = 0; back < owners.length; back++) {
                if (!moved[back]) {
                    best = better(best, given, owners[back], back);
                }
            }
        }
        return best;
    }

    private @Nullable Move better(@Nullable Move best, int given, int to, int back) {
        int from = owners[given];
        if (from == to || burdens[from] <= burdens[to]) {
            return best;
        }
        double less = burdens[from] - weights[from][given] + (back < 0 ? 0 : weights[from][back]);
        double more = burdens[to] + weights[to][given] - (back < 0 ? 0 : weights[to][back]);
        double meanAfter = mean + (less + more - burdens[from] - burdens[to]) / burdens.length;
        double gain = squares(burdens[from], mean)
                + squares(burdens[to], mean)
                - squares(less, mean)
                - squares(more, mean)
                + burdens.length * (meanAfter - mean) * (meanAfter - mean);
        boolean isBetter = gain > (best == null ? LEAST_GAIN : best.gain() + LEAST_GAIN);
        return isBetter && isFree(to, given, back) && (back < 0 || isFree(from, back, given))
                ? new Move(given, to, back, gain)
                : best;
    }

    private double mean() {
        double sum = 0;
        for (double burden : burdens) {
            sum += burden;
        }
        return sum / burdens.length;
    }

    private static double squares(double burden, double mean) {
        return (burden - mean) * (burden - mean);
    }

    /** Whether a person can take a shift, while giving another one away. */
    private boolean isFree(int person, int taken, int givenAway) {
        Window window = shifts.get(taken).window();
        if (givenAway >= 0 && shifts.get(givenAway).window().overlaps(window)) {
            return false;
        }
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] == person && i != givenAway && shifts.get(i).window().overlaps(window)) {
                return false;
            }
        }
        for (Vacation vacation : schedule.vacations()) {
            if (vacation.person().equals(people.get(person))
                    && vacation.window().overlaps(window)) {
                return false;
            }
        }
        return true;
    }
}
