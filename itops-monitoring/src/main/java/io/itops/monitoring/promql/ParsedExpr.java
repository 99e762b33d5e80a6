package io.itops.monitoring.promql;

import io.itops.core.Require;
import io.itops.monitoring.expr.Expr;
import java.util.IdentityHashMap;
import java.util.Optional;

/**
 * An expression with the places of its parts in the text that it was read from.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ParsedExpr {
    private final Source source;
    private final Expr expr;
    private final IdentityHashMap<Expr, Integer> starts;

    private ParsedExpr(Source source, Expr expr, IdentityHashMap<Expr, Integer> starts) {
        this.source = source;
        this.expr = expr;
        this.starts = starts;
    }

    static ParsedExpr of(Source source, Syntax syntax) {
        IdentityHashMap<Expr, Integer> starts = new IdentityHashMap<>();
        Expr expr = new Parser(source, starts::put, syntax).whole();
        return new ParsedExpr(source, expr, starts);
    }

    /**
     * The expression.
     *
     * @return the tree
     */
    public Expr expr() {
        return expr;
    }

    /**
     * The text that the expression was read from.
     *
     * @return the text as it was given
     */
    public String text() {
        return source.text();
    }

    /**
     * Where a part begins, its parentheses and its sign included.
     *
     * @param part this very part of the tree, not an equal one
     * @return its place, empty for what is not part of the tree
     */
    public Optional<Position> position(Expr part) {
        return Optional.ofNullable(starts.get(Require.present("part of an expression", part)))
                .map(source::position);
    }

    /** The expression as PromQL. */
    @Override
    public String toString() {
        return expr.toString();
    }
}
