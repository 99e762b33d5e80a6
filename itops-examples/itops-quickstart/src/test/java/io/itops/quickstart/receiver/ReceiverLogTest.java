package io.itops.quickstart.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverLogTest {
    private static final LogLine PAGE = new LogLine(
            LogLine.What.REFUSED,
            Instant.parse("2026-11-24T02:00:00Z"),
            "one",
            "VALID",
            "page",
            "ann",
            "incident/1",
            3,
            0);

    @TempDir
    private Path folder;

    @Test
    void countsHowOftenADeliveryWasAcceptedAcrossProcesses() {
        Path file = folder.resolve("receiver.log");
        try (ReceiverLog first = new ReceiverLog(file)) {
            assertThat(first.accepted(PAGE).times()).isEqualTo(1);
        }
        try (ReceiverLog second = new ReceiverLog(file)) {
            assertThat(second.accepted(PAGE).times()).isEqualTo(2);
        }
        assertThat(ReceiverLog.read(file)).extracting(LogLine::what).containsOnly(LogLine.What.ACCEPTED);
        assertThat(ReceiverLog.read(file)).extracting(LogLine::times).containsExactly(1, 2);
    }

    @Test
    void aRefusedDeliveryDoesNotCount() {
        try (ReceiverLog log = new ReceiverLog(folder.resolve("receiver.log"))) {
            log.write(PAGE);
            assertThat(log.accepted(PAGE).times()).isEqualTo(1);
        }
    }

    @Test
    void aLineThatWasCutOffIsAsIfItHadNeverBeenWritten() throws IOException {
        Path file = folder.resolve("receiver.log");
        try (ReceiverLog log = new ReceiverLog(file)) {
            log.accepted(PAGE);
        }
        Files.writeString(file, "{\"what\":\"ACCEP", StandardOpenOption.APPEND);

        assertThat(ReceiverLog.read(file)).hasSize(1);
        try (ReceiverLog log = new ReceiverLog(file)) {
            log.write(PAGE);
        }
        assertThat(ReceiverLog.read(file)).hasSize(2);
    }

    @Test
    void readsNothingWhereThereIsNoFile() {
        assertThat(ReceiverLog.read(folder.resolve("absent.log"))).isEmpty();
    }
}
