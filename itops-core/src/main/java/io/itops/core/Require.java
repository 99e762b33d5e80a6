package io.itops.core;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The checks that every value and command makes of its input; each throws {@link InvalidInputException} with the name, the rule
 * and the value, and returns the value otherwise.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Require {
    private static final int MAX_ID = 200;

    private Require() {}

    /**
     * Refuses null.
     *
     * @param <T> the type of the value
     * @param what the name of the input
     * @param value the value
     * @return the value
     */
    public static <T> T present(String what, @Nullable T value) {
        if (value == null) {
            throw new InvalidInputException(what, "be given", null);
        }
        return value;
    }

    /**
     * Refuses null, blank and oversize text, and text with a NUL character or an unpaired surrogate.
     *
     * @param what the name of the input
     * @param value the text
     * @param max the greatest length in code points
     * @return the text
     */
    public static String text(String what, @Nullable String value, int max) {
        String given = present(what, value);
        if (isPlainWord(given, max)) {
            return given;
        }
        that(!given.isBlank(), what, "not be blank", given);
        return anyText(what, given, max);
    }

    /** Whether it is printable ASCII without white space: what most texts are, and what no check of texts refuses. One scan. */
    private static boolean isPlainWord(String text, int max) {
        int length = text.length();
        if (length == 0 || length > max) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /**
     * Refuses null and oversize text, and text with a NUL character or an unpaired surrogate; empty text is fine.
     *
     * @param what the name of the input
     * @param value the text
     * @param max the greatest length in code points
     * @return the text
     */
    public static String anyText(String what, @Nullable String value, int max) {
        String given = present(what, value);
        int units = given.length();
        int length = 0;
        for (int i = 0; i < units; i++, length++) {
            char c = given.charAt(i);
            if ((char) (c - 1) < Character.MIN_SURROGATE - 1) {
                continue; // neither NUL nor a surrogate, by one comparison
            }
            if (c == 0) {
                throw new InvalidInputException(what, "not contain NUL", given);
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == given.length()
                        || !Character.isLowSurrogate(given.charAt(i + 1))) {
                    throw new InvalidInputException(what, "be well-formed Unicode", given);
                }
                i++;
            }
        }
        if (length > max) {
            throw new InvalidInputException(what, "be at most " + max + " characters", given);
        }
        return given;
    }

    /**
     * Refuses what is not a lower-case identifier of letters, digits, dots and hyphens, at most 64 characters, starting with a
     * letter.
     *
     * @param what the name of the input
     * @param value the text
     * @return the text
     */
    public static String slug(String what, @Nullable String value) {
        String given = present(what, value);
        boolean fine = !given.isEmpty() && given.length() <= 64 && given.charAt(0) >= 'a' && given.charAt(0) <= 'z';
        for (int i = 0; fine && i < given.length(); i++) {
            char c = given.charAt(i);
            fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
        }
        return that(fine, what, "be 1 to 64 of a-z 0-9 . - and start with a letter", given);
    }

    /**
     * Refuses an identifier that is blank, longer than 200 characters, or holds white space at its ends or a control character.
     *
     * @param what the name of the input
     * @param value the identifier
     * @return the identifier
     */
    public static String id(String what, @Nullable String value) {
        String given = present(what, value);
        if (isPlainWord(given, MAX_ID)) {
            return given;
        }
        text(what, given, MAX_ID);
        that(given.strip().length() == given.length(), what, "have no white space at its ends", given);
        for (int i = 0; i < given.length(); i++) {
            if (Character.isISOControl(given.charAt(i))) {
                throw new InvalidInputException(what, "have no control character", given);
            }
        }
        return given;
    }

    /**
     * Refuses a duration that is zero, negative or above a bound.
     *
     * @param what the name of the input
     * @param value the duration
     * @param max the greatest duration allowed
     * @return the duration
     */
    public static Duration positive(String what, @Nullable Duration value, Duration max) {
        Duration given = present(what, value);
        present("greatest duration", max);
        that(!given.isNegative() && !given.isZero(), what, "be positive", given);
        return that(given.compareTo(max) <= 0, what, "be at most " + max, given);
    }

    /**
     * Refuses a duration that is negative or above a bound.
     *
     * @param what the name of the input
     * @param value the duration
     * @param max the greatest duration allowed
     * @return the duration
     */
    public static Duration span(String what, @Nullable Duration value, Duration max) {
        Duration given = present(what, value);
        present("greatest duration", max);
        that(!given.isNegative(), what, "not be negative", given);
        return that(given.compareTo(max) <= 0, what, "be at most " + max, given);
    }

    /**
     * Refuses a number outside its bounds.
     *
     * @param what the name of the input
     * @param value the number
     * @param min the smallest value allowed
     * @param max the greatest value allowed
     * @return the number
     */
    public static int range(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidInputException(what, "be " + min + " to " + max, value);
        }
        return value;
    }

    /**
     * Refuses a number that is not finite or lies outside its bounds.
     *
     * @param what the name of the input
     * @param value the number
     * @param min the smallest value allowed
     * @param max the greatest value allowed
     * @return the number
     */
    public static double range(String what, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new InvalidInputException(what, "be " + min + " to " + max, value);
        }
        return value;
    }

    /**
     * Refuses an empty collection or one above a size.
     *
     * @param <C> the type of the collection
     * @param what the name of the input
     * @param value the collection
     * @param min the smallest size
     * @param max the greatest size
     * @return the collection
     */
    public static <C extends Collection<?>> C size(String what, @Nullable C value, int min, int max) {
        C given = present(what, value);
        if (given.size() < min || given.size() > max) {
            throw new InvalidInputException(what, "have " + min + " to " + max + " elements", given.size());
        }
        return given;
    }

    /**
     * Refuses null, and null among the elements, whose index the message names.
     *
     * @param <E> the type of the elements
     * @param what the name of the input, in the plural
     * @param value the elements
     * @return an unmodifiable copy
     */
    public static <E> List<E> list(String what, @Nullable Collection<? extends E> value) {
        Collection<? extends E> given = present(what, value);
        if (given.isEmpty()) {
            return List.of();
        }
        try {
            return List.copyOf(given);
        } catch (NullPointerException e) {
            if (given.stream().noneMatch(Objects::isNull)) {
                throw e;
            }
            throw new InvalidInputException("each of the " + what, "be given", nullAmong(given));
        }
    }

    /** What stands where an element is missing; only lists have places. */
    private static Unquoted nullAmong(Collection<?> elements) {
        return new Unquoted(elements instanceof List<?> list ? "null at index " + list.indexOf(null) : "null");
    }

    /**
     * Refuses null, and null among the elements: for variable arguments.
     *
     * @param <E> the type of the elements
     * @param what the name of the input, in the plural
     * @param value the elements
     * @return an unmodifiable copy
     */
    public static <E> List<E> listOf(String what, E @Nullable [] value) {
        return list(what, Arrays.asList(present(what, value)));
    }

    /**
     * Refuses null, and null among the names and the values; the message tells the name whose value is missing.
     *
     * @param <V> the type of the values
     * @param what the name of the input, in the plural
     * @param value the values by name
     * @return an unmodifiable copy, ordered by name
     */
    public static <V> SortedMap<String, V> map(String what, @Nullable Map<String, ? extends V> value) {
        SortedMap<String, V> copy = new TreeMap<>();
        for (Map.Entry<String, ? extends V> entry : present(what, value).entrySet()) {
            String name = present("each name of the " + what, entry.getKey());
            V given = entry.getValue();
            if (given == null) {
                throw new InvalidInputException(
                        "each value of the " + what, "be given", new Unquoted("null for " + SafeText.quote(name)));
            }
            copy.put(name, given);
        }
        return Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Refuses a name that is blank or too long, and a value that is too long or no text; the message tells the name whose value is
     * wrong.
     *
     * @param one the name of one of the texts, in the singular: {@code label}
     * @param value the texts by name
     * @param maxName the greatest length of a name in code points
     * @param maxValue the greatest length of a value in code points
     * @return an unmodifiable copy, ordered by name
     */
    public static SortedMap<String, String> texts(
            String one, @Nullable Map<String, String> value, int maxName, int maxValue) {
        SortedMap<String, String> copy = map(one + "s", value);
        for (Map.Entry<String, String> text : copy.entrySet()) {
            String name = text.getKey();
            // What is refused is put together only where it is told: every signal comes by here.
            try {
                text(one, name, maxName);
            } catch (InvalidInputException e) {
                throw new InvalidInputException(one + " name", e.rule(), name);
            }
            try {
                anyText(one, text.getValue(), maxValue);
            } catch (InvalidInputException e) {
                throw new InvalidInputException(
                        "value of " + one + " " + SafeText.quote(name), e.rule(), text.getValue());
            }
        }
        return copy;
    }

    /**
     * The instant at the resolution that the SDK keeps: whole microseconds, rounded down.
     *
     * @param what the name of the input
     * @param value the instant, of the years 1 to 9999
     * @return the truncated instant
     */
    public static Instant instant(String what, @Nullable Instant value) {
        Instant given = present(what, value);
        if (given.getEpochSecond() < -62_135_596_800L || given.getEpochSecond() > 253_402_300_799L) {
            throw new InvalidInputException(what, "lie in the years 1 to 9999", given);
        }
        return given.getNano() % 1_000 == 0 ? given : given.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Refuses what comes at the wrong time.
     *
     * @param condition what must hold
     * @param what the name of what is done, or of what it is done to
     * @param rule the condition as a verb phrase: {@code be attached once}
     * @param state how it stands instead, as words that end the sentence {@code … must be attached once, but was attached before}
     */
    public static void state(boolean condition, String what, String rule, String state) {
        if (!condition) {
            throw new InvalidInputException(what, rule, new Unquoted(state));
        }
    }

    /** Words that stand in a message without quotes, since they are ours. */
    private record Unquoted(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Refuses whatever does not meet a condition.
     *
     * @param <T> the type of the value
     * @param condition what must hold
     * @param what the name of the input
     * @param rule the condition as a verb phrase
     * @param value the value
     * @return the value
     */
    public static <T> T that(boolean condition, String what, String rule, T value) {
        if (!condition) {
            throw new InvalidInputException(what, rule, value);
        }
        return value;
    }
}
