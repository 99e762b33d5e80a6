package io.itops.prometheus.rulefile;

import io.itops.core.InvalidInputException;
import io.itops.core.SyntaxException;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.promql.PromQl;
import io.itops.monitoring.promql.Syntax;
import io.itops.prometheus.internal.Place;
import io.itops.prometheus.internal.Problems;
import io.itops.prometheus.internal.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;

/** Reads the expressions of a file, and finds where in the file it is that one is wrong. */
final class Expressions {
    private static final int COMPARED = 12;

    /** How many characters the expressions of a file may have together. */
    private static final long MAX_CHARACTERS = 131_072;

    /** How much the patterns of a file may come to together, by {@link PatternCost}. */
    private static final long MAX_PATTERNS = 50_000;

    private final String file;
    private final Syntax syntax;
    private final Problems problems;
    private long patterns;
    private long characters;

    /** The lines of the file, empty until one is wanted: a file may have millions. */
    private List<String> lines = List.of();

    Expressions(String text, Syntax syntax, Problems problems) {
        this.syntax = syntax;
        this.file = text;
        this.problems = problems;
    }

    Optional<Expr> parse(Scalar scalar, String what) {
        characters += scalar.text().length();
        if (characters > MAX_CHARACTERS) {
            problems.add(
                    scalar.place(),
                    "expressions of the file",
                    "have at most " + MAX_CHARACTERS + " characters together",
                    String.valueOf(characters));
            return Optional.empty();
        }
        if (patterns > MAX_PATTERNS) {
            // told once
            return Optional.empty();
        }
        try {
            Expr expr = PromQl.parse(scalar.text(), syntax);
            patterns += PatternCost.of(expr);
            if (patterns <= MAX_PATTERNS) {
                return Optional.of(expr);
            }
            problems.add(
                    scalar.place(),
                    "patterns of the file",
                    "come to at most " + MAX_PATTERNS + " instructions together, classes counted twice",
                    String.valueOf(patterns));
        } catch (SyntaxException e) {
            wrong(scalar, what, e);
        } catch (InvalidInputException e) {
            problems.add(scalar.place(), what + ": " + e.what(), e.rule(), e.value());
        }
        return Optional.empty();
    }

    /** Adds a problem of a text inside a scalar, at its place in the file where that is found, or else in the text. */
    void wrong(Scalar scalar, String what, SyntaxException e) {
        Optional<Place> place = inFile(scalar, e.line(), e.column());
        String named = place.isPresent() ? what : what + ", line " + e.line() + ", column " + e.column() + " of it,";
        problems.add(place.orElse(scalar.place()), named, e.rule(), e.found());
    }

    private Optional<Place> inFile(Scalar scalar, int line, int column) {
        if (lines.isEmpty()) {
            lines = file.lines().toList();
        }
        List<String> own = scalar.text().lines().toList();
        if (line > own.size() || line == 0) {
            return Optional.empty();
        }
        String wanted = own.get(line - 1);
        Place at = scalar.place();
        if (own.size() == 1) {
            for (int quote = 0; quote <= 1; quote++) {
                if (stands(wanted, at.line(), at.column() + quote)) {
                    return Optional.of(new Place(at.line(), at.column() + quote + column - 1));
                }
            }
        }
        String inBlock = at.line() + line <= lines.size() ? lines.get(at.line() + line - 1) : "";
        String stripped = wanted.stripLeading();
        int found = stripped.isEmpty() ? -1 : inBlock.indexOf(stripped) - (wanted.length() - stripped.length());
        return found < 0 ? Optional.empty() : Optional.of(new Place(at.line() + line, found + column));
    }

    private boolean stands(String wanted, int line, int column) {
        return line <= lines.size()
                && lines.get(line - 1).length() >= column - 1
                && lines.get(line - 1).startsWith(wanted.substring(0, Math.min(wanted.length(), COMPARED)), column - 1);
    }
}
