package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * How an incident hangs together with others.
 *
 * <p>Immutable and thread-safe.
 *
 * @param merge where it went, if it was merged
 * @param keys all its dedup keys, its own among them, and how they stand, at most 201; empty while it has no other than its own
 * @param absorbed the incidents that went into it directly, sorted, at most 200
 * @param parent the incident that it is a part of
 * @param children its parts, sorted, at most 50
 * @param majors why it is a major incident, by the id of the incident of which that was said: itself, or one that went into it
 * @since 0.1
 */
public record Family(
        Optional<Merge> merge,
        SortedMap<String, KeyStand> keys,
        List<IncidentId> absorbed,
        Optional<IncidentId> parent,
        List<IncidentId> children,
        SortedMap<String, String> majors) {
    /** The greatest number of other keys and of incidents that went into one. */
    public static final int MAX_MERGED = 200;

    /** The greatest number of children. */
    public static final int MAX_CHILDREN = 50;

    /** The greatest number of incidents above one another. */
    public static final int MAX_DEPTH = 10;

    /** It stands alone. */
    public static final Family NONE = new Family(
            Optional.empty(),
            Collections.emptySortedMap(),
            List.of(),
            Optional.empty(),
            List.of(),
            Collections.emptySortedMap());

    /** How it is written. */
    public static final Codec<Family> CODEC = Shape.of("family", s -> {
        var merge = s.optional("merge", Merge.CODEC, Family::merge);
        var keys = s.field("keys", KeyStand.CODEC.map(), Family::keys);
        var absorbed = s.field("absorbed", IncidentId.CODEC.list(), Family::absorbed);
        var parent = s.optional("parent", IncidentId.CODEC, Family::parent);
        var children = s.field("children", IncidentId.CODEC.list(), Family::children);
        var majors = s.field("majors", Codec.TEXT.map(), Family::majors);
        return row -> new Family(
                row.get(merge), row.get(keys), row.get(absorbed), row.get(parent), row.get(children), row.get(majors));
    });

    /** Checks and copies the parts. */
    public Family {
        Require.present("merge", merge);
        keys = KeyStand.copy("dedup keys", keys, MAX_MERGED + 1);
        absorbed = Require.size("merged incidents", Require.list("merged incidents", absorbed), 0, MAX_MERGED);
        Require.present("parent", parent);
        children = Require.size("children", Require.list("children", children), 0, MAX_CHILDREN);
        majors = Require.map("reasons of a major incident", majors);
    }

    /**
     * Why it is a major incident.
     *
     * @return one of the reasons, if it is one
     */
    public Optional<String> major() {
        return majors.values().stream().findFirst();
    }

    /** Whether no key but this one is still in trouble. */
    boolean endsWith(String key) {
        return keys.containsKey(key)
                && KeyStand.allQuiet(KeyStand.without(keys, List.of(key)).values());
    }

    Family merged(Merge next) {
        return new Family(Optional.of(next), Collections.emptySortedMap(), absorbed, parent, List.of(), majors);
    }

    Family unmerged() {
        return new Family(Optional.empty(), keys, absorbed, parent, children, majors);
    }

    /** The keys of a merged incident are with another one; it remembers them. */
    Family forgetting(Collection<String> fewer) {
        return new Family(merge.map(known -> known.without(fewer)), keys, absorbed, parent, children, majors);
    }

    Family having(Map<String, KeyStand> all) {
        SortedMap<String, KeyStand> several = all.size() > 1 ? new TreeMap<>(all) : Collections.emptySortedMap();
        return new Family(merge, several, absorbed, parent, children, majors);
    }

    Family absorbing(IncidentId child, Map<String, String> moreMajors) {
        SortedMap<String, String> all = new TreeMap<>(moreMajors);
        all.putAll(majors);
        return new Family(merge, keys, plus(absorbed, List.of(child)), parent, children, all);
    }

    Family releasing(IncidentId child, Collection<String> fewerMajors) {
        SortedMap<String, String> left = new TreeMap<>(majors);
        left.keySet().removeAll(fewerMajors);
        return new Family(merge, keys, minus(absorbed, List.of(child)), parent, children, left);
    }

    Family under(Optional<IncidentId> next) {
        return new Family(merge, keys, absorbed, next, children, majors);
    }

    Family adopting(IncidentId child, boolean in) {
        List<IncidentId> next = in ? plus(children, List.of(child)) : minus(children, List.of(child));
        return new Family(merge, keys, absorbed, parent, next, majors);
    }

    Family ranked(IncidentId own, Optional<String> why) {
        SortedMap<String, String> next = why.isPresent() ? new TreeMap<>(majors) : new TreeMap<>();
        why.ifPresent(reason -> next.put(own.value(), reason));
        return new Family(merge, keys, absorbed, parent, children, next);
    }

    /** What someone sees who may know of some incidents only. */
    Family knownTo(Predicate<IncidentId> known) {
        if (majors.isEmpty() && merge.isEmpty() && parent.isEmpty() && absorbed.isEmpty() && children.isEmpty()) {
            return this;
        }
        SortedMap<String, String> seen = new TreeMap<>(majors);
        seen.keySet().removeIf(id -> !known.test(IncidentId.of(id)));
        return new Family(
                merge.filter(went -> known.test(went.into())),
                keys,
                absorbed.stream().filter(known).toList(),
                parent.filter(known),
                children.stream().filter(known).toList(),
                seen);
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
