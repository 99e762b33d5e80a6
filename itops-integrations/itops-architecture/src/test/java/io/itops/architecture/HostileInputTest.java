package io.itops.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.architecture.planted.change.Credulous;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whatever is given blank or oversize text, text that no store keeps, numbers that are none, and durations and instants out of range
 * answers by a typed error, unless the table of {@link TakenInputs} says why it takes them.
 */
class HostileInputTest {
    /** The kit for tests speaks by assertions, and the simulation is made of it. */
    private static final Set<String> FOR_TESTS = Set.of("testkit", "simulation");

    @Test
    void whatMakesNoSenseIsRefusedByATypedErrorUnlessATableSaysWhyNot() throws IOException {
        List<ProjectModule> modules = ProjectModule.libraries().stream()
                .filter(module -> !FOR_TESTS.contains(module.name()))
                .toList();
        Set<String> used = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        int all = 0;
        int unjudged = 0;
        int skipped = 0;
        for (ProjectModule module : modules) {
            assumeTrue(Files.isDirectory(module.compiled()), () -> module + " is not compiled");
            HostileCalls calls = new HostileCalls();
            for (Class<?> type : module.exportedTypes()) {
                calls.tryAll(type);
            }
            System.out.println(module + ": " + calls.calls() + " calls with what makes no sense, " + calls.unjudged()
                    + " refused for another reason, " + calls.skipped().size() + " not made: " + calls.skipped());
            wrong.addAll(calls.faults());
            wrong.addAll(TakenInputs.unexplained(calls.taken()));
            all += calls.calls();
            skipped += calls.skipped().size();
            unjudged += calls.unjudged();
            used.addAll(TakenInputs.used(calls.taken()));
        }
        assertThat(wrong).isEmpty();
        assertThat(all).isGreaterThan(20 * unjudged).isGreaterThan(2_000);
        assertThat(skipped).isLessThan(all / 15);
        assertThat(TakenInputs.TABLE.stream()
                        .filter(row -> !used.contains(row.calls().pattern()))
                        .map(TakenInputs::why))
                .as("rows that cover nothing")
                .isEmpty();
    }

    @Test
    void aBuilderThatTrustsItsInputIsFound() {
        HostileCalls calls = new HostileCalls();
        calls.tryAll(Credulous.class);
        calls.tryAll(Credulous.Builder.class);
        assertThat(TakenInputs.unexplained(calls.taken()))
                .anyMatch(found -> found.endsWith("Builder.title[String] #0 takes text of 2 MB"))
                .anyMatch(found -> found.endsWith("Builder.weight[double] #0 takes NaN"))
                .noneMatch(found -> found.contains("Builder.name"));
        assertThat(calls.faults())
                .singleElement()
                .asString()
                .contains("Builder.pause[Duration] #0 given endless duration threw java.lang.ArithmeticException");
    }
}
