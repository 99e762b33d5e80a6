package io.itops.cli;

import java.util.List;
import java.util.Optional;

/** A failure as the commands print it: where, what, what was wanted and what came; at most so many of them. Confined to one thread. */
final class FailureText {
    /** How many failures a run prints; the others are counted. */
    static final int MAX_SHOWN = 10_000;

    private final Console console;
    private int shown;
    private int hidden;

    FailureText(Console console) {
        this.console = console;
    }

    void print(String place, String what, String wanted, String got, Optional<String> reason) {
        if (shown == MAX_SHOWN) {
            hidden++;
            return;
        }
        shown++;
        console.line(place + ": " + Console.quoted(what));
        console.line("  wanted: " + Console.quoted(wanted));
        console.line("  got:    " + Console.quoted(got));
        reason.ifPresent(text -> console.line("  reason: " + Console.quoted(text)));
    }

    /** A failure of one line. */
    void print(String line) {
        if (shown == MAX_SHOWN) {
            hidden++;
            return;
        }
        shown++;
        console.line(Console.quoted(line));
    }

    /** Says how many failures were not printed. */
    void close() {
        if (hidden > 0) {
            console.line("… and " + hidden + " more");
        }
    }

    /** The lines of a table in Markdown. */
    static void table(Console console, List<List<Object>> rows) {
        console.line(row(rows.get(0)));
        console.line("|" + "---|".repeat(rows.get(0).size()));
        rows.stream().skip(1).forEach(row -> console.line(row(row)));
    }

    private static String row(List<Object> cells) {
        StringBuilder row = new StringBuilder("|");
        for (Object cell : cells) {
            String text = cell instanceof Integer number
                    ? String.format(java.util.Locale.ROOT, "%,d", number)
                    : Console.quoted(String.valueOf(cell)).replace("|", "\\|");
            row.append(' ').append(text).append(" |");
        }
        return row.toString();
    }
}
