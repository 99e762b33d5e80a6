package io.itops.core.record;

import io.itops.core.FormatException;
import io.itops.core.ItOpsException;

/** Makes the errors of reading, with the path from the root as the place. */
final class Mismatch {
    private Mismatch() {}

    static FormatException of(String rule, Tree found) {
        return new FormatException("$", rule, CanonicalJson.write(found));
    }

    /** The same error, found one step further down. */
    static FormatException under(String step, FormatException e) {
        return new FormatException("$" + step + e.where().substring(1), e.rule(), e.value());
    }

    /** What a value's own check said about it. */
    static FormatException translated(Tree tree, ItOpsException e) {
        return of("hold a valid value (" + e.getMessage() + ")", tree);
    }
}
