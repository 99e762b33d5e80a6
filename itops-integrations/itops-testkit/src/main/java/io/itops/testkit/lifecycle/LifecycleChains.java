package io.itops.testkit.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
import org.jspecify.annotations.Nullable;

/**
 * Random chains made and shrunk by jqwik. A chain is a list of numbers: one below the number of moves is that move, a higher one some
 * move that the model allows where the thing then stands, so that about half the moves lead on. Not thread-safe; confine to one
 * thread.
 */
final class LifecycleChains {
    private static final int MAX_SHRINKS = 5_000;

    private final int chains;
    private final long seed;
    private final int moves;
    private final Function<List<Integer>, Ran> chain;
    private int moved;
    private int refused;

    /** What came of one chain: how many moves, how many refused, what went wrong if anything, and the moves as text. */
    record Ran(int moves, int refused, String problem, String told) {}

    LifecycleChains(int chains, long seed, int moves, Function<List<Integer>, Ran> chain) {
        this.chains = chains;
        this.seed = seed;
        this.moves = moves;
        this.chain = chain;
    }

    int moved() {
        return moved;
    }

    int refused() {
        return refused;
    }

    /** What went wrong, with the shortest chain that was found; empty if all chains went well. */
    Optional<String> run(int longest) {
        if (moves == 0) {
            return Optional.of("there is no move to make chains of");
        }
        @Nullable String[] found = {null};
        JqwikSession.Runnable all = () -> found[0] = search(longest);
        if (JqwikSession.isActive()) {
            search(all);
        } else {
            JqwikSession.run(all);
        }
        return Optional.ofNullable(found[0]);
    }

    private static void search(JqwikSession.Runnable all) {
        try {
            all.run();
        } catch (Throwable e) {
            throw new IllegalStateException("chains could not be made", e);
        }
    }

    private @Nullable String search(int longest) {
        Arbitrary<List<Integer>> choices = Arbitraries.integers()
                .between(0, 2 * moves - 1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(longest);
        RandomGenerator<List<Integer>> generator = choices.generator(1_000);
        Random random = new Random(seed);
        for (int number = 1; number <= chains; number++) {
            Shrinkable<List<Integer>> candidate = generator.next(random);
            Ran ran = chain.apply(candidate.value());
            moved += ran.moves();
            refused += ran.refused();
            if (!ran.problem().isEmpty()) {
                Ran shortest = shrink(candidate, ran);
                return "chain " + number + " of seed " + seed + ", shrunk from " + ran.moves() + " to "
                        + shortest.moves() + " moves: " + shortest.told() + ": " + shortest.problem();
            }
        }
        return null;
    }

    private Ran shrink(Shrinkable<List<Integer>> from, Ran broken) {
        Shrinkable<List<Integer>> at = from;
        Ran shortest = broken;
        int tried = 0;
        boolean better = true;
        while (better && tried < MAX_SHRINKS) {
            better = false;
            for (Shrinkable<List<Integer>> next : (Iterable<Shrinkable<List<Integer>>>) at.shrink()::iterator) {
                if (++tried > MAX_SHRINKS) {
                    break;
                }
                Ran ran = chain.apply(next.value());
                if (!ran.problem().isEmpty()) {
                    at = next;
                    shortest = ran;
                    better = true;
                    break;
                }
            }
        }
        return shortest;
    }
}
