package io.itops.cli;

import java.util.ArrayList;
import java.util.List;
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
            boolean json = command.optionsMap().containsKey(JsonOption.NAME) && arguments.contains(JsonOption.NAME);
            (json ? new Console(console.err(), console.err()) : console).line(closing(command));
        }
        return ExitCode.USAGE;
    }

    private static String closing(CommandSpec command) {
        return command.userObject() instanceof ClosingLine own ? own.closingOfNothing() : new Tally().line();
    }

    private static String message(ParameterException wrong, CommandSpec command, List<String> arguments) {
        String said = String.valueOf(wrong.getMessage());
        if (command.userObject() instanceof UsageHint hinting) {
            return said
                    + hinting.hint(wrong, arguments).map(hint -> "; " + hint).orElse("");
        }
        if (!isUnknownOption(wrong)
                && !command.subcommands().isEmpty()
                && wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return "unknown command '" + unmatched.getUnmatched().get(0) + "': must be " + commands(command);
        }
        return said;
    }

    /** Whether something that begins with - is no option of the command. */
    static boolean isUnknownOption(ParameterException wrong) {
        return wrong instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption();
    }

    /** What is wrong where a name is given and no command under it. */
    static ParameterException missingCommand(CommandSpec of) {
        return new ParameterException(of.commandLine(), "Missing command: " + commands(of));
    }

    /** The names of what stands under a command, in its order. */
    private static String commands(CommandSpec of) {
        List<String> names = new ArrayList<>(of.subcommands().keySet());
        String last = names.remove(names.size() - 1);
        return names.isEmpty() ? last : String.join(", ", names) + " or " + last;
    }
}
