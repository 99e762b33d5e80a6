package io.itops.prometheus.text;

import io.itops.core.Require;
import io.itops.monitoring.eval.Semantics;
import java.util.Locale;
import java.util.Optional;

/**
 * The formats in which targets expose samples.
 *
 * <p>Exemplars are checked and dropped. Label and metric names in quotes may be any UTF-8. Labels are read as a version of Prometheus
 * stores them: where its {@link Semantics#decimalBounds() bounds are decimal}, {@code le} after {@code # TYPE … histogram} and
 * {@code quantile} after {@code # TYPE … summary} are written anew ({@code 1} becomes {@code 1.0}). Immutable and thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus: exposition formats</a>
 * @see <a href="https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md">OpenMetrics 1.0</a>
 * @since 0.1
 */
public enum TextFormat {
    /** Prometheus' text format, version 0.0.4: timestamps in milliseconds, lenient with white space. */
    PROMETHEUS,
    /** OpenMetrics 1.0: timestamps in seconds, single spaces, families in one piece, {@code # EOF} at the end. */
    OPENMETRICS;

    /**
     * The format that a content type names.
     *
     * @param contentType the value of the header
     * @return the format; empty for one of others
     */
    public static Optional<TextFormat> ofContentType(String contentType) {
        String type = Require.present("content type", contentType).strip().toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        String media = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        return switch (media) {
            case "application/openmetrics-text" -> Optional.of(OPENMETRICS);
            case "text/plain", "" -> Optional.of(PROMETHEUS);
            default -> Optional.empty();
        };
    }

    /**
     * Reads a body within the standard limits, as Prometheus 3.14 does.
     *
     * @param text the body
     * @return its samples, and what is said of their metrics
     * @throws io.itops.core.FormatException if it is not of this format; its place is line and column
     * @throws io.itops.core.LimitExceededException if it exceeds a limit
     */
    public Exposition parse(String text) {
        return parse(text, TextLimits.STANDARD);
    }

    /**
     * Reads a body as Prometheus 3.14 does.
     *
     * @param text the body
     * @param limits how large it may be
     * @return its samples, and what is said of their metrics
     * @throws io.itops.core.FormatException if it is not of this format; its place is line and column
     * @throws io.itops.core.LimitExceededException if it exceeds a limit
     */
    public Exposition parse(String text, TextLimits limits) {
        return parse(text, limits, Semantics.PROMETHEUS_3_14);
    }

    /**
     * Reads a body as a version of Prometheus does.
     *
     * @param text the body
     * @param limits how large it may be
     * @param semantics the version, which decides how bounds of buckets and quantiles are written
     * @return its samples, and what is said of their metrics
     * @throws io.itops.core.FormatException if it is not of this format; its place is line and column
     * @throws io.itops.core.LimitExceededException if it exceeds a limit
     */
    public Exposition parse(String text, TextLimits limits, Semantics semantics) {
        Require.present("exposition", text);
        Require.present("limits of the exposition", limits);
        Require.present("semantics", semantics);
        return new ExpositionReader(text, this, limits, semantics).read();
    }
}
