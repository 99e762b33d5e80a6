package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A rule expression, as {@link Expressions} builds it: the tree that a PromQL expression means.
 *
 * <p>Every node checks the types of its children when it is made, so a tree that exists is well typed. {@code toString()} is valid
 * PromQL that Prometheus reads as the same tree. Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface Expr
        permits NumberLiteral, StringLiteral, Selector, RangeSelector, Subquery, Call, Aggregation, Binary, Negation {
    /**
     * What the expression gives.
     *
     * @return its type
     */
    ValueType type();

    /**
     * The expressions directly beneath, in the order in which they are written.
     *
     * @return the children, possibly none
     */
    List<Expr> children();

    /**
     * How far back from the instant of evaluation samples count: the longest range, or the lookback for a newest sample, with
     * subqueries and offsets added up.
     *
     * @return zero or more; {@code @} modifiers are not counted
     */
    default Duration reach() {
        return Reach.of(this);
    }

    /**
     * The selectors in the expression, itself included, wherever they stand.
     *
     * @return all of them, from left to right; one that is written twice comes twice
     */
    default List<Selector> selectors() {
        List<Selector> found = new ArrayList<>();
        Deque<Expr> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            Expr next = open.pop();
            if (next instanceof Selector selector) {
                found.add(selector);
            }
            List<Expr> children = next.children();
            for (int i = children.size() - 1; i >= 0; i--) {
                open.push(children.get(i));
            }
        }
        return Collections.unmodifiableList(found);
    }

    /**
     * The expression as PromQL over several lines, for people: what fits into 100 columns stays in one.
     *
     * @return the expression that {@code toString()} gives, with other blanks
     */
    default String pretty() {
        return Layout.of(this);
    }

    /**
     * The sum of each group.
     *
     * @param labels what forms the groups; none for one group of all
     * @return {@code sum by (labels) (this)}
     */
    default Expr sumBy(String... labels) {
        return aggregate(AggregateOp.SUM, Grouping.by(labels));
    }

    /**
     * The mean of each group.
     *
     * @param labels what forms the groups; none for one group of all
     * @return {@code avg by (labels) (this)}
     */
    default Expr avgBy(String... labels) {
        return aggregate(AggregateOp.AVG, Grouping.by(labels));
    }

    /**
     * The smallest value of each group.
     *
     * @param labels what forms the groups; none for one group of all
     * @return {@code min by (labels) (this)}
     */
    default Expr minBy(String... labels) {
        return aggregate(AggregateOp.MIN, Grouping.by(labels));
    }

    /**
     * The greatest value of each group.
     *
     * @param labels what forms the groups; none for one group of all
     * @return {@code max by (labels) (this)}
     */
    default Expr maxBy(String... labels) {
        return aggregate(AggregateOp.MAX, Grouping.by(labels));
    }

    /**
     * The number of elements of each group.
     *
     * @param labels what forms the groups; none for one group of all
     * @return {@code count by (labels) (this)}
     */
    default Expr countBy(String... labels) {
        return aggregate(AggregateOp.COUNT, Grouping.by(labels));
    }

    /**
     * An aggregation that takes no parameter.
     *
     * @param op what is computed of each group
     * @param grouping which labels form the groups
     * @return {@code op by (…) (this)}
     */
    default Expr aggregate(AggregateOp op, Grouping grouping) {
        return new Aggregation(op, this, Optional.empty(), grouping);
    }

    /**
     * An aggregation that takes a parameter.
     *
     * @param op what is computed of each group
     * @param parameter a scalar or a string, as the aggregation asks
     * @param grouping which labels form the groups
     * @return {@code op by (…) (parameter, this)}
     */
    default Expr aggregate(AggregateOp op, Expr parameter, Grouping grouping) {
        return new Aggregation(op, this, Optional.of(Require.present("parameter", parameter)), grouping);
    }

    /**
     * The elements above a threshold.
     *
     * @param threshold any number, infinite ones included, but not NaN, which nothing is above
     * @return {@code this > threshold}
     */
    default Expr above(double threshold) {
        return join(BinaryOp.GREATER, NumberLiteral.known("threshold", threshold));
    }

    /**
     * The elements at or above a threshold.
     *
     * @param threshold any number, infinite ones included, but not NaN
     * @return {@code this >= threshold}
     */
    default Expr atLeast(double threshold) {
        return join(BinaryOp.GREATER_OR_EQUAL, NumberLiteral.known("threshold", threshold));
    }

    /**
     * The elements below a threshold.
     *
     * @param threshold any number, infinite ones included, but not NaN
     * @return {@code this < threshold}
     */
    default Expr below(double threshold) {
        return join(BinaryOp.LESS, NumberLiteral.known("threshold", threshold));
    }

    /**
     * The elements at or below a threshold.
     *
     * @param threshold any number, infinite ones included, but not NaN
     * @return {@code this <= threshold}
     */
    default Expr atMost(double threshold) {
        return join(BinaryOp.LESS_OR_EQUAL, NumberLiteral.known("threshold", threshold));
    }

    /**
     * The elements of one value.
     *
     * @param value any number, infinite ones included, but not NaN, which equals nothing
     * @return {@code this == value}
     */
    default Expr equalTo(double value) {
        return join(BinaryOp.EQUAL, NumberLiteral.known("value compared with", value));
    }

    /**
     * The elements of any other value.
     *
     * @param value any number, infinite ones included, but not NaN, which differs from everything
     * @return {@code this != value}
     */
    default Expr notEqualTo(double value) {
        return join(BinaryOp.NOT_EQUAL, NumberLiteral.known("value compared with", value));
    }

    /**
     * The sum of two expressions.
     *
     * @param other the right operand
     * @return {@code this + other}
     */
    default Expr plus(Expr other) {
        return join(BinaryOp.ADD, other);
    }

    /**
     * The difference of two expressions.
     *
     * @param other the right operand
     * @return {@code this - other}
     */
    default Expr minus(Expr other) {
        return join(BinaryOp.SUBTRACT, other);
    }

    /**
     * The product of two expressions.
     *
     * @param other the right operand
     * @return {@code this * other}
     */
    default Expr times(Expr other) {
        return join(BinaryOp.MULTIPLY, other);
    }

    /**
     * The product with a number.
     *
     * @param factor any number but NaN
     * @return {@code this * factor}
     */
    default Expr times(double factor) {
        return join(BinaryOp.MULTIPLY, NumberLiteral.known("factor", factor));
    }

    /**
     * The quotient of two expressions.
     *
     * @param other the right operand
     * @return {@code this / other}
     */
    default Expr dividedBy(Expr other) {
        return join(BinaryOp.DIVIDE, other);
    }

    /**
     * The elements that have a match in another vector.
     *
     * @param other the right operand
     * @return {@code this and other}
     */
    default Expr and(Expr other) {
        return join(BinaryOp.AND, other);
    }

    /**
     * These elements and those of another vector that have no match here.
     *
     * @param other the right operand
     * @return {@code this or other}
     */
    default Expr or(Expr other) {
        return join(BinaryOp.OR, other);
    }

    /**
     * The elements that have no match in another vector.
     *
     * @param other the right operand
     * @return {@code this unless other}
     */
    default Expr unless(Expr other) {
        return join(BinaryOp.UNLESS, other);
    }

    /**
     * This expression joined to another by any operator.
     *
     * @param op the operator
     * @param other the right operand
     * @return {@code this op other}
     */
    default Expr join(BinaryOp op, Expr other) {
        return new Binary(op, this, other, false, Matching.ALL_LABELS);
    }

    /**
     * This vector joined to another by any operator, elements matched as stated.
     *
     * @param op the operator
     * @param matching which elements belong together
     * @param other the right operand
     * @return {@code this op on (…) other}
     */
    default Expr join(BinaryOp op, Matching matching, Expr other) {
        return new Binary(op, this, other, false, matching);
    }

    /**
     * A comparison that gives 1 where it holds and 0 where it does not.
     *
     * @param op a comparison
     * @param other the right operand
     * @return {@code this op bool other}
     */
    default Expr compare(BinaryOp op, Expr other) {
        return new Binary(op, this, other, true, Matching.ALL_LABELS);
    }

    /**
     * The negative of this expression; of a number, the number with its sign turned.
     *
     * @return {@code -this}
     */
    default Expr negated() {
        return this instanceof NumberLiteral literal ? new NumberLiteral(-literal.value()) : new Negation(this);
    }
}
