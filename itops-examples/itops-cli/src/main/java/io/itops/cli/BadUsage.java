package io.itops.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person is told whose command line makes no sense. */
final class BadUsage {
    private BadUsage() {}

    /**
     * Tells what is wrong, and where there is help. A command that has run nothing closes with its count all the same, where a command
     * always does; a name that is no command closes nothing.
     */
    static int tell(ParameterException wrong, List<String> arguments, Console console) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        console.error(Console.quoted(message(wrong, command, arguments)));
        console.error("Try \"" + command.qualifiedName() + " --help\".");
        if (command.subcommands().isEmpty()) {
            Console closing = arguments.contains(JsonOption.NAME) ? new Console(console.err(), console.err()) : console;
            closing.line(new Tally().line());
        }
        return ExitCode.USAGE;
    }

    private static String message(ParameterException wrong, CommandSpec command, List<String> arguments) {
        String said = String.valueOf(wrong.getMessage());
        boolean unknownOption = wrong instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption();
        if (command.userObject() instanceof PromqlQueryCommand
                && (unknownOption || wrong instanceof MissingParameterException)) {
            return said
                    + signed(command, arguments)
                            .map(text -> "; an expression that begins with - comes behind --, as in: -- '" + text + "'")
                            .orElse("");
        }
        if (!unknownOption
                && !command.subcommands().isEmpty()
                && wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return "unknown command '" + unmatched.getUnmatched().get(0) + "': must be " + commands(command);
        }
        return said;
    }

    /** The argument that begins with - and is neither an option nor what one is set to. */
    private static Optional<String> signed(CommandSpec command, List<String> arguments) {
        Set<String> options = command.optionsMap().keySet();
        return IntStream.range(0, arguments.size())
                .filter(i -> i == 0 || !options.contains(arguments.get(i - 1)))
                .mapToObj(arguments::get)
                .filter(text -> text.startsWith("-") && !options.contains(text.split("=", 2)[0]))
                .findFirst();
    }

    /** The names of what stands under a command, in its order. */
    static String commands(CommandSpec of) {
        List<String> names = new ArrayList<>(of.subcommands().keySet());
        String last = names.remove(names.size() - 1);
        return names.isEmpty() ? last : String.join(", ", names) + " or " + last;
    }
}
