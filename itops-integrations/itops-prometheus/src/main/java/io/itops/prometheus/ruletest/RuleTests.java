package io.itops.prometheus.ruletest;

import io.itops.core.LimitExceededException;
import io.itops.core.Require;
import io.itops.monitoring.eval.Semantics;
import io.itops.prometheus.internal.Place;
import io.itops.prometheus.internal.Problems;
import io.itops.prometheus.rulefile.RuleFileLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs unit tests of rules, in the form that {@code promtool test rules} takes.
 *
 * <p>A number that is expected to be NaN is equal to NaN. Time is virtual: it begins at 1970-01-01T00:00Z, or at the {@code
 * start_timestamp} of a group. Native histograms are not supported yet: a group that needs them fails and says so.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/">Prometheus: unit testing for rules</a>
 * @since 0.1
 */
public final class RuleTests {
    /** No character has more; those that have four are two characters of a text. */
    private static final int BYTES_OF_CHARACTER = 3;

    private RuleTests() {}

    /**
     * Runs every group of a test file.
     *
     * @param path the test file; the rule files that it names, with {@code *}, {@code ?} and {@code [a-z]} in any part where wanted,
     *     lie relative to its folder
     * @return what the groups gave, or what is wrong with the test file
     * @throws IOException if the test file cannot be read
     */
    public static RuleTestReport run(Path path) throws IOException {
        return run(path, Semantics.PROMETHEUS_3_14);
    }

    /**
     * Runs every group of a test file by the rules of a version.
     *
     * @param path the test file; the rule files that it names, with {@code *}, {@code ?} and {@code [a-z]} in any part where wanted,
     *     lie relative to its folder
     * @param semantics the version of Prometheus whose rules expressions are read and evaluated by
     * @return what the groups gave, or what is wrong with the test file
     * @throws IOException if the test file cannot be read
     */
    public static RuleTestReport run(Path path, Semantics semantics) throws IOException {
        return run(path, semantics, RuleFileLimits.STANDARD);
    }

    /**
     * Runs every group of a large test file, or of one that names large rule files.
     *
     * @param path the test file; the rule files that it names, with {@code *}, {@code ?} and {@code [a-z]} in any part where wanted,
     *     lie relative to its folder
     * @param semantics the version of Prometheus whose rules expressions are read and evaluated by
     * @param limits how large the test file and each of the rule files may be
     * @return what the groups gave, or what is wrong with the test file
     * @throws IOException if the test file cannot be read
     */
    public static RuleTestReport run(Path path, Semantics semantics, RuleFileLimits limits) throws IOException {
        Require.present("path of the test file", path);
        Require.present("semantics", semantics);
        Require.present("limits of the file", limits);
        Problems problems = new Problems();
        Optional<TestFile> read = read(path, limits, problems);
        if (read.isEmpty() || !problems.problems().isEmpty()) {
            return new RuleTestReport(path.toString(), problems.problems(), List.of());
        }
        TestFile file = read.get();
        List<Path> ruleFiles;
        try {
            ruleFiles = RuleFilePaths.of(path, file.ruleFiles());
        } catch (IllegalArgumentException | LimitExceededException e) {
            problems.add(Place.START, "rule_files of the test file", "be paths", String.valueOf(e.getMessage()));
            return new RuleTestReport(path.toString(), problems.problems(), List.of());
        }
        List<GroupReport> reports = new ArrayList<>();
        TestBudget budget = new TestBudget();
        for (TestFile.Group group : file.groups()) {
            reports.add(new GroupTester(file, group, ruleFiles, semantics, limits, budget).run());
        }
        return new RuleTestReport(path.toString(), List.of(), reports);
    }

    static Optional<TestFile> read(Path path, RuleFileLimits limits, Problems problems) throws IOException {
        int most = limits.maxCharacters() * BYTES_OF_CHARACTER;
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(most + 1);
        }
        if (bytes.length > most) {
            problems.add(
                    Place.START,
                    "test file",
                    "be at most " + limits.maxCharacters() + " characters (maxCharacters)",
                    "more");
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new RuleTestReader(limits, problems).read(text);
        } catch (CharacterCodingException e) {
            problems.add(Place.START, "test file", "be UTF-8", "other bytes");
            return Optional.empty();
        }
    }
}
