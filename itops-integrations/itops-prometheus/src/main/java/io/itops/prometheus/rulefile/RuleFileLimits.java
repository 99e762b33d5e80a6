package io.itops.prometheus.rulefile;

import io.itops.core.Require;

/**
 * How large a file may be. What breaks a limit is a problem that names it, as {@code (maxValues)} for instance.
 *
 * <pre>{@code
 * RuleFileLimits large = RuleFileLimits.builder().maxValues(200_000).maxCodeCharacters(4_000_000).build();
 * RuleFileOptions options = RuleFileOptions.builder().limits(large).build();
 * }</pre>
 *
 * <p>Reading costs time and memory by each of them; the standard ones are those within which no file takes more than 100 ms of the
 * processor and 64 MB.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maxCharacters characters of the file, and of its values, those that aliases stand for counted each time, 1 to 16,777,216
 * @param maxValues keys, texts, lists and mappings, those that aliases stand for counted each time, 1 to 10,000,000
 * @param maxCodeCharacters characters of all expressions and all texts with templates together, 1 to 16,777,216
 * @param maxPatternInstructions instructions of the patterns of all expressions together, twice where a pattern has classes of
 *     characters, 1 to 10,000,000
 * @since 0.1
 */
public record RuleFileLimits(int maxCharacters, int maxValues, int maxCodeCharacters, int maxPatternInstructions) {
    /** 262,144 characters, 10,000 values, 81,920 characters of expressions and templates, 20,000 instructions of patterns. */
    public static final RuleFileLimits STANDARD = builder().build();

    private static final int MOST_CHARACTERS = 1 << 24;
    private static final int MOST_PARTS = 10_000_000;

    /** Checks the bounds. */
    public RuleFileLimits {
        Require.range("maxCharacters", maxCharacters, 1, MOST_CHARACTERS);
        Require.range("maxValues", maxValues, 1, MOST_PARTS);
        Require.range("maxCodeCharacters", maxCodeCharacters, 1, MOST_CHARACTERS);
        Require.range("maxPatternInstructions", maxPatternInstructions, 1, MOST_PARTS);
    }

    /**
     * Starts from the standard limits.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Collects limits.
     *
     * <p>Not thread-safe; confine to one thread.
     *
     * @since 0.1
     */
    public static final class Builder {
        private int maxCharacters = 262_144;
        private int maxValues = 10_000;
        private int maxCodeCharacters = 81_920;
        private int maxPatternInstructions = 20_000;

        private Builder() {}

        /**
         * Sets how many characters the file may have, and its values with what aliases stand for.
         *
         * @param count 1 to 16,777,216
         * @return this builder
         */
        public Builder maxCharacters(int count) {
            maxCharacters = count;
            return this;
        }

        /**
         * Sets how many keys, texts, lists and mappings there may be, with what aliases stand for.
         *
         * @param count 1 to 10,000,000
         * @return this builder
         */
        public Builder maxValues(int count) {
            maxValues = count;
            return this;
        }

        /**
         * Sets how many characters all expressions and all texts with templates may have together.
         *
         * @param count 1 to 16,777,216
         * @return this builder
         */
        public Builder maxCodeCharacters(int count) {
            maxCodeCharacters = count;
            return this;
        }

        /**
         * Sets how many instructions the patterns of all expressions may come to together.
         *
         * @param count 1 to 10,000,000
         * @return this builder
         */
        public Builder maxPatternInstructions(int count) {
            maxPatternInstructions = count;
            return this;
        }

        /**
         * Makes the limits.
         *
         * @return the limits
         * @throws io.itops.core.InvalidInputException if one is out of its range
         */
        public RuleFileLimits build() {
            return new RuleFileLimits(maxCharacters, maxValues, maxCodeCharacters, maxPatternInstructions);
        }
    }
}
