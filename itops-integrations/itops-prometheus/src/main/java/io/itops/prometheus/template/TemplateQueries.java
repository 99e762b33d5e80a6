package io.itops.prometheus.template;

import io.itops.monitoring.eval.Sample;
import java.util.List;

/**
 * Answers the queries that a template makes by {@code query}.
 *
 * <p>Implementations are thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TemplateQueries {
    /** Refuses every query. */
    TemplateQueries NONE = promql -> {
        throw new io.itops.core.InvalidInputException(
                "query of a template", "be given where queries are answered", promql);
    };

    /**
     * The instant vector that an expression gives at the instant of the expansion.
     *
     * @param promql the expression
     * @return its elements
     * @throws io.itops.core.ItOpsException if there is no such vector; the expansion fails with its message
     */
    List<Sample> query(String promql);
}
