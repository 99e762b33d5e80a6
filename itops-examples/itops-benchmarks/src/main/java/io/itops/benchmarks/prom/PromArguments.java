package io.itops.benchmarks.prom;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.util.Arrays;
import java.util.List;

/**
 * What is measured.
 *
 * @param rounds how many rounds, 1 to 50: after more, Prometheus would refuse the samples of the next size as too old
 * @param sizes how many counters, and as many gauges; 1 to 1,000,000 each
 */
public record PromArguments(int rounds, List<Integer> sizes) {
    private static final int USUAL_ROUNDS = 5;
    private static final List<Integer> USUAL_SIZES = List.of(1_000, 10_000, 100_000);

    /** Checks the bounds. */
    public PromArguments {
        Require.range("ROUNDS", rounds, 1, 50);
        sizes = Require.list("sizes", sizes);
        sizes.forEach(size -> Require.range("SIZE", size, 1, 1_000_000));
    }

    /** Reads the rounds and sizes; what is not given is the usual. */
    public static PromArguments of(String... args) {
        int rounds = args.length == 0 ? USUAL_ROUNDS : number("ROUNDS", args[0]);
        List<Integer> sizes =
                Arrays.stream(args).skip(1).map(size -> number("SIZE", size)).toList();
        return new PromArguments(rounds, sizes.isEmpty() ? USUAL_SIZES : sizes);
    }

    private static int number(String what, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(what, "be a whole number", text);
        }
    }
}
