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
import java.util.Set;

/** Reads the expressions of a file, and finds where in the file it is that one is wrong. */
final class Expressions {
    private static final int COMPARED = 12;
    private static final int MAX_INDENT = 200;
    private static final Set<String> WHOLE = Set.of("expression", "template");

    /** How many characters the expressions of a file may have together. */
    private static final long MAX_CHARACTERS = 131_072;

    private final String file;
    private final Syntax syntax;
    private final Problems problems;
    private final PatternBudget patterns;
    private long characters;

    /** The lines of the file, empty until one is wanted. */
    private List<String> lines = List.of();

    Expressions(String text, Syntax syntax, Problems problems) {
        this.syntax = syntax;
        this.file = text;
        this.problems = problems;
        this.patterns = new PatternBudget(problems);
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
        if (patterns.isSpent()) {
            // told once
            return Optional.empty();
        }
        try {
            Expr expr = PromQl.parse(scalar.text(), syntax);
            return patterns.spend(expr, scalar.place()) ? Optional.of(expr) : Optional.empty();
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
        // The whole of it is named already; a part of it is not.
        String about = WHOLE.contains(e.what()) ? what : what + ": " + e.what();
        String named = place.isPresent() ? about : about + ", line " + e.line() + ", column " + e.column() + " of it,";
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
        int indent = indent(inBlock);
        int more = indent(wanted);
        return more < wanted.length() && indent >= more && stands(wanted.substring(more), at.line() + line, indent + 1)
                ? Optional.of(new Place(at.line() + line, indent - more + column))
                : Optional.empty();
    }

    /** How many blanks a line begins with; where there are too many to be looked through for every problem, fewer. */
    private static int indent(String line) {
        int indent = 0;
        while (indent < Math.min(line.length(), MAX_INDENT) && Character.isWhitespace(line.charAt(indent))) {
            indent++;
        }
        return indent;
    }

    private boolean stands(String wanted, int line, int column) {
        return line <= lines.size()
                && lines.get(line - 1).length() >= column - 1
                && lines.get(line - 1).startsWith(wanted.substring(0, Math.min(wanted.length(), COMPARED)), column - 1);
    }
}
