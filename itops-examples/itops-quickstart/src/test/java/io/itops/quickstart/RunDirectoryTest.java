package io.itops.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    private Path folder;

    private Path directory;

    @BeforeEach
    void leaveARunBehind() throws IOException {
        directory = folder.resolve("run");
        RunDirectory first = RunDirectory.open(directory, "change none");
        assertThat(first.resumed()).isFalse();
        Files.createDirectories(first.store());
        Files.writeString(first.store().resolve("data"), "kept");
    }

    @Test
    void aRunThatWasCutGoesOn() {
        RunDirectory second = RunDirectory.open(directory, "change none");

        assertThat(second.resumed()).isTrue();
        assertThat(second.store().resolve("data")).exists();
    }

    @Test
    void aRunThatEndedMakesTheNextOneFresh() {
        RunDirectory.open(directory, "change none").ended("PASSED");

        RunDirectory second = RunDirectory.open(directory, "change none");

        assertThat(second.resumed()).isFalse();
        assertThat(second.store()).doesNotExist();
    }

    @Test
    void anotherStoryIsNotGoneOnWith() {
        RunDirectory second = RunDirectory.open(directory, "dependency none");

        assertThat(second.resumed()).isFalse();
        assertThat(second.store()).doesNotExist();
    }
}
