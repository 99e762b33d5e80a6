package io.itops.testkit.simulation;

import java.util.List;

/**
 * Judges a history. It shares no code with what it judges: it goes by what was committed, handed out and received.
 *
 * <p>Implementations are stateless and thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Check {
    /**
     * What is wrong with a history.
     *
     * @param history the history
     * @return the violations, empty if it is fine
     */
    List<Violation> check(History history);
}
