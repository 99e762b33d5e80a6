package io.itops.simulation;

import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/** Runs many days side by side. */
final class Days {
    /** How many days with violations are told of. */
    private static final int TOLD = 5;

    private Days() {}

    /** What came of many days. */
    record Outcome(Coverage coverage, List<String> violations) {}

    static Outcome run(long firstSeed, int days) {
        Coverage coverage = OperationsDay.coverage();
        List<String> violations = Collections.synchronizedList(new ArrayList<>());
        LongStream.range(firstSeed, firstSeed + days).parallel().forEach(seed -> {
            History history = OperationsDay.of(seed).build().run();
            coverage.add(history);
            List<Violation> found = OperationsDay.violations(history);
            if (!found.isEmpty()) {
                violations.add("seed " + seed + ", " + found.size() + " violations, the first: " + found.get(0));
            }
        });
        return new Outcome(coverage, violations.stream().sorted().limit(TOLD).toList());
    }
}
