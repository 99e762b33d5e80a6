package io.itops.core.record;

import io.itops.core.FormatException;
import io.itops.core.ItOpsException;
import io.itops.core.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A codec that can also put a value into a text without making its tree: the text is that of the tree, at half the cost. Records are
 * written like this each time they change; the tree is the definition, and what tests compare with.
 *
 * @param <T> the type of the value
 */
interface DirectCodec<T> extends Codec<T> {
    /**
     * Puts a value into a text.
     *
     * @param depth how many objects and arrays are open around it
     */
    void write(T value, JsonWriter out, int depth);

    /** Puts a value into a text, by its tree if its codec knows no other way. */
    static <T> void write(Codec<T> codec, T value, JsonWriter out, int depth) {
        if (codec instanceof DirectCodec<T> direct) {
            direct.write(value, out, depth);
        } else if (codec instanceof Shape<T> shape) {
            shape.write(value, out, depth);
        } else if (codec instanceof Family<T> family) {
            family.write(value, out, depth);
        } else if (codec == TEXT && value instanceof String text) {
            out.string(Require.anyText("text", text, Integer.MAX_VALUE));
        } else {
            out.value(Require.present("tree of a value", codec.write(value)), depth);
        }
        out.checkLength();
    }

    /** What another codec writes, read as another type. */
    record Mapped<T, U>(Codec<T> base, Function<? super T, ? extends U> reader, Function<? super U, ? extends T> writer)
            implements DirectCodec<U> {
        @Override
        public Tree write(U value) {
            return base.write(writer.apply(value));
        }

        @Override
        public void write(U value, JsonWriter out, int depth) {
            DirectCodec.write(base, writer.apply(value), out, depth);
        }

        @Override
        public U read(Tree tree) {
            try {
                return reader.apply(base.read(tree));
            } catch (FormatException e) {
                throw e;
            } catch (ItOpsException e) {
                throw Mismatch.translated(tree, e);
            }
        }
    }

    /** A list of what another codec writes. */
    record OfList<T>(Codec<T> item) implements DirectCodec<List<T>> {
        @Override
        public Tree write(List<T> values) {
            List<Tree> items = new ArrayList<>(values.size());
            for (T value : values) {
                items.add(item.write(value));
            }
            return new Tree.Arr(items);
        }

        @Override
        public void write(List<T> values, JsonWriter out, int depth) {
            int inside = out.open('[', depth);
            out.checkItems(values.size());
            for (T value : values) {
                out.separate('[');
                DirectCodec.write(item, value, out, inside);
            }
            out.close(']');
        }

        @Override
        public List<T> read(Tree tree) {
            if (!(tree instanceof Tree.Arr arr)) {
                throw Mismatch.of("be an array", tree);
            }
            List<T> values = new ArrayList<>(arr.items().size());
            for (int i = 0; i < arr.items().size(); i++) {
                Tree one = arr.items().get(i);
                try {
                    values.add(Require.present("value that was read", item.read(one)));
                } catch (FormatException e) {
                    throw Mismatch.under("[" + i + "]", e);
                } catch (ItOpsException e) {
                    throw Mismatch.under("[" + i + "]", Mismatch.translated(one, e));
                }
            }
            return List.copyOf(values);
        }
    }

    /** A map from text to what another codec writes. */
    record OfMap<T>(Codec<T> member) implements DirectCodec<SortedMap<String, T>> {
        @Override
        public Tree write(SortedMap<String, T> values) {
            Members.Builder members = new Members.Builder(values.size());
            values.forEach((name, value) -> members.put(nameOf(name), member.write(value)));
            return new Tree.Obj(members.build());
        }

        @Override
        public void write(SortedMap<String, T> values, JsonWriter out, int depth) {
            SortedMap<String, T> ordered = values;
            if (values.comparator() != null) {
                ordered = new TreeMap<>();
                ordered.putAll(values);
            }
            int inside = out.open('{', depth);
            out.checkMembers(ordered.size());
            for (Map.Entry<String, T> one : ordered.entrySet()) {
                out.member(nameOf(one.getKey()));
                DirectCodec.write(member, one.getValue(), out, inside);
            }
            out.close('}');
        }

        private static String nameOf(String name) {
            return Require.anyText("member name", name, Integer.MAX_VALUE);
        }

        @Override
        public SortedMap<String, T> read(Tree tree) {
            SortedMap<String, T> values = new TreeMap<>();
            for (Map.Entry<String, Tree> one : OBJECT.read(tree).members().entrySet()) {
                try {
                    values.put(one.getKey(), member.read(one.getValue()));
                } catch (FormatException e) {
                    throw Mismatch.under("." + one.getKey(), e);
                }
            }
            return Collections.unmodifiableSortedMap(values);
        }
    }

    /** A codec that is there when it is first used. */
    record Lazy<T>(Supplier<Codec<T>> codec) implements DirectCodec<T> {
        @Override
        public Tree write(T value) {
            return codec.get().write(value);
        }

        @Override
        public void write(T value, JsonWriter out, int depth) {
            DirectCodec.write(codec.get(), value, out, depth);
        }

        @Override
        public T read(Tree tree) {
            return codec.get().read(tree);
        }
    }
}
