package io.itops.cli;

import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.SeriesSamples;
import io.itops.monitoring.promql.ParsedExpr;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A result as columns of equal width. */
final class TableOutput implements QueryOutput {
    private final Console console;

    TableOutput(Console console) {
        this.console = console;
    }

    @Override
    public void result(EvalResult result, ParsedExpr parsed, Instant at) {
        List<List<String>> rows = new ArrayList<>();
        switch (result.kind()) {
            case SCALAR -> {
                rows.add(List.of("TIME", "VALUE"));
                rows.add(List.of(at.toString(), QueryOutput.number(((EvalResult.Scalar) result).value())));
            }
            case VECTOR -> {
                rows.add(List.of("SERIES", "TIME", "VALUE"));
                for (Sample sample : ((EvalResult.Vector) result).samples()) {
                    rows.add(row(sample.labels(), at, sample.value()));
                }
            }
            case MATRIX -> {
                rows.add(List.of("SERIES", "TIME", "VALUE"));
                for (SeriesSamples series : ((EvalResult.Matrix) result).series()) {
                    for (int i = 0; i < series.size(); i++) {
                        rows.add(row(series.labels(), Instant.ofEpochMilli(series.timestampAt(i)), series.valueAt(i)));
                    }
                }
            }
            case TEXT -> rows.add(List.of(Console.quoted(((EvalResult.Text) result).value())));
            case FAILURE -> throw new IllegalStateException("a failure is no result");
        }
        TextTable.lines(rows).forEach(console::line);
        QueryOutput.annotations(result).forEach(one -> console.line(Console.quoted(QueryOutput.text(one, parsed))));
    }

    private static List<String> row(Labels labels, Instant at, double value) {
        return List.of(Console.quoted(labels.toString()), at.toString(), QueryOutput.number(value));
    }

    @Override
    public void error(String kind, String message) {
        console.line("error: " + Console.quoted(message));
    }
}
