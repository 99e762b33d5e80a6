package io.itops.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.testkit.input.InputBounds;
import io.itops.testkit.input.InputReport;
import io.itops.testkit.input.Mutants;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What every reader of this module is held to: mutants as texts and as bytes, and inputs that are hard on purpose. */
public final class Inputs {
    /** How many times more mutants the campaign has. */
    public static final int CAMPAIGN = 5;

    /**
     * What is hard on purpose goes to the limits of a file, close to the 100 ms of a processor that is promised. One that other programs share
     * counts more for the same work, so it has three times as long here; what grows faster than its input takes longer by far.
     */
    private static final InputBounds HARD = new InputBounds(Duration.ofMillis(300), 64L << 20);

    private Inputs() {}

    /** Mutants that are all refused, or none, would not reach the depth of a reader. */
    public static void mutants(String what, List<String> samples, long seed, int count, Predicate<String> reader) {
        // What is wrong before it is changed would prove little.
        assertThat(samples).allMatch(reader);
        InputReport report =
                InputBounds.STANDARD.check(what, Mutants.of(samples).texts(Mutants.seed(seed), count), reader);
        check(report, count);
    }

    public static void byteMutants(String what, List<String> samples, long seed, int count, Predicate<byte[]> reader) {
        InputReport report = InputBounds.STANDARD.check(
                what + " as bytes", Mutants.of(samples).bytes(Mutants.seed(seed), count), reader);
        check(report, count);
    }

    private static void check(InputReport report, int count) {
        System.out.println(report);
        assertThat(report.faults()).isEmpty();
        assertThat(report.read() + report.refused())
                .as("mutants that were given to the reader")
                .isEqualTo(count);
        assertThat(report.refused()).as(report.toString()).isBetween(count / 10L, count * 997L / 1_000);
    }

    /** Each case by its name, so that a failure tells which. */
    public static void hard(String what, Map<String, String> cases, Predicate<String> reader) {
        each(what, cases, reader);
    }

    public static void hardBytes(String what, Map<String, byte[]> cases, Predicate<byte[]> reader) {
        each(what, cases, reader);
    }

    private static <T> void each(String what, Map<String, T> cases, Predicate<T> reader) {
        Map<String, String> faults = new LinkedHashMap<>();
        cases.forEach((name, input) -> HARD.fault(input, reader).ifPresent(fault -> faults.put(name, fault)));
        assertThat(faults).as(what).isEmpty();
    }

    /** Bytes that are no text in UTF-8, alone and in the middle of one. */
    public static Map<String, byte[]> noUtf8(String sample) {
        Map<String, byte[]> cases = new LinkedHashMap<>();
        byte[] whole = sample.getBytes(StandardCharsets.UTF_8);
        int[][] broken = {{0xff}, {0x80}, {0xc0, 0x80}, {0xe2, 0x82}, {0xed, 0xa0, 0x80}, {0xf4, 0x90, 0x80, 0x80}};
        for (int[] piece : broken) {
            byte[] bytes = new byte[whole.length + piece.length];
            System.arraycopy(whole, 0, bytes, 0, whole.length / 2);
            for (int i = 0; i < piece.length; i++) {
                bytes[whole.length / 2 + i] = (byte) piece[i];
            }
            System.arraycopy(
                    whole, whole.length / 2, bytes, whole.length / 2 + piece.length, whole.length - whole.length / 2);
            cases.put("bytes from " + Integer.toHexString(piece[0]), bytes);
        }
        byte[] many = new byte[1 << 20];
        Arrays.fill(many, (byte) 0xff);
        cases.put("a megabyte of ff", many);
        cases.put("UTF-16", sample.getBytes(StandardCharsets.UTF_16));
        cases.put("zeros", new byte[1 << 20]);
        return cases;
    }
}
