package io.itops.core;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where new ids come from. Decisions never invent ids: they come with the command, so that the same commands give the same state.
 *
 * <p>Implementations are thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface IdSource {
    /**
     * The next id: 26 characters of 0-9 a-v, unique in the store.
     *
     * @return a new id
     */
    String next();

    /**
     * Ids that nobody can guess: 128 random bits from {@link SecureRandom}.
     *
     * @return a source for production use
     */
    static IdSource random() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return encode(buffer.getLong(), buffer.getLong());
        };
    }

    /**
     * The same ids in the same order for the same seed, for tests and simulations.
     *
     * @param seed any number
     * @return a repeatable source
     */
    static IdSource seeded(long seed) {
        AtomicLong taken = new AtomicLong();
        // Mixed before the count is added: the ids of related seeds would otherwise be the same ones, shifted.
        long start = mix(seed);
        return () -> {
            SplittableRandom random = new SplittableRandom(mix(start + taken.getAndIncrement()));
            return encode(random.nextLong(), random.nextLong());
        };
    }

    /** The finaliser of SplitMix64, in Stafford's variant 13: one to one, and every bit depends on every bit. */
    private static long mix(long bits) {
        long once = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
        return twice ^ (twice >>> 31);
    }

    private static String encode(long high, long low) {
        char[] out = new char[26];
        long h = high;
        long l = low;
        for (int i = 25; i >= 13; i--) {
            out[i] = Character.forDigit((int) (l & 31), 32);
            l >>>= 5;
        }
        for (int i = 12; i >= 0; i--) {
            out[i] = Character.forDigit((int) (h & 31), 32);
            h >>>= 5;
        }
        return new String(out);
    }
}
