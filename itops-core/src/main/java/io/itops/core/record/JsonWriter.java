package io.itops.core.record;

import io.itops.core.LimitExceededException;
import java.util.List;

/** Writes one tree by RFC 8785. Not thread-safe; confine to one thread. */
final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(512);
    private final JsonLimits limits;

    JsonWriter(JsonLimits limits) {
        this.limits = limits;
    }

    String write(Tree tree) {
        value(tree, 0);
        return out.toString();
    }

    /** The length is looked at after every value, so that a tree that shares its branches cannot grow without bound. */
    private void value(Tree tree, int depth) {
        if (tree instanceof Tree.Text text) {
            string(text.value());
        } else if (tree instanceof Tree.Obj object) {
            object(Members.of(object), within("JSON depth", limits.maxDepth(), depth + 1));
        } else if (tree instanceof Tree.Num number) {
            EcmaNumber.append(out, number.value());
        } else if (tree instanceof Tree.Arr array) {
            array(array.items(), within("JSON depth", limits.maxDepth(), depth + 1));
        } else if (tree instanceof Tree.Bool bool) {
            out.append(bool.value());
        } else {
            out.append("null");
        }
        within("JSON length", limits.maxLength(), out.length());
    }

    private void object(Members members, int depth) {
        within("number of JSON members", limits.maxMembers(), members.size());
        char before = '{';
        for (int i = 0; i < members.size(); i++) {
            out.append(before);
            before = ',';
            string(members.nameAt(i));
            out.append(':');
            value(members.valueAt(i), depth);
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private void array(List<Tree> items, int depth) {
        within("number of JSON items", limits.maxMembers(), items.size());
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            value(items.get(i), depth);
        }
        out.append(']');
    }

    /** Copied in runs that need no escape; most strings are one. */
    private void string(String text) {
        out.append('"');
        int length = text.length();
        int copied = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, copied, i);
                escape(c);
                copied = i + 1;
            }
        }
        if (copied == 0) {
            out.append(text);
        } else {
            out.append(text, copied, length);
        }
        out.append('"');
    }

    private void escape(char c) {
        out.append('\\');
        switch (c) {
            case '\b' -> out.append('b');
            case '\t' -> out.append('t');
            case '\n' -> out.append('n');
            case '\f' -> out.append('f');
            case '\r' -> out.append('r');
            case '"', '\\' -> out.append(c);
            default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
        }
    }

    private static int within(String what, int limit, int value) {
        if (value > limit) {
            throw new LimitExceededException(what, limit, value);
        }
        return value;
    }
}
