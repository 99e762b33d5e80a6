package io.itops.incident.priority;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.InvalidDefinitionException.Problem;
import io.itops.core.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;

/**
 * A priority for every pair of impact and urgency.
 *
 * <p>It is total: every row has a priority for every level of urgency. It is monotone: where impact or urgency is higher, the priority is
 * never lower. What breaks these is refused with every cell that does, when the matrix is made.
 *
 * <pre>{@code
 * PriorityMatrix matrix = PriorityMatrix.sumMinusOne(3, Priority.P4);
 * Priority middle = matrix.priority(2, 2); // P3
 * Priority highest = matrix.assess(1, 1).priority(); // P1
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what it is called, a slug
 * @param rows the priorities: a row for each level of impact, in it one for each level of urgency, both from level 1, the highest; 1 to
 *     {@value #MAX_LEVELS} levels each
 * @since 0.1
 */
public record PriorityMatrix(String name, List<List<Priority>> rows) {
    /** The greatest number of levels of impact and of urgency. */
    public static final int MAX_LEVELS = 9;

    /** Checks and copies the cells; throws {@link InvalidDefinitionException} that names each cell that breaks a rule. */
    public PriorityMatrix {
        Require.slug("matrix name", name);
        List<List<Priority>> copy = new ArrayList<>();
        for (List<Priority> row : Require.list("rows of the matrix", rows)) {
            copy.add(Require.list("priorities of the matrix", row));
        }
        rows = List.copyOf(copy);
        Require.size("rows of the matrix", rows, 1, MAX_LEVELS);
        Require.size("levels of urgency", rows.get(0), 1, MAX_LEVELS);
        List<Problem> problems = problems(rows);
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException("priority matrix " + name, problems);
        }
    }

    /**
     * The mean of impact and urgency, rounded towards the higher priority: {@code floor((impact + urgency) / 2)}.
     *
     * <p>It is the law of all 46,606 incidents of Rabobank's ITIL log with five levels each (BPI Challenge 2014).
     *
     * @param levels how many levels impact and urgency have each, 1 to 5
     * @return the matrix {@code floor-of-mean}
     */
    public static PriorityMatrix floorOfMean(int levels) {
        Require.range("levels", levels, 1, Priority.values().length);
        return computed("floor-of-mean", levels, (impact, urgency) -> (impact + urgency) / 2);
    }

    /**
     * The sum of impact and urgency less one, but no lower than a bound: {@code min(impact + urgency - 1, lowest)}.
     *
     * <p>With three levels and P4 it is the law of all 141,712 rows of a ServiceNow audit log (Amaral, Fantinato and Peres 2018, UCI machine
     * learning repository).
     *
     * @param levels how many levels impact and urgency have each, 1 to 9
     * @param lowest the lowest priority that it gives
     * @return the matrix {@code sum-minus-one}
     */
    public static PriorityMatrix sumMinusOne(int levels, Priority lowest) {
        Require.range("levels", levels, 1, MAX_LEVELS);
        int bound = Require.present("lowest priority", lowest).number();
        return computed("sum-minus-one", levels, (impact, urgency) -> Math.min(impact + urgency - 1, bound));
    }

    /**
     * How many levels of impact there are.
     *
     * @return 1 to {@value #MAX_LEVELS}
     */
    public int impacts() {
        return rows.size();
    }

    /**
     * How many levels of urgency there are.
     *
     * @return 1 to {@value #MAX_LEVELS}
     */
    public int urgencies() {
        return rows.get(0).size();
    }

    /**
     * The priority of a pair.
     *
     * @param impact how much is hit, 1 to {@link #impacts}
     * @param urgency how soon it hurts, 1 to {@link #urgencies}
     * @return the priority
     */
    public Priority priority(int impact, int urgency) {
        Require.range("impact", impact, 1, impacts());
        Require.range("urgency", urgency, 1, urgencies());
        return rows.get(impact - 1).get(urgency - 1);
    }

    /**
     * Assesses by the matrix alone.
     *
     * @param impact how much is hit, 1 to {@link #impacts}
     * @param urgency how soon it hurts, 1 to {@link #urgencies}
     * @return the assessment
     */
    public Assessment assess(int impact, int urgency) {
        return assess(impact, urgency, Optional.empty());
    }

    /**
     * Assesses, with what a person decided on in the place of what the matrix gives.
     *
     * @param impact how much is hit, 1 to {@link #impacts}
     * @param urgency how soon it hurts, 1 to {@link #urgencies}
     * @param override the other priority and its reason; empty: the matrix holds
     * @return the assessment
     */
    public Assessment assess(int impact, int urgency, Optional<PriorityOverride> override) {
        return new Assessment(impact, urgency, name, priority(impact, urgency), override);
    }

    private static PriorityMatrix computed(String name, int levels, IntBinaryOperator law) {
        List<List<Priority>> rows = new ArrayList<>();
        for (int impact = 1; impact <= levels; impact++) {
            List<Priority> row = new ArrayList<>();
            for (int urgency = 1; urgency <= levels; urgency++) {
                row.add(Priority.of(law.applyAsInt(impact, urgency)));
            }
            rows.add(row);
        }
        return new PriorityMatrix(name, rows);
    }

    private static List<Problem> problems(List<List<Priority>> rows) {
        List<Problem> problems = new ArrayList<>();
        int urgencies = rows.get(0).size();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != urgencies) {
                problems.add(new Problem(
                        "row of impact " + (i + 1),
                        "have a priority for each of the " + urgencies + " levels of urgency that impact 1 has",
                        rows.get(i).size() + " of them"));
            }
        }
        if (!problems.isEmpty()) {
            return problems;
        }
        for (int i = 0; i < rows.size(); i++) {
            for (int u = 0; u < urgencies; u++) {
                Priority here = rows.get(i).get(u);
                if (i > 0 && here.higherThan(rows.get(i - 1).get(u))) {
                    problems.add(higher(i, u, i - 1, u, rows));
                }
                if (u > 0 && here.higherThan(rows.get(i).get(u - 1))) {
                    problems.add(higher(i, u, i, u - 1, rows));
                }
            }
        }
        return problems;
    }

    /** A cell with a higher priority than one of higher impact or urgency. */
    private static Problem higher(int i, int u, int aboveI, int aboveU, List<List<Priority>> rows) {
        return new Problem(
                cell(i, u),
                "be no higher than " + rows.get(aboveI).get(aboveU) + ", which " + cell(aboveI, aboveU) + " has",
                rows.get(i).get(u).name());
    }

    private static String cell(int i, int u) {
        return "priority of impact " + (i + 1) + ", urgency " + (u + 1);
    }
}
