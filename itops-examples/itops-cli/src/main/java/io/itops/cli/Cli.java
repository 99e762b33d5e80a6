package io.itops.cli;

import io.itops.cli.replay.ReplayFormat;
import io.itops.monitoring.eval.Semantics;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code itops}. */
@Command(
        name = "itops",
        description =
                "Runs PromQL test files, queries files of samples, checks, tests and backtests Prometheus rules, and replays logs of incidents.",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 all passed, 1 something failed, 2 bad usage or a file that cannot be read, 70 a fault of the program itself."
        })
public final class Cli implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Cli() {}

    /**
     * Runs the program and ends the virtual machine with its exit code.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        ShortRun.of(List.of(args)).ifPresent(System::exit);
        // Files are UTF-8, and what is printed quotes them: whatever the machine's own charset is, the output is UTF-8
        // too.
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, false, StandardCharsets.UTF_8);
        int exit = run(new Console(out, err), args);
        out.flush();
        err.flush();
        System.exit(exit);
    }

    /** Runs the program, and gives its exit code. */
    static int run(Console console, String... args) {
        try {
            return commandLine(console).execute(args);
        } catch (StackOverflowError | OutOfMemoryError e) {
            console.error("the program needs more memory than there is: "
                    + e.getClass().getSimpleName());
            return ExitCode.FAULT;
        }
    }

    private static CommandLine commandLine(Console console) {
        CommandLine promql = group(
                new CommandLine(new Group("promql", "Runs and tests PromQL.")),
                new PromqlTestCommand(console),
                new PromqlQueryCommand(console));
        CommandLine rules = group(
                new CommandLine(new Group("rules", "Checks and tests files of Prometheus rules.")),
                new RulesCheckCommand(console),
                new RulesTestCommand(console));
        CommandLine incident = group(
                new CommandLine(new Group("incident", "Replays logs of incidents and problems.")),
                new IncidentReplayCommand(console));
        return new CommandLine(new Cli())
                .addSubcommand(promql)
                .addSubcommand(rules)
                .addSubcommand(incident)
                .addSubcommand(new BacktestCommand(console))
                .registerConverter(Semantics.class, Versions::parse)
                .registerConverter(ReplayFormat.class, IncidentReplayCommand::format)
                .setOut(console.outWriter())
                .setErr(console.errWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(100)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, given) -> BadUsage.tell(e, List.of(given), console))
                .setExecutionExceptionHandler((e, line, result) -> {
                    console.fault(e);
                    return ExitCode.FAULT;
                });
    }

    private static CommandLine group(CommandLine group, Object... commands) {
        group.getCommandSpec().name(((Group) group.getCommand()).name);
        group.getCommandSpec().usageMessage().description(((Group) group.getCommand()).description);
        for (Object command : commands) {
            group.addSubcommand(command);
        }
        return group;
    }

    @Override
    public Integer call() {
        throw BadUsage.missingCommand(spec);
    }

    /** A name under which commands stand. */
    @Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
    private static final class Group implements Callable<Integer> {
        private final String name;
        private final String description;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        Group(String name, String description) {
            this.name = name;
            this.description = description;
        }

        @Override
        public Integer call() {
            throw BadUsage.missingCommand(spec);
        }
    }

    /** The version of the jar that the program runs from. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Cli.class.getPackage().getImplementationVersion();
            return new String[] {"itops " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
