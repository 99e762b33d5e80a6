package io.itops.monitoring.promql;

import io.itops.core.Require;
import io.itops.monitoring.expr.Expr;
import java.time.Duration;

/**
 * Reads expressions as Prometheus 3.14 writes them.
 *
 * <pre>{@code
 * Expr errors = PromQl.parse("sum by (service) (rate(http_server_requests_seconds_count{status=\"503\"}[1m])) > 5");
 * }</pre>
 *
 * <p>The stable language on floats and classic histograms is read whole. What Prometheus has besides (native histograms, experimental
 * functions and modifiers, calculating with durations) is refused by its name: {@link io.itops.core.SyntaxException#unsupported()}.
 * A text takes time in proportion to its length, whatever it says, and ends in a tree or in one exception.
 *
 * <p>Older versions read some things differently: {@link Syntax}, which {@code Semantics} of the evaluator names too.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class PromQl {
    /** The greatest length of an expression, in UTF-16 code units. */
    public static final int MAX_LENGTH = 65_536;

    private PromQl() {}

    /**
     * Reads an expression.
     *
     * @param text the expression, at most {@value #MAX_LENGTH} characters and 250 levels
     * @return its tree
     * @throws io.itops.core.SyntaxException if the text is no expression, or its types do not fit, or it is not supported yet
     */
    public static Expr parse(String text) {
        return parse(text, Syntax.PROMETHEUS_3);
    }

    /**
     * Reads an expression as another version of Prometheus writes it.
     *
     * @param text the expression, at most {@value #MAX_LENGTH} characters and 250 levels
     * @param syntax what that version reads differently
     * @return its tree
     * @throws io.itops.core.SyntaxException if the text is no expression, or its types do not fit, or it is not supported yet
     */
    public static Expr parse(String text, Syntax syntax) {
        Require.present("expression", text);
        Require.present("syntax", syntax);
        return Refusal.told(() -> new Parser(expression(text), Places.NONE, syntax).whole());
    }

    /**
     * Reads an expression and keeps the place of each part.
     *
     * @param text the expression, at most {@value #MAX_LENGTH} characters and 250 levels
     * @return its tree with the places
     * @throws io.itops.core.SyntaxException if the text is no expression, or its types do not fit, or it is not supported yet
     */
    public static ParsedExpr parseWithPositions(String text) {
        return parseWithPositions(text, Syntax.PROMETHEUS_3);
    }

    /**
     * Reads an expression as another version of Prometheus writes it, and keeps the place of each part.
     *
     * @param text the expression, at most {@value #MAX_LENGTH} characters and 250 levels
     * @param syntax what that version reads differently
     * @return its tree with the places
     * @throws io.itops.core.SyntaxException if the text is no expression, or its types do not fit, or it is not supported yet
     */
    public static ParsedExpr parseWithPositions(String text, Syntax syntax) {
        Require.present("expression", text);
        Require.present("syntax", syntax);
        return Refusal.told(() -> ParsedExpr.of(expression(text), syntax));
    }

    /**
     * Reads a duration: {@code 5m}, {@code 1h30m}, {@code 1d12h500ms}, {@code 0}.
     *
     * @param text whole numbers with the units y, w, d, h, m, s, ms in this order, each at most once; a year has 365 days
     * @return the duration, zero to 292 years
     * @throws io.itops.core.SyntaxException if the text is no duration
     */
    public static Duration parseDuration(String text) {
        Require.present("duration", text);
        return Refusal.told(() -> Numbers.whole(bounded(new Source("duration", text))));
    }

    private static Source expression(String text) {
        return bounded(new Source("expression", text));
    }

    static Source bounded(Source source) {
        if (source.length() > MAX_LENGTH) {
            throw source.refuse(
                    MAX_LENGTH, "have at most " + MAX_LENGTH + " characters", String.valueOf(source.length()));
        }
        return source;
    }
}
