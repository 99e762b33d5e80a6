package io.itops.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The option that says how far apart subqueries look. Confined to one thread. */
final class SubqueryOption {
    @Option(
            names = "--subquery-step",
            paramLabel = "STEP",
            defaultValue = "1m",
            converter = Instants.OfStep.class,
            description =
                    "The step of subqueries that name none, 1m where nothing is said; in Prometheus it is evaluation_interval.")
    private Duration step = Duration.ofMinutes(1);

    Duration step() {
        return step;
    }
}
