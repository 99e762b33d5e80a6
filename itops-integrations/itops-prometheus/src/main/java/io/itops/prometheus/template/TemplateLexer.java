package io.itops.prometheus.template;

import io.itops.prometheus.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template's text into tokens, trim markers and comments applied. */
final class TemplateLexer {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String SPACES = " \t\r\n";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private TemplateLexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        TemplateLexer lexer = new TemplateLexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        boolean trim = false;
        while (true) {
            int open = text.indexOf(OPEN, at);
            int end = open < 0 ? text.length() : open;
            int start = trim ? skipSpaces(at, end) : at;
            boolean trimsBefore = open >= 0 && isTrim(open + 2);
            int stop = trimsBefore ? unskipSpaces(start, end) : end;
            if (stop > start) {
                add(Kind.TEXT, start, stop);
            }
            if (open < 0) {
                at = text.length();
                add(Kind.END, at, at);
                return;
            }
            int inside = open + (trimsBefore ? 4 : 2);
            trim = text.startsWith("/*", inside) ? comment(open, inside) : action(open, inside);
        }
    }

    private boolean isTrim(int index) {
        return text.startsWith("-", index) && index + 1 < text.length() && isSpace(text.charAt(index + 1));
    }

    private int skipSpaces(int from, int end) {
        int i = from;
        while (i < end && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int unskipSpaces(int start, int end) {
        int i = end;
        while (i > start && isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    /** Skips a comment; whether the text after it is trimmed. */
    private boolean comment(int open, int inside) {
        int end = text.indexOf("*/", inside + 2);
        if (end < 0) {
            throw new TemplateError(open, "end the comment that begins here by */}}");
        }
        at = end + 2;
        boolean trims = closesTrimmed();
        if (!trims && !text.startsWith(CLOSE, at)) {
            throw new TemplateError(at, "end a comment by }} right after */");
        }
        at += trims ? 4 : 2;
        return trims;
    }

    private boolean closesTrimmed() {
        return at + 1 < text.length() && isSpace(text.charAt(at)) && text.startsWith("-" + CLOSE, at + 1);
    }

    /** Reads an action; whether the text after it is trimmed. */
    private boolean action(int open, int inside) {
        add(Kind.OPEN, open, inside);
        at = inside;
        int parens = 0;
        while (true) {
            boolean trims = closesTrimmed();
            if (trims || text.startsWith(CLOSE, at)) {
                if (parens > 0) {
                    throw new TemplateError(at, "close the parenthesis before the action ends");
                }
                add(Kind.CLOSE, at, at + (trims ? 4 : 2));
                at += trims ? 4 : 2;
                return trims;
            }
            if (at >= text.length()) {
                throw new TemplateError(open, "close the action that begins here by }}");
            }
            char c = text.charAt(at);
            if (c == '(') {
                parens++;
                symbol(Kind.PAREN_OPEN, 1);
            } else if (c == ')') {
                if (--parens < 0) {
                    throw new TemplateError(at, "have no closing parenthesis without an opening one");
                }
                symbol(Kind.PAREN_CLOSE, 1);
            } else {
                inside(c);
            }
        }
    }

    private void inside(char c) {
        if (isSpace(c)) {
            spaces();
        } else if (c == '=') {
            symbol(Kind.ASSIGN, 1);
        } else if (c == ':') {
            if (!text.startsWith(":=", at)) {
                throw new TemplateError(at, "write := to declare a variable");
            }
            symbol(Kind.DECLARE, 2);
        } else if (c == '|') {
            symbol(Kind.PIPE, 1);
        } else if (c == ',') {
            symbol(Kind.COMMA, 1);
        } else if (c == '"') {
            quoted('"', Kind.STRING, "string");
        } else if (c == '\'') {
            quoted('\'', Kind.CHARACTER, "character constant");
        } else if (c == '`') {
            rawString();
        } else if (c == '$') {
            name(Kind.VARIABLE, at + 1);
        } else if (c == '.' && !digitAt(at + 1)) {
            boolean named = at + 1 < text.length() && isAlphaNumeric(text.codePointAt(at + 1));
            if (named) {
                name(Kind.FIELD, at + 1);
            } else {
                symbol(Kind.DOT, 1);
            }
        } else if (c == '+' || c == '-' || digitAt(at) || c == '.') {
            number();
        } else if (isAlphaNumeric(text.codePointAt(at))) {
            name(Kind.WORD, at);
        } else {
            throw new TemplateError(at, "have no such character in an action");
        }
    }

    /** White space up to, but not including, a space that belongs to a trim marker. */
    private void spaces() {
        int start = at;
        while (at < text.length() && isSpace(text.charAt(at)) && !closesTrimmed()) {
            at++;
        }
        if (at > start) {
            add(Kind.SPACE, start, at);
        }
    }

    private void symbol(Kind kind, int length) {
        add(kind, at, at + length);
        at += length;
    }

    private void quoted(char quote, Kind kind, String what) {
        int start = at++;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\n') {
                break;
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length() || text.charAt(at) != quote) {
            throw new TemplateError(start, "end the " + what + " that begins here on its line");
        }
        at++;
        add(kind, start, at);
    }

    private void rawString() {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw new TemplateError(at, "end the raw string that begins here");
        }
        add(Kind.RAW_STRING, at, end + 1);
        at = end + 1;
    }

    private void name(Kind kind, int from) {
        int start = at;
        at = from;
        while (at < text.length() && isAlphaNumeric(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        if (!atTerminator()) {
            throw new TemplateError(at, "have no such character after " + text.substring(start, at));
        }
        add(kind, start, at);
    }

    private boolean atTerminator() {
        if (at >= text.length()) {
            return true;
        }
        char c = text.charAt(at);
        return isSpace(c) || ".,|:)(=".indexOf(c) >= 0 || text.startsWith(CLOSE, at);
    }

    private void number() {
        int start = at;
        if (text.charAt(at) == '+' || text.charAt(at) == '-') {
            at++;
        }
        while (at < text.length() && inNumber(text.charAt(at), text.charAt(at - (at > start ? 1 : 0)))) {
            at++;
        }
        add(Kind.NUMBER, start, at);
    }

    private static boolean inNumber(char c, char before) {
        boolean exponent = before == 'e' || before == 'E' || before == 'p' || before == 'P';
        return c == '.' || c == '_' || isAlphaNumeric(c) || ((c == '+' || c == '-') && exponent);
    }

    private boolean digitAt(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static boolean isAlphaNumeric(int c) {
        return c == '_' || Character.isLetter(c) || Character.isDigit(c);
    }

    static boolean isSpace(char c) {
        return SPACES.indexOf(c) >= 0;
    }

    private void add(Kind kind, int start, int end) {
        tokens.add(new Token(kind, text.substring(start, end), start));
    }
}
