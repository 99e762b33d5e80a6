package io.itops.monitoring.promql;

import io.itops.monitoring.promql.Token.Kind;

/** Cuts an expression into tokens, one after the other, in one pass. */
final class Lexer {
    /** Where a token stands decides how a colon is read, and what an equals sign begins. */
    enum Place {
        /** Outside brackets and braces: a colon is part of a metric's name. */
        OPEN,
        /** Between braces: words are label names. */
        BRACES,
        /** Between brackets: a colon stands for itself. */
        BRACKETS
    }

    private final Source source;
    private final Syntax syntax;
    private int at;

    Lexer(Source source, Syntax syntax) {
        this.source = source;
        this.syntax = syntax;
    }

    Token next(Place place) {
        skipBlanks();
        int start = at;
        if (start >= source.length()) {
            return token(Kind.END, start, start);
        }
        char c = source.at(start);
        if (isLetter(c) || (c == ':' && place == Place.OPEN)) {
            return word(start, place);
        }
        if (isDigit(c) || (c == '.' && isDigit(source.at(start + 1)))) {
            return keep(number(start));
        }
        if (c == '"' || c == '\'' || c == '`') {
            return keep(Strings.token(source, start));
        }
        Kind kind = symbol(start, place);
        return keep(token(kind, start, start + width(kind)));
    }

    private Token number(int start) {
        Token number = Numbers.token(source, start);
        int parted =
                syntax.plainDurations() ? -1 : source.slice(start, number.end()).indexOf('_');
        if (parted >= 0) {
            throw source.refuse(
                    "number", start + parted, "be digits without underscores", source.shown(start + parted));
        }
        return number;
    }

    private void skipBlanks() {
        while (at < source.length()) {
            char c = source.at(at);
            if (c == '#') {
                while (at < source.length() && source.at(at) != '\n' && source.at(at) != '\r') {
                    at++;
                }
            } else if (isBlank(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    private Token word(int start, Place place) {
        int end = start;
        char c = source.at(end);
        while (isLetter(c) || isDigit(c) || (c == ':' && place == Place.OPEN)) {
            c = source.at(++end);
        }
        return keep(new Token(Kind.WORD, start, end, source.slice(start, end), 0));
    }

    private Kind symbol(int start, Place place) {
        char second = source.at(start + 1);
        return switch (source.at(start)) {
            case '(' -> Kind.LEFT_PAREN;
            case ')' -> Kind.RIGHT_PAREN;
            case '{' -> Kind.LEFT_BRACE;
            case '}' -> Kind.RIGHT_BRACE;
            case '[' -> Kind.LEFT_BRACKET;
            case ']' -> Kind.RIGHT_BRACKET;
            case ',' -> Kind.COMMA;
            case ':' -> Kind.COLON;
            case '@' -> Kind.AT;
            case '+' -> Kind.PLUS;
            case '-' -> Kind.MINUS;
            case '*' -> Kind.TIMES;
            case '/' -> Kind.DIVIDE;
            case '%' -> Kind.MODULO;
            case '^' -> Kind.POWER;
            case '>' -> second == '=' ? Kind.GREATER_OR_EQUAL : Kind.GREATER;
            case '<' -> second == '=' ? Kind.LESS_OR_EQUAL : Kind.LESS;
            case '=' ->
                second == '~' ? Kind.ASSIGN_PATTERN : second == '=' && place != Place.BRACES ? Kind.EQUAL : Kind.ASSIGN;
            case '!' -> exclamation(start, second);
            default -> throw source.refuse(start, "go on with a token of PromQL", source.shown(start));
        };
    }

    private Kind exclamation(int start, char second) {
        if (second == '=') {
            return Kind.NOT_EQUAL;
        }
        if (second == '~') {
            return Kind.NOT_PATTERN;
        }
        throw source.refuse(start + 1, "go on with \"=\" or \"~\" after \"!\"", source.shown(start + 1));
    }

    private static int width(Kind symbol) {
        return switch (symbol) {
            case GREATER_OR_EQUAL, LESS_OR_EQUAL, ASSIGN_PATTERN, NOT_PATTERN, EQUAL, NOT_EQUAL -> 2;
            default -> 1;
        };
    }

    private Token keep(Token token) {
        at = token.end();
        return token;
    }

    private static Token token(Kind kind, int start, int end) {
        return new Token(kind, start, end, "", 0);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
