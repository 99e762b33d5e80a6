package io.itops.prometheus.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.itops.core.InvalidInputException;
import io.itops.prometheus.internal.PatternWork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Prometheus' functions on texts: patterns, which match in linear time, and the cases of letters. */
final class TextFunctions {
    private static final int MAX_PATTERN = 1_000;

    /** What compiling an instruction of a pattern costs, beside a step of the template; classes of Unicode cost much more. */
    private static final int STEPS_OF_INSTRUCTION = 4;

    private static final int STEPS_OF_CLASS = 16;

    /** How many characters of a replacement are one step of the template. */
    private static final int CHARACTERS_OF_STEP = 64;

    private TextFunctions() {}

    static boolean match(String pattern, String text, Call.Context context) {
        Compiled compiled = compile(pattern, context);
        return compiled.pattern()
                .matcher(new MeteredText(text, compiled.size(), context))
                .find();
    }

    /** A pattern, and how many instructions each character of a text may be tried against. */
    private record Compiled(Pattern pattern, int size) {}

    private static Compiled compile(String pattern, Call.Context context) {
        if (pattern.length() > MAX_PATTERN) {
            throw TemplateError.of("pattern must be at most " + MAX_PATTERN + " characters");
        }
        try {
            PatternWork work = PatternWork.of(pattern);
            context.step(0, work.instructions() * (work.classes() ? STEPS_OF_CLASS : STEPS_OF_INSTRUCTION));
            return new Compiled(Pattern.compile(pattern), work.instructions());
        } catch (PatternSyntaxException | InvalidInputException e) {
            throw TemplateError.of("error parsing regexp: " + e.getMessage());
        }
    }

    /** Go's {@code ReplaceAllString}: an empty match right after another match is none. */
    static String replaceAll(String pattern, String replacement, String text, Call.Context context) {
        int max = context.limits().output();
        Compiled compiled = compile(pattern, context);
        // groups are copied with every instruction that is tried
        int weight = compiled.size() * (1 + compiled.pattern().groupCount() / 4);
        Matcher matcher = compiled.pattern().matcher(new MeteredText(text, weight, context));
        List<Part> parts = parts(replacement, compiled.pattern());
        Output out = new Output(max);
        int copied = 0;
        int lastEnd = 0;
        while (matcher.find()) {
            context.step(0, 1 + replacement.length() / CHARACTERS_OF_STEP);
            out.append(text, copied, matcher.start());
            if (matcher.end() > lastEnd || matcher.start() == 0) {
                expand(parts, matcher, out, context);
            }
            copied = matcher.end();
            lastEnd = matcher.end();
        }
        out.append(text, copied, text.length());
        return out.text.toString();
    }

    /** What a replacement writes, never longer than it may be: one replacement alone may stand for gigabytes. */
    private static final class Output {
        private final StringBuilder text = new StringBuilder();
        private final int max;

        Output(int max) {
            this.max = max;
        }

        void append(String more) {
            append(more, 0, more.length());
        }

        void append(String from, int start, int end) {
            if (end - start > max - text.length()) {
                throw TemplateError.of("reReplaceAll must give at most " + max + " characters");
            }
            text.append(from, start, end);
        }
    }

    /**
     * A piece of a replacement.
     *
     * @param literal what stands there as it is, empty for a group
     * @param group the number of the group whose text stands there; {@value #NONE} for a literal and for a group that the pattern lacks
     * @param named whether it names a group
     */
    private record Part(String literal, int group, boolean named) {
        static final int NONE = -1;
    }

    /** Go's {@code Expand}: {@code $1}, {@code $name}, {@code ${name}} and {@code $$}; the longest name counts. Read once for all matches. */
    private static List<Part> parts(String template, Pattern pattern) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            boolean dollar = c == '$' && i + 1 < template.length();
            if (dollar && template.charAt(i + 1) == '$') {
                literal.append('$');
                i += 2;
                continue;
            }
            boolean braces = dollar && template.charAt(i + 1) == '{';
            int start = i + (braces ? 2 : 1);
            int end = start;
            while (dollar && end < template.length() && isNamePart(template.charAt(end))) {
                end++;
            }
            if (dollar && end > start && (!braces || template.startsWith("}", end))) {
                parts.add(new Part(literal.toString(), Part.NONE, false));
                literal.setLength(0);
                parts.add(new Part("", group(template.substring(start, end), pattern), true));
                i = end + (braces ? 1 : 0);
            } else {
                literal.append(c);
                i++;
            }
        }
        parts.add(new Part(literal.toString(), Part.NONE, false));
        return parts;
    }

    private static void expand(List<Part> parts, Matcher matcher, Output out, Call.Context context) {
        for (Part part : parts) {
            if (part.named()) {
                context.step(0, 1);
            }
            @Nullable String value = part.group() == Part.NONE ? part.literal() : matcher.group(part.group());
            if (value != null) {
                out.append(value);
            }
        }
    }

    private static boolean isNamePart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static int group(String name, Pattern pattern) {
        if (!name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return pattern.namedGroups().getOrDefault(name, Part.NONE);
        }
        int index = name.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(name);
        return index > pattern.groupCount() ? Part.NONE : index;
    }

    static String upper(String text) {
        return eachCodePoint(text, Character::toUpperCase);
    }

    static String lower(String text) {
        return eachCodePoint(text, Character::toLowerCase);
    }

    private static String eachCodePoint(String text, IntUnaryOperator change) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(change).forEach(out::appendCodePoint);
        return out.toString();
    }

    /** The first letter of each word as a capital, the others as they are; an apostrophe or dot between letters does not end a word. */
    static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean joins = "'.:\u2019\u00b7".indexOf(c) >= 0
                    && i > 0
                    && Character.isLetter(text.codePointBefore(i))
                    && next < text.length()
                    && Character.isLetter(text.codePointAt(next));
            boolean cased = Character.isLetter(c);
            out.appendCodePoint(cased && !inWord ? Character.toTitleCase(c) : c);
            boolean part = Character.isLetterOrDigit(c)
                    || Character.getType(c) == Character.NON_SPACING_MARK
                    || Character.getType(c) == Character.CONNECTOR_PUNCTUATION;
            inWord = cased || (inWord && (part || joins));
            i = next;
        }
        return out.toString();
    }
}
