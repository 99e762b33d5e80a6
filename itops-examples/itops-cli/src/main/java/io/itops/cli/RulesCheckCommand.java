package io.itops.cli;

import io.itops.core.Words;
import io.itops.prometheus.rulefile.CheckedFile;
import io.itops.prometheus.rulefile.FileProblem;
import io.itops.prometheus.rulefile.FileWarning;
import io.itops.prometheus.rulefile.RuleFile;
import io.itops.prometheus.rulefile.RuleFileOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Reads rule files and PrometheusRule resources, and tells everything that is wrong with each. A file is one check.")
final class RulesCheckCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private VersionOption version = new VersionOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LimitOption limit = new LimitOption();

    @Option(names = "--lint-free", description = "A file with a warning fails too.")
    private boolean lintFree;

    @Option(
            names = "--table",
            description =
                    "Print tables in Markdown in the place of the problems: a row a pack, which is a folder of the first level that"
                            + " the files do not have in common, and a row a file that failed.")
    private boolean table;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The rule files, checked in this order.")
    private List<Path> files = List.of();

    RulesCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RuleFileOptions options = RuleFileOptions.builder()
                .syntax(version.semantics().syntax())
                .limits(limit.limits(spec))
                .build();
        FileLoop loop = new FileLoop(console);
        FailureText problems = new FailureText(console);
        Optional<PackTable> packs = table ? Optional.of(new PackTable(files)) : Optional.empty();
        loop.run(files, (file, tally) -> check(file, options, tally, problems, packs));
        problems.close();
        packs.ifPresent(sums -> sums.print(console));
        return loop.close();
    }

    private void check(Path file, RuleFileOptions options, Tally tally, FailureText problems, Optional<PackTable> packs)
            throws IOException {
        CheckedFile checked = RuleFile.check(file, options);
        boolean good = checked.problems().isEmpty()
                && !(lintFree && !checked.warnings().isEmpty());
        tally.passed(good ? 1 : 0);
        tally.failed(good ? 0 : 1);
        packs.ifPresent(sums -> sums.add(file, checked, good));
        if (packs.isPresent()) {
            return;
        }
        for (FileProblem problem : checked.problems()) {
            problems.print(file, problem);
        }
        for (FileWarning warning : checked.warnings()) {
            problems.print(FailureText.at(file, warning.position()) + ": warning: " + warning.message());
        }
        checked.file().ifPresent(read -> console.line(Console.name(file) + ": " + counted(read)));
    }

    private static String counted(RuleFile read) {
        int rules =
                read.groups().stream().mapToInt(group -> group.rules().size()).sum();
        return Words.count(read.groups().size(), "group") + ", " + Words.count(rules, "rule");
    }
}
