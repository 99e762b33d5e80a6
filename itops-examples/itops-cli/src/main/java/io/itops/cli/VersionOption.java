package io.itops.cli;

import io.itops.monitoring.eval.Semantics;
import picocli.CommandLine.Option;

/** The option that names a version of Prometheus. Confined to one thread. */
final class VersionOption {
    @Option(
            names = "--semantics",
            paramLabel = "VERSION",
            defaultValue = Versions.STANDARD,
            description = "The version of Prometheus whose rules are followed: 3.14 (default), 3.5 or 2.42.")
    private Semantics semantics = Semantics.PROMETHEUS_3_14;

    Semantics semantics() {
        return semantics;
    }
}
