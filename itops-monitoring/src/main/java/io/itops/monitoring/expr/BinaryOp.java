package io.itops.monitoring.expr;

/**
 * The operators between two expressions.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum BinaryOp {
    /** Addition. */
    ADD("+", Kind.ARITHMETIC, 4),
    /** Subtraction. */
    SUBTRACT("-", Kind.ARITHMETIC, 4),
    /** Multiplication. */
    MULTIPLY("*", Kind.ARITHMETIC, 5),
    /** Division. */
    DIVIDE("/", Kind.ARITHMETIC, 5),
    /** The remainder, with the sign of the dividend. */
    MODULO("%", Kind.ARITHMETIC, 5),
    /** The angle of the point (right, left). */
    ATAN2("atan2", Kind.ARITHMETIC, 5),
    /** Power, right to left. */
    POWER("^", Kind.ARITHMETIC, 6),
    /** Equal. */
    EQUAL("==", Kind.COMPARISON, 3),
    /** Not equal. */
    NOT_EQUAL("!=", Kind.COMPARISON, 3),
    /** Greater. */
    GREATER(">", Kind.COMPARISON, 3),
    /** Less. */
    LESS("<", Kind.COMPARISON, 3),
    /** Greater or equal. */
    GREATER_OR_EQUAL(">=", Kind.COMPARISON, 3),
    /** Less or equal. */
    LESS_OR_EQUAL("<=", Kind.COMPARISON, 3),
    /** The left elements that have a match on the right. */
    AND("and", Kind.SET, 2),
    /** The left elements that have no match on the right. */
    UNLESS("unless", Kind.SET, 2),
    /** The left elements and those right ones that have no match on the left. */
    OR("or", Kind.SET, 1);

    /** The three groups of operators. */
    public enum Kind {
        /** Compute a value. */
        ARITHMETIC,
        /** Filter, or give 0 and 1 with {@code bool}. */
        COMPARISON,
        /** Pick whole elements. */
        SET
    }

    private final String symbol;
    private final Kind kind;
    private final int precedence;

    BinaryOp(String symbol, Kind kind, int precedence) {
        this.symbol = symbol;
        this.kind = kind;
        this.precedence = precedence;
    }

    /**
     * The operator as PromQL writes it.
     *
     * @return its symbol or word
     */
    public String symbol() {
        return symbol;
    }

    /**
     * The group of the operator.
     *
     * @return its kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * How tightly the operator binds.
     *
     * @return 1 ({@code or}) to 6 ({@code ^})
     */
    public int precedence() {
        return precedence;
    }
}
