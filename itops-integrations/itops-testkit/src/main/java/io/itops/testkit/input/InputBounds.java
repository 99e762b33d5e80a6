package io.itops.testkit.input;

import com.sun.management.ThreadMXBean;
import io.itops.core.ItOpsException;
import io.itops.core.Require;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What reading one input may cost.
 *
 * <p>A reader takes an input and tells whether it was read; one that was not is refused, by {@code false} or by an {@link ItOpsException}.
 * Any other exception, an overflow of the stack or of the heap included, is a fault, and so is what exceeds the bounds. An {@link
 * AssertionError} of the reader ends the check.
 * Time and allocation are those of the calling thread, so what a reader hands to other threads is not seen. A reader that exceeded the
 * bounds is asked again before it is found at fault, since the machine may have paused: what is slow by itself is slow each time; one
 * that threw is not. A reader that never returns is not ended: the time limit of the test must do that.
 *
 * <pre>{@code
 * Mutants mutants = Mutants.of(List.of("{\"a\":[1,2.5],\"b\":null}"));
 * InputReport report = InputBounds.STANDARD.check("JSON", mutants.texts(Mutants.seed(7), 500), text -> {
 *     CanonicalJson.read(text);
 *     return true;
 * });
 * assertThat(report.faults()).isEmpty();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param time of the processor, positive, at most an hour
 * @param bytes that are allocated, those that are given back included, at least 1
 * @since 0.1
 */
public record InputBounds(Duration time, long bytes) {
    /** 100 ms and 64 MB. */
    public static final InputBounds STANDARD = new InputBounds(Duration.ofMillis(100), 64L << 20);

    /** What exceeds a bound is tried again: a machine whose processors others use too may be slow for a while. */
    private static final int TRIES = 20;

    private static final int SHOWN_FAULTS = 10;
    private static final int SHOWN_CHARACTERS = 200;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Checks the bounds. */
    public InputBounds {
        Require.positive("time for an input", time, Duration.ofHours(1));
        Require.that(bytes >= 1, "bytes for an input", "be at least 1", bytes);
    }

    /**
     * Hands each input to a reader.
     *
     * @param <T> what the reader reads
     * @param what the reader reads, for people
     * @param inputs the inputs; they are closed
     * @param reader tells whether it read an input
     * @return how many were read and refused, and what was wrong
     * @throws IllegalStateException if the virtual machine does not measure the processor time and the allocation of threads
     */
    public <T> InputReport check(String what, Stream<T> inputs, Predicate<? super T> reader) {
        Require.text("what is read", what, 200);
        Require.present("inputs", inputs);
        Require.present("reader", reader);
        Counts counts = new Counts();
        try (inputs) {
            inputs.forEachOrdered(input -> counts.add(input, tried(reader, input)));
        }
        return counts.report(what);
    }

    /**
     * What is wrong with how a reader takes one input.
     *
     * @param <T> what the reader reads
     * @param input the input
     * @param reader tells whether it read an input
     * @return the fault, empty if there is none
     * @throws IllegalStateException if the virtual machine does not measure the processor time and the allocation of threads
     */
    public <T> Optional<String> fault(T input, Predicate<? super T> reader) {
        Require.present("input", input);
        Require.present("reader", reader);
        return tried(reader, input).fault();
    }

    private <T> Attempt tried(Predicate<? super T> reader, T input) {
        if (!THREADS.isThreadCpuTimeEnabled() || !THREADS.isThreadAllocatedMemoryEnabled()) {
            throw new IllegalStateException("processor time and allocation of threads must be measured, but are not");
        }
        Attempt attempt = once(reader, input);
        for (int i = 1; i < TRIES && attempt.exceeded(); i++) {
            attempt = once(reader, input);
        }
        return attempt;
    }

    private <T> Attempt once(Predicate<? super T> reader, T input) {
        long made = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        boolean read = false;
        Optional<String> fault = Optional.empty();
        try {
            read = reader.test(input);
        } catch (ItOpsException e) {
            // The typed error.
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fault = Optional.of("threw " + e);
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        made = THREADS.getCurrentThreadAllocatedBytes() - made;
        return fault.isPresent()
                ? new Attempt(read, nanos, made, false, fault)
                : attempt(read, nanos, made, excess(nanos, made));
    }

    private static Attempt attempt(boolean read, long nanos, long made, Optional<String> excess) {
        return new Attempt(read, nanos, made, excess.isPresent(), excess);
    }

    private Optional<String> excess(long nanos, long made) {
        if (nanos > time.toNanos()) {
            return Optional.of("took " + nanos / 1_000_000 + " ms");
        }
        return made > bytes ? Optional.of("allocated " + (made >> 20) + " MB") : Optional.empty();
    }

    private record Attempt(boolean read, long nanos, long made, boolean exceeded, Optional<String> fault) {}

    private static final class Counts {
        private final List<String> faults = new ArrayList<>();
        private long read;
        private long refused;
        private long nanos;
        private long made;

        void add(Object input, Attempt attempt) {
            long number = read + refused;
            read += attempt.read() ? 1 : 0;
            refused += attempt.read() ? 0 : 1;
            nanos = Math.max(nanos, attempt.nanos());
            made = Math.max(made, attempt.made());
            if (faults.size() < SHOWN_FAULTS) {
                attempt.fault().ifPresent(fault -> faults.add(fault + ", input " + number + ": " + shown(input)));
            }
        }

        InputReport report(String what) {
            return new InputReport(what, read, refused, Duration.ofNanos(nanos), made, faults);
        }

        /** The input as Java would write it, cut where it is long. */
        private static String shown(Object input) {
            String text =
                    input instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : input.toString();
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < Math.min(text.length(), SHOWN_CHARACTERS); i++) {
                char c = text.charAt(i);
                out.append(c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
            return text.length() > SHOWN_CHARACTERS ? out + " … (" + text.length() + ")" : out.toString();
        }
    }
}
