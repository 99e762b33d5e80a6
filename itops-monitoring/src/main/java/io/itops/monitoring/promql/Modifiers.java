package io.itops.monitoring.promql;

import io.itops.monitoring.expr.At;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.RangeSelector;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Shift;
import io.itops.monitoring.expr.Subquery;
import io.itops.monitoring.expr.ValueType;
import io.itops.monitoring.promql.Token.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads what follows an operand and turns it in time: ranges, subqueries, {@code offset} and {@code @}. */
final class Modifiers {
    private final Cursor cursor;

    /** What is read as a duration, as messages name it. */
    private final String wantedDuration;

    Modifiers(Cursor cursor) {
        this.cursor = cursor;
        this.wantedDuration = cursor.plainDurations() ? "a duration or a number of seconds" : "a duration";
    }

    /** The operand with the modifier that comes next, empty if none does. */
    Optional<Expr> next(Node node) {
        if (cursor.at(Kind.LEFT_BRACKET)) {
            return Optional.of(bracket(node));
        }
        if (cursor.at(Kind.AT)) {
            return Optional.of(at(node));
        }
        if (cursor.at("offset")) {
            return Optional.of(offset(node));
        }
        if (Later.isExtension(Keywords.lower(cursor.token()))) {
            throw cursor.unsupported(cursor.token(), Later.EXTENDED_SELECTORS);
        }
        return Optional.empty();
    }

    private Expr bracket(Node node) {
        Token bracket = cursor.take();
        Token first = cursor.token();
        Duration range = duration(wantedDuration);
        if (cursor.skip(Kind.COLON)) {
            Token second = cursor.token();
            Optional<Duration> step = cursor.at(Kind.RIGHT_BRACKET)
                    ? Optional.empty()
                    : Optional.of(duration(wantedDuration + ", or \"]\""));
            cursor.expect(Kind.RIGHT_BRACKET, "\"]\"");
            return subquery(node, first, range, second, step);
        }
        cursor.expect(Kind.RIGHT_BRACKET, "\":\" or \"]\"");
        if (node.wrapped() || !(node.expr() instanceof Selector selector)) {
            throw cursor.refuse("range", bracket.start(), "follow a selector of series", shown(node.expr()));
        }
        if (!selector.shift().offset().isZero() || selector.shift().at() instanceof At.Fixed) {
            throw cursor.refuse(
                    "range", bracket.start(), "stand before offset and @, not behind them", shown(selector));
        }
        return cursor.make(first.start(), () -> new RangeSelector(selector, range));
    }

    private Expr subquery(Node node, Token first, Duration range, Token second, Optional<Duration> step) {
        if (node.expr().type() != ValueType.VECTOR) {
            throw cursor.wrongType("operand of a subquery", node.start(), ValueType.VECTOR.phrase(), node.expr());
        }
        step.ifPresent(given -> {
            if (given.isZero() || given.isNegative()) {
                throw cursor.refuse("step", second.start(), "be at least 1 ms", cursor.shown(second));
            }
        });
        return cursor.make(first.start(), () -> new Subquery(node.expr(), range, step, Shift.NONE));
    }

    private Expr offset(Node node) {
        Token keyword = cursor.take();
        boolean back = !cursor.at(Kind.MINUS);
        if (cursor.at(Kind.MINUS) || cursor.at(Kind.PLUS)) {
            cursor.take();
        }
        Token first = cursor.token();
        Duration given = literal(wantedDuration);
        Duration offset = back ? given : given.negated();
        Shift shift = shift(node, keyword);
        if (!shift.offset().isZero()) {
            throw cursor.refuse("offset", keyword.start(), "stand once", "another one");
        }
        return shifted(node, cursor.make(first.start(), () -> new Shift(offset, shift.at())));
    }

    private Expr at(Node node) {
        Token sign = cursor.take();
        Token first = cursor.token();
        At instant = cursor.at("start") || cursor.at("end") ? bound() : fixed(first);
        Shift shift = shift(node, sign);
        if (shift.at() != At.Bound.EVALUATION) {
            throw cursor.refuse("@ modifier", sign.start(), "stand once", "another one");
        }
        return shifted(node, new Shift(shift.offset(), instant));
    }

