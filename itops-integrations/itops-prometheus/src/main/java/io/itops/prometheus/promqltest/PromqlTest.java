package io.itops.prometheus.promqltest;

import io.itops.core.Require;
import io.itops.monitoring.eval.Semantics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs test files of Prometheus' query language: {@code load}, {@code load_with_nhcb}, {@code clear}, {@code eval instant} and {@code
 * eval range} with what each expects, in the grammar of any version.
 *
 * <p>As Prometheus' own runner does, it asks an instant query again as the middle step of a range query, and at other instants with its
 * selectors fixed by {@code @}; floats are equal if they differ by less than one in a million. Files are UTF-8, comments begin with
 * {@code #}.
 *
 * <pre>{@code
 * FileReport report = PromqlTest.run(Path.of("src/test/promql/rates.test"), Semantics.PROMETHEUS_3_14);
 * report.failures().forEach(System.out::println);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://github.com/prometheus/prometheus/blob/main/promql/promqltest/README.md">The PromQL test scripting language</a>
 * @since 0.1
 */
public final class PromqlTest {
    private PromqlTest() {}

    /**
     * Runs a file.
     *
     * @param file where it lies
     * @param semantics the version of Prometheus whose rules the evaluations follow
     * @return how many statements passed, and what became of the others
     * @throws IOException if the file cannot be read
     */
    public static FileReport run(Path file, Semantics semantics) throws IOException {
        Require.present("file", file);
        // Corpora have malformed text on purpose, so bytes that are no UTF-8 are replaced, not refused.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return run(String.valueOf(file.getFileName()), text, semantics);
    }

    /**
     * Runs the text of a file.
     *
     * @param name what the report calls the file
     * @param text the statements
     * @param semantics the version of Prometheus whose rules the evaluations follow
     * @return how many statements passed, and what became of the others
     */
    public static FileReport run(String name, String text, Semantics semantics) {
        Require.text("name of the file", name, 1_000);
        Require.present("text", text);
        Require.present("semantics", semantics);
        return new Run(name, semantics).of(Script.read(text));
    }
}
