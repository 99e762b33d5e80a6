package io.itops.cli;

import io.itops.monitoring.eval.Semantics;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.TypeConversionException;

/** The versions of Prometheus whose rules can be asked for. */
final class Versions {
    static final String STANDARD = "3.14";

    private static final Map<String, Semantics> ALL = Map.of(
            STANDARD, Semantics.PROMETHEUS_3_14, "3.5", Semantics.PROMETHEUS_3_5, "2.42", Semantics.PROMETHEUS_2_42);

    private Versions() {}

    static Semantics parse(String name) {
        Semantics known = ALL.get(name);
        if (known == null) {
            throw new TypeConversionException("must be one of " + new TreeMap<>(ALL).keySet() + ", but was " + name);
        }
        return known;
    }
}
