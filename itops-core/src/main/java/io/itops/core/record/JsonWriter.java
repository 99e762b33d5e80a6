package io.itops.core.record;

import io.itops.core.LimitExceededException;
import java.util.Arrays;
import java.util.List;

/** Writes one tree by RFC 8785. Not thread-safe; confine to one thread. */
final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private static final String EMPTY_OBJECT = "{}";

    private static final List<String> ESCAPES = escapes();

    /** The longest array that every virtual machine makes. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    /** Numbers are printed here first. */
    private final StringBuilder number = new StringBuilder(32);

    private final JsonLimits limits;

    /** The text so far: looked through faster than a builder's characters are. */
    private char[] out = new char[1_024];

    private int length;

    JsonWriter(JsonLimits limits) {
        this.limits = limits;
    }

    String write(Tree tree) {
        value(tree, 0);
        return text();
    }

    <T> String write(Codec<T> codec, T value) {
        DirectCodec.write(codec, value, this, 0);
        return text();
    }

    private String text() {
        // most timers say no more than that they are due: their text is kept once
        return length == EMPTY_OBJECT.length() && out[0] == '{' ? EMPTY_OBJECT : new String(out, 0, length);
    }

    /** The length is looked at after every value, so that a tree that shares its branches cannot grow without bound. */
    void value(Tree tree, int depth) {
        if (tree instanceof Tree.Text text) {
            string(text.value());
        } else if (tree instanceof Tree.Obj object) {
            object(Members.of(object), depth);
        } else if (tree instanceof Tree.Num num) {
            number(num.value());
        } else if (tree instanceof Tree.Arr array) {
            array(array.items(), depth);
        } else if (tree instanceof Tree.Bool bool) {
            raw(String.valueOf(bool.value()));
        } else {
            raw("null");
        }
        checkLength();
    }

    /** Begins an object or an array; gives the depth of what is inside. */
    int open(char bracket, int depth) {
        int inside = within("JSON depth", limits.maxDepth(), depth + 1);
        raw(bracket);
        return inside;
    }

    /** Puts a comma before what is not the first inside its bracket. */
    void separate(char bracket) {
        if (out[length - 1] != bracket) {
            raw(',');
        }
    }

    void member(String name) {
        separate('{');
        string(name);
        raw(':');
    }

    /** A member by its name as {@link #label} made it. */
    void labelled(String label) {
        separate('{');
        raw(label);
    }

    /** A name with its quotes and the colon. */
    static String label(String name) {
        JsonWriter writer = new JsonWriter(JsonLimits.DEFAULTS);
        writer.string(name);
        return writer.text() + ':';
    }

    void close(char bracket) {
        raw(bracket);
    }

    void checkLength() {
        within("JSON length", limits.maxLength(), length);
    }

    void checkMembers(int count) {
        within("number of JSON members", limits.maxMembers(), count);
    }

    void checkItems(int count) {
        within("number of JSON items", limits.maxMembers(), count);
    }

    private void object(Members members, int depth) {
        int inside = open('{', depth);
        checkMembers(members.size());
        for (int i = 0; i < members.size(); i++) {
            member(members.nameAt(i));
            value(members.valueAt(i), inside);
        }
        close('}');
    }

    private void array(List<Tree> items, int depth) {
        int inside = open('[', depth);
        checkItems(items.size());
        for (Tree item : items) {
            separate('[');
            value(item, inside);
        }
        close(']');
    }

    /** Copied whole, then looked through: most strings need no escape. */
    void string(String text) {
        int size = text.length();
        room(size + 2L);
        out[length++] = '"';
        text.getChars(0, size, out, length);
        int i = length;
        length += size;
        while (i < length && !escaped(out[i])) {
            i++;
        }
        if (i < length) {
            escape(i);
        }
        out[length++] = '"';
    }

    private static boolean escaped(char c) {
        return c < ' ' || c == '"' || c == '\\';
    }

    /** Escapes in place what was copied, from a place on to the end; backwards, so that each character moves once. */
    private void escape(int from) {
        long longer = 0;
        for (int i = from; i < length; i++) {
            longer += escaped(out[i]) ? ESCAPES.get(out[i]).length() - 1 : 0;
        }
        room(longer + 1);
        int to = length + (int) longer;
        for (int i = length - 1; i >= from; i--) {
            char c = out[i];
            if (escaped(c)) {
                String escape = ESCAPES.get(c);
                to -= escape.length();
                escape.getChars(0, escape.length(), out, to);
            } else {
                out[--to] = c;
            }
        }
        length += (int) longer;
    }

    /** The escapes of RFC 8785 section 3.2.2.2 by the character; blank for one that stands for itself. */
    private static List<String> escapes() {
        String[] escapes = new String['\\' + 1];
        Arrays.fill(escapes, "");
        for (char c = 0; c < ' '; c++) {
            escapes[c] = "\\u00" + HEX[c >> 4] + HEX[c & 0xf];
        }
        escapes['\b'] = "\\b";
        escapes['\t'] = "\\t";
        escapes['\n'] = "\\n";
        escapes['\f'] = "\\f";
        escapes['\r'] = "\\r";
        escapes['"'] = "\\\"";
        escapes['\\'] = "\\\\";
        return List.of(escapes);
    }

    private void number(double value) {
        number.setLength(0);
        EcmaNumber.append(number, value);
        int size = number.length();
        room(size);
        number.getChars(0, size, out, length);
        length += size;
    }

    private void raw(char c) {
        room(1);
        out[length++] = c;
    }

    private void raw(String text) {
        int size = text.length();
        room(size);
        text.getChars(0, size, out, length);
        length += size;
    }

    private void room(long more) {
        if (out.length - length < more) {
            long wanted = Math.max(2L * out.length, length + more);
            if (length + more > MOST) {
                throw new LimitExceededException("JSON length", MOST, length + more);
            }
            out = Arrays.copyOf(out, (int) Math.min(wanted, MOST));
        }
    }

    private static int within(String what, int limit, int value) {
        if (value > limit) {
            throw new LimitExceededException(what, limit, value);
        }
        return value;
    }
}
