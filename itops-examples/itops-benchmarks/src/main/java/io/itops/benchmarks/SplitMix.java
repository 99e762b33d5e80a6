package io.itops.benchmarks;

/** The numbers that the data of the workloads are drawn from: G. Steele et al., Fast splittable pseudorandom number generators (2014). */
public final class SplitMix {
    private static final long SEED = 42;
    private static final long STRIDE = 1_000_003;

    private SplitMix() {}

    /** The number at a place of the sequence that all workloads share. */
    public static long at(long place) {
        return mix(SEED * STRIDE + place);
    }

    private static long mix(long state) {
        long z = state + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
