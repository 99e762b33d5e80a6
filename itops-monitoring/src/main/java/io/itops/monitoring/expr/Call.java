package io.itops.monitoring.expr;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import java.util.List;

/**
 * A function applied to arguments.
 *
 * <p>Immutable and thread-safe.
 *
 * @param function the function
 * @param arguments as many and of such types as the function takes
 * @since 0.1
 */
public record Call(Function function, List<Expr> arguments) implements Expr {
    /** Checks number and types of the arguments. */
    public Call {
        Require.present("function", function);
        arguments = Require.list("arguments", arguments);
        Require.size(
                "arguments of " + function.symbol() + "()",
                arguments,
                function.minArguments(),
                function.maxArguments());
        for (int i = 0; i < arguments.size(); i++) {
            Types.require(
                    "argument " + (i + 1) + " of " + function.symbol() + "()",
                    arguments.get(i),
                    function.argumentType(i));
        }
        checkLabels(function, arguments);
    }

    /** Texts are literals, so that a malformed pattern or label name is known before anything is evaluated. */
    private static void checkLabels(Function function, List<Expr> arguments) {
        int firstLabel = function == Function.LABEL_JOIN ? 3 : arguments.size();
        if (function == Function.LABEL_REPLACE || function == Function.LABEL_JOIN) {
            label(function, arguments.get(1));
        }
        for (int i = firstLabel; i < arguments.size(); i++) {
            label(function, arguments.get(i));
        }
        if (function == Function.LABEL_REPLACE && arguments.get(4) instanceof StringLiteral pattern) {
            Matcher.matching("pattern", pattern.value());
        }
    }

    private static void label(Function function, Expr argument) {
        if (argument instanceof StringLiteral literal) {
            Require.text("label name of " + function.symbol() + "()", literal.value(), Labels.MAX_NAME);
        }
    }

    @Override
    public ValueType type() {
        return function.result();
    }

    @Override
    public List<Expr> children() {
        return arguments;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
