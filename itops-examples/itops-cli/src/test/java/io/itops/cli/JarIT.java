package io.itops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jar alone, in a virtual machine whose charset cannot say what is printed. Runs once there is a jar. */
class JarIT {
    private static final Path JAR = Path.of(System.getProperty("itops.jar", "none"));

    @TempDir
    Path folder;

    @BeforeEach
    void needsTheJar() {
        assumeTrue(Files.isRegularFile(JAR), () -> "the jar is made after the tests: " + JAR);
    }

    private CliRun run(Object... arguments) throws IOException, InterruptedException {
        return runWith("-Xmx512m", arguments);
    }

    private static List<String> command(String heap, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-Dfile.encoding=US-ASCII",
                "-Dstdout.encoding=US-ASCII",
                "-jar",
                JAR.toString()));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        return command;
    }

    private CliRun runWith(String heap, Object... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command(heap, arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exit = process.waitFor();
        return new CliRun(
                exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void theJarRunsAloneAndPrintsUtf8() throws IOException, InterruptedException {
        Path test = Files.writeString(
                folder.resolve("t.test"), "load 1m\n  m{a=\"ü\"} 1 2\n\neval instant at 1m m\n  m{a=\"ü\"} 3\n");

        assertThat(run("promql", "test", test))
                .isEqualTo(new CliRun(
                        1,
                        test + ":4: m\n  wanted: m{a=\"ü\"} 3.0\n  got:    m{a=\"ü\"} 2.0\n0 passed, 1 failed\n",
                        ""));
        assertThat(run("--version").out()).startsWith("itops 0.");
        assertThat(run("promql", "query", "1 + 1").out()).endsWith("2\n1 passed, 0 failed\n");
        assertThat(run("nonsense").exit()).isEqualTo(2);
    }

    @Test
    void aLogThatDoesNotFitIntoTheMemoryIsRefused() throws IOException, InterruptedException {
        Path mapping = Files.writeString(
                folder.resolve("m.yaml"), "case: id\nstate: {column: state, values: {new: open, work: in progress}}\n");
        StringBuilder rows = new StringBuilder("id,state\n");
        for (int i = 0; i < 300_000; i++) {
            rows.append(i).append(",new\n");
        }
        Path log = Files.writeString(folder.resolve("large.csv"), rows);

        CliRun run = runWith("-Xmx24m", "incident", "replay", "--mapping", mapping, log);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEqualTo("0 events, 0 cases, 0 illegal\n");
        assertThat(run.err())
                .isEqualTo("itops: " + log + ": needs more memory than there is: give the program more by java -Xmx\n");
    }

    /** A replay runs in a machine of its own, which ends with the program. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theMachineOfAReplayEndsWithTheProgram() throws Exception {
        Path mapping =
                Files.writeString(folder.resolve("m.yaml"), "case: id\nstate: {column: state, values: {new: open}}\n");
        // nothing ever comes, so that the replay waits
        Process program = new ProcessBuilder(
                        command("-Xmx64m", "incident", "replay", "--mapping", mapping, "/dev/stdin"))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        Optional<ProcessHandle> machine = Optional.empty();
        while (machine.isEmpty() && program.isAlive()) {
            machine = program.descendants().findAny();
            Thread.onSpinWait();
        }
        assertThat(machine).isPresent();

        program.destroy();
        program.waitFor();

        assertThat(machine.orElseThrow().onExit().get(1, TimeUnit.MINUTES).isAlive())
                .isFalse();
    }

    @Test
    void theJarHoldsNoDescriptorsAndNoSignatures() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains("io/itops/cli/Cli.class", "picocli/CommandLine.class", "META-INF/itops/rules.schema.json")
                    .noneMatch(name -> name.endsWith("module-info.class") || name.endsWith(".SF"))
                    .doesNotHaveDuplicates();
        }
    }
}
