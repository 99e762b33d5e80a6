package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How an incident hangs together with others.
 *
 * <p>Immutable and thread-safe.
 *
 * @param merge where it went, if it was merged
 * @param keys the dedup keys that it has besides its own, sorted, at most 200
 * @param quiet those of all its keys whose signals said that the trouble is over, sorted; kept only while it has several
 * @param absorbed the incidents that went into it directly, sorted, at most 200
 * @param parent the incident that it is a part of
 * @param children its parts, sorted, at most 50
 * @param major why it is a major incident, if it is one
 * @since 0.1
 */
public record Family(
        Optional<Merge> merge,
        List<String> keys,
        List<String> quiet,
        List<IncidentId> absorbed,
        Optional<IncidentId> parent,
        List<IncidentId> children,
        Optional<String> major) {
    /** The greatest number of keys and of incidents that went into one. */
    public static final int MAX_MERGED = 200;

    /** The greatest number of children. */
    public static final int MAX_CHILDREN = 50;

    /** The greatest number of incidents above one another. */
    public static final int MAX_DEPTH = 10;

    /** It stands alone. */
    public static final Family NONE = new Family(
            Optional.empty(), List.of(), List.of(), List.of(), Optional.empty(), List.of(), Optional.empty());

    /** How it is written. */
    public static final Codec<Family> CODEC = Shape.of("family", s -> {
        var merge = s.optional("merge", Merge.CODEC, Family::merge);
        var keys = s.field("keys", Codec.TEXT.list(), Family::keys);
        var quiet = s.field("quiet", Codec.TEXT.list(), Family::quiet);
        var absorbed = s.field("absorbed", IncidentId.CODEC.list(), Family::absorbed);
        var parent = s.optional("parent", IncidentId.CODEC, Family::parent);
        var children = s.field("children", IncidentId.CODEC.list(), Family::children);
        var major = s.optional("major", Codec.TEXT, Family::major);
        return row -> new Family(
                row.get(merge),
                row.get(keys),
                row.get(quiet),
                row.get(absorbed),
                row.get(parent),
                row.get(children),
                row.get(major));
    });

    /** Checks and copies the parts. */
    public Family {
        Require.present("merge", merge);
        keys = Require.size("dedup keys", Require.list("dedup keys", keys), 0, MAX_MERGED);
        quiet = Require.size("quiet dedup keys", Require.list("quiet dedup keys", quiet), 0, MAX_MERGED + 1);
        absorbed = Require.size("merged incidents", Require.list("merged incidents", absorbed), 0, MAX_MERGED);
        Require.present("parent", parent);
        children = Require.size("children", Require.list("children", children), 0, MAX_CHILDREN);
        Require.present("reason of a major incident", major);
    }

    /** Whether no key but this one is still in trouble. */
    boolean endsWith(String own, String key) {
        return quiet.contains(key)
                ? quiet.size() == keys.size() + 1
                : quiet.size() == keys.size() && (key.equals(own) || keys.contains(key));
    }

    Family merged(Optional<Merge> next) {
        return next.isPresent()
                ? new Family(next, List.of(), List.of(), absorbed, parent, children, major)
                : new Family(next, keys, quiet, absorbed, parent, children, major);
    }

    Family absorbing(IncidentId child, Collection<String> more, Collection<String> over) {
        return with(plus(keys, more), plus(quiet, over), plus(absorbed, List.of(child)));
    }

    Family releasing(Collection<String> fewer, Collection<IncidentId> out) {
        List<String> left = minus(keys, fewer);
        return with(left, left.isEmpty() ? List.of() : minus(quiet, fewer), minus(absorbed, out));
    }

    /** With these keys again, and those of them quiet that were. */
    Family regaining(Collection<String> back, Collection<String> over) {
        return with(plus(keys, back), back.isEmpty() ? List.of() : plus(List.of(), over), absorbed);
    }

    Family quiet(String key) {
        return with(keys, plus(quiet, List.of(key)), absorbed);
    }

    Family firing(String key) {
        return quiet.contains(key) ? with(keys, minus(quiet, List.of(key)), absorbed) : this;
    }

    /** Everything is quiet, since it was resolved; nothing is kept where there is one key only. */
    Family allQuiet(String own) {
        return keys.isEmpty() ? this : with(keys, plus(keys, List.of(own)), absorbed);
    }

    /** The keys that others left to it are gone when it ends. */
    Family ended() {
        return keys.isEmpty() ? this : with(List.of(), List.of(), absorbed);
    }

    Family under(Optional<IncidentId> next) {
        return new Family(merge, keys, quiet, absorbed, next, children, major);
    }

    Family adopting(IncidentId child, boolean in) {
        List<IncidentId> next = in ? plus(children, List.of(child)) : minus(children, List.of(child));
        return new Family(merge, keys, quiet, absorbed, parent, next, major);
    }

    Family major(Optional<String> why) {
        return new Family(merge, keys, quiet, absorbed, parent, children, why);
    }

    private Family with(List<String> nextKeys, List<String> nextQuiet, List<IncidentId> nextAbsorbed) {
        return new Family(merge, nextKeys, nextQuiet, nextAbsorbed, parent, children, major);
    }

    private static <T extends Comparable<T>> List<T> plus(Collection<T> some, Collection<T> more) {
        NavigableSet<T> all = new TreeSet<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static <T extends Comparable<T>> List<T> minus(Collection<T> some, Collection<T> fewer) {
        NavigableSet<T> all = new TreeSet<>(some);
        fewer.forEach(all::remove);
        return List.copyOf(all);
    }
}
