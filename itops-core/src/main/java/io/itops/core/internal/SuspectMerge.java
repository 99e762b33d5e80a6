package io.itops.core.internal;

import io.itops.core.Ref;
import io.itops.core.explain.Explanation;
import io.itops.core.signal.Suspect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one list of the suspects that several sources name. Each source has spread a whole over its own suspects and the unknown cause; what
 * can be compared between them are the odds of a suspect against the unknown cause, which is the same for all.
 */
public final class SuspectMerge {
    /** The least share of the unknown cause that is believed: no source knows everything. */
    private static final double LEAST_UNKNOWN = 1e-6;

    private static final Comparator<Suspect> LIKELIEST_FIRST = Comparator.comparingDouble(
                    (Suspect suspect) -> -suspect.likelihood())
            .thenComparing(suspect -> suspect.cause().map(Ref::toString).orElse(""));

    private SuspectMerge() {}

    private record Odds(Suspect suspect, double odds) {}

    /**
     * One list of several.
     *
     * @param named what each source names
     * @return the suspects and one unknown cause, the likeliest first, ties by reference; their likelihoods sum to 1. Empty if there is
     *     no source
     */
    public static List<Suspect> of(List<List<Suspect>> named) {
        if (named.isEmpty()) {
            return List.of();
        }
        Map<Ref, Odds> byCause = new TreeMap<>();
        List<Explanation> unknown = new ArrayList<>();
        for (List<Suspect> suspects : named) {
            double share = unknownShare(suspects);
            for (Suspect suspect : suspects) {
                suspect.cause()
                        .ifPresentOrElse(
                                cause -> byCause.merge(
                                        cause,
                                        new Odds(suspect, suspect.likelihood() / share),
                                        (a, b) -> a.odds() >= b.odds() ? a : b),
                                () -> unknown.add(suspect.why()));
            }
        }
        double all = 1 + byCause.values().stream().mapToDouble(Odds::odds).sum();
        List<Suspect> merged = new ArrayList<>();
        byCause.values().forEach(odds -> merged.add(sharing(odds.suspect(), odds.odds() / all)));
        merged.add(Suspect.unknown(1 / all, unknown(unknown).weighing(1 / all)));
        merged.sort(LIKELIEST_FIRST);
        return List.copyOf(merged);
    }

    private static double unknownShare(List<Suspect> suspects) {
        double known = suspects.stream()
                .filter(suspect -> suspect.cause().isPresent())
                .mapToDouble(Suspect::likelihood)
                .sum();
        double said = suspects.stream()
                .filter(suspect -> suspect.cause().isEmpty())
                .mapToDouble(Suspect::likelihood)
                .sum();
        return Math.max(LEAST_UNKNOWN, Math.max(said, 1 - known));
    }

    private static Suspect sharing(Suspect suspect, double share) {
        return new Suspect(
                suspect.cause(), suspect.title(), share, suspect.why().weighing(share));
    }

    private static Explanation unknown(List<Explanation> whys) {
        if (whys.size() == 1) {
            return whys.get(0);
        }
        Explanation all = Explanation.of("a cause that no source of suspects accounts for");
        for (Explanation why : whys) {
            all = all.because(why.within(7));
        }
        return all;
    }
}
