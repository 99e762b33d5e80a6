package io.itops.cli.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Finds the table of a log: the file itself, or the largest .csv of a ZIP outside {@code __MACOSX}. A ZIP is told by its first bytes,
 * whatever its name is.
 *
 * @param maxBytes how much a table may have, unpacked
 */
record LogFile(long maxBytes) {
    /** Twenty times the largest log that was replayed. */
    static final LogFile STANDARD = new LogFile(512L << 20);

    private static final int MAX_ENTRIES = 10_000;

    /** What reads a table. */
    interface Use<T> {
        T read(Reader table) throws IOException;
    }

    <T> T read(Path file, Charset charset, Use<T> use) throws IOException {
        if (isZip(file)) {
            // names that are not marked as UTF-8 are of the archiver's machine: in this charset none is malformed
            try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1)) {
                ZipEntry entry = largestTable(zip);
                try (InputStream in = zip.getInputStream(entry)) {
                    return read(in, charset, use);
                }
            } catch (ZipException e) {
                throw BadInputException.of("file", "be a ZIP that can be read", "not: " + e.getMessage());
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, charset, use);
        }
    }

    private static boolean isZip(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false; // a pipe is read once
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4
                    && start[0] == 'P'
                    && start[1] == 'K'
                    && ((start[2] == 3 && start[3] == 4) || (start[2] == 5 && start[3] == 6));
        }
    }

    private ZipEntry largestTable(ZipFile zip) {
        if (zip.size() > MAX_ENTRIES) {
            throw BadInputException.of("ZIP", "have at most " + MAX_ENTRIES + " entries", String.valueOf(zip.size()));
        }
        ZipEntry largest = Collections.list(zip.entries()).stream()
                .filter(LogFile::isTable)
                .max(Comparator.comparingLong(ZipEntry::getSize)
                        .thenComparing(ZipEntry::getName, Comparator.reverseOrder()))
                .orElseThrow(() -> BadInputException.of(
                        "ZIP", "have a .csv outside __MACOSX", zip.size() + " entries, none of them one"));
        requireSize(largest.getSize());
        return largest;
    }

    private static boolean isTable(ZipEntry entry) {
        return !entry.isDirectory()
                && entry.getName().toLowerCase(Locale.ROOT).endsWith(".csv")
                && Arrays.stream(entry.getName().split("[/\\\\]")).noneMatch("__MACOSX"::equals);
    }

    private void requireSize(long size) {
        if (size > maxBytes) {
            throw BadInputException.of("log", "have at most " + maxBytes + " bytes, unpacked", "more");
        }
    }

    private <T> T read(InputStream in, Charset charset, Use<T> use) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(new Bounded(in), 1 << 16);
        Charset found = byMark(bytes, charset);
        return use.read(new InputStreamReader(
                bytes,
                found.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** Reads over a byte order mark, which says more than the mapping does. */
    private static Charset byMark(BufferedInputStream bytes, Charset otherwise) throws IOException {
        bytes.mark(3);
        byte[] start = bytes.readNBytes(3);
        bytes.reset();
        if (start.length == 3 && start[0] == (byte) 0xef && start[1] == (byte) 0xbb && start[2] == (byte) 0xbf) {
            bytes.skipNBytes(3);
            return StandardCharsets.UTF_8;
        }
        if (start.length >= 2 && start[0] == (byte) 0xfe && start[1] == (byte) 0xff) {
            bytes.skipNBytes(2);
            return StandardCharsets.UTF_16BE;
        }
        if (start.length >= 2 && start[0] == (byte) 0xff && start[1] == (byte) 0xfe) {
            bytes.skipNBytes(2);
            return StandardCharsets.UTF_16LE;
        }
        return otherwise;
    }

    /** Ends where there is more than a log may have: what a ZIP says of its sizes need not be true. */
    private final class Bounded extends InputStream {
        private final InputStream in;
        private long read;

        Bounded(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int more) {
            read += more;
            requireSize(read);
        }
    }
}
