package io.itops.core;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
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
            throw new InvalidInputException(what, "be given", "null");
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
        present(what, value);
        that(!value.isBlank(), what, "not be blank", value);
        return anyText(what, value, max);
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
        present(what, value);
        int length = 0;
        for (int i = 0; i < value.length(); i++, length++) {
            char c = value.charAt(i);
            if (c == 0) {
                throw new InvalidInputException(what, "not contain NUL", value);
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == value.length()
                        || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    throw new InvalidInputException(what, "be well-formed Unicode", value);
                }
                i++;
            }
        }
        if (length > max) {
            throw new InvalidInputException(what, "be at most " + max + " characters", value);
        }
        return value;
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
        present(what, value);
        boolean fine = !value.isEmpty() && value.length() <= 64 && value.charAt(0) >= 'a' && value.charAt(0) <= 'z';
        for (int i = 0; fine && i < value.length(); i++) {
            char c = value.charAt(i);
            fine = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.';
        }
        return that(fine, what, "be 1 to 64 of a-z 0-9 . - and start with a letter", value);
    }

    /**
     * Refuses an identifier that is blank, longer than 200 characters, or holds white space at its ends or a control character.
     *
     * @param what the name of the input
     * @param value the identifier
     * @return the identifier
     */
    public static String id(String what, @Nullable String value) {
        text(what, value, 200);
        that(value.strip().length() == value.length(), what, "have no white space at its ends", value);
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new InvalidInputException(what, "have no control character", value);
            }
        }
        return value;
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
        present(what, value);
        that(!value.isNegative() && !value.isZero(), what, "be positive", value);
        return that(value.compareTo(max) <= 0, what, "be at most " + max, value);
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
        present(what, value);
        if (value.size() < min || value.size() > max) {
            throw new InvalidInputException(what, "have " + min + " to " + max + " elements", value.size());
        }
        return value;
    }

    /**
     * The instant at the resolution that the SDK keeps: whole microseconds, rounded down.
     *
     * @param what the name of the input
     * @param value the instant, of the years 1 to 9999
     * @return the truncated instant
     */
    public static Instant instant(String what, @Nullable Instant value) {
        present(what, value);
        if (value.getEpochSecond() < -62_135_596_800L || value.getEpochSecond() > 253_402_300_799L) {
            throw new InvalidInputException(what, "lie in the years 1 to 9999", value);
        }
        return value.getNano() % 1_000 == 0 ? value : value.truncatedTo(ChronoUnit.MICROS);
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
