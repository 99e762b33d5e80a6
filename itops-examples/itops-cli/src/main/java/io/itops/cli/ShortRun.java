package io.itops.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Commands that run much code for a few seconds run in a virtual machine of their own, which compiles quickly instead of well.
 *
 * <p>The optimizing compiler of HotSpot pays off in programs that run on. A replay of a log uses all of the library for some seconds
 * only: there the optimizing compiler takes more time than its code saves, and on one processor it takes that time from the work. No
 * running machine can be told to leave it out, so one is started that is ({@link #SETTINGS}), with the same options, input and output,
 * and the program ends as it ends. It ends with the program too, unless the program is killed outright. Whoever chooses a compiler, a
 * collector or an agent by an option of {@code java}, and who has no second {@code java} there, runs the command in the machine that
 * they started.
 */
final class ShortRun {
    /** The first compiler alone, without counting for the second; the collector for one processor. */
    static final List<String> SETTINGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Pattern CHOSEN = Pattern.compile("-X(int|comp|mixed|debug|run.*)"
            + "|-XX:([+-]Use\\w*GC|.*(Tiered|Compil|FlightRecord).*)"
            + "|-(javaagent|agentlib|agentpath):.*");

    private ShortRun() {}

    /**
     * Runs the command in a machine of its own if it is one of those that gain by it.
     *
     * @return its exit code; nothing where this machine is to run it
     */
    static OptionalInt of(List<String> arguments) {
        if (!gains(arguments)) {
            return OptionalInt.empty();
        }
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
        if (chosen(options)) {
            return OptionalInt.empty();
        }
        return run(command(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                options,
                System.getProperty("java.class.path"),
                arguments));
    }

    /** Whether the arguments of the program name a command that gains by a machine of its own. */
    static boolean gains(List<String> arguments) {
        return arguments.size() > 2 && arguments.subList(0, 2).equals(List.of("incident", "replay"));
    }

    /** Whether the options of a machine choose what {@link #SETTINGS} would choose otherwise, or attach an agent. */
    static boolean chosen(List<String> options) {
        return options.stream()
                .anyMatch(option -> CHOSEN.matcher(option).matches() && !option.equals("-XX:+UseSerialGC"));
    }

    /** The command line of the machine; the given options, of which none is among the settings, stay as they are. */
    static List<String> command(Path java, List<String> options, String classPath, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(SETTINGS);
        command.addAll(List.of("-cp", classPath, Cli.class.getName()));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    private static OptionalInt run(List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end of the short run"));
        try {
            return OptionalInt.of(process.waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.of(ExitCode.FAULT);
        }
    }
}
