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

    private final String file;
    private final Syntax syntax;
    private final CodeBudget code;
    private final Problems problems;
    private final PatternBudget patterns;

    /** The lines of the file, empty until one is wanted. */
    private List<String> lines = List.of();

    Expressions(String text, RuleFileOptions options, Problems problems) {
        this.syntax = options.syntax();
        this.code = new CodeBudget(
                "expressions and templates of the file", options.limits().maxCodeCharacters(), problems);
        this.file = text;
        this.problems = problems;
        this.patterns = new PatternBudget(options.limits().maxPatternInstructions(), problems);
    }

    Optional<Expr> parse(Scalar scalar, String what) {
        if (patterns.isSpent() || !code.spend(scalar)) {
            // told once
            return Optional.empty();
        }
        try {
            Expr expr = PromQl.parse(scalar.text(), syntax);
            return patterns.spend(expr, scalar.place()) ? Optional.of(expr) : Optional.empty();
        } catch (SyntaxException e) {
            wrong(scalar, what, e);
            // Finding what was meant and where it stands costs as much as reading.
            code.spend(scalar);
        } catch (InvalidInputException e) {
            problems.add(scalar.place(), what + ": " + e.what(), e.rule(), e.value());
        }
        return Optional.empty();
    }

    /** Whether there was room for an expression or a text with templates. */
    boolean spend(Scalar scalar) {
        return code.spend(scalar);
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
