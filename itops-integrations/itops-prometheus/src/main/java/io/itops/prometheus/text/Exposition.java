package io.itops.prometheus.text;

import io.itops.core.Require;
import java.util.List;

/**
 * The body of an answer of a target.
 *
 * <p>Immutable and thread-safe.
 *
 * @param samples in the order of the body
 * @param metadata what is said of metrics, each metric once, in the order of the body
 * @since 0.1
 */
public record Exposition(List<ExposedSample> samples, List<MetricMetadata> metadata) {
    /** Checks the parts. */
    public Exposition {
        samples = Require.list("samples", samples);
        metadata = Require.list("metadata", metadata);
    }
}
