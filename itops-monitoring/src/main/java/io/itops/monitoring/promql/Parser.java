package io.itops.monitoring.promql;

import io.itops.monitoring.expr.AggregateOp;
import io.itops.monitoring.expr.Aggregation;
import io.itops.monitoring.expr.Binary;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.Grouping;
import io.itops.monitoring.expr.Matching;
import io.itops.monitoring.expr.NumberLiteral;
import io.itops.monitoring.expr.StringLiteral;
import io.itops.monitoring.expr.ValueType;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.promql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the tree of an expression by precedence climbing. The depth of the tree and of the text is bounded, so that neither this parser
 * nor what later walks the tree can exhaust the stack.
 */
final class Parser {
    static final int MAX_DEPTH = 250;

    private static final String OPERAND = "a number, a string, a metric, a function, an aggregation or \"(\"";

    private final Cursor cursor;
    private final Places places;
    private final Syntax syntax;
    private final Selectors selectors;
    private final Modifiers modifiers;
    private int depth;

    Parser(Source source, Places places, Syntax syntax) {
        this.cursor = new Cursor(source, syntax);
        this.places = places;
        this.syntax = syntax;
        this.selectors = new Selectors(cursor);
        this.modifiers = new Modifiers(cursor);
    }

    /** The whole text as one expression. */
    Expr whole() {
        if (cursor.at(Kind.END)) {
            throw cursor.refuse("expression", 0, "not be empty", "the end");
        }
        Node node = expression(1);
        cursor.expect(Kind.END, "an operator or the end");
        return node.expr();
    }

