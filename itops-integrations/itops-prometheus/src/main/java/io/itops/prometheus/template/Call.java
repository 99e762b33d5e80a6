package io.itops.prometheus.template;

import io.itops.monitoring.metric.Labels;
import io.itops.prometheus.template.GoValue.Dictionary;
import java.util.List;

/** A function of the template language: its name, how many arguments it takes, of which types, and what it does. */
record Call(String name, int min, int max, List<Type> types, Body body) {
    /** The types of parameters. */
    enum Type {
        ANY,
        TEXT,
        SAMPLE,
        SAMPLES
    }

    /** What a function does. */
    @FunctionalInterface
    interface Body {
        Object apply(List<Object> arguments, Context context);
    }

    /** What an expansion lends to functions: its data and what is left of its limits. */
    static final class Context {
        private final TemplateData data;
        private final TemplateLimits limits;
        private int steps;

        Context(TemplateData data, TemplateLimits limits) {
            this.data = data;
            this.limits = limits;
        }

        TemplateData data() {
            return data;
        }

        TemplateLimits limits() {
            return limits;
        }

        GoValue.Root root() {
            return new GoValue.Root(
                    dictionary(data.labels()), dictionary(data.externalLabels()), data.externalUrl(), data.value());
        }

        void step(int offset, int count) {
            steps += count;
            if (steps > limits.steps() || steps < 0) {
                throw new TemplateError(offset, "expansion must take at most " + limits.steps() + " steps");
            }
        }
    }

    static Dictionary dictionary(Labels labels) {
        return new Dictionary(labels.asMap(), true);
    }

    Object invoke(List<Object> arguments, Context context) {
        if (arguments.size() < min || arguments.size() > max) {
            String wanted = min == max ? "" + min : "at least " + min;
            throw TemplateError.of(
                    "wrong number of args for " + name + ": want " + wanted + " got " + arguments.size());
        }
        for (int i = 0; i < arguments.size(); i++) {
            require(types.get(Math.min(i, types.size() - 1)), arguments.get(i));
        }
        return body.apply(arguments, context);
    }

    private static void require(Type type, Object value) {
        boolean fits = switch (type) {
            case ANY -> true;
            case TEXT -> value instanceof String;
            case SAMPLE -> value instanceof GoValue.Sample;
            case SAMPLES -> value instanceof GoValue.Samples;
        };
        if (!fits) {
            String wanted = switch (type) {
                case TEXT -> "string";
                case SAMPLE -> "*template.sample";
                default -> "template.queryResult";
            };
            throw TemplateError.of("wrong type for value; expected " + wanted + "; got " + GoValue.type(value));
        }
    }
}
