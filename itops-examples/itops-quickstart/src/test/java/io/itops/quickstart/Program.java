package io.itops.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One life of the program, as a process of its own. Not thread-safe; confine to one thread. */
final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    Program(String... args) throws IOException {
        process = ChildJvm.of(Quickstart.class, args).start();
        process.getOutputStream().close();
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Reads on until a number of steps were told, or the program has ended. */
    Program untilTold(int steps) throws IOException {
        while (lines.stream().filter(Program::step).count() < steps) {
            String line = out.readLine();
            if (line == null) {
                return this;
            }
            lines.add(line);
        }
        return this;
    }

    private static boolean step(String line) {
        return line.matches("[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}  .*");
    }

    /** Kills the program by SIGKILL. */
    void kill() throws IOException, InterruptedException {
        // not Process.destroyForcibly(), which would close what is still to be read
        process.toHandle().destroyForcibly();
        end();
    }

    /** Waits for the end. */
    int end() throws IOException, InterruptedException {
        untilTold(Integer.MAX_VALUE);
        return process.waitFor();
    }

    /** Whether it ends within a time. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Everything that was printed so far. */
    String printed() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