    private At bound() {
        Token name = cursor.take();
        cursor.expect(Kind.LEFT_PAREN, "\"(\"");
        cursor.expect(Kind.RIGHT_PAREN, "\")\"");
        return Keywords.is(name, "start") ? At.Bound.START : At.Bound.END;
    }

    private At fixed(Token first) {
        boolean negative = cursor.at(Kind.MINUS);
        if (negative || cursor.at(Kind.PLUS)) {
            cursor.take();
        }
        if (Keywords.isNumber(Keywords.lower(cursor.token()))) {
            throw cursor.refuse("@ modifier", first.start(), "be finite", cursor.shown(cursor.token()));
        }
        if (!cursor.at(Kind.NUMBER) && !cursor.at(Kind.DURATION)) {
            throw cursor.unexpected("an instant in seconds since 1970, start() or end()");
        }
        double seconds = cursor.take().number();
        // Half a millisecond goes away from zero, as in Go; what is out of the years 1 to 9999 is refused below.
        long millis = Math.round(Math.min(seconds, 1e15) * 1_000);
        return cursor.make(first.start(), () -> new At.Fixed(Instant.ofEpochMilli(negative ? -millis : millis)));
    }

    private Shift shift(Node node, Token modifier) {
        if (!node.wrapped()) {
            if (node.expr() instanceof Selector selector) {
                return selector.shift();
            }
            if (node.expr() instanceof RangeSelector range) {
                return range.selector().shift();
            }
            if (node.expr() instanceof Subquery subquery) {
                return subquery.shift();
            }
        }
        throw cursor.refuse(
                modifier.is(Kind.AT) ? "@ modifier" : "offset",
                modifier.start(),
                "follow a selector, a range or a subquery",
                shown(node.expr()));
    }

    private Expr shifted(Node node, Shift shift) {
        return cursor.make(node.start(), () -> withShift(node.expr(), shift));
    }

    private static Expr withShift(Expr expr, Shift shift) {
        if (expr instanceof RangeSelector range) {
            return new RangeSelector(new Selector(range.selector().matchers(), shift), range.range());
        }
        if (expr instanceof Subquery subquery) {
            return new Subquery(subquery.operand(), subquery.range(), subquery.step(), shift);
        }
        return new Selector(((Selector) expr).matchers(), shift);
    }

    /** A duration between brackets, where calculating with durations is refused by name. */
    private Duration duration(String wanted) {
        Token first = cursor.token();
        boolean signed = first.is(Kind.MINUS) || first.is(Kind.PLUS);
        if (signed) {
            cursor.take();
        }
        Duration duration = literal(signed ? wantedDuration : wanted);
        switch (cursor.token().kind()) {
            case PLUS, MINUS, TIMES, DIVIDE, MODULO, POWER ->
                throw cursor.unsupported(cursor.token(), Later.DURATION_EXPRESSIONS);
            default -> {
                if (signed) {
                    throw cursor.refuse("duration", first.start(), "be positive, without a sign", cursor.shown(first));
                }
                return duration;
            }
        }
    }

    private Duration literal(String wanted) {
        Token token = cursor.token();
        if (token.is(Kind.LEFT_PAREN) || Later.isInDurations(Keywords.lower(token))) {
            throw cursor.unsupported(token, Later.DURATION_EXPRESSIONS);
        }
        if (!token.is(Kind.DURATION) && !(token.is(Kind.NUMBER) && cursor.plainDurations())) {
            throw cursor.unexpected(wanted);
        }
        if (token.number() * 1_000 > Numbers.MAX_MILLIS) {
            throw cursor.refuse("duration", token.start(), "be at most 292 years", cursor.shown(token));
        }
        cursor.take();
        return Duration.ofMillis(Numbers.millis(token.number()));
    }

    private static String shown(Expr expr) {
        return '"' + expr.toString() + '"';
    }
}
