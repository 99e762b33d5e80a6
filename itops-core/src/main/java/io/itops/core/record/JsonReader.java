package io.itops.core.record;

import io.itops.core.FormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one JSON text by the grammar of RFC 8259, by recursive descent; the recursion is bounded by the depth limit. Not
 * thread-safe; confine to one thread.
 */
final class JsonReader {
    private static final int SHOWN = 20;

    private final String text;
    private final JsonLimits limits;

    /** The text's characters; one that is too long to be read has none. Those before {@code at} may have been overwritten. */
    private final char[] chars;

    private int at;
    private int depth;

    JsonReader(String text, JsonLimits limits) {
        this.text = text;
        this.limits = limits;
        this.chars = text.length() > limits.maxLength() ? new char[0] : text.toCharArray();
    }

    Tree read() {
        if (text.length() > limits.maxLength()) {
            throw failure(
                    limits.maxLength(),
                    "be the end of the text, for the limit is " + limits.maxLength() + " characters");
        }
        skipWhiteSpace();
        Tree tree = value();
        if (at < chars.length) {
            throw failure(at, "be the end of the text");
        }
        return tree;
    }

    /** One value and the white space after it. */
    private Tree value() {
        Tree tree = switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Tree.Text(string());
            case 't' -> word("true", new Tree.Bool(true));
            case 'f' -> word("false", new Tree.Bool(false));
            case 'n' -> word("null", Tree.Null.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw failure(at, "be a JSON value");
        };
        skipWhiteSpace();
        return tree;
    }

    private Tree object() {
        enter();
        Members.Builder members = new Members.Builder(8);
        if (!skip('}')) {
            do {
                int nameAt = at;
                if (peek() != '"') {
                    throw failure(at, "be a member name");
                }
                String name = string();
                skipWhiteSpace();
                if (!skip(':')) {
                    throw failure(at, "be a colon after the member name");
                }
                if (!members.put(name, value())) {
                    throw failure(nameAt, "be a name that the object does not have yet");
                }
                checkCount(members.size(), nameAt);
            } while (skip(','));
            if (!skip('}')) {
                throw failure(at, "be a comma or the end of the object");
            }
        }
        depth--;
        return new Tree.Obj(members.build());
    }

    private Tree array() {
        enter();
        List<Tree> items = new ArrayList<>();
        if (!skip(']')) {
            do {
                int itemAt = at;
                items.add(value());
                checkCount(items.size(), itemAt);
            } while (skip(','));
            if (!skip(']')) {
                throw failure(at, "be a comma or the end of the array");
            }
        }
        depth--;
        return new Tree.Arr(items);
    }

    private void enter() {
        if (++depth > limits.maxDepth()) {
            throw failure(at, "be nested at most " + limits.maxDepth() + " deep");
        }
        at++;
        skipWhiteSpace();
    }

    private void checkCount(int count, int place) {
        if (count > limits.maxMembers()) {
            throw failure(place, "be one of at most " + limits.maxMembers() + " members or items");
        }
    }

    private Tree word(String word, Tree meaning) {
        if (!text.startsWith(word, at)) {
            throw failure(at, "be a JSON value");
        }
        at += word.length();
        return meaning;
    }

    private Tree number() {
        JsonNumber number = new JsonNumber(text, at);
        if (number.problem() != null) {
            throw failure(number.end(), number.problem());
        }
        double value = number.value();
        if (Double.isInfinite(value)) {
            throw failure(at, "be a number that a double can hold");
        }
        at = number.end();
        return new Tree.Num(value);
    }

    /** Most strings have no escape and are cut out of the text whole. */
    private String string() {
        int start = ++at;
        toEndOfRaw();
        return chars[at] == '"' ? new String(chars, start, at++ - start) : stringFromEscape(start);
    }

    /** Moves what stands behind each escape to the front, over characters that have been read. */
    private String stringFromEscape(int start) {
        int to = at;
        while (chars[at] == '\\') {
            to = escape(to);
            int from = at;
            toEndOfRaw();
            System.arraycopy(chars, from, chars, to, at - from);
            to += at - from;
        }
        at++;
        return new String(chars, start, to - start);
    }

    /** Goes on to the next quotation mark or escape, past characters that stand for themselves. */
    private void toEndOfRaw() {
        int i = at;
        while (i < chars.length) {
            char c = chars[i];
            if (c == '"' || c == '\\') {
                at = i;
                return;
            }
            if (c < ' ' || c >= Character.MIN_SURROGATE) {
                at = i;
                skipRaw(c);
                i = at;
            } else {
                i++;
            }
        }
        at = i;
        throw failure(at, "be the rest of a string");
    }

    /** Goes past one character that stands for itself, or a pair of surrogates. */
    private void skipRaw(char c) {
        if (c < ' ') {
            throw failure(at, "be escaped in a string");
        }
        if (Character.isSurrogate(c)) {
            if (Character.isLowSurrogate(c) || at + 1 == chars.length || !Character.isLowSurrogate(chars[at + 1])) {
                throw failure(at, "be well-formed Unicode");
            }
            at++;
        }
        at++;
    }

    /** Puts the character of the escape that is here to a place before its end, and gives the place behind it. */
    private int escape(int to) {
        char c = at + 1 < chars.length ? chars[at + 1] : ' ';
        char meant = switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex(at);
            default -> throw failure(at, "be an escape of JSON");
        };
        if (c == 'u') {
            return unicodeEscape(meant, to);
        }
        at += 2;
        chars[to] = meant;
        return to + 1;
    }

    private int unicodeEscape(char first, int to) {
        if (first == 0) {
            throw failure(at, "not be NUL");
        }
        int start = at;
        at += 6;
        if (!Character.isSurrogate(first)) {
            chars[to] = first;
            return to + 1;
        }
        boolean paired =
                Character.isHighSurrogate(first) && text.startsWith("\\u", at) && Character.isLowSurrogate(hex(at));
        if (!paired) {
            throw failure(start, "be well-formed Unicode");
        }
        char second = hex(at);
        at += 6;
        chars[to] = first;
        chars[to + 1] = second;
        return to + 2;
    }

    /** The value of the four digits of the escape that starts at a place. */
    private char hex(int escape) {
        int value = 0;
        for (int i = escape + 2; i < escape + 6; i++) {
            int digit = i < chars.length ? hexDigit(chars[i]) : -1;
            if (digit < 0) {
                throw failure(i, "be a hexadecimal digit");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    /** Not {@link Character#digit}, which takes the digits of every script. */
    private static int hexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        char lower = (char) (c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** The character here; a space, which is no token, at the end of the text. */
    private char peek() {
        return at < chars.length ? chars[at] : ' ';
    }

    /** Goes past a character and the white space after it, if it is here. */
    private boolean skip(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        skipWhiteSpace();
        return true;
    }

    private void skipWhiteSpace() {
        while (at < chars.length) {
            char c = chars[at];
            if (c > ' ') {
                return;
            }
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    /** The error at a place of the text; lines and columns are counted only here. */
    FormatException failure(int place, String rule) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < place; i++) {
            char c = text.charAt(i);
            boolean lineEnds = c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
            if (lineEnds) {
                line++;
                lineStart = i + 1;
            }
        }
        String found = place < text.length()
                ? text.substring(place, Math.min(text.length(), place + SHOWN))
                : "the end of the text";
        return new FormatException("line " + line + " column " + (place - lineStart + 1), rule, found);
    }
}
