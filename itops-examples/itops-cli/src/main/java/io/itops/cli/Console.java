package io.itops.cli;

import io.itops.core.SafeText;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where the program writes. What it quotes of files is made one line of bounded length, without control characters.
 *
 * @param out results and failures
 * @param err what kept the program from its work
 */
record Console(PrintStream out, PrintStream err) {
    /** How many code points of a quoted text are shown. */
    private static final int SHOWN = 1_000;

    void line(String text) {
        // not println: lines end the same on every system
        out.print(text + "\n");
    }

    void error(String text) {
        err.print("itops: " + text + "\n");
    }

    /** What nobody expected, in one line: a person who runs the program has no use for a stack trace. */
    void fault(Throwable fault) {
        error("a fault of the program itself, please report it: "
                + fault.getClass().getName() + ": " + quoted(String.valueOf(fault.getMessage())));
    }

    static String quoted(String text) {
        return SafeText.oneLine(SafeText.shorten(text.strip(), SHOWN));
    }

    /** The name of a file, in one line whatever it has. */
    static String name(Path file) {
        return SafeText.oneLine(file.toString());
    }

    PrintWriter outWriter() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    PrintWriter errWriter() {
        return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    }
}
