package io.itops.core.record;

import io.itops.core.FormatException;
import io.itops.core.ItOpsException;
import java.util.function.Supplier;

/** Makes the errors of reading, with the path from the root as the place. */
final class Mismatch {
    private Mismatch() {}

    static FormatException of(String rule, Tree found) {
        return new FormatException("$", rule, CanonicalJson.write(found));
    }

    static <T> T under(String step, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (FormatException e) {
            throw new FormatException("$" + step + e.where().substring(1), e.rule(), e.value());
        }
    }

    static <T> T translating(Tree tree, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (FormatException e) {
            throw e;
        } catch (ItOpsException e) {
            throw of("hold a valid value (" + e.getMessage() + ")", tree);
        }
    }
}
