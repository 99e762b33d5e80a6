package io.itops.monitoring.promql;

import com.sun.management.ThreadMXBean;
import io.itops.core.ItOpsException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Consumer;

/** Holds a reader of text to its promise: a value or one typed error, within 100 ms and 64 MB, whatever the text. */
final class Held {
    static final long NANOS = 100_000_000;
    static final long BYTES = 64L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Held() {}

    /** What is wrong with how a text was read, empty if nothing is. */
    static Optional<String> fault(Consumer<String> reader, String text) {
        // A pause of the machine must not count: what is slow by itself is slow three times.
        Optional<String> fault = once(reader, text);
        for (int i = 0; i < 2 && fault.isPresent(); i++) {
            fault = once(reader, text);
        }
        return fault;
    }

    private static Optional<String> once(Consumer<String> reader, String text) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            reader.accept(text);
        } catch (ItOpsException e) {
            // The typed error.
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of("threw " + e.getClass().getName());
        }
        long took = THREADS.getCurrentThreadCpuTime() - start;
        long made = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        if (took > NANOS) {
            return Optional.of("took " + took / 1_000_000 + " ms");
        }
        return made > BYTES ? Optional.of("allocated " + (made >> 20) + " MB") : Optional.empty();
    }
}
