package io.itops.testkit.lifecycle;

import io.itops.core.Require;
import java.util.Locale;

/**
 * What a check of a lifecycle walked through.
 *
 * <p>Immutable and thread-safe.
 *
 * @param lifecycle the name of the lifecycle
 * @param cells how many pairs of a state and a move were tried that the table allows
 * @param absent how many were tried that it does not allow
 * @param chains how many chains were run
 * @param moves how many moves they made
 * @param refused how many of these were refused
 * @param seed the seed of the chains
 * @since 0.1
 */
public record LifecycleReport(String lifecycle, int cells, int absent, int chains, int moves, int refused, long seed) {
    /** Checks the counts. */
    public LifecycleReport {
        Require.slug("lifecycle name", lifecycle);
        Require.that(refused <= moves, "refused moves", "be at most the " + moves + " moves", refused);
    }

    /**
     * The share of moves in the chains that were refused.
     *
     * @return from 0 to 1
     */
    public double refusedShare() {
        return moves == 0 ? 0 : (double) refused / moves;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "lifecycle %s: %d cells, %d absent; %d chains of %d moves, %.0f %% refused (seed %d)",
                lifecycle,
                cells,
                absent,
                chains,
                moves,
                100 * refusedShare(),
                seed);
    }
}
