package io.itops.jdbc;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.journal.TreeHead;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How far the journal had come, in a small file beside that of the database: what has gone from the database itself cannot be told by it.
 *
 * <p>The file is written after every group of commits and never forced, so it is behind after a loss of power, and never ahead of what
 * was committed. One line with a checksum: what is torn or missing tells nothing. A {@link RandomAccessFile}, since an interrupt closes
 * a channel.
 *
 * <p>What it costs was lost in the noise of a busy machine (commits a second with it to those without, medians of five alternating runs of
 * 2,000 commits): 0.98 and 1.03 for eight threads, not forced and forced. With one thread the single runs differed up to twelvefold, and
 * their ratios, 1.05 and 3.08, say nothing.
 *
 * <p>Not thread-safe; confine to one thread at a time.
 */
final class Witness implements AutoCloseable {
    /** The file's name, in the directory of the database. */
    static final String NAME = "itops.head";

    private static final int MAX_LINE = 1_000;

    private final RandomAccessFile file;

    Witness(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** The head that was written last; empty if there is none to be trusted. */
    Optional<TreeHead> read() throws IOException {
        byte[] bytes = new byte[(int) Math.min(MAX_LINE, file.length())];
        file.seek(0);
        file.readFully(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        int sum = text.lastIndexOf('#', Math.max(0, end));
        if (end < 0 || sum < 0 || !text.substring(sum + 1, end).equals(sum(text.substring(0, sum)))) {
            return Optional.empty();
        }
        try {
            return Optional.of(TreeHead.parse(text.substring(0, sum)));
        } catch (FormatException | InvalidInputException e) {
            return Optional.empty();
        }
    }

    void write(TreeHead head) throws IOException {
        String text = head.encode();
        file.seek(0);
        file.write((text + '#' + sum(text) + '\n').getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Forgets what was written, so that not even a loss of power brings it back: it is not of the database that is made now. */
    void clear() throws IOException {
        file.setLength(0);
        file.getFD().sync();
    }

    private static String sum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return Long.toHexString(sum.getValue());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
