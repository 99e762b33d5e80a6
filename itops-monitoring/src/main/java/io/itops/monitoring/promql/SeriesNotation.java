package io.itops.monitoring.promql;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.RandomAccess;
import java.util.function.Function;

/**
 * A series in the short hand of promtool's unit tests and of Prometheus' own: {@code metric{a="b"} 1 2+3x4 _x3 stale NaN -Inf}.
 *
 * <p>The values stand in equal steps. {@code a+bxn} and {@code a-bxn} are {@code a} and {@code n} more, each raised or lowered by
 * {@code b}; {@code axn} is {@code a} and {@code n} more of it; {@code _} is a step without a sample and {@code _xn} are {@code n} of
 * them; {@code stale} is the {@link io.itops.monitoring.metric.StaleMarker}. Native histograms and start timestamps are refused by
 * their names.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class SeriesNotation {
    /** The greatest number of steps. */
    public static final int MAX_POINTS = 1_000_000;

    private final Labels labels;
    private final Points points;

    private SeriesNotation(Labels labels, Points points) {
        this.labels = labels;
        this.points = points;
    }

    /**
     * Reads a series.
     *
     * @param text the labels, and the values after a blank; at most {@value PromQl#MAX_LENGTH} characters
     * @return the series
     * @throws io.itops.core.SyntaxException if the text is no series, has too many steps, or is not supported yet
     */
    public static SeriesNotation parse(String text) {
        return read(text, reader -> {
            Labels labels = reader.labels();
            reader.values();
            return new SeriesNotation(labels, new Points(reader.points(), reader.gaps()));
        });
    }

    /**
     * Reads labels alone.
     *
     * @param text {@code metric{a="b"}}, {@code {a="b"}} or {@code {"my.metric", "my.label"="b"}}, with blanks between the parts
     * @return the labels
     * @throws io.itops.core.SyntaxException if the text is anything else
     */
    public static Labels parseLabels(String text) {
        return read(text, SeriesReader::labelsAlone);
    }

    /**
     * Reads the labels of a series whose values may be of a kind that is not supported yet.
     *
     * @param text the labels, with anything after a blank
     * @return the labels
     * @throws io.itops.core.SyntaxException if the text does not begin with labels
     */
    public static Labels leadingLabels(String text) {
        return read(text, reader -> {
            Labels labels = reader.labels();
            reader.blank();
            return labels;
        });
    }

    private static <T> T read(String text, Function<SeriesReader, T> reading) {
        Require.present("series", text);
        return Refusal.told(() -> reading.apply(new SeriesReader(PromQl.bounded(new Source("series", text)))));
    }

    /**
     * What tells the series from others.
     *
     * @return the labels, the metric's name among them if there is one
     */
    public Labels labels() {
        return labels;
    }

    /**
     * The values step by step.
     *
     * @return a value, which may be the {@link io.itops.monitoring.metric.StaleMarker}, or empty where there is no sample;
     *     unmodifiable
     */
    public List<OptionalDouble> points() {
        return points;
    }

    /** Keeps the numbers bare: a million boxes would take four times the memory. */
    private static final class Points extends AbstractList<OptionalDouble> implements RandomAccess {
        private final double[] values;
        private final BitSet gaps;

        Points(double[] values, BitSet gaps) {
            this.values = values;
            this.gaps = gaps;
        }

        @Override
        public OptionalDouble get(int index) {
            return gaps.get(index) ? OptionalDouble.empty() : OptionalDouble.of(values[index]);
        }

        @Override
        public int size() {
            return values.length;
        }
    }
}
