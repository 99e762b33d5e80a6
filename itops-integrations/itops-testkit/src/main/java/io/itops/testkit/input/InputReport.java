package io.itops.testkit.input;

import io.itops.core.Require;
import java.time.Duration;
import java.util.List;

/**
 * How a reader took its inputs.
 *
 * <p>Immutable and thread-safe.
 *
 * @param what was read, for people
 * @param read how many inputs gave a value, not negative
 * @param refused how many did not, not negative
 * @param slowest the most that one input took of the processor, faults included
 * @param largest the most bytes that one input had allocated, faults included
 * @param faults what was wrong, with the number of the input from 0 and its beginning; the first ten
 * @since 0.1
 */
public record InputReport(String what, long read, long refused, Duration slowest, long largest, List<String> faults) {
    /** Checks the parts. */
    public InputReport {
        Require.text("what is read", what, 200);
        Require.that(read >= 0, "inputs read", "not be negative", read);
        Require.that(refused >= 0, "inputs refused", "not be negative", refused);
        Require.span("slowest input", slowest, Duration.ofDays(365));
        Require.that(largest >= 0, "largest input", "not be negative", largest);
        faults = Require.list("faults", faults);
    }

    /** The report in one line. */
    @Override
    public String toString() {
        return what + ": " + (read + refused) + " inputs, " + refused + " refused, at most " + slowest.toMillis()
                + " ms and " + (largest >> 20) + " MB" + (faults.isEmpty() ? "" : ", faults: " + faults);
    }
}
