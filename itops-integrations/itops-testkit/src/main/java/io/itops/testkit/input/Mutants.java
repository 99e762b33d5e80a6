package io.itops.testkit.input;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Inputs that were right once: characters and words changed, pieces taken away, doubled and moved, and bytes that are no UTF-8. The
 * same seed gives the same mutants.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Mutants {
    /** The system property that gives every check other seeds. */
    public static final String SEED_PROPERTY = "itops.fuzz.seed";

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_COUNT = 100_000_000;

    private static final String CHARACTERS =
            "{}()[]\"'`$.|:,;=<>&*-+_#%/\\@ \t\n\r\0aeEnNxXsm0159~!?^\ud800\udfff\u00e4\u0085\u2028\ufeff\uffff";

    /** Words that mean much to one format or another. */
    private static final List<String> WORDS = List.of(
            "NaN",
            "-Inf",
            "+Inf",
            "1e999",
            "-0",
            "9223372036854775808",
            "-1",
            "0x",
            "null",
            "true",
            "<<",
            "&a ",
            "*a",
            "!!x ",
            "---\n",
            "{{",
            "}}",
            "(.*a){12}",
            "\\xff",
            "\\u0000",
            "😀");

    /** Bytes that are no UTF-8, or that some decoders take for other characters. */
    private static final List<byte[]> BYTES = List.of(
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0x80},
            new byte[] {(byte) 0xc0, (byte) 0x80},
            new byte[] {(byte) 0xe2, (byte) 0x82},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
            new byte[] {(byte) 0xfe, (byte) 0xff, 0},
            new byte[] {0});

    private final Function<Random, String> samples;

    private Mutants(Function<Random, String> samples) {
        this.samples = samples;
    }

    /**
     * Mutants of samples.
     *
     * @param samples at least one; each has 1 to 1,048,576 characters
     * @return their mutants
     */
    public static Mutants of(List<String> samples) {
        List<String> given = Require.list("samples", samples);
        Require.that(!given.isEmpty(), "samples", "not be empty", given);
        given.forEach(Mutants::requireSample);
        return new Mutants(random -> given.get(random.nextInt(given.size())));
    }

    /**
     * Mutants of samples that are made as they are needed.
     *
     * @param samples gives texts of 1 to 1,048,576 characters, by the given randomness alone
     * @return their mutants
     */
    public static Mutants ofRandom(Function<Random, String> samples) {
        return new Mutants(Require.present("samples", samples));
    }

    /**
     * The seed of a check, which is printed: that of the system property {@code itops.fuzz.seed} where it is set.
     *
     * @param usual the seed otherwise
     * @return the seed
     * @throws InvalidInputException if the property is no whole number
     */
    public static long seed(long usual) {
        String given = System.getProperty(SEED_PROPERTY);
        long seed = given == null ? usual : parsed(given);
        System.out.println("-D" + SEED_PROPERTY + "=" + seed);
        return seed;
    }

    private static long parsed(String given) {
        try {
            return Long.decode(given);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(SEED_PROPERTY, "be a whole number", given);
        }
    }

    /**
     * Mutants as texts, halves of pairs of surrogates among them.
     *
     * @param seed of their changes
     * @param count how many, 1 to 100,000,000
     * @return the mutants, made one by one
     */
    public Stream<String> texts(long seed, int count) {
        Require.range("mutants", count, 1, MAX_COUNT);
        Random random = new Random(seed);
        return IntStream.range(0, count).mapToObj(i -> text(random));
    }

    /**
     * Mutants as bytes: texts in UTF-8, most of them with bytes changed too.
     *
     * @param seed of their changes
     * @param count how many, 1 to 100,000,000
     * @return the mutants, made one by one
     */
    public Stream<byte[]> bytes(long seed, int count) {
        Require.range("mutants", count, 1, MAX_COUNT);
        Random random = new Random(seed);
        return IntStream.range(0, count).mapToObj(i -> bytes(random));
    }

    private static String requireSample(String sample) {
        Require.that(
                !sample.isEmpty() && sample.length() <= MAX_CHARACTERS,
                "sample",
                "have 1 to " + MAX_CHARACTERS + " characters",
                sample.length());
        return sample;
    }

    private String sample(Random random) {
        return requireSample(Require.present("sample", samples.apply(random)));
    }

    private String text(Random random) {
        StringBuilder text = new StringBuilder(sample(random));
        for (int changes = 1 + Math.min(random.nextInt(5), random.nextInt(5)); changes > 0; changes--) {
            change(random, text);
        }
        return text.toString();
    }

    private void change(Random random, StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + 1 + random.nextInt(12));
        switch (random.nextInt(8)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, character(random));
            case 2 -> text.insert(at, text.substring(at, end));
            case 3 -> {
                String other = sample(random);
                int from = random.nextInt(other.length());
                text.insert(at, other, from, Math.min(other.length(), from + 1 + random.nextInt(20)));
            }
            case 4 -> text.replace(at, Math.min(text.length(), at + 1), String.valueOf(character(random)));
            case 5 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
            case 6 -> text.replace(wordStart(text, at), wordEnd(text, at), WORDS.get(random.nextInt(WORDS.size())));
            default -> {
                int from = random.nextInt(text.length() + 1);
                String word = text.substring(wordStart(text, from), wordEnd(text, from));
                text.replace(wordStart(text, at), wordEnd(text, at), word);
            }
        }
    }

    private static char character(Random random) {
        return CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    }

    private static int wordStart(CharSequence text, int at) {
        int start = at;
        while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int wordEnd(CharSequence text, int at) {
        int end = at;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private byte[] bytes(Random random) {
        byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
        for (int changes = random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes = Arrays.copyOf(bytes, at);
                default -> bytes = inserted(bytes, at, BYTES.get(random.nextInt(BYTES.size())));
            }
        }
        return bytes;
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] put) {
        byte[] more = new byte[bytes.length + put.length];
        System.arraycopy(bytes, 0, more, 0, at);
        System.arraycopy(put, 0, more, at, put.length);
        System.arraycopy(bytes, at, more, at + put.length, bytes.length - at);
        return more;
    }
}
