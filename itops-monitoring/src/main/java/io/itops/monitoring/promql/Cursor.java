package io.itops.monitoring.promql;

import io.itops.core.InvalidInputException;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.promql.Token.Kind;
import java.util.function.Supplier;

/** The place up to which an expression has been read, with the token that comes next. */
final class Cursor {
    /** What the patterns of one expression may come to together, so that compiling them takes milliseconds. */
    static final long MAX_PATTERNS = 50_000;

    private final Source source;
    private final Syntax syntax;
    private final Lexer lexer;
    private Lexer.Place place = Lexer.Place.OPEN;
    private Token token;
    private long patterns;

    Cursor(Source source, Syntax syntax) {
        this.source = source;
        this.syntax = syntax;
        this.lexer = new Lexer(source, syntax);
        this.token = lexer.next(place);
    }

    Token token() {
        return token;
    }

    boolean at(Kind kind) {
        return token.is(kind);
    }

    boolean at(String keyword) {
        return Keywords.is(token, keyword);
    }

    /** Whether a name in quotes comes next, where this version takes one. */
    boolean atQuotedName() {
        return token.is(Kind.STRING) && syntax.utf8Names();
    }

    /** Whether a number stands for a duration of so many seconds. */
    boolean plainDurations() {
        return syntax.plainDurations();
    }

    /** The next token, which is then behind. */
    Token take() {
        Token taken = token;
        place = switch (taken.kind()) {
            case LEFT_BRACE -> Lexer.Place.BRACES;
            case LEFT_BRACKET -> Lexer.Place.BRACKETS;
            case RIGHT_BRACE, RIGHT_BRACKET -> Lexer.Place.OPEN;
            default -> place;
        };
        token = lexer.next(place);
        return taken;
    }

    /** Takes the next token if it is of a kind. */
    boolean skip(Kind kind) {
        if (token.is(kind)) {
            take();
            return true;
        }
        return false;
    }

    /** Takes the next token, which must be of a kind. */
    Token expect(Kind kind, String wanted) {
        if (!token.is(kind)) {
            throw unexpected(wanted);
        }
        return take();
    }

    /** The refusal of the next token. */
    Refusal unexpected(String wanted) {
        return source.refuse(token.start(), "go on with " + wanted, shown(token));
    }

    Refusal refuse(String part, int index, String rule, String found) {
        return source.refuse(part, index, rule, found);
    }

    Refusal unsupported(Token found, String feature) {
        return source.unsupported(found.start(), feature, shown(found));
    }

    String shown(Token shown) {
        return source.shown(shown.start(), shown.end());
    }

    /** What a constructor of the tree gives, its refusal told at a place of the text. */
    <T> T make(int index, Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (InvalidInputException e) {
            throw source.refuse(index, e);
        }
    }

    /** Refuses what gives another type, at its place. */
    Refusal wrongType(String part, int index, String wanted, Expr found) {
        return source.refuse(part, index, "be " + wanted, '"' + found.type().phrase() + ": " + found + '"');
    }

    /** A condition on a label, its pattern counted. */
    Matcher matcher(int index, String label, Matcher.Op op, Token value) {
        Matcher matcher = make(index, () -> new Matcher(label, op, value.text()));
        spend(value.start(), matcher.patternSize());
        return matcher;
    }

    /** Counts a pattern that stands elsewhere. */
    void pattern(int index, String pattern) {
        spend(index, make(index, () -> Matcher.matching("pattern", pattern)).patternSize());
    }

    private void spend(int index, long size) {
        patterns += size;
        if (patterns > MAX_PATTERNS) {
            throw source.refuse(
                    "patterns of an expression",
                    index,
                    "come to at most " + MAX_PATTERNS + " instructions together",
                    String.valueOf(patterns));
        }
    }

    /** Whether the token after the next one is a parenthesis. */
    boolean followedByParen() {
        int i = token.end();
        while (Lexer.isBlank(source.at(i))) {
            i++;
        }
        return source.at(i) == '(';
    }
}
