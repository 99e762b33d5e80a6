package io.itops.cli.replay;

import java.util.List;

/** A mapping or a log that breaks its rules, with all that is wrong. Nothing was replayed. */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    BadInputException(List<Fault> faults) {
        super(faults.get(0).toString());
        this.faults = List.copyOf(faults);
    }

    static BadInputException of(String what, String rule, String found) {
        return new BadInputException(List.of(new Fault(0, 0, what, rule, found)));
    }

    /** All that is wrong, at least one, in the order of the file. */
    public List<Fault> faults() {
        return faults;
    }
}
