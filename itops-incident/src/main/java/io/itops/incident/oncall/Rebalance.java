package io.itops.incident.oncall;

import io.itops.core.LimitExceededException;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private final Duration rest;
    private final List<String> people;
    private final double[] burdens;
    /** The shifts that may move: those of the schedule that lie wholly in the window. */
    private final List<Shift> shifts = new ArrayList<>();

    private final int[] owners;
    private final boolean[] moved;
    /** What each shift weighs for each person who has nothing else at that time. */
    private final double[][] weights;
    /** What each shift weighs for its first owner, who may be on call in another schedule at that time. */
    private final double[] own;
    /** For each person the times that shifts which do not move, and vacations, take. */
    private final List<List<Window>> taken = new ArrayList<>();

    private final List<List<Window>> vacations = new ArrayList<>();
    /** Who may take each shift. */
    private final boolean[][] eligible;

    private double mean;

    private record Move(int given, int to, int back, double gain) {}

    Rebalance(Fairness fairness, OnCallSchedule schedule, Duration rest) {
        this.rest = rest;
        this.people = List.copyOf(fairness.people().keySet());
        if (people.size() > MOST_PEOPLE) {
            throw new LimitExceededException("people to balance", MOST_PEOPLE, people.size());
        }
        this.burdens = new double[people.size()];
        for (Load load : fairness.loads().values()) {
            burdens[taken.size()] = load.burden();
            taken.add(new ArrayList<>());
            vacations.add(new ArrayList<>());
        }
        Window window = fairness.window();
        Window wider = new Window(window.start().minus(rest), window.end().plus(rest));
        for (OnCallSchedule looked : fairness.schedules()) {
            for (Shift shift : OnCall.wholeShifts(looked, wider.start(), wider.end())) {
                int owner = place(shift.person());
                if (owner >= 0 && looked.id().equals(schedule.id()) && inside(shift.window(), window)) {
                    shifts.add(shift);
                } else if (owner >= 0) {
                    taken.get(owner).add(shift.window());
                }
            }
            for (Vacation vacation : looked.vacations()) {
                int away = place(vacation.person());
                if (away >= 0) {
                    vacations.get(away).add(vacation.window());
                }
            }
        }
        if (shifts.size() > MOST_SHIFTS) {
            throw new LimitExceededException("shifts to move", MOST_SHIFTS, shifts.size());
        }
        this.owners = new int[shifts.size()];
        this.own = new double[shifts.size()];
        this.moved = new boolean[shifts.size()];
        this.weights = new double[people.size()][shifts.size()];
        this.eligible = new boolean[shifts.size()][people.size()];
        for (int i = 0; i < owners.length; i++) {
            owners[i] = place(shifts.get(i).person());
            for (String person : participants(schedule, shifts.get(i))) {
                if (place(person) >= 0) {
                    eligible[i][place(person)] = true;
                }
            }
        }
        weigh(fairness, window);
    }

    /** Where a person stands among all, who are in the order of their ids; below 0 for others. */
    private int place(String person) {
        return Collections.binarySearch(people, person);
    }

    private void weigh(Fairness fairness, Window window) {
        int person = 0;
        for (PersonCalendar calendar : fairness.people().values()) {
            LoadMeter meter = new LoadMeter(calendar, fairness.weights(), window);
            Windows others = Windows.of(taken.get(person));
            for (int i = 0; i < owners.length; i++) {
                Windows shift = Windows.of(shifts.get(i).window());
                weights[person][i] = meter.burden(shift);
                if (owners[i] == person) {
                    own[i] = meter.burden(shift.subtract(others));
                }
            }
            person++;
        }
    }

    /** Who takes part in the rotation that a shift comes from. */
    private static Set<String> participants(OnCallSchedule schedule, Shift shift) {
        Set<String> people = new HashSet<>();
        Timeline.@Nullable Era era =
                schedule.timeline().eraAt(Values.micros(shift.window().start()));
        Optional<String> layer = shift.cause().layer();
        if (era != null) {
            era.version().layers().stream()
                    .filter(one -> layer.isEmpty() || layer.get().equals(one.name()))
                    .forEach(one -> one.rotation()
                            .participants()
                            .forEach(participant -> participant.person().ifPresent(people::add)));
        }
        return people;
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
            suggestions.add(new SwapSuggestion(given, people.get(best.to()), back, before, Math.min(after, before)));
        }
        return List.copyOf(suggestions);
    }

    private void carryOut(Move move) {
        int from = owners[move.given()];
        burdens[from] -= own[move.given()];
        burdens[move.to()] += weights[move.to()][move.given()];
        owners[move.given()] = move.to();
        moved[move.given()] = true;
        if (move.back() >= 0) {
            burdens[move.to()] -= own[move.back()];
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
        double less = burdens[from] - own[given] + (back < 0 ? 0 : weights[from][back]);
        double more = burdens[to] + weights[to][given] - (back < 0 ? 0 : own[back]);
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
    private boolean isFree(int person, int given, int givenAway) {
        if (!eligible[given][person]) {
            return false;
        }
        Window window = shifts.get(given).window();
        if (givenAway >= 0 && shifts.get(givenAway).window().overlaps(window)) {
            return false;
        }
        Window rested = new Window(window.start().minus(rest), window.end().plus(rest));
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] == person && i != givenAway && shifts.get(i).window().overlaps(rested)) {
                return false;
            }
        }
        return taken.get(person).stream().noneMatch(rested::overlaps)
                && vacations.get(person).stream().noneMatch(window::overlaps);
    }
}
