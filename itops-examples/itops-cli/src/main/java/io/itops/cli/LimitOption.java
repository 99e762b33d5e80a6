package io.itops.cli;

import io.itops.core.InvalidInputException;
import io.itops.prometheus.rulefile.RuleFileLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The option that sets the limits of files by the names that problems tell. Who runs the program gives it files of his own, so that they
 * may be larger than what a library takes from anybody. Confined to one thread.
 */
final class LimitOption {
    /** Files of some 4,000 rules. */
    private static final int CHARACTERS = 1 << 21;

    private static final int VALUES = 100_000;
    private static final int INSTRUCTIONS = 500_000;

    private static final Map<String, BiConsumer<RuleFileLimits.Builder, Integer>> NAMES = names();

    @Option(
            names = "--limit",
            paramLabel = "NAME=NUMBER",
            description = "Another limit of rule files, by the name that a problem tells: maxCharacters, maxValues,"
                    + " maxCodeCharacters or maxPatternInstructions. May be given for each.")
    private Map<String, Integer> given = new LinkedHashMap<>();

    private static Map<String, BiConsumer<RuleFileLimits.Builder, Integer>> names() {
        Map<String, BiConsumer<RuleFileLimits.Builder, Integer>> names = new LinkedHashMap<>();
        names.put("maxCharacters", RuleFileLimits.Builder::maxCharacters);
        names.put("maxValues", RuleFileLimits.Builder::maxValues);
        names.put("maxCodeCharacters", RuleFileLimits.Builder::maxCodeCharacters);
        names.put("maxPatternInstructions", RuleFileLimits.Builder::maxPatternInstructions);
        return names;
    }

    /** The limits; what cannot be one is bad usage. */
    RuleFileLimits limits(CommandSpec spec) {
        RuleFileLimits.Builder limits = RuleFileLimits.builder()
                .maxCharacters(CHARACTERS)
                .maxValues(VALUES)
                .maxCodeCharacters(CHARACTERS)
                .maxPatternInstructions(INSTRUCTIONS);
        given.forEach((name, number) -> {
            if (!NAMES.containsKey(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--limit must be one of " + String.join(", ", NAMES.keySet()) + ", but was "
                                + Console.quoted(name));
            }
            NAMES.get(name).accept(limits, number);
        });
        try {
            return limits.build();
        } catch (InvalidInputException e) {
            throw new ParameterException(spec.commandLine(), "--limit: " + e.getMessage(), e);
        }
    }
}
