package io.itops.incident.priority;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PriorityMatrixProperties {
    /** Tables of any priorities, so that about half of the smaller ones are monotone by chance. */
    @Provide
    Arbitrary<List<List<Priority>>> tables() {
        return Arbitraries.integers()
                .between(1, 3)
                .flatMap(width -> Arbitraries.of(Priority.values())
                        .list()
                        .ofSize(width)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(3));
    }

    /** Checked pair by pair over the whole table, while the matrix looks at neighbours alone. */
    private static boolean monotone(List<List<Priority>> rows) {
        for (int i = 0; i < rows.size(); i++) {
            for (int u = 0; u < rows.get(i).size(); u++) {
                for (int worseI = 0; worseI <= i; worseI++) {
                    for (int worseU = 0; worseU <= u; worseU++) {
                        if (rows.get(worseI).get(worseU).ordinal()
                                > rows.get(i).get(u).ordinal()) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }

    @Property(tries = 2_000)
    void aTableIsTakenExactlyIfNoHigherPairHasALowerPriority(@ForAll("tables") List<List<Priority>> rows) {
        boolean taken;
        try {
            taken = new PriorityMatrix("any", rows).rows().equals(rows);
        } catch (InvalidDefinitionException e) {
            taken = false;
        }
        assertThat(taken).isEqualTo(monotone(rows));
    }

    @Property(tries = 300)
    void oneSwappedPairOfALawIsFound(
            @ForAll @IntRange(min = 2, max = 5) int levels, @ForAll @IntRange(min = 0, max = 23) int cell) {
        List<List<Priority>> rows = new ArrayList<>();
        PriorityMatrix.floorOfMean(levels).rows().forEach(row -> rows.add(new ArrayList<>(row)));
        int row = cell % levels;
        List<Priority> cells = rows.get(row);
        int left = cell % (levels - 1);
        Priority kept = cells.get(left);
        cells.set(left, cells.get(left + 1));
        cells.set(left + 1, kept);

        boolean changed = cells.get(left) != kept;
        assertThat(monotone(rows)).isEqualTo(!changed);
        try {
            new PriorityMatrix("swapped", rows);
            assertThat(changed).isFalse();
        } catch (InvalidDefinitionException e) {
            assertThat(changed).isTrue();
            assertThat(e.problems()).isNotEmpty();
        }
    }
}