    /** The longest expression whose operators bind at least so tightly. */
    private Node expression(int least) {
        enter();
        Node left = unary();
        Optional<BinaryOp> op = Keywords.operator(cursor.token());
        while (op.isPresent() && op.get().precedence() >= least) {
            left = binary(left, op.get());
            op = Keywords.operator(cursor.token());
        }
        depth--;
        return left;
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw tooDeep(cursor.token().start());
        }
    }

    private Refusal tooDeep(int index) {
        return cursor.refuse("expression", index, "have at most " + MAX_DEPTH + " levels", "deeper");
    }

    private Node node(Expr expr, int start, int levels) {
        if (levels > MAX_DEPTH) {
            throw tooDeep(start);
        }
        places.put(expr, start);
        return new Node(expr, start, levels, false);
    }

    private Node binary(Node left, BinaryOp op) {
        Token symbol = cursor.take();
        boolean ordered = symbol.is(Kind.GREATER) || symbol.is(Kind.LESS);
        if (ordered && cursor.at(Kind.DIVIDE) && cursor.token().start() == symbol.end()) {
            // The operators that trim the buckets of a histogram.
            throw cursor.unsupported(symbol, Later.NATIVE_HISTOGRAMS);
        }
        boolean bool = cursor.at("bool");
        if (bool) {
            cursor.take();
        }
        Matching matching = matching(symbol);
        // Operators of one level bind to the left, but for the power.
        Node right = expression(op == BinaryOp.POWER ? op.precedence() : op.precedence() + 1);
        scalarOrVector("left operand of ", op.symbol(), left);
        scalarOrVector("right operand of ", op.symbol(), right);
        boolean vectors = left.expr().type() == ValueType.VECTOR && right.expr().type() == ValueType.VECTOR;
        // Without labels there is nothing to match, and Prometheus lets the words stand.
        Matching kept = !vectors && matching.labels().isEmpty() ? Matching.ALL_LABELS : matching;
        Expr made = cursor.make(symbol.start(), () -> new Binary(op, left.expr(), right.expr(), bool, kept));
        return node(made, left.start(), 1 + Math.max(left.depth(), right.depth()));
    }

    private void scalarOrVector(String side, String symbol, Node node) {
        ValueType type = node.expr().type();
        if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
            throw cursor.wrongType(side + symbol, node.start(), "a scalar or an instant vector", node.expr());
        }
    }

    private Matching matching(Token symbol) {
        boolean on = cursor.at("on");
        Matching matching = Matching.ALL_LABELS;
        if (on || cursor.at("ignoring")) {
            Token word = cursor.take();
            List<String> labels = labels();
            Matching plain = cursor.make(word.start(), () -> new Matching(on, labels, Matching.Group.NONE, List.of()));
            matching = grouped(plain);
        } else if (cursor.at("group_left") || cursor.at("group_right")) {
            throw cursor.refuse(
                    "group modifier", cursor.token().start(), "follow on() or ignoring()", cursor.shown(symbol));
        }
        String word = Keywords.lower(cursor.token());
        if (Later.isFill(word)) {
            Token fill = cursor.token();
            // A metric may have that name; the modifier has a parenthesis.
            if (cursor.followedByParen()) {
                throw cursor.unsupported(fill, Later.FILL_MODIFIERS);
            }
        }
        return matching;
    }

    private Matching grouped(Matching plain) {
        boolean left = cursor.at("group_left");
        if (!left && !cursor.at("group_right")) {
            return plain;
        }
        Token word = cursor.take();
        List<String> include = cursor.at(Kind.LEFT_PAREN) ? labels() : List.of();
        Matching.Group group = left ? Matching.Group.LEFT : Matching.Group.RIGHT;
        return cursor.make(word.start(), () -> new Matching(plain.onNamed(), plain.labels(), group, include));
    }

    /** Label names in parentheses. */
    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        cursor.expect(Kind.LEFT_PAREN, "\"(\"");
        while (!cursor.skip(Kind.RIGHT_PAREN)) {
            Token label = cursor.token();
            boolean name = label.is(Kind.WORD) && !Keywords.isNumber(Keywords.lower(label));
            if (!name && !cursor.atQuotedName()) {
                throw cursor.unexpected(
                        label.is(Kind.WORD) ? "a label name, in quotes where it is a number" : "a label name or \")\"");
            }
            // The tree checks the names as a whole, but this one can be told by its place.
            cursor.make(label.start(), () -> Grouping.by(label.text()));
            labels.add(label.text());
            if (labels.size() > Labels.MAX_LABELS) {
                throw cursor.refuse("label names", label.start(), "be at most " + Labels.MAX_LABELS, "more");
            }
            cursor.take();
            if (!cursor.skip(Kind.COMMA) && !cursor.at(Kind.RIGHT_PAREN)) {
                throw cursor.unexpected("\",\" or \")\"");
            }
        }
        return labels;
    }

    private Node unary() {
        if (!cursor.at(Kind.PLUS) && !cursor.at(Kind.MINUS)) {
            return modified(operand());
        }
        Token sign = cursor.take();
        // A sign binds like a product: only powers go before it.
        Node node = expression(BinaryOp.POWER.precedence());
        scalarOrVector("operand of unary ", sign.is(Kind.PLUS) ? "+" : "-", node);
        if (sign.is(Kind.PLUS)) {
            return node(node.expr(), sign.start(), node.depth());
        }
        return node(node.expr().negated(), sign.start(), node.depth() + 1);
    }

    private Node modified(Node operand) {
        Node node = operand;
        Optional<Expr> next = modifiers.next(node);
        while (next.isPresent()) {
            // A range or a subquery is a level of its own, offset and @ are not.
            boolean level = next.get().type() != node.expr().type();
            node = node(next.get(), node.start(), level ? node.depth() + 1 : node.depth());
            next = modifiers.next(node);
        }
        return node;
    }

    private Node operand() {
        Token first = cursor.token();
        int start = first.start();
        return switch (first.kind()) {
            case NUMBER -> node(new NumberLiteral(cursor.take().number()), start, 1);
            case DURATION -> {
                if (!syntax.plainDurations()) {
                    throw cursor.unexpected(OPERAND);
                }
                yield node(new NumberLiteral(cursor.take().number()), start, 1);
            }
            case STRING -> {
                cursor.take();
                yield node(cursor.make(start, () -> new StringLiteral(first.text())), start, 1);
            }
            case LEFT_BRACE -> node(selectors.unnamed(), start, 1);
            case LEFT_PAREN -> parentheses();
            case WORD -> word();
            default -> throw cursor.unexpected(OPERAND);
        };
    }

    private Node parentheses() {
        Token open = cursor.take();
        Node inner = expression(1);
        cursor.expect(Kind.RIGHT_PAREN, "an operator or \")\"");
        places.put(inner.expr(), open.start());
        return new Node(inner.expr(), open.start(), inner.depth(), true);
    }

    private Node word() {
        Token name = cursor.take();
        String lower = Keywords.lower(name);
        if (Keywords.isNumber(lower)) {
            return node(new NumberLiteral(Keywords.number(lower)), name.start(), 1);
        }
        boolean called = cursor.at(Kind.LEFT_PAREN);
        if (called || cursor.at("by") || cursor.at("without")) {
            if (Later.isAggregation(lower)) {
                throw cursor.unsupported(name, "experimental aggregations");
            }
            Optional<AggregateOp> op = Keywords.aggregation(lower);
            if (op.isPresent()) {
                return aggregation(name, op.get());
            }
        }
        if (called) {
            return call(name);
        }
        if (Keywords.isNoMetric(lower)) {
            throw cursor.refuse(
                    "expression",
                    name.start(),
                    "go on with " + OPERAND + "; a metric of this name needs braces and quotes",
                    cursor.shown(name));
        }
        return node(selectors.named(name), name.start(), 1);
    }

    private Node call(Token name) {
        Function function = function(name);
        List<Node> arguments = arguments();
        String part = "arguments of " + function.symbol() + "()";
        int least = function.minArguments();
        int most = function.maxArguments();
        if (arguments.size() < least || arguments.size() > most) {
            throw wrongCount(part, name, least == most ? "be " + least : "be " + least + " to " + most, arguments);
        }
        int levels = 0;
        for (int i = 0; i < arguments.size(); i++) {
            ValueType wanted = function.argumentType(i);
            Node argument = arguments.get(i);
            if (argument.expr().type() != wanted) {
                throw cursor.wrongType(
                        "argument " + (i + 1) + " of " + function.symbol() + "()",
                        argument.start(),
                        wanted.phrase(),
                        argument.expr());
            }
            levels = Math.max(levels, argument.depth());
        }
        if (function == Function.LABEL_REPLACE && arguments.get(4).expr() instanceof StringLiteral pattern) {
            cursor.pattern(arguments.get(4).start(), pattern.value());
        }
        List<Expr> expressions = arguments.stream().map(Node::expr).toList();
        return node(cursor.make(name.start(), () -> new Call(function, expressions)), name.start(), levels + 1);
    }

    private Function function(Token name) {
        Optional<Function> found = Keywords.function(name.text(), syntax);
        Optional<String> feature = found.isPresent() ? Optional.empty() : Later.function(name.text());
        if (feature.isPresent()) {
            throw cursor.unsupported(name, feature.get());
        }
        return found.orElseThrow(() -> {
            String meant = Keywords.similarFunctions(name.text(), syntax);
            String rule = meant.isEmpty() ? "be one of PromQL's" : "be one of PromQL's (did you mean " + meant + "?)";
            return cursor.refuse("function", name.start(), rule, cursor.shown(name));
        });
    }

    private Refusal wrongCount(String part, Token name, String rule, List<Node> found) {
        return cursor.refuse(part, name.start(), rule + " in number", String.valueOf(found.size()));
    }

    private List<Node> arguments() {
        List<Node> arguments = new ArrayList<>();
        cursor.expect(Kind.LEFT_PAREN, "\"(\"");
        if (cursor.skip(Kind.RIGHT_PAREN)) {
            return arguments;
        }
        do {
            arguments.add(expression(1));
        } while (cursor.skip(Kind.COMMA));
        cursor.expect(Kind.RIGHT_PAREN, "an operator, \",\" or \")\"");
        return arguments;
    }

    private Node aggregation(Token name, AggregateOp op) {
        Optional<Grouping> before = grouping();
        List<Node> arguments = arguments();
        Grouping grouping = before.isPresent() ? before.get() : grouping().orElse(Grouping.ALL);
        int wanted = op.parameter().isPresent() ? 2 : 1;
        if (arguments.size() != wanted) {
            throw wrongCount("arguments of " + op.symbol(), name, "be " + wanted, arguments);
        }
        Node operand = arguments.get(wanted - 1);
        if (operand.expr().type() != ValueType.VECTOR) {
            throw cursor.wrongType(
                    "operand of " + op.symbol(), operand.start(), ValueType.VECTOR.phrase(), operand.expr());
        }
        Optional<Expr> parameter = Optional.empty();
        if (wanted == 2) {
            Node first = arguments.get(0);
            ValueType type = op.parameter().orElseThrow();
            if (first.expr().type() != type) {
                throw cursor.wrongType("parameter of " + op.symbol(), first.start(), type.phrase(), first.expr());
            }
            parameter = Optional.of(first.expr());
        }
        Optional<Expr> given = parameter;
        int levels = arguments.stream().mapToInt(Node::depth).max().orElse(0);
        return node(
                cursor.make(arguments.get(0).start(), () -> new Aggregation(op, operand.expr(), given, grouping)),
                name.start(),
                levels + 1);
    }

    private Optional<Grouping> grouping() {
        boolean without = cursor.at("without");
        if (!without && !cursor.at("by")) {
            return Optional.empty();
        }
        Token word = cursor.take();
        List<String> labels = labels();
        return Optional.of(cursor.make(word.start(), () -> new Grouping(without, labels)));
    }
}
