package io.itops.monitoring.expr;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The elements of a vector brought together group by group.
 *
 * <p>Immutable and thread-safe.
 *
 * @param op what is computed of each group
 * @param operand gives an instant vector
 * @param parameter what the aggregation takes besides: a scalar or a string; empty for those that take none
 * @param grouping which labels form the groups
 * @since 0.1
 */
public record Aggregation(AggregateOp op, Expr operand, Optional<Expr> parameter, Grouping grouping) implements Expr {
    /** Checks the types. */
    public Aggregation {
        Require.present("aggregation", op);
        Types.require("operand of " + op.symbol(), operand, ValueType.VECTOR);
        Require.present("parameter", parameter);
        Require.that(
                parameter.isPresent() == op.parameter().isPresent(),
                "parameter of " + op.symbol(),
                op.parameter().isPresent() ? "be given" : "not be given",
                parameter);
        if (parameter.isPresent()) {
            Types.require(
                    "parameter of " + op.symbol(),
                    parameter.get(),
                    op.parameter().orElseThrow());
            if (parameter.get() instanceof StringLiteral label) {
                Require.text("label name of " + op.symbol(), label.value(), Labels.MAX_NAME);
            }
        }
        Require.present("grouping", grouping);
    }

    @Override
    public ValueType type() {
        return ValueType.VECTOR;
    }

    @Override
    public List<Expr> children() {
        return Stream.concat(parameter.stream(), Stream.of(operand)).toList();
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
