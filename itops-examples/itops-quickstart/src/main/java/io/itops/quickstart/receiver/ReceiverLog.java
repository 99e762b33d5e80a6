package io.itops.quickstart.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What the receiver saw, one line each, on the disk before anyone is told of it. A last line without its end was never told of: it is
 * cut off when the log is opened. Thread-safe.
 */
public final class ReceiverLog implements AutoCloseable {
    private final FileChannel file;
    private final List<LogLine> lines;

    /**
     * Opens a log, or begins one.
     *
     * @param path the file
     */
    public ReceiverLog(Path path) {
        try {
            lines = new ArrayList<>(read(path));
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            file.truncate(whole(path).getBytes(StandardCharsets.UTF_8).length);
            file.position(file.size());
        } catch (IOException e) {
            throw new UncheckedIOException("the log cannot be opened: " + path, e);
        }
    }

    /**
     * Reads a log that may still be written to.
     *
     * @param path the file
     * @return its whole lines, none if there is no file
     */
    public static List<LogLine> read(Path path) {
        try {
            return whole(path).lines().map(LogLine::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the log cannot be read: " + path, e);
        }
    }

    private static String whole(Path path) throws IOException {
        if (!Files.exists(path)) {
            return "";
        }
        String text = Files.readString(path);
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    synchronized List<LogLine> lines() {
        return List.copyOf(lines);
    }

    /** Counts the acceptance of a page and writes it down. */
    synchronized LogLine accepted(LogLine page) {
        int before = (int) lines.stream()
                .filter(line -> line.what() == LogLine.What.ACCEPTED)
                .filter(line -> line.delivery().equals(page.delivery()))
                .count();
        LogLine counted = new LogLine(
                LogLine.What.ACCEPTED,
                page.at(),
                page.delivery(),
                page.detail(),
                page.kind(),
                page.person(),
                page.subject(),
                page.version(),
                before + 1);
        write(counted);
        return counted;
    }

    synchronized void write(LogLine line) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line.text() + '\n');
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the log cannot be written", e);
        }
        lines.add(line);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the log cannot be closed", e);
        }
    }
}
