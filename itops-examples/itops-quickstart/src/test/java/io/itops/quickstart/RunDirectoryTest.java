package io.itops.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
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
        try (RunDirectory first = RunDirectory.open(directory, "change none")) {
            assertThat(first.resumed()).isFalse();
            Files.createDirectories(first.store());
            Files.writeString(first.store().resolve("data"), "kept");
        }
    }

    @Test
    void aRunThatWasCutGoesOn() {
        try (RunDirectory second = RunDirectory.open(directory, "change none")) {
            assertThat(second.resumed()).isTrue();
            assertThat(second.store().resolve("data")).exists();
        }
    }

    @Test
    void aRunThatEndedMakesTheNextOneFresh() {
        try (RunDirectory again = RunDirectory.open(directory, "change none")) {
            again.ended("PASSED");
        }
        try (RunDirectory second = RunDirectory.open(directory, "change none")) {
            assertThat(second.resumed()).isFalse();
            assertThat(second.store()).doesNotExist();
        }
    }

    @Test
    void anotherStoryIsNotGoneOnWith() {
        try (RunDirectory second = RunDirectory.open(directory, "dependency none")) {
            assertThat(second.resumed()).isFalse();
            assertThat(second.store()).doesNotExist();
        }
    }

    @Test
    void twoRunsAtATimeAreRefused() {
        try (RunDirectory running = RunDirectory.open(directory, "change none")) {
            assertThatThrownBy(() -> RunDirectory.open(directory, "dependency none"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("another run");
            assertThat(running.store().resolve("data")).exists();
        }
    }
}
