package io.itops.core.record;

import io.itops.core.FormatException;
import io.itops.core.Require;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Turns a value into its neutral form and back. Reading refuses whatever writing would not have produced.
 *
 * <p>Implementations are immutable and thread-safe.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public interface Codec<T> {
    /** Text. */
    Codec<String> TEXT = of(Tree.Text::new, tree -> {
        if (tree instanceof Tree.Text text) {
            return text.value();
        }
        throw Mismatch.of("be a string", tree);
    });

    /** A truth value. */
    Codec<Boolean> BOOL = of(Tree.Bool::new, tree -> {
        if (tree instanceof Tree.Bool bool) {
            return bool.value();
        }
        throw Mismatch.of("be true or false", tree);
    });

    /** A finite number. */
    Codec<Double> DOUBLE = of(Tree.Num::new, tree -> {
        if (tree instanceof Tree.Num num) {
            return num.value();
        }
        throw Mismatch.of("be a number", tree);
    });

    /** A whole number of at most 2^53 - 1 in magnitude. */
    Codec<Long> LONG = of(Tree::num, tree -> {
        if (tree instanceof Tree.Num num
                && num.value() == Math.rint(num.value())
                && Math.abs(num.value()) <= Tree.MAX_EXACT) {
            return (long) num.value();
        }
        throw Mismatch.of("be a whole number", tree);
    });

    /** A whole number of 32 bits. */
    Codec<Integer> INT = LONG.map(
            value -> {
                if (value != (int) (long) value) {
                    throw Mismatch.of("be a whole number of 32 bits", Tree.num(value));
                }
                return (int) (long) value;
            },
            Integer::longValue);

    /** An instant, as ISO 8601 text in UTC with up to six decimals. */
    Codec<Instant> INSTANT = TEXT.map(
            text -> {
                try {
                    return InstantText.parse(text);
                } catch (DateTimeException e) {
                    throw Mismatch.of("be an instant such as 2026-11-24T02:00:00Z", new Tree.Text(text));
                }
            },
            InstantText::write);

    /** A duration, as ISO 8601 text: {@code PT5M}. */
    Codec<Duration> DURATION = TEXT.map(
            text -> {
                try {
                    return Duration.parse(text);
                } catch (DateTimeException e) {
                    throw Mismatch.of("be a duration such as PT5M", new Tree.Text(text));
                }
            },
            Duration::toString);

    /** A decimal number of any size, as plain text. */
    Codec<BigDecimal> DECIMAL = TEXT.map(
            text -> {
                try {
                    return new BigDecimal(text);
                } catch (NumberFormatException e) {
                    throw Mismatch.of("be a decimal number", new Tree.Text(text));
                }
            },
            BigDecimal::toString);

    /** An object as it is. */
    Codec<Tree.Obj> OBJECT = of(value -> value, tree -> {
        if (tree instanceof Tree.Obj obj) {
            return obj;
        }
        throw Mismatch.of("be an object", tree);
    });

    /**
     * The neutral form of a value.
     *
     * @param value the value
     * @return its tree
     */
    Tree write(T value);

    /**
     * The value of a neutral form.
     *
     * @param tree the tree
     * @return the value
     * @throws FormatException if the tree is not one that {@link #write} makes; the place is a path inside the tree
     */
    T read(Tree tree);

    /**
     * A codec of two functions.
     *
     * @param <T> the type of the value
     * @param write makes the tree
     * @param read reads it
     * @return the codec
     */
    static <T> Codec<T> of(Function<? super T, ? extends Tree> write, Function<Tree, ? extends T> read) {
        return new Codec<>() {
            @Override
            public Tree write(T value) {
                return write.apply(value);
            }

            @Override
            public T read(Tree tree) {
                return read.apply(tree);
            }
        };
    }

    /**
     * Enum constants by their names.
     *
     * @param <E> the enum
     * @param type the enum's class
     * @return the codec
     */
    static <E extends Enum<E>> Codec<E> ofEnum(Class<E> type) {
        SortedMap<String, E> byName = new TreeMap<>();
        for (E constant : Require.present("enum class", type).getEnumConstants()) {
            byName.put(constant.name(), constant);
        }
        return TEXT.map(
                text -> {
                    E constant = byName.get(text);
                    if (constant == null) {
                        throw Mismatch.of("be one of " + byName.keySet(), new Tree.Text(text));
                    }
                    return constant;
                },
                E::name);
    }

    /**
     * A codec made when first used, for values that contain values of their own type.
     *
     * @param <T> the type of the value
     * @param codec gives the codec
     * @return the codec
     */
    static <T> Codec<T> lazy(Supplier<Codec<T>> codec) {
        return new DirectCodec.Lazy<>(codec);
    }

    /**
     * The same text, number or tree read as another type.
     *
     * @param <U> the other type
     * @param read from this type to the other; typed SDK exceptions it throws become {@link FormatException}s
     * @param write from the other type to this
     * @return the codec
     */
    default <U> Codec<U> map(Function<? super T, ? extends U> read, Function<? super U, ? extends T> write) {
        return new DirectCodec.Mapped<>(this, read, write);
    }

    /**
     * A list of such values.
     *
     * @return the codec
     */
    default Codec<List<T>> list() {
        return new DirectCodec.OfList<>(this);
    }

    /**
     * A map from text to such values, in the order of the keys.
     *
     * @return the codec
     */
    default Codec<SortedMap<String, T>> map() {
        return new DirectCodec.OfMap<>(this);
    }
}
