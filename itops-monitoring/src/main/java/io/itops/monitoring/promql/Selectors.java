package io.itops.monitoring.promql;

import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Shift;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.promql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads what selects series: a metric's name, and conditions on labels in braces. */
final class Selectors {
    private static final int MAX_MATCHERS = 64;

    private final Cursor cursor;

    Selectors(Cursor cursor) {
        this.cursor = cursor;
    }

    /** The selector of a metric whose name has been taken. */
    Selector named(Token name) {
        List<Matcher> matchers = new ArrayList<>();
        matchers.add(cursor.make(name.start(), () -> Matcher.eq(Labels.METRIC_NAME, name.text())));
        if (cursor.at(Kind.LEFT_BRACE)) {
            braces(matchers);
        }
        return cursor.make(name.start(), () -> new Selector(matchers, Shift.NONE));
    }

    /** The selector whose brace comes next. */
    Selector unnamed() {
        int start = cursor.token().start();
        List<Matcher> matchers = new ArrayList<>();
        braces(matchers);
        if (matchers.isEmpty()) {
            throw cursor.refuse("selector", start, "have a matcher that an empty value does not meet", "{}");
        }
        return cursor.make(start, () -> new Selector(matchers, Shift.NONE));
    }

    private void braces(List<Matcher> matchers) {
        boolean named = !matchers.isEmpty();
        cursor.take();
        while (!cursor.skip(Kind.RIGHT_BRACE)) {
            Token first = cursor.token();
            Matcher matcher = matcher();
            if (named && matcher.label().equals(Labels.METRIC_NAME)) {
                throw cursor.refuse(
                        "metric name",
                        first.start(),
                        "stand once, before the braces or between them",
                        '"' + matcher.value() + '"');
            }
            matchers.add(matcher);
            if (matchers.size() > MAX_MATCHERS) {
                throw cursor.refuse("selector", first.start(), "have at most " + MAX_MATCHERS + " matchers", "more");
            }
            if (!cursor.skip(Kind.COMMA) && !cursor.at(Kind.RIGHT_BRACE)) {
                throw cursor.unexpected("\",\" or \"}\"");
            }
        }
    }

    private Matcher matcher() {
        Token label = cursor.token();
        if (!label.is(Kind.WORD) && !cursor.atQuotedName()) {
            throw cursor.unexpected("a label name or \"}\"");
        }
        cursor.take();
        if (label.is(Kind.STRING) && (cursor.at(Kind.COMMA) || cursor.at(Kind.RIGHT_BRACE))) {
            return cursor.make(label.start(), () -> Matcher.eq(Labels.METRIC_NAME, label.text()));
        }
        Matcher.Op op = switch (cursor.token().kind()) {
            case ASSIGN -> Matcher.Op.EQUAL;
            case NOT_EQUAL -> Matcher.Op.NOT_EQUAL;
            case ASSIGN_PATTERN -> Matcher.Op.MATCH;
            case NOT_PATTERN -> Matcher.Op.NO_MATCH;
            default -> throw cursor.unexpected("one of = != =~ !~");
        };
        cursor.take();
        Token value = cursor.expect(Kind.STRING, "a string");
        return cursor.matcher(label.start(), label.text(), op, value);
    }
}
