package io.itops.prometheus.text;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;

/**
 * How large the answer of a target may be.
 *
 * <p>Immutable and thread-safe.
 *
 * @param characters of the whole body, 1 to 500,000,000
 * @param lineLength characters of a line, 1 to 10,000,000
 * @param samples how many, 1 to 10,000,000
 * @param labels of a sample, the metric's name included, 1 to {@value Labels#MAX_LABELS}; their names and values are held to the limits
 *     of label sets
 * @since 0.1
 */
public record TextLimits(int characters, int lineLength, int samples, int labels) {
    /** 1,048,576 characters, 65,536 a line, 20,000 samples, 64 labels: what is read within 100 ms and 64 MB. */
    public static final TextLimits STANDARD = new TextLimits(1 << 20, 65_536, 20_000, Labels.MAX_LABELS);

    /** Checks the bounds. */
    public TextLimits {
        Require.range("characters of an exposition", characters, 1, 500_000_000);
        Require.range("characters of a line", lineLength, 1, 10_000_000);
        Require.range("samples of an exposition", samples, 1, 10_000_000);
        Require.range("labels of a sample", labels, 1, Labels.MAX_LABELS);
    }
}
