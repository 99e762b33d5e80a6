package io.itops.cli;

/** Counts what passed and failed, and knows the exit code that follows. Confined to one thread. */
final class Tally {
    private int passed;
    private int failed;
    private int exit = ExitCode.PASSED;

    void passed(int count) {
        passed += count;
    }

    void failed(int count) {
        failed += count;
        if (count > 0) {
            raise(ExitCode.FAILED);
        }
    }

    /** A file that cannot be read counts as one failure. */
    void unreadable() {
        failed++;
        raise(ExitCode.USAGE);
    }

    void fault() {
        failed++;
        raise(ExitCode.FAULT);
    }

    private void raise(int code) {
        exit = Math.max(exit, code);
    }

    /** The closing line. */
    String line() {
        return passed + " passed, " + failed + " failed";
    }

    int exit() {
        return exit;
    }
}
