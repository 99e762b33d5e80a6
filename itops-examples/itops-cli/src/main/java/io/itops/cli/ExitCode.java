package io.itops.cli;

/** What the exit code says. */
final class ExitCode {
    static final int PASSED = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    /** A fault of the program itself: EX_SOFTWARE of sysexits.h. */
    static final int FAULT = 70;

    private ExitCode() {}
}
