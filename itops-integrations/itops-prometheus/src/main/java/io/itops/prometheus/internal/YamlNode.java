package io.itops.prometheus.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A part of a YAML document, with its place. Scalars are texts: what they mean is said by who reads them.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface YamlNode {
    /**
     * Where it begins.
     *
     * @return the place
     */
    Place place();

    /**
     * What it is, for messages.
     *
     * @return a noun with its article, or the text itself
     */
    String shown();

    /**
     * A text.
     *
     * @param place where it begins
     * @param text its value
     * @param plain whether it stands without quotes and is no block
     */
    record Scalar(Place place, String text, boolean plain) implements YamlNode {
        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

        /**
         * Whether it stands for nothing.
         *
         * @return true for an empty value, {@code ~} and {@code null}
         */
        public boolean isNull() {
            return plain && NULLS.contains(text);
        }

        @Override
        public String shown() {
            return isNull() ? "nothing" : '"' + text + '"';
        }
    }

    /**
     * A list.
     *
     * @param place where it begins
     * @param items its items
     */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        @Override
        public String shown() {
            return "a list";
        }
    }

    /**
     * Values by keys, each key once.
     *
     * @param place where it begins
     * @param entries in the order of the file
     */
    record Mapping(Place place, List<Entry> entries) implements YamlNode {
        /**
         * The value of a key.
         *
         * @param key the key
         * @return the value, empty also where it stands for nothing
         */
        public Optional<YamlNode> get(String key) {
            for (Entry entry : entries) {
                if (entry.key().text().equals(key)) {
                    boolean nothing = entry.value() instanceof Scalar scalar && scalar.isNull();
                    return nothing ? Optional.empty() : Optional.of(entry.value());
                }
            }
            return Optional.empty();
        }

        @Override
        public String shown() {
            return "a mapping";
        }
    }

    /**
     * A key and its value.
     *
     * @param key the key
     * @param value the value
     */
    record Entry(Scalar key, YamlNode value) {}
}
