package io.itops.monitoring.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.SyntaxException;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.RandomExprs;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is printed is read as the same tree, in one line and in several, and what is read is printed the same ever after. */
class PromQlProperties {
    @Provide
    Arbitrary<Expr> exprs() {
        return RandomExprs.arbitrary(6);
    }

    @Property(tries = 5_000)
    void whatIsPrintedIsReadAsTheSameTree(@ForAll("exprs") Expr expr) {
        assertThat(PromQl.parse(expr.toString())).isEqualTo(expr);
    }

    @Property(tries = 2_000)
    void severalLinesMeanTheSameTree(@ForAll("exprs") Expr expr) {
        String pretty = expr.pretty();
        assertThat(PromQl.parse(pretty)).isEqualTo(expr);
        assertThat(PromQl.parse(pretty).pretty()).isEqualTo(pretty);
    }

    @Property(tries = 2_000)
    void printingWhatWasReadChangesNothingMore(@ForAll("exprs") Expr expr) {
        String printed = PromQl.parse(expr.pretty()).toString();
        assertThat(PromQl.parse(printed)).hasToString(printed);
    }

    @Property(tries = 1_000)
    void blanksAndCommentsBetweenTokensMeanNothing(@ForAll("exprs") Expr expr) {
        StringBuilder spaced = new StringBuilder();
        Source source = new Source("expression", expr.toString());
        Cursor cursor = new Cursor(source, Syntax.PROMETHEUS_3);
        while (!cursor.at(Token.Kind.END)) {
            Token token = cursor.take();
            spaced.append(" # \"(\n\t").append(source.slice(token.start(), token.end()));
        }
        assertThat(PromQl.parse(spaced.toString())).isEqualTo(expr);
    }

    /** A printer that leaves parentheses out is found: the same check fails on its text. */
    @Example
    void aPrinterWithoutParenthesesIsFound() {
        long found = Arrays.stream(new Random(3).longs(1_000).toArray())
                .filter(seed -> !survives(RandomExprs.of(new Random(seed), 5)))
                .count();

        assertThat(found).isGreaterThan(50);
    }

    private static boolean survives(Expr expr) {
        try {
            return PromQl.parse(expr.toString().replaceAll(" \\(([^()]*)\\)", " $1"))
                    .equals(expr);
        } catch (SyntaxException e) {
            return false;
        }
    }
}
