package io.itops.monitoring.expr;

import java.util.List;
import java.util.Optional;

/**
 * Writes expressions over several lines: what fits stays in one, what does not is opened like a tree, with operators on lines of their
 * own between their operands.
 */
final class Layout {
    private static final int WIDTH = 100;
    private static final int STEP = 2;

    /** However deep it stands, something has so much room. */
    private static final int LEAST = 40;

    private final StringBuilder out = new StringBuilder();

    private Layout() {}

    static String of(Expr expr) {
        Layout layout = new Layout();
        layout.write(expr, 0);
        return layout.out.toString();
    }

    /** Writes at the end of a line that is indented already. */
    private void write(Expr expr, int indent) {
        Optional<String> line = Printer.printWithin(Math.max(LEAST, WIDTH - indent), expr);
        if (line.isPresent()) {
            out.append(line.get());
        } else if (expr instanceof Binary binary) {
            operand(binary.left(), Printer.leastLeft(binary), indent, isChain(binary));
            line(indent).append(Printer.operator(binary));
            line(indent + STEP);
            operand(binary.right(), Printer.leastRight(binary), indent + STEP, true);
        } else if (expr instanceof Call call) {
            out.append(call.function().symbol());
            arguments(call.arguments(), indent);
        } else if (expr instanceof Aggregation aggregation) {
            out.append(Printer.head(aggregation));
            arguments(aggregation.children(), indent);
        } else if (expr instanceof Subquery subquery) {
            operand(subquery.operand(), Printer.leastModified(), indent, true);
            out.append(Printer.brackets(subquery));
        } else if (expr instanceof Negation negation) {
            out.append('-');
            operand(negation.operand(), Printer.leastSigned(), indent, true);
        } else {
            out.append(Printer.print(expr));
        }
    }

    /** Operators of one level in a row stand beneath each other. */
    private static boolean isChain(Binary binary) {
        return binary.left() instanceof Binary left
                && left.op().precedence() == binary.op().precedence()
                && binary.op() != BinaryOp.POWER;
    }

    private void operand(Expr expr, int least, int indent, boolean here) {
        if (!here) {
            out.append(" ".repeat(STEP));
        }
        int inner = here ? indent : indent + STEP;
        if (Printer.precedence(expr) >= least) {
            write(expr, inner);
            return;
        }
        out.append('(');
        line(inner + STEP);
        write(expr, inner + STEP);
        line(inner).append(')');
    }

    private void arguments(List<Expr> arguments, int indent) {
        out.append('(');
        for (int i = 0; i < arguments.size(); i++) {
            out.append(i == 0 ? "" : ",");
            line(indent + STEP);
            write(arguments.get(i), indent + STEP);
        }
        line(indent).append(')');
    }

    private StringBuilder line(int indent) {
        return out.append('\n').append(" ".repeat(indent));
    }
}
