package io.itops.cli.replay;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A column with numbers from 1 to 9, however they are written.
 *
 * @param column the column
 * @param values the numbers of texts that are none; asked first
 * @param pattern finds the number in a text by its only group; a whole text is a number without one
 */
record Level(Column column, Map<String, Integer> values, Optional<Pattern> pattern) {
    /** The number of a text; empty if it has none. */
    OptionalInt read(String text) {
        Integer named = values.get(text);
        if (named != null) {
            return OptionalInt.of(named);
        }
        if (pattern.isEmpty()) {
            return number(text);
        }
        Matcher matcher = pattern.get().matcher(text);
        if (!matcher.find()) {
            return OptionalInt.empty();
        }
        String group = matcher.group(1);
        return group == null ? OptionalInt.empty() : number(group);
    }

    private static OptionalInt number(String text) {
        return text.length() == 1 && text.charAt(0) >= '1' && text.charAt(0) <= '9'
                ? OptionalInt.of(text.charAt(0) - '0')
                : OptionalInt.empty();
    }
}
