package io.itops.prometheus.rulefile;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.Require;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.prometheus.internal.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The rule groups of a file.
 *
 * <pre>{@code
 * RuleFile file = RuleFile.parse("checkout.yml", text, RuleFileOptions.STANDARD);
 * file.ruleGroups().forEach(monitoring::add);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the file's name, for messages
 * @param groups in the order of the file
 * @param warnings what is hardly meant, in the order of the file
 * @since 0.1
 */
public record RuleFile(String name, List<FileGroup> groups, List<FileWarning> warnings) {
    /** Checks the parts. */
    public RuleFile {
        Require.text("name of a rule file", name, 300);
        groups = Require.list("groups", groups);
        warnings = Require.list("warnings", warnings);
    }

    /**
     * The groups as the engine takes them.
     *
     * @return the groups in the order of the file
     */
    public List<RuleGroup> ruleGroups() {
        return groups.stream().map(FileGroup::group).toList();
    }

    /**
     * Reads a rule file or PrometheusRule resource that must be right.
     *
     * @param name the file's name, for messages; it has no line breaks
     * @param text its YAML
     * @param options what it does not say
     * @return the file
     * @throws InvalidDefinitionException if anything is wrong; it carries every problem with its place
     */
    public static RuleFile parse(String name, String text, RuleFileOptions options) {
        return check(name, text, options).orThrow();
    }

    /**
     * Reads a rule file or PrometheusRule resource.
     *
     * @param name the file's name, for messages; it has no line breaks
     * @param text its YAML
     * @param options what it does not say
     * @return the file, or everything that is wrong with it
     */
    public static CheckedFile check(String name, String text, RuleFileOptions options) {
        Require.present("name of a rule file", name);
        // Texts have line breaks, names have none: who mistook one for the other is told so.
        Require.that(
                name.indexOf('\n') < 0 && name.indexOf('\r') < 0,
                "name of a rule file",
                "have no line breaks (the name comes before the text)",
                name);
        Require.text("name of a rule file", name, 300);
        Require.present("text of the rule file", text);
        Require.present("options of the rule file", options);
        return new RuleFileReader(name, text, options).check();
    }

    /**
     * Reads a rule file or PrometheusRule resource from a disk.
     *
     * @param path the file, in UTF-8
     * @param options what it does not say
     * @return the file, or everything that is wrong with it
     * @throws IOException if it cannot be read, a {@link java.nio.file.NoSuchFileException} where it is not there; its message names the path
     */
    public static CheckedFile check(Path path, RuleFileOptions options) throws IOException {
        Require.present("path of the rule file", path);
        Require.present("options of the rule file", options);
        Problems problems = new Problems();
        Optional<String> text = FileText.read(path, options.limits(), problems);
        return text.isPresent()
                ? new RuleFileReader(Require.text("name of a rule file", path.toString(), 300), text.get(), options)
                        .check()
                : new CheckedFile(path.toString(), problems.problems(), List.of(), Optional.empty());
    }
}
