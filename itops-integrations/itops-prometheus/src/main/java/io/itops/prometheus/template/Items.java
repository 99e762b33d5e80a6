package io.itops.prometheus.template;

import io.itops.prometheus.template.GoValue.Dictionary;
import io.itops.prometheus.template.GoValue.Nil;
import io.itops.prometheus.template.GoValue.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Go's {@code len}, {@code index} and {@code slice}; the places in a text count its UTF-8 bytes. */
final class Items {
    private Items() {}

    static long length(Object value) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8).length;
        } else if (value instanceof Dictionary map) {
            return map.entries().size();
        } else if (value instanceof Samples list) {
            return list.samples().size();
        }
        throw TemplateError.of(value instanceof Nil ? "len of nil pointer" : "len of type " + GoValue.type(value));
    }

    static Object index(List<Object> args) {
        Object value = args.get(0);
        for (Object place : args.subList(1, args.size())) {
            value = at(value, place);
        }
        return value;
    }

    private static Object at(Object of, Object place) {
        if (of instanceof Dictionary map) {
            if (!(place instanceof String key)) {
                throw TemplateError.of("value has type " + GoValue.type(place) + "; should be string");
            }
            return map.get(key);
        } else if (of instanceof Samples list) {
            return list.samples().get(place(place, list.samples().size() - 1));
        } else if (of instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return (long) (bytes[place(place, bytes.length - 1)] & 0xff);
        }
        throw TemplateError.of(
                of instanceof Nil ? "index of untyped nil" : "can't index item of type " + GoValue.type(of));
    }

    private static int place(Object place, int max) {
        if (!(place instanceof Long index)) {
            throw TemplateError.of("cannot index slice/array with type " + GoValue.type(place));
        }
        if (index < 0 || index > max) {
            throw TemplateError.of("index out of range: " + index);
        }
        return index.intValue();
    }

    static Object slice(List<Object> args) {
        Object of = args.get(0);
        if (of instanceof String text) {
            if (args.size() > 3) {
                throw TemplateError.of("cannot 3-index slice a string");
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int[] bounds = bounds(args, bytes.length);
            return new String(bytes, bounds[0], bounds[1] - bounds[0], StandardCharsets.UTF_8);
        } else if (of instanceof Samples list) {
            int[] bounds = bounds(args, list.samples().size());
            return new Samples(list.samples().subList(bounds[0], bounds[1]));
        }
        throw TemplateError.of(
                of instanceof Nil ? "slice of untyped nil" : "can't slice item of type " + GoValue.type(of));
    }

    private static int[] bounds(List<Object> args, int size) {
        int from = args.size() > 1 ? place(args.get(1), size) : 0;
        int to = args.size() > 2 ? place(args.get(2), size) : size;
        int capacity = args.size() > 3 ? place(args.get(3), size) : size;
        if (from > to || to > capacity) {
            throw TemplateError.of("invalid slice index: " + from + " > " + to);
        }
        return new int[] {from, to};
    }
}
