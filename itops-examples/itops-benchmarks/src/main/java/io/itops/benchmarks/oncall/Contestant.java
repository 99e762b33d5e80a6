package io.itops.benchmarks.oncall;

import io.itops.incident.oncall.OnCall;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.Shift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** Who takes part. */
public enum Contestant {
    /** The SDK. */
    ITOPS,
    /** A scan of layers and overrides. */
    PLAIN_SCAN;

    Function<Instant, List<String>> make(OnCallSchedule schedule) {
        return switch (this) {
            case ITOPS -> instant -> OnCall.onCall(schedule, instant);
            case PLAIN_SCAN -> new PlainSchedule(schedule)::onCall;
        };
    }

    /** Throws unless the SDK's two forms and the scan give the same people at all instants, somebody at each. */
    static void check(OnCallSchedule schedule, Instant... instants) {
        List<Shift> shifts = OnCall.shifts(schedule, Workload.START, Workload.END);
        for (Instant instant : instants) {
            List<String> people = ITOPS.make(schedule).apply(instant);
            List<String> plain = PLAIN_SCAN.make(schedule).apply(instant);
            if (people.isEmpty() || !people.equals(plain)) {
                throw new IllegalStateException("at " + instant + " the scan gives " + plain + ", the SDK " + people);
            }
        }
        for (Instant instant : List.of(instants).subList(0, Math.min(100, instants.length))) {
            List<String> holders = new ArrayList<>();
            for (Shift shift : shifts) {
                if (shift.window().contains(instant)) {
                    holders.add(shift.person());
                }
            }
            List<String> plain = PLAIN_SCAN.make(schedule).apply(instant);
            if (!new TreeSet<>(holders).equals(new TreeSet<>(plain)) || holders.size() != plain.size()) {
                throw new IllegalStateException("at " + instant + " shifts give " + holders + ", the scan " + plain);
            }
        }
    }
}
