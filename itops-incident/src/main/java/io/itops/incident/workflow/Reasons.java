package io.itops.incident.workflow;

import io.itops.core.explain.Explanation;
import java.util.List;
import java.util.Optional;

/** Puts explanations under each other within the depth that explanations may have. */
final class Reasons {
    /** An explanation has at most eight levels, and the event's own reason is the first. */
    private static final int LEVELS_OF_OTHERS = 7;

    private Reasons() {}

    static Optional<Explanation> beneath(Explanation why, Optional<Explanation> others) {
        return Optional.of(
                others.map(other -> why.because(other.within(LEVELS_OF_OTHERS))).orElse(why));
    }

    static Explanation each(Explanation why, List<String> reasons) {
        Explanation all = why;
        for (String reason : reasons) {
            all = all.because(Explanation.of(reason));
        }
        return all;
    }
}
