package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the signals of one dedup key have said. An incident that has several keys is as bad as the worst of them, and over when all are
 * quiet; whoever takes a key over takes this over with it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param severity the worst that a signal of the key gave
 * @param quiet whether the trouble of the key is over
 * @since 0.1
 */
public record KeyStand(Severity severity, boolean quiet) {
    /** How it is written. */
    public static final Codec<KeyStand> CODEC = Shape.of("key stand", s -> {
        var severity = s.field("severity", Codec.ofEnum(Severity.class), KeyStand::severity);
        var quiet = s.field("quiet", Codec.BOOL, KeyStand::quiet);
        return row -> new KeyStand(row.get(severity), row.get(quiet));
    });

    /** Checks that the severity is given. */
    public KeyStand {
        Require.present("severity", severity);
    }

    KeyStand fired(Severity found) {
        return new KeyStand(worse(severity, found), false);
    }

    KeyStand silent(boolean over) {
        return new KeyStand(severity, over);
    }

    private static Severity worse(Severity one, Severity other) {
        return other.worseThan(one) ? other : one;
    }

    /** The worst of some keys, of which there is at least one. */
    static Severity worst(Collection<KeyStand> stands) {
        return stands.stream().map(KeyStand::severity).reduce(KeyStand::worse).orElseThrow();
    }

    static boolean allQuiet(Collection<KeyStand> stands) {
        return stands.stream().allMatch(KeyStand::quiet);
    }

    /** Some keys without others. */
    static SortedMap<String, KeyStand> without(Map<String, KeyStand> some, Collection<String> fewer) {
        SortedMap<String, KeyStand> left = new TreeMap<>(some);
        left.keySet().removeAll(fewer);
        return left;
    }

    static SortedMap<String, KeyStand> silenced(Map<String, KeyStand> some) {
        SortedMap<String, KeyStand> over = new TreeMap<>(some);
        over.replaceAll((key, stand) -> stand.silent(true));
        return over;
    }

    static SortedMap<String, KeyStand> copy(String what, Map<String, KeyStand> given, int most) {
        SortedMap<String, KeyStand> copy = Require.map(what, given);
        Require.size(what, copy.keySet(), 0, most);
        return copy;
    }
}
