package io.itops.core.record;

import io.itops.core.FormatException;
import io.itops.core.LimitExceededException;
import io.itops.core.Require;

/**
 * The one text of a tree: JSON (RFC 8259) in the canonical form of RFC 8785, the JSON Canonicalization Scheme.
 *
 * <p>No white space; members in the order of UTF-16 code units; numbers as ECMAScript's {@code Number::toString} prints
 * doubles; strings with the fewest escapes. Equal trees have equal texts and unequal trees have unequal ones, so stores may compare
 * and the journal may hash the text. What {@code write} gives, {@code read} takes under the same limits.
 *
 * <p>Stateless. Immutable and thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
 * @since 0.1
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * The canonical text of a tree, within the default limits.
     *
     * @param tree the tree
     * @return its text; its UTF-8 bytes are what is stored and hashed
     * @throws LimitExceededException if the text would break {@link JsonLimits#DEFAULTS}
     */
    public static String write(Tree tree) {
        return write(tree, JsonLimits.DEFAULTS);
    }

    /**
     * The canonical text of a tree, within given limits.
     *
     * @param tree the tree
     * @param limits the bounds that the text must keep
     * @return its text
     * @throws LimitExceededException if the text would break the limits
     */
    public static String write(Tree tree, JsonLimits limits) {
        Require.present("tree", tree);
        Require.present("JSON limits", limits);
        return new JsonWriter(limits).write(tree);
    }

    /**
     * The canonical text of a value, within the default limits: that of the tree which its codec writes, without making that tree where
     * the codec can do without.
     *
     * @param <T> the type of the value
     * @param codec how the value is written
     * @param value the value
     * @return its text
     * @throws LimitExceededException if the text would break {@link JsonLimits#DEFAULTS}
     */
    public static <T> String write(Codec<T> codec, T value) {
        Require.present("codec", codec);
        Require.present("value", value);
        return new JsonWriter(JsonLimits.DEFAULTS).write(codec, value);
    }

    /**
     * The tree of a JSON text, canonical or not, within the default limits.
     *
     * @param text exactly one JSON value, white space around it allowed
     * @return the tree
     * @throws FormatException as {@link #read(String, JsonLimits)} says
     */
    public static Tree read(String text) {
        return read(text, JsonLimits.DEFAULTS);
    }

    /**
     * The tree of a JSON text, canonical or not, within given limits.
     *
     * <p>Strict: the grammar of RFC 8259 and nothing beside it, no byte order mark. As RFC 7493 (I-JSON) asks, also refused are
     * an object that names a member twice and a surrogate without its partner, raw or escaped. NUL is refused because some stores
     * cannot keep it, and a number that is too great for a double because it would become infinite. Any other number becomes the
     * nearest double; {@link #readCanonical} refuses those that lose digits by it.
     *
     * @param text exactly one JSON value, white space around it allowed
     * @param limits the bounds that the text must keep
     * @return the tree
     * @throws FormatException if the text breaks the grammar, one of these rules or the limits, saying where by line and column:
     *     both count from 1, lines end with LF, CR or CR LF, columns are UTF-16 code units
     */
    public static Tree read(String text, JsonLimits limits) {
        Require.present("JSON text", text);
        Require.present("JSON limits", limits);
        return new JsonReader(text, limits).read();
    }

    /**
     * The tree of a text that must be canonical already, within the default limits.
     *
     * @param text exactly what {@link #write(Tree)} gave for some tree
     * @return the tree
     * @throws FormatException if {@link #read(String)} refuses the text, or if it differs from the canonical text of its tree,
     *     saying where it first does
     */
    public static Tree readCanonical(String text) {
        JsonReader reader = new JsonReader(Require.present("JSON text", text), JsonLimits.DEFAULTS);
        Tree tree = reader.read();
        String canonical = write(tree);
        if (!canonical.equals(text)) {
            int at = 0;
            while (at < canonical.length() && at < text.length() && canonical.charAt(at) == text.charAt(at)) {
                at++;
            }
            throw reader.failure(at, "be canonical by RFC 8785");
        }
        return tree;
    }
}
