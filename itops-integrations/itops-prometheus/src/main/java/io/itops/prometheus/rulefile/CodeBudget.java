package io.itops.prometheus.rulefile;

import io.itops.prometheus.internal.Problems;
import io.itops.prometheus.internal.YamlNode.Scalar;

/** How many characters of a file may be code: expressions, templates, matchers. Not thread-safe. */
final class CodeBudget {
    private final String what;
    private final long most;
    private final Problems problems;
    private long spent;

    CodeBudget(String what, int most, Problems problems) {
        this.what = what;
        this.most = most;
        this.problems = problems;
    }

    /** Whether there was room for a text; that there is none is told once. */
    boolean spend(Scalar scalar) {
        boolean told = spent > most;
        spent += scalar.text().length();
        if (spent > most && !told) {
            problems.add(
                    scalar.place(),
                    what,
                    "have at most " + most + " characters together (maxCodeCharacters)",
                    String.valueOf(spent));
        }
        return spent <= most;
    }
}
