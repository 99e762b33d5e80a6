package io.itops.monitoring.eval;

import com.google.re2j.Matcher;

/** Replacement texts with references to groups: {@code $1}, {@code ${1}}, {@code $name}, {@code $$}, as Go's regexp.Expand. */
final class Replacement {
    private Replacement() {}

    /** The text with the groups of a match put in; unknown groups are empty. */
    static String expand(String text, Matcher match) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '$') {
                out.append(c);
            } else if (i < text.length() && text.charAt(i) == '$') {
                out.append('$');
                i++;
            } else {
                boolean braced = i < text.length() && text.charAt(i) == '{';
                int start = braced ? i + 1 : i;
                int end = start;
                while (end < text.length() && isWord(text.charAt(end))) {
                    end++;
                }
                boolean closed = !braced || (end < text.length() && text.charAt(end) == '}');
                if (end == start || !closed) {
                    // Not a reference: the dollar stands for itself.
                    out.append('$');
                } else {
                    out.append(group(text.substring(start, end), match));
                    i = braced ? end + 1 : end;
                }
            }
        }
        return out.toString();
    }

    private static String group(String name, Matcher match) {
        String group = null;
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int index = name.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(name);
            group = index <= match.groupCount() ? match.group(index) : null;
        } else if (match.pattern().namedGroups().containsKey(name)) {
            group = match.group(name);
        }
        return group == null ? "" : group;
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
