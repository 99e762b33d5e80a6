package io.itops.cli.replay;

import java.util.List;

/** A mapping or a log that breaks its rules, with all that is wrong. Nothing was replayed. */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    BadInputException(List<Problem> problems) {
        super(problems.get(0).toString());
        this.problems = List.copyOf(problems);
    }

    static BadInputException of(String what, String rule, String found) {
        return new BadInputException(List.of(new Problem(0, 0, what, rule, found)));
    }

    /** All that is wrong, at least one, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
