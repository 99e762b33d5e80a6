package io.itops.cli;

import io.itops.core.InvalidInputException;
import io.itops.core.ItOpsException;
import io.itops.core.SyntaxException;
import io.itops.prometheus.rulefile.FileProblem;
import io.itops.prometheus.rulefile.Position;
import java.nio.file.Path;
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

    /** What is wrong with a file: its place, what must hold there and what stands there. */
    void print(Path file, FileProblem problem) {
        print(at(file, problem.position()), problem.what(), "to " + problem.rule(), problem.found(), Optional.empty());
    }

    static String at(Path file, Position position) {
        return at(file, position.line(), position.column());
    }

    private static String at(Path file, int line, int column) {
        return Console.name(file) + ":" + line + ":" + column;
    }

    /** Why a file could not be read, with its place where the refusal has one. */
    void print(Path file, ItOpsException refusal) {
        if (refusal instanceof SyntaxException e) {
            print(at(file, e.line(), e.column()), e.what(), "to " + e.rule(), e.found(), Optional.empty());
        } else if (refusal instanceof InvalidInputException e) {
            print(Console.name(file), e.what(), "to " + e.rule(), e.value(), Optional.empty());
        } else {
            print(Console.name(file) + ": " + refusal.getMessage());
        }
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
