package io.itops.monitoring.eval;

import io.itops.core.Require;
import io.itops.monitoring.metric.SeriesSamples;
import java.util.List;
import java.util.Optional;

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
        SAMPLE_LIMIT("samples"),
        /** More series would have been read than the limit allows. */
        SERIES_LIMIT("series"),
        /** The expression is nested deeper than the limit allows. */
        DEPTH_LIMIT("depth"),
        /** The result, or a vector on the way to it, would have more samples than the limit allows. */
        RESULT_LIMIT("result"),
        /** The evaluation took longer than the limit allows. */
        TIME_LIMIT("time"),
        /** Labels made by the expression exceed the limits of label sets. */
        LABEL_LIMIT,
        /** The side of one has several elements for one match group. */
        MANY_TO_MANY,
        /** Several elements match one where the expression does not say that they may. */
        MULTIPLE_MATCHES,
        /** Two elements of the result have the same labels. */
        DUPLICATE_LABELS,
        /** An argument that is known only when evaluated is out of its range. */
        INVALID_ARGUMENT,
        /** The expression gives what cannot be evaluated over a range: a string or a range vector. */
        RESULT_TYPE;

        private final String budget;

        Cause() {
            this("");
        }

        Cause(String budget) {
            this.budget = budget;
        }

        /**
         * Which of {@link EvalLimits} was exceeded, as it stands in meters.
         *
         * @return {@code samples}, {@code series}, {@code depth}, {@code result} or {@code time}; empty for any other reason
         */
        public Optional<String> budget() {
            return budget.isEmpty() ? Optional.empty() : Optional.of(budget);
        }
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
     * @param series the stretches; of a range, by rising labels
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
     * @param message the reason in words, for those that Prometheus has too in its words
     * @param detail what Prometheus' words leave out, such as the labels concerned; possibly empty
     */
    record Failure(Cause cause, String message, String detail) implements EvalResult {
        /** Checks the parts. */
        public Failure {
            Require.present("cause", cause);
            Require.present("message", message);
            Require.present("detail", detail);
        }

        /**
         * Nothing, and why, without further detail.
         *
         * @param cause the reason that programs compare
         * @param message the reason in words
         */
        public Failure(Cause cause, String message) {
            this(cause, message, "");
        }

        /**
         * The whole reason in words.
         *
         * @return the message, and the detail if there is one
         */
        public String text() {
            return detail.isEmpty() ? message : message + ": " + detail;
        }

        @Override
        public Kind kind() {
            return Kind.FAILURE;
        }
    }
}
