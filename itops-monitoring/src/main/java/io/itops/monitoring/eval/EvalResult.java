package io.itops.monitoring.eval;

import io.itops.core.Require;
import io.itops.monitoring.metric.SeriesSamples;
import java.util.List;

/**
 * What an evaluation gave, or why it gave nothing.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface EvalResult {
    /** The kinds of results, for switching. */
    enum Kind {
        /** {@link Scalar}. */
        SCALAR,
        /** {@link Vector}. */
        VECTOR,
        /** {@link Matrix}. */
        MATRIX,
        /** {@link Text}. */
        TEXT,
        /** {@link Failure}. */
        FAILURE
    }

    /** Why an evaluation gave nothing. */
    enum Cause {
        /** More samples would have been read than the limit allows. */
        SAMPLE_LIMIT,
        /** More series would have been read than the limit allows. */
        SERIES_LIMIT,
        /** The expression is nested deeper than the limit allows. */
        DEPTH_LIMIT,
        /** Labels made by the expression exceed the limits of label sets. */
        LABEL_LIMIT,
        /** The side of one has several elements for one match group. */
        MANY_TO_MANY,
        /** Several elements match one where the expression does not say that they may. */
        MULTIPLE_MATCHES,
        /** Two elements of the result have the same labels. */
        DUPLICATE_LABELS,
        /** An argument that is known only when evaluated is out of its range. */
        INVALID_ARGUMENT
    }

    /**
     * Which kind of result this is.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * A number.
     *
     * @param value any double
     * @param annotations remarks, each once
     */
    record Scalar(double value, List<Annotation> annotations) implements EvalResult {
        /** Copies the remarks. */
        public Scalar {
            annotations = Require.list("annotations", annotations);
        }

        @Override
        public Kind kind() {
            return Kind.SCALAR;
        }
    }

    /**
     * At most one element for each label set.
     *
     * @param samples the elements, in the order of the source unless the expression sorts them
     * @param annotations remarks, each once
     */
    record Vector(List<Sample> samples, List<Annotation> annotations) implements EvalResult {
        /** Copies the parts. */
        public Vector {
            samples = Require.list("samples", samples);
            annotations = Require.list("annotations", annotations);
        }

        @Override
        public Kind kind() {
            return Kind.VECTOR;
        }
    }

    /**
     * A stretch of samples for each label set.
     *
     * @param series the stretches
     * @param annotations remarks, each once
     */
    record Matrix(List<SeriesSamples> series, List<Annotation> annotations) implements EvalResult {
        /** Copies the parts. */
        public Matrix {
            series = Require.list("series", series);
            annotations = Require.list("annotations", annotations);
        }

        @Override
        public Kind kind() {
            return Kind.MATRIX;
        }
    }

    /**
     * A text.
     *
     * @param value the text
     */
    record Text(String value) implements EvalResult {
        /** Checks that the text is given. */
        public Text {
            Require.present("text", value);
        }

        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }

    /**
     * Nothing, and why.
     *
     * @param cause the reason that programs compare
     * @param message the reason in words
     */
    record Failure(Cause cause, String message) implements EvalResult {
        /** Checks both parts. */
        public Failure {
            Require.present("cause", cause);
            Require.present("message", message);
        }

        @Override
        public Kind kind() {
            return Kind.FAILURE;
        }
    }
}
