package io.itops.cli.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong with one file; ends the reading where nobody wants to hear of more. Confined to one thread. */
final class Faults {
    static final int MOST = 100;

    private final List<Fault> found = new ArrayList<>();

    void add(int line, int column, String what, String rule, String value) {
        Fault fault = new Fault(line, column, what, rule, value);
        if (found.contains(fault)) {
            return; // a column may be read for two reasons
        }
        found.add(fault);
        if (found.size() == MOST) {
            found.add(new Fault(0, 0, "file", "have fewer than " + MOST + " problems to be read to its end", "more"));
            throw exception();
        }
    }

    void add(int line, String what, String rule, String value) {
        add(line, 0, what, rule, value);
    }

    boolean none() {
        return found.isEmpty();
    }

    /** Throws what was gathered, if anything was. */
    void close() {
        if (!found.isEmpty()) {
            throw exception();
        }
    }

    private BadInputException exception() {
        // what is no line's fault comes last
        found.sort(Comparator.comparingInt((Fault fault) -> fault.line() == 0 ? Integer.MAX_VALUE : fault.line())
                .thenComparingInt(Fault::column));
        return new BadInputException(found);
    }
}
