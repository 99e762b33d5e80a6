package io.itops.prometheus.text;

import io.itops.core.Require;
import java.util.Locale;
import java.util.Optional;

/**
 * The formats in which targets expose samples.
 *
 * <p>Exemplars are checked and dropped. Label and metric names in quotes may be any UTF-8. Immutable and thread-safe.
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
     * Reads a body within the standard limits.
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
     * Reads a body.
     *
     * @param text the body
     * @param limits how large it may be
     * @return its samples, and what is said of their metrics
     * @throws io.itops.core.FormatException if it is not of this format; its place is line and column
     * @throws io.itops.core.LimitExceededException if it exceeds a limit
     */
    public Exposition parse(String text, TextLimits limits) {
        Require.present("exposition", text);
        Require.present("limits of the exposition", limits);
        return new ExpositionReader(text, this, limits).read();
    }
}
