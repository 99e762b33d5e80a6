package io.itops.core;

import org.jspecify.annotations.Nullable;

/**
 * Input that breaks a stated rule: {@code <what> must <rule>, but was <value>}. Nothing was applied.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class InvalidInputException extends ItOpsException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String rule;
    private final String value;

    /**
     * Says what was wrong.
     *
     * @param what the input, named as the caller knows it
     * @param rule what it must do, as a verb phrase: {@code be at most 200 characters}
     * @param value the value given; shortened to 200 characters, control characters escaped
     */
    public InvalidInputException(String what, String rule, @Nullable Object value) {
        this(what, rule, SafeText.quote(value), null);
    }

    private InvalidInputException(String what, String rule, String shown, @Nullable Throwable cause) {
        super(what + " must " + rule + ", but was " + shown, cause);
        this.what = what;
        this.rule = rule;
        this.value = shown;
    }

    /**
     * The input that was wrong.
     *
     * @return its name as the caller knows it
     */
    public String what() {
        return what;
    }

    /**
     * The rule that it broke.
     *
     * @return a verb phrase
     */
    public String rule() {
        return rule;
    }

    /**
     * The value that was given.
     *
     * @return the value as printed in the message: at most 200 characters, control characters escaped
     */
    public String value() {
        return value;
    }
}
